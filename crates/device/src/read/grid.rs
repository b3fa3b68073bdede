//! Rows of cells, the one form in which text and workbooks reach the dialects.
//!
//! Numbers fill one flat list, `NaN` where a cell holds none; the few cells that hold
//! text stand aside in order. A megabyte of numbers stays a megabyte.

use std::collections::BTreeMap;

/// A cell that holds text: its row, its column and the text.
pub type TextCell = (u32, u32, String);

/// Stands in a cell where an instrument said that it has no value: the cell is not
/// blank, and the number is not finite.
const NO_VALUE: f64 = f64::INFINITY;

/// One table of a file: a text file, or a sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Name of the sheet; empty for a text file.
    pub name: String,
    cells: Vec<f64>,
    ends: Vec<u32>,
    lines: Vec<u32>,
    texts: Vec<TextCell>,
    /// The SI units that stood behind the numbers of columns, which heed them.
    units: BTreeMap<usize, &'static str>,
}

impl Grid {
    /// An empty grid.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Appends a number to the row under construction.
    pub fn number(&mut self, value: f64) {
        self.cells.push(value);
    }

    /// Appends an empty cell.
    pub fn blank(&mut self) {
        self.cells.push(f64::NAN);
    }

    /// Appends a cell of text; blank text is an empty cell.
    pub fn text(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let column = self.cells.len() - self.start(self.ends.len());
            self.texts
                .push((self.ends.len() as u32, column as u32, text.to_owned()));
        }
        self.cells.push(f64::NAN);
    }

    /// Notes the SI unit that stood behind a number of a column; the first one counts.
    pub(super) fn unit_behind(&mut self, column: usize, unit: &'static str) {
        self.units.entry(column).or_insert(unit);
    }

    /// The SI unit that stood behind the numbers of a column.
    pub(super) fn unit(&self, column: usize) -> Option<&'static str> {
        self.units.get(&column).copied()
    }

    /// The columns with a unit behind their numbers.
    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.units.iter().map(|(c, unit)| (*c, *unit))
    }

    /// Ends the row, which stood at `line` of the file (counted from 1).
    pub fn end_row(&mut self, line: u32) {
        self.ends.push(self.cells.len() as u32);
        self.lines.push(line);
    }

    fn start(&self, row: usize) -> usize {
        if row == 0 {
            0
        } else {
            self.ends.get(row - 1).map_or(0, |&e| e as usize)
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The numbers of a row, `NaN` where a cell holds none; empty beyond the last row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        self.ends
            .get(row)
            .map_or(&[], |&end| &self.cells[self.start(row)..end as usize])
    }

    /// The widest row.
    #[must_use]
    pub fn columns(&self) -> usize {
        (0..self.rows())
            .map(|r| self.row(r).len())
            .max()
            .unwrap_or(0)
    }

    /// The line or sheet row at which a row stood, counted from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// The number in a cell, `NaN` if it holds none.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> f64 {
        self.row(row).get(column).copied().unwrap_or(f64::NAN)
    }

    /// The text in a cell.
    #[must_use]
    pub fn label(&self, row: usize, column: usize) -> Option<&str> {
        let key = (row as u32, column as u32);
        let at = self
            .texts
            .binary_search_by_key(&key, |(r, c, _)| (*r, *c))
            .ok()?;
        self.texts.get(at).map(|(.., text)| text.as_str())
    }

    /// The texts of a row, by column.
    pub fn labels(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        let from = self.texts.partition_point(|(r, ..)| (*r as usize) < row);
        self.texts[from..]
            .iter()
            .take_while(move |(r, ..)| *r as usize == row)
            .map(|(_, c, text)| (*c as usize, text.as_str()))
    }

    /// The cells of text in some rows, in order.
    pub(super) fn texts_of(&self, rows: std::ops::Range<usize>) -> &[TextCell] {
        let at = |row: usize| self.texts.partition_point(|(r, ..)| (*r as usize) < row);
        self.texts.get(at(rows.start)..at(rows.end)).unwrap_or(&[])
    }

    /// Every text, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|(.., text)| text.as_str())
    }

    /// Whether a cell holds neither a number nor text.
    #[must_use]
    pub fn is_blank(&self, row: usize, column: usize) -> bool {
        self.value(row, column).is_nan() && self.label(row, column).is_none()
    }

    /// Whether a row holds nothing.
    #[must_use]
    pub fn is_blank_row(&self, row: usize) -> bool {
        self.row(row).iter().all(|v| v.is_nan()) && self.labels(row).next().is_none()
    }

    /// How many numbers a row holds.
    #[must_use]
    pub fn count_numbers(&self, row: usize) -> usize {
        self.row(row).iter().filter(|v| !v.is_nan()).count()
    }

    /// A column of numbers over some rows.
    #[must_use]
    pub fn column(&self, rows: std::ops::Range<usize>, column: usize) -> Vec<f64> {
        rows.map(|r| self.value(r, column)).collect()
    }

    /// Takes the numbers and words by which instruments say "no value" out of the cells;
    /// each is told with what stood there and its line. The cells are not blank then,
    /// but hold no finite number.
    pub(super) fn take_out_missing(&mut self, mut tell: impl FnMut(&str, u32)) {
        for row in 0..self.rows() {
            for at in self.start(row)..self.ends[row] as usize {
                let value = self.cells[at];
                if value.abs() > 1e36 && is_sentinel(value) {
                    tell(&format!("{value:E}"), self.line(row));
                    self.cells[at] = NO_VALUE;
                }
            }
        }
        let texts = std::mem::take(&mut self.texts);
        for (row, column, text) in texts {
            if is_no_value(&text) {
                tell(&text, self.line(row as usize));
                let at = self.start(row as usize) + column as usize;
                self.cells[at] = NO_VALUE;
            } else {
                self.texts.push((row, column, text));
            }
        }
    }

    /// Some columns of some rows, as a grid of their own.
    #[must_use]
    pub fn part(&self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Self {
        let mut part = Self::new(&self.name);
        for (c, unit) in self.units().filter(|(c, _)| columns.contains(c)) {
            part.unit_behind(c - columns.start, unit);
        }
        for r in rows {
            for c in columns.clone() {
                match self.label(r, c) {
                    Some(text) => part.text(text),
                    None => part.number(self.value(r, c)),
                }
            }
            part.end_row(self.line(r));
        }
        part
    }

    /// The flat parts, for moving a grid between two modules of a page: numbers, row
    /// ends, lines, texts.
    #[must_use]
    pub fn into_parts(self) -> (String, Vec<f64>, Vec<u32>, Vec<u32>, Vec<TextCell>) {
        (self.name, self.cells, self.ends, self.lines, self.texts)
    }

    /// A grid from its flat parts; `None` if they do not fit together.
    #[must_use]
    pub fn from_parts(
        name: String,
        cells: Vec<f64>,
        ends: Vec<u32>,
        lines: Vec<u32>,
        texts: Vec<TextCell>,
    ) -> Option<Self> {
        let rising = ends.windows(2).all(|w| w[0] <= w[1]);
        let whole = ends.last().map_or(0, |&e| e as usize) == cells.len();
        let ordered = texts
            .windows(2)
            .all(|w| (w[0].0, w[0].1) < (w[1].0, w[1].1));
        if !(rising && whole && ordered && lines.len() == ends.len()) {
            return None;
        }
        let grid = Self {
            name,
            cells,
            ends,
            lines,
            texts,
            units: BTreeMap::new(),
        };
        let inside = grid
            .texts
            .iter()
            .all(|(r, c, _)| (*c as usize) < grid.row(*r as usize).len());
        inside.then_some(grid)
    }
}

/// Numbers by which instruments say that they have none: 9.9e37 overflow, 9.91e37 not a
/// number, 9.9e36 ohms in compliance.
fn is_sentinel(value: f64) -> bool {
    [9.9e37, 9.91e37, 9.9e36]
        .iter()
        .any(|s| (value.abs() / s - 1.0).abs() < 1e-6)
}

/// Words that stand for "no value".
pub(super) fn is_no_value(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "nan",
        "-nan",
        "+nan",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
        "#ref",
        "#ref!",
        "#n/a",
        "n/a",
        "--",
        "null",
    ];
    text.len() <= 10 && WORDS.iter().any(|w| text.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new("s");
        grid.text("V");
        grid.text(" I ");
        grid.end_row(1);
        grid.end_row(2);
        grid.number(0.5);
        grid.blank();
        grid.number(2.0);
        grid.end_row(3);
        grid
    }

    #[test]
    fn cells_are_where_they_were_put() {
        let g = grid();
        assert_eq!((g.rows(), g.columns()), (3, 3));
        assert_eq!(
            (g.label(0, 1), g.value(2, 2), g.line(2)),
            (Some("I"), 2.0, 3)
        );
        assert!(g.is_blank_row(1) && g.is_blank(2, 1) && g.is_blank(9, 9));
        let part = g.part(0..3, 1..3);
        assert_eq!((part.label(0, 0), part.value(2, 1)), (Some("I"), 2.0));
    }

    #[test]
    fn sentinels_are_taken_out_and_told() {
        let mut grid = Grid::new("");
        for (line, value) in [(1, 9.91e37), (2, 1.0), (3, -9.9e36), (4, 1e37)] {
            grid.number(value);
            grid.end_row(line);
        }
        grid.text("#REF");
        grid.text("kept");
        grid.end_row(5);
        let mut told = Vec::new();
        grid.take_out_missing(|what, line| told.push((what.to_owned(), line)));
        assert_eq!(
            told,
            [
                ("9.91E37".into(), 1),
                ("-9.9E36".into(), 3),
                ("#REF".into(), 5)
            ]
        );
        assert!(!grid.value(0, 0).is_finite() && !grid.is_blank(0, 0));
        assert_eq!((grid.value(1, 0), grid.value(3, 0)), (1.0, 1e37));
        assert_eq!((grid.label(4, 0), grid.label(4, 1)), (None, Some("kept")));
    }

    #[test]
    fn parts_make_the_same_grid() {
        let (name, cells, ends, lines, texts) = grid().into_parts();
        let bits = |g: &Grid| g.cells.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        let back = Grid::from_parts(name, cells, ends.clone(), lines.clone(), texts).unwrap();
        assert_eq!(bits(&back), bits(&grid()));
        let of =
            |cells, ends, texts| Grid::from_parts(String::new(), cells, ends, lines.clone(), texts);
        assert!(of(vec![1.0], ends, vec![]).is_none());
        let text = |r, c| vec![(r, c, "t".to_owned())];
        assert!(of(vec![1.0; 2], vec![1, 1, 2], text(2, 0)).is_some());
        assert!(of(vec![1.0; 2], vec![9, 1, 2], text(1, 0)).is_none());
        assert!(of(vec![1.0; 2], vec![1, 1, 2], text(1, 0)).is_none());
    }
}
