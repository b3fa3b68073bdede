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

/// Whether a text is a unit of any of the quantities, or a bare prefix.
pub(super) fn is_unit(text: &str) -> bool {
    let all = [
        Quantity::Voltage,
        Quantity::Current,
        Quantity::Resistance,
        Quantity::Conductance,
        Quantity::Time,
    ];
    all.iter().any(|q| factor(text, *q).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

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
