//! What a sweep gives.

use memrilab_analog::paired::Spread;
use serde::{Deserialize, Serialize};

/// Accuracies at one level, a draw each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LevelResult {
    /// Usability of the device.
    pub usability: f64,
    /// Its sigma.
    pub sigma: f64,
    /// Accuracy of each draw of drift, from 0 to 1.
    pub draws: Vec<f64>,
}

impl LevelResult {
    /// The mean over the draws.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.draws.iter().sum::<f64>() / self.draws.len().max(1) as f64
    }

    /// Mean, spread and interval; nothing for fewer than two draws.
    #[must_use]
    pub fn spread(&self) -> Option<Spread> {
        Spread::of_shares(&self.draws).ok()
    }
}

/// The accuracy when one layer alone drifts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The layer.
    pub layer: String,
    /// Its levels.
    pub levels: Vec<LevelResult>,
}
