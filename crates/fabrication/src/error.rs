//! Why a campaign cannot be read or goes no further, with what to try.

use thiserror::Error;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// The optimiser's own reason.
    #[error(transparent)]
    Optimiser(#[from] memrilab_bayesopt::Error),
    /// The simulator's own reason.
    #[error(transparent)]
    Simulator(#[from] memrilab_device::simulate::ModelError),
    /// A recipe that the virtual laboratory does not know.
    #[error(
        "the virtual laboratory makes recipes of the paper's five variables only: perovskite, nanowire length, nanowire diameter, Pb electrodeposition and Ag thickness, all above 0"
    )]
    Landscape,
    /// The file breaks off or is no campaign.
    #[error(
        "line {line}, column {column}: {reason}; the file may be cut off or changed by another program: take a copy of it"
    )]
    File {
        /// Counted from 1; 0 where the whole file is meant.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Written by a program of tomorrow.
    #[error(
        "the campaign has schema {found} and this program reads schema {known}; open it with a newer memrilab"
    )]
    Newer {
        /// Its schema.
        found: u64,
        /// What is read.
        known: u64,
    },
    /// No experiment of that number.
    #[error("there is no experiment {id}; the numbers go from 1 to {last}")]
    NoExperiment {
        /// The number asked for.
        id: u32,
        /// The largest there is.
        last: u32,
    },
    /// Something is done with it already.
    #[error(
        "experiment {id} has its value already; take it back first, or add another one with the same recipe"
    )]
    Done {
        /// Its number.
        id: u32,
    },
    /// A value out of its range.
    #[error("{what} is {value}; it must be {range}")]
    Value {
        /// What.
        what: String,
        /// The value.
        value: f64,
        /// What is allowed.
        range: &'static str,
    },
    /// A recipe in words that is none.
    #[error("{0}")]
    Recipe(String),
    /// A table that cannot be read.
    #[error("row {row}: {reason}")]
    Table {
        /// Counted from 1, the heading included.
        row: usize,
        /// What is wrong, and what to try.
        reason: String,
    },
    /// A device without the number that is wanted.
    #[error(
        "{device} has no usability by `{method}`, because it needs two cycles with values; tell it as failed, or measure more cycles"
    )]
    NoUsability {
        /// The device.
        device: String,
        /// The method.
        method: &'static str,
    },
}

impl Error {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Optimiser(_) => "optimiser",
            Self::Simulator(_) => "model",
            Self::Landscape => "landscape",
            Self::File { .. } => "damaged-campaign",
            Self::Newer { .. } => "newer-campaign",
            Self::NoExperiment { .. } => "no-experiment",
            Self::Done { .. } => "done",
            Self::Value { .. } => "value",
            Self::Recipe(_) => "recipe",
            Self::Table { .. } => "table",
            Self::NoUsability { .. } => "no-usability",
        }
    }
}
