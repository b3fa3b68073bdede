//! What a person does: train, look, sweep, certify, compare.

use crate::{Place, QUICK, sample};
use serde_json::Value;
use std::io::Write as _;

fn mean(level: &Value) -> f64 {
    let draws: Vec<f64> = level["draws"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d.as_f64().unwrap())
        .collect();
    draws.iter().sum::<f64>() / draws.len() as f64
}

#[test]
fn moons_are_learned_swept_and_certified() {
    let place = Place::new();
    let run = place.json(&[
        "train", "run", "--task", "moons", "--out", "run", "--draws", "6",
    ]);
    let erm = &run["methods"][0];
    assert_eq!(
        (&run["model"], &erm["name"]),
        (&"moons".into(), &"erm".into())
    );
    assert!(erm["clean"].as_f64().unwrap() >= 0.97, "{}", erm["clean"]);
    // The level of usability 1 does not drift.
    let undrifted = erm["levels"][0]["draws"].as_array().unwrap();
    assert!(undrifted.iter().all(|d| *d == erm["clean"]));
    assert!(mean(&erm["levels"][9]) < 0.9);

    // The sweep of the saved weights on the same test samples and draws is the run's own.
    let sweep = place.json(&[
        "robust",
        "sweep",
        "--weights",
        "run/weights.safetensors",
        "--draws",
        "6",
        "--layers",
    ]);
    assert_eq!(sweep["levels"][5]["draws"], erm["levels"][5]["draws"]);
    assert_eq!(sweep["clean"], erm["clean"]);
    assert_eq!(sweep["layers"].as_array().unwrap().len(), 2);
    assert!(sweep["levels"][5]["spread"]["sd"].as_f64().unwrap() > 0.0);

    let certified = place.json(&[
        "certify",
        "--weights",
        "run/weights.safetensors",
        "--votes",
        "400",
        "--sigma",
        "0.05",
    ]);
    assert_eq!(certified["published"]["theta"], 15);
    assert_eq!(certified["lognormal"]["sampled"]["d"], 15);
    let p = certified["lognormal"]["certificate"]["p-lower"]
        .as_f64()
        .unwrap();
    assert!(p > 0.5, "{certified}");
    // 0.05 Phi^-1(p): the radius belongs to the bound.
    let radius = certified["lognormal"]["certificate"]["radius"]
        .as_f64()
        .unwrap();
    assert!(radius > 0.0 && radius < 0.05 * 3.0);
}

#[test]
fn theory_alone_needs_no_network() {
    let place = Place::new();
    // METHOD T7: theta = 5, c = .95, p1 = .3, p2 = .05 gives r = .30.
    let found = place.json(&[
        "certify",
        "--c",
        "0.95",
        "--parameters",
        "5",
        "--p1",
        "0.3",
        "--p2",
        "0.05",
    ]);
    assert!((found["published"]["radius"].as_f64().unwrap() - 0.30).abs() < 0.005);
    assert_eq!(found["published"]["unsafe-here"], true);
    // METHOD T9: c = .99, p1 = .9 gives 6.
    let found = place.json(&[
        "certify",
        "--c",
        "0.99",
        "--parameters",
        "61706",
        "--p1",
        "0.9",
        "--p2",
        "0.05",
    ]);
    assert_eq!(found["l0"]["radius"], 6);
    assert_eq!(found["published"]["vacuous"], true);
    let text = place.done(&[
        "certify",
        "--c",
        "0.99",
        "--parameters",
        "61706",
        "--p1",
        "0.9",
        "--p2",
        "0.05",
    ]);
    assert!(text.contains("vacuous") && text.contains("r = 6"), "{text}");
}

#[test]
fn a_contest_is_fair_and_has_a_figure() {
    let place = Place::new();
    let found = place.json(&[&QUICK[..], &["--figures", "figures"]].concat());
    let methods = found["methods"].as_array().unwrap();
    assert_eq!(methods.len(), 3);
    for method in methods {
        assert_eq!(method["trainings"], 3);
        let all = method["all"].as_array().unwrap();
        // Every method trains from the same seeds.
        let seeds: Vec<u64> = all.iter().map(|t| t["seed"].as_u64().unwrap()).collect();
        assert_eq!(seeds, [1, 2, 3]);
        let best = all
            .iter()
            .map(|t| t["score"].as_f64().unwrap())
            .fold(0.0, f64::max);
        assert_eq!(method["chosen"]["score"].as_f64().unwrap(), best);
    }
    // Three pairs at three levels, each with the difference of the means.
    let paired = found["paired"].as_array().unwrap();
    assert_eq!(paired.len(), 9);
    let pair = paired
        .iter()
        .find(|p| p["a"] == "bayesmulti" && p["b"] == "erm" && p["usability"] == 0.5)
        .unwrap();
    let difference = mean(&methods[2]["levels"][1]) - mean(&methods[0]["levels"][1]);
    assert!((pair["difference"].as_f64().unwrap() - difference).abs() < 1e-12);
    for file in [
        "figures/robustness_moons_moons.svg",
        "figures/robustness_moons_moons.png",
    ] {
        assert!(place.path(file).is_file(), "{file}");
    }
    let table = place.done(&QUICK);
    assert!(
        table.contains("| erm | 3 |") && table.contains("U = 0.5"),
        "{table}"
    );
}

#[test]
fn threads_change_nothing() {
    let place = Place::new();
    let with = |threads| place.json(&[&QUICK[..], &["--threads", threads]].concat());
    let one = with("1");
    assert_eq!(with("2"), one);
    assert_eq!(with("7"), one);
}

#[test]
fn a_sweep_file_is_a_device() {
    let place = Place::new();
    let model = place.done(&["device", "drift", &sample("good")]);
    place.write("good.json", &model);
    let by_file = place.json(&[
        "train",
        "run",
        "--epochs",
        "10",
        "--device",
        "good.json",
        "--levels",
        "good.json",
        "--draws",
        "3",
    ]);
    let level = &by_file["methods"][0]["levels"][0];
    // The sample's own sigma: see the simulator.
    assert!(
        (level["sigma"].as_f64().unwrap() - 0.049).abs() < 0.001,
        "{level}"
    );
    let good = sample("good");
    let by_sweep = place.json(&[
        "train", "run", "--epochs", "10", "--device", &good, "--levels", &good, "--draws", "3",
    ]);
    assert_eq!(
        by_sweep["methods"][0]["levels"],
        by_file["methods"][0]["levels"]
    );
}

#[test]
fn a_table_is_learned() {
    let place = Place::new();
    let mut rows = String::from("height,width,kind\n");
    for i in 0..300 {
        let (a, b) = (f64::from(i % 17) * 100.0, f64::from(i % 23) / 1000.0);
        let kind = if a / 1600.0 > b / 0.022 {
            "wide"
        } else {
            "tall"
        };
        rows += &format!("{a},{b},{kind}\n");
    }
    place.write("shapes.csv", rows);
    let found = place.json(&[
        "train",
        "run",
        "--task",
        "csv",
        "--data",
        "shapes.csv",
        "--epochs",
        "60",
        "--draws",
        "2",
    ]);
    assert_eq!(found["task"], "shapes");
    assert!(
        found["methods"][0]["clean"].as_f64().unwrap() > 0.85,
        "{}",
        found["methods"][0]["clean"]
    );
}

#[test]
fn digits_are_learned_by_both_networks() {
    let data = std::env::var_os("MEMRILAB_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let digits = data.join("mnist");
    if !digits.is_dir() {
        // Straight to standard error, which the test runner does not hold back.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: the test on MNIST; there is no {}",
            digits.display()
        );
        return;
    }
    let place = Place::new();
    let digits = digits.to_string_lossy().into_owned();
    for (model, least) in [("mlp", 0.90), ("lenet5", 0.90)] {
        let found = place.json(&[
            "train", "run", "--task", "mnist", "--data", &digits, "--model", model, "--epochs",
            "2", "--limit", "6000", "--levels", "1,0.5", "--draws", "2",
        ]);
        assert_eq!(found["samples"], serde_json::json!([6000, 5000, 10000]));
        assert!(
            found["methods"][0]["clean"].as_f64().unwrap() > least,
            "{model}: {}",
            found["methods"][0]["clean"]
        );
    }
}

#[test]
fn benchmarks_say_what_they_measured() {
    let place = Place::new();
    let train = place.json(&[
        "bench",
        "train",
        "--model",
        "mlp",
        "--batch",
        "64",
        "--steps",
        "20",
        "--threads",
        "1",
    ]);
    assert!(train["ms_per_step"].as_f64().unwrap() > train["ms_per_forward"].as_f64().unwrap());
    assert!(train["kernel"].as_str().unwrap().contains("gemm"));
    let sweep = place.json(&[
        "bench",
        "sweep",
        "--images",
        "100",
        "--levels",
        "2",
        "--draws",
        "3",
        "--threads",
        "2",
    ]);
    assert_eq!(sweep["evaluations"], 6);
    assert!(sweep["seconds"].as_f64().unwrap() > 0.0);
}
