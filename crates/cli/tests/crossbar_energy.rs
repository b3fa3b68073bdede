//! `memrilab crossbar energy`: the paper's claim, from flags to both columns.

mod common;

use common::{done, json, memrilab, refused};
use std::fs::write;
use std::path::Path;
use std::process::Command;

fn energy(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = memrilab(folder);
    command.args(["crossbar", "energy", "--v-read", "0.1", "--seconds", "1e-6"]);
    command.args(arguments);
    command
}

const CLAIM: [&str; 6] = [
    "--rows",
    "10",
    "--columns",
    "10",
    "--conductance",
    "7.26e-6",
];

fn claim(folder: &Path, more: &[&str]) -> Command {
    energy(folder, &[&CLAIM, more].concat())
}

#[test]
fn the_claim_and_what_converters_leave_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let both = |more: &[&str]| {
        let found = json(claim(folder.path(), more));
        ["array_only", "with_converters"].map(|way| {
            let value = &found["energy"][way]["gops_per_watt"];
            value.as_f64().unwrap().round()
        })
    };
    assert_eq!(both(&["--adc", "0"]), [27_548.0; 2]);
    assert_eq!(both(&["--adc", "1e-12"]), [27_548.0, 11_587.0]);
    assert_eq!(both(&["--adc", "1e-11"]), [27_548.0, 1_865.0]);
    assert_eq!(
        both(&["--adc", "0", "--devices-per-weight", "2"]),
        [13_774.0; 2]
    );
    // 1 pJ is 8 bits at 1/256 pJ a step.
    let bits = ["--adc-bits", "8", "--adc-figure", "3.90625e-15"];
    assert_eq!(both(&bits), [27_548.0, 11_587.0]);
    // The same conductance everywhere, from a file.
    write(
        folder.path().join("G.csv"),
        "7.26e-6,7.26e-6\n7.26e-6,7.26e-6\n",
    )
    .unwrap();
    let found = json(energy(
        folder.path(),
        &["--conductances", "G.csv", "--adc", "0"],
    ));
    assert_eq!(found["inputs"]["rows"], 2);
    let gops = found["energy"]["array_only"]["gops_per_watt"]
        .as_f64()
        .unwrap();
    assert_eq!(gops.round(), 27_548.0);
}

#[test]
fn the_table_has_both_columns_and_names_the_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let text = done(claim(
        folder.path(),
        &[
            "--adc",
            "1e-12",
            "--baseline",
            "v100-tensor",
            "--claim",
            "27548",
        ],
    ));
    for words in [
        "10 x 10 devices, 100 mV · 1 µs · 7.26 µS · 1 pulse · 1 device a weight",
        "converters: 0 J a row, 1 pJ a column",
        "array only  with converters",
        "energy of an operation            36.3 fJ          86.3 fJ",
        "GOP/s/W                           27548.2          11587.5",
        "times v100-tensor                    66.1             27.8",
        "125 TFLOPS at 300 W",
        "27548 GOP/s/W of the array alone takes a mean conductance of 7.26 µS",
    ] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    // Without a baseline nothing is said to be so many times better.
    let plain = done(claim(folder.path(), &["--adc-bits", "8"]));
    assert!(!plain.contains("times"), "{plain}");
    assert!(
        plain.contains("2.56 pJ a column (8 bits at 10 fJ a step, assumed)"),
        "{plain}"
    );
}

#[test]
fn figures_and_refusals() {
    let folder = tempfile::tempdir().unwrap();
    done(claim(
        folder.path(),
        &["--adc-bits", "8", "--figure", "e.svg"],
    ));
    let drawn = std::fs::read_to_string(folder.path().join("e.svg")).unwrap();
    assert!(drawn.contains("array only") && drawn.contains("10 fJ a conversion step"));
    for (said, words) in [
        (&[][..], "--adc"),
        (&["--adc", "-1"], "converting a column is -1"),
        (&["--adc-bits", "40"], "the number of bits is 40"),
        (
            &["--adc", "0", "--baseline", "abacus"],
            "there is no baseline `abacus`; take one of v100-yao",
        ),
        (
            &["--adc", "0", "--pulses", "0"],
            "the number of pulses is 0",
        ),
        (&["--adc", "0", "--figure", "e.txt"], "name it .svg or .png"),
    ] {
        let why = refused(claim(folder.path(), said));
        assert!(why.contains(words), "{why}");
    }
    let why = refused(energy(folder.path(), &["--adc", "0"]));
    assert!(why.contains("--conductance"), "{why}");
}
