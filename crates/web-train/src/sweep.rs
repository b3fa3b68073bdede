//! Accuracies of a network whose weights drift, stepped by the worker.

use crate::{Samples, parsed, refused, told, written, wrong};
use memrilab_core::{Job as _, Step};
use memrilab_train::model::{Batch, Weights};
use memrilab_train::robustness::{self, Level, LevelResult, SweepConfig};
use memrilab_train::training::fits;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Samples that are brought into the cache for all levels.
const BATCH: usize = 64;

/// Runs a network at levels of usability and draws of drift.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sweep {
    job: robustness::Sweep,
    results: Option<Vec<LevelResult>>,
}

#[wasm_bindgen]
impl Sweep {
    /// Of weights as a safetensors file, on samples, at usabilities above 0 and at most 1,
    /// with the JSON of a `SweepConfig`: `{first, draws, seed, which}`.
    ///
    /// # Errors
    /// `{code, message}` for weights that are none, samples that do not fit, or a setting
    /// out of range.
    #[wasm_bindgen(constructor)]
    pub fn new(
        weights: &[u8],
        samples: &Samples,
        usabilities: &[f64],
        config: &str,
    ) -> Result<Self, JsValue> {
        let config: SweepConfig = parsed(config)?;
        let weights = Weights::from_safetensors(weights).map_err(refused)?;
        fits(weights.architecture(), &samples.0).map_err(refused)?;
        let levels = usabilities.iter().map(|u| Level::of_usability(*u));
        let levels: Result<Vec<_>, _> = levels.collect();
        let batches = Batch::all(&samples.0, BATCH).into();
        let levels = levels.map_err(refused)?;
        let job = robustness::Sweep::new(Arc::new(weights), batches, levels, config);
        Ok(Self {
            job: job.map_err(refused)?,
            results: None,
        })
    }

    /// Runs some batches; gives `{done, total}`, or nothing once it is over.
    ///
    /// # Errors
    /// `{code, message}`, if a drifted weight is too large.
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        if self.results.is_none() {
            match self.job.step().map_err(refused)? {
                Step::Running(progress) => return Ok(told(progress)),
                Step::Done(results) => self.results = Some(results),
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// JSON of each level's `{usability, sigma, draws}`.
    ///
    /// # Errors
    /// `{code, message}`, if it is not over.
    pub fn results(&self) -> Result<String, JsValue> {
        let missing = || wrong("not-finished", "step() until it gives nothing");
        written(self.results.as_ref().ok_or_else(missing)?)
    }
}
