//! The writer before a board.

use super::bench::Bench;
use anyhow::Result;
use indicatif::ProgressBar;
use memrilab_crossbar::program::{Action, Writer, WriterOptions};
use memrilab_hardware::{
    Answer, HardwareError, Limits, PulseVolts, PulseWidth, ReadVolts, Request,
};

/// The set-points that a writer uses, inside the limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetPoints {
    pub(super) read: ReadVolts,
    pub(super) set: PulseVolts,
    pub(super) reset: PulseVolts,
    pub(super) width: PulseWidth,
}

impl SetPoints {
    pub(super) fn of(options: &WriterOptions, limits: &Limits) -> Result<Self, HardwareError> {
        Ok(Self {
            read: limits.read_volts(options.v_read)?,
            set: limits.pulse_volts(options.v_set)?,
            reset: limits.pulse_volts(options.v_reset)?,
            width: limits.pulse_width(options.pulse_seconds)?,
        })
    }

    /// What a board is asked for an action.
    pub(super) fn request(
        &self,
        action: Action,
        options: &WriterOptions,
        limits: &Limits,
    ) -> Result<Request, HardwareError> {
        Ok(match action {
            Action::Read { row, column } => Request::Read {
                place: limits.place(row, column)?,
                volts: self.read,
            },
            Action::Pulse {
                row, column, volts, ..
            } => Request::Pulse {
                place: limits.place(row, column)?,
                volts: if volts == options.v_set {
                    self.set
                } else {
                    self.reset
                },
                width: self.width,
                read: self.read,
            },
        })
    }
}

/// Arms the board and writes until the writer has done, or something ends it. An answer to a pulse
/// holds the reading that the writer asks for next. A pulse that was not sent, or that the board was
/// not asked for because of its current, does not count; one that was sent and not answered does.
pub(super) fn write(bench: &mut Bench, writer: &mut Writer, bar: &ProgressBar) -> Result<()> {
    let (options, limits) = (*writer.options(), bench.limits().clone());
    let points = SetPoints::of(&options, &limits)?;
    bench.ask(Request::Arm)?;
    let mut after = None;
    while let Some(action) = writer.next() {
        let amperes = match (action, after.take()) {
            (Action::Read { .. }, Some(amperes)) => Some(amperes),
            _ => match bench.ask(points.request(action, &options, &limits)?) {
                Ok(Answer::Read { amperes, .. }) => Some(amperes),
                Ok(Answer::Pulse { applied: false, .. }) => {
                    writer.withheld();
                    None
                }
                Ok(Answer::Pulse { amperes, .. }) => {
                    after = Some(amperes);
                    None
                }
                Ok(_) => None,
                Err(error) => {
                    if !bench.pulse_unanswered() {
                        writer.withheld();
                    }
                    return Err(error.into());
                }
            },
        };
        if let Some(amperes) = amperes {
            writer.told(amperes / points.read.get())?;
        }
        bar.set_position(writer.progress().done);
    }
    bench.ask(Request::Disarm)?;
    Ok(())
}
