//! Workbooks, .xlsx and old .xls, as the grids of cells that `memrilab-device` reads.
//!
//! A part of its own, because calamine and what it needs are larger than everything else
//! the page loads at first. Calamine believes what a file says of its own size, and running
//! out of memory cannot be caught, so nothing unchecked reaches it: `guard` unpacks a .xlsx
//! entry by entry under a cap, and its cells are taken one by one; of an old .xls, `ole`
//! takes out the one stream that matters, and `biff` counts what it would make calamine
//! allocate.

mod biff;
mod cells;
mod guard;
mod ole;

use calamine::{Data, DataRef, Reader, Xls, Xlsx};
use cells::Cells;
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

/// Whether these bytes begin like a workbook.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(ole::MAGIC)
}

/// Every sheet of a workbook, in its order.
///
/// # Errors
/// [`WorkbookError`] if the workbook is damaged, too large, or of another kind.
pub fn grids(bytes: &[u8], caps: &Caps) -> Result<Vec<Grid>, WorkbookError> {
    let zipped = bytes.starts_with(ZIP);
    // Calamine panics on some damaged files. Natively that is caught here; in a browser
    // the worker is replaced.
    let read = || {
        if zipped {
            xlsx(bytes, caps)
        } else {
            xls(bytes, caps)
        }
    };
    std::panic::catch_unwind(read)
        .unwrap_or_else(|_| Err(damaged(&"its structure contradicts itself")))
}

fn damaged(detail: &dyn std::fmt::Display) -> WorkbookError {
    WorkbookError::Damaged {
        detail: detail.to_string(),
    }
}

fn few(sheets: usize, caps: &Caps) -> Result<(), WorkbookError> {
    if sheets > caps.sheets {
        return Err(WorkbookError::TooLarge {
            what: "sheets",
            limit: caps.sheets,
        });
    }
    Ok(())
}

fn xlsx(bytes: &[u8], caps: &Caps) -> Result<Vec<Grid>, WorkbookError> {
    guard::xlsx(bytes, caps)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let names = book.sheet_names();
    few(names.len(), caps)?;
    let mut budget = cells::Budget::new(caps);
    names
        .iter()
        .map(|name| {
            let mut reader = match book.worksheet_cells_reader(name) {
                Ok(reader) => reader,
                // A sheet that is a chart holds no cells.
                Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Grid::new(name)),
                Err(e) => return Err(damaged(&e)),
            };
            let mut cells = Cells::new(&mut budget);
            while let Some(cell) = reader.next_cell().map_err(|e| damaged(&e))? {
                let at = cell.get_position();
                match cell.get_value() {
                    DataRef::Float(v) => cells.number(at, *v)?,
                    DataRef::Int(v) => cells.number(at, *v as f64)?,
                    DataRef::DateTime(v) => cells.number(at, v.as_f64())?,
                    DataRef::Bool(v) => cells.text(at, if *v { "TRUE" } else { "FALSE" })?,
                    DataRef::String(text)
                    | DataRef::DateTimeIso(text)
                    | DataRef::DurationIso(text) => cells.text(at, text)?,
                    DataRef::SharedString(text) => cells.text(at, text)?,
                    DataRef::Error(error) => cells.text(at, &error.to_string())?,
                    DataRef::Empty => {}
                }
            }
            cells.into_grid(name)
        })
        .collect()
}

fn xls(bytes: &[u8], caps: &Caps) -> Result<Vec<Grid>, WorkbookError> {
    let mut stream = ole::workbook(bytes)?;
    biff::defuse(&mut stream, caps)?;
    let mut book = Xls::new(Cursor::new(ole::container(stream))).map_err(|e| damaged(&e))?;
    let names = book.sheet_names();
    few(names.len(), caps)?;
    let mut budget = cells::Budget::new(caps);
    names
        .iter()
        .map(|name| {
            let range = book.worksheet_range(name).map_err(|e| damaged(&e))?;
            let (top, left) = range.start().unwrap_or((0, 0));
            let mut cells = Cells::new(&mut budget);
            for (row, column, value) in range.used_cells() {
                let at = (top + row as u32, left + column as u32);
                match value {
                    Data::Float(v) => cells.number(at, *v)?,
                    Data::Int(v) => cells.number(at, *v as f64)?,
                    Data::DateTime(v) => cells.number(at, v.as_f64())?,
                    Data::Bool(v) => cells.text(at, if *v { "TRUE" } else { "FALSE" })?,
                    Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                        cells.text(at, text)?;
                    }
                    Data::Error(error) => cells.text(at, &error.to_string())?,
                    _ => {}
                }
            }
            cells.into_grid(name)
        })
        .collect()
}
