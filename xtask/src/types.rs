//! TypeScript types, generated from the Rust ones.

use crate::steps::{cargo, output, root};
use anyhow::{Context as _, Result, bail, ensure};
use std::path::PathBuf;

fn place() -> PathBuf {
    root().join("www/src/generated/types.ts")
}

fn generate() -> Result<String> {
    let text = output(
        cargo(&[
            "run",
            "--quiet",
            "--package",
            "memrilab-web",
            "--features",
            "types",
            "--example",
            "types",
        ]),
        false,
    )?;
    ensure!(
        text.contains("export type DeviceRecord"),
        "the generated types lack DeviceRecord"
    );
    Ok(text)
}

/// Writes them.
pub(crate) fn write() -> Result<()> {
    let path = place();
    let folder = path.parent().context("no folder")?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(&path, generate()?)
        .with_context(|| format!("{} cannot be written", path.display()))
}

/// Fails if they are not up to date.
pub(crate) fn check() -> Result<()> {
    let there = std::fs::read_to_string(place()).unwrap_or_default();
    if there != generate()? {
        bail!("www/src/generated/types.ts is out of date; run `cargo xtask types`");
    }
    Ok(())
}
