//! Everything short of a test, the cheapest first.

use crate::steps::{self, cargo, root, step};
use crate::{imports, scan, types};
use anyhow::{Result, ensure};

/// Crates that a browser runs.
const BROWSER: [&str; 6] = [
    "memrilab-web",
    "memrilab-web-fabrication",
    "memrilab-web-project",
    "memrilab-web-train",
    "memrilab-web-workbook",
    "memrilab-parity",
];

/// Runs all checks.
pub(crate) fn run() -> Result<()> {
    step("formatting", || {
        steps::run(cargo(&["fmt", "--all", "--check"]))
    })?;
    step("imports point one way", imports::check)?;
    step("what must be absent", scan::check)?;
    step("lints, native", || {
        steps::run(cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    step("lints, without serial ports", || {
        steps::run(cargo(&[
            "clippy",
            "--quiet",
            "--package",
            "memrilab-cli",
            "--no-default-features",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    step("lints, wasm", wasm_lints)?;
    step("documentation", || {
        let mut command = cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
        command.env("RUSTDOCFLAGS", "-D warnings");
        steps::run(command)
    })?;
    step("generated types", types::check)
}

/// Clippy for wasm32 with a list of calls that a browser cannot make.
fn wasm_lints() -> Result<()> {
    let folder = root().join("xtask/clippy-wasm");
    ensure!(
        folder.join("clippy.toml").is_file(),
        "xtask/clippy-wasm/clippy.toml is missing"
    );
    let mut arguments = vec![
        "clippy",
        "--quiet",
        "--target",
        "wasm32-unknown-unknown",
        "--lib",
    ];
    for package in BROWSER {
        arguments.extend(["--package", package]);
    }
    for package in [
        "memrilab-core",
        "memrilab-device",
        "memrilab-analog",
        "memrilab-crossbar",
        "memrilab-hardware",
        "memrilab-train",
        "memrilab-workbook",
        "memrilab-study",
        "memrilab-figures",
    ] {
        arguments.extend(["--package", package]);
    }
    arguments.extend(["--", "-D", "warnings"]);
    let mut command = cargo(&arguments);
    command.env("CLIPPY_CONF_DIR", folder);
    steps::run(command)
}
