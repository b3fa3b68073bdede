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
        "row {row}, column {column}: a {what} of {value} {unit}; a resistance must be above 0 (`inf` for a device that does not conduct), a conductance finite and at least 0"
    )]
    Device {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// What was given.
        what: &'static str,
        /// Its value.
        value: f64,
        /// Its unit.
        unit: &'static str,
    },
    /// A number out of its range.
    #[error("{what} is {value}; it must {must}")]
    Parameter {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What it must do.
        must: &'static str,
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
    /// A network, samples or weights that no array can hold.
    #[error("the network cannot be put on a crossbar: {0}")]
    Network(String),
    /// Devices so far from linear that no voltages were found.
    #[error(
        "the voltages did not settle to {tolerance:e} in {steps} steps of Newton's method, because the devices are too far from linear; take a weaker read law or lower voltages"
    )]
    Unsettled {
        /// Steps that were made.
        steps: usize,
        /// The relative change that ends it.
        tolerance: f64,
    },
}

impl CrossbarError {
    pub(crate) fn singular() -> Self {
        Self::Singular { least: 1e-9 }
    }
}
