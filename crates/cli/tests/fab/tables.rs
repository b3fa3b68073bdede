//! Measured tables that other people made. They cannot be published; the tests find them
//! through `MEMRILAB_DATA` or beside the checkout, and say so where they skip.

use super::Place;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("MEMRILAB_DATA").map_or(beside, PathBuf::from);
    let tables = folder.join("bo_benchmarks");
    if tables.is_dir() {
        return Some(tables);
    }
    // Straight to standard error, which the test runner does not hold back.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: the tests on measured tables; set MEMRILAB_DATA to the folder that holds them"
    );
    None
}

#[test]
fn the_best_of_measured_tables_is_found_sooner_than_by_chance() {
    let Some(folder) = data() else { return };
    let place = Place::new();
    for (file, target, goal, candidates, extra) in [
        ("AgNP_dataset.csv", "loss", "--minimise", 164, &[][..]),
        (
            "Crossed barrel_dataset.csv",
            "toughness",
            "--maximise",
            600,
            &[],
        ),
        (
            "Perovskite_dataset.csv",
            "Instability index",
            "--minimise",
            94,
            &[],
        ),
        (
            "direct_arylation/experiment_index.csv",
            "yield",
            "--maximise",
            1728,
            &["--ignore", "entry"],
        ),
    ] {
        let path = folder.join(file).to_string_lossy().into_owned();
        let arguments = [
            "replay",
            path.as_str(),
            "--target",
            target,
            goal,
            "--budget",
            "40",
            "--seeds",
            "4",
        ];
        let found = place.json(&[&arguments[..], extra].concat());
        assert_eq!(found["candidates"], candidates, "{file}");
        let last = |key: &str| found[key][39].as_f64().unwrap();
        assert!(
            last("top5") > 1.2 * last("top5_random"),
            "{file}: {} by {}",
            last("top5"),
            last("top5_random")
        );
    }
}

#[test]
fn tables_of_fabrication_conditions_are_read_with_their_units() {
    let Some(folder) = data() else { return };
    let place = Place::with_campaign();
    let names = [
        "fabrication and characterization conditions.xlsx",
        "fabrication_and_characterization_conditions.xlsx",
    ];
    for (name, recipe) in names
        .into_iter()
        .zip(["MAPbI3 1.5 200 10 100", "MAPbI3 0.7 200 10 100"])
    {
        let path = folder.join("../perovskite_nanowire_iv").join(name);
        let said = place.json(&["import", "c.json", &path.to_string_lossy()]);
        assert_eq!(said["added"], 43, "{name}");
        let campaign: serde_json::Value = serde_json::from_slice(&place.read("c.json")).unwrap();
        let experiments = campaign["experiments"].as_array().unwrap();
        let first = &experiments[experiments.len() - 43];
        let words: Vec<String> = first["recipe"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| {
                v.as_str()
                    .map_or_else(|| v.as_f64().unwrap().to_string(), str::to_owned)
            })
            .collect();
        assert_eq!(words.join(" "), recipe, "{name}");
        // The other columns are kept as they were.
        assert!(first["extra"].as_array().unwrap().len() > 5, "{name}");
    }
}
