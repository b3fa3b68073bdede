//! The wasm module that the page loads when the Fabrication station is first opened.
//!
//! A campaign crosses as the text of its file: the page keeps it, hands it in, and gets
//! the next one. So nothing here has state, and what the page saves is what the command
//! line opens. A step of the virtual laboratory or a suggestion takes a worker some tens
//! of milliseconds.

pub mod edit;
pub mod views;

use memrilab_fabrication::{Campaign, Error};
use memrilab_web_values::{parsed, tell_panics, written, wrong};
use wasm_bindgen::prelude::*;

/// Names a panic on the console before the instance dies; call it once.
#[wasm_bindgen]
pub fn start() {
    tell_panics();
}

#[expect(clippy::needless_pass_by_value, reason = "so it stands in map_err")]
fn refused(error: Error) -> JsValue {
    wrong(error.code(), &error.to_string())
}

fn opened(text: &str) -> Result<Campaign, JsValue> {
    Campaign::open(text.as_bytes()).map_err(refused)
}
