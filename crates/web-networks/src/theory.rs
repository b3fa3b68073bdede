//! Theorem 1 as it is printed and as it is.

use crate::{refused, written};
use memrilab_analog::certify::{Law, counterexamples, exact, published};
use memrilab_figures::{Theory, TheoryBound};
use memrilab_study::networks::theory;
use wasm_bindgen::prelude::*;

/// Steps along `c` from 1/2 to 1.
const STEPS: u32 = 50;
/// Most weights along the other axis.
const FARTHEST: u64 = 24;

/// The theorems for a vote of probability `c` over `parameters` weights: JSON of
/// `{certified, figure}`, the numbers and the data of the chart.
///
/// # Errors
/// `{code, message}` for `p1 + p2 > 1` and other numbers out of range.
#[wasm_bindgen(js_name = theoryOf)]
pub fn theory_of(c: f64, p1: f64, p2: f64, parameters: u32) -> Result<String, JsValue> {
    let law = Law::new(p1, p2).map_err(refused)?;
    let theta = u64::from(parameters);
    let bound = |at: f64, c: f64, r: u64| -> Result<TheoryBound, memrilab_analog::Error> {
        Ok(TheoryBound {
            at,
            published: published::bound(c, law, r, theta)?,
            exact: exact::worst_bound(c, law, r, theta)?,
        })
    };
    let along_r = (0..=theta.min(FARTHEST)).map(|r| bound(r as f64, c, r));
    let along_c = (0..=STEPS).map(|i| {
        let c = 0.5 + 0.5 * f64::from(i) / f64::from(STEPS);
        bound(c, c, 0)
    });
    let figure = Theory {
        c,
        p1,
        p2,
        parameters: theta,
        along_r: along_r.collect::<Result<_, _>>().map_err(refused)?,
        along_c: along_c.collect::<Result<_, _>>().map_err(refused)?,
    };
    let certified = theory(c, law, theta).map_err(refused)?;
    written(&serde_json::json!({ "certified": certified, "figure": figure }))
}

/// Networks for which the printed theorem claims what is not so, every noise enumerated now:
/// JSON of a list of `CounterExample`.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = counterExamples)]
pub fn counter_examples() -> Result<String, JsValue> {
    written(&counterexamples::all().map_err(refused)?)
}
