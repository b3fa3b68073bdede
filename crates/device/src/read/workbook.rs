//! Sheets to a reading: which hold runs, which settings, which a recipe.

use super::cycles::Cycle;
use super::error::{Problem, ReadError};
use super::grid::Grid;
use super::kind::FileKind;
use super::options::ReadOptions;
use super::report::ReadingReport;
use super::sheet::{self, Found};
use super::{Reading, easyexpert, finish, is_marked, reading, recipe};
use crate::Dialect;
use memrilab_core::quantity::Amperes;

/// Reads the sheets of a workbook.
///
/// # Errors
/// [`ReadError`] with the sheet and what to try.
pub fn read_grids(
    name: &str,
    grids: Vec<Grid>,
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    let mut report = ReadingReport::default();
    let mut compliance: Option<Amperes> = None;
    let mut cycles: Vec<(Option<u64>, Vec<Cycle>)> = Vec::new();
    let mut dialect = Dialect::Generic;
    let (mut other, mut failed, mut filled) = (None, None, 0);
    let said = grids.iter().any(is_marked).then_some(Dialect::Simulated);
    let several = grids.iter().filter(|g| g.rows() > 2).count() > 1;
    for grid in grids {
        let title = grid.name.clone();
        if (0..grid.rows()).all(|r| grid.is_blank_row(r)) {
            continue;
        }
        filled += 1;
        if title == "Settings" {
            compliance = compliance.or_else(|| setting(&grid, "Compliance"));
            report.leave_out(
                format!("sheet `{title}`"),
                "holds the settings of the instrument",
            );
            continue;
        }
        if let Some(said) = recipe_row(&grid) {
            let all: Vec<String> = said.iter().map(|(n, v)| format!("{n} {v}")).collect();
            let place = format!("sheet `{title}`");
            report.leave_out(place, format!("holds a recipe ({})", all.join(", ")));
            for (what, sheet, file) in recipe::contradictions(&recipe::from_name(name), &said) {
                report.note(format!(
                    "The {what} is {file} by the file name and {sheet} by the sheet `{title}`; the name is trusted."
                ));
            }
            continue;
        }
        compliance = compliance.or_else(|| easyexpert::stated_compliance(&grid));
        let before = report.cycles.len();
        match sheet::read(name, grid, options, &mut report) {
            Ok(Found::Cycles(mut found, of)) => {
                dialect = of;
                if several && of == Dialect::Keithley4200 {
                    report.cycles.truncate(before);
                }
                if found.len() == 1 && several {
                    found.iter_mut().for_each(|c| c.name.clone_from(&title));
                }
                cycles.push((run_number(&title), found));
            }
            Ok(Found::Pulses(trains, of)) if cycles.is_empty() && !several => {
                return finish(name, Found::Pulses(trains, of), None, None, &mut report);
            }
            Ok(Found::Pulses(..)) => {
                report.leave_out(format!("sheet `{title}`"), "holds a list of numbers");
            }
            Ok(Found::Other(kind)) => {
                report.leave_out(format!("sheet `{title}`"), kind.describe());
                if other.is_none_or(|k| k == FileKind::Notes) {
                    other = Some(kind);
                }
            }
            Err(problem) => {
                report.leave_out(format!("sheet `{title}`"), problem.to_string());
                failed = failed.or(Some(problem));
            }
        }
    }
    if cycles.is_empty() {
        return match (other, failed) {
            (Some(kind), None) => Ok(reading(name, kind, Vec::new(), &mut report)),
            (_, Some(problem)) => Err(problem.of(name)),
            (None, None) if filled > 0 => {
                Ok(reading(name, FileKind::Notes, Vec::new(), &mut report))
            }
            (None, None) => Err(Problem::Empty.of(name)),
        };
    }
    if cycles.len() > 1 {
        // Instruments put the newest run first; runs are numbered as they were made.
        cycles.sort_by_key(|(run, _)| *run);
        report.found_cycles(format!(
            "{} sheets, in the order of their run numbers.",
            cycles.len()
        ));
    }
    let all = cycles.into_iter().flat_map(|(_, found)| found).collect();
    finish(
        name,
        Found::Cycles(all, dialect),
        said,
        compliance,
        &mut report,
    )
}

/// `Run122` is run 122.
fn run_number(title: &str) -> Option<u64> {
    let digits = title.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok()
}

/// The last number behind a name in a sheet of settings: the swept terminal's.
fn setting(grid: &Grid, name: &str) -> Option<Amperes> {
    let row = (0..grid.rows()).find(|&r| grid.label(r, 0) == Some(name))?;
    let amperes = grid.row(row).iter().copied().rfind(|v| v.is_finite())?;
    (amperes > 0.0).then_some(Amperes(amperes))
}

/// A row of names over a row of texts, as the paper's authors keep a recipe.
fn recipe_row(grid: &Grid) -> Option<Vec<(String, String)>> {
    let header =
        (0..grid.rows().min(3)).find(|&r| grid.labels(r).any(|(_, t)| t.starts_with("AAO_")))?;
    let pairs = grid.labels(header).filter_map(|(c, name)| {
        let value = grid.label(header + 1, c)?;
        Some((name.replace('_', " "), value.to_owned()))
    });
    Some(pairs.collect())
}
