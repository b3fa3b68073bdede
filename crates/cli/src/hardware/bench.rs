//! A board that is stopped on every way out.

use super::args::Wire;
use crate::output;
use anyhow::{Context as _, Result};
use memrilab_hardware::native::{Port, PortError, Stopper};
use memrilab_hardware::{Answer, Capabilities, Dialect, Limits, Request};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A connected board. Ctrl-C stops it at once; so does dropping this.
pub(super) struct Bench {
    port: Port,
    board: Capabilities,
    dialect: Dialect,
    armed: bool,
    interrupted: Arc<AtomicBool>,
}

/// How work with a board ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// All was done.
    Whole,
    /// By Ctrl-C.
    Interrupted,
    /// By something that is not as it should be.
    Fault(anyhow::Error),
}

impl Bench {
    /// Opens the port, greets the board, and sees to Ctrl-C.
    pub(super) fn open(wire: &Wire, limits: Limits) -> Result<Self> {
        let dialect = wire.dialect.into();
        let (port, board) = Port::open(&wire.port, dialect, limits)?;
        let interrupted = stop_at_interrupt(port.stopper()?)?;
        Ok(Self {
            port,
            board,
            dialect,
            armed: false,
            interrupted,
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
            _ if self.interrupted.load(Ordering::SeqCst) => Ended::Interrupted,
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

    /// What the command ends with; 130 after Ctrl-C.
    pub(super) fn code(self) -> Result<ExitCode> {
        match self {
            Self::Whole => Ok(ExitCode::SUCCESS),
            Self::Interrupted => Ok(ExitCode::from(130)),
            Self::Fault(error) => Err(error),
        }
    }
}

/// Ctrl-C writes what stops the board, from a thread of its own; a second one ends the program.
fn stop_at_interrupt(mut stopper: Stopper) -> Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = interrupted.clone();
    ctrlc::set_handler(move || {
        let again = flag.swap(true, Ordering::SeqCst);
        stopper.stop();
        if again {
            std::process::exit(130);
        }
    })
    .context("Ctrl-C cannot be caught, so nothing is driven")?;
    Ok(interrupted)
}
