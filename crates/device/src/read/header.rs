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
}

/// Reads a heading such as `Current (mA)`, `U/V`, `I [µA]`, `current_cycle12`.
pub(super) fn heading(text: &str) -> Option<Heading> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, bracketed) = without_brackets(&text);
    let role = role_of(&name);
    if let Some(role) = role {
        let unit = bracketed.filter(|u| is_unit(u, role));
        return Some(Heading { role, unit });
    }
    // A unit behind a slash, an underscore or a blank: `U/V`, `I_mA`, `Current mA`.
    let at = name.rfind(['/', '_', ' '])?;
    let (before, unit) = (name[..at].trim(), name[at + 1..].trim());
    let role = role_of(before)?;
    is_unit(unit, role).then(|| Heading {
        role,
        unit: Some(unit.to_owned()),
    })
}

/// A cell that holds a unit of a role alone, in brackets or not: `uA`, `(µA)`.
pub(super) fn unit(text: &str, role: Role) -> Option<String> {
    let text = text.trim().trim_matches(['(', ')', '[', ']', '{', '}']);
    let text = text.trim();
    is_unit(text, role).then(|| text.to_owned())
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
    if words > 3 {
        return None;
    }
    VOCABULARY
        .iter()
        .find(|(_, names)| names.contains(&letters.as_str()))
        .map(|(role, _)| *role)
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
                    unit: unit.map(str::to_owned)
                }),
                "{text}"
            );
        }
        for text in [
            "toughness",
            "QAgNO3(%)",
            "Baking temperature (°C)",
            "Set voltage",
            "ILRS",
            "NORM_COND",
            "",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
