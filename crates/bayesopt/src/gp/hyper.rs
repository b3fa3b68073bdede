//! The few numbers a covariance has, and their logarithms, in which they are fitted.

use crate::error::{Error, finite};
use serde::{Deserialize, Serialize};

/// What the covariance depends on besides the points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Hyperparameters {
    /// A length scale per group of coordinates.
    pub length_scales: Vec<f64>,
    /// The variance of the function, `sf2`.
    pub signal: f64,
    /// The variance of one measurement's noise, `sn2`.
    pub noise: f64,
}

impl Hyperparameters {
    pub(crate) fn of_logs(logs: &[f64]) -> Self {
        let values: Vec<f64> = logs.iter().map(|l| libm::exp(*l)).collect();
        let (scales, rest) = values.split_at(values.len() - 2);
        Self {
            length_scales: scales.to_vec(),
            signal: rest[0],
            noise: rest[1],
        }
    }

    pub(crate) fn logs(&self) -> Vec<f64> {
        self.length_scales
            .iter()
            .chain([&self.signal, &self.noise])
            .map(|v| libm::log(*v))
            .collect()
    }

    pub(super) fn check(&self, groups: usize) -> Result<(), Error> {
        if self.length_scales.len() != groups {
            return Err(Error::Shape {
                what: "length scales",
                expected: groups,
                got: self.length_scales.len(),
            });
        }
        for &v in self.length_scales.iter().chain([&self.signal, &self.noise]) {
            finite("a hyper-parameter", v)?;
        }
        let positive = self.length_scales.iter().chain([&self.signal]);
        let least = positive.copied().fold(f64::INFINITY, f64::min);
        if least <= 0.0 || self.noise < 0.0 {
            return Err(Error::Setting {
                name: "hyper-parameter",
                expected: "above 0 (noise may be 0)",
                got: least.min(self.noise),
            });
        }
        Ok(())
    }
}
