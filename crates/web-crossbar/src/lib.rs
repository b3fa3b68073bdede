//! The wasm module of the crossbar: a network on its arrays, programming, energy, the figures.
//!
//! Data and results cross as JSON, pictures as bytes that the light module paints. An error
//! crosses as `{code, message}`.

mod bench;
mod energy;
mod link;
mod programming;
mod remote;
mod views;

pub use bench::{Bench, Falling};
pub use energy::{baselines, energy};
pub use link::{Asked, Emulated, Happened, Link, PortSettings, port_settings};
pub use programming::{Writing, WritingNow, pulse_model};
pub use remote::{Pen, PenNow, Sample};
pub use views::{
    CrossbarFigure, crossbar_picture, crossbar_svg, crossbar_table, crossbar_table_csv,
};

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// `{code, message}`.
fn wrong(code: &str, message: &str) -> JsValue {
    let object = Object::new();
    for (key, value) in [("code", code), ("message", message)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value.into());
    }
    object.into()
}

/// What the crossbar refuses.
#[allow(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn refused(error: impl std::error::Error) -> JsValue {
    wrong("crossbar", &error.to_string())
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| wrong("form", &e.to_string()))
}

fn written(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|e| wrong("form", &e.to_string()))
}
