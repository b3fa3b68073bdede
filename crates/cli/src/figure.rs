//! A figure as files: SVG, and PNG of twice the size.

use crate::output;
use anyhow::Result;
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
