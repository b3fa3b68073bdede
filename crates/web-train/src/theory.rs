//! What can be proved: theorem 1 as printed and as it is, and votes on one sample.

use crate::{Data, Network, parsed, refused, written};
use memrilab_analog::certify::{Law, counterexamples, exact, published};
use memrilab_figures::{Theory, TheoryBound};
use memrilab_study::networks::{CertifyConfig, Voter, theory};
use memrilab_train::model::Batch;
use memrilab_train::training::TrainError;
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
    let refused = |e: memrilab_analog::Error| refused(TrainError::from(e));
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
    let certified = theory(c, law, theta).map_err(crate::refused)?;
    written(&serde_json::json!({ "certified": certified, "figure": figure }))
}

/// Networks for which the printed theorem claims what is not so, every noise enumerated now:
/// JSON of a list of `CounterExample`.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = counterExamples)]
pub fn counter_examples() -> Result<String, JsValue> {
    written(&counterexamples::all().map_err(|e| refused(TrainError::from(e)))?)
}

/// Votes of noisy weights on one test sample.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Votes(Voter);

#[wasm_bindgen]
impl Votes {
    /// Of a network on a test sample, with the JSON of a `CertifyConfig`.
    ///
    /// # Errors
    /// `{code, message}` for numbers out of range, a sample that there is not, and noise that
    /// changes nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(
        network: &Network,
        data: &Data,
        sample: usize,
        config: &str,
    ) -> Result<Self, JsValue> {
        let config: CertifyConfig = parsed(config)?;
        let one = data.test().subset(&[sample]).map_err(refused)?;
        memrilab_train::training::fits(network.0.architecture(), &one).map_err(refused)?;
        let voter = Voter::new(config, (*network.0).clone(), Batch::of(&one, &[0]));
        voter.map(Self).map_err(refused)
    }

    /// The classes of draws `from` up to `to`: under multinomial noise and under drift, in turn.
    ///
    /// # Errors
    /// `{code, message}`, if a drifted weight is too large.
    pub fn cast(&mut self, from: u32, to: u32) -> Result<Vec<u32>, JsValue> {
        let mut all = Vec::new();
        for number in from..to {
            let classes = self.0.cast(number.into()).map_err(refused)?;
            all.extend(classes.map(|class| class as u32));
        }
        Ok(all)
    }

    /// The certificates as JSON of `Certified`, from the classes of all draws in their order.
    ///
    /// # Errors
    /// `{code, message}`, if draws are missing.
    pub fn certified(&self, casts: &[u32]) -> Result<String, JsValue> {
        let pairs = casts
            .chunks_exact(2)
            .map(|two| [two[0] as usize, two[1] as usize]);
        written(&self.0.certified(pairs).map_err(refused)?)
    }
}
