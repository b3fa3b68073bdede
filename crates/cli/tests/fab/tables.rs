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
