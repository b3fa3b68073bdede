//! The wasm module of what is drawn and proved of networks: it knows no tensors, so it is there
//! before anything is trained.
//!
//! Data and results cross as JSON, pictures as bytes that the light module paints. An error
//! crosses as `{code, message}`.

mod plan;
mod theory;
mod views;

pub use plan::plan;
pub use theory::{counter_examples, theory_of};
pub use views::{
    NetworkFigure, network_picture, network_svg, network_table, network_table_csv, paired_test,
    spread_of,
};

use js_sys::{Object, Reflect};
use memrilab_train::training::TrainError;
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

fn refused(error: impl Into<TrainError>) -> JsValue {
    let error = error.into();
    wrong(error.code(), &error.to_string())
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| wrong("form", &e.to_string()))
}

fn written(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|e| wrong("form", &e.to_string()))
}
