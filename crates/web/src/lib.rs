//! The light wasm module: what the page loads first.
//!
//! Thin on purpose: it turns JavaScript values into the types of the crates below and
//! their results and errors back. An error crosses as `{code, message}`. Nothing here
//! may block: an analysis is a [`Survey`] that the worker steps.

mod compare;
mod convert;
mod drawing;
mod making;
mod picture;
mod survey;

pub use compare::{Comparison, compare_picture, compare_svg, compare_table, compare_table_csv};
pub use drawing::{Chart, FigureRequest};
pub use making::{groups, is_project_file, simulate_csv};
pub use picture::Picture;
pub use survey::Survey;

use convert::to_js;
use memrilab_device::simulate::{Sample, to_csv};
use wasm_bindgen::prelude::*;

/// Names a panic on the console before the instance dies; call it once.
#[wasm_bindgen]
pub fn start() {
    memrilab_web_values::tell_panics();
}

/// The version of the program.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Every file format that is read.
///
/// # Errors
/// `{code, message}`, if the table has no JavaScript form.
#[wasm_bindgen]
pub fn formats() -> Result<JsValue, JsValue> {
    to_js(&memrilab_device::read::formats())
}

/// The CSV file of a sample device: `good`, `non-monotonic` or `noisy`.
///
/// # Errors
/// `{code, message}`, if there is no such sample.
#[wasm_bindgen(js_name = sampleCsv)]
pub fn sample_csv(name: &str) -> Result<String, JsValue> {
    let sample = Sample::ALL
        .into_iter()
        .find(|s| s.name() == name)
        .ok_or_else(|| convert::error("unknown-sample", &format!("there is no sample `{name}`")))?;
    let sweep = sample
        .model()
        .measure(Sample::SEED)
        .map_err(|e| convert::error("model", &e.to_string()))?;
    Ok(to_csv(&sweep))
}
