//! A robustness sweep's result, as JSON.

use super::SCHEMA;
use memrilab_analog::paired::Spread;
use memrilab_train::robustness::{LevelResult, Sensitivity};
use memrilab_train::training::engine;
use serde::{Deserialize, Serialize};

/// How one network fares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// Version of this form.
    pub schema: u32,
    /// The network.
    pub model: String,
    /// Test samples.
    pub samples: usize,
    /// Accuracy without drift.
    pub clean: f64,
    /// Accuracies by level, and what they come to.
    pub levels: Vec<Summed>,
    /// The same when one layer alone drifts; empty if not asked for.
    pub layers: Vec<Layered>,
    /// What computed it.
    pub engine: String,
}

/// A level and its summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summed {
    /// The draws.
    #[serde(flatten)]
    pub level: LevelResult,
    /// Mean, standard deviation, extremes and interval; absent for one draw.
    pub spread: Option<Spread>,
}

/// A layer and its levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layered {
    /// The layer.
    pub layer: String,
    /// Its levels.
    pub levels: Vec<Summed>,
}

fn summed(levels: Vec<LevelResult>) -> Vec<Summed> {
    let one = |level: LevelResult| Summed {
        spread: level.spread(),
        level,
    };
    levels.into_iter().map(one).collect()
}

/// The result of a sweep.
#[must_use]
pub fn swept(model: &str, samples: usize, clean: f64, levels: Vec<LevelResult>) -> Swept {
    Swept {
        schema: SCHEMA,
        model: model.to_owned(),
        samples,
        clean,
        levels: summed(levels),
        layers: Vec::new(),
        engine: engine(),
    }
}

/// Adds what came of layers alone.
#[must_use]
pub fn sensitivity(mut swept: Swept, layers: Vec<Sensitivity>) -> Swept {
    let one = |s: Sensitivity| Layered {
        layer: s.layer,
        levels: summed(s.levels),
    };
    swept.layers = layers.into_iter().map(one).collect();
    swept
}
