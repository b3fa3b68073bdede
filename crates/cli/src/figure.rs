//! A figure as files: SVG, and PNG of twice the size.

use crate::output;
use anyhow::{Result, bail};
use memrilab_figures::{Figure, Style, Theme, png, svg};
use std::path::Path;

const WIDTH: u32 = 760;

/// Writes `NAME.svg` and `NAME.png` into a folder.
pub(crate) fn write_one(folder: &Path, name: &str, figure: &Figure<'_>) -> Result<()> {
    let style = |scale| Style::new(WIDTH, figure.natural_height(), scale, Theme::Light);
    let path = |extension: &str| folder.join(format!("{name}.{extension}"));
    output::file(&path("svg"), svg(figure, &style(1.0)?)?.as_bytes())?;
    output::file(&path("png"), &png(figure, &style(2.0)?)?)
}

/// Whether a file of this name can hold a figure: to be asked before long work.
pub(crate) fn can_be(path: &Path) -> Result<()> {
    match extension(path).as_deref() {
        Some("svg" | "png") => Ok(()),
        _ => bail!("{} is no figure; name it .svg or .png", path.display()),
    }
}

/// Writes one file, SVG or PNG by its extension.
pub(crate) fn write_as(path: &Path, figure: &Figure<'_>) -> Result<()> {
    can_be(path)?;
    let style = |scale| Style::new(WIDTH, figure.natural_height(), scale, Theme::Light);
    match extension(path).as_deref() {
        Some("png") => output::file(path, &png(figure, &style(2.0)?)?),
        _ => output::file(path, svg(figure, &style(1.0)?)?.as_bytes()),
    }
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}
