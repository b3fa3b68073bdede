//! Readings as an instrument's interface sends them: a unit behind the number, or a
//! status letter before it.
//!
//! Keithley 6487: `+1.040564E-06A,+2.236299E+02,+1.380000E+02,+0.500000` is reading,
//! time, status and source voltage; a source of -999 means that it was in compliance.
//! The interface of the 4200 writes a letter for the state before each reading, of which
//! `C` is compliance: `N+0.5000E+00,C+5.0000E-04`.

use super::cycles::{Cycle, periods};
use super::number::finite;
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
    let with_unit = |unit: &str| grid.units().find(|(_, u)| *u == unit).map(|(c, _)| c);
    let flagged = !tokens.in_compliance.is_empty();
    let named = (0..grid.rows().min(3)).any(|r| grid.labels(r).next().is_some());
    if named || (grid.units().next().is_none() && !flagged) {
        return None;
    }
    let i = with_unit("A").or(flagged.then_some(1))?;
    let v = with_unit("V")
        .or_else(|| (flagged && i != 0).then_some(0))
        .or_else(|| (grid.columns() >= 4).then_some(3))?;
    // What stands behind a number is heeded already; a unit given is for bare numbers.
    let of = |column: usize, quantity: Quantity| {
        let given = options.unit_of(quantity);
        match given.filter(|_| grid.unit(column).is_none()) {
            Some(unit) => Some((unit, factor(unit, quantity)?, UnitSource::Given)),
            None => Some((quantity.unit(), 1.0, UnitSource::Stated)),
        }
    };
    let (volts, scale_v, source_v) = of(v, Quantity::Voltage)?;
    let (amps, scale_i, source_i) = of(i, Quantity::Current)?;
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
            voltage = source * scale_v;
        }
        if voltage.is_finite() {
            cycle.voltage.push(voltage);
            cycle.current.push(finite(grid.value(r, i) * scale_i));
            cycle.flags.push(in_compliance);
            cycle.lines.push(grid.line(r));
        }
    }
    if cycle.voltage.len() < 3 {
        return None;
    }
    for (column, role, unit, source) in [
        (v, "voltage", volts, source_v),
        (i, "current", amps, source_i),
    ] {
        report.used(ColumnUse {
            name: format!("column {}", column + 1),
            role: role.into(),
            unit: unit.into(),
            source,
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
