//! What a candidate promises, as one number to be maximised.
//!
//! Scores are of the model's own units, in which larger is better unless there is a
//! target. Logarithms are kept where a rule has them: far from the best, an expected
//! improvement underflows while its logarithm still ranks.

mod improvement;
mod tail;
mod target;

pub use improvement::{
    CERTAIN, LOG_NOTHING, expected_improvement, log_expected_improvement,
    log_probability_of_improvement, upper_bound,
};
pub use target::{log_expected_approach, probability_within};

use crate::error::{Error, finite};
use serde::{Deserialize, Serialize};

/// By which rule the next point is chosen.
///
/// With a target, "improvement" is a smaller distance to it (METHOD B7).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Acquisition {
    /// Expected improvement, `xi` demanded on top.
    ExpectedImprovement {
        /// In the units of the values.
        #[serde(default)]
        xi: f64,
    },
    /// Its logarithm: the same choice, stable far in the tail.
    LogExpectedImprovement {
        /// In the units of the values.
        #[serde(default)]
        xi: f64,
    },
    /// Mean plus `kappa` standard deviations; with a target, minus the mean's distance.
    UpperBound {
        /// Standard deviations.
        kappa: f64,
    },
    /// The logarithm of the probability of an improvement.
    ProbabilityOfImprovement {
        /// In the units of the values.
        #[serde(default)]
        xi: f64,
    },
    /// The best point of one joint draw of the function.
    Thompson,
    /// With a target only: the probability of being `within` of it.
    Within {
        /// In the units of the values.
        within: f64,
    },
}

impl Default for Acquisition {
    /// The logarithm of expected improvement with xi = 0 (METHOD B4, section 7).
    fn default() -> Self {
        Self::LogExpectedImprovement { xi: 0.0 }
    }
}

impl Acquisition {
    /// Whether scores are logarithms.
    pub(crate) fn is_log(self) -> bool {
        matches!(
            self,
            Self::LogExpectedImprovement { .. } | Self::ProbabilityOfImprovement { .. }
        )
    }

    pub(crate) fn check(self, has_target: bool) -> Result<(), Error> {
        let (name, value) = match self {
            Self::ExpectedImprovement { xi }
            | Self::LogExpectedImprovement { xi }
            | Self::ProbabilityOfImprovement { xi } => ("xi", xi),
            Self::UpperBound { kappa } => ("kappa", kappa),
            Self::Within { within } => ("within", within),
            Self::Thompson => return Ok(()),
        };
        finite(name, value)?;
        if value < 0.0 {
            return Err(Error::Setting {
                name,
                expected: "0 or more",
                got: value,
            });
        }
        if matches!(self, Self::Within { .. }) && !has_target {
            return Err(Error::Setting {
                name: "within",
                expected: "used with a target only",
                got: value,
            });
        }
        Ok(())
    }
}

/// What is wanted, in the model's units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Aim {
    /// The value to come close to; none to make values large.
    pub(crate) target: Option<f64>,
    /// The incumbent's value.
    pub(crate) best: f64,
    /// One unit of the values in the model's units.
    pub(crate) unit: f64,
}

impl Aim {
    /// How good a value is: itself, or minus its distance to the target.
    pub(crate) fn worth(self, value: f64) -> f64 {
        self.target.map_or(value, |t| -(value - t).abs())
    }

    /// The score of a belief; [`Acquisition::Thompson`] is scored by its mean.
    pub(crate) fn score(self, rule: Acquisition, mean: f64, sd: f64) -> f64 {
        let best = self.best;
        match (rule, self.target) {
            (Acquisition::ExpectedImprovement { xi }, None) => {
                expected_improvement(mean, sd, best, xi * self.unit)
            }
            (Acquisition::LogExpectedImprovement { xi }, None) => {
                log_expected_improvement(mean, sd, best, xi * self.unit)
            }
            (Acquisition::ProbabilityOfImprovement { xi }, None) => {
                log_probability_of_improvement(mean, sd, best, xi * self.unit)
            }
            (Acquisition::UpperBound { kappa }, _) => upper_bound(self.worth(mean), sd, kappa),
            (Acquisition::Thompson, _) | (Acquisition::Within { .. }, None) => self.worth(mean),
            (Acquisition::ExpectedImprovement { xi }, Some(t)) => {
                let reach = (best - t).abs() - xi * self.unit;
                libm::exp(log_expected_approach(mean, sd, t, reach))
            }
            (Acquisition::LogExpectedImprovement { xi }, Some(t)) => {
                log_expected_approach(mean, sd, t, (best - t).abs() - xi * self.unit)
            }
            (Acquisition::ProbabilityOfImprovement { xi }, Some(t)) => {
                let reach = ((best - t).abs() - xi * self.unit).max(0.0);
                libm::log(probability_within(mean, sd, t, reach)).max(LOG_NOTHING)
            }
            (Acquisition::Within { within }, Some(t)) => {
                probability_within(mean, sd, t, within * self.unit)
            }
        }
    }
}
