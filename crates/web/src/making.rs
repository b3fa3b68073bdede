//! What a page needs around a survey: which files belong together, which are project
//! files, and devices made by arithmetic.

use crate::convert::{error, from_js};
use memrilab_device::read;
use memrilab_device::simulate::{DeviceModel, to_csv};
use memrilab_study::is_project;
use wasm_bindgen::prelude::*;

/// Largest whole number that a JavaScript number holds exactly.
const MOST_EXACT: f64 = 9_007_199_254_740_991.0;

/// A number for each path: files that might be joined have the same one, so they must
/// come to the same survey; files of different numbers may go to different workers.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "so it crosses the boundary")]
pub fn groups(paths: Vec<String>) -> Vec<u32> {
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let numbers = read::groups(&paths).into_iter();
    numbers.map(|number| number as u32).collect()
}

/// The CSV file of a device made by arithmetic: a `DeviceModel` of which any part may be
/// missing, and a whole number that seeds its noise.
///
/// # Errors
/// `{code, message}` with the code `model`, if a setting is out of range, and `options`,
/// if one is of another kind.
#[wasm_bindgen(js_name = simulateCsv)]
pub fn simulate_csv(model: JsValue, seed: f64) -> Result<String, JsValue> {
    let model: DeviceModel = from_js(model)?;
    if !(0.0..=MOST_EXACT).contains(&seed) || seed % 1.0 != 0.0 {
        let message = format!("seed is {seed}; it must be a whole number from 0 to 2^53 - 1");
        return Err(error("model", &message));
    }
    let sweep = model
        .measure(seed as u64)
        .map_err(|e| error("model", &e.to_string()))?;
    Ok(to_csv(&sweep))
}

/// Whether these bytes are those of a project file, broken or not.
#[wasm_bindgen(js_name = isProject)]
#[must_use]
pub fn is_project_file(bytes: &[u8]) -> bool {
    is_project(bytes)
}
