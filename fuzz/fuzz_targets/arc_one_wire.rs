#![no_main]

use memrilab_hardware::arc_one::{Item, Parser, Replies};
use memrilab_hardware::{Dialect, Emulator, Resistors, Session, State};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // The same commands in one piece and byte by byte; what is a command can be written and read again.
    let whole = Parser::default().feed(data);
    let mut parser = Parser::default();
    let bytes: Vec<_> = data.iter().flat_map(|byte| parser.feed(&[*byte])).collect();
    assert_eq!(whole, bytes);
    for command in whole.into_iter().flatten() {
        let again = Parser::default().feed(&command.encode());
        // Voltages beyond all reason have more digits than a line may.
        assert!(again.len() <= 1 || again[0].is_err());
    }
    // Answers by counting.
    let count = data.first().map_or(0, |byte| usize::from(*byte) % 40);
    for lines in [true, false] {
        let mut replies = Replies::default();
        match lines {
            true => replies.expect_line(),
            false => replies.expect_floats(1 + count),
        }
        let mut counted = 0;
        for item in replies.feed(data) {
            match item {
                Item::Floats(floats) => counted += 4 * floats.len(),
                Item::Surplus(bytes) => counted += bytes,
                Item::Line(_) => {}
            }
        }
        assert!(counted <= data.len());
    }
    // A board that is settled, and a host that awaits an answer.
    let board = Resistors::new(2, vec![1e4; 6]).expect("six resistors");
    let mut emulator = Emulator::new(Dialect::ArcOne, board).expect("a small array");
    emulator.feed(b"0\n50\n3\n2\n2\n0\n1\n0.2\n", 0);
    emulator.feed(data, 0);
    // Commands in turn, each of at most 10 s.
    for _ in 0..=data.len() {
        let Some(at) = emulator.deadline() else { break };
        emulator.tick(at);
    }
    assert!(!emulator.energised());
    while emulator.next_output().is_some() {}
    let mut session = Session::new(Dialect::ArcOne, memrilab_fuzz::limits()).expect("sound limits");
    session.tick(0);
    session.tick(2000);
    session.feed(b"1\n", 2001);
    session.feed(data, 2002);
    for _ in 0..100 {
        let Some(at) = session.deadline() else { break };
        session.tick(at);
    }
    session.stop();
    assert!(matches!(session.state(), State::Stopped(_)));
});
