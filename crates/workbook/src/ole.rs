//! What an old .xls says of its own size, checked before calamine believes it.
//!
//! Calamine follows a chain of sectors to its end, which may come back to its beginning,
//! reserves the rectangle that a sheet says it has, and fills the one between its first
//! and its last cell. So the chains are walked here, none longer than the file, and the
//! rectangles are counted.

use crate::{MOST_CELLS, WorkbookError, damaged};

const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on are marks.
const MARKS: u32 = 0xffff_fffa;

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|four| u32::from_le_bytes(*four))
}

/// Checks an OLE container and the workbook in it.
pub(crate) fn check(bytes: &[u8]) -> Result<(), WorkbookError> {
    if !matches!(word(bytes, 30), Some(9 | 12)) || word(bytes, 32) != Some(6) {
        return Err(damaged(&"its header is cut off or wrong"));
    }
    let ole =
        Ole::new(bytes).ok_or_else(|| damaged(&"its table of sectors is cut off or wrong"))?;
    if ole.entry("WordDocument").is_some() {
        return Err(WorkbookError::Other {
            what: "a Word document",
        });
    }
    let book = ole.entry("Workbook").or_else(|| ole.entry("Book"));
    let book = book.ok_or(WorkbookError::Other {
        what: "an OLE file without a workbook",
    })?;
    let stream = ole
        .stream(book)
        .ok_or_else(|| damaged(&"a chain of sectors has no end"))?;
    sheets(&stream)
}

struct Ole<'b> {
    bytes: &'b [u8],
    sector: usize,
    fat: Vec<u32>,
    directory: Vec<u8>,
}

impl<'b> Ole<'b> {
    fn new(bytes: &'b [u8]) -> Option<Self> {
        let sector = 1usize << word(bytes, 30)?;
        let mut ole = Self {
            bytes,
            sector,
            fat: Vec::new(),
            directory: Vec::new(),
        };
        // The header lists the first sectors of the table; a chain of its own the rest.
        let mut list: Vec<u32> = longs(bytes.get(76..512)?).collect();
        let mut next = long(bytes, 68)?;
        let mut left = ole.sectors();
        while next < MARKS {
            left = left.checked_sub(1)?;
            list.extend(longs(ole.sector(next)?));
            next = list.pop()?;
        }
        for id in list.into_iter().filter(|&id| id < MARKS) {
            let part = longs(ole.sector(id)?);
            ole.fat.extend(part);
        }
        ole.directory = ole.chain(long(bytes, 48)?)?;
        // The root entry's stream holds the short streams, and their table is one too.
        if long(bytes, 64)? > 0 {
            let root = ole.directory.get(..128)?;
            ole.chain(long(root, 116)?)?;
            ole.chain(long(bytes, 60)?)?;
        }
        Some(ole)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector; the last of a file may be cut short.
    fn sector(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors of a chain one after another; `None` if it does not end.
    fn chain(&self, mut id: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        for _ in 0..=self.sectors() {
            if id == END_OF_CHAIN {
                return Some(content);
            }
            content.extend_from_slice(self.sector(id)?);
            id = *self.fat.get(id as usize)?;
        }
        None
    }

    /// The first entry of this name.
    fn entry(&self, name: &str) -> Option<&[u8]> {
        self.directory
            .as_chunks::<128>()
            .0
            .iter()
            .find_map(|entry| {
                let letters = entry[..64].as_chunks::<2>().0.iter();
                let letters = letters.map(|two| u16::from_le_bytes(*two));
                let is = letters
                    .take_while(|&c| c != 0)
                    .map(|c| char::from_u32(c.into()).unwrap_or('?'))
                    .map(|c| c.to_ascii_lowercase())
                    .eq(name.chars().map(|c| c.to_ascii_lowercase()));
                is.then_some(&entry[..])
            })
    }

    /// The content of an entry: in sectors of its own, or among the short streams.
    fn stream(&self, entry: &[u8]) -> Option<Vec<u8>> {
        let (start, length) = (long(entry, 116)?, long(entry, 120)? as usize);
        if length > self.bytes.len() || self.sector == 4096 && long(entry, 124)? != 0 {
            return None;
        }
        let mut content = if length >= 4096 {
            self.chain(start)?
        } else {
            let short = self.chain(long(self.directory.get(..128)?, 116)?)?;
            let table: Vec<u32> = longs(&self.chain(long(self.bytes, 60)?)?).collect();
            let mut content = Vec::new();
            let mut id = start as usize;
            while content.len() < length && id != END_OF_CHAIN as usize {
                let from = id.checked_mul(64)?;
                let piece = short.get(from..(from.checked_add(64)?).min(short.len()))?;
                content.extend_from_slice(piece);
                id = *table.get(id)? as usize;
                if piece.is_empty() {
                    return None;
                }
            }
            content
        };
        content.truncate(length);
        Some(content)
    }
}

/// The records from `from` on: their kinds and contents.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (word(stream, at)?, usize::from(word(stream, at + 2)?));
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, content))
    })
}

const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;

/// Counts the cells of every sheet as calamine will.
fn sheets(stream: &[u8]) -> Result<(), WorkbookError> {
    let globals = records(stream, 0).take_while(|(kind, _)| *kind != END);
    let mut places: Vec<usize> = globals
        .filter(|(kind, _)| *kind == SHEET)
        .map(|(_, content)| long(content, 0).map_or(usize::MAX, |at| at as usize))
        .collect();
    places.sort_unstable();
    let twice = places.windows(2).any(|w| w[0] == w[1]);
    if twice || places.last().is_some_and(|&at| at > stream.len()) {
        return Err(damaged(&"its list of sheets contradicts itself"));
    }
    // Sheets stand one after another; each is gone through once, nested parts twice.
    let mut budget = stream.len().saturating_mul(4);
    let mut total = 0usize;
    for at in places {
        let (mut area, mut said) = (Area::default(), 0);
        for (kind, content) in records(stream, at).take_while(|(kind, _)| *kind != END) {
            budget = budget
                .checked_sub(content.len() + 4)
                .ok_or_else(|| damaged(&"its sheets stand within each other"))?;
            match kind {
                DIMENSIONS => said = dimensions(content).max(said),
                // Numbers, texts, truth values and formulas, one or many.
                0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x0006 => {
                    area.add(content, word(content, 2));
                }
                0x00bd => {
                    area.add(content, word(content, 2));
                    let last = content.len().checked_sub(2);
                    area.add(content, last.and_then(|at| word(content, at)));
                }
                _ => {}
            }
        }
        total = total.saturating_add(area.cells().max(said));
    }
    if total > MOST_CELLS {
        return Err(WorkbookError::TooLarge {
            what: "cells",
            limit: MOST_CELLS,
        });
    }
    Ok(())
}

/// The rectangle that a sheet says it has; one with its end before its begin is too
/// large for anything.
fn dimensions(content: &[u8]) -> usize {
    let wide = content.len() >= 14;
    let at = |i: usize| {
        let value = if wide && i < 2 {
            long(content, 4 * i)
        } else if wide {
            word(content, 4 + 2 * i).map(u32::from)
        } else {
            word(content, 2 * i).map(u32::from)
        };
        value.unwrap_or(0) as usize
    };
    let (top, bottom, left, right) = (at(0), at(1), at(2), at(3));
    if bottom == 0 || right == 0 {
        return 1;
    }
    let left = if left > 255 || right <= left { 0 } else { left };
    match bottom.checked_sub(top) {
        Some(rows) if rows > 0 => rows.saturating_mul(right - left),
        _ => usize::MAX,
    }
}

/// The rectangle between the first and the last cell.
#[derive(Default)]
struct Area(Option<(u16, u16, u16, u16)>);

impl Area {
    fn add(&mut self, content: &[u8], column: Option<u16>) {
        let (Some(row), Some(column)) = (word(content, 0), column) else {
            return;
        };
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, column, column));
        self.0 = Some((
            top.min(row),
            bottom.max(row),
            left.min(column),
            right.max(column),
        ));
    }

    fn cells(&self) -> usize {
        self.0.map_or(0, |(top, bottom, left, right)| {
            (usize::from(bottom - top) + 1) * (usize::from(right - left) + 1)
        })
    }
}
