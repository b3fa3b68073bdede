//! What may not be combined, said by name and resolved to places once.

use super::variable::{Kind, Variable, same};
use super::{Point, Value};
use crate::error::{Error, finite};
use serde::{Deserialize, Serialize};

/// One term of a linear constraint: `weight` times a number or a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Term {
    /// A variable that is a number, or a mixture.
    pub variable: String,
    /// The part of the mixture; absent for a number.
    #[serde(default)]
    pub part: Option<String>,
    /// What its value is multiplied by.
    pub weight: f64,
}

/// One value of a forbidden combination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Assignment {
    /// The variable.
    pub variable: String,
    /// Its value.
    pub value: Value,
}

/// A rule that candidates must obey; observations need not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Constraint {
    /// `sum of weight x value <= at_most`, values as they are, also on logarithmic scales.
    Linear {
        /// The terms of the sum.
        terms: Vec<Term>,
        /// The bound.
        at_most: f64,
    },
    /// Not all of these at once.
    Forbidden {
        /// The combination.
        together: Vec<Assignment>,
    },
}

/// A constraint by the places of its variables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Resolved {
    Linear(Vec<(usize, usize, f64)>, f64),
    Forbidden(Vec<(usize, Value)>),
}

impl Resolved {
    /// Whether the point obeys it. A sum may pass its bound by rounding only.
    pub(crate) fn allows(&self, point: &Point) -> bool {
        match self {
            Self::Linear(terms, at_most) => {
                let (mut sum, mut size) = (0.0, at_most.abs());
                for &(variable, part, weight) in terms {
                    let value = match &point.0[variable] {
                        Value::Number(number) => *number,
                        Value::Shares(shares) => shares[part],
                        Value::Name(_) => 0.0,
                    };
                    sum += weight * value;
                    size = size.max((weight * value).abs());
                }
                sum <= at_most + 1e-12 * size
            }
            Self::Forbidden(together) => !together
                .iter()
                .all(|(variable, value)| equal(&point.0[*variable], value)),
        }
    }
}

pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => same(*a, *b),
        (Value::Name(a), Value::Name(b)) => a == b,
        (Value::Shares(a), Value::Shares(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9)
        }
        _ => false,
    }
}

pub(crate) fn resolve(
    number: usize,
    constraint: &Constraint,
    variables: &[Variable],
) -> Result<Resolved, Error> {
    let wrong = |why: String| Error::Constraint { number, why };
    let find = |name: &str| {
        variables
            .iter()
            .position(|v| v.name == name)
            .ok_or_else(|| wrong(format!("there is no variable `{name}`")))
    };
    match constraint {
        Constraint::Linear { terms, at_most } => {
            if terms.is_empty() {
                return Err(wrong("it has no terms".into()));
            }
            finite("the bound of a constraint", *at_most)?;
            let mut resolved = Vec::new();
            for term in terms {
                finite("a weight of a constraint", term.weight)?;
                let at = find(&term.variable)?;
                let part = match (&variables[at].kind, &term.part) {
                    (Kind::Levels { .. } | Kind::Range { .. }, None) => 0,
                    (Kind::Simplex { parts, .. }, Some(part)) => {
                        parts.iter().position(|p| p == part).ok_or_else(|| {
                            wrong(format!("`{}` has no part `{part}`", term.variable))
                        })?
                    }
                    _ => {
                        return Err(wrong(format!(
                            "`{}` is no number; name a number, or a mixture and its part",
                            term.variable
                        )));
                    }
                };
                resolved.push((at, part, term.weight));
            }
            Ok(Resolved::Linear(resolved, *at_most))
        }
        Constraint::Forbidden { together } => {
            if together.is_empty() {
                return Err(wrong("it names no combination".into()));
            }
            let mut resolved: Vec<(usize, Value)> = Vec::new();
            for Assignment { variable, value } in together {
                let at = find(variable)?;
                super::check_value(&variables[at], value)?;
                if resolved.iter().any(|(other, _)| *other == at) {
                    return Err(wrong(format!("it names `{variable}` twice")));
                }
                resolved.push((at, value.clone()));
            }
            Ok(Resolved::Forbidden(resolved))
        }
    }
}
