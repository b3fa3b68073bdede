//! One cell of text as a number: plain, engineering, with a decimal comma, with a unit.

use super::units::behind;

/// What a cell turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// Nothing.
    Blank,
    /// A number, and how it was written.
    Number(Number),
    /// Anything else.
    Text(&'a str),
}

/// A number and how it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The SI unit of what stands behind it, such as `mV`, which the value heeds; empty
    /// behind a bare number or a bare prefix.
    pub(super) unit: &'static str,
    /// A status letter before it, as the Keithley 4200's interface writes.
    pub(super) status: Option<char>,
    /// Whether it was written with a decimal comma.
    pub(super) comma: bool,
}

/// The number, or `NaN` where there is no finite one.
pub(super) fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// Reads a cell; `comma` allows a decimal comma (the delimiter is another character).
pub(super) fn token(cell: &str, comma: bool) -> Token<'_> {
    let cell = cell.trim().trim_matches('"').trim();
    let bytes = cell.as_bytes();
    let Some(&first) = bytes.first() else {
        return Token::Blank;
    };
    if !(first.is_ascii_digit() || b"+-.NLVXCT".contains(&first) || first == 0xe2) {
        return Token::Text(cell);
    }
    if plain(bytes)
        && let Ok(value) = cell.parse::<f64>()
        && value.is_finite()
    {
        return Token::Number(Number {
            value,
            unit: "",
            status: None,
            comma: false,
        });
    }
    written(cell, comma).map_or(Token::Text(cell), Token::Number)
}

/// Only digits, signs, points and exponents: what the fast parser may see.
fn plain(bytes: &[u8]) -> bool {
    bytes.len() < 400
        && bytes
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
}

fn written(cell: &str, comma: bool) -> Option<Number> {
    let (status, rest) = match cell.as_bytes() {
        [
            letter @ (b'N' | b'L' | b'V' | b'X' | b'C' | b'T'),
            b'+' | b'-',
            ..,
        ] => (Some(*letter as char), &cell[1..]),
        _ => (None, cell),
    };
    let (negative, rest) = match rest.strip_prefix('\u{2212}') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let end = number_end(rest, comma)?;
    let (digits, suffix) = rest.split_at(end);
    let (scale, unit) = match suffix.trim() {
        "" => (1.0, ""),
        suffix => behind(suffix)?,
    };
    let has_comma = digits.contains(',');
    let value: f64 = if has_comma {
        digits.replacen(',', ".", 1).parse().ok()?
    } else {
        digits.parse().ok()?
    };
    let value = if negative { -value } else { value } * scale;
    value.is_finite().then_some(Number {
        value,
        unit,
        status,
        comma: has_comma,
    })
}

/// Where the number ends: sign, digits with one decimal mark, exponent.
fn number_end(text: &str, comma: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let start = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut at = digits(start);
    let mut count = at - start;
    // A decimal comma has a digit behind it; a point may end a number.
    let mark = match bytes.get(at) {
        Some(b'.') => true,
        Some(b',') => comma && bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    if mark {
        let after = digits(at + 1);
        count += after - at - 1;
        at = after;
    }
    if count == 0 || count > 60 {
        return None;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let after = digits(sign);
        if after > sign {
            at = after;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(cell: &str, comma: bool) -> Option<(f64, &str)> {
        match token(cell, comma) {
            Token::Number(n) => Some((n.value, n.unit)),
            _ => None,
        }
    }

    #[test]
    fn numbers_as_instruments_write_them() {
        for (cell, comma, wanted) in [
            ("1.2E-6A", false, (1.2e-6, "A")),
            ("1,2E-6", true, (1.2e-6, "")),
            ("+1.0e-6", false, (1e-6, "")),
            ("1.5u", false, (1.5e-6, "")),
            ("410.1377E-2", false, (4.101377, "")),
            (" \"-0,5\" ", true, (-0.5, "")),
            (".5", false, (0.5, "")),
            ("5.", false, (5.0, "")),
            ("\u{2212}3", false, (-3.0, "")),
            ("120 ns", false, (120.0 * 1e-9, "s")),
            ("C+5.0E-04", false, (5e-4, "")),
        ] {
            assert_eq!(value(cell, comma), Some(wanted), "{cell}");
        }
        let Token::Number(flagged) = token("C+5.0E-04", false) else {
            panic!()
        };
        assert_eq!(flagged.status, Some('C'));
    }

    #[test]
    fn what_is_no_number() {
        for cell in [
            "0x1F",
            "1_000",
            "infinity",
            "-inf",
            "NaN",
            "#REF",
            "1,2",
            "1e999",
            "1.2.3",
            "12/06/2025",
            "-",
        ] {
            assert_eq!(value(cell, false), None, "{cell}");
        }
        assert_eq!(token("  ", false), Token::Blank);
    }
}
