//! `memrilab crossbar program`, from conductances to yields.

mod common;

use common::{done, json, memrilab, refused};
use serde_json::Value;
use std::fs::write;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// 4 to 15 uS, so that every device has to move.
const TARGETS: &str = "4e-6,8e-6,15e-6\n6e-6,9e-6,12e-6\n";

fn program(folder: &Path, targets: &str, arguments: &[&str]) -> Command {
    write(folder.join("G.csv"), targets).unwrap();
    let mut command = memrilab(folder);
    command.args(["crossbar", "program", "--targets", "G.csv"]);
    command.args(arguments);
    command
}

const PERFECT: [&str; 4] = ["--potentiation", "1e-6:2e-5:200:120", "--sigma", "0"];

#[test]
fn a_perfect_device_is_written_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let found = json(program(folder.path(), TARGETS, &PERFECT));
    let programmed = &found["programmed"];
    assert_eq!(programmed["yield_share"], 1.0);
    let written = programmed["conductance"].as_array().unwrap();
    let wanted = found["config"]["targets"]["conductance"]
        .as_array()
        .unwrap();
    assert_eq!(written.len(), 6);
    for (g, target) in written.iter().zip(wanted) {
        let error = g.as_f64().unwrap() / target.as_f64().unwrap() - 1.0;
        assert!(error.abs() <= 0.05, "{error}");
    }
    assert!(programmed["energy"]["total"].as_f64().unwrap() > 0.0);
    let text = done(program(folder.path(), TARGETS, &PERFECT));
    assert!(
        text.contains("2 x 3 devices of potentiation, sigma 0.0000"),
        "{text}"
    );
    assert!(
        text.contains("100.0 % of all 6 devices within 5.0 %"),
        "{text}"
    );
}

#[test]
fn what_was_said_reaches_the_array() {
    let folder = tempfile::tempdir().unwrap();
    let mut said = vec![
        "--usability",
        "0.9",
        "--wire-resistance",
        "5",
        "--read-noise",
        "0.01",
    ];
    said.extend([
        "--dead",
        "0.5",
        "--tolerance",
        "0.2",
        "--pulse-limit",
        "30",
        "--passes",
        "1",
    ]);
    said.extend([
        "--v-set",
        "-1",
        "--v-reset",
        "2",
        "--overhead-seconds",
        "0.01",
        "--seed",
        "4",
    ]);
    let found = json(program(folder.path(), TARGETS, &said));
    let config = &found["config"];
    let model = &config["array"]["model"];
    assert!((model["sigma"].as_f64().unwrap() + 0.9f64.ln()).abs() < 1e-15);
    assert_eq!(
        (&model["v_set"], &model["v_reset"]),
        (&(-1.0).into(), &2.0.into())
    );
    assert_eq!(config["array"]["wires"]["bit"], 5.0);
    assert_eq!(config["options"]["passes"], 1);
    let programmed = &found["programmed"];
    let faults = programmed["faults"].as_array().unwrap();
    let dead = faults.iter().filter(|f| **f == "dead").count();
    assert!(dead > 0 && dead < 6, "{faults:?}");
    for (device, fault) in programmed["devices"].as_array().unwrap().iter().zip(faults) {
        let stuck = device["state"]["failed"] == "stuck";
        assert_eq!(stuck, fault == "dead", "{device}");
    }
    let seconds = programmed["seconds"].as_f64().unwrap();
    let count = |name: &Value| name.as_f64().unwrap();
    let actions = count(&programmed["reads"]) + count(&programmed["pulses"]["total"]);
    assert!(
        (seconds / actions - 0.010_001).abs() < 1e-9,
        "{seconds} of {actions}"
    );
    // The same seed gives the same, another does not.
    assert_eq!(json(program(folder.path(), TARGETS, &said)), found);
    *said.last_mut().unwrap() = "5";
    assert_ne!(
        json(program(folder.path(), TARGETS, &said))["programmed"],
        *programmed
    );
}

#[test]
fn figures_are_written_by_their_extension() {
    let folder = tempfile::tempdir().unwrap();
    for (name, magic) in [("f.svg", &b"<svg"[..]), ("f.png", &b"\x89PNG"[..])] {
        let mut said = PERFECT.to_vec();
        said.extend(["--figure", name]);
        done(program(folder.path(), TARGETS, &said));
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        assert!(bytes.starts_with(magic), "{name}");
    }
}

#[test]
fn bad_input_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let usable = ["--usability", "0.9"];
    for (targets, said, words) in [
        (
            "2e-6,1\n",
            &usable[..],
            "G.csv: row 1, column 2: a target of 1 S; the device reaches from 1e-6",
        ),
        (
            "2e-6,x\n",
            &usable,
            "G.csv: line 1, column 2: `x` is not a number",
        ),
        (
            "2e-6\n",
            &[],
            "<--sweeps <FILE>|--usability <U>|--potentiation <GMIN:GMAX:PULSES:A>>",
        ),
        (
            "0\n",
            &usable,
            "G.csv: row 1, column 1: a target of 0 S; the device reaches from 1e-6",
        ),
        ("2e-6\n", &["--usability", "2"], "usability is 2"),
        (
            "2e-6\n",
            &["--potentiation", "1:2", "--sigma", "0"],
            "give Gmin, Gmax, pulses and A",
        ),
        (
            "2e-6\n",
            &["--potentiation", "1e-6:2e-5:200:120"],
            "--sigma",
        ),
        (
            "2e-6\n",
            &["--usability", "0.9", "--sweeps", "a.csv"],
            "cannot be used with",
        ),
        (
            "2e-6\n",
            &["--usability", "0.9", "--tolerance", "0"],
            "the tolerance is 0",
        ),
        (
            "2e-6\n",
            &["--usability", "0.9", "--figure", "f.pdf"],
            "f.pdf is no figure; name it .svg or .png",
        ),
        (
            "2e-6\n",
            &["--usability", "0.9", "--v-reset", "1"],
            "of the other sign",
        ),
    ] {
        let why = refused(program(folder.path(), targets, said));
        assert!(why.contains(words), "{why}");
    }
}

/// The option is named that a number was said with, never the file; negative numbers are told
/// their range as well.
#[test]
fn numbers_out_of_range_name_their_option() {
    let folder = tempfile::tempdir().unwrap();
    for (option, value, must) in [
        ("--v-reset", "3", "of the other sign"),
        ("--v-set", "0", "not 0"),
        ("--v-set", "-3", "of the other sign"),
        ("--v-read", "0", "not 0"),
        ("--tolerance", "1", "above 0 and below 1"),
        ("--tolerance", "-0.1", "above 0 and below 1"),
        ("--step", "-1", "above 0"),
        ("--passes", "0", "from 1 to 100000"),
        ("--pulse-limit", "0", "from 1 to 100000"),
        ("--pulse-seconds", "-1", "at least 0 s"),
        ("--read-seconds", "-1e-6", "at least 0 s"),
        ("--overhead-seconds", "-1", "at least 0 s"),
        ("--sigma", "-1", "from 0 to 10"),
        ("--memory", "-.5", "from 0 to 1"),
        ("--half-select", "0.6", "from 0 to 0.5"),
        ("--read-noise", "2", "from 0 to 1"),
        ("--stuck-on", "-0.1", "from 0 to 1"),
        ("--stuck-off", "2", "from 0 to 1"),
        ("--dead", "2", "from 0 to 1"),
        ("--wire-resistance", "-1", "at least 0"),
    ] {
        let why = refused(program(
            folder.path(),
            "2e-6\n",
            &["--usability", "0.9", option, value],
        ));
        // The SET voltage that makes the RESET voltage wrong.
        let named = if value == "-3" { "--v-reset" } else { option };
        assert!(
            why.starts_with(&format!("error: {named}: ")),
            "{option} {value}: {why}"
        );
        assert!(
            why.contains(must) && !why.contains("G.csv"),
            "{option} {value}: {why}"
        );
    }
    let curve = ["--potentiation", "1e-6:1e-7:200:120", "--sigma", "0"];
    let why = refused(program(folder.path(), "2e-6\n", &curve));
    assert!(
        why.starts_with("error: --potentiation: Gmax is 0.0000001"),
        "{why}"
    );
    let shares = ["--usability", "0.9", "--stuck-on", "0.6", "--dead", "0.6"];
    let why = refused(program(folder.path(), "2e-6\n", &shares));
    assert!(
        why.starts_with("error: --stuck-on, --stuck-off, --dead: "),
        "{why}"
    );
}

/// The sample that ships, and measured devices where the data are at hand: what can be reached
/// is read off the drift model, and most devices reach it.
#[test]
fn measured_devices_are_programmed_along_their_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut devices = vec![root.join("www/samples/good.csv")];
    let beside = root.join("../shared/data");
    let data = std::env::var_os("MEMRILAB_DATA").map_or(beside, PathBuf::from);
    let sweeps = data.join("perovskite_nanowire_iv/sweeps");
    if let Ok(entries) = std::fs::read_dir(&sweeps) {
        let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        found.sort();
        devices.extend(found.into_iter().filter(|path| path.is_file()).take(3));
        assert!(devices.len() > 1, "{} holds no sweeps", sweeps.display());
    } else {
        // Straight to standard error, which the test runner does not hold back.
        let why = "SKIPPED: programming measured devices; set MEMRILAB_DATA";
        let _ = writeln!(std::io::stderr(), "{why} to the folder that holds them");
    }
    let folder = tempfile::tempdir().unwrap();
    for path in devices {
        let path = path.canonicalize().unwrap();
        let path = path.to_string_lossy();
        let mut drift = memrilab(folder.path());
        drift.args(["device", "drift", &path]);
        let model = json(drift);
        let run = |name: &str| model[name].as_u64().unwrap() as usize;
        let (start, end) = (run("run_start"), run("run_end"));
        let curve = model["conductance"].as_array().unwrap();
        let curve: Vec<f64> = curve[start..end]
            .iter()
            .map(|g| g.as_f64().unwrap())
            .collect();
        // Points of the run themselves: each has a state whose median it is.
        let places = [0, curve.len() / 3, curve.len() / 2, curve.len() - 1];
        let targets: Vec<String> = places.iter().map(|&at| curve[at].to_string()).collect();
        let targets = format!("{0}\n{0}\n{0}\n", targets.join(","));
        let sigma = model["sigma"].as_f64().unwrap();
        let said = [
            "--sweeps",
            &path,
            "--tolerance",
            "0.1",
            "--pulse-limit",
            "2000",
            "--half-select",
            "0",
        ];
        let found = json(program(folder.path(), &targets, &said));
        assert_eq!(found["config"]["array"]["model"]["sigma"], sigma, "{path}");
        let programmed = &found["programmed"];
        assert_eq!(programmed["yield_share"], 1.0, "{path}");
        // The model that was written to a file is the device itself.
        write(folder.path().join("model.json"), model.to_string()).unwrap();
        let mut said = said;
        said[1] = "model.json";
        let again = json(program(folder.path(), &targets, &said));
        assert_eq!(again["programmed"], *programmed, "{path}");
    }
}
