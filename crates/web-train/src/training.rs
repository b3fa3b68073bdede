//! A training, stepped by the worker.

use crate::{Samples, parsed, refused, told, written, wrong};
use memrilab_core::{Job as _, Step};
use memrilab_train::training::{Epoch, Stop, TrainConfig, Trained, Trainer, engine};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct Record<'a> {
    history: &'a [Epoch],
    epoch: Option<usize>,
    stopped: Option<Stop>,
    warning: Option<String>,
    engine: String,
}

/// Trains a network.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Training {
    trainer: Trainer,
    trained: Option<Trained>,
}

#[wasm_bindgen]
impl Training {
    /// Begins from random weights, with the JSON of a `TrainConfig`. The samples for
    /// validation are used up: hand in a [`Samples::part`].
    ///
    /// # Errors
    /// `{code, message}` for a setting out of range or data that does not fit the network.
    #[wasm_bindgen(constructor)]
    pub fn new(
        config: &str,
        train: &Samples,
        validation: Option<Samples>,
    ) -> Result<Self, JsValue> {
        let config: TrainConfig = parsed(config)?;
        let validation = validation.map(|v| v.0);
        let trainer =
            Trainer::new(config, train.0.clone(), validation.as_ref()).map_err(refused)?;
        Ok(Self::of(trainer))
    }

    /// Goes on from a [`Training::checkpoint`] with the settings and samples it was saved
    /// with; what follows has the same bits.
    ///
    /// # Errors
    /// As [`Training::new`], and for a checkpoint of another run.
    pub fn resume(
        config: &str,
        train: &Samples,
        checkpoint: &[u8],
        validation: Option<Samples>,
    ) -> Result<Self, JsValue> {
        let config: TrainConfig = parsed(config)?;
        let validation = validation.map(|v| v.0);
        let trainer = Trainer::resume(config, train.0.clone(), validation.as_ref(), checkpoint);
        Ok(Self::of(trainer.map_err(refused)?))
    }

    /// Trains on a few batches; gives `{done, total}`, or nothing once it is over.
    ///
    /// # Errors
    /// `{code, message}`.
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        if self.trained.is_none() {
            match self.trainer.step().map_err(refused)? {
                Step::Running(progress) => return Ok(told(progress)),
                Step::Done(trained) => self.trained = Some(trained),
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// JSON of `{history, epoch, stopped, warning, engine}`; the epoch is that of the
    /// weights, `epoch`, `stopped` and `warning` are `null` while the training runs.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn history(&self) -> Result<String, JsValue> {
        let done = self.trained.as_ref();
        written(&Record {
            history: done.map_or(self.trainer.history(), |t| &t.history),
            epoch: done.map(|t| t.epoch),
            stopped: done.map(|t| t.stopped),
            warning: done.and_then(|t| t.stopped.warning()),
            engine: engine(),
        })
    }

    /// The weights as a safetensors file: those of the result, or, while it runs, as they
    /// are now.
    ///
    /// # Errors
    /// `{code, message}`, if one is not finite.
    pub fn weights(&self) -> Result<Vec<u8>, JsValue> {
        let file = match &self.trained {
            Some(trained) => trained.weights.to_safetensors(),
            None => self.trainer.weights().and_then(|w| w.to_safetensors()),
        };
        file.map_err(refused)
    }

    /// The training as it is now, as a safetensors file for [`Training::resume`].
    ///
    /// # Errors
    /// `{code, message}`, if it is over or a weight is not finite.
    pub fn checkpoint(&self) -> Result<Vec<u8>, JsValue> {
        if self.trained.is_some() {
            return Err(wrong("finished", "the training is over; keep its weights"));
        }
        self.trainer.checkpoint().map_err(refused)
    }

    fn of(trainer: Trainer) -> Self {
        Self {
            trainer,
            trained: None,
        }
    }
}
