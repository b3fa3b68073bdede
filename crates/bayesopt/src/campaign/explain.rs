//! What the model has learned, for a person to look at.

use super::model::{Model, Prediction};
use crate::error::Error;
use crate::gp::LeaveOneOut;
use crate::space::{Kind, Point, Value};
use serde::{Deserialize, Serialize};

/// Most points of a slice.
const MOST_SLICE: u64 = 10_000;

/// The posterior along one variable, the others held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Slice {
    /// The variable.
    pub variable: String,
    /// Its values.
    pub values: Vec<Value>,
    /// What the model says at each.
    pub predictions: Vec<Prediction>,
}

/// How much a variable matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Importance {
    /// The variable.
    pub variable: String,
    /// Its share; all add up to 1.
    pub share: f64,
}

impl Model<'_> {
    /// The posterior along one variable through `base`: at every level, category or corner
    /// of a mixture, or at `count` numbers spread evenly over a range or between the least
    /// and the largest level, on the scale the variable is on.
    ///
    /// `count` of 0 takes levels as they are, and 50 numbers of a range.
    ///
    /// # Errors
    /// [`Error::NoSuch`] for a variable that is not there, [`Error::TooMany`]; a base that
    /// is not of the space.
    pub fn slice(&self, variable: usize, base: &Point, count: usize) -> Result<Slice, Error> {
        let space = self.campaign.space();
        space.check(base)?;
        crate::error::at_most("points of a slice", MOST_SLICE, count as u64)?;
        let along = space.variables().get(variable).ok_or(super::no_such(
            "variable",
            variable,
            space.variables().len(),
        ))?;
        let spread = |low: f64, high: f64, log: bool, count: usize| -> Vec<Value> {
            (0..count)
                .map(|i| {
                    let u = i as f64 / (count.max(2) - 1) as f64;
                    let v = if log {
                        libm::exp(libm::log(low) + u * (libm::log(high) - libm::log(low)))
                    } else {
                        low + u * (high - low)
                    };
                    Value::Number(v.clamp(low, high))
                })
                .collect()
        };
        let values = match &along.kind {
            Kind::Levels { values, .. } if count == 0 => {
                values.iter().copied().map(Value::Number).collect()
            }
            Kind::Levels { values, log } => {
                let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                spread(low, high, *log, count)
            }
            Kind::Range { low, high, log } => {
                spread(*low, *high, *log, if count == 0 { 50 } else { count })
            }
            Kind::Categories { names, .. } => names.iter().cloned().map(Value::Name).collect(),
            Kind::Simplex { parts, .. } => (0..parts.len())
                .map(|i| {
                    let corner = (0..parts.len()).map(|j| if i == j { 1.0 } else { 0.0 });
                    Value::Shares(corner.collect())
                })
                .collect(),
        };
        let points: Vec<Point> = values
            .iter()
            .map(|value| {
                let mut point = base.clone();
                point.0[variable] = value.clone();
                point
            })
            .collect();
        Ok(Slice {
            variable: along.name.clone(),
            predictions: self.predict(&points)?,
            values,
        })
    }

    /// How much each variable matters to the model: how far, on average, two of its options
    /// lose sight of each other, `1 - correlation`, as a share of the sum.
    ///
    /// Unlike `1 / length scale` it compares numbers with categories, and with one length
    /// scale for all it still tells variables with many distinct options from others.
    ///
    /// # Errors
    /// None as long as the space is that of the model.
    pub fn importance(&self) -> Result<Vec<Importance>, Error> {
        const OPTIONS: u64 = 30;
        let encoder = &self.data.encoder;
        let mut lost = Vec::new();
        for (i, variable) in self.campaign.space().variables().iter().enumerate() {
            let count = variable.options().unwrap_or(OPTIONS);
            let taken = count.min(OPTIONS);
            let mut rows = Vec::new();
            for k in 0..taken {
                let value = match &variable.kind {
                    Kind::Range { low, high, log } => {
                        let u = k as f64 / (taken - 1) as f64;
                        Some(Value::Number(if *log {
                            low * libm::exp(u * libm::log(high / low))
                        } else {
                            low + u * (high - low)
                        }))
                    }
                    _ => variable.option(k * (count - 1) / (taken - 1).max(1)),
                };
                let mut row = vec![0.0; encoder.spans()[i].start];
                if let Some(value) = value {
                    encoder.encode_value(i, &value, &mut row)?;
                }
                row.resize(encoder.dimension(), 0.0);
                rows.push(row);
            }
            let signal = self.gp.hyper().signal;
            let (mut sum, mut pairs) = (0.0, 0.0);
            for (k, a) in rows.iter().enumerate() {
                for b in &rows[..k] {
                    sum += 1.0 - self.gp.prior_covariance(a, b) / signal;
                    pairs += 1.0;
                }
            }
            lost.push(sum / f64::max(pairs, 1.0));
        }
        let total: f64 = lost.iter().sum();
        Ok(self
            .campaign
            .space()
            .variables()
            .iter()
            .zip(&lost)
            .map(|(variable, l)| Importance {
                variable: variable.name.clone(),
                share: if total > 0.0 {
                    l / total
                } else {
                    1.0 / lost.len() as f64
                },
            })
            .collect())
    }

    /// Each measured point predicted from the others, in the units of the values, with the
    /// points in the same order. Measurements of a point with another known uncertainty are
    /// an entry of their own, and stay in while this one is left out.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for extreme values.
    pub fn leave_one_out(&self) -> Result<Vec<(Point, LeaveOneOut)>, Error> {
        let units = self.units();
        let left = self.gp.leave_one_out()?;
        Ok(self
            .data
            .points
            .iter()
            .cloned()
            .zip(left.into_iter().map(|l| LeaveOneOut {
                mean: units.to_value(l.mean),
                variance: units.scale * units.scale * l.variance,
                residual: units.sign * units.scale * l.residual,
                standardised: units.sign * l.standardised,
            }))
            .collect())
    }
}
