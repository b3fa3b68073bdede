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
    /// Resistances so far apart that the matrix has no factors.
    #[error(
        "the network cannot be solved, because its resistances are too far apart: {} and {}; bring them within a factor of 1e12, or take wires of exactly 0 ohm", .least, .most
    )]
    Singular {
        /// The smallest resistance.
        least: Extreme,
        /// The largest.
        most: Extreme,
    },
    /// Nodes that the computer has no room for.
    #[error(
        "the network has {nodes} nodes, which memory does not hold; take a smaller array, or wires of exactly 0 ohm"
    )]
    Memory {
        /// How many nodes are free.
        nodes: usize,
    },
    /// A current that is no finite number.
    #[error(
        "the current of {line} line {number} is {amperes} A, beyond what a number holds; take lower voltages or larger resistances"
    )]
    Current {
        /// `word` or `bit`.
        line: &'static str,
        /// Its number, from 1.
        number: usize,
        /// What came out.
        amperes: f64,
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

/// A resistance at an end of the range that a network has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extreme {
    /// In ohms.
    pub ohms: f64,
    /// The device, by row and column from 1; none for a wire.
    pub device: Option<(usize, usize)>,
}

impl std::fmt::Display for Extreme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the last digits, which come of 1/conductance.
        let ohms = format!("{:.9e}", self.ohms);
        let ohms = ohms.parse().unwrap_or(self.ohms);
        match self.device {
            None => write!(f, "wires of {ohms:e} ohm"),
            Some((row, column)) => write!(f, "{ohms:e} ohm in row {row}, column {column}"),
        }
    }
}
