//! The container of an old .xls: sectors, chained by a table.
//!
//! Calamine follows such chains as far as they lead, and a chain can lead in a circle.
//! So the one stream that matters is taken out here, where every chain is as long as the
//! file at most, and handed on in a new container without any of the old links.

use crate::{WorkbookError, damaged};

/// What an OLE file begins with.
pub(crate) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Streams below this size live in sectors of 64 bytes.
const SMALL: usize = 4096;

/// Sector numbers from here on are marks: end of a chain, free, table.
const MARKS: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const TABLE: u32 = 0xffff_fffd;

struct Container<'a> {
    bytes: &'a [u8],
    size: usize,
    table: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

fn word(bytes: &[u8], at: usize) -> Result<u32, WorkbookError> {
    bytes
        .get(at..at + 4)
        .and_then(|b| b.try_into().ok())
        .map(u32::from_le_bytes)
        .ok_or_else(|| damaged(&"its header is cut off"))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let exact = bytes.chunks_exact(4);
    exact.map(|b| b.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)))
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let shifts = (word(bytes, 28)? >> 16, word(bytes, 32)? & 0xffff);
        let size = match shifts {
            (9, 6) => 512,
            (12, 6) => 4096,
            _ => return Err(damaged(&"its header is wrong")),
        };
        let mut container = Self {
            bytes,
            size,
            table: Vec::new(),
        };
        // Where the table is: 109 places in the header, the rest chained behind them.
        let header = bytes
            .get(76..512)
            .ok_or_else(|| damaged(&"its header is cut off"))?;
        let mut places: Vec<u32> = words(header).collect();
        let mut next = word(bytes, 68)?;
        for _ in 0..=bytes.len() / size {
            if next >= MARKS {
                break;
            }
            places.extend(words(container.sector(next)?));
            next = places.pop().unwrap_or(END);
        }
        for place in places.into_iter().filter(|&p| p < MARKS) {
            if container.table.len() > bytes.len() / 4 {
                return Err(damaged(&"its table of sectors is longer than the file"));
            }
            let entries: Vec<u32> = words(container.sector(place)?).collect();
            container.table.extend(entries);
        }
        Ok(container)
    }

    /// A sector; the last one of a file may be cut short.
    fn sector(&self, id: u32) -> Result<&'a [u8], WorkbookError> {
        let from = (id as usize + 1).saturating_mul(self.size);
        let to = self.bytes.len().min(from.saturating_add(self.size));
        self.bytes
            .get(from..to)
            .filter(|s| !s.is_empty())
            .ok_or_else(|| damaged(&"a sector lies behind its end"))
    }

    /// The bytes of a chain, at most `length` of them.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, WorkbookError> {
        let mut content = Vec::new();
        for id in links(&self.table, start, self.bytes.len() / self.size)? {
            content.extend_from_slice(self.sector(id)?);
            if content.len() >= length {
                break;
            }
        }
        content.truncate(length);
        Ok(content)
    }

    fn entries(&self) -> Result<Vec<Entry>, WorkbookError> {
        let directory = self.chain(word(self.bytes, 48)?, usize::MAX)?;
        directory
            .chunks_exact(128)
            .map(|entry| {
                let units: Vec<u16> = entry[..64]
                    .chunks_exact(2)
                    .map(|b| u16::from_le_bytes([b[0], b[1]]))
                    .take_while(|&u| u != 0)
                    .collect();
                Ok(Entry {
                    name: String::from_utf16_lossy(&units),
                    start: word(entry, 116)?,
                    length: word(entry, 120)? as usize,
                })
            })
            .collect()
    }

    fn content(&self, entry: &Entry, root: &Entry) -> Result<Vec<u8>, WorkbookError> {
        if entry.length >= SMALL {
            return self.chain(entry.start, entry.length);
        }
        let store = self.chain(root.start, root.length)?;
        let table: Vec<u32> = words(&self.chain(word(self.bytes, 60)?, usize::MAX)?).collect();
        let mut content = Vec::new();
        for id in links(&table, entry.start, store.len() / 64)? {
            let from = id as usize * 64;
            let sector = store.get(from..store.len().min(from + 64));
            content.extend_from_slice(sector.ok_or_else(|| damaged(&"a small sector is missing"))?);
        }
        content.truncate(entry.length);
        Ok(content)
    }
}

/// The sectors of a chain, of which there can be no more than `most`.
fn links(table: &[u32], start: u32, most: usize) -> Result<Vec<u32>, WorkbookError> {
    let mut chain = Vec::new();
    let mut id = start;
    while id != END {
        if chain.len() > most {
            return Err(damaged(&"a chain of sectors leads in a circle"));
        }
        chain.push(id);
        id = *table
            .get(id as usize)
            .ok_or_else(|| damaged(&"a chain of sectors leads nowhere"))?;
    }
    Ok(chain)
}

/// The stream of records that is the workbook.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    let container = Container::open(bytes)?;
    let entries = container.entries()?;
    let other = |what| Err(WorkbookError::Other { what });
    let named = |name: &str| entries.iter().find(|e| e.name.eq_ignore_ascii_case(name));
    let Some(root) = entries.first() else {
        return other("an OLE file without a workbook");
    };
    match named("Workbook").or_else(|| named("Book")) {
        Some(entry) => container.content(entry, root),
        None if named("WordDocument").is_some() => other("a Word document"),
        None if named("EncryptedPackage").is_some() => other("a workbook with a password"),
        None => other("an OLE file without a workbook"),
    }
}

/// A container that holds one stream, `Workbook`, and nothing else.
pub(crate) fn container(mut stream: Vec<u8>) -> Vec<u8> {
    const SIZE: usize = 4096;
    // Zeros read as a record of no kind; a stream of this size needs no small sectors.
    stream.resize(stream.len().max(SMALL).next_multiple_of(SIZE), 0);
    let sectors = stream.len() / SIZE;
    let per_table = SIZE / 4;
    let tables = (sectors + 1).div_ceil(per_table - 1);
    let mut out = vec![0u8; SIZE];
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, MAGIC);
    for (at, half) in [(24, 0x3e), (26, 4), (28, 0xfffe), (30, 12), (32, 6)] {
        put(at, &u16::to_le_bytes(half));
    }
    // Sectors: the stream, then its directory, then the table.
    let word = |n: usize| u32::to_le_bytes(n as u32);
    put(44, &word(tables));
    put(48, &word(sectors));
    put(56, &word(SMALL));
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for place in 0..109 {
        let id = if place < tables {
            word(sectors + 1 + place)
        } else {
            FREE.to_le_bytes()
        };
        put(76 + 4 * place, &id);
    }
    out.extend_from_slice(&stream);
    let mut directory = vec![0u8; SIZE];
    for (entry, name, kind, start, length) in [
        (0, "Root Entry", 5, 0, 0),
        (1, "Workbook", 2, 0, stream.len()),
    ] {
        let entry = &mut directory[128 * entry..128 * entry + 128];
        for (i, unit) in name.encode_utf16().enumerate() {
            entry[2 * i..2 * i + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = 2 * name.len() as u8 + 2;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&word(start));
        entry[120..124].copy_from_slice(&word(length));
    }
    out.extend_from_slice(&directory);
    for id in 0..tables * per_table {
        let next = match id + 1 {
            n if n < sectors => n as u32,
            n if n == sectors || n == sectors + 1 => END,
            n if n <= sectors + 1 + tables => TABLE,
            _ => FREE,
        };
        out.extend_from_slice(&next.to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|i| (i * 7 % 251) as u8).collect()
    }

    #[test]
    fn what_goes_in_comes_out() {
        for length in [1, 4096, 5000, 4096 * 1023, 4096 * 1024 + 1, 9_000_000] {
            let stream = bytes(length);
            let mut back = workbook(&container(stream.clone())).unwrap();
            assert!(back.len() >= length && back[length..].iter().all(|&b| b == 0));
            back.truncate(length);
            assert_eq!(back, stream, "{length}");
        }
    }

    #[test]
    fn chains_may_not_lead_in_circles_or_nowhere() {
        let whole = container(bytes(20_000));
        let table = whole.len() - 4096;
        for (entry, next) in [(0u32, 0u32), (1, 0), (5, 5), (2, 100_000)] {
            let mut bad = whole.clone();
            let at = table + 4 * entry as usize;
            bad[at..at + 4].copy_from_slice(&next.to_le_bytes());
            let error = workbook(&bad).unwrap_err();
            assert_eq!(error.code(), "damaged", "{entry} {next}");
        }
        for cut in [0, 8, 100, 600, 5000, whole.len() - 4096] {
            assert!(workbook(&whole[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn other_documents_are_named() {
        let whole = container(bytes(5000));
        let at = whole.len() - 8192 + 128;
        for (name, wanted) in [
            ("WordDocument", "a Word document"),
            ("EncryptedPackage", "password"),
            ("x", "without a workbook"),
        ] {
            let mut other = whole.clone();
            other[at..at + 64].fill(0);
            for (i, unit) in name.encode_utf16().enumerate() {
                other[at + 2 * i..at + 2 * i + 2].copy_from_slice(&unit.to_le_bytes());
            }
            let error = workbook(&other).unwrap_err();
            assert_eq!(error.code(), "other-workbook");
            assert!(error.to_string().contains(wanted), "{error}");
        }
    }
}
