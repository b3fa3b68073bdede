#![no_main]

use memrilab_hardware::line::{Command, Decoder, Direction, Frame, HelloReply, Reply, currents};
use memrilab_hardware::{Dialect, Emulator, Resistors, Session, State};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for direction in [Direction::ToBoard, Direction::ToHost] {
        // The same lines in one piece, byte by byte and in halves.
        let whole = Decoder::new(direction).feed(data);
        let mut decoder = Decoder::new(direction);
        let bytes: Vec<_> = data.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
        assert_eq!(whole, bytes);
        for frame in whole.into_iter().flatten() {
            // A line has one spelling, and a command one meaning.
            assert_eq!(Decoder::new(direction).feed(&frame.encode()), [Ok(frame.clone())]);
            if let Ok(command) = Command::parse(&frame.words) {
                assert_eq!(command.words(), frame.words);
            }
            if let Some(reply) = Reply::parse(&frame.words) {
                assert_eq!(reply.words(), frame.words);
                if let Reply::Done(words) = reply {
                    let _ = HelloReply::parse(&words);
                    for count in 0..4 {
                        if let Ok((amperes, _)) = currents(&words, count) {
                            assert!(amperes.iter().all(|amperes| amperes.is_finite()));
                        }
                    }
                }
            }
        }
    }
    // Lines with a checksum that is right, so that the fuzzer gets past it: to a board, and to a host.
    let text = String::from_utf8_lossy(data);
    let frames = |direction| {
        let frame = move |(at, line): (usize, &str)| Frame::new(direction, at as u16 + 1, line).encode();
        text.lines().enumerate().map(frame).collect::<Vec<_>>()
    };
    let board = Resistors::new(2, vec![1e4; 6]).expect("six resistors");
    let mut emulator = Emulator::new(Dialect::Line, board).expect("a small array");
    let mut session = Session::new(Dialect::Line, memrilab_fuzz::limits()).expect("sound limits");
    let mut now = 0;
    session.tick(now);
    for (to_board, to_host) in frames(Direction::ToBoard).iter().zip(frames(Direction::ToHost)) {
        emulator.feed(to_board, now);
        session.feed(&to_host, now);
        now += 30;
        emulator.tick(now);
    }
    emulator.tick(now + 501);
    assert!(!emulator.energised());
    while emulator.next_output().is_some() {}
    // Every wait ends.
    for _ in 0..100 {
        let Some(at) = session.deadline().filter(|_| *session.state() != State::Armed) else { break };
        session.tick(at);
    }
    session.stop();
    assert!(matches!(session.state(), State::Stopped(_)));
});
