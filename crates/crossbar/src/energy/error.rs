//! Why an energy cannot be told.

use memrilab_core::NotFinite;
use thiserror::Error;

/// What is wrong with the inputs.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EnergyError {
    /// A number outside its range.
    #[error("{what} is {value}; it must be {expected}")]
    Parameter {
        /// Which number.
        what: &'static str,
        /// What it is.
        value: f64,
        /// What it may be.
        expected: &'static str,
    },
    /// Another number of conductances than of devices.
    #[error("there are {got} conductances for {rows} x {columns} devices; give one for each")]
    Length {
        /// Word lines.
        rows: usize,
        /// Bit lines.
        columns: usize,
        /// How many conductances there are.
        got: usize,
    },
    /// A conductance that is none.
    #[error(
        "row {row}, column {column}: a conductance of {siemens} S; it must be a finite number of at least 0"
    )]
    Conductance {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// The conductance.
        siemens: f64,
    },
    /// A baseline that is not in the table.
    #[error("there is no baseline `{name}`; take one of {known}")]
    Baseline {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// Other inputs than the solution was of.
    #[error("{got} voltages for a solution of {expected} word lines; give those it was solved for")]
    Inputs {
        /// Word lines of the solution.
        expected: usize,
        /// How many voltages there are.
        got: usize,
    },
    /// A result that is not a finite number.
    #[error(transparent)]
    Result(#[from] NotFinite),
}

/// Checks that a number passes `test`.
pub(super) fn parameter(
    what: &'static str,
    value: f64,
    test: bool,
    expected: &'static str,
) -> Result<f64, EnergyError> {
    if test && value.is_finite() {
        return Ok(value);
    }
    Err(EnergyError::Parameter {
        what,
        value,
        expected,
    })
}

/// Checks that a number is above 0.
pub(super) fn positive(what: &'static str, value: f64) -> Result<f64, EnergyError> {
    parameter(what, value, value > 0.0, "a finite number above 0")
}

/// Checks that a number is at least 0.
pub(super) fn not_negative(what: &'static str, value: f64) -> Result<f64, EnergyError> {
    parameter(what, value, value >= 0.0, "a finite number of at least 0")
}
