//! What a training gives.

use super::TrainConfig;
use crate::model::Weights;
use serde::{Deserialize, Serialize};

/// One pass over the training data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Epoch {
    /// Counted from 1.
    pub epoch: usize,
    /// Mean loss of the batches, noise included.
    pub loss: f64,
    /// Share of samples that were right when they were learned from, noise included.
    pub accuracy: f64,
    /// Share of validation samples that are right afterwards, without noise.
    pub validation: Option<f64>,
}

/// Why a training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Stop {
    /// All epochs are done.
    Finished,
    /// The validation accuracy has not risen for as long as was asked.
    NoBetter,
    /// The loss was no longer a number; the weights are those before.
    Diverged {
        /// The epoch, counted from 1.
        epoch: usize,
        /// The batch in it, counted from 1.
        batch: usize,
    },
}

impl Stop {
    /// What a person should know, if anything.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        match self {
            Self::Diverged { epoch, batch } => Some(format!(
                "The loss was no longer a number in epoch {epoch}, batch {batch}; the weights are those of the last good epoch. Lower the learning rate."
            )),
            Self::Finished | Self::NoBetter => None,
        }
    }
}

/// A trained network and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// What was asked for.
    pub config: TrainConfig,
    /// The last weights, or the best ones where training may stop early.
    pub weights: Weights,
    /// The epoch they are of; 0 for those before the first.
    pub epoch: usize,
    /// Every epoch.
    pub history: Vec<Epoch>,
    /// Why it ended.
    pub stopped: Stop,
    /// What computed it.
    pub engine: String,
}
