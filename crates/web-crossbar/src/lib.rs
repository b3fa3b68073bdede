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

use memrilab_web_values::{parsed, written, wrong};
use wasm_bindgen::prelude::*;

/// What the crossbar refuses.
#[allow(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn refused(error: impl std::error::Error) -> JsValue {
    wrong("crossbar", &error.to_string())
}
