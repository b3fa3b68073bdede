//! The README's commands do what it says, and its figures are theirs.
//!
//! `MEMRILAB_UPDATE=1 cargo test -p memrilab-cli --test readme` writes the figures anew.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Each example's figure in `docs/figures` and the file its commands write.
const FIGURES: [(&str, &str); 5] = [
    ("good", "001_good.csv_conductance_corrected.svg"),
    (
        "non-monotonic",
        "001_non-monotonic.csv_conductance_corrected.svg",
    ),
    ("noisy", "001_noisy.csv_conductance_corrected.svg"),
    ("methods", "usability_by_method.svg"),
    ("mine", "001_mine.csv_current_log.svg"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The console commands of each numbered example, in order.
fn examples(readme: &str) -> Vec<Vec<Vec<String>>> {
    let section = readme
        .split("## Five examples")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let parts = section.split("\n**").skip(1);
    parts
        .map(|part| {
            let commands = part
                .lines()
                .filter_map(|line| line.strip_prefix("$ memrilab "));
            commands
                .map(|c| c.split_whitespace().map(str::to_owned).collect())
                .collect()
        })
        .collect()
}

#[test]
fn the_examples_work_and_their_figures_are_current() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let examples = examples(&readme);
    assert_eq!(examples.len(), FIGURES.len());
    for (commands, (figure, written)) in examples.iter().zip(FIGURES) {
        let folder = tempfile::tempdir().unwrap();
        let samples = folder.path().join("www/samples");
        std::fs::create_dir_all(&samples).unwrap();
        for entry in std::fs::read_dir(root().join("www/samples")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), samples.join(entry.file_name())).unwrap();
        }
        assert!(!commands.is_empty(), "{figure}");
        for command in commands {
            let words: Vec<&str> = command
                .iter()
                .map(String::as_str)
                .take_while(|w| *w != ">")
                .collect();
            let output = Command::new(env!("CARGO_BIN_EXE_memrilab"))
                .current_dir(folder.path())
                .args(&words)
                .output()
                .unwrap();
            assert!(
                output.status.success(),
                "{words:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(!output.stdout.is_empty(), "{words:?}");
        }
        let made = std::fs::read_to_string(folder.path().join("figures").join(written)).unwrap();
        let kept = root().join(format!("docs/figures/{figure}.svg"));
        if std::env::var_os("MEMRILAB_UPDATE").is_some() {
            std::fs::create_dir_all(root().join("docs/figures")).unwrap();
            std::fs::write(&kept, &made).unwrap();
        }
        let there = std::fs::read_to_string(&kept).unwrap_or_default();
        assert!(
            there == made,
            "docs/figures/{figure}.svg is out of date; see the top of this test"
        );
        assert!(
            readme.contains(&format!("docs/figures/{figure}.svg")),
            "{figure}"
        );
    }
}
