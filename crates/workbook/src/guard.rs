//! Checks before calamine opens a .xlsx: sizes are counted, not believed.

use crate::{WorkbookError, damaged};
use memrilab_device::read::Caps;
use std::io::{Cursor, Read as _};

/// How many times its compressed size an entry may unpack to, beyond a first megabyte.
const RATIO: u64 = 200;

/// Unpacks every entry of a .xlsx under the caps, and compares what it claims to hold
/// with what it can hold.
pub(crate) fn xlsx(bytes: &[u8], caps: &Caps) -> Result<(), WorkbookError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > 10_000 {
        return Err(WorkbookError::TooLarge {
            what: "parts",
            limit: 10_000,
        });
    }
    let mut left = caps.unpacked_bytes as u64;
    let mut workbook = false;
    let mut content = Vec::new();
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
        let limit = limit.min(left);
        content.clear();
        let read = entry.take(limit + 1).read_to_end(&mut content);
        let count = read.map_err(|e| damaged(&e))? as u64;
        if count > limit {
            return Err(WorkbookError::TooLarge {
                what: "unpacked bytes",
                limit: caps.unpacked_bytes,
            });
        }
        left -= count;
        claims(&content)?;
    }
    if !workbook {
        return Err(WorkbookError::Other {
            what: "a zip archive, not an Excel workbook",
        });
    }
    Ok(())
}

/// The table of strings says how many it holds, and room is made for so many; each takes
/// five bytes at least (`<si/>`). A part may have any name, so each is looked at.
fn claims(content: &[u8]) -> Result<(), WorkbookError> {
    // In UTF-16 the claim would not be seen; no program writes it.
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<', 0, ..] | [0, b'<', ..] = content {
        return Err(damaged(&"a part of it is not in UTF-8"));
    }
    const CLAIM: &[u8] = b"uniqueCount";
    let mut rest = content;
    while let Some(at) = rest.iter().position(|&b| b == b'u') {
        rest = &rest[at..];
        let Some(value) = rest.strip_prefix(CLAIM) else {
            rest = &rest[1..];
            continue;
        };
        rest = value;
        let claimed = value
            .iter()
            .skip_while(|b| b" \t\r\n=\"'".contains(b))
            .map_while(|b| char::from(*b).to_digit(10))
            .fold(0usize, |n, d| {
                n.saturating_mul(10).saturating_add(d as usize)
            });
        if claimed > content.len() / 5 {
            return Err(damaged(&"its list of texts is shorter than it says"));
        }
    }
    Ok(())
}
