//! Why devices cannot be programmed.

use crate::CrossbarError;
use memrilab_core::NotFinite;
use thiserror::Error;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProgramError {
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
    /// A curve that pulses cannot climb.
    #[error(
        "point {point} of the run (from 1) is {siemens} S; a run to program along has at least 2 points, each above 0 S and above the one before"
    )]
    Curve {
        /// The point, from 1.
        point: usize,
        /// Its conductance.
        siemens: f64,
    },
    /// A run that is too short.
    #[error("the run has {points} points; a run to program along has at least 2")]
    Run {
        /// How many points it has.
        points: usize,
    },
    /// Another number of values than there are devices.
    #[error("{what}: {got} values for {rows} x {columns} devices; give one for each")]
    Length {
        /// Which values.
        what: &'static str,
        /// Word lines.
        rows: usize,
        /// Bit lines.
        columns: usize,
        /// How many values there are.
        got: usize,
    },
    /// A target that is no conductance.
    #[error("row {row}, column {column}: a target of {siemens} S; it must be above 0 S and finite")]
    NoTarget {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// The target.
        siemens: f64,
    },
    /// A target that no state of the device has.
    #[error(
        "row {row}, column {column}: a target of {siemens} S; the device reaches from {least:e} to {most:e} S, so scale the targets into that"
    )]
    Target {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// The target.
        siemens: f64,
        /// The smallest conductance there is.
        least: f64,
        /// The largest.
        most: f64,
    },
    /// The network of devices and wires cannot be solved.
    #[error(transparent)]
    Network(#[from] CrossbarError),
    /// A result that is not a finite number.
    #[error(transparent)]
    Result(#[from] NotFinite),
}

/// Checks that a number is finite and passes `test`.
pub(super) fn parameter(
    what: &'static str,
    value: f64,
    test: bool,
    expected: &'static str,
) -> Result<(), ProgramError> {
    if test && value.is_finite() {
        return Ok(());
    }
    Err(ProgramError::Parameter {
        what,
        value,
        expected,
    })
}
