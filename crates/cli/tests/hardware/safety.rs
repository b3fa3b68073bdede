//! Nothing is pulsed unless it was asked for, and everything stops.

use super::{Board, Place, common, ended, in_time, pulses, signal, started};
use std::time::{Duration, Instant};

const PROGRAM: &str =
    "--limits limits.json --targets t.csv --v-set 3 --v-reset -3 --pulse-seconds 0.001";

/// Targets that take hundreds of pulses.
fn place(dialect: &str) -> (Place, Board) {
    let place = Place::new(4, 4);
    place.write("t.csv", "1.5e-5,1.5e-5,1.5e-5,1.5e-5\n".repeat(4));
    let devices = "--rows 4 --columns 4 --potentiation 2e-6:2e-5:200:200 --sigma 0";
    let board = Board::new(place.0.path(), &format!("{devices} --dialect {dialect}"));
    (place, board)
}

/// Interrupts programming by signals, one right after the other; what the board says when it obeys
/// and when it is safe, and what the command says of it.
fn interrupted(dialect: &str, signals: &[&str], [obeys, safe, told]: [&str; 3]) {
    let (place, board) = place(dialect);
    let command = format!(
        "hardware program {} --dialect {dialect} {PROGRAM} --arm --out p.json",
        board.path
    );
    let child = started(place.command(&command));
    board.says(obeys, Duration::from_secs(10));
    std::thread::sleep(Duration::from_millis(600));
    let asked = Instant::now();
    for name in signals {
        signal(child.id(), name);
    }
    let safe = board.says(safe, Duration::from_secs(2));
    // Sooner than by the dead man's switch.
    let after = safe - asked;
    assert!(after < Duration::from_millis(400), "{after:?}");
    let output = ended(child);
    assert!(asked.elapsed() < Duration::from_secs(3));
    let said = common::said(&output);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains(told), "{said}");
    assert!(said.contains("what came of it is in p.json"), "{said}");
    let record = place.value("p.json");
    assert_eq!(
        (&record["complete"], &record["stopped"]),
        (&false.into(), &"interrupted".into())
    );
    let told = record["pulses"].as_u64().unwrap();
    let made = pulses(&board.end());
    // Only one that was sent and not answered may be one too many, and it is named.
    let unanswered = &record["unanswered_pulse"];
    assert!(
        told > 5 && (made == told || !unanswered.is_null() && made + 1 == told),
        "{made} and {told}, {unanswered}"
    );
    let device = &record["devices"][0];
    assert!(device["conductance"].as_f64().unwrap() > 2e-6, "{device}");
}

#[test]
fn ctrl_c_stops_the_board_at_once_and_keeps_what_was_done() {
    in_time(|| {
        let confirmed = "the board confirmed that it stopped";
        interrupted("line", &["INT"], ["armed", "safe", confirmed]);
    });
}

/// As a terminal that closes and a system that shuts down end a program, and an impatient person.
#[test]
fn other_signals_and_a_second_one_lose_nothing() {
    for signals in [
        &["TERM"][..],
        &["HUP"],
        &["INT", "INT"],
        &["TERM", "INT", "TERM"],
    ] {
        in_time(|| interrupted("line", signals, ["armed", "safe", "the board"]));
    }
}

#[test]
fn ctrl_c_resets_an_arc_one() {
    in_time(|| {
        let told = "an ArC ONE does not confirm it";
        interrupted("arc-one", &["INT"], ["initialised", "reset", told]);
    });
}

/// Pulses of 3 V on 10 uS reach 30 uA, three times in a row; none is asked for after that.
#[test]
fn after_the_compliance_the_pulses_told_are_those_of_the_board() {
    in_time(|| {
        for dialect in ["line", "arc-one"] {
            let place = Place::new(1, 1);
            place.limits(1, 1, 3e-5);
            place.write("t.csv", "1.5e-5\n");
            let devices = "--rows 1 --columns 1 --potentiation 2e-6:2e-5:60:60 --sigma 0";
            let board = Board::new(place.0.path(), &format!("{devices} --dialect {dialect}"));
            let output = place.ended(&format!(
                "hardware program {} --dialect {dialect} {PROGRAM} --arm --out p.json",
                board.path
            ));
            let said = common::said(&output);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("at compliance"), "{said}");
            let record = place.value("p.json");
            let told = record["pulses"].as_u64().unwrap();
            assert!(told > 5 && record["unanswered_pulse"].is_null(), "{record}");
            assert_eq!(pulses(&board.end()), told, "{dialect}");
        }
    });
}

/// All devices are asked for: one that is given up is an answer of no, and is told.
#[test]
fn devices_that_are_given_up_end_with_code_1() {
    in_time(|| {
        let place = Place::new(1, 2);
        place.write("t.csv", "2e-6,1.5e-5\n");
        let devices = "--rows 1 --columns 2 --potentiation 2e-6:2e-5:60:60 --sigma 0";
        let board = Board::new(place.0.path(), devices);
        let command = format!("hardware program {} {PROGRAM} --arm", board.path);
        let output = place.ended(&format!("{command} --pulse-limit 3"));
        let said = common::said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("not within tolerance: 1 of all 2 devices"),
            "{said}"
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            text.contains("50.0 % of all 2 devices within 5.0 %"),
            "{text}"
        );
        assert!(text.contains("1 at the pulse limit"), "{text}");
        // What was reached stays; with more pulses the rest follows.
        let text = place.done(&command);
        assert!(
            text.contains("100.0 % of all 2 devices within 5.0 %"),
            "{text}"
        );
    });
}

#[test]
fn ctrl_c_keeps_what_was_read() {
    in_time(|| {
        let place = Place::new(32, 32);
        let board = Board::new(place.0.path(), "--rows 32 --columns 32 --usability 0.9");
        let command = format!(
            "hardware read {} --limits limits.json --all --out r.csv",
            board.path
        );
        let child = started(place.command(&command));
        std::thread::sleep(Duration::from_millis(700));
        signal(child.id(), "INT");
        let output = ended(child);
        assert_eq!(output.status.code(), Some(130));
        let count = place.text("r.csv").lines().count() - 1;
        assert!(count > 10 && count < 1024, "{count}");
        let note = format!("{count} of 1024 devices were read; they are in r.csv");
        assert!(common::said(&output).contains(&note));
        assert_eq!(pulses(&board.end()), 0);
    });
}

#[test]
fn a_program_that_is_killed_leaves_a_board_that_goes_safe() {
    in_time(|| {
        let (place, board) = place("line");
        let command = format!("hardware program {} {PROGRAM} --arm", board.path);
        let mut child = started(place.command(&command));
        board.says("armed", Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(300));
        let killed = Instant::now();
        child.kill().unwrap();
        let safe = board.says("safe", Duration::from_secs(2));
        assert!(
            safe - killed < Duration::from_millis(900),
            "{:?}",
            safe - killed
        );
        child.wait().unwrap();
        assert!(pulses(&board.end()) > 0);
    });
}

#[test]
fn without_arm_nothing_is_pulsed() {
    in_time(|| {
        let (place, board) = place("line");
        let output = place.ended(&format!("hardware program {} {PROGRAM} --json", board.path));
        let said = common::said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("nothing was pulsed; give --arm"), "{said}");
        let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&record["armed"], &record["pulses"]),
            (&false.into(), &0.into())
        );
        assert_eq!(
            (&record["reads"], &record["yield_share"]),
            (&16.into(), &0.0.into())
        );
        // Gmin of every device, from the currents.
        for device in record["devices"].as_array().unwrap() {
            let g = device["conductance"].as_f64().unwrap();
            assert!((g / 2e-6 - 1.0).abs() < 1e-4, "{g}");
        }
        let board_said = place.json(&format!("hardware connect {}", board.path));
        assert_eq!(board_said["board"]["limits"]["rows"], 4);
        assert_eq!(board_said["board"]["dead-man-ms"], 500);
        let one = place.done(&format!(
            "hardware read {} --limits limits.json --row 2 --column 3",
            board.path
        ));
        assert_eq!(one, "row 2, column 3: 2 µS (200 nA at 100 mV)\n");
        let said = board.end();
        assert!(!said.lines().any(|line| line == "armed"), "{said}");
        assert_eq!(pulses(&said), 0);
    });
}

#[test]
fn a_dry_run_prints_waveforms_and_opens_no_port() {
    in_time(|| {
        let (place, board) = place("line");
        let nowhere = format!("hardware program nowhere {PROGRAM} --dry-run");
        let told = place.json(&nowhere);
        let waveforms = told["waveforms"].as_array().unwrap();
        assert_eq!(waveforms.len(), 3);
        for (wave, peak) in waveforms.iter().zip([0.1, 3.0, -3.0]) {
            let points = wave["waveform"]["points"].as_array().unwrap();
            let points: Vec<(f64, f64)> = points
                .iter()
                .map(|p| (p[0].as_f64().unwrap(), p[1].as_f64().unwrap()))
                .collect();
            let most = points
                .iter()
                .map(|p| p.1)
                .max_by(|a, b| a.abs().total_cmp(&b.abs()));
            assert_eq!(most, Some(peak));
            assert_eq!((points[0], points.last().unwrap().1), ((0.0, 0.0), 0.0));
            for pair in points.windows(2) {
                let slope = (pair[1].1 - pair[0].1).abs() / (pair[1].0 - pair[0].0);
                assert!(slope <= 1000.0 * (1.0 + 1e-9), "{slope}");
            }
        }
        let text = place.done(&nowhere);
        assert!(
            text.contains("SET and the reading after it: row 1, column 1"),
            "{text}"
        );
        // A board that nobody speaks to has nothing to say.
        let there = place.done(&format!(
            "hardware program {} {PROGRAM} --dry-run",
            board.path
        ));
        assert_eq!(there, text);
        let said = board.end();
        assert!(
            !said
                .lines()
                .any(|line| line == "armed" || line.starts_with("safe")),
            "{said}"
        );
        assert_eq!(pulses(&said), 0);
    });
}
