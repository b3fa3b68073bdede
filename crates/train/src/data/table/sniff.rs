//! What a table looks like: its delimiter, whether it has headings, and its numbers.

use super::LABEL_NAMES;
use csv::StringRecord;

/// The number in a cell, if it is one and finite.
pub(super) fn number(cell: &str, comma: bool) -> Option<f32> {
    let cell = cell.trim();
    let parsed = cell.parse::<f32>().ok().or_else(|| {
        let one = comma && cell.matches(',').count() == 1 && !cell.contains('.');
        one.then(|| cell.replace(',', ".").parse().ok()).flatten()
    });
    parsed.filter(|x| x.is_finite())
}

/// The pixel in a cell: a whole number from 0 to 255, also as `12.0`.
pub(super) fn pixel(cell: &str) -> Option<u8> {
    let cell = cell.trim();
    cell.parse().ok().or_else(|| {
        let x = number(cell, false)?;
        (x.fract() == 0.0 && (0.0..=255.0).contains(&x)).then_some(x as u8)
    })
}

/// The delimiter that the first lines have most evenly: tab before semicolon before comma.
pub(super) fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(10)
        .collect();
    let counts = |delimiter: u8| lines.iter().map(move |line| outside(line, delimiter));
    let even = |delimiter: &u8| {
        let first = counts(*delimiter).next().unwrap_or(0);
        first > 0 && counts(*delimiter).all(|n| n == first)
    };
    let most = || {
        let known = b"\t;,".iter().max_by_key(|d| counts(**d).min());
        known.copied().unwrap_or(b',')
    };
    b"\t;,"
        .iter()
        .find(|d| even(d))
        .copied()
        .unwrap_or_else(most)
}

/// How often a delimiter stands outside quotes.
fn outside(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        count += usize::from(!quoted && byte == delimiter);
    }
    count
}

/// Whether the first row is one of headings: it names the column of classes, or some column
/// has no number in it but one below, or it has no number at all.
pub(super) fn headed(
    first: &StringRecord,
    second: Option<&StringRecord>,
    label: Option<&str>,
    comma: bool,
) -> bool {
    let is_number = |cell: &str| number(cell, comma).is_some();
    let names_label = |cell: &str| {
        let cell = cell.trim();
        let asked = label.is_some_and(|l| l.trim() == cell && !is_number(cell));
        asked || LABEL_NAMES.iter().any(|l| l.eq_ignore_ascii_case(cell))
    };
    let over_number = second.is_some_and(|second| {
        let mut pairs = first.iter().zip(second);
        pairs.any(|(a, b)| !is_number(a) && is_number(b))
    });
    first.iter().any(names_label) || over_number || !first.iter().any(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_pixels() {
        for (cell, comma, value) in [
            (" 1.5 ", false, Some(1.5)),
            ("1,5", true, Some(1.5)),
            ("1,5", false, None),
            ("1,234.5", true, None),
            ("1,2,3", true, None),
            ("-2e-3", false, Some(-0.002)),
            ("nan", false, None),
            ("inf", false, None),
            ("1e99", false, None),
            ("", true, None),
        ] {
            assert_eq!(number(cell, comma), value, "{cell}");
        }
        for (cell, value) in [
            ("0", Some(0)),
            (" 255", Some(255)),
            ("12.0", Some(12)),
            ("256", None),
            ("-1", None),
            ("0.5", None),
        ] {
            assert_eq!(pixel(cell), value, "{cell}");
        }
    }

    #[test]
    fn delimiters() {
        for (text, wanted) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n", b';'),
            ("a\tb\n1,5\t2\n", b'\t'),
            ("\"a;b\",c\n1,2\n", b','),
            ("1,2,3\n1,2\n", b','),
            ("1;2;3\n1;2\n", b';'),
            ("x\n1\n", b','),
        ] {
            assert_eq!(delimiter(text), wanted, "{text}");
        }
    }
}
