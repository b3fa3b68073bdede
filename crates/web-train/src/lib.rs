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

use memrilab_core::Progress;
use memrilab_train::training::TrainError;
use memrilab_web_values::{object, parsed, tell_panics, written, wrong};
use wasm_bindgen::prelude::*;

/// Names a panic on the console before the instance dies; call it once.
#[wasm_bindgen]
pub fn start() {
    tell_panics();
}

/// The instructions that the inner loops use here.
#[wasm_bindgen]
#[must_use]
pub fn kernel() -> String {
    memrilab_train::kernels::kernel()
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
    .into()
}
