//! The commands of an ArC ONE, as its published programs send them.
//!
//! 921,600 baud, 8 data bits, even parity, 1 stop bit. The host sends decimal numbers, one a line,
//! of which the first is the command; the board answers raw little-endian 32-bit floats, resistances
//! in ohms. There is no checksum, no sequence number, no dead man's switch and no product of a vector
//! and the array. What this crate does about it is in `docs/HARDWARE.md`, with what was never tried
//! on an instrument.

mod command;
mod parser;
mod replies;

pub use command::{Command, Init};
pub use parser::Parser;
pub use replies::{Item, Replies};

use crate::{Capabilities, LONGEST_PULSE, Limits, MOST_LINES};

/// Speed of the port.
pub const BAUD: u32 = 921_600;
/// How long the published programs wait for an answer, in milliseconds.
pub const ANSWER_MS: u64 = 7000;
/// How long a reset takes, in milliseconds.
pub const RESET_MS: u64 = 2000;
/// The silence between an answer and the next command, in milliseconds: a byte too many shows up in it.
pub const QUIET_MS: u64 = 2;
/// Resistances that an answer may give, in ohms; a torn float seldom lies between.
pub const PLAUSIBLE_OHMS: std::ops::RangeInclusive<f64> = 1.0..=1e12;
/// What stops a board at once, whatever was sent before.
///
/// The first byte ends a half-written number. Zeros then fill in the arguments of a half-sent
/// command - 0 V for 0 s - of which there are seven at most, and what is left resets the board.
pub const STOP: &[u8] = b"\n00\n00\n00\n00\n00\n00\n00\n00\n00\n";

/// What an ArC ONE can do. It does not say so itself: these are the bounds of its programs.
#[must_use]
pub fn capabilities() -> Capabilities {
    let limits = Limits {
        rows: MOST_LINES,
        columns: MOST_LINES,
        read_volts: 12.0,
        least_volts: -12.0,
        most_volts: 12.0,
        pulse_seconds: LONGEST_PULSE - 2e-3,
        compliance_amperes: 1e-3,
        volts_per_second: 1e6,
    };
    Capabilities {
        name: "ArC-ONE".to_owned(),
        limits,
        dead_man_ms: None,
    }
}
