//! Why a simulation or a replay cannot run, with what to try.

use thiserror::Error;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ReplayError {
    /// The optimiser's own reason.
    #[error(transparent)]
    Optimiser(#[from] memrilab_bayesopt::Error),
    /// The virtual laboratory's own reason.
    #[error(transparent)]
    Fabrication(#[from] memrilab_fabrication::Error),
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
    /// A table without rows.
    #[error("the table is empty; give a heading and a row for each experiment")]
    Empty,
    /// A column that is not there.
    #[error("there is no column `{name}`; the table has {columns}")]
    NoColumn {
        /// The name asked for.
        name: String,
        /// Those there are.
        columns: String,
    },
    /// Nothing is left to choose.
    #[error("no column but `{target}` varies; a replay needs at least one that does")]
    NothingVaries {
        /// The target column.
        target: String,
    },
    /// A cell that cannot be used.
    #[error("row {row}: `{column}` is `{cell}`; {wanted}")]
    Cell {
        /// Counted from 1, the heading included.
        row: usize,
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
        /// What should.
        wanted: &'static str,
    },
}

impl ReplayError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Optimiser(_) => "optimiser",
            Self::Fabrication(error) => error.code(),
            Self::Setting { .. } => "setting",
            Self::Empty => "empty-table",
            Self::NoColumn { .. } => "no-column",
            Self::NothingVaries { .. } => "nothing-varies",
            Self::Cell { .. } => "cell",
        }
    }
}

/// Refuses a count out of its range.
pub(crate) fn within(
    what: &'static str,
    value: u64,
    least: u64,
    most: u64,
) -> Result<(), ReplayError> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(ReplayError::Setting {
        what,
        value: value as f64,
        range: format!("from {least} to {most}"),
    })
}
