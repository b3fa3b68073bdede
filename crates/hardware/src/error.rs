//! What may not be asked of a board, with what to try.

use crate::session::Reason;
use thiserror::Error;

/// Why limits are none, or why a request is refused before a byte is sent.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum HardwareError {
    /// A limit that is none.
    #[error("limits, `{field}`: {value}; it must be {range}")]
    Limit {
        /// The field of the file.
        field: &'static str,
        /// What stands there.
        value: f64,
        /// What may.
        range: &'static str,
    },
    /// A pulse that outlasts the dead man's switch.
    #[error(
        "limits: the longest pulse, the reading after it and their ramps take {seconds:.3} s, but must end within {most} s; shorten `pulse-seconds` or raise `volts-per-second`"
    )]
    Slow {
        /// The longest pulse, the reading after it and their ramps.
        seconds: f64,
        /// The longest there may be.
        most: f64,
    },
    /// A set-point outside the limits.
    #[error(
        "{what} of {asked} {unit} is outside the limits, {least} to {most} {unit}; ask for one inside, or change the file of limits if the devices stand it"
    )]
    SetPoint {
        /// Which quantity.
        what: &'static str,
        /// What was asked for.
        asked: f64,
        /// The least allowed.
        least: f64,
        /// The most allowed.
        most: f64,
        /// Their unit.
        unit: &'static str,
    },
    /// A device that is not on the array.
    #[error(
        "row {row}, column {column}: the limits and the board leave {rows} rows and {columns} columns"
    )]
    Place {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// Word lines there are.
        rows: usize,
        /// Bit lines there are.
        columns: usize,
    },
    /// Another number of voltages than word lines.
    #[error("a product of {got} voltages, but the array has {expected} word lines")]
    Length {
        /// Word lines there are.
        expected: usize,
        /// Voltages given.
        got: usize,
    },
    /// A pulse before anyone armed the board.
    #[error("nothing is armed, so no pulse is sent; arm the board first")]
    NotArmed,
    /// A request before the greeting is over.
    #[error("the board has not answered yet; ask again when it is connected")]
    NotConnected,
    /// A request after the end.
    #[error("the session has stopped: {0}")]
    Stopped(Reason),
    /// A fault's name that is none.
    #[error("`{0}` is no fault; write KIND@N, such as `corrupt@12`, with one of the kinds {1}")]
    Fault(String, String),
}
