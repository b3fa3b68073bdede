//! `memrilab crossbar program`: the writer before a virtual array.

use super::args::Program;
use super::blame::blamed;
use super::device::pulsed;
use super::grid::grid;
use super::print;
use crate::{figure, output};
use anyhow::Result;
use memrilab_core::run as run_job;
use memrilab_crossbar::Wires;
use memrilab_crossbar::program::{
    ArrayConfig, Faults, ProgramConfig, Programmed, Programming, Targets, WriterOptions,
};
use memrilab_figures::{Convergence, ConvergenceFigure, ConvergenceStep, Figure};
use std::path::Path;
use std::process::ExitCode;

/// The conductances to reach, from a table of them.
fn targets(path: &Path) -> Result<Targets> {
    let rows = grid(path)?;
    let width = rows.first().map_or(0, Vec::len);
    Ok(Targets::of(rows.len(), width, rows.concat()))
}

pub(super) fn run(said: &Program) -> Result<ExitCode> {
    if let Some(path) = &said.figure {
        figure::can_be(path)?;
    }
    let (device, config) = config(said, targets(&said.targets)?)?;
    let job = Programming::new(config.clone()).map_err(|e| blamed(e, Some(&said.targets)))?;
    let bar = output::progress(job.writer().progress().total, "programming");
    let programmed = run_job(job, |progress| bar.set_position(progress.done))?;
    bar.finish_and_clear();
    if let Some(path) = &said.figure {
        let figure = ConvergenceFigure::new(converging(&device, &config, &programmed))?;
        figure::write_as(path, &Figure::Convergence(&figure))?;
    }
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "device": device, "config": config, "programmed": programmed,
        }))?;
    } else {
        output::text(&print::programmed(&device, &config, &programmed))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn config(said: &Program, targets: Targets) -> Result<(String, ProgramConfig)> {
    let (device, model) = pulsed(&said.device)?;
    let options = WriterOptions {
        tolerance: said.verified.tolerance,
        pulse_limit: said.verified.pulse_limit,
        v_set: said.device.v_set,
        v_reset: said.device.v_reset,
        pulse_seconds: said.pulse_seconds,
        v_read: said.v_read,
        read_seconds: said.read_seconds,
        overhead_seconds: said.overhead_seconds,
        passes: said.verified.passes,
        ..WriterOptions::default()
    };
    let array = ArrayConfig {
        rows: targets.rows,
        columns: targets.columns,
        model,
        wires: Wires::uniform(said.wire_resistance),
        read_noise: said.read_noise,
        faults: Faults {
            stuck_on: said.stuck_on,
            stuck_off: said.stuck_off,
            dead: said.dead,
        }
        .into(),
    };
    let config = ProgramConfig {
        array,
        targets,
        options,
        seed: said.seed,
    };
    Ok((device, config))
}

fn converging(device: &str, config: &ProgramConfig, programmed: &Programmed) -> Convergence {
    let steps = programmed.convergence.iter().map(|point| ConvergenceStep {
        pulses: point.pulses,
        low: point.low,
        median: point.median,
        high: point.high,
        within: point.within,
    });
    let (rows, columns) = (programmed.rows, programmed.columns);
    Convergence {
        name: format!("{rows} × {columns} devices, {device}"),
        devices: programmed.counted as u32,
        tolerance: config.options.tolerance,
        steps: steps.collect(),
        yield_share: Some(programmed.yield_share),
    }
}
