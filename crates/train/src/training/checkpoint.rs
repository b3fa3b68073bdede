//! A training saved in the middle, to go on with exactly.
//!
//! Random numbers are keyed by epoch and batch, so a place, the weights and the moments are
//! all there is to keep. A digest of all of it tells a damaged file.

use super::optimiser::Moments;
use super::trainer::Place;
use super::{Epoch, TrainConfig, TrainError, Trainer};
use crate::data::{Dataset, Fnv};
use crate::model::weights::{bytes, json, numbers, read, write};
use crate::model::{ModelError, Network, Weights};
use candle_core::Device;
use safetensors::SafeTensors;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    schema: u32,
    config: TrainConfig,
    data: u64,
    validation: Option<u64>,
    place: Place,
    steps: u64,
    history: Vec<Epoch>,
    best: Option<usize>,
    /// Of the numbers and of this, with 0 here.
    digest: u64,
}

const SCHEMA: u32 = 1;

impl Trainer {
    /// The training as it is now, as a safetensors file.
    ///
    /// # Errors
    /// [`TrainError::Model`] if a weight is not finite, [`TrainError::Over`] after the end.
    pub fn checkpoint(&self) -> Result<Vec<u8>, TrainError> {
        if self.ended {
            return Err(TrainError::Over);
        }
        let mut saved = Saved {
            schema: SCHEMA,
            config: self.config.clone(),
            data: self.data().digest(),
            validation: self.validated.as_ref().map(Dataset::digest),
            place: self.at,
            steps: self.moments.steps,
            history: self.history.clone(),
            best: self.best.as_ref().map(|(epoch, _)| *epoch),
            digest: 0,
        };
        let mut tensors = Vec::new();
        let mut add = |name: String, values: &[f32]| {
            tensors.push((name, vec![values.len()], bytes(values)));
        };
        let now = self.network.weights()?;
        let best = self.best.as_ref().map(|(_, weights)| ("best", weights));
        for (what, weights) in [("now", &now), ("last", &self.last)]
            .into_iter()
            .chain(best)
        {
            for (layer, (m, b)) in weights.matrices.iter().zip(&weights.biases).enumerate() {
                add(format!("{what}.{layer}.weight"), m);
                add(format!("{what}.{layer}.bias"), b);
            }
        }
        let moments = self.moments.first.iter().zip(&self.moments.second);
        for (i, (first, second)) in moments.enumerate() {
            add(format!("first.{i}"), first);
            add(format!("second.{i}"), second);
        }
        let parts = tensors
            .iter()
            .map(|(name, _, bytes)| (name.as_str(), &**bytes));
        saved.digest = digest(&saved, parts.collect())?;
        Ok(write(&tensors, &[("checkpoint", json(&saved)?)])?)
    }

    /// Goes on where [`Trainer::checkpoint`] was called: what follows has the same bits.
    ///
    /// # Errors
    /// [`TrainError::Checkpoint`] for a file that is damaged, or of another run; as
    /// [`Trainer::new`].
    pub fn resume(
        config: TrainConfig,
        train: Dataset,
        validation: Option<&Dataset>,
        file: &[u8],
    ) -> Result<Self, TrainError> {
        let mut trainer = Self::new(config, train, validation)?;
        trainer.restore(file).map_err(|e| match e {
            TrainError::Model(ModelError::Weights(why)) => TrainError::Checkpoint(why),
            other => other,
        })?;
        Ok(trainer)
    }

    fn restore(&mut self, file: &[u8]) -> Result<(), TrainError> {
        let (tensors, texts) = read(file)?;
        let none = || TrainError::Checkpoint("the file is none".into());
        let saved = texts.get("checkpoint").ok_or_else(none)?;
        let mut saved: Saved =
            serde_json::from_str(saved).map_err(|e| TrainError::Checkpoint(e.to_string()))?;
        self.check(&saved)?;
        let wanted = std::mem::take(&mut saved.digest);
        let parts = tensors.iter().map(|(name, view)| (name, view.data()));
        if digest(&saved, parts.collect())? != wanted {
            return Err(TrainError::Checkpoint("the file is damaged".into()));
        }
        let now = self.saved_weights(&tensors, "now")?;
        self.last = self.saved_weights(&tensors, "last")?;
        self.best = match saved.best {
            Some(epoch) => Some((epoch, self.saved_weights(&tensors, "best")?)),
            None => None,
        };
        self.network = Network::new(&now, &Device::Cpu)?;
        let Moments { first, second, .. } = &mut self.moments;
        for (what, moments) in [("first", first), ("second", second)] {
            for (i, moment) in moments.iter_mut().enumerate() {
                *moment = numbers(&tensors, &format!("{what}.{i}"), &[moment.len()])?;
            }
        }
        self.moments.steps = saved.steps;
        self.at = saved.place;
        self.history = saved.history;
        Ok(())
    }

    /// Whether it is of this run, and of a place in it.
    fn check(&self, saved: &Saved) -> Result<(), TrainError> {
        let not = |what: &str| Err(TrainError::Checkpoint(what.into()));
        if saved.schema != SCHEMA {
            return not("it is of another version");
        }
        if saved.config != self.config {
            return not("it was saved with other settings");
        }
        if saved.data != self.data().digest() {
            return not("it was saved with other data");
        }
        if saved.validation != self.validated.as_ref().map(Dataset::digest) {
            return not("it was saved with other validation data");
        }
        let (place, batches) = (saved.place, self.batches());
        let before = place.epoch as u128 * batches as u128 + place.batch as u128;
        // All batches of an epoch may be over while it is being validated.
        let last = batches - usize::from(self.validated.is_none());
        let at = place.epoch < self.config.epochs && place.batch <= last;
        let epochs = saved.history.len();
        let best = match saved.best {
            Some(best) => self.config.patience.is_some() && best < epochs,
            None => self.config.patience.is_none() || epochs == 0,
        };
        if !at || !best || epochs != place.epoch || u128::from(saved.steps) != before {
            return not("it does not fit together");
        }
        Ok(())
    }

    fn saved_weights(&self, tensors: &SafeTensors<'_>, what: &str) -> Result<Weights, TrainError> {
        let net = &self.config.model;
        let (mut matrices, mut biases) = (Vec::new(), Vec::new());
        for (layer, size) in net.sizes().iter().enumerate() {
            let (rows, columns) = size.matrix();
            let (matrix, bias) = (
                format!("{what}.{layer}.weight"),
                format!("{what}.{layer}.bias"),
            );
            matrices.push(numbers(tensors, &matrix, &[rows * columns])?);
            biases.push(numbers(tensors, &bias, &[rows])?);
        }
        Ok(Weights::new(net, matrices, biases)?)
    }
}

/// FNV-1a of what is saved and of the numbers, tensors by name.
fn digest(saved: &Saved, mut tensors: Vec<(&str, &[u8])>) -> Result<u64, ModelError> {
    tensors.sort_unstable();
    let mut fnv = Fnv::new();
    fnv.bytes(json(saved)?.as_bytes());
    for (name, bytes) in tensors {
        fnv.bytes(name.as_bytes());
        fnv.number(bytes.len() as u64);
        fnv.bytes(bytes);
    }
    Ok(fnv.finish())
}
