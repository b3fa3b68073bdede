//! What a contest is about: a value that is kept beside its result.

use memrilab_analog::{DriftOptions, Site};
use memrilab_device::drift::DriftModel;
use memrilab_train::robustness::Level;
use memrilab_train::search::{Contender, Objective};
use memrilab_train::training::{TrainConfig, TrainError};
use serde::{Deserialize, Serialize};

/// A device weights are stored on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "device", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Device {
    /// Only its usability is known: weights are stored exactly, `sigma = -ln U`.
    Usability {
        /// The usability.
        usability: f64,
    },
    /// A measured device.
    Measured {
        /// Where it came from.
        name: String,
        /// Its curve, run and sigma.
        model: DriftModel,
        /// How weights are mapped onto the curve.
        options: DriftOptions,
    },
}

impl Device {
    /// As a level of a sweep.
    ///
    /// # Errors
    /// [`TrainError::Analog`] for a usability, curve or sigma that is none.
    pub fn level(&self) -> Result<Level, TrainError> {
        match self {
            Self::Usability { usability } => Level::of_usability(*usability),
            Self::Measured { model, options, .. } => Level::of_device(model, *options),
        }
    }
}

/// A method in a contest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The method.
    pub method: Contender,
    /// Where its noise is injected.
    pub site: Site,
    /// Nothing is searched: one training as it is.
    pub fixed: bool,
    /// The training it varies.
    pub base: TrainConfig,
}

/// What a contest is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContestConfig {
    /// What is learned, for people.
    pub task: String,
    /// The methods.
    pub entries: Vec<Entry>,
    /// Trainings of each method.
    pub trainings: usize,
    /// Trainings of a wave.
    pub wave: usize,
    /// What trainings are chosen by.
    pub objective: Objective,
    /// The device they are trained for.
    pub device: Device,
    /// The devices they are tested on.
    pub levels: Vec<Device>,
    /// Draws of drift at each level of the test.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
    /// Digest of the data: training, validation, test.
    pub data: [u64; 3],
}
