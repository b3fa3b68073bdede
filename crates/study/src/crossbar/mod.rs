//! A trained network on a crossbar: as it is looked at, and as the paper's last figure.

mod experiment;
mod experiment_config;
mod network;
mod outcome;
mod workbench;

pub use experiment::{Experiment, ExperimentMethod, ExperimentResult, ExperimentRow};
pub use experiment_config::{ExperimentConfig, ExperimentError};
pub use network::{labelled, network_of, samples_of};
pub use outcome::{Accuracy, Outcome};
pub use workbench::{Frame, Look, Touched, Workbench, WorkbenchAbout};

/// Version of what these give, as JSON.
pub const SCHEMA: u32 = 1;
