//! What the commands need and may not install themselves.

use crate::steps::{output, program, run};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// The oldest Node that builds and tests the page.
const OLDEST_NODE: (u32, u32) = (20, 19);
const NODE_NEEDED: &str = "Node 20.19 or newer";

/// Node, or a sentence; installed from the system's packages if allowed.
pub(crate) fn node(install: bool) -> Result<()> {
    if let Some(version) = node_version() {
        if version < OLDEST_NODE {
            let (major, minor) = version;
            bail!(
                "Node {major}.{minor} is installed and {NODE_NEEDED} is needed; install it from nodejs.org"
            );
        }
        return Ok(());
    }
    if !may_install(install) {
        bail!("{NODE_NEEDED} is needed; install it from nodejs.org, or run again with --install");
    }
    apt("nodejs")?;
    node_version()
        .filter(|v| *v >= OLDEST_NODE)
        .map(|_| ())
        .with_context(|| {
            format!("the system's packages have no {NODE_NEEDED}; install it from nodejs.org")
        })
}

/// Where Chromium usually is.
const CHROMIUM: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Chromium for the tests of the page, or a sentence; installed from the system's
/// packages if allowed.
pub(crate) fn chromium(install: bool) -> Result<PathBuf> {
    if let Some(said) = std::env::var_os("MEMRILAB_CHROMIUM") {
        let path = PathBuf::from(said);
        if path.is_file() {
            return Ok(path);
        }
        bail!(
            "MEMRILAB_CHROMIUM names {}, which is not there",
            path.display()
        );
    }
    let found = || CHROMIUM.iter().map(PathBuf::from).find(|p| p.is_file());
    if let Some(path) = found() {
        return Ok(path);
    }
    if !may_install(install) {
        bail!(
            "Chromium or Chrome is needed for the tests of the page; install it, name it in MEMRILAB_CHROMIUM, or run again with --install"
        );
    }
    apt("chromium")?;
    found().context(
        "the system's packages brought no Chromium; install it and name it in MEMRILAB_CHROMIUM",
    )
}

/// Installing is allowed where it was asked for, and where nobody is there to ask.
fn may_install(install: bool) -> bool {
    install || std::env::var_os("CI").is_some_and(|v| v == "true")
}

fn apt(package: &str) -> Result<()> {
    let _ = run(program("apt-get", &["update", "-qq"]));
    run(program("apt-get", &["install", "-y", "-qq", package]))
}

/// Major and minor.
fn node_version() -> Option<(u32, u32)> {
    let mut command = program("node", &["--version"]);
    command.stderr(std::process::Stdio::null());
    let text = command.output().ok().filter(|o| o.status.success())?.stdout;
    let text = String::from_utf8(text).ok()?;
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
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
