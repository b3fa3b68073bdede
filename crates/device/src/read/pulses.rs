//! Conductance after pulses: lists, and tables of programming pulses.

use super::grid::Grid;
use super::kind::FileKind;
use super::number::finite;
use super::options::ReadOptions;
use super::report::ReadingReport;
use super::sheet::Found;
use super::table::{Table, counts};
use super::units::{Quantity, factor};
use crate::{Dialect, Pulses};
use ndarray::Array2;

/// Parts of a path that say "conductance after pulses".
const WORDS: [&str; 9] = [
    "conductance",
    "potentiation",
    "depression",
    "电导",
    "权重",
    "ltp",
    "ltd",
    "gp",
    "gd",
];

fn named_so(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    let name = lower.rsplit(['/', '\\']).next().unwrap_or(&lower);
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s);
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphabetic()).collect();
    WORDS.iter().any(|w| {
        if w.len() <= 3 {
            words.contains(w) || stem.ends_with(w)
        } else {
            lower.contains(w)
        }
    })
}

/// A list of conductances: one number a line, or several where the name says so. A
/// header of text may stand above.
pub(super) fn without_table(
    file: &str,
    grid: &Grid,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Option<Found> {
    let rows: Vec<usize> = (0..grid.rows())
        .filter(|&r| grid.count_numbers(r) > 0)
        .collect();
    let widths = rows.iter().map(|&r| grid.count_numbers(r));
    let (least, most) = (widths.clone().min()?, widths.max()?);
    let texts = (0..grid.rows())
        .filter(|&r| grid.labels(r).next().is_some())
        .count();
    if rows.len() < 8 && !(most > 1 && named_so(file))
        || texts > 3
        || !(most == 1 || named_so(file))
    {
        return None;
    }
    let headings = (0..grid.rows()).any(|r| {
        grid.labels(r)
            .any(|(_, t)| super::header::heading(t).is_some())
    });
    if headings && most > 1 {
        return None;
    }
    // Lines of equal width are devices beside each other; ragged ones are one list.
    let columns: Vec<Vec<(u32, f64)>> = if most > 1 && least == most {
        (0..most)
            .map(|c| {
                rows.iter()
                    .map(|&r| (grid.line(r), grid.value(r, c)))
                    .collect()
            })
            .collect()
    } else {
        let one = |&r: &usize| {
            grid.row(r)
                .iter()
                .filter(|v| v.is_finite())
                .map(|&v| (grid.line(r), v))
                .collect::<Vec<_>>()
        };
        vec![rows.iter().flat_map(one).collect()]
    };
    let one_sign = |list: &Vec<(u32, f64)>| {
        list.len() >= 8
            && (list.iter().all(|(_, v)| *v >= 0.0) || list.iter().all(|(_, v)| *v <= 0.0))
    };
    if !columns.iter().all(one_sign) || columns.iter().any(|l| l.iter().all(|(_, v)| *v == 0.0)) {
        return None;
    }
    let numbers: Vec<f64> = columns[0].iter().map(|(_, v)| *v).collect();
    if counts(&numbers) && !named_so(file) {
        return Some(Found::Other(FileKind::Table));
    }
    let unit = options.conductance_unit.as_deref();
    let scale = unit
        .and_then(|u| factor(u, Quantity::Conductance))
        .unwrap_or(1.0);
    match unit {
        Some(unit) => report.note(format!("Conductance is in {unit}, as given.")),
        None => report.assume(
            "each number is a conductance after one pulse, in a unit the file does not name; run and usability do not depend on it. Name it if you know it (on the command line `--unit G=uS`).",
        ),
    }
    if columns.iter().flatten().any(|(_, v)| *v < 0.0) {
        report.assume("the numbers are read currents of a negative read voltage; their size is taken as conductance.");
    }
    let trains = columns.into_iter().map(|list| Pulses {
        lines: list.iter().map(|(line, _)| *line).collect(),
        conductance: Array2::from_shape_fn((1, list.len()), |(_, j)| {
            finite(list[j].1.abs() * scale)
        }),
        in_siemens: unit.is_some(),
    });
    Some(Found::Pulses(trains.collect(), Dialect::PulseList))
}

/// A table of programming pulses: `pulse_v, pulse_width, num_applied, meas_v, i_0, i_1, ..`.
/// Conductance is the mean read current over the read voltage.
pub(super) fn programming(table: &Table) -> Option<Found> {
    table.titled("pulse_v")?;
    let read = table.titled("meas_v")?;
    let currents: Vec<usize> = (0..table.columns())
        .filter(|&c| {
            table.title(c).is_some_and(|t| {
                t.trim()
                    .strip_prefix("i_")
                    .is_some_and(|n| n.parse::<u32>().is_ok())
            })
        })
        .collect();
    let volts = table.raw(read);
    let reads: Vec<Vec<f64>> = currents.iter().map(|&c| table.raw(c)).collect();
    let conductance = |j: usize| {
        let present: Vec<f64> = reads
            .iter()
            .map(|r| r[j])
            .filter(|i| i.is_finite())
            .collect();
        finite(present.iter().sum::<f64>() / present.len() as f64 / volts[j])
    };
    let pulses = Pulses {
        lines: table.lines(),
        conductance: Array2::from_shape_fn((1, volts.len()), |(_, j)| conductance(j)),
        in_siemens: true,
    };
    let any = pulses.conductance.iter().any(|g| g.is_finite());
    any.then(|| Found::Pulses(vec![pulses], Dialect::PulseProgramming))
}
