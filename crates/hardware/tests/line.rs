//! The codec of the line protocol.

use memrilab_hardware::line::{
    BadLine, Command, Decoder, Direction, Frame, HelloReply, LONGEST_LINE, Reply, STOP,
    WholeLimits, crc16, currents,
};
use memrilab_hardware::{Capabilities, Limits};
use proptest::prelude::*;

#[test]
fn the_checksum_is_the_published_one() {
    // The check value of CRC-16/CCITT-FALSE in catalogues of checksums.
    assert_eq!(crc16(b"123456789"), 0x29B1);
    assert_eq!(crc16(b""), 0xFFFF);
}

#[test]
fn the_stop_is_a_frame_after_an_end_of_line() {
    let stop = Frame::new(Direction::ToBoard, 0, Command::Stop.words());
    assert_eq!(STOP, [b"\n".as_slice(), &stop.encode()].concat());
}

fn limits() -> impl Strategy<Value = WholeLimits> {
    let lines = (1u16..=32, 1u16..=32);
    let volts = (1..=12_000_000, -12_000_000..=0, 1..=12_000_000);
    let rest = (1u32..=400_000, 1i64..=100_000_000_000, 1u32..=1_000_000);
    (lines, volts, rest).prop_map(|(lines, volts, rest)| WholeLimits {
        rows: lines.0,
        columns: lines.1,
        read_microvolts: volts.0,
        least_microvolts: volts.1,
        most_microvolts: volts.2,
        microseconds: rest.0,
        picoamperes: rest.1,
        volts_per_second: rest.2,
    })
}

fn commands() -> impl Strategy<Value = Command> {
    let place = (any::<u16>(), any::<u16>(), any::<i32>());
    let pulse = (place, any::<u32>(), any::<i32>());
    prop_oneof![
        any::<u16>().prop_map(|version| Command::Hello { version }),
        limits().prop_map(Command::Limits),
        Just(Command::Arm),
        Just(Command::Disarm),
        Just(Command::Ping),
        Just(Command::Stop),
        place.prop_map(|(row, column, microvolts)| Command::Read {
            row,
            column,
            microvolts
        }),
        pulse.prop_map(
            |((row, column, microvolts), microseconds, read_microvolts)| {
                Command::Pulse {
                    row,
                    column,
                    microvolts,
                    microseconds,
                    read_microvolts,
                }
            }
        ),
        prop::collection::vec(any::<i32>(), 1..=32)
            .prop_map(|microvolts| Command::Product { microvolts }),
    ]
}

/// Feeds bytes in pieces of the lengths given, over and over.
fn in_pieces(bytes: &[u8], lengths: &[usize]) -> Vec<Result<Frame, BadLine>> {
    let mut decoder = Decoder::new(Direction::ToBoard);
    let (mut rest, mut found) = (bytes, Vec::new());
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            return found;
        }
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        found.extend(decoder.feed(piece));
        assert!(decoder.pending() < LONGEST_LINE);
        rest = after;
    }
    found
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded_under_any_splitting(
        commands in prop::collection::vec((any::<u16>(), commands()), 1..6),
        lengths in prop::collection::vec(1usize..40, 1..8),
    ) {
        let frames: Vec<Frame> = commands
            .iter()
            .map(|(sequence, command)| Frame::new(Direction::ToBoard, *sequence, command.words()))
            .collect();
        let bytes: Vec<u8> = frames.iter().flat_map(Frame::encode).collect();
        let decoded = in_pieces(&bytes, &lengths);
        prop_assert_eq!(decoded.len(), frames.len());
        for ((decoded, frame), (_, command)) in decoded.iter().zip(&frames).zip(&commands) {
            prop_assert_eq!(decoded.as_ref().unwrap(), frame);
            prop_assert_eq!(&Command::parse(&frame.words).unwrap(), command);
        }
    }

    #[test]
    fn bytes_decode_alike_under_any_splitting(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b'>'), Just(b'*')], 0..1500),
        lengths in prop::collection::vec(1usize..40, 1..8),
    ) {
        prop_assert_eq!(in_pieces(&bytes, &lengths), in_pieces(&bytes, &[usize::MAX]));
    }

    #[test]
    fn a_line_after_any_noise_is_found(noise in prop::collection::vec(any::<u8>(), 0..1500)) {
        let frame = Frame::new(Direction::ToBoard, 7, "PING");
        let bytes = [noise, b"\n".to_vec(), frame.encode()].concat();
        prop_assert_eq!(in_pieces(&bytes, &[usize::MAX]).pop(), Some(Ok(frame)));
    }

    #[test]
    fn one_changed_byte_never_passes(
        sequence in any::<u16>(), command in commands(), at in any::<prop::sample::Index>(), change in 1u8..=255,
    ) {
        let frame = Frame::new(Direction::ToBoard, sequence, command.words());
        let mut bytes = frame.encode();
        bytes.pop();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        bytes.push(b'\n');
        prop_assert!(in_pieces(&bytes, &[usize::MAX]).iter().all(Result::is_err));
    }

    #[test]
    fn currents_come_back_to_the_picoampere(
        amperes in prop::collection::vec(-9.9f64..9.9, 1..=32), flag in any::<bool>(),
    ) {
        let reply = Reply::of_currents(&amperes, flag);
        let Some(Reply::Done(words)) = Reply::parse(&reply.words()) else { panic!() };
        let (back, hit) = currents(&words, amperes.len()).unwrap();
        prop_assert_eq!(hit, flag);
        for (back, amperes) in back.iter().zip(&amperes) {
            // Half a step, and the rounding of a quotient of that size.
            prop_assert!((back - amperes).abs() <= 0.5e-12 + 10.0 * f64::EPSILON);
        }
    }

    #[test]
    fn limits_survive_the_way_to_the_board_and_back(whole in limits()) {
        prop_assert_eq!(WholeLimits::of(&whole.limits()), whole);
        let hello = HelloReply { version: 1, limits: whole, dead_man_ms: 500, name: "a-1.0".to_owned() };
        let Reply::Done(words) = hello.reply() else { panic!() };
        prop_assert_eq!(HelloReply::parse(&words), Some(hello));
    }
}

#[test]
fn the_longest_lines_fit() {
    let frame = |direction, words| Frame::new(direction, u16::MAX, words).encode().len();
    let product = Command::Product {
        microvolts: vec![-12_000_000; 32],
    };
    assert!(frame(Direction::ToBoard, product.words()) <= LONGEST_LINE);
    let currents = Reply::of_currents(&[-0.1; 32], true);
    assert!(frame(Direction::ToHost, currents.words()) <= LONGEST_LINE);
}

#[test]
fn what_is_no_line_says_why() {
    let only = |bytes: &[u8]| match &in_pieces(bytes, &[usize::MAX])[..] {
        [Err(bad)] => bad.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        only(b">1 PING*0000\n"),
        "`>1 PING*0000` has the checksum 0000, but its bytes give 18B4"
    );
    assert_eq!(only(b"hello\n"), "`hello` is no line of the protocol");
    assert_eq!(only(&[b'x'; 600]), "a line goes on for more than 512 bytes");
    // A board that echoes what it hears.
    let echo = Frame::new(Direction::ToHost, 1, "OK").encode();
    assert!(only(&echo).ends_with("is no line of the protocol"));
    // Numbers have one spelling, so that a line has one meaning.
    for words in [
        "READ 0 0 +5",
        "READ 0 0 05",
        "READ 0 0 -0",
        "READ 0 0 5 ",
        "READ 0 0 1e5",
        "PING 1",
    ] {
        assert_eq!(Command::parse(words), Err("argument"), "{words}");
    }
    assert_eq!(
        Command::parse("READ 0 0 99999999999999999999"),
        Err("argument")
    );
    assert_eq!(Command::parse("ping"), Err("command"));
}

#[test]
fn limits_are_rounded_to_the_strict_side() {
    let limits = Limits {
        rows: 1,
        columns: 1,
        read_volts: 0.123_456_9,
        least_volts: -1.000_000_9,
        most_volts: 1.000_000_9,
        pulse_seconds: 0.01,
        compliance_amperes: 1e-3,
        volts_per_second: 100.9,
    };
    let whole = WholeLimits::of(&limits);
    assert_eq!(
        whole.to_string(),
        "1 1 123456 -1000000 1000000 10000 1000000000 100"
    );
    let board = Capabilities {
        name: "a".to_owned(),
        limits: whole.limits(),
        dead_man_ms: Some(500),
    };
    assert!(board.limits.fits(&limits));
    assert!(limits.pulse_volts(1.000_000_6).is_err());
}
