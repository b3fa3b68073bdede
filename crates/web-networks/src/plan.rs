//! What a run wants next.

use crate::{parsed, refused, written};
use memrilab_study::networks::{Form, Plan, RunConfig};
use wasm_bindgen::prelude::*;

/// What a run may train now: JSON of a `Plan`, from that of its `RunConfig`, of the `Form` of the
/// samples and of the outcomes so far.
///
/// # Errors
/// `{code, message}` for a setting out of range, or a network that does not take the samples.
#[wasm_bindgen]
pub fn plan(run: &str, form: &str, outcomes: &str) -> Result<String, JsValue> {
    let (run, form) = (parsed::<RunConfig>(run)?, parsed::<Form>(form)?);
    let search = run.search(form).map_err(refused)?;
    written(&Plan::of(search, parsed(outcomes)?).map_err(refused)?)
}
