//! What trainings are chosen by.

use serde::{Deserialize, Serialize};

/// The score of a training.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "objective", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Objective {
    /// Mean accuracy on the validation samples over draws of the device's drift: the
    /// paper's.
    Drift {
        /// How many draws.
        draws: u64,
    },
    /// Accuracy on the training samples without drift, as in the authors' public code; it
    /// knows nothing of the device.
    CleanTraining,
}

impl Default for Objective {
    fn default() -> Self {
        Self::Drift { draws: 10 }
    }
}
