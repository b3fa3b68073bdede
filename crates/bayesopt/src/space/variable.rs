//! One thing that can be chosen: its kind, what it may be, and how its options are counted.

use super::Value;
use super::mixture::{compositions, rank, spell, unrank};
use crate::error::{Error, at_most, finite, names};
use serde::{Deserialize, Serialize};

/// Most options one variable may have.
pub const MOST_OPTIONS: u64 = 10_000;

/// What a variable may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Kind {
    /// One of a few numbers.
    Levels {
        /// The numbers, at least two and all different; their order is that of the grid.
        values: Vec<f64>,
        /// Whether their ratios matter rather than their differences.
        #[serde(default)]
        log: bool,
    },
    /// Any number from `low` to `high`.
    Range {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// Whether ratios matter rather than differences.
        #[serde(default)]
        log: bool,
    },
    /// One of several named things.
    Categories {
        /// The names, at least two and all different.
        names: Vec<String>,
        /// Numbers that describe each category, the same count for every one; may be empty.
        #[serde(default)]
        descriptors: Vec<Vec<f64>>,
    },
    /// Shares of a mixture: none below 0, summing to 1, in multiples of `1 / steps`.
    Simplex {
        /// The names of what is mixed, at least two and all different.
        parts: Vec<String>,
        /// The grid: every share is a multiple of `1 / steps`.
        steps: u32,
    },
}

/// A named variable of a search space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Variable {
    /// Its name, unique in its space.
    pub name: String,
    /// The unit of its numbers; may be empty.
    #[serde(default)]
    pub unit: String,
    /// What it may be.
    pub kind: Kind,
}

impl Variable {
    fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.to_owned(),
            unit: String::new(),
            kind,
        }
    }

    /// A variable that takes one of `values`.
    #[must_use]
    pub fn levels(name: &str, values: &[f64]) -> Self {
        let values = values.to_vec();
        Self::new(name, Kind::Levels { values, log: false })
    }

    /// A variable that takes any value from `low` to `high`.
    #[must_use]
    pub fn range(name: &str, low: f64, high: f64) -> Self {
        let log = false;
        Self::new(name, Kind::Range { low, high, log })
    }

    /// A variable that is one of the named `categories`.
    #[must_use]
    pub fn categories(name: &str, categories: &[&str]) -> Self {
        Self::new(
            name,
            Kind::Categories {
                names: categories.iter().map(|&n| n.to_owned()).collect(),
                descriptors: Vec::new(),
            },
        )
    }

    /// The shares of a mixture in multiples of `1 / steps`.
    #[must_use]
    pub fn simplex(name: &str, parts: &[&str], steps: u32) -> Self {
        Self::new(
            name,
            Kind::Simplex {
                parts: parts.iter().map(|&n| n.to_owned()).collect(),
                steps,
            },
        )
    }

    /// The same variable, with numbers told apart by their ratios (METHOD B3).
    #[must_use]
    pub fn logarithmic(mut self) -> Self {
        match &mut self.kind {
            Kind::Levels { log, .. } | Kind::Range { log, .. } => *log = true,
            Kind::Categories { .. } | Kind::Simplex { .. } => {}
        }
        self
    }

    /// The same variable, with numbers that describe each category, in their order.
    #[must_use]
    pub fn described(mut self, rows: &[&[f64]]) -> Self {
        if let Kind::Categories { descriptors, .. } = &mut self.kind {
            *descriptors = rows.iter().map(|row| row.to_vec()).collect();
        }
        self
    }

    /// How many options it has; `None` for a range.
    ///
    /// `k` shares in multiples of `1 / n` have `C(n + k - 1, k - 1)`.
    ///
    /// ```
    /// use memrilab_bayesopt::Variable;
    /// assert_eq!(Variable::simplex("x", &["a", "b", "c"], 4).options(), Some(15));
    /// assert_eq!(Variable::range("x", 0.0, 1.0).options(), None);
    /// ```
    #[must_use]
    pub fn options(&self) -> Option<u64> {
        match &self.kind {
            Kind::Levels { values, .. } => Some(values.len() as u64),
            Kind::Range { .. } => None,
            Kind::Categories { names, .. } => Some(names.len() as u64),
            Kind::Simplex { parts, steps } => Some(compositions(parts.len(), *steps)),
        }
    }

    /// The option at `index` of the variable's order; `None` past the last or for a range.
    ///
    /// Mixtures are in descending order of their first share, then of the second.
    #[must_use]
    pub fn option(&self, index: u64) -> Option<Value> {
        if index >= self.options()? {
            return None;
        }
        Some(match &self.kind {
            Kind::Levels { values, .. } => Value::Number(values[index as usize]),
            Kind::Categories { names, .. } => Value::Name(names[index as usize].clone()),
            Kind::Simplex { parts, steps } => Value::Shares(unrank(index, parts.len(), *steps)),
            Kind::Range { .. } => return None,
        })
    }

    /// Every option in order; nothing for a range.
    pub(crate) fn all_options(&self) -> Vec<Value> {
        match &self.kind {
            Kind::Levels { values, .. } => values.iter().copied().map(Value::Number).collect(),
            Kind::Categories { names, .. } => names.iter().cloned().map(Value::Name).collect(),
            Kind::Range { .. } => Vec::new(),
            Kind::Simplex { parts, steps } => {
                let mut all = Vec::new();
                spell(parts.len(), *steps, *steps, &mut Vec::new(), &mut all);
                all
            }
        }
    }

    /// The place of `value` among the options; `None` if it is not one of them.
    #[must_use]
    pub fn option_of(&self, value: &Value) -> Option<u64> {
        match (&self.kind, value) {
            (Kind::Levels { values, .. }, Value::Number(v)) => {
                values.iter().position(|l| same(*l, *v)).map(|i| i as u64)
            }
            (Kind::Categories { names, .. }, Value::Name(n)) => {
                names.iter().position(|m| m == n).map(|i| i as u64)
            }
            (Kind::Simplex { parts, steps }, Value::Shares(s)) if s.len() == parts.len() => {
                rank(s, *steps)
            }
            _ => None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        let variable = || self.name.clone();
        let few = |got: usize| {
            (got >= 2).then_some(()).ok_or(Error::FewLevels {
                variable: variable(),
                got,
            })
        };
        let positive = |log: bool, value: f64| {
            finite(format!("a level of `{}`", self.name), value)?;
            if log && value <= 0.0 {
                return Err(Error::LogScale {
                    variable: variable(),
                    value,
                });
            }
            Ok(())
        };
        // Mixtures may be as fine as they like: they are drawn where they are many.
        if !matches!(self.kind, Kind::Simplex { .. }) {
            let count = self.options().unwrap_or(0);
            at_most(format!("options of `{}`", self.name), MOST_OPTIONS, count)?;
        }
        match &self.kind {
            Kind::Levels { values, log } => {
                for (i, &value) in values.iter().enumerate() {
                    positive(*log, value)?;
                    if values[..i].iter().any(|v| same(*v, value)) {
                        return Err(Error::DuplicateLevel {
                            variable: variable(),
                            value,
                        });
                    }
                }
                few(values.len())?;
            }
            Kind::Range { low, high, log } => {
                positive(*log, *low)?;
                positive(*log, *high)?;
                if low >= high || !(high - low).is_finite() {
                    return Err(Error::Range {
                        variable: variable(),
                        low: *low,
                        high: *high,
                    });
                }
            }
            Kind::Categories {
                names: all,
                descriptors,
            } => {
                few(all.len())?;
                names("category", all.iter().map(String::as_str))?;
                self.check_descriptors(all.len(), descriptors)?;
            }
            Kind::Simplex { parts, steps } => {
                few(parts.len())?;
                names("part", parts.iter().map(String::as_str))?;
                at_most(format!("parts of `{}`", self.name), 32, parts.len() as u64)?;
                if *steps == 0 {
                    return Err(Error::Empty {
                        what: format!("steps in the mixture `{}`", self.name),
                    });
                }
            }
        }
        Ok(())
    }

    fn check_descriptors(&self, categories: usize, rows: &[Vec<f64>]) -> Result<(), Error> {
        let wrong = |expected: usize, got: usize| Error::Descriptors {
            variable: self.name.clone(),
            expected,
            got,
        };
        let Some(first) = rows.first() else {
            return Ok(());
        };
        if rows.len() != categories {
            return Err(wrong(first.len() * categories, first.len() * rows.len()));
        }
        for row in rows {
            if row.is_empty() || row.len() != first.len() {
                return Err(wrong(first.len().max(1), row.len()));
            }
            for &value in row {
                finite(format!("a descriptor of `{}`", self.name), value)?;
            }
        }
        Ok(())
    }
}

/// Whether two levels are one, but for the last digits of a decimal.
pub(crate) fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}
