//! The cells of a sheet, one by one, to a grid.
//!
//! A sheet may name a cell a million rows down; what it spans is counted before any room
//! is made for it.

use crate::WorkbookError;
use memrilab_device::read::{Caps, Grid};

/// Cells of all sheets together, blank ones between them included.
const MOST_CELLS: u64 = 20_000_000;

/// What all sheets of a workbook may still take.
pub(crate) struct Budget {
    cells: u64,
    characters: usize,
    caps: Caps,
}

impl Budget {
    pub(crate) fn new(caps: &Caps) -> Self {
        Self {
            cells: MOST_CELLS,
            characters: caps.unpacked_bytes,
            caps: *caps,
        }
    }
}

enum Value {
    Number(f64),
    Text(String),
}

/// The cells of one sheet.
pub(crate) struct Cells<'b> {
    budget: &'b mut Budget,
    found: Vec<(u32, u32, Value)>,
}

impl<'b> Cells<'b> {
    pub(crate) fn new(budget: &'b mut Budget) -> Self {
        Self {
            budget,
            found: Vec::new(),
        }
    }

    fn push(&mut self, (row, column): (u32, u32), value: Value) -> Result<(), WorkbookError> {
        let caps = &self.budget.caps;
        // A sheet of today's size has 16384 columns; how many are used is told later.
        if row as usize >= caps.rows || column as usize >= caps.columns.max(1 << 14) {
            return Err(too_large("rows or columns", caps.rows as u64));
        }
        if self.found.len() as u64 >= MOST_CELLS {
            return Err(too_large("cells", MOST_CELLS));
        }
        self.found.push((row, column, value));
        Ok(())
    }

    pub(crate) fn number(&mut self, at: (u32, u32), value: f64) -> Result<(), WorkbookError> {
        if value.is_finite() {
            self.push(at, Value::Number(value))?;
        }
        Ok(())
    }

    /// Numbers stored as text are numbers; a text longer than a cell may be is none.
    pub(crate) fn text(&mut self, at: (u32, u32), text: &str) -> Result<(), WorkbookError> {
        let text = text.trim();
        let numeric = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
        if text.is_empty() || text.len() > self.budget.caps.cell_bytes {
            return Ok(());
        }
        match text.parse::<f64>() {
            Ok(v) if numeric && v.is_finite() => self.number(at, v),
            _ => {
                let left = self.budget.characters.checked_sub(text.len());
                let limit = self.budget.caps.unpacked_bytes as u64;
                self.budget.characters =
                    left.ok_or_else(|| too_large("characters of text", limit))?;
                self.push(at, Value::Text(text.to_owned()))
            }
        }
    }

    /// The sheet from its first used row on; columns keep their place, and empty rows
    /// between two others are one blank row.
    pub(crate) fn into_grid(mut self, name: &str) -> Result<Grid, WorkbookError> {
        let place = |c: &(u32, u32, Value)| (c.0, c.1);
        if !self.found.is_sorted_by_key(place) {
            self.found.sort_by_key(place);
        }
        // Of two values for one cell the later counts.
        self.found.dedup_by(|later, earlier| {
            let same = place(later) == place(earlier);
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        let mut grid = Grid::new(name);
        let Some(first) = self.found.first() else {
            return Ok(grid);
        };
        let (mut row, mut column) = (first.0, 0);
        for (r, c, value) in self.found {
            if row < r {
                grid.end_row(row + 1);
                if row + 1 < r {
                    grid.end_row(row + 2);
                }
                (row, column) = (r, 0);
            }
            let left = self.budget.cells.checked_sub(u64::from(c - column) + 1);
            self.budget.cells = left.ok_or_else(|| too_large("cells", MOST_CELLS))?;
            while column < c {
                grid.blank();
                column += 1;
            }
            match value {
                Value::Number(v) => grid.number(v),
                Value::Text(text) => grid.text(&text),
            }
            column += 1;
        }
        grid.end_row(row + 1);
        Ok(grid)
    }
}

fn too_large(what: &'static str, limit: u64) -> WorkbookError {
    WorkbookError::TooLarge {
        what,
        limit: limit as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_any_order_keep_their_place() {
        let mut budget = Budget::new(&Caps::default());
        let mut cells = Cells::new(&mut budget);
        cells.number((4, 2), 1.5).unwrap();
        cells.text((2, 0), " V ").unwrap();
        cells.text((2, 1), "-2.5e-3").unwrap();
        cells.number((4, 0), f64::NAN).unwrap();
        let grid = cells.into_grid("s").unwrap();
        assert_eq!(
            (grid.rows(), grid.label(0, 0), grid.value(0, 1)),
            (3, Some("V"), -2.5e-3)
        );
        assert!(grid.is_blank_row(1) && grid.line(2) == 5);
        assert!(grid.is_blank(2, 0) && grid.value(2, 2) == 1.5);
    }

    #[test]
    fn spans_and_texts_are_counted_over_all_sheets() {
        let caps = Caps {
            unpacked_bytes: 10,
            ..Caps::default()
        };
        let mut budget = Budget::new(&caps);
        for full in [false, true] {
            let mut cells = Cells::new(&mut budget);
            // A cell at the right end of each row makes the row that long.
            for row in 0..if full { 800 } else { 500 } {
                cells.number((2 * row, 16_000), 1.0).unwrap();
            }
            assert_eq!(cells.into_grid("s").is_err(), full);
        }
        let mut cells = Cells::new(&mut budget);
        cells.text((0, 0), "123456 V").unwrap();
        assert!(cells.text((0, 1), "three").is_err());
        assert!(cells.number((5_000_000, 0), 1.0).is_err());
        let mut cells = Cells::new(&mut budget);
        cells.number((1, 1), 1.0).unwrap();
        cells.number((1, 1), 2.0).unwrap();
        assert_eq!(cells.into_grid("s").unwrap().value(0, 1), 2.0);
    }
}
