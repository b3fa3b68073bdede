//! What the commands need and may not install themselves.

use crate::steps::{output, program, run};
use anyhow::{Context as _, Result, bail};

const OLDEST_NODE: u32 = 20;

/// Node, or a sentence; installed from the system's packages if allowed.
pub(crate) fn node(install: bool) -> Result<()> {
    if let Some(version) = node_version() {
        if version < OLDEST_NODE {
            bail!(
                "Node {version} is installed and Node {OLDEST_NODE} or newer is needed; install it from nodejs.org"
            );
        }
        return Ok(());
    }
    if !install && std::env::var_os("CI").is_none_or(|v| v != "true") {
        bail!(
            "Node {OLDEST_NODE} or newer is needed; install it from nodejs.org, or run again with --install"
        );
    }
    let _ = run(program("apt-get", &["update", "-qq"]));
    run(program("apt-get", &["install", "-y", "-qq", "nodejs"]))?;
    node_version()
        .filter(|v| *v >= OLDEST_NODE)
        .map(|_| ())
        .with_context(|| {
            format!("the system's packages have no Node {OLDEST_NODE}; install it from nodejs.org")
        })
}

fn node_version() -> Option<u32> {
    let mut command = program("node", &["--version"]);
    command.stderr(std::process::Stdio::null());
    let text = command.output().ok().filter(|o| o.status.success())?.stdout;
    let text = String::from_utf8(text).ok()?;
    text.trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// The wasm target, which `rust-toolchain.toml` asks rustup for.
pub(crate) fn wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let library = output(
        program(
            rustc,
            &[
                "--print",
                "target-libdir",
                "--target",
                "wasm32-unknown-unknown",
            ],
        ),
        false,
    )?;
    if std::path::Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    run(program("rustup", &["target", "add", "wasm32-unknown-unknown"]))
        .context("the target wasm32-unknown-unknown is missing; run `rustup target add wasm32-unknown-unknown`")
}
