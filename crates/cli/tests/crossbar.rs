//! `memrilab crossbar` and its benchmark, from files to JSON.

mod common;

use common::{json, memrilab, refused};
use std::fs::write;
use std::path::Path;
use std::process::Command;

fn solve(folder: &Path, ohms: &str, volts: &str, wire: &str) -> Command {
    write(folder.join("R.csv"), ohms).unwrap();
    write(folder.join("V.csv"), volts).unwrap();
    let mut command = memrilab(folder);
    command.args([
        "crossbar",
        "solve",
        "--resistances",
        "R.csv",
        "--voltages",
        "V.csv",
    ]);
    command.args(["--wire-resistance", wire]);
    command
}

const R: &str = "345,903,755,257,646\n652,401,508,166,454\n\n442,874,190,244,635\n";
/// As spreadsheets write it.
const COMMAS: &str =
    "\u{feff}345,0;903;755;257;646\r\n652;401;508;166;454\r\n442;874;190;244;635\r\n";

#[test]
fn currents_of_the_published_case() {
    let folder = tempfile::tempdir().unwrap();
    let value = json(solve(folder.path(), R, "1.5 2.3 1.7\n2.6 1.1 3.3\n", "0.5"));
    let expected = [
        [0.01158503, 0.00919064, 0.01511568, 0.02583321, 0.00981179],
        [0.01649934, 0.00925389, 0.02247116, 0.02938042, 0.01136674],
    ];
    let outputs = value["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), 2);
    for (row, expected) in outputs.iter().zip(expected) {
        for (current, expected) in row.as_array().unwrap().iter().zip(expected) {
            assert!(
                (current.as_f64().unwrap() - expected).abs() < 5.1e-9,
                "{value}"
            );
        }
    }
    let volts = "\u{feff}1,5\t2,3\t1,7\n2,6\t1,1\t3,3\n";
    assert_eq!(json(solve(folder.path(), COMMAS, volts, "0.5")), value);
}

#[test]
fn bad_input_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    for (ohms, volts, wire, words) in [
        (
            "1,2\n3\n",
            "1,1\n",
            "0.5",
            "R.csv: line 2: 1 numbers, but the first row has 2",
        ),
        (
            "1,two\n",
            "1\n",
            "0.5",
            "R.csv: line 1, column 2: `two` is not a number",
        ),
        (
            "1,0\n",
            "1\n",
            "0.5",
            "row 1, column 2: a resistance of 0 ohm",
        ),
        ("1,2\n", "1,2\n", "0.5", "V.csv, row 1"),
        ("1,2\n", "1\n", "-1", "at least 0"),
        (
            "1e3,2e3\n",
            "1\n",
            "1e300",
            "because its resistances are too far apart: 1e3 ohm in row 1, column 1 and wires of 1e300 ohm;",
        ),
        (
            "1,1e-200\n",
            "1\n1e200\n",
            "0",
            "V.csv, row 2: the current of bit line 2 is inf A",
        ),
        ("\n", "1\n", "0", "R.csv: there are no numbers in it"),
        (
            "1e400,2\n",
            "1\n",
            "0",
            "R.csv: line 1, column 1: `1e400` is beyond the largest number",
        ),
        (
            "1,234;5\n",
            "1\n",
            "0",
            "R.csv: line 1, column 1: `1,234` may be 1.234 or 1234",
        ),
    ] {
        let why = refused(solve(folder.path(), ohms, volts, wire));
        assert!(why.contains(words), "{why}");
    }
}

#[test]
fn the_benchmark_times_every_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = memrilab(folder.path());
    command.args(["bench", "crossbar", "--sizes", "4,8"]);
    let value = json(command);
    let cases = value["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 2);
    for (case, n) in cases.iter().zip([4, 8]) {
        assert_eq!(case["n"], n);
        assert!(
            case["ms_factor"].as_f64().unwrap() > 0.0 && case["ms_solve"].as_f64().unwrap() > 0.0
        );
    }
}
