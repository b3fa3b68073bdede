//! Accuracies of a network whose weights drift, stepped by the worker.

use crate::{Data, Network, parsed, refused, told, written, wrong};
use memrilab_core::{Job as _, Step};
use memrilab_study::networks::Device;
use memrilab_train::robustness::{self, LevelResult, SweepConfig};
use memrilab_train::training::fits;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Runs a network at levels of usability and draws of drift.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sweep {
    job: robustness::Sweep,
    results: Option<Vec<LevelResult>>,
}

#[wasm_bindgen]
impl Sweep {
    /// Of a network on the test samples of some data, on devices as the JSON of a list of
    /// `Device`, with the JSON of a `SweepConfig`: `{first, draws, seed, which}`.
    ///
    /// # Errors
    /// `{code, message}` for samples that do not fit, or a setting out of range.
    #[wasm_bindgen(constructor)]
    pub fn new(
        network: &Network,
        data: &Data,
        devices: &str,
        config: &str,
    ) -> Result<Self, JsValue> {
        let config: SweepConfig = parsed(config)?;
        let devices: Vec<Device> = parsed(devices)?;
        fits(network.0.architecture(), data.test()).map_err(refused)?;
        let levels: Result<Vec<_>, _> = devices.iter().map(Device::level).collect();
        let (weights, test) = (Arc::clone(&network.0), Arc::clone(&data.test));
        let job = robustness::Sweep::new(weights, test, levels.map_err(refused)?, config);
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
