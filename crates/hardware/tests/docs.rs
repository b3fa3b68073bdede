//! The examples of `docs/HARDWARE.md`, byte by byte.

mod common;

use common::{Traced, limits};
use memrilab_hardware::emulator::FaultKind;
use memrilab_hardware::line::STOP;
use memrilab_hardware::{Board, Dialect, Emulator, Limits};

fn text() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/HARDWARE.md");
    std::fs::read_to_string(file).unwrap()
}

/// The lines of the only block of a kind.
fn block(kind: &str) -> Vec<String> {
    let text = text();
    let opening = format!("\n```{kind}\n");
    let mut parts = text.split(&opening);
    let inside = parts.nth(1).unwrap().split("\n```").next().unwrap();
    assert!(parts.next().is_none(), "two blocks of {kind}");
    inside.lines().map(str::to_owned).collect()
}

/// The array of the text: pulses leave it as it is.
struct Still(Traced);

impl Board for Still {
    fn size(&self) -> (usize, usize) {
        self.0.size()
    }
    fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
        self.0.read(row, column, volts)
    }
    fn pulse(&mut self, _: usize, _: usize, _: f64, _: f64) {}
    fn product(&mut self, volts: &[f64]) -> Vec<f64> {
        self.0.product(volts)
    }
}

fn board(dialect: Dialect) -> Emulator<Still> {
    Emulator::new(dialect, Still(Traced::new())).unwrap()
}

/// What the board answers in a simulated 200 ms.
fn answer(board: &mut Emulator<Still>, bytes: &[u8], now: &mut u64) -> Vec<u8> {
    board.feed(bytes, *now);
    *now += 200;
    board.tick(*now);
    std::iter::from_fn(|| board.next_output())
        .flatten()
        .collect()
}

#[test]
fn the_session_of_the_line_protocol_is_what_the_board_says() {
    let (mut board, mut now) = (board(Dialect::Line), 0);
    let lines = block("protocol");
    assert!(lines.len() >= 16);
    for pair in lines.chunks(2) {
        let [asked, said] = pair else {
            panic!("{pair:?}")
        };
        let got = answer(&mut board, format!("{asked}\n").as_bytes(), &mut now);
        assert_eq!(
            String::from_utf8(got).unwrap(),
            format!("{said}\n"),
            "{asked}"
        );
    }
    let stop = String::from_utf8(STOP.to_vec())
        .unwrap()
        .replace('\n', "\\n");
    assert!(text().contains(&format!(
        "{} bytes that never change, an end of line in front: `{stop}`",
        STOP.len()
    )));
}

#[test]
fn the_session_of_an_arc_one_is_what_the_board_says() {
    let (mut board, mut now) = (board(Dialect::ArcOne), 0);
    let mut said: Vec<u8> = Vec::new();
    for line in block("arc-one") {
        match line.split_once(' ').unwrap() {
            (">", command) => {
                assert!(said.is_empty(), "{line}: an answer is not in the text");
                let bytes = command.replace(' ', "\n") + "\n";
                said = answer(&mut board, bytes.as_bytes(), &mut now);
                // The reset takes a while.
                now += 1000;
            }
            (_, hex) => {
                let byte = |hex: &str| u8::from_str_radix(hex, 16).unwrap();
                let bytes: Vec<u8> = hex.split(' ').map(byte).collect();
                assert_eq!(std::mem::take(&mut said), bytes, "{line}");
            }
        }
    }
}

#[test]
fn the_file_of_limits_is_one_and_every_field_and_fault_is_explained() {
    let example: Limits = serde_json::from_str(&block("json").join("\n")).unwrap();
    assert_eq!(example, limits());
    let fields = serde_json::to_value(example).unwrap();
    let text = text();
    let table = text.split("| field | unit |").nth(1).unwrap();
    let table = table.split("\n\n").next().unwrap();
    for field in fields.as_object().unwrap().keys() {
        assert!(table.contains(&format!("`{field}`")), "{field}");
    }
    for (_, name) in FaultKind::ALL {
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
}
