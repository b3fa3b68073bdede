//! Energy of products.

use crate::{parsed, refused, written};
use memrilab_crossbar::energy::{Baseline, EnergyInputs, energy_of};
use wasm_bindgen::prelude::*;

/// The energy of products, array only and with converters: JSON of an `EnergyOutcome`, from that
/// of `EnergyInputs` and the name of a baseline, if any.
///
/// # Errors
/// `{code, message}` for inputs out of range, or a baseline that has no such name.
#[wasm_bindgen]
pub fn energy(inputs: &str, baseline: Option<String>) -> Result<String, JsValue> {
    let inputs: EnergyInputs = parsed(inputs)?;
    let baseline = baseline.map(|name| Baseline::named(&name)).transpose();
    let baseline = baseline.map_err(refused)?;
    written(&energy_of(&inputs, baseline).map_err(refused)?)
}

/// The baselines that have a name: JSON of `Baseline[]`.
///
/// # Errors
/// `{code, message}`, if it has no JSON form.
#[wasm_bindgen]
pub fn baselines() -> Result<String, JsValue> {
    written(&Baseline::all().collect::<Vec<_>>())
}
