//! `memrilab crossbar simulate|waterfall` and `memrilab reproduce fig7`: a network on arrays.

mod common;

use common::{done, json, memrilab, refused};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn run(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = memrilab(folder);
    command.args(arguments);
    command
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

/// Ideal arrays give the network; drift and few bits cost accuracy, many bits cost energy.
#[test]
fn accuracy_and_energy_over_drift_and_bits() {
    let folder = tempfile::tempdir().unwrap();
    let found = json(run(folder.path(), &["crossbar", "simulate"]));
    assert_eq!(found["rows"][0]["tried"]["mean"], found["software"]);
    assert!(number(&found["software"]) > 0.97, "{}", found["software"]);
    assert_eq!(
        (&found["samples"], &found["arrays"]),
        (&400.into(), &1.into())
    );
    let grid = [
        "crossbar",
        "simulate",
        "--sigma",
        "0,0.7",
        "--adc-bits",
        "3,8",
        "--dac-bits",
        "8",
        "--draws",
        "30",
        "--wire-resistance",
        "1",
    ];
    let found = json(run(folder.path(), &grid));
    let rows = found["rows"].as_array().unwrap();
    let at = |sigma: f64, bits: u64| {
        let row = rows
            .iter()
            .find(|r| r["sigma"] == sigma && r["adc_bits"] == bits);
        row.unwrap_or_else(|| panic!("{sigma} {bits}"))
    };
    let mean = |sigma, bits| number(&at(sigma, bits)["tried"]["mean"]);
    assert!(mean(0.0, 8) > 0.97 && mean(0.0, 8) > mean(0.0, 3) + 0.01);
    assert!(mean(0.0, 8) > mean(0.7, 8) + 0.05);
    // Nothing is random without drift: one draw; 12 conversions a sample of 10 fJ 2^8 each.
    assert_eq!(at(0.0, 8)["tried"]["accuracy"].as_array().unwrap().len(), 1);
    let converters = number(&at(0.0, 8)["joules_all"]) - number(&at(0.0, 8)["joules_array"]);
    assert!(
        (converters / (12.0 * 1e-14 * 256.0) - 1.0).abs() < 1e-9,
        "{converters}"
    );
    assert_eq!(at(0.0, 8)["tried"]["tally"]["dac"], 400 * 9);
    let per_joule = |bits| number(&at(0.0, bits)["accuracy_per_joule"]);
    assert!(per_joule(3) > 10.0 * per_joule(8));
    // The same command, the same bytes.
    assert_eq!(found, json(run(folder.path(), &grid)));
    let table = done(run(
        folder.path(),
        &["crossbar", "simulate", "--adc-bits", "6", "--dac", "1e-12"],
    ));
    let last = |line: &str| line.split_whitespace().last().map(str::to_owned);
    let per_joule = last(table.lines().last().unwrap()).unwrap();
    assert!(per_joule.parse::<f64>().unwrap() > 1e9, "{table}");
    assert!(table.contains("accuracy / J\n") && table.contains("1 pJ a driven row"));
    assert!(
        table.contains("1 array of 10 x 10, 42 devices used"),
        "{table}"
    );
}

/// What driving word lines takes is counted whenever it is said, with ideal converters too: 9 of
/// them a sample of the moons on one array, and each block's own where a layer is cut.
#[test]
fn driven_word_lines_take_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let joules = |more: &[&str]| {
        let plain = json(run(
            folder.path(),
            &[&["crossbar", "simulate"], more].concat(),
        ));
        let more = [&["crossbar", "simulate", "--dac", "1e-12"], more].concat();
        let counted = json(run(folder.path(), &more));
        let (plain, counted) = (&plain["rows"][0], &counted["rows"][0]);
        let without = plain["joules_all"].as_f64();
        let without = without.unwrap_or_else(|| number(&plain["joules_array"]));
        let all = number(&counted["joules_all"]);
        let share = number(&counted["accuracy_per_joule"]) * all;
        assert!((share / number(&counted["tried"]["mean"]) - 1.0).abs() < 1e-12);
        (all - without) / 1e-12
    };
    for (more, driven) in [
        (&[][..], 9.0),
        (&["--adc-bits", "8"], 9.0),
        (&["--dac-bits", "8"], 9.0),
        (&["--adc-bits", "8", "--dac-bits", "8"], 9.0),
        // 5 outputs in pairs are 3 blocks on 4 bit lines, each of 3 word lines; the second layer has 6.
        (&["--adc-bits", "8", "--dac-bits", "8", "--size", "4"], 15.0),
    ] {
        let found = joules(more);
        assert!((found - driven).abs() < 1e-6, "{more:?}: {found}");
    }
    let mut said = run(folder.path(), &["crossbar", "simulate", "--dac", "-1"]);
    said.arg("--json");
    assert!(refused(said).contains("--dac is -1"));
    // Effects are each row's own.
    let grid = ["crossbar", "simulate", "--sigma", "0,0.5", "--draws", "2"];
    let found = json(run(folder.path(), &grid));
    let drift = |row: usize| found["rows"][row]["effects"]["drift"]["sigma"].as_f64();
    assert_eq!((drift(0), drift(1)), (None, Some(0.5)));
    assert_eq!(found["effects"], found["rows"][0]["effects"]);
}

/// A network that was trained and kept, on other arrays and codings.
#[test]
fn kept_weights_on_small_arrays() {
    let folder = tempfile::tempdir().unwrap();
    done(run(
        folder.path(),
        &["train", "run", "--out", "net", "--draws", "2"],
    ));
    let weights = ["--weights", "net/weights.safetensors"];
    for coding in ["one-sided", "centred", "reference"] {
        let arguments = [
            &["crossbar", "simulate", "--size", "4", "--coding", coding],
            &weights[..],
        ];
        let found = json(run(folder.path(), &arguments.concat()));
        assert_eq!(
            found["rows"][0]["tried"]["mean"], found["software"],
            "{coding}"
        );
        assert!(number(&found["arrays"]) > 1.0);
    }
    let fall = [
        &[
            "crossbar",
            "waterfall",
            "--sigma",
            "0.4",
            "--adc-bits",
            "4",
            "--stuck-off",
            "0.05",
            "--draws",
            "10",
            "--figure",
            "fall.svg",
        ],
        &weights[..],
    ];
    let found = json(run(folder.path(), &fall.concat()));
    let effects: Vec<_> = found["waterfall"]["added"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["effect"].clone())
        .collect();
    assert_eq!(
        effects,
        [Value::Null, "drift".into(), "faults".into(), "adc".into()]
    );
    let mean = |n: usize| number(&found["waterfall"]["added"][n]["tried"]["mean"]);
    assert!(mean(0) > mean(1) && mean(1) > mean(2) - 0.02);
    let drawn = std::fs::read_to_string(folder.path().join("fall.svg")).unwrap();
    assert!(drawn.contains("what each effect costs"));
    assert!(done(run(folder.path(), &fall.concat())).contains("faulty devices"));
}

#[test]
fn what_cannot_be_simulated_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (&["crossbar", "waterfall"][..], "no effect is switched on"),
        (
            &["crossbar", "simulate", "--adc-bits", "1"],
            "must be from 2 to 24",
        ),
        (
            &["crossbar", "simulate", "--sigma", "-1"],
            "sigma of the drift is -1",
        ),
        (
            &["crossbar", "simulate", "--sigma", "-1,0"],
            "sigma of the drift is -1",
        ),
        (&["crossbar", "simulate", "--window", "-1e-6:6e-6"], "Gmin"),
        (
            &["crossbar", "simulate", "--dac", "-1e-12"],
            "--dac is -0.000000000001; it must be a finite energy",
        ),
        (
            &["crossbar", "simulate", "--adc-bits", "-1"],
            "-1 is not in 0..",
        ),
        (
            &["crossbar", "simulate", "--cubic", "-0.5"],
            "the cubic part of the read law is -0.5; it must be from 0 to 100",
        ),
        (
            &["crossbar", "simulate", "--wire-resistance", "-1"],
            "at least 0",
        ),
        (
            &["crossbar", "simulate", "--size", "1"],
            "needs two columns",
        ),
        (
            &["crossbar", "simulate", "--window", "6e-6"],
            "such as 0.2e-6:6e-6",
        ),
        (&["crossbar", "simulate", "--window", "6e-6:1e-6"], "Gmax"),
        (
            &["crossbar", "simulate", "--seconds", "0"],
            "a read pulse takes some time",
        ),
        (&["crossbar", "simulate", "--weights", "none"], "none"),
    ] {
        let told = refused(run(folder.path(), arguments));
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}

/// Before anything is trained, so that the folder is free for the command that is mended.
#[test]
fn options_of_the_figure_are_checked_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for (option, words) in [
        ("--draws=0", "at least 2"),
        ("--draws=1", "at least 2"),
        ("--trainings=0", "trainings is 0"),
        ("--wire-resistance=-1", "-1 ohm"),
        ("--read-noise=100", "the read noise is 100"),
    ] {
        let arguments = ["reproduce", "fig7", "--quick", "--out", "fig7", option];
        let told = refused(run(folder.path(), &arguments));
        assert!(told.contains(words), "{option}: {told}");
        assert!(!folder.path().join("fig7").exists(), "{option}");
    }
}

/// One training is the same for every method, which is said; so is that nothing is kept.
#[test]
fn networks_of_the_figure_that_are_equal_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let once = ["reproduce", "fig7", "--trainings", "1", "--draws", "2"];
    let output = run(folder.path(), &once).output().unwrap();
    let (table, said) = (
        String::from_utf8(output.stdout.clone()).unwrap(),
        common::said(&output),
    );
    assert!(
        said.contains("nothing was written: give --out DIR"),
        "{said}"
    );
    assert!(
        table.contains("BayesMulti is the same network as ERM, same budget, weight by weight"),
        "{table}"
    );
    assert!(
        table.contains("not corrected for the number of comparisons"),
        "{table}"
    );
    assert!(
        table.contains("of the 42 devices that carry weights"),
        "{table}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The figure: every network on the same devices, with the comparison that the paper lacks.
#[test]
fn the_moons_on_a_crossbar() {
    let folder = tempfile::tempdir().unwrap();
    let quick = ["reproduce", "fig7", "--quick", "--out", "fig7"];
    let found = json(run(folder.path(), &quick));
    let methods = found["methods"].as_array().unwrap();
    let names: Vec<_> = methods
        .iter()
        .map(|m| m["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "ERM, same budget",
            "log-normal",
            "BayesMulti",
            "ERM, trained once"
        ]
    );
    assert_eq!(found["samples"], 400);
    for method in methods {
        let rows = method["rows"].as_array().unwrap();
        assert_eq!((rows.len(), &method["devices"]), (5, &42.into()));
        // Those that never had to move would keep it above 0.58.
        let worst = number(&rows[4]["yield_share"]);
        assert!(worst < 0.8, "{worst}");
        let first = &rows[0];
        // At the device's own spread the array does what software does.
        let close = number(&first["spread"]["mean"]) - number(&method["software"]);
        assert!(close.abs() < 0.03, "{close}");
        assert!(number(&first["yield_share"]) > 0.9 && number(&first["pulses"]) > 1.0);
        let (low, high) = (
            number(&first["spread"]["low"]),
            number(&first["spread"]["high"]),
        );
        assert!(
            low <= number(&first["spread"]["mean"]) && number(&first["spread"]["mean"]) <= high
        );
        let rms = |n: usize| number(&rows[n]["tried"]["errors"]["rms"]);
        assert!(rms(4) > 3.0 * rms(0));
    }
    assert_eq!(methods[0]["rows"][0]["against_first"], Value::Null);
    assert!(methods[2]["rows"][4]["against_first"]["p"].is_number());
    for file in [
        "fig7.md",
        "fig7.json",
        "fig7_accuracy.svg",
        "fig7_accuracy.png",
        "fig7_errors.svg",
    ] {
        assert!(folder.path().join("fig7").join(file).exists(), "{file}");
    }
    let table = std::fs::read_to_string(folder.path().join("fig7/fig7.md")).unwrap();
    assert_eq!(
        table
            .lines()
            .filter(|l| l.starts_with("| BayesMulti"))
            .count(),
        5
    );
    // What was trained is kept: it goes on from there, with the same numbers.
    let again = json(run(folder.path(), &[&quick[..], &["--resume"]].concat()));
    assert_eq!(again, found);
}
