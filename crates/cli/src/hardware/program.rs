//! `memrilab hardware program`: write-verify on a board.

use super::args::Program;
use super::bench::Bench;
use super::goal::{self, Goal};
use super::record::{Found, Record};
use super::write::{SetPoints, write};
use super::{compare, dry_run, limits, print, signals};
use crate::crossbar::print::counted;
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
    let asked = said.weights.as_ref().or(said.targets.as_ref());
    let asked = || asked.map_or_else(String::new, |path| path.display().to_string());
    goal::readable(&goal.targets, &options, &own).with_context(asked)?;
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
    let (found, ended) = match said.arm {
        true => {
            let bar = output::progress(writer.progress().total, "programming");
            let outcome = write(&mut bench, &mut writer, &bar);
            let ended = bench.close(outcome);
            bar.finish_and_clear();
            let found = Found {
                devices: writer.devices().to_vec(),
                reads: writer.reads(),
                unanswered: writer.unread(),
            };
            (found, ended)
        }
        false => {
            let bar = output::progress(goal.targets.conductance.len() as u64, "reading");
            let (devices, outcome) = compare::compare(&mut bench, &goal.targets, &options, &bar);
            let ended = bench.close(outcome);
            bar.finish_and_clear();
            let reads = devices.iter().filter(|d| d.conductance.is_some()).count();
            let found = Found {
                devices,
                reads: reads as u64,
                unanswered: None,
            };
            (found, ended)
        }
    };
    let about = (&board, said.board.wire.dialect.into());
    let record = Record::new(goal, options, about, (said.arm, &ended), found);
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
    if ended.whole() && record.yield_share < 1.0 {
        let missing = (1.0 - record.yield_share) * record.counted as f64;
        output::note(&match said.arm {
            false => "nothing was pulsed; give --arm to program".to_owned(),
            true => format!(
                "not within tolerance: {missing:.0} of {}; allow more with --pulse-limit, --passes or --tolerance, or run it again, which goes on from the conductances that it finds",
                counted(&record.targets)
            ),
        });
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
    SetPoints::of(options, limits)
        .map_err(Into::into)
        .and_then(|_| goal::readable(&goal.targets, options, limits))
        .context("the board's own limits are stricter")
}
