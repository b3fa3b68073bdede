//! The records of an old .xls, looked through before calamine sees them.
//!
//! Calamine allocates what a sheet says it spans, copies a string for every cell that
//! names it, and decodes formulas and names that nobody reads here. So spans are counted
//! from the cells, copies are added up, and the records that are of no use are blanked.

use crate::{WorkbookError, damaged};
use memrilab_device::read::Caps;

/// Cells of all sheets together; a sheet of this age has 65536 rows.
const MOST_CELLS: u64 = 5_000_000;

// Records, by their numbers.
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000a;
const EXTERNAL: u16 = 0x0017;
const NAME: u16 = 0x0018;
const PASSWORD: u16 = 0x002f;
const CONTINUE: u16 = 0x003c;
const SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00bd;
const MERGED: u16 = 0x00e5;
const STRINGS: u16 = 0x00fc;
const STRING: u16 = 0x00fd;
const DIMENSIONS: u16 = 0x0200;
const BEGIN: u16 = 0x0809;
const OTHER_CELLS: [u16; 5] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e];

/// Where a record stands: its kind, and the range of its data.
type Record = (u16, std::ops::Range<usize>);

fn half(stream: &[u8], at: usize) -> Option<usize> {
    let bytes = stream.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
}

fn record(stream: &[u8], at: usize) -> Option<Record> {
    let (kind, length) = (half(stream, at)?, half(stream, at + 2)?);
    let data = at + 4..at + 4 + length;
    (data.end <= stream.len()).then_some((kind as u16, data))
}

/// Checks and simplifies a workbook's stream in place.
pub(crate) fn defuse(stream: &mut [u8], caps: &Caps) -> Result<(), WorkbookError> {
    let cut = || damaged(&"a record is cut off");
    let (mut sheets, mut lengths) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < stream.len() {
        let (kind, data) = record(stream, at).ok_or_else(cut)?;
        match kind {
            END => break,
            PASSWORD if half(stream, data.start) != Some(0) => {
                return Err(WorkbookError::Other {
                    what: "a workbook with a password",
                });
            }
            SHEET => {
                let low = half(stream, data.start).ok_or_else(cut)?;
                let high = half(stream, data.start + 2).ok_or_else(cut)?;
                sheets.push(high << 16 | low);
            }
            STRINGS => lengths = string_lengths(stream, at).ok_or_else(cut)?,
            NAME | EXTERNAL => blank(stream, at),
            _ => {}
        }
        at = data.end;
    }
    if sheets.iter().any(|&at| at > stream.len()) {
        return Err(damaged(&"its list of sheets contradicts itself"));
    }
    if sheets.len() > caps.sheets {
        return Err(WorkbookError::TooLarge {
            what: "sheets",
            limit: caps.sheets,
        });
    }
    let mut walk = Walk {
        // Sheets follow each other; more than twice the stream is no honest file.
        records: stream.len() / 2 + 1000,
        characters: caps.unpacked_bytes / 4,
        limit: caps.unpacked_bytes / 4,
        cells: MOST_CELLS,
    };
    sheets
        .into_iter()
        .try_for_each(|start| walk.sheet(stream, start, &lengths))
}

/// What may still be looked at and allocated.
struct Walk {
    records: usize,
    characters: usize,
    /// How many characters there were to begin with.
    limit: usize,
    cells: u64,
}

impl Walk {
    fn sheet(
        &mut self,
        stream: &mut [u8],
        start: usize,
        lengths: &[u32],
    ) -> Result<(), WorkbookError> {
        let cut = || damaged(&"a sheet is cut off");
        let too_large = |what, limit| WorkbookError::TooLarge { what, limit };
        let (mut at, mut begun, mut depth) = (start, false, 0u32);
        let (mut low, mut high) = ((usize::MAX, usize::MAX), (0, 0));
        while at < stream.len() {
            let (kind, data) = record(stream, at).ok_or_else(cut)?;
            self.records = self
                .records
                .checked_sub(1)
                .ok_or_else(|| damaged(&"its sheets overlap"))?;
            match kind {
                BEGIN if begun => depth += 1,
                BEGIN => begun = true,
                END if depth == 0 => break,
                END => depth -= 1,
                _ if depth > 0 => {}
                DIMENSIONS | MERGED => blank(stream, at),
                FORMULA | NUMBERS | STRING => {}
                _ if OTHER_CELLS.contains(&kind) => {}
                _ => {
                    at = data.end;
                    continue;
                }
            }
            let cell = depth == 0 && ![BEGIN, END, DIMENSIONS, MERGED].contains(&kind);
            if cell {
                let row = half(stream, data.start).ok_or_else(cut)?;
                let column = half(stream, data.start + 2).ok_or_else(cut)?;
                let last = match kind {
                    NUMBERS => column + data.len().saturating_sub(6) / 6,
                    _ => column,
                };
                low = (low.0.min(row), low.1.min(column));
                high = (high.0.max(row), high.1.max(last));
            }
            if kind == FORMULA && cell && data.len() >= 22 {
                // No tokens: the value stands before them.
                stream[data.start + 20..data.start + 22].fill(0);
            }
            if kind == STRING && cell {
                let index = half(stream, data.start + 6).zip(half(stream, data.start + 8));
                let (l, h) = index.ok_or_else(cut)?;
                let length = lengths.get(h << 16 | l).copied().unwrap_or(0);
                self.characters = self
                    .characters
                    .checked_sub(length as usize)
                    .ok_or_else(|| too_large("characters of text", self.limit))?;
            }
            at = data.end;
        }
        if low.0 == usize::MAX {
            return Ok(());
        }
        let span = (high.0 - low.0 + 1) as u64 * (high.1 - low.1 + 1) as u64;
        self.cells = self
            .cells
            .checked_sub(span)
            .ok_or_else(|| too_large("cells", MOST_CELLS as usize))?;
        Ok(())
    }
}

/// Makes a record one of no kind.
fn blank(stream: &mut [u8], at: usize) {
    if let Some(kind) = stream.get_mut(at..at + 2) {
        kind.fill(0);
    }
}

/// How many characters each shared string has.
fn string_lengths(stream: &[u8], at: usize) -> Option<Vec<u32>> {
    let (_, first) = record(stream, at)?;
    let mut parts = vec![stream.get(first.start + 8..first.end)?];
    let mut next = first.end;
    while let Some((CONTINUE, data)) = record(stream, next) {
        parts.push(&stream[data.clone()]);
        next = data.end;
    }
    let mut reader = Parts { parts: &mut parts };
    let mut lengths = Vec::new();
    while reader.more() {
        let characters = reader.half()?;
        let flags = reader.byte()?;
        let runs = if flags & 8 != 0 { reader.half()? } else { 0 };
        let extra = if flags & 4 != 0 {
            reader.half()? | reader.half()? << 16
        } else {
            0
        };
        reader.characters(characters, flags & 1 != 0)?;
        reader.skip(4 * runs)?;
        reader.skip(extra)?;
        lengths.push(characters as u32);
    }
    Some(lengths)
}

/// What is left of a record and of those that continue it.
struct Parts<'a, 'p> {
    parts: &'p mut [&'a [u8]],
}

impl Parts<'_, '_> {
    /// Whether anything is left; steps over parts that are used up.
    fn more(&mut self) -> bool {
        while let [first, ..] = self.parts
            && first.is_empty()
        {
            self.parts = &mut std::mem::take(&mut self.parts)[1..];
        }
        !self.parts.is_empty()
    }

    fn byte(&mut self) -> Option<usize> {
        if !self.more() {
            return None;
        }
        let first = self.parts.first_mut()?;
        let (&byte, rest) = first.split_first()?;
        *first = rest;
        Some(usize::from(byte))
    }

    fn half(&mut self) -> Option<usize> {
        Some(self.byte()? | self.byte()? << 8)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if !self.more() {
                return None;
            }
            let first = self.parts.first_mut()?;
            let step = count.min(first.len());
            *first = &first[step..];
            count -= step;
        }
        Some(())
    }

    /// Characters of one byte or two; where another record continues them, a byte says
    /// anew which.
    fn characters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        while count > 0 {
            if self.parts.first().is_none_or(|p| p.is_empty()) {
                wide = self.byte()? & 1 != 0;
            }
            let size = 1 + usize::from(wide);
            let first = self.parts.first_mut()?;
            let fit = (first.len() / size).min(count);
            let end = if fit < count { first.len() } else { fit * size };
            *first = &first[end..];
            count -= fit;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
        stream.extend_from_slice(&kind.to_le_bytes());
        stream.extend_from_slice(&(data.len() as u16).to_le_bytes());
        stream.extend_from_slice(data);
    }

    fn halves(values: &[u16]) -> Vec<u8> {
        values.iter().flat_map(|v| v.to_le_bytes()).collect()
    }

    /// A workbook of one sheet with these records.
    fn stream(globals: &[(u16, Vec<u8>)], sheet: &[(u16, Vec<u8>)]) -> Vec<u8> {
        let mut head = Vec::new();
        push(&mut head, BEGIN, &halves(&[0x600, 5, 0, 0]));
        for (kind, data) in globals {
            push(&mut head, *kind, data);
        }
        let start = head.len() as u32 + 4 + 10 + 4;
        let name = [&start.to_le_bytes()[..], &[0, 0, 2, 0, b'a', b'b']].concat();
        push(&mut head, SHEET, &name);
        push(&mut head, END, &[]);
        push(&mut head, BEGIN, &halves(&[0x600, 16, 0, 0]));
        for (kind, data) in sheet {
            push(&mut head, *kind, data);
        }
        push(&mut head, END, &[]);
        head
    }

    fn number(row: u16, column: u16) -> (u16, Vec<u8>) {
        let value = 2.5f64.to_le_bytes();
        (0x0203, [halves(&[row, column, 0]), value.to_vec()].concat())
    }

    fn check(stream: &[u8]) -> Result<Vec<u8>, WorkbookError> {
        let mut stream = stream.to_vec();
        defuse(&mut stream, &Caps::default())?;
        Ok(stream)
    }

    #[test]
    fn spans_come_from_cells_and_not_from_claims() {
        let claim = (DIMENSIONS, halves(&[0, 0, 0xffff, 0xffff, 0, 0xff, 0]));
        let formula = (
            FORMULA,
            [halves(&[1, 1, 0]), vec![0; 14], vec![9; 4]].concat(),
        );
        let small = stream(&[], &[claim.clone(), number(0, 0), number(9, 3), formula]);
        let clean = check(&small).unwrap();
        let kinds = |s: &[u8]| {
            let (mut at, mut kinds) = (0, Vec::new());
            while let Some((kind, data)) = record(s, at) {
                kinds.push(kind);
                at = data.end;
            }
            kinds
        };
        assert!(kinds(&small).contains(&DIMENSIONS) && !kinds(&clean).contains(&DIMENSIONS));
        assert!(
            clean.windows(4).any(|w| w == [0, 0, 9, 9]),
            "tokens are gone"
        );
        let wide = stream(&[], &[number(0, 0), number(0xffff, 0xffff)]);
        assert_eq!(check(&wide).unwrap_err().code(), "too-large");
    }

    #[test]
    fn copies_of_a_string_are_added_up() {
        // One string of 60000 characters over two records, the second wide.
        let first = [
            &[1, 0, 0, 0, 1, 0, 0, 0],
            &halves(&[20_000])[..],
            &[0],
            &[b'a'; 8000],
        ]
        .concat();
        let second = [vec![1], vec![b'a'; 8000]].concat();
        let third = [vec![0], vec![b'a'; 8000]].concat();
        let short = [&halves(&[2])[..], &[0], b"no"].concat();
        let globals = [
            (STRINGS, first),
            (CONTINUE, second),
            (CONTINUE, [third, short].concat()),
        ];
        let named = |row: u16, index: u16| (STRING, halves(&[row, 0, 0, index, 0]));
        let few = stream(&globals, &[named(0, 0), named(1, 1)]);
        let at = (0..few.len())
            .find(|&i| record(&few, i).is_some_and(|r| r.0 == STRINGS))
            .unwrap();
        assert_eq!(string_lengths(&few, at), Some(vec![20_000, 2]));
        assert!(check(&few).is_ok());
        let many: Vec<_> = (0..4000).map(|row| named(row, 0)).collect();
        assert_eq!(
            check(&stream(&globals, &many)).unwrap_err().code(),
            "too-large"
        );
        let cheap: Vec<_> = (0..4000).map(|row| named(row, 1)).collect();
        assert!(check(&stream(&globals, &cheap)).is_ok());
    }

    #[test]
    fn what_is_cut_off_is_told() {
        let whole = stream(&[], &[number(0, 0)]);
        for cut in [3, 10, whole.len() - 9] {
            assert_eq!(check(&whole[..cut]).unwrap_err().code(), "damaged", "{cut}");
        }
        let locked = stream(&[(PASSWORD, halves(&[1]))], &[]);
        assert!(check(&locked).unwrap_err().to_string().contains("password"));
    }
}
