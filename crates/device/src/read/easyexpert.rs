//! Keysight EasyEXPERT records: the first word of a line says what the line is.

use super::cycles::Cycle;
use super::error::Problem;
use super::grid::Grid;
use super::header::{Role, heading};
use super::number::finite;
use super::options::ReadOptions;
use super::report::{ColumnUse, ReadingReport, UnitSource};
use super::units::{Quantity, factor};
use memrilab_core::quantity::Amperes;

fn record(grid: &Grid, row: usize) -> Option<&str> {
    grid.label(row, 0)
}

/// Whether a grid is made of such records.
pub(super) fn is(grid: &Grid) -> bool {
    (0..grid.rows().min(2000)).any(|r| record(grid, r) == Some("DataName"))
}

/// The compliance that the measurement was set to.
pub(super) fn stated_compliance(grid: &Grid) -> Option<Amperes> {
    let setting = |r: &usize| grid.label(*r, 1) == Some("Measurement.Primary.Compliance");
    let row = (0..grid.rows().min(2000)).find(setting)?;
    let amperes = grid.value(row, 2);
    (amperes > 0.0).then_some(Amperes(amperes))
}

/// Names that the settings give to the voltages or currents of the channels.
fn channel_names<'g>(grid: &'g Grid, setting: &str) -> Vec<&'g str> {
    let row = (0..grid.rows().min(2000)).find(|&r| grid.label(r, 1) == Some(setting));
    row.map_or_else(Vec::new, |r| {
        grid.labels(r)
            .filter(|(c, _)| *c > 1)
            .map(|(_, t)| t)
            .collect()
    })
}

/// Reads every `DataName` block as a cycle.
pub(super) fn read(
    grid: &Grid,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Result<Vec<Cycle>, Problem> {
    let volts = channel_names(grid, "Channel.VName");
    let amps = channel_names(grid, "Channel.IName");
    let mut cycles: Vec<Cycle> = Vec::new();
    let mut columns = None;
    let scale = |role: &str, q: Quantity| {
        given(options, role)
            .and_then(|u| factor(u, q))
            .unwrap_or(1.0)
    };
    let (by_v, by_i) = (
        scale("voltage", Quantity::Voltage),
        scale("current", Quantity::Current),
    );
    for r in 0..grid.rows() {
        match record(grid, r) {
            Some("DataName") => {
                let names: Vec<(usize, &str)> = grid.labels(r).filter(|(c, _)| *c > 0).collect();
                let pick = |given: &[&str], role: Role, letter: char| {
                    let by_setting = names.iter().find(|(_, n)| given.contains(n));
                    let by_word = names
                        .iter()
                        .find(|(_, n)| heading(n).is_some_and(|h| h.role == role));
                    let by_letter = names.iter().find(|(_, n)| n.starts_with(letter));
                    by_setting.or(by_word).or(by_letter).copied()
                };
                let v = pick(&volts, Role::Voltage, 'V')
                    .ok_or(Problem::NoColumn { wanted: "voltage" })?;
                let i = pick(&amps, Role::Current, 'I')
                    .ok_or(Problem::NoColumn { wanted: "current" })?;
                report.header_line = report.header_line.or(Some(grid.line(r)));
                for ((_, name), role, unit) in [(v, "voltage", "V"), (i, "current", "A")] {
                    report.used(ColumnUse {
                        name: name.to_owned(),
                        role: role.into(),
                        unit: given(options, role).unwrap_or(unit).into(),
                        source: if given(options, role).is_some() {
                            UnitSource::Given
                        } else {
                            UnitSource::Stated
                        },
                    });
                }
                for (_, name) in names.iter().filter(|n| **n != v && **n != i) {
                    report.leave_out(
                        format!("column `{name}`"),
                        "is neither the voltage nor the current of the sweep",
                    );
                }
                columns = Some((v.0, i.0));
                cycles.push(Cycle {
                    name: format!("sweep {}", cycles.len() + 1),
                    ..Cycle::default()
                });
            }
            Some("DataValue") => {
                if let (Some((v, i)), Some(cycle)) = (columns, cycles.last_mut()) {
                    let (v, i) = (grid.value(r, v) * by_v, finite(grid.value(r, i) * by_i));
                    if v.is_finite() {
                        cycle.voltage.push(v);
                        cycle.current.push(i);
                        cycle.lines.push(grid.line(r));
                    }
                }
            }
            _ => {}
        }
    }
    cycles.retain(|c| !c.voltage.is_empty());
    if cycles.is_empty() {
        return Err(Problem::Incomplete {
            dialect: "EasyEXPERT",
            missing: "no DataValue line follows",
        });
    }
    if cycles.len() > 1 {
        report.found_cycles(format!("{} DataName blocks.", cycles.len()));
    }
    Ok(cycles)
}

fn given<'o>(options: &'o ReadOptions, role: &str) -> Option<&'o str> {
    let unit = if role == "voltage" {
        &options.voltage_unit
    } else {
        &options.current_unit
    };
    unit.as_deref()
}
