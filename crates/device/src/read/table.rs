//! A block of a grid as a table: where its header ends, what each column is.

use super::grid::Grid;
use super::header::{Heading, Role, heading, unit_below};
use super::options::ReadOptions;
use super::report::{ColumnUse, ReadingReport, UnitSource};
use super::units::factor;
use std::ops::Range;

/// A block with its header and data told apart.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) grid: Grid,
    /// The row that names the columns.
    pub(super) header: Option<usize>,
    /// The rows of data.
    pub(super) data: Range<usize>,
    /// What each heading says.
    pub(super) headings: Vec<Option<Heading>>,
}

impl Table {
    /// Finds header and data of a block; `None` if it holds no three rows of numbers.
    pub(super) fn new(grid: Grid) -> Option<Self> {
        let (header, first) = match by_names(&grid) {
            Some((header, first)) => (Some(header), first),
            None => by_numbers(&grid)?,
        };
        let last = (first..grid.rows())
            .rev()
            .find(|&r| grid.count_numbers(r) > 0)?;
        if last < first + 2 {
            return None;
        }
        let mut table = Self {
            header,
            data: first..last + 1,
            headings: Vec::new(),
            grid,
        };
        table.headings = (0..table.grid.columns())
            .map(|c| table.title(c).and_then(heading))
            .collect();
        table.units_below();
        Some(table)
    }

    /// Units in a row of their own between header and data.
    fn units_below(&mut self) {
        let Some(header) = self.header else { return };
        for row in header + 1..self.data.start.min(header + 4) {
            for (c, text) in self.grid.labels(row) {
                if let Some(Some(heading)) = self.headings.get_mut(c)
                    && heading.unit.is_none()
                    && let Some(unit) = unit_below(text, heading.role)
                {
                    heading.unit = Some(unit);
                }
            }
        }
    }

    /// The heading of a column.
    pub(super) fn title(&self, column: usize) -> Option<&str> {
        self.header.and_then(|r| self.grid.label(r, column))
    }

    /// The heading of a column for a person.
    pub(super) fn name(&self, column: usize) -> String {
        let clean = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
        self.title(column)
            .map_or_else(|| format!("column {}", column + 1), clean)
    }

    pub(super) fn columns(&self) -> usize {
        self.headings.len()
    }

    /// The columns of a role, by heading.
    pub(super) fn with_role(&self, role: Role) -> Vec<usize> {
        let is = |h: &Option<Heading>| h.as_ref().is_some_and(|h| h.role == role);
        (0..self.columns())
            .filter(|&c| is(&self.headings[c]))
            .collect()
    }

    /// The first column whose heading has these letters, in any case.
    pub(super) fn titled(&self, name: &str) -> Option<usize> {
        (0..self.columns()).find(|&c| {
            self.title(c)
                .is_some_and(|t| t.trim().eq_ignore_ascii_case(name))
        })
    }

    /// A column's numbers as they stand.
    pub(super) fn raw(&self, column: usize) -> Vec<f64> {
        self.grid.column(self.data.clone(), column)
    }

    /// The line of each data row.
    pub(super) fn lines(&self) -> Vec<u32> {
        self.data.clone().map(|r| self.grid.line(r)).collect()
    }

    /// A column in the SI unit of its role; where the unit came from is reported.
    /// `implied` is the unit that the dialect fixes, if it does.
    pub(super) fn values(
        &self,
        column: usize,
        role: Role,
        implied: Option<&str>,
        options: &ReadOptions,
        report: &mut ReadingReport,
    ) -> Vec<f64> {
        let Some(quantity) = role.quantity() else {
            return self.raw(column);
        };
        let given = options.unit_of(quantity).map(str::to_owned);
        // What stands behind each number is heeded already.
        let behind = self.grid.unit(column).filter(|u| *u == quantity.unit());
        if behind.is_some() && given.is_some() {
            report.note(format!(
                "Units stand behind the numbers of `{}`; the one given was not used.",
                self.name(column)
            ));
        }
        let stated = self
            .headings
            .get(column)
            .and_then(|h| h.as_ref()?.unit.clone());
        let (unit, source) = match (behind, given, stated, implied) {
            (Some(unit), ..) => (unit.to_owned(), UnitSource::Stated),
            (_, Some(unit), ..) => (unit, UnitSource::Given),
            (.., Some(unit), _) => (unit, UnitSource::Stated),
            (.., Some(unit)) => (unit.to_owned(), UnitSource::Dialect),
            _ => (quantity.unit().to_owned(), UnitSource::Assumed),
        };
        let scale = factor(&unit, quantity).unwrap_or(1.0);
        if source == UnitSource::Assumed {
            let unknown = self
                .headings
                .get(column)
                .and_then(|h| h.as_ref()?.unknown.as_deref());
            let reason = match unknown {
                Some(text) => format!("`{text}` is no unit of it that is known"),
                None => "the file names no unit".to_owned(),
            };
            report.assume(format!(
                "{} is in {unit}: {reason}. Name another if it is not (on the command line `--unit {}=..`).",
                role.name(),
                match role {
                    Role::Voltage => "V",
                    Role::Current => "I",
                    Role::Resistance => "R",
                    _ => "G",
                }
            ));
        }
        report.used(ColumnUse {
            name: self.name(column),
            role: role.name().into(),
            unit,
            source,
        });
        let mut values = self.raw(column);
        if scale != 1.0 {
            values.iter_mut().for_each(|v| *v *= scale);
        }
        values
    }
}

/// A row that names a voltage and what was measured, and the row below it at which both
/// have numbers: whatever stands above, such as settings with numbers of their own.
fn by_names(grid: &Grid) -> Option<(usize, usize)> {
    let named = |row: usize| -> Option<(usize, usize)> {
        let at = |roles: &[Role]| {
            grid.labels(row)
                .find(|(_, t)| heading(t).is_some_and(|h| roles.contains(&h.role)))
                .map(|(c, _)| c)
        };
        let measured = [Role::Current, Role::Resistance, Role::Conductance];
        Some((at(&[Role::Voltage])?, at(&measured)?))
    };
    (0..grid.rows().min(2000)).find_map(|row| {
        let (v, c) = named(row)?;
        let mut below = (row + 1..grid.rows())
            .filter(|&r| !grid.is_blank_row(r))
            .take(5);
        let first = below.find(|&r| !grid.value(r, v).is_nan() && !grid.value(r, c).is_nan())?;
        Some((row, first))
    })
}

/// Whether some row names a voltage and what was measured over numbers of both.
pub(super) fn is_named(grid: &Grid) -> bool {
    by_names(grid).is_some()
}

/// Without such names: data begins where numbers do and go on; the row above them that
/// reads most like a header is it.
fn by_numbers(grid: &Grid) -> Option<(Option<usize>, usize)> {
    let rows = grid.rows();
    let numeric = |r: usize| {
        let numbers = grid.count_numbers(r);
        numbers > 0 && numbers * 2 >= grid.labels(r).count() + numbers
    };
    let goes_on = |r: usize| {
        let next = (r + 1..rows).filter(|&s| !grid.is_blank_row(s)).take(3);
        let next: Vec<bool> = next.map(numeric).collect();
        let following = next.iter().filter(|&&n| n).count();
        following > 0 && following >= 2.min(next.len())
    };
    let first = (0..rows).find(|&r| numeric(r) && goes_on(r))?;
    let named = |r: usize| grid.labels(r).filter_map(|(_, t)| heading(t)).count();
    let texts = |r: usize| grid.labels(r).count();
    let header = (first.saturating_sub(8)..first)
        .rev()
        .filter(|&r| texts(r) > 0)
        .max_by_key(|&r| (named(r), r))
        .filter(|&r| named(r) > 0 || texts(r) * 2 >= grid.row(first).len());
    Some((header, first))
}

/// Whether a column looks like a swept voltage: small steps of one size, few values far
/// from it.
pub(super) fn looks_swept(values: &[f64]) -> bool {
    let present: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    if present.len() < 5 || present.len() * 10 < values.len() * 9 {
        return false;
    }
    let steps: Vec<f64> = present.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let mut sorted: Vec<f64> = steps.iter().copied().filter(|&d| d > 0.0).collect();
    memrilab_core::stats::sort(&mut sorted);
    let Some(&step) = sorted.get(sorted.len() / 2) else {
        return false;
    };
    let size = present.iter().fold(0.0f64, |m, v| m.max(v.abs()));
    let regular = steps
        .iter()
        .filter(|&&d| d == 0.0 || (0.5 * step..=1.6 * step).contains(&d))
        .count();
    (0.01..=1100.0).contains(&size) && step >= 1e-5 * size && regular * 10 >= steps.len() * 8
}

/// Whether a column runs smoothly up and down, as a measured sine does: hardly a step
/// is more than a tenth of the range. A device that switches makes a few larger ones.
pub(super) fn smooth(values: &[f64]) -> bool {
    let (low, high) = values
        .iter()
        .filter(|v| v.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| {
            (l.min(v), h.max(v))
        });
    let within = |w: &&[f64]| (w[1] - w[0]).abs() <= 0.1 * (high - low);
    let small = values.windows(2).filter(within).count();
    values.len() >= 20
        && high > low
        && high.abs().max(low.abs()) <= 1100.0
        && 20 * small >= 19 * (values.len() - 1)
}

/// Whether a column counts rows: 1, 2, 3, .. perhaps beginning again.
pub(super) fn counts(values: &[f64]) -> bool {
    let mut previous: Option<f64> = None;
    let mut rises = 0;
    for &v in values.iter().filter(|v| v.is_finite()) {
        if v.fract() != 0.0 || v < 0.0 {
            return false;
        }
        match previous {
            Some(p) if v == p + 1.0 => rises += 1,
            Some(_) if v <= 1.0 => {}
            Some(_) => return false,
            None if v <= 1.0 => {}
            None => return false,
        }
        previous = Some(v);
    }
    rises >= 2
}
