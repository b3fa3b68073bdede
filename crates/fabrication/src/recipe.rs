//! Recipes in words: from the name of a file, from a table, from a person, and back.

use crate::Error;
use memrilab_bayesopt::space::{Kind, Variable};
use memrilab_bayesopt::{Point, Space, Value};
use memrilab_device::Recipe;

/// Names under which tables and file names have a variable of the paper's space.
const ALSO: [(&str, &str); 16] = [
    ("material", "perovskite"),
    ("perovskite type", "perovskite"),
    ("length_um", "nanowire length"),
    ("aao length", "nanowire length"),
    ("length", "nanowire length"),
    ("diameter_nm", "nanowire diameter"),
    ("aao diameter", "nanowire diameter"),
    ("diameter", "nanowire diameter"),
    ("pb_ed_min", "Pb electrodeposition"),
    ("pb ed", "Pb electrodeposition"),
    ("pb time", "Pb electrodeposition"),
    ("pbed time", "Pb electrodeposition"),
    ("pb", "Pb electrodeposition"),
    ("ag_nm", "Ag thickness"),
    ("ag", "Ag thickness"),
    ("silver", "Ag thickness"),
];

/// Precursors, by which tables and file names call the perovskites that they make.
const PRECURSORS: [(&str, &str); 6] = [
    ("MAI", "MAPbI3"),
    ("MABr", "MAPbBr3"),
    ("MACl", "MAPbCl3"),
    ("FAI", "FAPbI3"),
    ("FABr", "FAPbBr3"),
    ("CsI", "CsPbI3"),
];

/// A heading without its unit and case: `Ag thickness (nm)` is `ag thickness`.
fn plain(name: &str) -> String {
    let name = name.split(['(', '[']).next().unwrap_or(name);
    name.trim().to_lowercase()
}

/// The variable that a heading means.
pub(crate) fn variable_of(space: &Space, heading: &str) -> Option<usize> {
    let heading = plain(heading);
    let named = |name: &str| {
        space
            .variables()
            .iter()
            .position(|v| plain(&v.name) == name)
    };
    named(&heading).or_else(|| {
        let (_, name) = ALSO.iter().find(|(also, _)| *also == heading)?;
        named(&plain(name))
    })
}

/// Powers of ten of the units that recipes come in, by what they measure.
const UNITS: [(&str, char, f64); 12] = [
    ("m", 'l', 1.0),
    ("mm", 'l', 1e-3),
    ("um", 'l', 1e-6),
    ("\u{b5}m", 'l', 1e-6),
    ("\u{3bc}m", 'l', 1e-6),
    ("nm", 'l', 1e-9),
    ("s", 't', 1.0),
    ("min", 't', 60.0),
    ("h", 't', 3600.0),
    ("V", 'v', 1.0),
    ("mV", 'v', 1e-3),
    ("kV", 'v', 1e3),
];

/// A number with the unit that stands behind it, in the unit of the variable.
fn number(variable: &Variable, text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || ".,+-eE".contains(c)))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let value: f64 = digits.replace(',', ".").parse().ok()?;
    let unit = unit.trim();
    if unit.is_empty() || unit == variable.unit {
        return Some(value);
    }
    let of = |unit: &str| UNITS.iter().find(|(name, ..)| *name == unit);
    let ((_, kind, from), (_, wanted, to)) = (of(unit)?, of(&variable.unit)?);
    // Both are powers of ten or multiples of 60: the quotient is rounded to what was meant.
    let ratio = from / to;
    let scaled = if ratio < 1.0 {
        value / libm::round(to / from)
    } else {
        value * libm::round(ratio)
    };
    (kind == wanted).then_some(scaled)
}

/// A value of a variable in words, with or without its unit.
///
/// # Errors
/// [`Error::Recipe`] in one sentence.
pub(crate) fn value(variable: &Variable, text: &str) -> Result<Value, Error> {
    let wrong = |wanted: &str| {
        Error::Recipe(format!(
            "`{}` is `{}`; it must be {wanted}",
            variable.name,
            text.trim().chars().take(60).collect::<String>()
        ))
    };
    match &variable.kind {
        Kind::Categories { names, .. } => {
            let text = text.trim();
            let made = PRECURSORS.iter().find(|(precursor, _)| *precursor == text);
            let meant = made.map_or(text, |(_, perovskite)| perovskite);
            let found = names.iter().find(|name| name.eq_ignore_ascii_case(meant));
            let found = found.ok_or_else(|| wrong(&format!("one of {}", names.join(", "))))?;
            Ok(Value::Name(found.clone()))
        }
        Kind::Levels { .. } | Kind::Range { .. } => {
            let unit = if variable.unit.is_empty() {
                "a number".to_owned()
            } else {
                format!("a number in {}", variable.unit)
            };
            number(variable, text)
                .map(Value::Number)
                .ok_or_else(|| wrong(&unit))
        }
        Kind::Simplex { parts, .. } => {
            let shares: Option<Vec<f64>> = text
                .split(['/', ':'])
                .map(|share| share.trim().parse().ok())
                .collect();
            let shares = shares.filter(|s| s.len() == parts.len());
            shares
                .map(Value::Shares)
                .ok_or_else(|| wrong("one share for each part, parted by `/`"))
        }
    }
}

/// A recipe from pairs of name and value in words.
///
/// ```
/// use memrilab_fabrication::{from_words, optimum, space};
/// let words = [("material", "MAPbI3"), ("length", "1500nm"), ("Diameter (nm)", "150"),
///     ("Pb ED", "15min"), ("Ag thickness", "200"), ("colour", "brown")];
/// assert_eq!(from_words(&space()?, words)?, optimum());
/// # Ok::<(), memrilab_fabrication::Error>(())
/// ```
///
/// # Errors
/// [`Error::Recipe`] names the first variable that is missing or has no such value.
pub fn from_words<'w>(
    space: &Space,
    words: impl IntoIterator<Item = (&'w str, &'w str)>,
) -> Result<Point, Error> {
    let variables = space.variables();
    let mut values: Vec<Option<Value>> = vec![None; variables.len()];
    for (name, text) in words {
        if let Some(at) = variable_of(space, name) {
            values[at] = Some(value(&variables[at], text)?);
        }
    }
    let point = values
        .into_iter()
        .zip(variables)
        .map(|(value, variable)| {
            value.ok_or_else(|| {
                Error::Recipe(format!(
                    "the recipe says nothing of `{}`; give all of {}",
                    variable.name,
                    variables
                        .iter()
                        .map(|v| v.name.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Point(point))
}

/// The recipe that a measured device brings in its file name, where it says all of it.
#[must_use]
pub fn from_items(space: &Space, recipe: &Recipe) -> Option<Point> {
    let items: Vec<(String, String)> = recipe
        .0
        .iter()
        .map(|item| (item.name.clone(), format!("{}{}", item.value, item.unit)))
        .collect();
    from_words(space, items.iter().map(|(n, v)| (n.as_str(), v.as_str()))).ok()
}

/// A recipe in words, a variable each: name, value, unit.
#[must_use]
pub fn in_words(space: &Space, recipe: &Point) -> Vec<(String, String, String)> {
    space
        .variables()
        .iter()
        .zip(&recipe.0)
        .map(|(variable, value)| {
            let text = match value {
                Value::Number(number) => format!("{number}"),
                Value::Name(name) => name.clone(),
                Value::Shares(shares) => shares
                    .iter()
                    .map(f64::to_string)
                    .collect::<Vec<_>>()
                    .join("/"),
            };
            (variable.name.clone(), text, variable.unit.clone())
        })
        .collect()
}
