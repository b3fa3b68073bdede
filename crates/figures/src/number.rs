//! Numbers as a reader of a figure sees them: SI prefixes, tick labels, powers of ten.
//! The decimal sign is a point in every language, and minus is the real minus.

/// How values of an axis are shown: divided by `10^exponent`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) exponent: i32,
    pub(crate) unit: String,
}

impl Shown {
    /// The prefix that brings `largest` (an absolute value) between 1 and 1000.
    ///
    /// Outside femto to tera, and for quantities without a unit, a power of ten
    /// stands in its place.
    pub(crate) fn fitting(largest: f64, unit: &str, prefixed: bool) -> Self {
        const PREFIXES: [&str; 10] = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];
        if largest == 0.0 || !largest.is_finite() {
            return Self::plain(unit);
        }
        let third = libm::floor(libm::log10(largest) / 3.0) as i32;
        let exponent = (3 * third).clamp(-306, 306);
        let plain_enough = (1e-2..1e5).contains(&largest);
        let power = || format!("10{}", superscript(exponent));
        let unit = if prefixed {
            match usize::try_from(third + 5)
                .ok()
                .and_then(|i| PREFIXES.get(i))
            {
                Some(prefix) => format!("{prefix}{unit}"),
                None => format!("{} {unit}", power()),
            }
        } else if plain_enough {
            return Self::plain(unit);
        } else {
            format!("{} {unit}", power()).trim_end().to_owned()
        };
        Self { exponent, unit }
    }

    pub(crate) fn plain(unit: &str) -> Self {
        Self {
            exponent: 0,
            unit: unit.to_owned(),
        }
    }
}

/// An integer in superscript digits: `-6` is `⁻⁶`.
pub(crate) fn superscript(n: i32) -> String {
    n.to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32(0x2070 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
        })
        .collect()
}

/// `10ⁿ`.
pub(crate) fn power_of_ten(n: i32) -> String {
    format!("10{}", superscript(n))
}

/// A number with this many decimals, `−` for minus and never `−0`.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|b| matches!(b, b'0' | b'.')) => digits.to_owned(),
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

/// A number as short as two or three digits tell it: `0.63`, `12.5`, `1.2·10⁻⁷`.
pub(crate) fn short(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return "not a number".to_owned();
    }
    if size != 0.0 && !(1e-3..1e5).contains(&size) {
        let exponent = libm::floor(libm::log10(size)) as i32;
        let digits = value / libm::pow(10.0, f64::from(exponent));
        return format!("{}·{}", fixed(digits, 1), power_of_ten(exponent));
    }
    let decimals = match size {
        s if s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        s if s >= 0.1 || s == 0.0 => 2,
        _ => 4,
    };
    fixed(value, decimals)
}

/// A given number, such as a level, in up to six digits: `0.125`, `150`.
pub(crate) fn given(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || (size != 0.0 && !(1e-4..1e7).contains(&size)) {
        return short(value);
    }
    let before = libm::floor(libm::log10(size.max(1e-4))) as i32;
    let text = fixed(value, (5 - before).clamp(0, 9).unsigned_abs() as usize);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A positive number with up to four digits and a power of ten: `9.588·10⁸⁶`.
pub(crate) fn scientific(value: f64) -> String {
    let exponent = libm::floor(libm::log10(value)) as i32;
    let digits = fixed(value / libm::pow(10.0, f64::from(exponent)), 3);
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}·{}", power_of_ten(exponent))
}

/// Whether values of a unit take an SI prefix.
pub(crate) fn prefixed(unit: &str) -> bool {
    matches!(unit, "A" | "V" | "S")
}

/// A value read off a figure: four digits with the prefix that fits, `34.10 µA`; a count
/// without decimals. A unit that has its prefix, or takes none, stays as it is.
pub(crate) fn reading(value: f64, unit: &str) -> String {
    if !prefixed(unit) {
        let whole = value == libm::round(value) && value.abs() < 1e5;
        let text = if whole { fixed(value, 0) } else { short(value) };
        return format!("{text} {unit}").trim_end().to_owned();
    }
    // What is rounded up to 1000 has the next prefix.
    let shown = Shown::fitting(value.abs() * (1.0 + 5e-5), unit, true);
    let scaled = value / libm::pow(10.0, f64::from(shown.exponent));
    let decimals = match scaled.abs() {
        s if s >= 100.0 => 1,
        s if s >= 10.0 => 2,
        _ => 3,
    };
    format!("{} {}", fixed(scaled, decimals), shown.unit)
}

/// "1 cycle", "3 cycles".
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_follow_the_range() {
        let unit = |largest| Shown::fitting(largest, "A", true).unit;
        assert_eq!(unit(2.7e-5), "µA");
        assert_eq!(unit(1e-6), "µA");
        assert_eq!(unit(9.99e-7), "nA");
        assert_eq!(unit(6.0), "A");
        let steps = [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1.0, 1e3, 1e6, 1e9, 1e12];
        let units = ["fA", "pA", "nA", "µA", "mA", "A", "kA", "MA", "GA", "TA"];
        assert_eq!(steps.map(unit), units);
        assert_eq!(unit(0.0), "A");
        assert_eq!(unit(1e-30), "10⁻³⁰ A");
        assert_eq!(unit(1e300), "10³⁰⁰ A");
        assert_eq!(Shown::fitting(6.0, "", false), Shown::plain(""));
        assert_eq!(Shown::fitting(4e7, "", false).unit, "10⁶");
        assert_eq!(Shown::fitting(5e-324, "S", true).exponent, -306);
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(-1.5, 1), "−1.5");
        assert_eq!(superscript(-1234567890), "⁻¹²³⁴⁵⁶⁷⁸⁹⁰");
        assert_eq!(short(0.634), "0.63");
        assert_eq!(short(-1.23e-7), "−1.2·10⁻⁷");
        assert_eq!(short(151.2), "151");
        assert_eq!(counted(1, "cycle", "cycles"), "1 cycle");
        assert_eq!(scientific(9.5887e86), "9.589·10⁸⁶");
        assert_eq!(scientific(2e-9), "2·10⁻⁹");
        assert_eq!(reading(3.41e-5, "A"), "34.10 µA");
        assert_eq!(reading(-2.0, "V"), "−2.000 V");
        assert_eq!(reading(0.0, "V"), "0.000 V");
        assert_eq!(reading(0.999_999_99, "V"), "1.000 V");
        assert_eq!(reading(0.9998, "V"), "999.8 mV");
        assert_eq!(
            [reading(3.0, ""), reading(0.25, ""), reading(1e6, "")],
            ["3", "0.25", "1.0·10⁶"]
        );
        assert_eq!(reading(0.5, "µm"), "0.50 µm", "the unit has its prefix");
        assert_eq!(
            [0.125, 150.0, -0.6, 0.0, 1234567.0, 2e-9, 0.1 + 0.2].map(given),
            ["0.125", "150", "−0.6", "0", "1234567", "2.0·10⁻⁹", "0.3"]
        );
    }
}
