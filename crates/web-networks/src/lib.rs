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

use memrilab_train::training::TrainError;
use memrilab_web_values::{parsed, written, wrong};
use wasm_bindgen::prelude::*;

fn refused(error: impl Into<TrainError>) -> JsValue {
    let error = error.into();
    wrong(error.code(), &error.to_string())
}
