//! A campaign from its beginning to a table.

use super::{Place, recipe, said, sample};
use serde_json::Value;

const NAME: &str = "I-V_data_1.5um_length_150nm_diameter_BT_4V_NA_third_etch_15min_Pb_ED_1h_180C_MAI_no_200nm_Ag_memory_8V_probe_no_wait.csv";

#[test]
fn what_a_model_is_of_and_how_far_it_is_off_are_told_of_points() {
    let place = Place::new();
    place.json(&["new", "c.json"]);
    let [a, b] = [150.0, 250.0].map(|wide| recipe("MAPbBr3", [1.0, wide, 10.0, 100.0]));
    for (recipe, value, sd) in [(&a, "0.3", "0.3"), (&a, "0.5", "0.1"), (&b, "0.7", "0.3")] {
        place.json(&[
            "observe", "c.json", "--recipe", recipe, "--value", value, "--sd", sd,
        ]);
    }
    let text = place.done(&["status", "c.json"]);
    assert!(text.contains("Model of 3 points of 2 recipes:"), "{text}");
    assert!(
        text.contains("Each point from the others: off by"),
        "{text}"
    );
}

#[test]
fn a_campaign_from_new_to_the_next_recipe() {
    let place = Place::new();
    let new = place.json(&["new", "c.json", "--name", "wires", "--seed", "3"]);
    assert_eq!(
        (&new["recipes"], &new["name"]),
        (&8400.into(), &"wires".into())
    );
    // Nothing measured: spread over the space.
    let first = place.json(&["suggest", "c.json", "--batch", "2"]);
    assert_eq!(first["suggestions"].as_array().unwrap().len(), 2);
    assert!(first["model"].is_null() && first["suggestions"][0]["mean"].is_null());
    assert_eq!(first, place.json(&["suggest", "c.json", "--batch", "2"]));
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    let told = place.json(&[
        "observe", "c.json", "--recipe", &start, "--value", "0.36", "--sd", "0.02",
    ]);
    assert_eq!(
        (&told["observed"][0]["id"], &told["observed"][0]["sd"]),
        (&1.into(), &0.02.into())
    );
    assert_eq!(told["best"]["id"], 1);
    // Suggested, made pending, told by number.
    let next = place.json(&["suggest", "c.json", "--batch", "3", "--pend"]);
    let ids: Vec<_> = next["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].clone())
        .collect();
    assert_eq!(ids, [2, 3, 4].map(Value::from));
    for key in ["recipe", "index", "mean", "sd", "acquisition"] {
        assert!(!next["suggestions"][0][key].is_null(), "{key}");
    }
    assert!(next["model"]["length_scales"].is_array());
    assert_eq!(next["candidates"]["count"], 8400);
    assert_eq!(
        next["suggestions"][0]["recipe"].as_object().unwrap().len(),
        5
    );
    let pending = place.json(&["pending", "c.json"]);
    assert_eq!(pending["pending"].as_array().unwrap().len(), 3);
    assert_eq!(
        pending["pending"][0]["recipe"],
        next["suggestions"][0]["recipe"]
    );
    place.json(&[
        "observe", "c.json", "--id", "2", "--value", "0.5", "--note", "clean",
    ]);
    place.json(&["observe", "c.json", "--id", "3", "--failed"]);
    let status = place.json(&["status", "c.json"]);
    assert_eq!(
        (&status["measured"], &status["failed"], &status["pending"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(
        (&status["best"]["id"], &status["best"]["note"]),
        (&2.into(), &"clean".into())
    );
    assert_eq!(status["experiments"][2]["status"], "failed");
    let share: f64 = status["importance"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["share"].as_f64().unwrap())
        .sum();
    assert!((share - 1.0).abs() < 1e-9);
    assert_eq!(status["leave_one_out"]["points"], 2);
    let ahead = status["outlook"]["expected"].as_array().unwrap();
    assert_eq!(ahead.len(), 11);
    assert!(ahead[10].as_f64() > ahead[0].as_f64());
    // A failure makes the probability of working part of the choice.
    let after = place.json(&["suggest", "c.json"]);
    assert!(after["suggestions"][0]["works"].as_f64().unwrap() < 1.0);
    // People see the same.
    assert!(
        place
            .done(&["status", "c.json"])
            .contains("Best so far: experiment 2")
    );
    assert!(
        place
            .done(&["suggest", "c.json"])
            .contains("works with probability")
    );
}

#[test]
fn pending_recipes_come_and_go() {
    let place = Place::with_campaign();
    let best = recipe("MAPbI3", [1.5, 150.0, 15.0, 200.0]);
    let other = recipe("fapbi3", [1.2, 100.0, 20.0, 400.0]);
    place.done(&["pending", "c.json", "--add", &best, "--add", &other]);
    // Told by its recipe, the one that is being made is done: no new experiment.
    let told = place.json(&["observe", "c.json", "--recipe", &other, "--value", "0.3"]);
    assert_eq!(told["observed"][0]["id"], 2);
    let left = place.json(&["pending", "c.json", "--withdraw", "1"]);
    assert_eq!(left["pending"], Value::Array(vec![]));
    let wrong = place.refused(&["pending", "c.json", "--withdraw", "2"]);
    assert!(
        wrong.contains("experiment 2 has an outcome already"),
        "{wrong}"
    );
    assert!(
        place
            .refused(&["pending", "c.json", "--withdraw", "9"])
            .contains("there is no experiment 9")
    );
    let back = place.json(&["pending", "c.json", "--take-back", "2"]);
    assert_eq!(back["pending"][0]["id"], 2);
    assert!(place.json(&["status", "c.json"])["model"].is_null());
    let twice = ["observe", "c.json", "--id", "2", "--value", "0.3"];
    place.done(&twice);
    assert!(
        place
            .refused(&twice)
            .contains("experiment 2 has its value already")
    );
}

#[test]
fn sweeps_are_analysed_and_told_with_their_interval() {
    let place = Place::with_campaign();
    std::fs::copy(sample("good"), place.path(NAME)).unwrap();
    let told = place.json(&["observe", "c.json", "--sweeps", NAME]);
    let analysed = place
        .command(
            "device",
            &["analyze", NAME, "--method", "corrected", "--json"],
        )
        .output()
        .unwrap();
    let analysed: Value = serde_json::from_slice(&analysed.stdout).unwrap();
    let wanted = &analysed["devices"][0]["methods"]["corrected"];
    let experiment = &told["observed"][0];
    assert_eq!(experiment["value"], wanted["usability"]);
    assert_eq!(
        (&experiment["low"], &experiment["high"]),
        (&wanted["usability_low"], &wanted["usability_high"])
    );
    let width =
        wanted["usability_high"].as_f64().unwrap() - wanted["usability_low"].as_f64().unwrap();
    assert!((experiment["sd"].as_f64().unwrap() - width / 3.919_927_969).abs() < 1e-9);
    // The recipe stood in the name, and the device was made by arithmetic.
    assert_eq!(experiment["recipe"]["perovskite"], "MAPbI3");
    assert_eq!(experiment["recipe"]["nanowire length"], 1.5);
    assert_eq!(
        (&experiment["simulated"], &experiment["source"]),
        (&true.into(), &NAME.into())
    );
    let again = place.json(&["observe", "c.json", "--sweeps", NAME]);
    assert!(
        again["warnings"][0]
            .as_str()
            .unwrap()
            .contains("observed before, as experiment 1")
    );
    // Two devices of one recipe are two experiments of it.
    let other = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.done(&["pending", "c.json", "--add", &other]);
    let two = place.json(&[
        "observe",
        "c.json",
        "--id",
        "3",
        "--sweeps",
        &sample("good"),
        &sample("noisy"),
    ]);
    let two = two["observed"].as_array().unwrap().clone();
    assert_eq!((&two[0]["id"], &two[1]["id"]), (&3.into(), &4.into()));
    assert_eq!(two[0]["recipe"], two[1]["recipe"]);
    assert_ne!(two[0]["value"], two[1]["value"]);
    // How the analysis works may be said.
    let plain = place.json(&[
        "observe",
        "c.json",
        "--recipe",
        &other,
        "--sweeps",
        &sample("noisy"),
        "--bootstrap",
        "0",
    ]);
    assert!(plain["observed"][0]["sd"].is_null());
}

#[test]
fn sweeps_made_by_the_simulator_are_told() {
    let place = Place::with_campaign();
    let made = place
        .command("device", &["simulate", "--seed", "4", "-o", "mine.csv"])
        .output()
        .unwrap();
    assert!(made.status.success());
    let unnamed = place.refused(&["observe", "c.json", "--sweeps", "mine.csv"]);
    assert!(
        unnamed.contains("does not say the whole recipe; give --id or --recipe"),
        "{unnamed}"
    );
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    let told = place.json(&[
        "observe", "c.json", "--recipe", &start, "--sweeps", "mine.csv",
    ]);
    assert_eq!(told["observed"][0]["status"], "measured");
}

#[test]
fn a_table_goes_out_and_comes_in() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.done(&["observe", "c.json", "--recipe", &start, "--value", "0.36"]);
    place.done(&[
        "observe",
        "c.json",
        "--recipe",
        &recipe("CsPbI3", [3.0, 10.0, 5.0, 50.0]),
        "--failed",
    ]);
    place.done(&["suggest", "c.json", "--pend"]);
    let table = place.done(&["export", "c.json"]);
    assert!(table.contains("PENDING") && table.contains("FAILED"));
    assert_eq!(
        place.json(&["export", "c.json", "-o", "t.csv"])["experiments"],
        3
    );
    assert_eq!(place.read("t.csv"), table.as_bytes());
    place.done(&["new", "d.json"]);
    assert_eq!(place.json(&["import", "d.json", "t.csv"])["added"], 3);
    assert_eq!(place.done(&["export", "d.json"]), table);
    let (one, other) = (
        place.json(&["status", "c.json"]),
        place.json(&["status", "d.json"]),
    );
    assert_eq!(one["model"], other["model"]);
    assert_eq!(one["pending"], 1);
    let wrong = table.replace("0.36", "36");
    place.write("percent.csv", &wrong);
    place.done(&["new", "e.json"]);
    let refused = place.refused(&["import", "e.json", "percent.csv"]);
    assert!(
        refused.contains("percent.csv: experiment 1: the value is 36; a usability is from 0 to 1"),
        "{refused}"
    );
    // A table that was filled in tells what was pending, and nothing else.
    place.write("filled.csv", &table.replace("PENDING", "0.5"));
    assert_eq!(place.json(&["import", "c.json", "filled.csv"])["added"], 1);
    let status = place.json(&["status", "c.json"]);
    assert_eq!(
        (status["pending"].as_u64(), status["measured"].as_u64()),
        (Some(0), Some(2))
    );
}

#[test]
fn a_series_spreads_over_usability() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.done(&["observe", "c.json", "--recipe", &start, "--value", "0.36"]);
    let series = place.json(&["suggest", "c.json", "--spread", "4", "--pend"]);
    let targets: Vec<f64> = series["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["target"].as_f64().unwrap())
        .collect();
    let wanted = [0.93, 0.66, 0.39, 0.12];
    assert!(
        targets
            .iter()
            .zip(wanted)
            .all(|(t, w)| (t - w).abs() < 1e-9),
        "{targets:?}"
    );
    assert_eq!(
        place.json(&["pending", "c.json"])["pending"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    let one = place.json(&["suggest", "c.json", "--target-usability", "0.4"]);
    assert_eq!(one["suggestions"][0]["target"], 0.4);
    assert!(
        place
            .refused(&["suggest", "c.json", "--target-usability", "40"])
            .contains("from 0 to 1")
    );
    // The campaign itself still looks for the best.
    assert_eq!(place.json(&["status", "c.json"])["goal"]["aim"], "maximise");
}

#[test]
fn a_space_and_an_objective_of_ones_own() {
    let place = Place::new();
    place.write(
        "space.json",
        r#"{"variables": [{"name": "x", "kind": {"kind": "levels", "values": [1, 2, 3]}},
            {"name": "salt", "kind": {"kind": "categories", "names": ["A", "B"]}}]}"#,
    );
    let new = place.json(&[
        "new",
        "c.json",
        "--space",
        "space.json",
        "--objective",
        "loss",
        "--goal",
        "minimise",
        "--encoding",
        "ordinal",
        "--isotropic",
    ]);
    assert_eq!(
        (&new["recipes"], &new["goal"]["aim"]),
        (&6.into(), &"minimise".into())
    );
    let file: Value = serde_json::from_slice(&place.read("c.json")).unwrap();
    assert_eq!(
        (&file["settings"]["encoding"], &file["settings"]["ard"]),
        (&"ordinal".into(), &false.into())
    );
    // Any scale; and when everything was made, that is an answer: exit code 1.
    for (i, salt) in ["A", "B"].iter().enumerate() {
        for x in 1..=3 {
            let value = (1000 * x + 100 * i).to_string();
            place.done(&[
                "observe",
                "c.json",
                "--recipe",
                &format!("salt={salt},x={x}"),
                "--value",
                &value,
            ]);
        }
    }
    let none = place.fab(&["suggest", "c.json", "--pend"]);
    assert_eq!(none.status.code(), Some(1), "{}", said(&none));
    assert!(said(&none).contains("every candidate has been measured"));
    let none = place.fab(&["suggest", "c.json", "--json"]);
    let json: Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!(
        (none.status.code(), &json["suggestions"]),
        (Some(1), &Value::Array(vec![]))
    );
    assert_eq!(place.json(&["status", "c.json"])["best"]["value"], 1000.0);
}

#[test]
fn a_file_that_is_there_is_kept() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.done(&["observe", "c.json", "--recipe", &start, "--value", "0.36"]);
    assert!(
        place
            .refused(&["new", "c.json"])
            .contains("is there already")
    );
    place.done(&["new", "c.json", "--force"]);
    assert_eq!(place.json(&["status", "c.json"])["measured"], 0);
}

#[test]
fn simulate_and_replay_print_their_results() {
    let place = Place::new();
    let found = place.json(&[
        "simulate", "--space", "paper", "--budget", "12", "--seeds", "2",
    ]);
    assert_eq!(found["experiments_to_best"].as_array().unwrap().len(), 2);
    assert!(found["best_at"]["12"].as_f64().unwrap() > 0.36);
    assert_eq!(found["random_median"], 4200.0);
    let text = place.done(&[
        "simulate",
        "--budget",
        "5",
        "--seeds",
        "1",
        "--encoding",
        "ordinal",
        "--isotropic",
    ]);
    assert!(
        text.contains("more than 5 experiments") && text.contains("logarithms"),
        "{text}"
    );
    let mut table = String::from("run,a,b,loss\n");
    for i in 0..49 {
        let (a, b) = (i % 7, i / 7);
        let loss = (a - 2) * (a - 2) + (b - 5) * (b - 5);
        table.push_str(&format!("{i},{a},{b},{loss}\n"));
    }
    place.write("t.csv", &table);
    let arguments = [
        "replay",
        "t.csv",
        "--target",
        "loss",
        "--minimise",
        "--ignore",
        "run",
        "--budget",
        "15",
        "--seeds",
        "5",
    ];
    let found = place.json(&arguments);
    assert_eq!(found["candidates"], 49);
    let last = |key: &str| found[key][14].as_f64().unwrap();
    assert!(last("top5") > 2.0 * last("top5_random"), "{found}");
    assert!(found["top5_se"][14].is_number());
    assert!(place.done(&arguments).contains("best 5 % found"));
    let both = place.fab(&[
        "replay",
        "t.csv",
        "--target",
        "loss",
        "--minimise",
        "--maximise",
    ]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn bench_measures_a_suggestion() {
    let place = Place::new();
    let arguments = ["suggest", "--observations", "10", "--runs", "3", "--json"];
    let output = place.command("bench", &arguments).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (
            &found["schema"],
            &found["observations"],
            &found["candidates"]
        ),
        (&1.into(), &10.into(), &8400.into())
    );
    assert!(found["ms_fit"].as_f64().unwrap() > 0.0);
    assert!(found["ms_suggest"].as_f64().unwrap() > 0.0);
}
