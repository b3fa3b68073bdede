//! What programming would put on the wires, without a port.

use super::args::Program;
use super::print;
use super::write::SetPoints;
use crate::output;
use anyhow::Result;
use memrilab_crossbar::program::{Action, Writer};
use memrilab_hardware::{Limits, Request, Waveform};
use serde::Serialize;
use std::process::ExitCode;

/// One request as a voltage over time.
#[derive(Debug, Serialize)]
pub(super) struct Planned {
    /// What it is: a read, a SET or a RESET pulse with the reading after it.
    pub(super) what: &'static str,
    /// The bit line, from 0, which is at 0 V.
    pub(super) column: usize,
    /// The word line, the times in seconds and the voltages.
    pub(super) waveform: Waveform,
    /// How long it takes, in seconds.
    pub(super) seconds: f64,
}

/// Prints the first read, and both pulses that may follow it.
pub(super) fn run(
    said: &Program,
    points: &SetPoints,
    limits: &Limits,
    writer: &Writer,
) -> Result<ExitCode> {
    let options = *writer.options();
    let (row, column, seconds) = (0, 0, options.pulse_seconds);
    let pulse = |volts| Action::Pulse {
        row,
        column,
        volts,
        seconds,
    };
    let actions = [
        ("read", Action::Read { row, column }),
        ("SET", pulse(options.v_set)),
        ("RESET", pulse(options.v_reset)),
    ];
    let mut planned = Vec::new();
    for (what, action) in actions {
        let request: Request = points.request(action, &options, limits)?;
        let waves = Waveform::of(
            &request,
            limits.volts_per_second,
            said.board.wire.dialect.into(),
        );
        planned.extend(waves.into_iter().map(|waveform| Planned {
            what,
            column,
            seconds: waveform.seconds(),
            waveform,
        }));
    }
    let targets = writer.targets();
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "dry_run": true, "limits": limits, "targets": targets,
            "options": options, "waveforms": planned,
        }))?;
    } else {
        output::text(&print::planned(&planned, targets, &options))?;
    }
    output::note("a dry run: no port was opened; a board with stricter limits makes slower ramps");
    Ok(ExitCode::SUCCESS)
}
