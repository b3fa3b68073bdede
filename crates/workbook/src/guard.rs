//! Checks before calamine opens a .xlsx: sizes are counted, not believed.

use crate::{WorkbookError, damaged};
use memrilab_device::read::Caps;
use std::io::{Cursor, Read as _};

/// How many times its compressed size an entry may unpack to, beyond a first megabyte.
const RATIO: u64 = 200;

/// Unpacks every entry of a .xlsx under the caps, and looks at what its texts say of
/// their number.
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
    let mut total = 0u64;
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
        let texts = name.ends_with("sharedstrings.xml");
        let mut content = Vec::new();
        let count = if texts {
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
        if texts && boasts(&content) {
            return Err(damaged(&"its list of texts is shorter than it says"));
        }
    }
    if !workbook {
        return Err(WorkbookError::Other {
            what: "a zip archive, not an Excel workbook",
        });
    }
    Ok(())
}

/// Whether a list of texts says that it has more of them than it has bytes for: calamine
/// makes room for as many as it says.
fn boasts(xml: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let told = xml.windows(NAME.len()).enumerate();
    let told = told.filter(|(_, w)| *w == NAME).map(|(at, _)| {
        let digits = xml[at + NAME.len()..]
            .iter()
            .skip_while(|b| b.is_ascii_whitespace() || b"=\"'+".contains(b))
            .take_while(|b| b.is_ascii_digit());
        digits.fold(0usize, |n, b| {
            n.saturating_mul(10).saturating_add(usize::from(b - b'0'))
        })
    });
    // Text of two bytes a letter would hide the name.
    let wide = xml.iter().take(4).any(|b| matches!(b, 0 | 0xfe | 0xff));
    wide || told.max().is_some_and(|n| n > xml.len())
}
