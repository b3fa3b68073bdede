//! One grid to what it holds: the dialects that are told by their columns.

use super::blocks;
use super::cycles::Cycle;
use super::error::Problem;
use super::grid::Grid;
use super::header::Role;
use super::kind::FileKind;
use super::options::{MOST_CELLS, ReadOptions};
use super::report::{ReadingReport, UnitSource};
use super::table::Table;
use super::{easyexpert, nosweep, pulses, sweeps};
use crate::{Dialect, Pulses};

/// What a grid holds.
#[derive(Debug)]
pub(super) enum Found {
    /// Cycles, in measured order, and how they were written.
    Cycles(Vec<Cycle>, Dialect),
    /// Pulse trains, each a device.
    Pulses(Vec<Pulses>, Dialect),
    /// No sweep, but something known.
    Other(FileKind),
}

/// Recognises and reads one grid.
pub(super) fn read(
    file: &str,
    mut grid: Grid,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Result<Found, Problem> {
    // One wide row makes every row as wide: what is gone through is the rectangle.
    let cells = grid.rows().saturating_mul(grid.columns());
    if cells > MOST_CELLS {
        return Err(Problem::TooLarge {
            what: "the table's cells, rows times columns, are",
            found: cells,
            limit: MOST_CELLS,
        });
    }
    grid.take_out_missing(|what, line| report.missing(what, line));
    if let Some(kind) = nosweep::by_words(&grid) {
        return Ok(Found::Other(kind));
    }
    let parts = blocks::split(grid, report);
    let several = parts.len() > 1;
    if several {
        report.found_cycles(format!("{} sweeps stand side by side.", parts.len()));
    }
    let mut cycles = Vec::new();
    let mut dialect = Dialect::Generic;
    for (number, part) in parts.into_iter().enumerate() {
        match block(file, part, options, report)? {
            Found::Cycles(found, of) => {
                dialect = if several { Dialect::SideBySide } else { of };
                let many = found.len() > 1;
                cycles.extend(found.into_iter().enumerate().map(|(k, mut cycle)| {
                    if several {
                        let within = if many {
                            format!(", cycle {}", k + 1)
                        } else {
                            String::new()
                        };
                        cycle.name = format!("sweep {}{within}", number + 1);
                    }
                    cycle
                }));
            }
            other if !several => return Ok(other),
            _ => report.leave_out(format!("block {}", number + 1), "holds no sweep"),
        }
    }
    Ok(Found::Cycles(cycles, dialect))
}

fn block(
    file: &str,
    grid: Grid,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Result<Found, Problem> {
    if easyexpert::is(&grid) {
        return easyexpert::read(&grid, options, report)
            .map(|c| Found::Cycles(c, Dialect::EasyExpert));
    }
    if let Some(found) = pulses::without_table(file, &grid, options, report) {
        return Ok(found);
    }
    let Some(table) = Table::new(grid) else {
        return Ok(Found::Other(FileKind::Notes));
    };
    if let Some(found) = pulses::programming(&table) {
        return Ok(found);
    }
    if options.voltage_column.is_none() {
        if let Some(kind) = nosweep::by_columns(&table) {
            return Ok(Found::Other(kind));
        }
        if let Some(found) = buffer(&table, options, report) {
            return Ok(found);
        }
        if let (Some(v), Some(i)) = (table.titled("AV"), table.titled("AI")) {
            let columns = sweeps::Columns {
                pairs: vec![(v, i)],
                kind: Some(Role::Current),
                cycle: None,
                status: None,
            };
            let cycles = sweeps::read(&table, &columns, (Some("V"), Some("A")), options, report);
            return some(cycles, Dialect::Keithley4200);
        }
    }
    let columns = match sweeps::find(&table, options) {
        Ok(columns) => columns,
        Err(Problem::NoColumn { .. })
            if options.voltage_column.is_none() && options.current_columns.is_empty() =>
        {
            return Ok(Found::Other(FileKind::Table));
        }
        Err(problem) => return Err(problem),
    };
    let mut cycles = sweeps::read(&table, &columns, (None, None), options, report);
    let mut dialect = if columns.pairs.len() > 1 {
        Dialect::CycleColumns
    } else {
        Dialect::Generic
    };
    if table.header.is_none() && table.columns() == 2 && microamperes(&mut cycles, report) {
        dialect = Dialect::AnalogDiscovery;
    }
    some(cycles, dialect)
}

fn some(cycles: Vec<Cycle>, dialect: Dialect) -> Result<Found, Problem> {
    if cycles.is_empty() {
        return Err(Problem::TooFewPoints { points: 0 });
    }
    Ok(Found::Cycles(cycles, dialect))
}

/// The Keithley 2400's buffer: V, I, R, time, status, without a header. Bit 3 of the
/// status says compliance.
fn buffer(table: &Table, options: &ReadOptions, report: &mut ReadingReport) -> Option<Found> {
    if table.header.is_some() || table.columns() != 5 {
        return None;
    }
    let status = table.raw(4);
    let word = |s: &f64| *s >= 1.0 && s.fract() == 0.0 && *s < 16_777_216.0;
    let time = table.raw(3);
    let forward = time.windows(2).all(|w| w[1] >= w[0]);
    if !status.iter().all(word) || !forward {
        return None;
    }
    let columns = sweeps::Columns {
        pairs: vec![(0, 1)],
        kind: Some(Role::Current),
        cycle: None,
        status: Some((4, 8)),
    };
    let cycles = sweeps::read(table, &columns, (Some("V"), Some("A")), options, report);
    report.note("Bit 3 of the status word marks compliance.");
    Some(Found::Cycles(cycles, Dialect::Keithley2400))
}

/// Without a header, two columns are volts and what? Amperes would be assumed; if the
/// conductance were then beyond 1 S and is not in microamperes, they are taken, and said.
fn microamperes(cycles: &mut [Cycle], report: &mut ReadingReport) -> bool {
    let free =
        |c: &super::report::ColumnUse| c.role == "current" && c.source == UnitSource::Assumed;
    let Some(column) = report.columns.iter_mut().find(|c| free(c)) else {
        return false;
    };
    let mut all: Vec<f64> = cycles
        .iter()
        .flat_map(|c| c.voltage.iter().zip(&c.current))
        .filter(|(v, i)| v.abs() > 1e-3 && i.is_finite())
        .map(|(v, i)| (i / v).abs())
        .collect();
    memrilab_core::stats::sort(&mut all);
    let Some(&middle) = all.get(all.len() / 2) else {
        return false;
    };
    if middle <= 1.0 || middle * 1e-6 > 1.0 {
        return false;
    }
    column.unit = "uA".into();
    report
        .assumptions
        .retain(|a| !a.starts_with("current is in A"));
    report.assume(format!(
        "current is in uA: the file names no unit, and in amperes the conductance would be {middle:.1} S. Name another if it is not (on the command line `--unit I=A`)."
    ));
    for cycle in cycles {
        cycle.current.iter_mut().for_each(|i| *i *= 1e-6);
    }
    true
}
