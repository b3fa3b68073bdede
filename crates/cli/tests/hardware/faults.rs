//! What goes wrong on the wire: it ends in time, with one sentence, and what was measured is kept.

use super::{Board, Place, ended, failed, in_time, pulses, started};
use std::time::{Duration, Instant};

/// Devices that differ, and pulses that nobody sees.
const DEVICES: &str = "--rows 3 --columns 4 --potentiation 2e-6:2e-5:60:60 --sigma 0.3";

fn board(place: &Place, more: &str) -> Board {
    Board::new(place.0.path(), &format!("{DEVICES} {more}"))
}

fn read(port: &str) -> String {
    format!("hardware read {port} --limits limits.json --all --out r.csv")
}

/// What is read where nothing goes wrong.
fn whole(dialect: &str) -> String {
    let place = Place::new(3, 4);
    let board = board(&place, dialect);
    place.done(&format!("{} {dialect}", read(&board.path)));
    let text = place.text("r.csv");
    assert_eq!(text.lines().count(), 13);
    text
}

/// Runs each fault: its name, the devices that are kept, the sentence, the longest it may take.
fn all(dialect: &'static str, rows: &[(&'static str, usize, &'static str, u64)]) {
    let right = whole(dialect);
    std::thread::scope(|scope| {
        for &(fault, kept, sentence, seconds) in rows {
            let right = &right;
            scope.spawn(move || {
                let place = Place::new(3, 4);
                let board = board(&place, &format!("{dialect} --fault {fault}"));
                let begun = Instant::now();
                let output = place.ended(&format!("{} {dialect}", read(&board.path)));
                assert!(begun.elapsed() < Duration::from_secs(seconds), "{fault}");
                let csv = place.text("r.csv");
                assert!(right.starts_with(&csv), "{fault}: {csv}");
                let count = csv.lines().count() - 1;
                // A duplicate shows itself with the answer, or just after it.
                let slack = usize::from(fault.starts_with("duplicate"));
                assert!(count == kept || count + slack == kept, "{fault}: {count}");
                if sentence.is_empty() {
                    assert!(output.status.success(), "{fault}");
                } else {
                    let said = failed(&output, sentence);
                    let note = format!("{count} of 12 devices were read; they are in r.csv");
                    assert!(said.contains(&note), "{fault}: {said}");
                }
                let said = match fault.starts_with("eof") {
                    true => board.gone(),
                    false => board.end(),
                };
                assert_eq!(pulses(&said), 0, "{fault}");
            });
        }
    });
}

/// The first two pieces are the greeting's, each other one is a reading.
#[test]
fn of_the_line_protocol() {
    in_time(|| {
        all(
            "",
            &[
                ("split@5", 12, "", 8),
                ("drop@5", 2, "no answer to a reading", 8),
                ("delay@5 --seed 1", 2, "no answer to a reading", 8),
                ("duplicate@6", 4, "a late or a second one", 8),
                ("corrupt@5", 2, "the link is not clean", 8),
                ("garbage@5", 2, "the link is not clean", 8),
                ("nan@6", 3, "which is no current", 8),
                ("silence@6", 3, "no answer to a reading", 8),
                ("eof@7", 4, "the port is gone", 8),
            ],
        );
    });
}

/// The first piece is the greeting's; here a changed bit may leave a likely resistance.
#[test]
fn of_an_arc_one() {
    in_time(|| {
        all(
            "--dialect arc-one",
            &[
                ("split@4", 12, "", 12),
                ("duplicate@4", 3, "a late or a second answer", 12),
                ("nan@4", 2, "outside 1 to 1e12", 12),
                ("silence@4", 2, "no answer to a reading", 18),
                ("eof@5", 3, "the port is gone", 12),
            ],
        );
    });
}

#[test]
fn compliance_three_times_in_a_row_ends_it() {
    in_time(|| {
        let place = Place::new(3, 4);
        place.limits(3, 4, 1e-9);
        let board = board(&place, "");
        let output = place.ended(&read(&board.path));
        failed(
            &output,
            "3 answers in a row were at compliance, the last of row 1, column 3",
        );
        let csv = place.text("r.csv");
        assert_eq!(
            csv.lines()
                .skip(1)
                .filter(|line| line.ends_with(",1"))
                .count(),
            3,
            "{csv}"
        );
        assert_eq!(csv.lines().count(), 4);
    });
}

/// A board that is gone in the middle, and a second program meanwhile.
#[test]
fn a_port_that_vanishes_and_a_second_program() {
    in_time(|| {
        let place = Place::new(32, 32);
        let mut board = Board::new(place.0.path(), "--rows 32 --columns 32 --usability 0.9");
        let reading = started(place.command(&read(&board.path)));
        std::thread::sleep(Duration::from_millis(700));
        let begun = Instant::now();
        let second = place.refused(&format!("hardware connect {}", board.path));
        assert!(second.contains("another program uses it"), "{second}");
        assert!(begun.elapsed() < Duration::from_secs(2));
        board.child.kill().unwrap();
        let said = failed(&ended(reading), "the port is gone");
        assert!(begun.elapsed() < Duration::from_secs(4));
        let count = place.text("r.csv").lines().count() - 1;
        assert!(count > 10 && count < 1024, "{count}");
        assert!(
            said.contains(&format!("{count} of 1024 devices were read")),
            "{said}"
        );
    });
}

/// Faults while the board is armed: it goes safe, and the record says how far it came.
#[test]
fn while_programming() {
    in_time(|| {
        let rows = [
            (
                "corrupt@30",
                "the link is not clean",
                "the board confirmed that it stopped",
            ),
            (
                "nan@30",
                "which is no current",
                "the board confirmed that it stopped",
            ),
            (
                "silence@30",
                "no answer to a pulse",
                "the board did not confirm that it stopped",
            ),
            (
                "eof@30",
                "the port is gone",
                "the board did not confirm that it stopped",
            ),
        ];
        std::thread::scope(|scope| {
            for (fault, sentence, stop) in rows {
                scope.spawn(move || {
                let place = Place::new(3, 4);
                place.write("t.csv", "1e-5,1e-5,1e-5,1e-5\n".repeat(3));
                let board = board(&place, &format!("--fault {fault}"));
                let output = place.ended(&format!(
                    "hardware program {} --limits limits.json --targets t.csv --v-set 3 --v-reset -3 \
                     --pulse-seconds 0.001 --arm --out p.json",
                    board.path
                ));
                let said = failed(&output, sentence);
                assert!(said.contains(stop), "{fault}: {said}");
                let record = place.value("p.json");
                assert_eq!(record["complete"], false, "{fault}");
                assert!(record["stopped"].as_str().unwrap().contains(sentence), "{fault}");
                assert!(record["devices"][0]["conductance"].as_f64().unwrap() > 0.0);
                let told = record["pulses"].as_u64().unwrap();
                assert!(told > 10, "{fault}: {told}");
                board.says("armed", Duration::from_secs(1));
                board.says("safe", Duration::from_secs(1));
                let made = pulses(&match fault.starts_with("eof") {
                    true => board.gone(),
                    false => board.end(),
                });
                assert!(made == told || made + 1 == told, "{fault}: {made} and {told}");
            });
            }
        });
    });
}

/// An ArC ONE whose port closes during a pulse ends that pulse by itself.
#[test]
fn while_an_arc_one_pulses() {
    in_time(|| {
        let place = Place::new(3, 4);
        place.write("t.csv", "1e-5,1e-5,1e-5,1e-5\n".repeat(3));
        let board = board(&place, "--dialect arc-one --fault eof@30");
        let output = place.ended(&format!(
            "hardware program {} --dialect arc-one --limits limits.json --targets t.csv --v-set 3 \
             --v-reset -3 --pulse-seconds 0.01 --arm --out p.json",
            board.path
        ));
        failed(&output, "the port is gone");
        let told = place.value("p.json")["pulses"].as_u64().unwrap();
        let made = pulses(&board.gone());
        assert!(
            told > 5 && (made == told || made + 1 == told),
            "{made} and {told}"
        );
    });
}
