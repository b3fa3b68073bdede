//! Datasets through the binary.

mod bad;
#[path = "../common/mod.rs"]
mod common;
mod get;
mod info;
mod server;

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, and `memrilab data` in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = common::memrilab(self.0.path());
        command.arg("data").args(arguments);
        command
    }

    fn data(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        common::done(self.command(arguments))
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        common::json(self.command(arguments))
    }

    /// One sentence.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let said = common::refused(self.command(arguments));
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        said
    }
}

/// The published files, which the tests find through `MEMRILAB_DATA` or beside the checkout.
fn mnist() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("MEMRILAB_DATA").map_or(beside, PathBuf::from);
    let mnist = folder.join("mnist");
    if mnist.is_dir() {
        return Some(mnist);
    }
    // Straight to standard error, which the test runner does not hold back.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: the tests on MNIST; set MEMRILAB_DATA to the folder that holds mnist"
    );
    None
}
