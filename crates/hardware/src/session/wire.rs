//! What a session needs of a dialect.

use super::{Reason, Request};
use crate::{Capabilities, Limits, Place, PulseVolts, PulseWidth, ReadVolts};

/// One exchange with a board.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Call {
    /// Starts the board again, or wakes it.
    Reset,
    /// Asks what it can do.
    Hello,
    /// Gives it the limits.
    Limits,
    Arm,
    Disarm,
    Ping,
    Read {
        place: Place,
        volts: ReadVolts,
    },
    Pulse {
        place: Place,
        volts: PulseVolts,
        width: PulseWidth,
        read: ReadVolts,
    },
    Product {
        volts: Vec<ReadVolts>,
    },
}

/// What to write, and what to wait for.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) bytes: Vec<u8>,
    pub(super) wait: Wait,
}

/// Milliseconds, of an answer or of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    Answer(u64),
    Pause(u64),
}

/// What a board said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Hello(Capabilities),
    Done,
    Alive { armed: bool },
    Measured(Measured),
}

/// Currents in amperes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    /// At the top of the pulse.
    pub(super) pulse: Option<f64>,
    pub(super) amperes: Vec<f64>,
    pub(super) compliance: bool,
}

/// A dialect from the host's side.
pub(super) trait Wire: std::fmt::Debug + Send {
    /// What a session begins with; it ends with what is known of the board.
    fn greeting(&self) -> &'static [Call];
    /// The exchanges that a request takes.
    fn calls(&self, request: &Request, limits: &Limits) -> Vec<Call>;
    /// One exchange in bytes.
    fn send(&mut self, call: &Call, limits: &Limits) -> Sent;
    /// Bytes that came.
    fn feed(&mut self, bytes: &[u8], limits: &Limits) -> Vec<Result<Said, Reason>>;
    /// How often an unanswered greeting is sent.
    fn tries(&self) -> u32;
    /// The longest that an armed host is silent, in milliseconds.
    fn ping_ms(&self) -> Option<u64>;
    /// The silence after an answer, in milliseconds.
    fn quiet_ms(&self) -> u64;
    /// How long the confirmation of a stop may take; none where there is no confirmation.
    fn confirm_ms(&self) -> Option<u64>;
    /// Whether these bytes, after the end, confirm the stop.
    fn confirms(&mut self, bytes: &[u8]) -> bool;
}

impl Call {
    /// What it is called in a sentence.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Reset => "the reset",
            Self::Hello => "the greeting",
            Self::Limits => "the limits",
            Self::Arm => "arming",
            Self::Disarm => "disarming",
            Self::Ping => "the ping",
            Self::Read { .. } => "a reading",
            Self::Pulse { .. } => "a pulse",
            Self::Product { .. } => "a product",
        }
    }
}
