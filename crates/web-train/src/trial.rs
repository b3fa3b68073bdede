//! A training of a run, stepped by the worker, and its score.

use crate::{Data, parsed, refused, told, written, wrong};
use memrilab_core::{Job as _, Step};
use memrilab_study::networks::RunConfig;
use memrilab_train::search::{TrialJob, Tried};
use memrilab_train::training::{Epoch, Trainer};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct Now<'a> {
    history: &'a [Epoch],
    current: Option<Epoch>,
}

/// Trains a network, then scores it on the device.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Trial {
    job: TrialJob,
    tried: Option<Tried>,
}

#[wasm_bindgen]
impl Trial {
    /// Begins a trial of a run's plan, both as JSON, or goes on from a [`Trial::checkpoint`]
    /// where that is not empty.
    ///
    /// # Errors
    /// `{code, message}` for a setting out of range, or a checkpoint of another trial.
    #[wasm_bindgen(constructor)]
    pub fn new(data: &Data, run: &str, trial: &str, checkpoint: &[u8]) -> Result<Self, JsValue> {
        let run: RunConfig = parsed(run)?;
        let level = run.device.level().map_err(refused)?;
        let job = TrialJob::new(
            parsed(trial)?,
            &data.samples,
            &level,
            run.objective,
            run.seed,
            (!checkpoint.is_empty()).then_some(checkpoint),
        );
        Ok(Self {
            job: job.map_err(refused)?,
            tried: None,
        })
    }

    /// Trains on a few batches; gives `{done, total}`, or nothing once it is over.
    ///
    /// # Errors
    /// `{code, message}`.
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        if self.tried.is_none() {
            match self.job.step().map_err(refused)? {
                Step::Running(progress) => return Ok(told(progress)),
                Step::Done(tried) => self.tried = Some(tried),
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// JSON of `{history, current}`: the epochs that are over from number `from` on, counted
    /// from 0, and the one under way or `null`.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn now(&self, from: usize) -> Result<String, JsValue> {
        let trainer = self.job.trainer();
        let done = self.tried.as_ref().map(|t| t.outcome.history.as_slice());
        let history = done.or(trainer.map(Trainer::history)).unwrap_or_default();
        written(&Now {
            history: history.get(from..).unwrap_or_default(),
            current: trainer.and_then(Trainer::current),
        })
    }

    /// Epochs that are over; nothing once all are.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn epochs(&self) -> Option<usize> {
        self.job.trainer().map(|t| t.history().len())
    }

    /// The weights as a safetensors file: those of the result or, while it trains, as they are
    /// now; none while they are scored.
    ///
    /// # Errors
    /// `{code, message}`, if one is not finite.
    pub fn weights(&self) -> Result<Option<Vec<u8>>, JsValue> {
        let file = match (&self.tried, self.job.trainer()) {
            (Some(tried), _) => tried.weights.to_safetensors(),
            (None, Some(trainer)) => trainer.weights().and_then(|w| w.to_safetensors()),
            (None, None) => return Ok(None),
        };
        file.map(Some).map_err(refused)
    }

    /// The training as it is now, to go on with exactly; none when it is over or being scored,
    /// which is soon done again.
    ///
    /// # Errors
    /// `{code, message}`, if a weight is not finite.
    pub fn checkpoint(&self) -> Result<Option<Vec<u8>>, JsValue> {
        match self.tried {
            Some(_) => Ok(None),
            None => self.job.checkpoint().map_err(refused),
        }
    }

    /// JSON of its `Outcome`, once it is over.
    ///
    /// # Errors
    /// `{code, message}`, if it is not.
    pub fn outcome(&self) -> Result<String, JsValue> {
        let missing = || wrong("not-finished", "step() until it gives nothing");
        written(&self.tried.as_ref().ok_or_else(missing)?.outcome)
    }
}
