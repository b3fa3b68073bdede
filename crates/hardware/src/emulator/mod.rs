//! Boards that are not there: the other side of both dialects, with any physics behind them.
//!
//! An emulated board behaves as the protocol demands of a real one: it arms only when told to, goes
//! safe after any error and when it hears nothing, keeps its own limits, clips at compliance and takes
//! the time that pulses take. [`Loopback`] puts one behind a session with a clock of its own, and
//! [`FaultScript`] spoils what passes between them.

mod arc_one;
mod faults;
mod line;
mod loopback;

pub use faults::{FaultKind, FaultScript, Faults};
pub use loopback::Loopback;

use crate::session::Dialect;
use crate::{Board, HardwareError, LONGEST_PULSE, Limits, MOST_LINES};
use arc_one::ArcBoard;
use line::LineBoard;

/// An emulated board: bytes and the time go in, bytes come out. Times are milliseconds.
#[derive(Debug)]
pub struct Emulator<B> {
    side: Side<B>,
}

#[derive(Debug)]
enum Side<B> {
    Line(LineBoard<B>),
    ArcOne(ArcBoard<B>),
}

impl<B: Board> Emulator<B> {
    /// A board that speaks a dialect.
    ///
    /// In the line protocol it says of itself: 0.5 V for reading, -5 to 5 V, pulses of 0.1 s, 1 mA,
    /// 1000 V/s.
    ///
    /// # Errors
    /// [`HardwareError::Limit`] for an array of more than 32 lines a side.
    pub fn new(dialect: Dialect, board: B) -> Result<Self, HardwareError> {
        let (rows, columns) = board.size();
        let limits = Limits {
            rows,
            columns,
            read_volts: 0.5,
            least_volts: -5.0,
            most_volts: 5.0,
            pulse_seconds: LONGEST_PULSE / 4.0,
            compliance_amperes: 1e-3,
            volts_per_second: 1e3,
        };
        limits.check()?;
        debug_assert!(rows.max(columns) <= MOST_LINES);
        let side = match dialect {
            Dialect::Line => Side::Line(LineBoard::new(board, limits)),
            Dialect::ArcOne => Side::ArcOne(ArcBoard::new(board)),
        };
        Ok(Self { side })
    }

    /// Takes bytes that came at a time.
    pub fn feed(&mut self, bytes: &[u8], now: u64) {
        match &mut self.side {
            Side::Line(board) => board.feed(bytes, now),
            Side::ArcOne(board) => board.feed(bytes, now),
        }
    }

    /// Ends what is over, and watches for the dead man.
    pub fn tick(&mut self, now: u64) {
        match &mut self.side {
            Side::Line(board) => board.tick(now),
            Side::ArcOne(board) => board.tick(now),
        }
    }

    /// The next bytes to send.
    pub fn next_output(&mut self) -> Option<Vec<u8>> {
        match &mut self.side {
            Side::Line(board) => board.output.pop_front(),
            Side::ArcOne(board) => board.output.pop_front(),
        }
    }

    /// When [`Emulator::tick`] must be called at the latest.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        match &self.side {
            Side::Line(board) => board.deadline(),
            Side::ArcOne(board) => board.deadline(),
        }
    }

    /// Whether it drives a line, or is armed to.
    #[must_use]
    pub fn energised(&self) -> bool {
        match &self.side {
            Side::Line(board) => board.energised(),
            Side::ArcOne(board) => board.energised(),
        }
    }

    /// Whether it makes the pulses that are asked for: armed, or an ArC ONE that was initialised.
    #[must_use]
    pub fn obeys(&self) -> bool {
        match &self.side {
            Side::Line(board) => board.armed(),
            Side::ArcOne(board) => board.initialised(),
        }
    }

    /// The array behind it.
    pub fn board(&mut self) -> &mut B {
        match &mut self.side {
            Side::Line(board) => &mut board.board,
            Side::ArcOne(board) => &mut board.board,
        }
    }
}
