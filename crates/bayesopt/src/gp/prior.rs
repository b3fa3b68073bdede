//! What is believed of the hyper-parameters before anything is measured: one starting
//! point cannot fix seven of them (METHOD B5).

use super::Hyperparameters;
use crate::error::{Error, finite};
use serde::{Deserialize, Serialize};

/// A normal distribution of a logarithm, cut off at two bounds of the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LogNormal {
    /// The median of the value: the logarithm's mean is `ln median`.
    pub median: f64,
    /// Standard deviation of the logarithm.
    pub sd: f64,
    /// Least value.
    pub low: f64,
    /// Largest value.
    pub high: f64,
}

impl LogNormal {
    pub(crate) fn check(&self) -> Result<(), Error> {
        for v in [self.median, self.sd, self.low, self.high] {
            finite("a number of a prior", v)?;
            if v <= 0.0 {
                return Err(Error::Setting {
                    name: "prior",
                    expected: "above 0 in every number",
                    got: v,
                });
            }
        }
        if self.low >= self.high {
            return Err(Error::Setting {
                name: "prior",
                expected: "bounded below by less than above",
                got: self.low,
            });
        }
        Ok(())
    }
}

/// The priors of a model's hyper-parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Priors {
    /// Of every length scale.
    pub length_scale: LogNormal,
    /// Of the signal variance `sf2`.
    pub signal: LogNormal,
    /// Of the noise variance `sn2`.
    pub noise: LogNormal,
}

impl Priors {
    /// For values in [0, 1] taken as they are (METHOD B5).
    #[must_use]
    pub fn unit_interval() -> Self {
        Self {
            length_scale: LogNormal {
                median: 0.5,
                sd: 0.7,
                low: 0.05,
                high: 10.0,
            },
            signal: LogNormal {
                median: 0.06,
                sd: 1.0,
                low: 1e-4,
                high: 4.0,
            },
            noise: LogNormal {
                median: 4e-4,
                sd: 1.0,
                low: 1e-6,
                high: 0.05,
            },
        }
    }

    /// For standardised values (METHOD B5b). The bounds stand to the medians as those for
    /// values in [0, 1] do, but for noise, which may be all there is.
    #[must_use]
    pub fn standardised() -> Self {
        Self {
            signal: LogNormal {
                median: 1.0,
                sd: 1.0,
                low: 1e-3,
                high: 50.0,
            },
            noise: LogNormal {
                median: 0.01,
                sd: 1.0,
                low: 1e-5,
                high: 2.0,
            },
            ..Self::unit_interval()
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        [self.length_scale, self.signal, self.noise]
            .iter()
            .try_for_each(LogNormal::check)
    }

    /// One prior per logarithm: length scales, signal, noise.
    pub(crate) fn all(&self, groups: usize) -> Vec<LogNormal> {
        let mut all = vec![self.length_scale; groups];
        all.extend([self.signal, self.noise]);
        all
    }

    /// `-sum of z^2 / 2`, `z = (ln value - ln median) / sd`: the log prior but for a
    /// constant.
    #[must_use]
    pub fn log_density(&self, hyper: &Hyperparameters) -> f64 {
        self.all(hyper.length_scales.len())
            .iter()
            .zip(hyper.logs())
            .map(|(p, log)| {
                let z = (log - libm::log(p.median)) / p.sd;
                -0.5 * z * z
            })
            .sum()
    }
}
