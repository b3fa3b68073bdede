//! Datasets through the binary.

mod bad;
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

    /// The command, which asks no proxy for this machine's own server.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_memrilab"));
        for name in ["all_proxy", "http_proxy", "https_proxy"] {
            command
                .env_remove(name)
                .env_remove(name.to_ascii_uppercase());
        }
        command
            .arg("data")
            .args(arguments)
            .current_dir(self.0.path());
        command
    }

    fn data(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of a command that succeeds.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.data(arguments);
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

    /// What a command says that is refused: one sentence, exit code 2.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.data(arguments);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        said
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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
