//! Workbooks, .xlsx and old .xls, as the grids of cells that `memrilab-device` reads.
//!
//! A part of its own, because calamine and what it needs are larger than everything else
//! the page loads at first. Calamine believes what a file says of its own size, so a
//! workbook is checked before it is opened: `guard` unpacks a .xlsx entry by entry
//! under a cap and refuses cell addresses that no sweep has.

mod guard;

use calamine::{Data, Reader, Sheets, Xls, Xlsx};
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
        guard::xls(bytes)?;
    }
    // Calamine panics on some damaged .xls files. Natively that is caught here; in a
    // browser the worker is replaced.
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
    let mut book = if zipped {
        Sheets::Xlsx(Xlsx::new(cursor).map_err(|e| damaged(&e))?)
    } else {
        Sheets::Xls(Xls::new(cursor).map_err(|e| damaged(&e))?)
    };
    let names = book.sheet_names();
    if names.len() > caps.sheets {
        return Err(WorkbookError::TooLarge {
            what: "sheets",
            limit: caps.sheets,
        });
    }
    let mut cells = 0usize;
    names
        .iter()
        .map(|name| {
            let range = book.worksheet_range(name).map_err(|e| damaged(&e))?;
            cells += range.height() * range.width();
            if range.width() > caps.columns.max(1 << 14) || range.height() > caps.rows {
                return Err(WorkbookError::TooLarge {
                    what: "rows or columns",
                    limit: caps.rows,
                });
            }
            if cells > MOST_CELLS {
                return Err(WorkbookError::TooLarge {
                    what: "cells",
                    limit: MOST_CELLS,
                });
            }
            Ok(grid(name, &range))
        })
        .collect()
}

/// Cells of all sheets together.
const MOST_CELLS: usize = 20_000_000;

fn grid(name: &str, range: &calamine::Range<Data>) -> Grid {
    let mut grid = Grid::new(name);
    let (top, left) = range.start().unwrap_or((0, 0));
    // Columns keep their place on the sheet; rows above the first cell do not matter.
    for (r, row) in range.rows().enumerate() {
        for _ in 0..left {
            grid.blank();
        }
        for cell in row {
            match cell {
                Data::Float(v) if v.is_finite() => grid.number(*v),
                Data::Int(v) => grid.number(*v as f64),
                Data::Bool(v) => grid.text(if *v { "TRUE" } else { "FALSE" }),
                Data::DateTime(v) => grid.number(v.as_f64()),
                Data::String(text) => text_or_number(&mut grid, text),
                Data::DateTimeIso(text) | Data::DurationIso(text) => grid.text(text),
                Data::Error(error) => grid.text(&error.to_string()),
                _ => grid.blank(),
            }
        }
        grid.end_row(top + r as u32 + 1);
    }
    grid
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
