//! The data behind a figure as a table: for a screen reader, a spreadsheet, a second
//! look.

use memrilab_core::csv;
use serde::Serialize;

/// One value of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Cell {
    /// A finite number, in the unit of its column.
    Number(f64),
    /// A name.
    Text(String),
    /// Nothing was measured or defined.
    Empty,
}

impl Cell {
    /// A number, or nothing where it is absent or not finite.
    pub(crate) fn of(value: impl Into<Option<f64>>) -> Self {
        match value.into() {
            Some(value) if value.is_finite() => Self::Number(value),
            _ => Self::Empty,
        }
    }

    /// The cell as text; a number in the fewest digits that give it back.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Number(v) if *v != 0.0 && !(1e-4..1e15).contains(&v.abs()) => format!("{v:e}"),
            Self::Number(v) => v.to_string(),
            Self::Text(text) => text.clone(),
            Self::Empty => String::new(),
        }
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Column {
    /// What the column holds.
    pub name: String,
    /// The unit of its numbers; empty for names and plain numbers.
    pub unit: String,
}

/// Named columns with units, and rows of as many cells.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Table {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(columns: &[(&str, &str)]) -> Self {
        let mut table = Self::default();
        for (name, unit) in columns {
            table.column(name, unit);
        }
        table
    }

    pub(crate) fn column(&mut self, name: &str, unit: &str) {
        self.columns.push(Column {
            name: crate::text::clean(name),
            unit: unit.to_owned(),
        });
    }

    /// The table as comma-separated values (RFC 4180), units in the heads.
    ///
    /// A name that a spreadsheet would take for a formula is preceded by an apostrophe.
    #[must_use]
    pub fn csv(&self) -> String {
        let heads = self.columns.iter().map(|column| {
            let unit = if column.unit.is_empty() {
                String::new()
            } else {
                format!(" ({})", column.unit)
            };
            csv::cell(&format!("{}{unit}", column.name))
        });
        let mut out = heads.collect::<Vec<_>>().join(",");
        out.push_str("\r\n");
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => csv::cell(text),
                cell => cell.text(),
            });
            out.push_str(&cells.collect::<Vec<_>>().join(","));
            out.push_str("\r\n");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_names_and_keeps_every_digit() {
        let mut table = Table::new(&[("device", ""), ("current", "A")]);
        let cells = [
            ("a \"b\", c", Cell::of(2.7e-5)),
            ("=1+1", Cell::of(-0.1)),
            ("gap", Cell::of(f64::NAN)),
        ];
        for (name, value) in cells {
            table.rows.push(vec![Cell::Text(name.to_owned()), value]);
        }
        assert_eq!(
            table.csv(),
            "device,current (A)\r\n\"a \"\"b\"\", c\",2.7e-5\r\n'=1+1,-0.1\r\ngap,\r\n"
        );
    }
}
