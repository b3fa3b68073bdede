//! A sheet with several tables beside each other, taken apart.

use super::grid::Grid;
use super::header::{Role, heading};
use super::report::ReadingReport;
use super::table::{counts, looks_swept};

/// Splits a sheet at its empty columns, and at repeated groups without one between
/// them, into blocks that each hold a sweep; one block if that is not so.
pub(super) fn split(grid: Grid, report: &mut ReadingReport) -> Vec<Grid> {
    let columns = grid.columns();
    let mut filled = vec![false; columns];
    for r in 0..grid.rows() {
        let numbers = grid.row(r).iter().enumerate();
        let with_number = numbers.filter(|(_, v)| !v.is_nan()).map(|(c, _)| c);
        let with_text = grid.labels(r).map(|(c, _)| c);
        with_number.chain(with_text).for_each(|c| filled[c] = true);
    }
    let mut ranges = Vec::new();
    let mut start = None;
    for c in 0..=columns {
        match (start, filled.get(c).copied().unwrap_or(false)) {
            (None, true) => start = Some(c),
            (Some(from), false) => {
                ranges.push(from..c);
                start = None;
            }
            _ => {}
        }
    }
    let ranges: Vec<_> = ranges
        .into_iter()
        .flat_map(|range| groups(&grid, range, report))
        .collect();
    if ranges.len() < 2 || !ranges.iter().all(|r| holds_sweep(&grid, r.clone())) {
        return vec![grid];
    }
    ranges
        .into_iter()
        .map(|r| grid.part(0..grid.rows(), r))
        .collect()
}

/// A range without an empty column may still hold `V, index, I, R` several times: each
/// group begins one column before its counting column.
fn groups(
    grid: &Grid,
    range: std::ops::Range<usize>,
    report: &mut ReadingReport,
) -> Vec<std::ops::Range<usize>> {
    let named = (0..grid.rows().min(3)).any(|r| grid.labels(r).any(|(_, t)| heading(t).is_some()));
    let column = |c: usize| grid.column(0..grid.rows(), c);
    let counting: Vec<usize> = range
        .clone()
        .skip(1)
        .filter(|&c| counts(&column(c)) && looks_swept(&column(c - 1)))
        .collect();
    if named || counting.len() < 2 {
        return vec![range];
    }
    let width = counting
        .windows(2)
        .map(|w| w[1] - w[0])
        .min()
        .unwrap_or(0)
        .min(4);
    counting
        .iter()
        .enumerate()
        .map(|(k, &c)| {
            let next = counting.get(k + 1).map_or(range.end, |&n| n - 1);
            let end = (c - 1 + width).min(next);
            if end < next {
                report.leave_out(
                    format!("sheet column {}", end + 1),
                    "belongs to no sweep: between two groups of voltage, index, current, resistance",
                );
            }
            c - 1..end
        })
        .collect()
}

fn holds_sweep(grid: &Grid, range: std::ops::Range<usize>) -> bool {
    let rows = grid.rows();
    let first = range.start;
    let records = (0..rows.min(300)).any(|r| grid.label(r, first) == Some("DataName"));
    let named = || {
        (0..rows.min(8)).any(|r| {
            grid.labels(r)
                .filter(|(c, _)| range.contains(c))
                .any(|(_, t)| heading(t).is_some_and(|h| h.role == Role::Voltage))
        })
    };
    records || range.len() > 1 && (named() || looks_swept(&present(&grid.column(0..rows, first))))
}

fn present(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|v| v.is_finite()).collect()
}
