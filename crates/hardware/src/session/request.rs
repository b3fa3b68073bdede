//! What may be asked, and what comes of it.

use super::Reason;
use crate::{Capabilities, Limits, Place, PulseVolts, PulseWidth, ReadVolts};
use serde::{Deserialize, Serialize};

/// What a board speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Our own line protocol.
    Line,
    /// The commands of an ArC ONE.
    ArcOne,
}

impl Dialect {
    /// Speed of the port in baud.
    #[must_use]
    pub fn baud(self) -> u32 {
        match self {
            Self::Line => crate::line::BAUD,
            Self::ArcOne => crate::arc_one::BAUD,
        }
    }

    /// Whether the port has even parity rather than none.
    #[must_use]
    pub fn even_parity(self) -> bool {
        self == Self::ArcOne
    }

    /// What to write at once where no session can be asked: when a program is interrupted, panics
    /// or drops the port. It is valid whatever was written before, and any number of times.
    #[must_use]
    pub fn stop_bytes(self) -> &'static [u8] {
        match self {
            Self::Line => crate::line::STOP,
            Self::ArcOne => crate::arc_one::STOP,
        }
    }
}

/// What a host asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Allow pulses.
    Arm,
    /// Forbid them.
    Disarm,
    /// The current of one device.
    Read {
        /// Which.
        place: Place,
        /// At which voltage.
        volts: ReadVolts,
    },
    /// A pulse on one device and the current after it; only while armed.
    Pulse {
        /// Which.
        place: Place,
        /// How high.
        volts: PulseVolts,
        /// How wide.
        width: PulseWidth,
        /// The voltage for the reading after it.
        read: ReadVolts,
    },
    /// The currents of all bit lines, `I_j = sum_i V_i G_ij` where the wires are ideal.
    Product {
        /// One voltage a word line.
        volts: Vec<ReadVolts>,
    },
}

/// Which request an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Ticket(pub u64);

/// What came of a request. Currents are in amperes, and finite.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
pub enum Answer {
    /// Pulses are allowed.
    Armed,
    /// Pulses are forbidden.
    Disarmed,
    /// A current.
    Read {
        /// Where.
        place: Place,
        /// At which voltage.
        volts: ReadVolts,
        /// How much.
        amperes: f64,
        /// Whether it reached the compliance.
        compliance: bool,
    },
    /// A pulse.
    Pulse {
        /// Where.
        place: Place,
        /// How high.
        volts: PulseVolts,
        /// How wide.
        width: PulseWidth,
        /// False where it was held back, because its current would have exceeded the compliance.
        applied: bool,
        /// The current at its top, where the board measures it.
        pulse_amperes: Option<f64>,
        /// The voltage of the reading after it.
        read_volts: ReadVolts,
        /// The current of that reading.
        amperes: f64,
        /// Whether a current reached the compliance, or would have.
        compliance: bool,
    },
    /// The currents of all bit lines.
    Product {
        /// The voltages of the word lines.
        volts: Vec<ReadVolts>,
        /// The currents of the bit lines.
        amperes: Vec<f64>,
        /// Whether one reached the compliance.
        compliance: bool,
        /// Whether they are sums of single readings, because the board does no products: sneak
        /// currents and the resistance of the wires are then others.
        composed: bool,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The greeting is over; the board may be read.
    Connected {
        /// What it says of itself.
        board: Capabilities,
        /// The limits from now on: the stricter of the operator's and the board's.
        limits: Limits,
    },
    /// A request was answered.
    Answered {
        /// Which.
        ticket: Ticket,
        /// How.
        answer: Answer,
    },
    /// The end. The board is told to stop.
    Stopped {
        /// Why.
        reason: Reason,
        /// Requests that were not answered.
        unanswered: usize,
    },
}
