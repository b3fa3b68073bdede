//! Values and errors across the boundary.

use js_sys::{Array, Float64Array, Reflect, Uint32Array};
use memrilab_device::read::Grid;
pub(crate) use memrilab_web_values::wrong as error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// A plain JavaScript value: maps are objects, `None` is `null`.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let form = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&form)
        .map_err(|e| error("internal", &e.to_string()))
}

/// A checked value from JavaScript; `undefined` and `null` give the default.
pub(crate) fn from_js<T: DeserializeOwned + Default>(value: JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value).map_err(|e| error("options", &e.to_string()))
}

/// The grids that the workbook module made.
pub(crate) fn grids_from_js(sheets: &Array) -> Result<Vec<Grid>, JsValue> {
    sheets.iter().map(|sheet| grid_from_js(&sheet)).collect()
}

fn grid_from_js(sheet: &JsValue) -> Result<Grid, JsValue> {
    let bad = || {
        error(
            "sheets",
            "the sheets are not those that the workbook module made",
        )
    };
    let part = |key: &str| Reflect::get(sheet, &key.into()).map_err(|_| bad());
    let whole = |v: JsValue| v.as_f64().map(|v| v as u32);
    let texts = part("texts")?.dyn_into::<Array>().map_err(|_| bad())?;
    let texts = texts
        .iter()
        .map(|entry| {
            let entry = entry.dyn_into::<Array>().ok()?;
            Some((
                whole(entry.get(0))?,
                whole(entry.get(1))?,
                entry.get(2).as_string()?,
            ))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(bad)?;
    let cells = part("cells")?
        .dyn_into::<Float64Array>()
        .map_err(|_| bad())?
        .to_vec();
    let rows = |key: &str| -> Result<Vec<u32>, JsValue> {
        Ok(part(key)?
            .dyn_into::<Uint32Array>()
            .map_err(|_| bad())?
            .to_vec())
    };
    let name = part("name")?.as_string().ok_or_else(bad)?;
    Grid::from_parts(name, cells, rows("ends")?, rows("lines")?, texts).ok_or_else(bad)
}
