//! `memrilab hardware program`: write-verify on a board.

use super::args::Program;
use super::bench::Bench;
use super::goal::{self, Goal};
use super::record::Record;
use super::write::{SetPoints, write};
use super::{compare, dry_run, limits, print, signals};
use crate::output;
use anyhow::{Context as _, Result, ensure};
use memrilab_crossbar::program::{Writer, WriterOptions};
use memrilab_hardware::Limits;
use std::process::ExitCode;

pub(super) fn run(said: &Program) -> Result<ExitCode> {
    let own = limits::load(&said.board.limits)?;
    let goal = Goal::of(said, &own)?;
    let options = goal::options(said)?;
    let mut writer = Writer::new(goal.targets.clone(), options)?;
    // Before a port is opened.
    let file = || said.board.limits.display().to_string();
    let points = SetPoints::of(&options, &own).with_context(file)?;
    if said.dry_run {
        return dry_run::run(said, &points, &own, &writer);
    }
    ensure!(
        !said.arm || said.weights.is_none() || said.out.is_some(),
        "say where to keep how the weights are put on the array, with --out FILE: `memrilab hardware infer` needs it"
    );
    if let Some(out) = &said.out {
        output::can_be_written(out)?;
    }
    let mut bench = Bench::open(&said.board.wire, own)?;
    let board = bench.board().clone();
    fits(&goal, &options, bench.limits())?;
    let (devices, reads, ended) = match said.arm {
        true => {
            let bar = output::progress(writer.progress().total, "programming");
            let outcome = write(&mut bench, &mut writer, &bar);
            let ended = bench.close(outcome);
            bar.finish_and_clear();
            (writer.devices().to_vec(), writer.reads(), ended)
        }
        false => {
            let bar = output::progress(goal.targets.conductance.len() as u64, "reading");
            let (devices, outcome) = compare::compare(&mut bench, &goal.targets, &options, &bar);
            let ended = bench.close(outcome);
            bar.finish_and_clear();
            let reads = devices.iter().filter(|d| d.conductance.is_some()).count();
            (devices, reads as u64, ended)
        }
    };
    let about = (&board, said.board.wire.dialect.into());
    let record = Record::new(goal, options, about, (said.arm, &ended), devices, reads);
    if let Some(out) = &said.out {
        let mut text =
            serde_json::to_string_pretty(&record).context("the result has no JSON form")?;
        text.push('\n');
        output::file(out, text.as_bytes())?;
        output::note(&format!("what came of it is in {}", out.display()));
        signals::kept();
    }
    match said.json {
        true => output::json(&record)?,
        false => output::text(&print::programmed(&record))?,
    }
    // The answer is no: it was asked to be programmed, and is not.
    if !said.arm && ended.whole() && record.yield_share < 1.0 {
        output::note("nothing was pulsed; give --arm to program");
        return Ok(ExitCode::from(1));
    }
    ended.code()
}

/// That the board's own limits leave room for all of it.
fn fits(goal: &Goal, options: &WriterOptions, limits: &Limits) -> Result<()> {
    let (rows, columns) = (goal.targets.rows, goal.targets.columns);
    ensure!(
        rows <= limits.rows && columns <= limits.columns,
        "{rows} x {columns} devices are to be written, but the board has {} x {}; put its size into the file of limits",
        limits.rows,
        limits.columns
    );
    SetPoints::of(options, limits).context("the board's own limits are stricter")?;
    Ok(())
}
