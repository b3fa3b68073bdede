//! The codec of the ArC ONE.

use memrilab_hardware::arc_one::{Command, Init, Item, Parser, Replies, STOP};
use proptest::prelude::*;

fn commands() -> impl Strategy<Value = Command> {
    let lines = (0u16..1000, 0u16..1000);
    // What six and nine digits after the point can say.
    let volts = (-12_000_000i32..=12_000_000).prop_map(|v| f64::from(v) / 1e6);
    let seconds = (0i32..=400_000_000).prop_map(|s| f64::from(s) / 1e9);
    let pulse = (lines.clone(), volts.clone(), seconds.clone());
    let list = prop::collection::vec(lines.clone(), 0..9);
    prop_oneof![
        Just(Command::Reset),
        Just(Command::Firmware),
        (lines.clone(), lines.clone(), volts.clone()).prop_map(|(a, b, read_volts)| {
            Command::Init(Init {
                cycles: a.0,
                words: a.1,
                bits: b.0,
                read_mode: b.1,
                session_mode: 0,
                sneak_path: 1,
                read_volts,
            })
        }),
        (0u16..4, volts.clone()).prop_map(|(mode, volts)| Command::ReadConfig { mode, volts }),
        lines
            .clone()
            .prop_map(|(word, bit)| Command::ReadOne { word, bit }),
        (lines.clone(), list).prop_map(|((words, bits), list)| Command::ReadMany {
            words,
            bits,
            list
        }),
        lines.prop_map(|(word, bit)| Command::Select { word, bit }),
        pulse.prop_map(|((word, bit), volts, seconds)| Command::Pulse {
            word,
            bit,
            volts,
            seconds
        }),
        (volts, seconds).prop_map(|(volts, seconds)| Command::PulseSelected { volts, seconds }),
    ]
}

fn in_pieces(bytes: &[u8], lengths: &[usize]) -> Vec<Result<Command, String>> {
    let mut parser = Parser::default();
    let (mut rest, mut found) = (bytes, Vec::new());
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        found.extend(parser.feed(piece));
        rest = after;
    }
    found
}

proptest! {
    #[test]
    fn what_is_encoded_is_parsed_under_any_splitting(
        commands in prop::collection::vec(commands(), 1..6),
        lengths in prop::collection::vec(1usize..40, 1..8),
    ) {
        let bytes: Vec<u8> = commands.iter().flat_map(Command::encode).collect();
        let parsed: Result<Vec<_>, _> = in_pieces(&bytes, &lengths).into_iter().collect();
        prop_assert_eq!(parsed, Ok(commands));
    }

    /// Whatever part of a command that a session sends has arrived, the stop completes it with
    /// voltages and widths that are not larger, and then resets.
    #[test]
    fn the_stop_after_any_part_of_a_command_is_harmless(
        command in commands(), cut in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!matches!(command, Command::ReadMany { .. }));
        let whole = command.encode();
        let part = &whole[..cut.index(whole.len() + 1)];
        let parsed = in_pieces(&[part, STOP].concat(), &[usize::MAX]);
        prop_assert_eq!(parsed.last(), Some(&Ok(Command::Reset)));
        if let Command::Pulse { volts, seconds, .. } = command {
            for parsed in parsed.into_iter().flatten() {
                match parsed {
                    Command::Pulse { volts: v, seconds: s, .. } => {
                        prop_assert!(v.abs() <= volts.abs() && s <= seconds);
                    }
                    Command::Reset => {}
                    other => prop_assert!(matches!(other, Command::Reset), "{other:?}"),
                }
            }
        }
    }

    #[test]
    fn floats_are_counted_under_any_splitting(
        floats in prop::collection::vec(any::<f32>(), 1..20),
        surplus in 0usize..7,
        lengths in prop::collection::vec(1usize..9, 1..8),
    ) {
        let mut bytes: Vec<u8> = floats.iter().flat_map(|f| f.to_le_bytes()).collect();
        bytes.extend(vec![b'?'; surplus]);
        let mut replies = Replies::default();
        replies.expect_floats(floats.len());
        let (mut rest, mut found, mut more) = (&bytes[..], Vec::new(), 0);
        for length in lengths.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*length).min(rest.len()));
            for item in replies.feed(piece) {
                match item {
                    Item::Floats(floats) => found.extend(floats),
                    Item::Surplus(bytes) => more += bytes,
                    Item::Line(_) => panic!(),
                }
            }
            rest = after;
        }
        let bits = |floats: &[f32]| floats.iter().map(|f| f.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&found), bits(&floats));
        prop_assert_eq!(more, surplus);
    }
}

#[test]
fn what_is_no_command_is_given_back_and_forgotten() {
    let mut parser = Parser::default();
    assert_eq!(parser.feed(b"77\n"), [Err("77".to_owned())]);
    assert_eq!(parser.feed(b"3\n1\n1\nnan\n"), [Err("nan".to_owned())]);
    assert_eq!(parser.feed(b"2\n3\n2\n1e9\n"), [Err("1e9".to_owned())]);
    assert_eq!(parser.feed(b"999\n"), [Ok(Command::Firmware)]);
    let long = [b"1\n".as_slice(), &[b'1'; 50], b"\n"].concat();
    assert!(parser.feed(&long)[0].is_err());
}
