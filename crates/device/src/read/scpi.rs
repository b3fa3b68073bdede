//! Readings as an instrument's interface sends them: a unit behind the number, or a
//! status letter before it.
//!
//! Keithley 6487: `+1.040564E-06A,+2.236299E+02,+1.380000E+02,+0.500000` is reading,
//! time, status and source voltage; a source of -999 means that it was in compliance.
//! The interface of the 4200 writes a letter for the state before each reading, of which
//! `C` is compliance: `N+0.5000E+00,C+5.0000E-04`.

use super::cycles::{Cycle, periods};
use super::options::ReadOptions;
use super::report::{ColumnUse, ReadingReport, UnitSource};
use super::sheet::Found;
use super::tokenize::Tokens;
use super::units::{Quantity, factor};
use crate::Dialect;

/// Reads such lines; `None` if the text is something else or lacks a voltage.
pub(super) fn read(
    tokens: &Tokens,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Option<Found> {
    let grid = &tokens.grid;
    let with_unit = |q: Quantity| {
        let named = |(_, u): &(&usize, &String)| u.ends_with(q.unit()) && factor(u, q).is_some();
        tokens
            .suffixes
            .iter()
            .find(named)
            .map(|(c, u)| (*c, u.as_str()))
    };
    let flagged = !tokens.in_compliance.is_empty();
    let named = (0..grid.rows().min(3)).any(|r| grid.labels(r).next().is_some());
    if named || (tokens.suffixes.is_empty() && !flagged) {
        return None;
    }
    let (i, amps) = with_unit(Quantity::Current).or(flagged.then_some((1, "A")))?;
    let (v, volts) = with_unit(Quantity::Voltage)
        .or_else(|| (flagged && i != 0).then_some((0, "V")))
        .or_else(|| (grid.columns() >= 4).then_some((3, "V")))?;
    let scale_v = factor(
        options.voltage_unit.as_deref().unwrap_or(volts),
        Quantity::Voltage,
    )?;
    let scale_i = factor(
        options.current_unit.as_deref().unwrap_or(amps),
        Quantity::Current,
    )?;
    let mut cycle = Cycle {
        name: "cycle 1".into(),
        ..Cycle::default()
    };
    let mut voltage = f64::NAN;
    for r in 0..grid.rows() {
        let source = grid.value(r, v);
        let in_compliance = source == -999.0
            || tokens
                .in_compliance
                .binary_search(&(r as u32, i as u32))
                .is_ok();
        // In compliance the source reports no voltage of its own: the last one holds.
        if source != -999.0 {
            voltage = source;
        }
        if voltage.is_finite() {
            cycle.voltage.push(voltage * scale_v);
            cycle.current.push(grid.value(r, i) * scale_i);
            cycle.flags.push(in_compliance);
            cycle.lines.push(grid.line(r));
        }
    }
    if cycle.voltage.len() < 3 {
        return None;
    }
    for (column, role, unit, given) in [
        (v, "voltage", volts, &options.voltage_unit),
        (i, "current", amps, &options.current_unit),
    ] {
        report.used(ColumnUse {
            name: format!("column {}", column + 1),
            role: role.into(),
            unit: given.as_deref().unwrap_or(unit).into(),
            source: if given.is_some() {
                UnitSource::Given
            } else {
                UnitSource::Stated
            },
        });
    }
    if !cycle.flags.contains(&true) {
        cycle.flags.clear();
    }
    let starts = periods(&cycle.voltage);
    let cycles = cycle.split(&starts);
    report.found_cycles(format!("{}, by the course of the voltage.", cycles.len()));
    Some(Found::Cycles(cycles, Dialect::ScpiReadings))
}
