//! A training saved in the middle, to go on with exactly.
//!
//! Random numbers are keyed by epoch and batch, so a place, the weights and the moments are
//! all there is to keep.

use super::optimiser::Moments;
use super::trainer::Place;
use super::{Epoch, TrainConfig, TrainError, Trainer};
use crate::data::Dataset;
use crate::model::weights::{bytes, json, numbers, read, write};
use crate::model::{Network, Weights};
use candle_core::Device;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    schema: u32,
    config: TrainConfig,
    data: u64,
    place: Place,
    steps: u64,
    history: Vec<Epoch>,
    best: Option<usize>,
}

const SCHEMA: u32 = 1;

impl Trainer {
    /// The training as it is now, as a safetensors file.
    ///
    /// # Errors
    /// [`TrainError::Model`] if a weight is not finite.
    pub fn checkpoint(&self) -> Result<Vec<u8>, TrainError> {
        let saved = Saved {
            schema: SCHEMA,
            config: self.config.clone(),
            data: self.data().digest(),
            place: self.at,
            steps: self.moments.steps,
            history: self.history.clone(),
            best: self.best.as_ref().map(|(epoch, _)| *epoch),
        };
        let mut tensors = Vec::new();
        let mut add = |name: String, values: &[f32]| {
            tensors.push((name, vec![values.len()], bytes(values)));
        };
        let now = self.network.weights()?;
        let best = self.best.as_ref().map(|(_, weights)| weights);
        for (what, weights) in [
            ("now", Some(&now)),
            ("last", Some(&self.last)),
            ("best", best),
        ] {
            for layer in 0..weights.map_or(0, |w| w.matrices.len()) {
                let Some(weights) = weights else { break };
                add(format!("{what}.{layer}.weight"), &weights.matrices[layer]);
                add(format!("{what}.{layer}.bias"), &weights.biases[layer]);
            }
        }
        for (i, (first, second)) in self
            .moments
            .first
            .iter()
            .zip(&self.moments.second)
            .enumerate()
        {
            add(format!("first.{i}"), first);
            add(format!("second.{i}"), second);
        }
        Ok(write(&tensors, &[("checkpoint", json(&saved)?)])?)
    }

    /// Goes on where [`Trainer::checkpoint`] was called: what follows has the same bits.
    ///
    /// # Errors
    /// [`TrainError::Checkpoint`] for a file of another run; as [`Trainer::new`].
    pub fn resume(
        config: TrainConfig,
        train: Dataset,
        validation: Option<&Dataset>,
        file: &[u8],
    ) -> Result<Self, TrainError> {
        let other = |what: &str| TrainError::Checkpoint(format!("it was saved with other {what}"));
        let (tensors, texts) = read(file)?;
        let saved = texts
            .get("checkpoint")
            .ok_or_else(|| TrainError::Checkpoint("the file is none".into()))?;
        let saved: Saved =
            serde_json::from_str(saved).map_err(|e| TrainError::Checkpoint(e.to_string()))?;
        if saved.schema != SCHEMA {
            return Err(TrainError::Checkpoint("it is of another version".into()));
        }
        if saved.config != config {
            return Err(other("settings"));
        }
        if saved.data != train.digest() {
            return Err(other("data"));
        }
        let layers = config.model.layers().len();
        let weights = |what: &str| -> Result<Weights, TrainError> {
            let each = |part: &str| {
                (0..layers)
                    .map(|l| numbers(&tensors, &format!("{what}.{l}.{part}")))
                    .collect()
            };
            let (matrices, biases): (Result<_, _>, Result<_, _>) = (each("weight"), each("bias"));
            Ok(Weights::new(&config.model, matrices?, biases?)?)
        };
        let now = weights("now")?;
        let moments = |what: &str| {
            (0..2 * layers)
                .map(|i| numbers(&tensors, &format!("{what}.{i}")))
                .collect()
        };
        let (first, second): (Result<_, _>, Result<_, _>) = (moments("first"), moments("second"));
        let moments = Moments {
            steps: saved.steps,
            first: first?,
            second: second?,
        };
        let last = weights("last")?;
        let best = saved
            .best
            .map(|epoch| weights("best").map(|w| (epoch, w)))
            .transpose()?;
        let network = Network::new(&now, &Device::Cpu)?;
        let mut trainer = Self::new(config, train, validation)?;
        let sizes = |m: &Moments| {
            m.first
                .iter()
                .chain(&m.second)
                .map(Vec::len)
                .collect::<Vec<_>>()
        };
        if sizes(&moments) != sizes(&trainer.moments)
            || saved.best.is_some_and(|b| b >= saved.history.len())
        {
            return Err(TrainError::Checkpoint("it does not fit together".into()));
        }
        trainer.network = network;
        trainer.moments = moments;
        trainer.last = last;
        trainer.best = best;
        trainer.at = saved.place;
        trainer.history = saved.history;
        Ok(trainer)
    }
}
