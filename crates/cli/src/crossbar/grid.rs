//! Tables of numbers in files.

use crate::files;
use anyhow::{Result, bail, ensure};
use std::path::Path;

/// Rows of numbers, parted by commas, semicolons or blanks; blank lines are passed over.
pub(crate) fn grid(path: &Path) -> Result<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for (number, line) in files::text(path)?.lines().enumerate() {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let cells = line.split([',', ';', '\t', ' ']).map(str::trim);
        let mut row = Vec::new();
        for cell in cells.filter(|c| !c.is_empty()) {
            match cell.parse() {
                Ok(value) => row.push(value),
                Err(_) => bail!("{}: `{cell}` is not a number", place()),
            }
        }
        if row.is_empty() {
            continue;
        }
        let wide = rows.first().map_or(row.len(), Vec::len);
        ensure!(
            row.len() == wide,
            "{}: {} numbers, but the first row has {wide}",
            place(),
            row.len()
        );
        rows.push(row);
    }
    ensure!(!rows.is_empty(), "{} holds no numbers", path.display());
    Ok(rows)
}
