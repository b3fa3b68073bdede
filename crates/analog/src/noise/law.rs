//! The laws, with their parameters checked.

use crate::error::{Error, parameter};
use serde::{Deserialize, Serialize};

/// The largest sigma or scale that is taken; a factor `exp(10)` is 22,000.
pub const LARGEST_SPREAD: f64 = 10.0;

/// The law of a multiplicative factor `eta`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "InjectedNoise"))]
pub enum Noise {
    /// `eta = 1`.
    #[default]
    None,
    /// `eta = 0` with probability `p1`, `1/2` with `p2`, else 1 (the paper's Methods 4).
    Multinomial {
        /// Probability of 0.
        p1: f64,
        /// Probability of 1/2.
        p2: f64,
    },
    /// `eta = 0` with probability `rate`, else 1.
    Dropout {
        /// Probability of 0, below 1.
        rate: f64,
    },
    /// `eta = 1 + sigma z`, `z` standard normal; its mean is 1.
    Gaussian {
        /// Standard deviation of `eta`.
        sigma: f64,
    },
    /// `eta = 1 + scale L`, `L` of density `exp(-|x|)/2`; mean 1, variance `2 scale^2`.
    Laplace {
        /// Mean distance of `eta` from 1.
        scale: f64,
    },
    /// `eta = exp(sigma z)`; median 1, mean `exp(sigma^2/2)`.
    LogNormal {
        /// Standard deviation of `ln eta`.
        sigma: f64,
    },
}

impl Noise {
    /// The law of the authors' public code: 0 with probability `p0`, and 1/2 and 1 with
    /// `(1 - p0)/2` each.
    ///
    /// ```
    /// use memrilab_analog::Noise;
    /// assert_eq!(Noise::authors_code(0.5), Noise::Multinomial { p1: 0.5, p2: 0.25 });
    /// ```
    #[must_use]
    pub fn authors_code(p0: f64) -> Self {
        Self::Multinomial {
            p1: p0,
            p2: 0.5 * (1.0 - p0),
        }
    }

    /// The expectation of `eta`.
    ///
    /// ```
    /// use memrilab_analog::Noise;
    /// assert_eq!(Noise::Multinomial { p1: 0.25, p2: 0.5 }.mean(), Ok(0.5));
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`] for a parameter outside its range.
    pub fn mean(self) -> Result<f64, Error> {
        self.check()?;
        Ok(match self {
            Self::None | Self::Gaussian { .. } | Self::Laplace { .. } => 1.0,
            Self::Multinomial { p1, p2 } => 0.5 * p2 + (1.0 - p1 - p2).max(0.0),
            Self::Dropout { rate } => 1.0 - rate,
            Self::LogNormal { sigma } => libm::exp(0.5 * sigma * sigma),
        })
    }

    /// Checks the parameters.
    ///
    /// # Errors
    /// [`Error::Parameter`]: `p1, p2 >= 0`, `p1 + p2 <= 1` (to 1e-12), `0 <= rate < 1`,
    /// sigma and scale in `[0, 10]`.
    pub fn check(self) -> Result<(), Error> {
        let probability = |what, p: f64| {
            parameter(
                what,
                p,
                (0.0..=1.0).contains(&p),
                "a probability from 0 to 1",
            )
        };
        let spread = |what, s: f64| {
            parameter(
                what,
                s,
                (0.0..=LARGEST_SPREAD).contains(&s),
                "from 0 to 10; it is a spread relative to 1",
            )
        };
        match self {
            Self::None => {}
            Self::Multinomial { p1, p2 } => {
                probability("p1", p1)?;
                probability("p2", p2)?;
                let sum = p1 + p2;
                parameter(
                    "p1 + p2",
                    sum,
                    sum <= 1.0 + 1e-12,
                    "at most 1; lower one of them",
                )?;
            }
            Self::Dropout { rate } => {
                let test = (0.0..1.0).contains(&rate);
                parameter("the dropout rate", rate, test, "at least 0 and below 1")?;
            }
            Self::Gaussian { sigma } => {
                spread("sigma of the Gaussian noise", sigma)?;
            }
            Self::Laplace { scale } => {
                spread("the scale of the Laplace noise", scale)?;
            }
            Self::LogNormal { sigma } => {
                spread("sigma of the log-normal noise", sigma)?;
            }
        }
        Ok(())
    }
}
