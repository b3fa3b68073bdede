//! The rows of a text, each with its line.

use crate::data::DataError;
use csv::StringRecord;

/// The rows that are not blank.
pub(super) struct Rows<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader }
    }

    /// The next row and its line; it must have as many cells as said.
    pub(super) fn next(
        &mut self,
        width: Option<usize>,
    ) -> Result<Option<(StringRecord, u64)>, DataError> {
        let mut row = StringRecord::new();
        loop {
            let more = self.reader.read_record(&mut row);
            // In memory, with rows of any length, only a delimiter inside a letter can fail.
            let more = more.map_err(|_| DataError::Text {
                line: self.reader.position().line(),
            })?;
            if !more {
                return Ok(None);
            }
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = row.position().map_or(0, |at| self.line(at));
            return match width {
                Some(expected) if row.len() != expected => Err(DataError::Ragged {
                    line,
                    expected,
                    got: row.len(),
                }),
                _ => Ok(Some((row, line))),
            };
        }
    }

    /// The line of a row: the reader's position lies before blank lines that it passes over.
    fn line(&self, at: &csv::Position) -> u64 {
        let rest = self.text.as_bytes().get(at.byte() as usize..);
        let blank = rest.unwrap_or(&[]).iter();
        let blank = blank.take_while(|b| matches!(b, b'\r' | b'\n'));
        at.line() + blank.filter(|b| **b == b'\n').count() as u64
    }

    pub(super) fn nth(&mut self, n: usize) -> Result<Option<StringRecord>, DataError> {
        for _ in 0..n {
            self.next(None)?;
        }
        Ok(self.next(None)?.map(|(row, _)| row))
    }
}

/// Whether the first column below the headings counts from 0 or from 1.
pub(super) fn counts_rows(text: &str, delimiter: u8) -> Result<bool, DataError> {
    let mut rows = Rows::new(text, delimiter);
    rows.next(None)?;
    let mut wanted = None;
    while let Some((row, _)) = rows.next(None)? {
        let Some(number) = row.get(0).and_then(|cell| cell.trim().parse::<u64>().ok()) else {
            return Ok(false);
        };
        if number != wanted.unwrap_or(number.min(1)) {
            return Ok(false);
        }
        wanted = number.checked_add(1);
    }
    Ok(wanted.is_some())
}
