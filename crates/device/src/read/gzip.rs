//! Compressed text: the frame of gzip around a deflate stream, under a cap.
//!
//! The stream itself is the library's work. Its own reader of the frame brings 16 kB of
//! tables for the check sum, more than a page should load for the rare `.csv.gz`.

use super::error::Problem;
use flate2::{Decompress, FlushDecompress, Status};

/// Unpacks every member of a gzip file and compares check sum and length.
///
/// # Errors
/// [`Problem::Damaged`], or [`Problem::TooLarge`] as soon as more than `limit` bytes come out.
pub fn gunzip(mut bytes: &[u8], limit: usize) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let mut members = 0;
    while bytes.starts_with(b"\x1f\x8b\x08") {
        // Each costs tables of its own, and a million of them fit into a small file.
        members += 1;
        if members > 65_536 {
            return Err(Problem::Damaged);
        }
        let start = out.len();
        let stream = header(bytes).ok_or(Problem::Damaged)?;
        let rest = member(stream, &mut out, limit)?;
        let (sum, length) = trailer(rest).ok_or(Problem::Damaged)?;
        let content = &out[start..];
        if crc32(content) != sum || content.len() as u32 != length {
            return Err(Problem::Damaged);
        }
        bytes = &rest[8..];
    }
    if out.is_empty() {
        Err(Problem::Damaged)
    } else {
        Ok(out)
    }
}

/// What follows the header of a member: ten bytes, then what its flags announce.
fn header(bytes: &[u8]) -> Option<&[u8]> {
    let flags = *bytes.get(3)?;
    let mut rest = bytes.get(10..)?;
    if flags & 4 != 0 {
        let length = u16::from_le_bytes([*rest.first()?, *rest.get(1)?]);
        rest = rest.get(2 + usize::from(length)..)?;
    }
    // A file name and a comment, each ended by a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|&b| b == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 {
        rest.get(2..)
    } else {
        Some(rest)
    }
}

/// Unpacks one deflate stream; gives what follows it.
fn member<'a>(stream: &'a [u8], out: &mut Vec<u8>, limit: usize) -> Result<&'a [u8], Problem> {
    let mut inflate = Decompress::new(false);
    loop {
        let used = inflate.total_in() as usize;
        let before = inflate.total_out();
        out.reserve(64 * 1024);
        let input = stream.get(used..).unwrap_or(&[]);
        let status = inflate
            .decompress_vec(input, out, FlushDecompress::None)
            .map_err(|_| Problem::Damaged)?;
        if out.len() > limit {
            return Err(Problem::TooLarge {
                what: "unpacked, it has more bytes than",
                found: limit,
                limit,
            });
        }
        let used_now = inflate.total_in() as usize;
        match status {
            Status::StreamEnd => return stream.get(used_now..).ok_or(Problem::Damaged),
            _ if used_now == used && inflate.total_out() == before => return Err(Problem::Damaged),
            _ => {}
        }
    }
}

fn trailer(rest: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u32::from_le_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    Some((word(0)?, word(4)?))
}

/// The check sum of gzip: CRC-32 of polynomial 0xEDB88320, reflected.
fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0u32; 256];
    for (value, entry) in (0u32..).zip(table.iter_mut()) {
        *entry = (0..8).fold(value, |c, _| {
            if c & 1 == 1 {
                0xEDB8_8320 ^ (c >> 1)
            } else {
                c >> 1
            }
        });
    }
    !bytes
        .iter()
        .fold(!0u32, |c, &b| table[usize::from(c as u8 ^ b)] ^ (c >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, GzBuilder};
    use std::io::Write as _;

    fn packed(text: &[u8], name: &str) -> Vec<u8> {
        let builder = GzBuilder::new()
            .filename(name)
            .comment("made by a test")
            .extra(vec![1, 2, 3]);
        let mut encoder = builder.write(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_was_packed_comes_out() {
        let text: Vec<u8> = (0..200_000u32)
            .flat_map(|i| (i % 251).to_string().into_bytes())
            .collect();
        let limit = 1 << 20;
        assert_eq!(gunzip(&packed(&text, "a.csv"), limit).unwrap(), text);
        let two = [packed(b"V,I\n", "a"), packed(b"1,2\n", "b")].concat();
        assert_eq!(gunzip(&two, limit).unwrap(), b"V,I\n1,2\n");
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn damage_and_bombs_are_told() {
        let good = packed(&[b'1'; 100_000], "a");
        for cut in [3, 9, 20, good.len() - 9, good.len() - 1] {
            assert_eq!(
                gunzip(&good[..cut], 1 << 20),
                Err(Problem::Damaged),
                "{cut}"
            );
        }
        let mut wrong = good.clone();
        let at = wrong.len() - 6;
        wrong[at] ^= 1;
        assert_eq!(gunzip(&wrong, 1 << 20), Err(Problem::Damaged));
        assert!(matches!(
            gunzip(&good, 50_000),
            Err(Problem::TooLarge { .. })
        ));
    }
}
