//! Why a session ended, in one sentence with what to try.

use crate::line::BadLine;
use thiserror::Error;

/// Why a session ended. The bytes that stop the board were queued in each case.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Reason {
    /// The host's own wish.
    #[error("stopped as asked")]
    Asked,
    /// Nothing answered the greeting.
    #[error(
        "no board answered within {ms} ms; check the port, its power and the dialect, and that no other program uses it"
    )]
    Nobody {
        /// How long was waited.
        ms: u64,
    },
    /// No answer in time.
    #[error("no answer to {what} within {ms} ms; check the cable and the power of the board")]
    Silence {
        /// The command.
        what: &'static str,
        /// How long was waited.
        ms: u64,
    },
    /// A line that is none, or with a wrong checksum.
    #[error("{0}; the link is not clean: check the cable, its ground and the speed of the port")]
    Line(BadLine),
    /// A reply with another number.
    #[error(
        "a reply numbered {got} came unasked, a late or a second one; connect again, and check that no other program uses the port"
    )]
    Unasked {
        /// Its number.
        got: u16,
    },
    /// A reply that says something else than was asked.
    #[error(
        "the reply to {what} is `{text}`, which is not what was asked for; check the dialect, and that the firmware is of this version"
    )]
    Reply {
        /// The command.
        what: &'static str,
        /// What came.
        text: String,
    },
    /// A measured value that is no number.
    #[error(
        "{what} gave `{text}`, which is no current; check the wiring of the device and its range"
    )]
    NotANumber {
        /// The command.
        what: &'static str,
        /// What came.
        text: String,
    },
    /// An error of the board.
    #[error("the board refused {what}: {why}; it has gone safe, connect again")]
    Refused {
        /// The command.
        what: &'static str,
        /// The word of its error.
        why: String,
    },
    /// Limits that leave nothing.
    #[error("the limits and the board leave nothing to do: {0}")]
    Limits(String),
    /// The board disarmed itself.
    #[error(
        "the board heard nothing for too long and disarmed itself; keep the computer from sleeping and connect again"
    )]
    DeadMan,
    /// Too many answers at compliance.
    #[error(
        "{hits} answers in a row were at compliance, the last of {last}; look for a short, or lower the voltage"
    )]
    Compliance {
        /// How many.
        hits: u32,
        /// What the last belonged to.
        last: String,
    },
    /// A resistance that no device has.
    #[error(
        "row {row}, column {column} gave {ohms} ohm, outside 1 to 1e12; bytes were lost or the device is open: connect again"
    )]
    Implausible {
        /// The word line, from 1.
        row: usize,
        /// The bit line, from 1.
        column: usize,
        /// What came.
        ohms: f64,
    },
    /// Bytes that nobody asked for.
    #[error(
        "{bytes} bytes came unasked, a late or a second answer; connect again, and check that no other program uses the port"
    )]
    Surplus {
        /// How many.
        bytes: usize,
    },
    /// The port is gone.
    #[error("the port is gone: {0}; plug the board in and connect again")]
    Port(String),
}
