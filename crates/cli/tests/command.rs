//! The binary as its users call it: exit codes, JSON, CSV, samples and errors.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn memrilab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_memrilab"))
        .args(arguments)
        .output()
        .unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sample(name: &str) -> String {
    root()
        .join(format!("www/samples/{name}.csv"))
        .to_string_lossy()
        .into_owned()
}

fn json(arguments: &[&str]) -> Value {
    let output = memrilab(arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!(
            "{arguments:?}: {e}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn samples_are_what_the_simulator_writes() {
    for name in ["good", "non-monotonic", "noisy"] {
        let made = memrilab(&["device", "simulate", "--sample", name]);
        assert!(made.status.success());
        let shipped = std::fs::read_to_string(sample(name)).unwrap();
        assert!(
            text(&made.stdout) == shipped,
            "{name}.csv is out of date: write it again"
        );
    }
}

#[test]
fn a_sample_has_every_field_of_the_json() {
    let document = json(&["device", "analyze", &sample("good"), "--json"]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["skipped"], Value::Array(vec![]));
    let device = &document["devices"][0];
    for key in [
        "file",
        "block",
        "dialect",
        "cycles",
        "points",
        "v_max",
        "v_set",
        "v_reset",
        "on_off_ratio",
        "compliance_a",
        "clipped_fraction",
        "points_before_compliance",
        "warnings",
        "methods",
    ] {
        assert!(device.get(key).is_some(), "{key}");
    }
    assert_eq!(device["dialect"], "simulated");
    assert_eq!(
        (device["cycles"].as_u64(), device["points"].as_u64()),
        (Some(12), Some(241))
    );
    for method in ["corrected", "paper", "table"] {
        for key in [
            "run_start",
            "run_end",
            "run_start_row",
            "run_end_row",
            "run_length",
            "length_factor",
            "sigma",
            "sigma95",
            "usability",
            "usability_low",
            "usability_high",
            "usability_conservative",
        ] {
            assert!(
                device["methods"][method].get(key).is_some(),
                "{method} {key}"
            );
        }
    }
    let corrected = &device["methods"]["corrected"];
    let at = |key: &str| corrected[key].as_f64().unwrap();
    assert!(at("usability_low") < at("usability") && at("usability") < at("usability_high"));
    assert!(at("usability_conservative") < at("usability"));
    assert!(device["methods"]["table"]["sigma95"].is_null());
    assert!(device.get("reading").is_none());
}

#[test]
fn options_reach_the_analysis() {
    let usability = |extra: &[&str]| {
        let file = sample("noisy");
        let mut arguments = vec!["device", "analyze", file.as_str(), "--json"];
        arguments.extend_from_slice(extra);
        json(&arguments)["devices"][0].clone()
    };
    let plain = usability(&[]);
    assert!((plain["compliance_a"].as_f64().unwrap() - 2.7e-5).abs() < 1e-9);
    let none = usability(&["--compliance", "none"]);
    assert!(none["compliance_a"].is_null());
    assert_ne!(none["methods"]["corrected"], plain["methods"]["corrected"]);
    assert_eq!(none["methods"]["paper"], plain["methods"]["paper"]);
    let one = usability(&["--method", "paper"]);
    assert_eq!(one["methods"].as_object().unwrap().len(), 1);
    let short = usability(&["--required-length", "10"]);
    assert!(
        short["methods"]["corrected"]["length_factor"].as_f64()
            > plain["methods"]["corrected"]["length_factor"].as_f64()
            || plain["methods"]["corrected"]["length_factor"] == 1.0
    );
    let seeded = usability(&["--seed", "2"]);
    assert_ne!(
        seeded["methods"]["corrected"]["usability_low"],
        plain["methods"]["corrected"]["usability_low"]
    );
    assert_eq!(
        seeded["methods"]["corrected"]["usability"],
        plain["methods"]["corrected"]["usability"]
    );
    let read = usability(&["--read-voltage", "1.0"]);
    assert_eq!(read["read_voltage"], 1.0);
    let report = usability(&["--report"]);
    assert!(report["reading"].is_object());
    let no_interval = usability(&["--bootstrap", "0"]);
    assert!(no_interval["methods"]["corrected"]["usability_low"].is_null());
}

#[test]
fn csv_has_a_row_a_device_and_method() {
    let output = memrilab(&[
        "device",
        "analyze",
        &sample("good"),
        &sample("noisy"),
        "--csv",
    ]);
    let table = text(&output.stdout);
    let columns = table.lines().next().unwrap().split(',').count();
    assert_eq!(table.lines().count(), 1 + 2 * 3);
    assert!(columns > 20);
}

#[test]
fn a_formula_in_a_file_name_is_text_in_the_csv() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(sample("good"), folder.path().join("=cmd.csv")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_memrilab"))
        .current_dir(folder.path())
        .args(["device", "analyze", "=cmd.csv", "--csv"])
        .output()
        .unwrap();
    assert!(
        text(&output.stdout)
            .lines()
            .skip(1)
            .all(|l| l.starts_with("'=cmd.csv"))
    );
}

/// Bad input: exit code 2 and one sentence, never a panic.
#[test]
fn bad_input_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 64]].concat();
    let cases = [
        ("empty.csv", file("empty.csv", b"")),
        ("picture.png", file("picture.png", &png)),
        (
            "truncated.xlsx",
            file("truncated.xlsx", b"PK\x03\x04\x14\x00\x06\x00"),
        ),
        (
            "constant.csv",
            file(
                "constant.csv",
                b"V,I\n0,1e-3\n1,1e-3\n2,1e-3\n1,1e-3\n0,1e-3\n",
            ),
        ),
        (
            "missing.csv",
            file("missing.csv", b"V,I\n0,NaN\n1,inf\n2,NaN\n3,NaN\n"),
        ),
        (
            "gone.csv",
            folder
                .path()
                .join("gone.csv")
                .to_string_lossy()
                .into_owned(),
        ),
    ];
    for (name, path) in cases {
        let output = memrilab(&["device", "analyze", &path, "--json"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(said.contains(name), "{name}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    let empty = folder.path().join("nothing");
    std::fs::create_dir(&empty).unwrap();
    let output = memrilab(&["device", "analyze", &empty.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("holds no files"));
}

#[test]
fn one_bad_file_does_not_spoil_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(sample("good"), folder.path().join("a.csv")).unwrap();
    std::fs::write(folder.path().join("b.csv"), b"").unwrap();
    std::fs::write(folder.path().join("notes.md"), b"# what we did\n").unwrap();
    let document = json(&[
        "device",
        "analyze",
        &folder.path().to_string_lossy(),
        "--json",
    ]);
    assert_eq!(document["devices"].as_array().unwrap().len(), 1);
    assert_eq!(document["skipped"].as_array().unwrap().len(), 2);
    for skipped in document["skipped"].as_array().unwrap() {
        assert!(skipped["reason"].as_str().unwrap().len() > 10);
    }
}

#[test]
fn figures_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("figures");
    let output = memrilab(&[
        "device",
        "analyze",
        &sample("good"),
        &sample("noisy"),
        "--figures",
        &out.to_string_lossy(),
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let names: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    for wanted in ["conductance", "current", "spread", "endurance", "usability"] {
        for extension in ["svg", "png"] {
            assert!(
                names
                    .iter()
                    .any(|n| n.contains(wanted) && n.ends_with(extension)),
                "{wanted}.{extension} in {names:?}"
            );
        }
    }
    for entry in std::fs::read_dir(&out).unwrap() {
        assert!(entry.unwrap().metadata().unwrap().len() > 1000);
    }
}

#[test]
fn simulate_writes_what_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.csv");
    let mine = path.to_string_lossy();
    let told = json(&[
        "device", "simulate", "--cycles", "5", "--v-max", "4", "--dip", "1:2:0.3", "--seed", "9",
        "-o", &mine, "--json",
    ]);
    assert_eq!(told["model"]["cycles"], 5);
    let device = &json(&["device", "analyze", &mine, "--json"])["devices"][0];
    assert_eq!(
        (device["cycles"].as_u64(), device["v_max"].as_f64()),
        (Some(5), Some(4.0))
    );
    let wrong = memrilab(&["device", "simulate", "--v-step", "100"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("points of a leg"));
    let unknown = memrilab(&["device", "simulate", "--sample", "best"]);
    assert!(text(&unknown.stderr).contains("good, non-monotonic, noisy"));
}

#[test]
fn formats_lists_every_dialect() {
    let formats = json(&["device", "formats", "--json"]);
    assert!(formats["formats"].as_array().unwrap().len() >= 12);
    assert!(text(&memrilab(&["device", "formats"]).stdout).contains("Keithley 2400"));
}

#[test]
fn bench_measures_its_own_file() {
    let result = json(&[
        "bench",
        "analyze",
        "--cycles",
        "5",
        "--points",
        "400",
        "--bootstrap",
        "10",
        "--json",
    ]);
    assert_eq!(result["schema"], 1);
    assert!(result["bytes"].as_u64().unwrap() > 5 * 400 * 20);
    assert!(result["seconds_analyze"].as_f64().unwrap() > 0.0);
    assert_eq!(result["threads"], 1);
}
