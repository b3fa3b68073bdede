//! The wasm module that the page loads when a network is first trained.
//!
//! Samples cross as typed arrays and are copied once; settings and results cross as JSON,
//! weights and checkpoints as the bytes of safetensors files. A [`Trial`] and a [`Sweep`]
//! are stepped by the worker, at most about 50 ms a step, so that it can tell how far they
//! are and stop. An error crosses as `{code, message}`.

mod bench;
mod data;
mod network;
mod samples;
mod sweep;
mod trial;
mod votes;

pub use bench::StepBench;
pub use data::Data;
pub use network::Network;
pub use samples::Samples;
pub use sweep::Sweep;
pub use trial::Trial;
pub use votes::Votes;

use js_sys::{Object, Reflect};
use memrilab_core::Progress;
use memrilab_train::training::TrainError;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

/// Names a panic on the console before the instance dies; call it once.
#[wasm_bindgen]
pub fn start() {
    std::panic::set_hook(Box::new(|info| console_error(&info.to_string())));
}

/// The instructions that the inner loops use here.
#[wasm_bindgen]
#[must_use]
pub fn kernel() -> String {
    memrilab_train::kernels::kernel()
}

/// Setting a property of a plain object cannot fail.
fn object<const N: usize>(pairs: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    object.into()
}

/// `{code, message}`.
fn wrong(code: &str, message: &str) -> JsValue {
    object([("code", code.into()), ("message", message.into())])
}

fn refused(error: impl Into<TrainError>) -> JsValue {
    let error = error.into();
    wrong(error.code(), &error.to_string())
}

/// `{done, total}`.
fn told(progress: Progress) -> JsValue {
    object([
        ("done", (progress.done as f64).into()),
        ("total", (progress.total as f64).into()),
    ])
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| wrong("form", &e.to_string()))
}

fn written(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|e| wrong("form", &e.to_string()))
}
