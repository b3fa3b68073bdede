//! A board that is stopped on every way out.

use super::args::Wire;
use super::signals;
use crate::output;
use anyhow::Result;
use memrilab_hardware::native::{Port, PortError};
use memrilab_hardware::{Answer, Capabilities, Dialect, Limits, Request};
use std::process::ExitCode;

/// A connected board. A signal stops it at once; so does dropping this.
pub(super) struct Bench {
    port: Port,
    board: Capabilities,
    dialect: Dialect,
    armed: bool,
}

/// How work with a board ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// All was done.
    Whole,
    /// By Ctrl-C or another signal.
    Interrupted,
    /// By something that is not as it should be.
    Fault(anyhow::Error),
}

impl Bench {
    /// Opens the port, greets the board, and sees to signals.
    pub(super) fn open(wire: &Wire, limits: Limits) -> Result<Self> {
        let dialect = wire.dialect.into();
        let (port, board) = Port::open(&wire.port, dialect, limits)?;
        signals::stop(port.stopper()?)?;
        Ok(Self {
            port,
            board,
            dialect,
            armed: false,
        })
    }

    /// What the board says of itself.
    pub(super) fn board(&self) -> &Capabilities {
        &self.board
    }

    /// The stricter of the operator's limits and the board's.
    pub(super) fn limits(&self) -> &Limits {
        self.port.limits()
    }

    pub(super) fn ask(&mut self, request: Request) -> Result<Answer, PortError> {
        self.armed |= request == Request::Arm;
        self.port.ask(request)
    }

    /// Whether a pulse was sent and not answered.
    pub(super) fn pulse_unanswered(&self) -> bool {
        self.port.pulse_unanswered()
    }

    /// Stops the board before anything else is done: before files are written or printed.
    pub(super) fn close(self, outcome: Result<()>) -> Ended {
        let confirmed = self.port.close();
        if self.armed {
            output::note(match (confirmed, self.dialect) {
                (true, _) => "the board confirmed that it stopped",
                (false, Dialect::ArcOne) => {
                    "the board was told to stop; an ArC ONE does not confirm it, and ends a pulse by itself"
                }
                (false, Dialect::Line) => {
                    "the board did not confirm that it stopped: switch off what drives the array"
                }
            });
        }
        match outcome {
            // Whatever else the stop has made of the answers.
            _ if signals::interrupted() => Ended::Interrupted,
            Ok(()) => Ended::Whole,
            Err(error) => Ended::Fault(error),
        }
    }
}

impl Ended {
    pub(super) fn whole(&self) -> bool {
        matches!(self, Self::Whole)
    }

    /// Why it ended early.
    pub(super) fn why(&self) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Interrupted => Some("interrupted".to_owned()),
            Self::Fault(error) => Some(format!("{error:#}")),
        }
    }

    /// What the command ends with; 130 after a signal.
    pub(super) fn code(self) -> Result<ExitCode> {
        match self {
            Self::Whole => Ok(ExitCode::SUCCESS),
            Self::Interrupted => Ok(ExitCode::from(signals::CODE)),
            Self::Fault(error) => Err(error),
        }
    }
}
