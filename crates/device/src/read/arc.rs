//! ArC ONE sessions: one row a pulse, every device of the crossbar in one file.

use super::cycles::Cycle;
use super::error::Problem;
use super::grid::Grid;
use super::number::finite;
use super::options::ReadOptions;
use super::report::{ColumnUse, ReadingReport, UnitSource};
use super::sweeps;
use crate::{Dialect, Measurement, Pulses, Recipe, Trace};
use ndarray::Array2;
use std::collections::BTreeMap;

/// The row of the heading, if this is such a session.
pub(super) fn header(grid: &Grid) -> Option<usize> {
    let is = |r: usize, c: usize, text: &str| {
        grid.label(r, c)
            .is_some_and(|t| t.eq_ignore_ascii_case(text))
    };
    (0..grid.rows().min(10)).find(|&r| is(r, 0, "Wordline") && is(r, 1, "Bitline"))
}

struct Pulse {
    line: u32,
    resistance: f64,
    volts: f64,
    /// The cycle of the curve tracer that it belongs to.
    sweep: Option<String>,
}

/// Reads each device as a measurement of its own: curve-tracer rows as sweeps
/// (`I = V / R`), the others as conductance after pulses.
pub(super) fn read(
    grid: &Grid,
    header: usize,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Result<Vec<Measurement>, Problem> {
    let mut devices: BTreeMap<(u64, u64), Vec<Pulse>> = BTreeMap::new();
    let mut tracer: BTreeMap<(u64, u64), (bool, String)> = BTreeMap::new();
    report.header_line = Some(grid.line(header));
    for (name, role, unit) in [
        ("Resistance", "resistance", "ohm"),
        ("Amplitude (V)", "voltage", "V"),
    ] {
        let source = if role == "voltage" {
            UnitSource::Stated
        } else {
            UnitSource::Dialect
        };
        report.used(ColumnUse {
            name: name.into(),
            role: role.into(),
            unit: unit.into(),
            source,
        });
    }
    if options.voltage_unit.is_some() || options.resistance_unit.is_some() {
        report
            .note("An ArC ONE session is always in volts and ohms; the units given were not used.");
    }
    for r in header + 1..grid.rows() {
        let (word, bit, resistance) = (grid.value(r, 0), grid.value(r, 1), grid.value(r, 2));
        let whole = |v: f64| (0.0..65_536.0).contains(&v) && v.fract() == 0.0;
        if !whole(word) || !whole(bit) || resistance.is_nan() || resistance <= 0.0 {
            if !grid.is_blank_row(r) {
                report.leave_out(
                    format!("line {}", grid.line(r)),
                    "has no word line, bit line and resistance",
                );
            }
            continue;
        }
        let key = (word as u64, bit as u64);
        let tag = grid.label(r, 5).unwrap_or("");
        let state = tracer.entry(key).or_default();
        if let Some(rest) = tag.strip_prefix("CT") {
            // `CT_s` starts a sweep, `CT_i_3` begins its third cycle, `CT_e` ends it.
            state.0 = true;
            if rest.contains("_i_") || state.1.is_empty() {
                state.1 = tag.to_owned();
            }
        } else if !tag.is_empty() {
            *state = (false, String::new());
        }
        let sweep = state.0.then(|| state.1.clone());
        if tag.ends_with("_e") {
            *state = (false, String::new());
        }
        devices.entry(key).or_default().push(Pulse {
            line: grid.line(r),
            resistance,
            volts: grid.value(r, 3),
            sweep,
        });
    }
    let mut measurements = Vec::new();
    for ((word, bit), pulses) in devices {
        let block = format!("word line {word}, bit line {bit}");
        let of = |trace| Measurement {
            block: block.clone(),
            dialect: Dialect::ArcOne,
            trace,
            recipe: Recipe::default(),
        };
        let cycles = traced(&pulses);
        let reads: Vec<&Pulse> = pulses.iter().filter(|p| p.sweep.is_none()).collect();
        if !cycles.is_empty() {
            match sweeps::assemble(&cycles, report) {
                Ok(sweep) => measurements.push(of(Trace::Sweep(sweep))),
                Err(problem) => report.leave_out(&block, problem.to_string()),
            }
        } else if reads.len() >= 3 {
            measurements.push(of(Trace::Pulses(Pulses {
                conductance: Array2::from_shape_fn((1, reads.len()), |(_, j)| {
                    finite(1.0 / reads[j].resistance)
                }),
                lines: reads.iter().map(|p| p.line).collect(),
                in_siemens: true,
            })));
        } else {
            report.leave_out(&block, "has fewer than three reads");
        }
    }
    if measurements.is_empty() {
        return Err(Problem::Incomplete {
            dialect: "an ArC ONE session",
            missing: "no device has three rows",
        });
    }
    Ok(measurements)
}

fn traced(pulses: &[Pulse]) -> Vec<Cycle> {
    let mut cycles: Vec<Cycle> = Vec::new();
    for pulse in pulses.iter().filter(|p| p.volts.is_finite()) {
        let Some(name) = &pulse.sweep else { continue };
        if cycles.last().is_none_or(|c| c.name != *name) {
            cycles.push(Cycle {
                name: name.clone(),
                ..Cycle::default()
            });
        }
        if let Some(cycle) = cycles.last_mut() {
            cycle.voltage.push(pulse.volts);
            cycle.current.push(finite(pulse.volts / pulse.resistance));
            cycle.lines.push(pulse.line);
        }
    }
    cycles.retain(|c| c.voltage.len() >= 3);
    cycles
}
