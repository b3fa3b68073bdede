//! Fabrication campaigns through the binary.

mod bad;
mod crash;
mod flow;
mod tables;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, and `memrilab fab` in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a campaign `c.json` over the paper's space.
    fn with_campaign() -> Self {
        let place = Self::new();
        place.done(&["new", "c.json"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn command(&self, noun: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_memrilab"));
        command.arg(noun).args(arguments).current_dir(self.0.path());
        command
    }

    fn fab(&self, arguments: &[&str]) -> Output {
        self.command("fab", arguments).output().unwrap()
    }

    /// Standard output of a command that succeeds.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.fab(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.done(&[arguments, &["--json"]].concat());
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["schema"], 1, "{arguments:?}");
        value
    }

    /// What a command says that is refused: one sentence, exit code 2, and the campaign
    /// file as it was.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let before = std::fs::read(self.path("c.json")).ok();
        let output = self.fab(arguments);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert_eq!(
            std::fs::read(self.path("c.json")).ok(),
            before,
            "{arguments:?}"
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!said.contains("panicked"), "{said}");
        said
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/samples/{name}.csv"));
    path.to_string_lossy().into_owned()
}

/// The paper's recipe of that length, diameter, Pb and Ag.
fn recipe(perovskite: &str, numbers: [f64; 4]) -> String {
    let [length, diameter, pb, ag] = numbers;
    format!("perovskite={perovskite},length={length},diameter={diameter},Pb={pb},Ag={ag}")
}
