//! Networks through the binary: training, contests, sweeps, certificates, bad input.

mod bad;
mod flow;
mod resume;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, and `memrilab` in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_memrilab"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    /// Standard output of a command that succeeds.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
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

    /// The one sentence of a command that is refused.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
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

/// A quick contest on the moons.
const QUICK: [&str; 12] = [
    "train",
    "compare",
    "--methods",
    "erm,lognormal,bayesmulti",
    "--trainings",
    "3",
    "--epochs",
    "15",
    "--levels",
    "1,0.5,0.3",
    "--draws",
    "4",
];
