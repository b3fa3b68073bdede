//! Why a training cannot run, with what to try.

use crate::data::DataError;
use crate::model::ModelError;
use thiserror::Error;

/// What went wrong.
#[derive(Debug, Error)]
pub enum TrainError {
    /// A setting out of its range.
    #[error("{what} is {value}; it must be {range}")]
    Setting {
        /// Which.
        what: &'static str,
        /// The value.
        value: f64,
        /// What is allowed.
        range: String,
    },
    /// The network or its weights.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The data.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Drift or noise.
    #[error(transparent)]
    Analog(#[from] memrilab_analog::Error),
    /// The optimiser of settings.
    #[error(transparent)]
    Optimiser(#[from] memrilab_bayesopt::Error),
    /// A checkpoint that belongs to another run.
    #[error(
        "the checkpoint cannot be resumed: {0}; begin anew, or give the settings and data it was saved with"
    )]
    Checkpoint(String),
    /// A finished job that is asked for more.
    #[error("the job is over; take its result, or begin another")]
    Over,
    /// The tensor library's own reason.
    #[error("an operation failed: {0}")]
    Candle(#[from] candle_core::Error),
}

impl TrainError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Setting { .. } => "setting",
            Self::Model(_) => "model",
            Self::Data(_) => "data",
            Self::Analog(_) => "analog",
            Self::Optimiser(_) => "optimiser",
            Self::Checkpoint(_) => "checkpoint",
            Self::Over => "over",
            Self::Candle(_) => "operation",
        }
    }
}
