//! Checks before calamine opens a file: sizes are counted, not believed.

use crate::{WorkbookError, damaged};
use memrilab_device::read::Caps;
use std::io::{Cursor, Read as _};

/// How many times its compressed size an entry may unpack to, beyond a first megabyte.
const RATIO: u64 = 200;

/// Unpacks every entry of a .xlsx under the caps, and looks at the addresses of cells:
/// calamine allocates the rectangle between the first and the last one.
pub(crate) fn xlsx(bytes: &[u8], caps: &Caps) -> Result<(), WorkbookError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > 10_000 {
        return Err(WorkbookError::TooLarge {
            what: "parts",
            limit: 10_000,
        });
    }
    let too_large = || WorkbookError::TooLarge {
        what: "unpacked bytes",
        limit: caps.unpacked_bytes,
    };
    let (mut total, mut cells) = (0u64, 0u64);
    let mut workbook = false;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(|e| damaged(&e))?;
        let name = entry.name().map_err(|e| damaged(&e))?.to_lowercase();
        workbook |= name == "xl/workbook.xml";
        if name == "xl/workbook.bin" {
            return Err(WorkbookError::Other {
                what: "a binary workbook (.xlsb)",
            });
        }
        let limit = (1 << 20) + entry.compressed_size().saturating_mul(RATIO);
        let limit = limit.min(caps.unpacked_bytes as u64 - total);
        let sheet = name.starts_with("xl/worksheets/") && name.ends_with(".xml");
        let mut content = Vec::new();
        let count = if sheet {
            entry
                .take(limit + 1)
                .read_to_end(&mut content)
                .map(|n| n as u64)
        } else {
            std::io::copy(&mut entry.take(limit + 1), &mut std::io::sink())
        };
        let count = count.map_err(|e| damaged(&e))?;
        if count > limit {
            return Err(too_large());
        }
        total += count;
        if sheet {
            cells = cells.saturating_add(rectangle(&content, caps)?);
        }
        if cells > super::MOST_CELLS as u64 {
            return Err(WorkbookError::TooLarge {
                what: "cells",
                limit: super::MOST_CELLS,
            });
        }
    }
    if !workbook {
        return Err(WorkbookError::Other {
            what: "a zip archive, not an Excel workbook",
        });
    }
    Ok(())
}

/// The cells of the smallest rectangle from A1 that holds every address in a sheet,
/// `r="AB12"` and `ref="A1:AB12"` alike.
fn rectangle(xml: &[u8], caps: &Caps) -> Result<u64, WorkbookError> {
    let (mut columns, mut rows) = (0u64, 0u64);
    let mut at = 0;
    while let Some(found) = find(&xml[at..], b" r") {
        at += found + 2;
        let rest = &xml[at..];
        let value = match rest {
            [b'=', b'"' | b'\'', value @ ..] | [b'e', b'f', b'=', b'"' | b'\'', value @ ..] => {
                value
            }
            _ => continue,
        };
        let end = value
            .iter()
            .take(64)
            .position(|b| matches!(b, b'"' | b'\''))
            .unwrap_or(0);
        for address in value[..end].split(|&b| b == b':') {
            let (c, r) = address_of(address);
            // A dimension may claim the whole sheet; what counts are cells that are there.
            if !rest.starts_with(b"ef") {
                (columns, rows) = (columns.max(c), rows.max(r));
            }
        }
    }
    if columns > caps.columns as u64 * 16 || rows > caps.rows as u64 {
        return Err(WorkbookError::TooLarge {
            what: "rows or columns",
            limit: caps.rows,
        });
    }
    Ok(columns.saturating_mul(rows))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// Column and row of an address such as `AB12`, from 1; a bare row number has column 0.
fn address_of(address: &[u8]) -> (u64, u64) {
    let (mut column, mut row) = (0u64, 0u64);
    for &b in address.iter().take(16) {
        let digit = |from: u8| u64::from(b - from);
        match b {
            b'A'..=b'Z' => column = column.saturating_mul(26).saturating_add(digit(b'A') + 1),
            b'a'..=b'z' => column = column.saturating_mul(26).saturating_add(digit(b'a') + 1),
            b'0'..=b'9' => row = row.saturating_mul(10).saturating_add(digit(b'0')),
            _ => {}
        }
    }
    (column, row)
}

/// An old .xls is an OLE container: its header must name sector sizes that exist, and
/// its directory must hold a workbook.
pub(crate) fn xls(bytes: &[u8]) -> Result<(), WorkbookError> {
    let word = |at: usize| {
        bytes
            .get(at..at + 2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
    };
    let sector = word(30).ok_or_else(|| damaged(&"its header is cut off"))?;
    if !matches!(sector, 9 | 12) || word(32) != Some(6) || bytes.len() < 1536 {
        return Err(damaged(&"its header is cut off or wrong"));
    }
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if named("WordDocument") {
        return Err(WorkbookError::Other {
            what: "a Word document",
        });
    }
    if !named("Workbook") && !named("Book") {
        return Err(WorkbookError::Other {
            what: "an OLE file without a workbook",
        });
    }
    Ok(())
}
