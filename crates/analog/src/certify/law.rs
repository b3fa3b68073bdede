//! The law of multinomial noise, checked.

use crate::error::{Error, parameter};
use serde::{Deserialize, Serialize};

/// Noise of 0 with probability `p1`, 1/2 with `p2`, else 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Law {
    /// Probability of 0.
    pub p1: f64,
    /// Probability of 1/2.
    pub p2: f64,
}

impl Law {
    /// Checks that `p1`, `p2` and `1 - p1 - p2` are probabilities.
    ///
    /// # Errors
    /// [`Error::Parameter`] unless `p1, p2 >= 0` and `p1 + p2 <= 1` (to 1e-12).
    pub fn new(p1: f64, p2: f64) -> Result<Self, Error> {
        let law = Self { p1, p2 };
        law.check()?;
        Ok(law)
    }

    /// As [`new`](Self::new), of a law that was read.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn check(&self) -> Result<(), Error> {
        check_probability("p1", self.p1)?;
        check_probability("p2", self.p2)?;
        let sum = self.p1 + self.p2;
        parameter("p1 + p2", sum, sum <= 1.0 + 1e-12, "at most 1; lower one")?;
        Ok(())
    }

    /// Probability of 1.
    ///
    /// ```
    /// assert_eq!(memrilab_analog::certify::Law::new(0.25, 0.5).unwrap().p3(), 0.25);
    /// ```
    #[must_use]
    pub fn p3(&self) -> f64 {
        (1.0 - self.p1 - self.p2).max(0.0)
    }
}

/// Checks that `value` lies in `[0, 1]`.
pub(super) fn check_probability(what: &'static str, value: f64) -> Result<f64, Error> {
    let test = (0.0..=1.0).contains(&value);
    parameter(what, value, test, "a probability from 0 to 1")
}

/// `base^exponent` for `base >= 0`, with `0^0 = 1`.
pub(super) fn power(base: f64, exponent: u64) -> f64 {
    if exponent == 0 {
        1.0
    } else {
        libm::pow(base, exponent as f64)
    }
}

/// `exponent ln(base)`, with `0 ln 0 = 0`.
pub(super) fn log_power(base: f64, exponent: u64) -> f64 {
    if exponent == 0 {
        0.0
    } else {
        exponent as f64 * libm::log(base)
    }
}
