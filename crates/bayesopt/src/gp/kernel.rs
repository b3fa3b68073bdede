//! How much two points have to do with each other.

use serde::{Deserialize, Serialize};

/// A stationary correlation of the scaled distance
/// `r^2 = sum over coordinates of (x - x')^2 / l^2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Kernel {
    /// `exp(-r^2 / 2)` (METHOD B4): infinitely smooth.
    #[default]
    SquaredExponential,
    /// `(1 + a r + a^2 r^2 / 3) exp(-a r)`, `a = sqrt 5`: twice differentiable.
    Matern52,
}

const ROOT5: f64 = 2.236_067_977_499_79;

impl Kernel {
    /// The correlation at a squared scaled distance, from 1 at 0 to 0 far away.
    ///
    /// ```
    /// use memrilab_bayesopt::Kernel;
    /// let k = Kernel::SquaredExponential.correlation(2.0);
    /// assert!((k - (-1.0_f64).exp()).abs() < 1e-16);
    /// // (1 + 5 + 25/3) exp(-5) at r = sqrt 5.
    /// let k = Kernel::Matern52.correlation(5.0);
    /// assert!((k - 43.0 / 3.0 * (-5.0_f64).exp()).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn correlation(self, r2: f64) -> f64 {
        match self {
            Self::SquaredExponential => libm::exp(-0.5 * r2),
            Self::Matern52 => {
                let ar = ROOT5 * libm::sqrt(r2);
                (1.0 + ar + 5.0 / 3.0 * r2) * libm::exp(-ar)
            }
        }
    }

    /// `(c, s)`: the correlation and `s = -2 dc / d(r^2)`, so that
    /// `dc / d ln l = s (x - x')^2 / l^2`.
    pub(crate) fn with_slope(self, r2: f64) -> (f64, f64) {
        match self {
            Self::SquaredExponential => {
                let c = libm::exp(-0.5 * r2);
                (c, c)
            }
            Self::Matern52 => {
                let ar = ROOT5 * libm::sqrt(r2);
                let e = libm::exp(-ar);
                ((1.0 + ar + 5.0 / 3.0 * r2) * e, 5.0 / 3.0 * (1.0 + ar) * e)
            }
        }
    }
}
