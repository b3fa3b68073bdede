//! What each column is for, and what the rows give under it.

use super::classes::{self, Names};
use super::rows::Rows;
use super::sniff;
use super::{LABEL_NAMES, MOST_CELLS, MOST_ROWS, Options, Table};
use crate::data::error::at_most;
use crate::data::{DataError, Dataset, Features, Shape};
use csv::StringRecord;

/// What each column is for.
pub(super) struct Columns {
    names: Vec<String>,
    label: usize,
    used: Vec<bool>,
}

impl Columns {
    pub(super) fn of(
        first: &StringRecord,
        headed: bool,
        options: &Options,
    ) -> Result<Self, DataError> {
        let names: Vec<String> = first
            .iter()
            .enumerate()
            .map(|(i, name)| match name.trim() {
                name if headed && !name.is_empty() => printable(name.chars()),
                _ => format!("column {}", i + 1),
            })
            .collect();
        let find = |name: &str| {
            let by_name = names.iter().position(|n| n == name.trim());
            let by_number = || {
                let number: usize = name.trim().parse().ok()?;
                (1..=names.len()).contains(&number).then(|| number - 1)
            };
            by_name
                .or_else(by_number)
                .ok_or_else(|| DataError::NoColumn {
                    name: short(name),
                    columns: list(&names),
                })
        };
        let usual = |wanted: &&str| names.iter().position(|n| n.eq_ignore_ascii_case(wanted));
        let label = match &options.label {
            Some(name) => find(name)?,
            None => LABEL_NAMES
                .iter()
                .find_map(usual)
                .unwrap_or(names.len() - 1),
        };
        let mut used = vec![true; names.len()];
        used[label] = false;
        for name in &options.ignore {
            used[find(name)?] = false;
        }
        Ok(Self { names, label, used })
    }

    /// Leaves the first column out if it only counts rows.
    pub(super) fn without(mut self, counter: bool) -> Self {
        if counter && self.label != 0 {
            self.used[0] = false;
        }
        self
    }

    pub(super) fn samples(
        self,
        mut rows: Rows<'_>,
        options: &Options,
        comma: bool,
    ) -> Result<Table, DataError> {
        let mut names = Names::new(options.classes.as_deref());
        let mut labels = Vec::new();
        let (mut numbers, mut pixels) = (Vec::new(), Vec::new());
        while let Some((row, line)) = rows.next(Some(self.names.len()))? {
            at_most("rows", MOST_ROWS, labels.len() as u64 + 1)?;
            let cells = (labels.len() as u64 + 1) * self.names.len() as u64;
            at_most("cells", MOST_CELLS, cells)?;
            for (column, cell) in row.iter().enumerate() {
                let wrong = |wanted, hint| self.cell(line, column, cell, wanted, hint);
                if column == self.label {
                    labels.push(names.add(cell.trim()).map_err(|problem| match problem {
                        classes::Problem::TooMany => DataError::NotClasses {
                            column: column + 1,
                            name: short(&self.names[column]),
                            limit: Dataset::MOST_CLASSES,
                        },
                        classes::Problem::Cell { wanted, hint } => wrong(wanted, hint),
                    })?);
                } else if self.used[column] && options.pixels {
                    pixels.push(sniff::pixel(cell).ok_or_else(|| {
                        wrong(
                            "a pixel",
                            "pixels are whole numbers from 0 to 255; read the table as numbers",
                        )
                    })?);
                } else if self.used[column] {
                    numbers.push(sniff::number(cell, comma).ok_or_else(|| {
                        wrong(
                            "a finite number",
                            "correct it, remove the row, or leave the column out",
                        )
                    })?);
                }
            }
        }
        self.table(labels, names, numbers, pixels, options)
    }

    fn table(
        self,
        mut labels: Vec<u32>,
        names: Names,
        numbers: Vec<f32>,
        pixels: Vec<u8>,
        options: &Options,
    ) -> Result<Table, DataError> {
        let classes = names.sorted(&mut labels);
        let width = self.used.iter().filter(|used| **used).count();
        let shape = options.shape.unwrap_or(Shape::vector(width));
        if shape.features() != width {
            return Err(DataError::Shape {
                expected: shape,
                got: Shape::vector(width),
            });
        }
        let features = if options.pixels {
            Features::Bytes(pixels)
        } else {
            Features::Numbers(numbers)
        };
        let dataset = Dataset::new(shape, features, labels, classes)?;
        let (mut used, mut ignored) = (Vec::with_capacity(width), Vec::new());
        for (column, name) in self.names.iter().enumerate() {
            if self.used[column] {
                used.push(name.clone());
            } else if column != self.label {
                ignored.push(name.clone());
            }
        }
        Ok(Table {
            dataset,
            features: used,
            label: self.names[self.label].clone(),
            ignored,
        })
    }

    fn cell(
        &self,
        line: u64,
        column: usize,
        cell: &str,
        wanted: &'static str,
        hint: &'static str,
    ) -> DataError {
        DataError::Cell {
            line,
            column: column + 1,
            name: short(&self.names[column]),
            cell: short(cell.trim()),
            wanted,
            hint,
        }
    }
}

/// The first few names of many.
fn list(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(12).map(|name| short(name)).collect();
    if names.len() > shown.len() {
        shown.push(format!("and {} more", names.len() - shown.len()));
    }
    shown.join(", ")
}

/// The beginning of a text, for a sentence.
fn short(text: &str) -> String {
    let mut shown = printable(text.chars().take(37));
    if text.chars().nth(37).is_some() {
        shown.push_str("...");
    }
    shown
}

/// A text without what would steer a terminal.
fn printable(text: impl Iterator<Item = char>) -> String {
    text.map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
