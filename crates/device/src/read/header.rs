//! What a column is, by its heading.

use super::units::{Quantity, factor};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Voltage,
    Current,
    Resistance,
    Conductance,
    Time,
    Status,
    Cycle,
    Index,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Voltage => "voltage",
            Self::Current => "current",
            Self::Resistance => "resistance",
            Self::Conductance => "conductance",
            Self::Time => "time",
            Self::Status => "status",
            Self::Cycle => "cycle",
            Self::Index => "index",
        }
    }

    pub(super) fn quantity(self) -> Option<Quantity> {
        match self {
            Self::Voltage => Some(Quantity::Voltage),
            Self::Current => Some(Quantity::Current),
            Self::Resistance => Some(Quantity::Resistance),
            Self::Conductance => Some(Quantity::Conductance),
            Self::Time => Some(Quantity::Time),
            Self::Status | Self::Cycle | Self::Index => None,
        }
    }
}

/// Headings by their letters alone, in lower case.
const VOCABULARY: [(Role, &[&str]); 8] = [
    (
        Role::Voltage,
        &[
            "v",
            "voltage",
            "vd",
            "va",
            "av",
            "anodev",
            "source",
            "sourcev",
            "vsource",
            "amplitude",
            "bias",
            "vbias",
            "vf",
            "u",
            "spannung",
            "volt",
            "volts",
            "appliedvoltage",
            "drainv",
            "vmeas",
            "measv",
            "smuv",
            "channela",
            "tension",
        ],
    ),
    (
        Role::Current,
        &[
            "i",
            "current",
            "id",
            "ia",
            "ai",
            "anodei",
            "reading",
            "if",
            "strom",
            "draini",
            "imeas",
            "measi",
            "smui",
            "currentcycle",
            "icycle",
            "amps",
            "amperes",
            "courant",
            "abscurrent",
        ],
    ),
    (
        Role::Resistance,
        &["r", "resistance", "ohm", "ohms", "res", "widerstand"],
    ),
    (
        Role::Conductance,
        &["g", "conductance", "leitwert", "siemens"],
    ),
    (
        Role::Time,
        &["t", "time", "relativetime", "timestamp", "xvalue", "zeit"],
    ),
    (
        Role::Status,
        &["status", "compliance", "limit", "stat", "incompliance"],
    ),
    (
        Role::Cycle,
        &[
            "cycle",
            "run",
            "sweep",
            "loop",
            "repeat",
            "cyclenumber",
            "cycleno",
            "zyklus",
        ],
    ),
    (Role::Index, &["index", "idx", "point", "no", "pt", "nr"]),
];

/// A heading read: its role and the unit it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) role: Role,
    pub(super) unit: Option<String>,
    /// What stands in brackets, where that is no unit of this role.
    pub(super) unknown: Option<String>,
}

/// Reads a heading such as `Current (mA)`, `U/V`, `I [µA]`, `current_cycle12`.
pub(super) fn heading(text: &str) -> Option<Heading> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, bracketed) = without_brackets(&text);
    let role = role_of(&name);
    if let Some(role) = role {
        let (unit, unknown) = match bracketed {
            Some(u) if is_unit(&u, role) => (Some(u), None),
            other => (None, other.filter(|u| !u.is_empty())),
        };
        return Some(Heading {
            role,
            unit,
            unknown,
        });
    }
    // A unit behind a slash, an underscore or a blank: `U/V`, `I_mA`, `Current mA`.
    let at = name.rfind(['/', '_', ' '])?;
    let (before, unit) = (name[..at].trim(), name[at + 1..].trim());
    let role = role_of(before)?;
    is_unit(unit, role).then(|| Heading {
        role,
        unit: Some(unit.to_owned()),
        unknown: None,
    })
}

/// A cell below a heading that states its unit, bare or in brackets.
pub(super) fn unit_below(text: &str, role: Role) -> Option<String> {
    let (outside, bracketed) = without_brackets(text.trim());
    let unit = match bracketed {
        Some(inside) if outside.is_empty() => inside,
        Some(_) => return None,
        None => outside,
    };
    // One letter is a unit and not a prefix: `m` could be anything.
    let base = role.quantity()?.unit();
    (is_unit(&unit, role) && (unit.chars().count() > 1 || unit == base)).then_some(unit)
}

/// Words that make of a voltage or a current something else than what is swept.
const NOT_SWEPT: [&str; 26] = [
    "set",
    "reset",
    "form",
    "forming",
    "threshold",
    "switching",
    "breakdown",
    "compliance",
    "limit",
    "read",
    "density",
    "max",
    "min",
    "mean",
    "average",
    "avg",
    "std",
    "peak",
    "stop",
    "start",
    "initial",
    "final",
    "on",
    "off",
    "hrs",
    "lrs",
];

/// Whose voltage or current a heading names: `drain`, `smu1`.
pub(super) fn owner(text: &str) -> Option<String> {
    Some(qualified(&without_brackets(text).0)?.1)
}

/// `Drain Voltage`, `SMU-1 Current`: whose it is, then what it is. The words before come
/// back as one.
fn qualified(name: &str) -> Option<(Role, String)> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let (last, before) = words.split_last()?;
    let role = match last.as_str() {
        "voltage" => Role::Voltage,
        "current" => Role::Current,
        "resistance" => Role::Resistance,
        "conductance" => Role::Conductance,
        _ => return None,
    };
    let swept = !before.is_empty()
        && before.len() <= 3
        && !before.iter().any(|w| NOT_SWEPT.contains(&w.as_str()));
    swept.then(|| (role, before.concat()))
}

fn role_of(name: &str) -> Option<Role> {
    let letters: String = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    // A heading is a name, not a sentence with a number in the middle of it.
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .count();
    if words > 4 {
        return None;
    }
    VOCABULARY
        .iter()
        .find(|(_, names)| names.contains(&letters.as_str()))
        .map(|(role, _)| *role)
        .or_else(|| qualified(name).map(|(role, _)| role))
}

fn is_unit(unit: &str, role: Role) -> bool {
    !unit.is_empty() && role.quantity().is_some_and(|q| factor(unit, q).is_some())
}

/// The name without its bracketed part, and that part.
fn without_brackets(text: &str) -> (String, Option<String>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
        if let Some(from) = text.find(open)
            && let Some(length) = text[from..].find(close)
        {
            let inside = text[from + open.len_utf8()..from + length]
                .trim()
                .to_owned();
            let rest = format!(
                "{}{}",
                &text[..from],
                &text[from + length + close.len_utf8()..]
            );
            return (rest.trim().to_owned(), Some(inside));
        }
    }
    (text.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_many_hands() {
        for (text, role, unit) in [
            ("voltage", Role::Voltage, None),
            ("Current (mA)", Role::Current, Some("mA")),
            ("I [µA]", Role::Current, Some("µA")),
            ("I (ÂµA)", Role::Current, Some("ÂµA")),
            ("U/V", Role::Voltage, Some("V")),
            ("I_nA", Role::Current, Some("nA")),
            ("current_cycle12", Role::Current, None),
            ("Current cycle 3 (A)", Role::Current, Some("A")),
            (" VF", Role::Voltage, None),
            ("AV", Role::Voltage, None),
            ("Set \nvoltage", Role::Voltage, None),
            ("Resistance (kohm)", Role::Resistance, Some("kohm")),
            ("Amplitude (V)", Role::Voltage, Some("V")),
            ("SMU-1 Voltage (V)", Role::Voltage, Some("V")),
            ("Drain Current (nA)", Role::Current, Some("nA")),
            ("Top electrode current / mA", Role::Current, Some("mA")),
            ("Strom in A", Role::Current, None),
        ] {
            let got = heading(text);
            if text.starts_with("Set") || text.starts_with("Strom in") {
                assert_eq!(got, None, "{text}");
                continue;
            }
            assert_eq!(
                got,
                Some(Heading {
                    role,
                    unit: unit.map(str::to_owned),
                    unknown: None,
                }),
                "{text}"
            );
        }
        for text in [
            "toughness",
            "QAgNO3(%)",
            "Baking temperature (°C)",
            "Set voltage",
            "read_voltage",
            "Current density (A/cm2)",
            "Compliance current",
            "Mean of the set voltage",
            "ILRS",
            "NORM_COND",
            "",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn units_in_a_row_of_their_own() {
        let unit = |text, role| unit_below(text, role);
        assert_eq!(unit("mA", Role::Current).as_deref(), Some("mA"));
        assert_eq!(unit(" (µV) ", Role::Voltage).as_deref(), Some("µV"));
        assert_eq!(unit("V", Role::Voltage).as_deref(), Some("V"));
        for (text, role) in [
            ("m", Role::Current),
            ("V", Role::Current),
            ("", Role::Voltage),
            ("sample (V)", Role::Voltage),
            ("A", Role::Cycle),
        ] {
            assert_eq!(unit(text, role), None, "{text}");
        }
        let unknown = heading("Current (arb. u.)").unwrap();
        assert_eq!(
            (unknown.unit, unknown.unknown.as_deref()),
            (None, Some("arb. u."))
        );
    }
}
