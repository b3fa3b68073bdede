//! `memrilab hardware read`: currents of devices, without arming anything.

use super::args::Read;
use super::bench::{Bench, Ended};
use super::{limits, print, signals};
use crate::output;
use anyhow::Result;
use memrilab_hardware::{Answer, Limits, Place, Request};
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;

/// One device as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Reading {
    /// Its word line, from 1.
    pub(super) row: usize,
    /// Its bit line, from 1.
    pub(super) column: usize,
    /// At which voltage.
    pub(super) volts: f64,
    /// The current.
    pub(super) amperes: f64,
    /// The current over the voltage.
    pub(super) siemens: f64,
    /// Whether the current reached the compliance, and is thus another.
    pub(super) compliance: bool,
}

pub(super) fn run(said: &Read) -> Result<ExitCode> {
    let own = limits::load(&said.board.limits)?;
    // Before a port is opened.
    places(said, &own)?;
    volts(said, &own)?;
    if let Some(out) = &said.out {
        output::can_be_written(out)?;
    }
    let mut bench = Bench::open(&said.board.wire, own)?;
    let (board, limits) = (bench.board().clone(), bench.limits().clone());
    let wanted = places(said, &limits)?;
    let with = volts(said, &limits)?;
    let bar = output::progress(wanted.len() as u64, "reading");
    let mut readings = Vec::new();
    let outcome = wanted.iter().try_for_each(|&place| {
        let volts = limits.read_volts(with)?;
        if let Answer::Read {
            place,
            volts,
            amperes,
            compliance,
        } = bench.ask(Request::Read { place, volts })?
        {
            readings.push(Reading {
                row: place.row() + 1,
                column: place.column() + 1,
                volts: volts.get(),
                amperes,
                siemens: amperes / volts.get(),
                compliance,
            });
        }
        bar.inc(1);
        Ok(())
    });
    let ended = bench.close(outcome);
    bar.finish_and_clear();
    keep(said, &readings, wanted.len(), &ended)?;
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "board": board, "limits": limits, "complete": ended.whole(),
            "stopped": ended.why(), "readings": readings,
        }))?;
    } else if said.out.is_none() || ended.whole() {
        output::text(&print::readings(&readings))?;
    }
    ended.code()
}

/// Which devices, of an array with these limits.
fn places(said: &Read, limits: &Limits) -> Result<Vec<Place>> {
    let one = |n: u16| usize::from(n) - 1;
    let places: Result<Vec<_>, _> = match (said.row, said.column) {
        (Some(row), Some(column)) => vec![limits.place(one(row), one(column))]
            .into_iter()
            .collect(),
        _ => (0..limits.rows * limits.columns)
            .map(|at| limits.place(at / limits.columns, at % limits.columns))
            .collect(),
    };
    Ok(places?)
}

/// The voltage, as it is sent.
fn volts(said: &Read, limits: &Limits) -> Result<f64> {
    let volts = limits.read_volts(said.volts)?.get();
    anyhow::ensure!(
        volts != 0.0,
        "--volts is {}; no conductance can be read without a voltage, take 0.1",
        said.volts
    );
    Ok(volts)
}

/// Writes the file, and says what there is of it after a fault.
fn keep(said: &Read, readings: &[Reading], wanted: usize, ended: &Ended) -> Result<()> {
    let read = format!("{} of {wanted} devices were read", readings.len());
    let Some(out) = &said.out else {
        if !ended.whole() {
            output::note(&read);
        }
        return Ok(());
    };
    let mut text = "row,column,volts,amperes,siemens,compliance\n".to_owned();
    for r in readings {
        let _ = writeln!(
            text,
            "{},{},{},{:e},{:e},{}",
            r.row,
            r.column,
            r.volts,
            r.amperes,
            r.siemens,
            u8::from(r.compliance)
        );
    }
    output::file(out, text.as_bytes())?;
    signals::kept();
    output::note(&format!("{read}; they are in {}", out.display()));
    Ok(())
}
