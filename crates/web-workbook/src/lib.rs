//! The wasm module that the page loads when the first workbook arrives.
//!
//! It turns bytes into grids and nothing else; the light module reads them. A grid
//! crosses as flat arrays, which a worker can transfer without copying.

use js_sys::{Array, Float64Array, Object, Reflect, Uint32Array};
use memrilab_device::read::{Caps, Grid};
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
    let grids = memrilab_workbook::grids(bytes, &Caps::default()).map_err(|error| {
        let object = Object::new();
        set(&object, "code", &error.code().into());
        set(&object, "message", &error.to_string().into());
        JsValue::from(object)
    })?;
    Ok(grids.into_iter().map(sheet).collect())
}

fn sheet(grid: Grid) -> Object {
    let (name, cells, ends, lines, texts) = grid.into_parts();
    let object = Object::new();
    set(&object, "name", &name.into());
    set(&object, "cells", &Float64Array::from(cells.as_slice()));
    set(&object, "ends", &Uint32Array::from(ends.as_slice()));
    set(&object, "lines", &Uint32Array::from(lines.as_slice()));
    let texts: Array = texts
        .into_iter()
        .map(|(row, column, text)| Array::of3(&row.into(), &column.into(), &text.into()))
        .collect();
    set(&object, "texts", &texts);
    object
}

/// Setting a property of a plain object cannot fail.
fn set(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}
