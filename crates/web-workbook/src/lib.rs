//! The wasm module that the page loads when the first workbook arrives.
//!
//! It turns bytes into grids and nothing else; the light module reads them. A grid
//! crosses as flat arrays, which a worker can transfer without copying.

use js_sys::{Array, Float64Array, Object, Uint32Array};
use memrilab_device::read::{Caps, Grid};
use memrilab_web_values::{object, wrong};
use wasm_bindgen::prelude::*;

/// Whether these bytes begin like a workbook.
#[wasm_bindgen(js_name = isWorkbook)]
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    memrilab_workbook::is_workbook(bytes)
}

/// The sheets of a workbook, each as
/// `{name, cells: Float64Array, ends: Uint32Array, lines: Uint32Array, texts: [[row, column, text]]}`.
///
/// # Errors
/// `{code, message}`, if the workbook is damaged, too large or of another kind.
#[wasm_bindgen]
pub fn grids(bytes: &[u8]) -> Result<Array, JsValue> {
    let grids = memrilab_workbook::grids(bytes, &Caps::default());
    let grids = grids.map_err(|error| wrong(error.code(), &error.to_string()))?;
    Ok(grids.into_iter().map(sheet).collect())
}

fn sheet(grid: Grid) -> Object {
    let (name, cells, ends, lines, texts) = grid.into_parts();
    let texts: Array = texts
        .into_iter()
        .map(|(row, column, text)| Array::of3(&row.into(), &column.into(), &text.into()))
        .collect();
    object([
        ("name", name.into()),
        ("cells", Float64Array::from(cells.as_slice()).into()),
        ("ends", Uint32Array::from(ends.as_slice()).into()),
        ("lines", Uint32Array::from(lines.as_slice()).into()),
        ("texts", texts.into()),
    ])
}
