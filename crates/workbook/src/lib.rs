//! Workbooks, .xlsx and old .xls, as the grids of cells that `memrilab-device` reads.
//!
//! A part of its own, because calamine and what it needs are larger than everything else
//! the page loads at first. Calamine believes what a file says of its own size, so a
//! workbook is checked before it is opened: `guard` unpacks a .xlsx entry by entry under
//! a cap, `ole` walks the chains and records of a .xls; cells come one at a time.

mod guard;
mod ole;

use calamine::{Data, Reader, Xls, Xlsx, XlsxError};
use memrilab_device::read::{Caps, Grid};
use std::io::Cursor;
use thiserror::Error;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkbookError {
    /// It is cut off or damaged.
    #[error(
        "the workbook is damaged or cut off ({detail}); save it again as .xlsx or export the sheet as csv"
    )]
    Damaged {
        /// What the library said.
        detail: String,
    },
    /// It is larger than it should be.
    #[error("the workbook's {what} exceed {limit}; export the sheet that holds the sweep as csv")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it may be.
        limit: usize,
    },
    /// It is a workbook of another kind.
    #[error("this is {what}; save it as .xlsx or export the sheet as csv")]
    Other {
        /// What it is.
        what: &'static str,
    },
}

impl WorkbookError {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too-large",
            Self::Other { .. } => "other-workbook",
        }
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether these bytes begin like a workbook.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(OLE)
}

/// Every sheet of a workbook, in its order.
///
/// # Errors
/// [`WorkbookError`] if the workbook is damaged, too large, or of another kind.
pub fn grids(bytes: &[u8], caps: &Caps) -> Result<Vec<Grid>, WorkbookError> {
    let zipped = bytes.starts_with(ZIP);
    if zipped {
        guard::xlsx(bytes, caps)?;
    } else {
        ole::check(bytes)?;
    }
    // Calamine panics on some damaged .xls files. Natively that is caught here, which is
    // why the release profile unwinds; in a browser the worker is replaced.
    std::panic::catch_unwind(|| read(bytes, zipped, caps))
        .unwrap_or_else(|_| Err(damaged(&"its structure contradicts itself")))
}

fn damaged(detail: &dyn std::fmt::Display) -> WorkbookError {
    WorkbookError::Damaged {
        detail: detail.to_string(),
    }
}

fn read(bytes: &[u8], zipped: bool, caps: &Caps) -> Result<Vec<Grid>, WorkbookError> {
    let cursor = Cursor::new(bytes);
    if zipped {
        let mut book = Xlsx::new(cursor).map_err(|e| damaged(&e))?;
        let mut cells = Cells::new(caps);
        let names = few(book.sheet_names(), caps)?;
        let sheets = names.iter().map(|name| {
            let mut reader = match book.worksheet_cells_reader(name) {
                Ok(reader) => reader,
                // A chart or a dialog has a sheet of its own without cells.
                Err(XlsxError::NotAWorksheet(_)) => return Ok(Grid::new(name)),
                Err(error) => return Err(damaged(&error)),
            };
            // One cell at a time: a range would be allocated from its first to its last.
            while let Some(cell) = reader.next_cell().map_err(|e| damaged(&e))? {
                cells.push(cell.get_position(), cell.get_value().clone().into())?;
            }
            cells.grid(name)
        });
        sheets.collect()
    } else {
        let mut book = Xls::new(cursor).map_err(|e| damaged(&e))?;
        let mut cells = Cells::new(caps);
        let names = few(book.sheet_names(), caps)?;
        let sheets = names.iter().map(|name| {
            let range = book.worksheet_range(name).map_err(|e| damaged(&e))?;
            let (top, left) = range.start().unwrap_or((0, 0));
            for (r, c, value) in range.used_cells() {
                cells.push((top + r as u32, left + c as u32), value.clone())?;
            }
            cells.grid(name)
        });
        sheets.collect()
    }
}

fn few(names: Vec<String>, caps: &Caps) -> Result<Vec<String>, WorkbookError> {
    if names.len() > caps.sheets {
        return Err(WorkbookError::TooLarge {
            what: "sheets",
            limit: caps.sheets,
        });
    }
    Ok(names)
}

/// Cells of all sheets together.
const MOST_CELLS: usize = 20_000_000;

/// Columns of a sheet of any program.
const MOST_COLUMNS: u32 = 1 << 14;

/// The cells of one sheet after another, where they stand.
struct Cells<'c> {
    caps: &'c Caps,
    cells: Vec<((u32, u32), Data)>,
    /// Cells of the grids made so far, blank ones counted.
    total: usize,
}

impl<'c> Cells<'c> {
    fn new(caps: &'c Caps) -> Self {
        Self {
            caps,
            cells: Vec::new(),
            total: 0,
        }
    }

    fn push(&mut self, at: (u32, u32), value: Data) -> Result<(), WorkbookError> {
        if at.1 >= MOST_COLUMNS || at.0 as usize >= self.caps.rows {
            return Err(WorkbookError::TooLarge {
                what: "rows or columns",
                limit: self.caps.rows,
            });
        }
        if value != Data::Empty {
            self.cells.push((at, value));
        }
        self.room(self.cells.len())
    }

    fn room(&self, more: usize) -> Result<(), WorkbookError> {
        if self.total + more > MOST_CELLS {
            return Err(WorkbookError::TooLarge {
                what: "cells",
                limit: MOST_CELLS,
            });
        }
        Ok(())
    }

    /// The grid of the cells pushed. Columns keep their place on the sheet; empty rows
    /// between two others are one blank row, those above the first cell none.
    fn grid(&mut self, name: &str) -> Result<Grid, WorkbookError> {
        let mut cells = std::mem::take(&mut self.cells);
        // Files may hold them in any order, and one twice: the last counts.
        cells.sort_by_key(|(at, _)| *at);
        let mut grid = Grid::new(name);
        let (mut row, mut column) = (cells.first().map_or(0, |(at, _)| at.0), 0);
        for (k, ((r, c), value)) in cells.iter().enumerate() {
            if cells.get(k + 1).is_some_and(|(next, _)| *next == (*r, *c)) {
                continue;
            }
            if *r > row {
                grid.end_row(row + 1);
                if *r > row + 1 {
                    grid.end_row(row + 2);
                }
                (row, column) = (*r, 0);
            }
            self.total += (c - column) as usize + 1;
            self.room(0)?;
            for _ in column..*c {
                grid.blank();
            }
            push(&mut grid, value);
            column = c + 1;
        }
        if !cells.is_empty() {
            grid.end_row(row + 1);
        }
        Ok(grid)
    }
}

fn push(grid: &mut Grid, cell: &Data) {
    match cell {
        Data::Float(v) if v.is_finite() => grid.number(*v),
        Data::Int(v) => grid.number(*v as f64),
        Data::Bool(v) => grid.text(if *v { "TRUE" } else { "FALSE" }),
        Data::DateTime(v) if v.as_f64().is_finite() => grid.number(v.as_f64()),
        Data::String(text) => text_or_number(grid, text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => grid.text(text),
        Data::Error(error) => grid.text(&error.to_string()),
        _ => grid.blank(),
    }
}

/// Numbers stored as text are numbers; `NaN` and the like are nothing.
fn text_or_number(grid: &mut Grid, text: &str) {
    let trimmed = text.trim();
    let numeric = trimmed.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    match trimmed.parse::<f64>() {
        Ok(v) if numeric && v.is_finite() => grid.number(v),
        _ if trimmed.len() > 4096 => grid.blank(),
        _ => grid.text(trimmed),
    }
}
