//! From a point to coordinates a distance can be taken of (METHOD B3).
//!
//! An ordinal code puts one category between two others, which is a false order; so
//! categories are one-hot unless the caller says otherwise. Coordinates that share a
//! length scale form a group: a category's entries, a mixture's shares, or, for an
//! isotropic kernel, all of them.

use crate::error::Error;
use crate::space::{Kind, Point, Space, Value, Variable};
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_1_SQRT_2;
use std::ops::Range;

/// How categories become numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Encoding {
    /// `code / (k - 1)`, as the paper says: a false order.
    Ordinal,
    /// An entry for each category, `1 / sqrt 2` at its own: all at distance 1.
    #[default]
    Onehot,
    /// The categories' descriptors, each scaled to [0, 1] and divided by the square root
    /// of how many vary; a variable without descriptors is one-hot.
    Descriptors,
}

/// Encodes the points of one space.
///
/// Numbers become `(v - min) / (max - min)`, of logarithms where the variable says so;
/// shares are divided by `sqrt 2`, so that two pure mixtures are at distance 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoder {
    codes: Vec<Code>,
    spans: Vec<Range<usize>>,
    groups: Vec<usize>,
    group_names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Code {
    Number { low: f64, high: f64, log: bool },
    Table(Vec<(String, Vec<f64>)>),
    Shares(usize),
}

impl Code {
    fn width(&self) -> usize {
        match self {
            Self::Number { .. } => 1,
            Self::Table(rows) => rows.first().map_or(0, |(_, row)| row.len()),
            Self::Shares(parts) => *parts,
        }
    }
}

impl Encoder {
    /// The encoder of a space; `ard` gives every variable a length scale of its own.
    ///
    /// ```
    /// use memrilab_bayesopt::{Encoder, Encoding, Space, Variable};
    /// let space = Space::new(
    ///     vec![
    ///         Variable::categories("salt", &["MAI", "FAI"]),
    ///         Variable::levels("length", &[1.0, 2.0, 4.0]).logarithmic(),
    ///     ],
    ///     vec![],
    /// )?;
    /// let encoder = Encoder::new(&space, Encoding::Onehot, true);
    /// assert_eq!(encoder.groups(), [0, 0, 1]);
    /// let x = encoder.encode(&space.point(4).ok_or("past the end")?)?;
    /// assert_eq!(x, [0.0, 0.5_f64.sqrt(), 0.5]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(space: &Space, encoding: Encoding, ard: bool) -> Self {
        let codes: Vec<Code> = space
            .variables()
            .iter()
            .map(|v| code(v, encoding))
            .collect();
        let (mut spans, mut groups) = (Vec::new(), Vec::new());
        for (i, code) in codes.iter().enumerate() {
            let start = groups.len();
            groups.extend(std::iter::repeat_n(if ard { i } else { 0 }, code.width()));
            spans.push(start..groups.len());
        }
        let group_names = if ard {
            space.variables().iter().map(|v| v.name.clone()).collect()
        } else {
            vec!["all variables".to_owned()]
        };
        Self {
            codes,
            spans,
            groups,
            group_names,
        }
    }

    /// How many coordinates a point has.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.groups.len()
    }

    /// The group of each coordinate, from 0 without gaps.
    #[must_use]
    pub fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// The name of each group: its variable's, or one name for all.
    #[must_use]
    pub fn group_names(&self) -> &[String] {
        &self.group_names
    }

    /// The coordinates of each variable.
    #[must_use]
    pub fn spans(&self) -> &[Range<usize>] {
        &self.spans
    }

    /// The coordinates of a point.
    ///
    /// # Errors
    /// [`Error::PointLength`] or [`Error::Value`] if the point is not of this space.
    pub fn encode(&self, point: &Point) -> Result<Vec<f64>, Error> {
        if point.0.len() != self.codes.len() {
            return Err(Error::PointLength {
                expected: self.codes.len(),
                got: point.0.len(),
            });
        }
        let mut out = Vec::with_capacity(self.dimension());
        for (variable, value) in point.0.iter().enumerate() {
            self.encode_value(variable, value, &mut out)?;
        }
        Ok(out)
    }

    /// Appends the coordinates of one variable's value.
    pub(crate) fn encode_value(
        &self,
        variable: usize,
        value: &Value,
        out: &mut Vec<f64>,
    ) -> Result<(), Error> {
        let wrong = |expected: &str| Error::Value {
            variable: format!("variable number {}", variable + 1),
            expected: expected.to_owned(),
            got: value.to_string(),
        };
        match (&self.codes[variable], value) {
            (Code::Number { low, high, log }, Value::Number(v)) => {
                let v = if *log { libm::log(*v) } else { *v };
                let x = (v - low) / (high - low);
                if !x.is_finite() {
                    return Err(wrong("a number the scale can hold"));
                }
                out.push(x);
            }
            (Code::Table(rows), Value::Name(name)) => {
                let (_, row) = rows
                    .iter()
                    .find(|(n, _)| n == name)
                    .ok_or_else(|| wrong("a known category"))?;
                out.extend_from_slice(row);
            }
            (Code::Shares(parts), Value::Shares(shares)) if shares.len() == *parts => {
                out.extend(shares.iter().map(|s| s * FRAC_1_SQRT_2));
            }
            _ => return Err(wrong("a value of the variable's kind")),
        }
        Ok(())
    }
}

fn code(variable: &Variable, encoding: Encoding) -> Code {
    let number = |low: f64, high: f64, log: bool| {
        let scale = |v: f64| if log { libm::log(v) } else { v };
        Code::Number {
            low: scale(low),
            high: scale(high),
            log,
        }
    };
    match &variable.kind {
        Kind::Levels { values, log } => {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            number(low, high, *log)
        }
        Kind::Range { low, high, log } => number(*low, *high, *log),
        Kind::Simplex { parts, .. } => Code::Shares(parts.len()),
        Kind::Categories { names, descriptors } => {
            let rows = match encoding {
                Encoding::Descriptors if !descriptors.is_empty() => scaled(descriptors),
                Encoding::Onehot | Encoding::Descriptors => onehot(names.len()),
                Encoding::Ordinal => (0..names.len())
                    .map(|i| vec![i as f64 / (names.len() - 1) as f64])
                    .collect(),
            };
            Code::Table(names.iter().cloned().zip(rows).collect())
        }
    }
}

fn onehot(count: usize) -> Vec<Vec<f64>> {
    let row = |i| {
        (0..count)
            .map(|j| if i == j { FRAC_1_SQRT_2 } else { 0.0 })
            .collect()
    };
    (0..count).map(row).collect()
}

fn scaled(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = rows.first().map_or(0, Vec::len);
    let ends: Vec<(f64, f64)> = (0..width)
        .map(|c| {
            rows.iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), row| {
                    (low.min(row[c]), high.max(row[c]))
                })
        })
        .collect();
    let varying = ends.iter().filter(|(low, high)| low < high).count().max(1);
    let share = 1.0 / libm::sqrt(varying as f64);
    rows.iter()
        .map(|row| {
            row.iter()
                .zip(&ends)
                .map(|(v, (low, high))| {
                    // Halves, so that the difference of extreme numbers stays finite.
                    let span = 0.5 * high - 0.5 * low;
                    if span > 0.0 {
                        share * ((0.5 * v - 0.5 * low) / span)
                    } else {
                        0.0
                    }
                })
                .collect()
        })
        .collect()
}
