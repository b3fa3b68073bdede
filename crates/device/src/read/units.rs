//! Units of the four quantities, with their prefixes and spellings.

/// What a column measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    Voltage,
    Current,
    Resistance,
    Conductance,
    Time,
}

impl Quantity {
    /// The SI unit.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Voltage => "V",
            Self::Current => "A",
            Self::Resistance => "ohm",
            Self::Conductance => "S",
            Self::Time => "s",
        }
    }

    fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Voltage => &["V", "volt", "volts"],
            Self::Current => &["A", "amp", "amps", "ampere", "amperes"],
            Self::Resistance => &["ohm", "ohms", "Ω", "Ohm", "Ohms", "OHM", "OHMS"],
            Self::Conductance => &["S", "siemens"],
            Self::Time => &["s", "sec", "seconds"],
        }
    }
}

/// By how much a value in `unit` is multiplied to be in the SI unit of `quantity`; a
/// bare prefix counts (`1.5u`).
pub(super) fn factor(unit: &str, quantity: Quantity) -> Option<f64> {
    // Mojibake of UTF-8 read as Latin-1, and the two code points of micro.
    let unit = unit.replace("Âµ", "u").replace(['µ', 'μ'], "u");
    let unit = unit.trim();
    if quantity.spellings().contains(&unit) || unit.is_empty() {
        return Some(1.0);
    }
    let mut letters = unit.chars();
    let scale = match letters.next()? {
        'f' => 1e-15,
        'p' => 1e-12,
        'n' => 1e-9,
        'u' => 1e-6,
        'm' => 1e-3,
        'k' | 'K' => 1e3,
        'M' => 1e6,
        'G' => 1e9,
        _ => return None,
    };
    let rest = letters.as_str();
    (rest.is_empty() || quantity.spellings().contains(&rest)).then_some(scale)
}

/// By how much a number with this behind it is multiplied, and the SI unit it then has;
/// empty for a bare prefix, and `None` if it is no unit.
pub(super) fn behind(text: &str) -> Option<(f64, &'static str)> {
    let all = [
        Quantity::Voltage,
        Quantity::Current,
        Quantity::Resistance,
        Quantity::Conductance,
        Quantity::Time,
    ];
    let mut units = all
        .iter()
        .filter_map(|q| Some((factor(text, *q)?, q.unit())));
    let (scale, unit) = units.next()?;
    // A prefix alone fits every quantity.
    Some((scale, if units.next().is_some() { "" } else { unit }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_behind_numbers() {
        assert_eq!(behind("uA"), Some((1e-6, "A")));
        assert_eq!(behind("OHMS"), Some((1.0, "ohm")));
        assert_eq!(behind("mS"), Some((1e-3, "S")));
        assert_eq!(behind("u"), Some((1e-6, "")));
        assert_eq!(behind("nm"), None);
    }

    #[test]
    fn prefixes_and_spellings() {
        for (unit, quantity, wanted) in [
            ("uA", Quantity::Current, Some(1e-6)),
            ("µA", Quantity::Current, Some(1e-6)),
            ("μA", Quantity::Current, Some(1e-6)),
            ("ÂµA", Quantity::Current, Some(1e-6)),
            ("mV", Quantity::Voltage, Some(1e-3)),
            ("kohm", Quantity::Resistance, Some(1e3)),
            ("MΩ", Quantity::Resistance, Some(1e6)),
            ("u", Quantity::Current, Some(1e-6)),
            ("A", Quantity::Voltage, None),
            ("bananas", Quantity::Current, None),
        ] {
            assert_eq!(factor(unit, quantity), wanted, "{unit}");
        }
    }
}
