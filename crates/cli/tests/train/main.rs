//! Networks through the binary: training, contests, sweeps, certificates, bad input.

mod bad;
#[path = "../common/mod.rs"]
mod common;
mod flow;
mod resume;

use common::said;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

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
        let mut command = common::memrilab(self.0.path());
        command.args(arguments);
        command
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        common::done(self.command(arguments))
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        common::json(self.command(arguments))
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        common::refused(self.command(arguments))
    }
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
