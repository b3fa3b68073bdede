//! Fabrication campaigns through the binary.

mod bad;
#[path = "../common/mod.rs"]
mod common;
mod crash;
mod flow;
mod tables;

use common::said;
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
        let mut command = common::memrilab(self.0.path());
        command.arg(noun).args(arguments);
        command
    }

    fn fab(&self, arguments: &[&str]) -> Output {
        self.command("fab", arguments).output().unwrap()
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        common::done(self.command("fab", arguments))
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        common::json(self.command("fab", arguments))
    }

    /// The campaign file is as it was.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let before = std::fs::read(self.path("c.json")).ok();
        let said = common::refused(self.command("fab", arguments));
        let after = std::fs::read(self.path("c.json")).ok();
        assert_eq!(after, before, "{arguments:?}");
        said
    }
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
