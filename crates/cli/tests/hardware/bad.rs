//! Bad input: exit code 2 and one sentence with what to try.

use super::{Board, Place, failed, in_time};
use std::time::{Duration, Instant};

const PROGRAM: &str =
    "hardware program nowhere --limits limits.json --v-set 3 --v-reset -3 --pulse-seconds 0.001";

#[track_caller]
fn told(place: &Place, arguments: &str, wanted: &[&str]) {
    let said = place.refused(arguments);
    for part in wanted {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn ports_that_are_none() {
    let place = Place::new(3, 4);
    let absent = ["nowhere cannot be opened", "hardware list"];
    told(&place, "hardware connect nowhere", &absent);
    told(
        &place,
        "hardware read nowhere --limits limits.json --all",
        &absent,
    );
    told(
        &place,
        "hardware connect limits.json",
        &["limits.json cannot be opened"],
    );
    let listed = place.json("hardware list");
    assert!(listed["ports"].is_array());
    place.done("hardware list");
}

#[test]
fn limits_that_are_none() {
    let place = Place::new(3, 4);
    let read = "hardware read nowhere --all --limits";
    told(
        &place,
        &format!("{read} gone.json"),
        &["gone.json cannot be opened"],
    );
    place.write("l.json", "{}");
    told(
        &place,
        &format!("{read} l.json"),
        &[
            "l.json holds no limits",
            "`memrilab hardware limits` shows",
            "missing field `rows`",
        ],
    );
    place.write(
        "l.json",
        place.text("limits.json").replace("{", "{\"fuse\":1,"),
    );
    told(&place, &format!("{read} l.json"), &["unknown field `fuse`"]);
    place.write("l.json", place.text("limits.json").replace("3.2,", "99.0,"));
    told(&place, &format!("{read} l.json"), &["l.json", "it must be"]);
    // The example is one.
    place.write("l.json", place.done("hardware limits"));
    told(
        &place,
        &format!("{read} l.json"),
        &["nowhere cannot be opened"],
    );
}

#[test]
fn requests_outside_the_limits_open_no_port() {
    let place = Place::new(3, 4);
    let read = "hardware read nowhere --limits limits.json";
    told(
        &place,
        &format!("{read} --all --volts 0.3"),
        &["the voltage for reading of 0.3 V is outside the limits, -0.2 to 0.2 V"],
    );
    told(
        &place,
        &format!("{read} --all --volts 0"),
        &["--volts is 0"],
    );
    told(
        &place,
        &format!("{read} --row 4 --column 1"),
        &["row 4, column 1: the limits and the board leave 3 rows"],
    );
    told(&place, &format!("{read} --row 0 --column 1"), &["--row"]);
    told(&place, &format!("{read} --row 1"), &["--column"]);
    told(&place, read, &["--row"]);
    told(
        &place,
        &format!("{read} --all --out gone/r.csv"),
        &["gone/r.csv cannot be written"],
    );
    place.write("t.csv", "1e-5,1e-5\n");
    let pulses = "--v-set 3 --v-reset -3 --pulse-seconds 0.001";
    for (arguments, wanted) in [
        (
            "--targets t.csv --v-set 4 --v-reset -3 --pulse-seconds 0.001",
            "limits.json: the pulse of 4 V is outside the limits, -3.2 to 3.2 V",
        ),
        (
            "--targets t.csv --v-set 3 --v-reset -3 --pulse-seconds 1",
            "the width of a pulse of 1 s is outside the limits",
        ),
        (
            "--targets t.csv --v-set 3 --v-reset 2 --pulse-seconds 0.001",
            "of the other sign",
        ),
        ("--targets t.csv --v-set 3 --v-reset -3", "--pulse-seconds"),
        (
            &format!("--targets t.csv --arm --dry-run {pulses}"),
            "cannot be used with",
        ),
        (
            &format!("--targets t.csv --window 1:2 {pulses}"),
            "cannot be used with",
        ),
        (
            &format!("--targets gone.csv {pulses}"),
            "gone.csv cannot be opened",
        ),
        (&format!("--weights w {pulses}"), "--window"),
        (
            &format!("--weights w --window 1 {pulses}"),
            "give Gmin and Gmax",
        ),
        (
            &format!("--weights gone --window 1e-6:2e-6 {pulses}"),
            "gone cannot be opened",
        ),
        (pulses, "--targets FILE or --weights FILE"),
    ] {
        let program = "hardware program nowhere --limits limits.json";
        told(&place, &format!("{program} {arguments}"), &[wanted]);
    }
    place.write("t.csv", "1e-5,1e-5,1e-5,1e-5,1e-5\n");
    told(
        &place,
        &format!("{PROGRAM} --targets t.csv"),
        &["t.csv has 1 rows of 5, but the limits allow 3 rows and 4 columns"],
    );
    // 10 mS are 1 mA at 0.1 V.
    place.write("t.csv", "1e-5,9.9e-3\n1e-2,1e-5\n");
    for how in ["--dry-run", "--arm", ""] {
        told(
            &place,
            &format!("{PROGRAM} --targets t.csv {how}"),
            &[
                "t.csv: row 2, column 1: a target of 10 mS is 1 mA at the 100 mV of a read",
                "below 10 mS",
            ],
        );
    }
    place.write("t.csv", "1e-5,-1\n");
    told(
        &place,
        &format!("{PROGRAM} --targets t.csv"),
        &["t.csv: row 1, column 2: a target of -1 S; it must be above 0 S and finite"],
    );
    place.write("t.csv", "0,1e-5\n");
    told(
        &place,
        &format!("{PROGRAM} --targets t.csv"),
        &["t.csv: row 1, column 1: a target of 0 S; it must be above 0 S and finite"],
    );
    // What is negative is told its range, or is right.
    place.write("t.csv", "1e-5,1e-5\n");
    let program = format!("{PROGRAM} --targets t.csv");
    told(
        &place,
        &format!("{program} --tolerance -1"),
        &["--tolerance: the tolerance is -1; it must be above 0 and below 1"],
    );
    told(
        &place,
        &format!("{program} --passes -1"),
        &["-1 is not in 0.."],
    );
    told(
        &place,
        &format!("{program} --v-read -0.3"),
        &["the voltage for reading of -0.3 V is outside the limits, -0.2 to 0.2 V"],
    );
    let planned = place.json(&format!("{program} --v-read -0.1 --dry-run"));
    assert_eq!(planned["options"]["v_read"], -0.1);
}

#[test]
fn weights_and_records_that_do_not_belong_together() {
    in_time(|| {
        let place = Place::new(9, 10);
        place.done("train run --task moons --epochs 1 --levels 0.9 --draws 2 --out moons");
        place
            .done("train run --task moons --epochs 1 --levels 0.9 --draws 2 --seed 2 --out others");
        let weights = "--weights moons/weights.safetensors";
        told(
            &place,
            &format!("{PROGRAM} {weights} --window 2e-6:2e-5 --arm"),
            &["--out FILE"],
        );
        let small = Place::new(2, 2);
        let path = place.path("moons/weights.safetensors");
        told(
            &small,
            &format!("{PROGRAM} --weights {} --window 2e-6:2e-5", path.display()),
            &["needs", "arrays of 2 x 2"],
        );
        let infer =
            format!("hardware infer nowhere --limits limits.json {weights} --programmed p.json");
        told(&place, &infer, &["p.json cannot be opened"]);
        place.write("p.json", "{}");
        told(
            &place,
            &infer,
            &["p.json is not what `memrilab hardware program"],
        );
        // An array that nobody programmed.
        let board = Board::new(place.0.path(), "--rows 9 --columns 10 --usability 0.9");
        let read_only = PROGRAM.replace("nowhere", &board.path);
        let output = place.ended(&format!(
            "{read_only} {weights} --window 2e-6:2e-5 --out p.json"
        ));
        assert_eq!(output.status.code(), Some(1));
        told(
            &place,
            &infer,
            &["p.json is of an array that was not programmed to the end"],
        );
        let record = place
            .text("p.json")
            .replace("\"armed\": false", "\"armed\": true");
        place.write("p.json", &record);
        told(&place, &infer, &["nowhere cannot be opened"]);
        told(
            &place,
            &infer.replace("moons/", "others/"),
            &["p.json was programmed with other weights"],
        );
    });
}

#[test]
fn boards_that_do_not_understand() {
    in_time(|| {
        let place = Place::new(3, 4);
        let devices = "--rows 3 --columns 4 --usability 0.9";
        std::thread::scope(|scope| {
            for (speaks, asked, sentence) in [
                ("line", "arc-one", "check the dialect"),
                (
                    "arc-one",
                    "line",
                    "check the port, its power and the dialect",
                ),
            ] {
                let place = &place;
                scope.spawn(move || {
                    let board =
                        Board::new(place.0.path(), &format!("{devices} --dialect {speaks}"));
                    let begun = Instant::now();
                    let output = place.ended(&format!(
                        "hardware connect {} --dialect {asked}",
                        board.path
                    ));
                    failed(&output, sentence);
                    assert!(begun.elapsed() < Duration::from_secs(12));
                });
            }
        });
        // A board that is smaller than the file says.
        let board = Board::new(place.0.path(), "--rows 2 --columns 2 --usability 0.9");
        place.write("t.csv", "1e-5,1e-5,1e-5\n");
        let output = place.ended(&format!(
            "{} --targets t.csv",
            PROGRAM.replace("nowhere", &board.path)
        ));
        failed(
            &output,
            "1 x 3 devices are to be written, but the board has 2 x 2",
        );
        let read = place.json(&format!(
            "hardware read {} --limits limits.json --all",
            board.path
        ));
        assert_eq!(read["readings"].as_array().unwrap().len(), 4);
    });
}

#[test]
fn emulators_that_cannot_be() {
    let place = Place::new(3, 4);
    let emulate = "hardware emulate --usability 0.9";
    told(
        &place,
        &format!("{emulate} --fault fire@3"),
        &["`fire@3` is no fault", "duplicate"],
    );
    told(
        &place,
        &format!("{emulate} --rows 33"),
        &["`rows`: 33; it must be from 1 to 32"],
    );
    told(
        &place,
        &format!("{emulate} --read-noise 2"),
        &["error: --read-noise: the read noise is 2"],
    );
    told(
        &place,
        &format!("{emulate} --link limits.json"),
        &["limits.json is there and no symbolic link"],
    );
    told(
        &place,
        "hardware emulate",
        &["<--sweeps <FILE>|--usability <U>|--potentiation <GMIN:GMAX:PULSES:A>>"],
    );
}
