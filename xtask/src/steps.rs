//! Running programs, and telling what runs and how long it took.

use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that runs at the root.
pub(crate) fn program(name: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo with the toolchain that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    program(cargo, arguments)
}

/// Prints to standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush().map_err(Into::into)
}

/// Does a step and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print(&format!("== {name}\n"))?;
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    print(&format!(
        "== {name}: done in {:.1} s\n",
        start.elapsed().as_secs_f64()
    ))?;
    Ok(done)
}

/// Runs a program to its end; a failure names the whole command.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let shown = shown(&command);
    let status = command
        .status()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    if !status.success() {
        bail!("`{shown}` failed; run it to see why");
    }
    Ok(())
}

/// Runs a program and gives what it printed, which is shown as well if `echo`.
pub(crate) fn output(command: Command, echo: bool) -> Result<String> {
    let shown = shown(&command);
    let (succeeded, text) = attempt(command)?;
    if echo || !succeeded {
        print(&text)?;
    }
    if !succeeded {
        bail!("`{shown}` failed; run it to see why");
    }
    Ok(text)
}

/// Runs a program and gives whether it succeeded, and what it printed.
pub(crate) fn attempt(mut command: Command) -> Result<(bool, String)> {
    let shown = shown(&command);
    command.stderr(std::process::Stdio::inherit());
    let output = command
        .output()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((output.status.success(), text))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|w| w.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
