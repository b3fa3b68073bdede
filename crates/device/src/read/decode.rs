//! Bytes to text: what a file is by its first bytes, compression, and encodings.

use super::error::Problem;
use std::borrow::Cow;

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Magic {
    Text,
    Gzip,
    Workbook,
    Idx,
    Other(&'static str),
}

const SIGNATURES: [(&[u8], Magic); 13] = [
    (b"\x1f\x8b", Magic::Gzip),
    (b"PK\x03\x04", Magic::Workbook),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Magic::Workbook),
    (b"\x89PNG", Magic::Other("a PNG picture")),
    (b"\xff\xd8\xff", Magic::Other("a JPEG picture")),
    (b"GIF8", Magic::Other("a GIF picture")),
    (b"BM", Magic::Other("a bitmap picture")),
    (b"II*\0", Magic::Other("a TIFF picture")),
    (b"MM\0*", Magic::Other("a TIFF picture")),
    (b"%PDF", Magic::Other("a PDF document")),
    (b"\x89HDF", Magic::Other("an HDF5 file")),
    (b"\x7fELF", Magic::Other("a program")),
    (b"OPJ", Magic::Other("an Origin project")),
];

/// Recognises a file by its first bytes.
pub(super) fn magic(bytes: &[u8]) -> Magic {
    if let [0, 0, kind, dimensions @ 1..=4, ..] = bytes
        && (8..=14).contains(kind)
        && bytes.len() > 4 * usize::from(*dimensions)
    {
        return Magic::Idx;
    }
    let found = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start));
    match found {
        // Two letters are a weak sign: text may begin with them.
        Some((b"BM", _)) if !bytes.iter().take(64).any(|&b| b == 0) => Magic::Text,
        Some((_, magic)) => *magic,
        None => Magic::Text,
    }
}

/// Decodes text: a byte order mark, UTF-16 by its zero bytes, strict UTF-8, else
/// Windows-1252. The name of the encoding comes with it.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), Problem> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => Ok((Cow::Borrowed(text), "UTF-8 with byte order mark")),
            Err(_) => Ok((Cow::Owned(windows_1252(rest)), "Windows-1252")),
        },
        [0xff, 0xfe, rest @ ..] => Ok((Cow::Owned(utf16(rest, u16::from_le_bytes)), "UTF-16LE")),
        [0xfe, 0xff, rest @ ..] => Ok((Cow::Owned(utf16(rest, u16::from_be_bytes)), "UTF-16BE")),
        _ => {
            let head = &bytes[..bytes.len().min(1024)];
            let zeros = |odd: usize| {
                head.iter()
                    .skip(odd)
                    .step_by(2)
                    .filter(|&&b| b == 0)
                    .count()
            };
            let half = head.len() / 2;
            if half >= 2 && zeros(1) * 10 >= half * 9 && zeros(0) == 0 {
                return Ok((Cow::Owned(utf16(bytes, u16::from_le_bytes)), "UTF-16LE"));
            }
            if half >= 2 && zeros(0) * 10 >= half * 9 && zeros(1) == 0 {
                return Ok((Cow::Owned(utf16(bytes, u16::from_be_bytes)), "UTF-16BE"));
            }
            if head.contains(&0) {
                return Err(Problem::Binary {
                    what: "a binary file",
                });
            }
            match std::str::from_utf8(bytes) {
                Ok(text) => Ok((Cow::Borrowed(text), "UTF-8")),
                Err(_) => Ok((Cow::Owned(windows_1252(bytes)), "Windows-1252")),
            }
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The characters of Windows-1252 from 0x80 to 0x9f; the rest are those of Latin-1.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    let letter = |&b: &u8| match b {
        0x80..=0x9f => UPPER[usize::from(b - 0x80)],
        _ => char::from(b),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "V,µA\n1,2\n".encode_utf16().flat_map(unit).collect()
        };
        for (bytes, name) in [
            ("V,µA\n1,2\n".as_bytes().to_vec(), "UTF-8"),
            (
                "\u{feff}V,µA\n1,2\n".as_bytes().to_vec(),
                "UTF-8 with byte order mark",
            ),
            (b"V,\xb5A\n1,2\n".to_vec(), "Windows-1252"),
            (
                [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
                "UTF-16LE",
            ),
            (
                [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
                "UTF-16BE",
            ),
            (wide(u16::to_le_bytes), "UTF-16LE"),
            (wide(u16::to_be_bytes), "UTF-16BE"),
        ] {
            let (text, encoding) = decode(&bytes).unwrap();
            assert_eq!((&*text, encoding), ("V,µA\n1,2\n", name));
        }
        assert_eq!(decode(b"\x80\x96").unwrap().0, "€–");
        assert!(decode(b"ab\0\0\0\0\0\0xyz\x01").is_err());
    }

    #[test]
    fn signatures() {
        assert_eq!(magic(b"\x89PNG\r\n"), Magic::Other("a PNG picture"));
        assert_eq!(magic(b"BM23 memristor\n1 2\n"), Magic::Text);
        assert_eq!(
            magic(&[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5]),
            Magic::Idx
        );
    }
}
