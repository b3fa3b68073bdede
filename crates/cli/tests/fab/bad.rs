//! Bad input: a sentence that says what to do, exit code 2, and every file as it was.
//! What is merely unusual works and says so.

use super::{Place, recipe};

/// A space file of one variable's JSON.
fn space(kind: &str) -> String {
    format!(r#"{{"variables": [{{"name": "x", "kind": {kind}}}]}}"#)
}

#[test]
fn spaces_that_are_none() {
    let place = Place::new();
    for (kind, wanted) in [
        (
            r#"{"kind": "levels", "values": [1]}"#,
            "`x` has 1 level; give at least two",
        ),
        (
            r#"{"kind": "levels", "values": [1, 2, 1]}"#,
            "`x` has the level 1 twice",
        ),
        (
            r#"{"kind": "categories", "names": ["A", "A"]}"#,
            "`A` is named twice",
        ),
        (r#"{"kind": "levels", "values": [1, NaN]}"#, "line 1"),
        (
            r#"{"kind": "levels", "values": [0, 1], "log": true}"#,
            "0 is not above zero",
        ),
        (
            r#"{"kind": "range", "low": 2, "high": 1}"#,
            "the lower end must be below the upper",
        ),
        (r#"{"kind": "dice"}"#, "unknown variant `dice`"),
    ] {
        place.write("space.json", &space(kind));
        let said = place.refused(&["new", "c.json", "--space", "space.json"]);
        assert!(
            said.starts_with("error: space.json") && said.contains(wanted),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(!place.path("c.json").exists());
    }
    assert!(
        place
            .refused(&["new", "c.json", "--space", "none.json"])
            .contains("cannot be opened")
    );
}

#[test]
fn a_billion_recipes_are_drawn_from() {
    let place = Place::new();
    let variables: Vec<String> = (0..9)
        .map(|i| format!(r#"{{"name": "v{i}", "kind": {{"kind": "levels", "values": [0,1,2,3,4,5,6,7,8,9]}}}}"#))
        .collect();
    place.write(
        "space.json",
        &format!(r#"{{"variables": [{}]}}"#, variables.join(",")),
    );
    let new = place.json(&["new", "c.json", "--space", "space.json"]);
    assert_eq!(new["recipes"], 1_000_000_000);
    let zeros = (0..9)
        .map(|i| format!("v{i}=0"))
        .collect::<Vec<_>>()
        .join(",");
    place.done(&["observe", "c.json", "--recipe", &zeros, "--value", "0.2"]);
    let next = place.json(&["suggest", "c.json", "--batch", "2"]);
    assert_eq!(next["candidates"]["source"], "drawn");
    assert!(next["candidates"]["count"].as_u64().unwrap() < 100_000);
    assert_eq!(next["suggestions"].as_array().unwrap().len(), 2);
}

#[test]
fn values_that_are_none() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    let observe = |extra: &[&str]| {
        place.refused(&[&["observe", "c.json", "--recipe", start.as_str()], extra].concat())
    };
    for (value, wanted) in [
        ("NaN", "the value is NaN; a usability is from 0 to 1"),
        ("inf", "the value is inf"),
        ("36", "divide a percentage by 100"),
        ("-0.1", "the value is -0.1"),
        ("high", "invalid value 'high'"),
    ] {
        let said = observe(&["--value", value]);
        assert!(said.contains(wanted), "{said}");
    }
    assert!(observe(&["--value", "0.5", "--sd", "-1"]).contains("the standard deviation is -1"));
    assert!(observe(&["--value", "0.5", "--sd", "NaN"]).contains("the standard deviation is NaN"));
    assert!(observe(&[]).contains("--value"));
    assert!(observe(&["--value", "0.5", "--failed"]).contains("cannot be used with"));
    // Of another objective, any finite number.
    place.write(
        "space.json",
        &space(r#"{"kind": "levels", "values": [1, 2]}"#),
    );
    place.done(&[
        "new",
        "c.json",
        "--force",
        "--space",
        "space.json",
        "--objective",
        "loss",
    ]);
    let said = place.refused(&["observe", "c.json", "--recipe", "x=1", "--value", "NaN"]);
    assert!(
        said.contains("the value is NaN; it must be a finite number"),
        "{said}"
    );
}

#[test]
fn equal_and_contradictory_values_are_lived_with() {
    let place = Place::with_campaign();
    for length in [0.6, 1.0, 1.5] {
        let made = recipe("MAPbI3", [length, 150.0, 15.0, 200.0]);
        place.done(&["observe", "c.json", "--recipe", &made, "--value", "0.5"]);
    }
    let next = place.json(&["suggest", "c.json"]);
    assert!(
        next["warnings"][0]
            .as_str()
            .unwrap()
            .starts_with("All values are equal")
    );
    place.json(&["status", "c.json"]);
    place.done(&["new", "c.json", "--force"]);
    let made = recipe("MAPbI3", [1.5, 150.0, 15.0, 200.0]);
    for value in ["0.05", "0.95", "0.05", "0.95"] {
        place.done(&["observe", "c.json", "--recipe", &made, "--value", value]);
    }
    let next = place.json(&["suggest", "c.json"]);
    let mean = next["model"]["incumbent_value"].as_f64().unwrap();
    assert!(
        (mean - 0.5).abs() < 0.05,
        "four replicates are worth their mean, not {mean}"
    );
    assert!(
        place.json(&["status", "c.json"])["model"]["noise_sd"]
            .as_f64()
            .unwrap()
            > 0.05
    );
}

#[test]
fn recipes_that_are_none() {
    let place = Place::with_campaign();
    let observe = |text: &str| {
        let said = place.refused(&["observe", "c.json", "--recipe", text, "--value", "0.5"]);
        let pended = place.refused(&["pending", "c.json", "--add", text]);
        assert_eq!(said, pended);
        said
    };
    for (text, wanted) in [
        (
            recipe("MAPbX3", [1.0, 250.0, 10.0, 100.0]),
            "`perovskite` is `MAPbX3`; it must be one of MAPbCl3",
        ),
        (
            recipe("MAPbI3", [1500.0, 250.0, 10.0, 100.0]),
            "`nanowire length` is 1500, and the space goes from 0.6 to 3 um; check the unit",
        ),
        (
            recipe("MAPbI3", [-1.0, 250.0, 10.0, 100.0]),
            "-1 is not above zero",
        ),
        (
            "perovskite=MAPbI3,length=1".into(),
            "says nothing of `nanowire diameter`",
        ),
        ("MAPbI3".into(), "is not `name=value`"),
        (
            recipe("MAPbI3", [1.0, 250.0, 10.0, 100.0]) + ",Ag=200",
            "name each variable once",
        ),
        (
            recipe("MAPbI3", [1.0, 250.0, 10.0, 100.0]).replace("length=1", "length=long"),
            "it must be a number in um",
        ),
    ] {
        let said = observe(&text);
        assert!(said.contains(wanted), "{said}");
    }
    let nothing = place.refused(&["observe", "c.json", "--value", "0.5"]);
    assert!(nothing.contains("give --id or --recipe"), "{nothing}");
    let unknown = place.refused(&["observe", "c.json", "--id", "7", "--value", "0.5"]);
    assert!(unknown.contains("there is no experiment 7"), "{unknown}");
    // Between the levels is fine, and so is another unit.
    place.done(&[
        "observe",
        "c.json",
        "--recipe",
        &recipe("MAPbI3", [1.7, 180.0, 12.5, 250.0]),
        "--value",
        "0.5",
    ]);
    let units = "perovskite=MAPbI3,length=1500nm,diameter=0.15um,Pb=0.25h,Ag=200nm";
    let told = place.json(&["observe", "c.json", "--recipe", units, "--value", "0.9"]);
    assert_eq!(told["observed"][0]["recipe"]["nanowire length"], 1.5);
}

#[test]
fn a_file_cut_in_the_middle_is_left_alone() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.done(&["observe", "c.json", "--recipe", &start, "--value", "0.36"]);
    let whole = place.read("c.json");
    for part in [0, 1, 3, 5, 7, 9] {
        std::fs::write(place.path("c.json"), &whole[..whole.len() * part / 10]).unwrap();
        for arguments in [
            &[
                "observe",
                "c.json",
                "--recipe",
                start.as_str(),
                "--value",
                "0.4",
            ][..],
            &["suggest", "c.json", "--pend"],
            &["pending", "c.json", "--add", start.as_str()],
            &["status", "c.json"],
            &["export", "c.json"],
        ] {
            let said = place.refused(arguments);
            assert!(
                said.starts_with("error: c.json: line ") && said.contains("cut off"),
                "{said}"
            );
        }
    }
    let other = String::from_utf8(whole)
        .unwrap()
        .replacen("\"schema\": 1", "\"schema\": 2", 1);
    place.write("c.json", &other);
    assert!(
        place
            .refused(&["status", "c.json"])
            .contains("open it with a newer memrilab")
    );
    assert!(
        place
            .refused(&["status", "d.json"])
            .contains("d.json cannot be opened")
    );
}

#[test]
fn sweeps_and_tables_that_are_none() {
    let place = Place::with_campaign();
    let start = recipe("MAPbBr3", [1.0, 250.0, 10.0, 100.0]);
    place.write("notes.csv", "what,we,did\nnothing,at,all\n");
    let said = place.refused(&[
        "observe",
        "c.json",
        "--recipe",
        &start,
        "--sweeps",
        "notes.csv",
    ]);
    assert!(
        said.contains("no device was found in the sweeps; notes.csv"),
        "{said}"
    );
    let said = place.refused(&[
        "observe", "c.json", "--recipe", &start, "--sweeps", "none.csv",
    ]);
    assert!(said.contains("none.csv does not exist"), "{said}");
    // One cycle has no scatter, so no usability.
    let made = place
        .command("device", &["simulate", "--cycles", "1", "-o", "one.csv"])
        .output()
        .unwrap();
    assert!(made.status.success());
    let said = place.refused(&[
        "observe", "c.json", "--recipe", &start, "--sweeps", "one.csv",
    ]);
    assert!(
        said.contains("one.csv") && said.contains("two cycles"),
        "{said}"
    );
    let said = place.refused(&["import", "c.json", "notes.csv"]);
    assert!(
        said.contains("notes.csv: row 1: there is no column `perovskite`"),
        "{said}"
    );
    for (table, wanted) in [
        ("x,y\n1,2\n2,high\n", "t.csv: row 3: `y` is `high`"),
        (
            "x,z\n1,2\n",
            "t.csv: there is no column `y`; the table has x, z",
        ),
        ("", "t.csv: the table is empty"),
    ] {
        place.write("t.csv", table);
        let said = place.refused(&["replay", "t.csv", "--target", "y", "--maximise"]);
        assert!(said.contains(wanted), "{said}");
    }
    assert!(
        place
            .refused(&["simulate", "--budget", "0"])
            .contains("the budget is 0")
    );
    assert!(
        place
            .refused(&["simulate", "--noise", "-1"])
            .contains("the noise is -1")
    );
}
