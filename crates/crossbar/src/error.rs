//! Why a crossbar cannot be solved, with what to try.

use thiserror::Error;

/// What went wrong, and where.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CrossbarError {
    /// No word line or no bit line, or more than can be solved.
    #[error("the array is {rows} x {columns}; it must have from 1 to {most} lines a side")]
    Size {
        /// Word lines.
        rows: usize,
        /// Bit lines.
        columns: usize,
        /// The most of each.
        most: usize,
    },
    /// Another number of values than there are places.
    #[error("{what}: {got} values, but the array needs {expected}")]
    Length {
        /// Which values.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        got: usize,
    },
    /// A device that is none.
    #[error(
        "row {row}, column {column}: a resistance of {ohms} ohm; it must be above 0, and `inf` for a device that does not conduct"
    )]
    Device {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// Its resistance.
        ohms: f64,
    },
    /// A wire that is none.
    #[error("{what} is {ohms} ohm; it must be a finite number of at least 0")]
    Wire {
        /// Which segment.
        what: &'static str,
        /// Its resistance.
        ohms: f64,
    },
    /// An input that is no number.
    #[error("the voltage of word line {row} is {volts}; it must be a finite number")]
    Voltage {
        /// The word line, from 1.
        row: usize,
        /// Its voltage.
        volts: f64,
    },
    /// Numbers so far apart that the matrix has no factors.
    #[error(
        "the network cannot be solved, because its conductances are too far apart; take wires of at least {least:e} ohm, or exactly 0"
    )]
    Singular {
        /// A wire resistance that can be solved.
        least: f64,
    },
}
