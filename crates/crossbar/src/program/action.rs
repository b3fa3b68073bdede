//! What a writer asks for, and how far its devices are.

use serde::{Deserialize, Serialize};

/// What is to be done to a device; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Action {
    /// Measure its conductance, and tell the writer.
    Read {
        /// The word line.
        row: usize,
        /// The bit line.
        column: usize,
    },
    /// Apply a pulse.
    Pulse {
        /// The word line.
        row: usize,
        /// The bit line.
        column: usize,
        /// Its voltage.
        volts: f64,
        /// Its length.
        seconds: f64,
    },
}

/// Why a device was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Failure {
    /// It has had all its pulses.
    PulseLimit,
    /// Pulses do not move it.
    Stuck,
    /// It was within tolerance, and by the last read it is not: a disturbance, or read noise.
    Lost,
}

/// How far a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum WrittenState {
    /// Not yet within tolerance.
    Waiting,
    /// Within tolerance when it was last looked at.
    Done,
    /// Given up.
    Failed(Failure),
}

/// One device, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Written {
    /// Pulses so far.
    pub pulses: u32,
    /// What was read last, in siemens.
    pub conductance: Option<f64>,
    /// How far it is.
    pub state: WrittenState,
}
