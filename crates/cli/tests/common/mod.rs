//! The binary, and what tests expect of any of its commands.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// The binary in a folder; it asks no proxy for this machine's own servers.
pub(crate) fn memrilab(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_memrilab"));
    for name in ["all_proxy", "http_proxy", "https_proxy"] {
        command
            .env_remove(name)
            .env_remove(name.to_ascii_uppercase());
    }
    command.current_dir(folder);
    command
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Standard output of a command that succeeds.
#[track_caller]
pub(crate) fn done(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that succeeds prints with `--json`.
#[track_caller]
pub(crate) fn json(mut command: Command) -> Value {
    command.arg("--json");
    let asked = format!("{command:?}");
    let value: Value = serde_json::from_str(&done(command)).unwrap();
    assert_eq!(value["schema"], 1, "{asked}");
    value
}

/// What a command says that is refused: exit code 2 and nothing on standard output.
#[track_caller]
pub(crate) fn refused(mut command: Command) -> String {
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
    assert!(output.stdout.is_empty(), "{command:?}");
    assert!(!said.contains("panicked"), "{said}");
    said
}
