//! How well a model would have predicted what it was told.

use super::Gp;
use crate::error::{Error, finite};
use serde::{Deserialize, Serialize};

/// What a model would have said of a measured point without its measurement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LeaveOneOut {
    /// The mean without it.
    pub mean: f64,
    /// The variance of the function without it; the measurement's noise is not in it.
    pub variance: f64,
    /// `measured - mean`.
    pub residual: f64,
    /// `residual / sqrt(variance + noise)`, the noise of the point as it was measured:
    /// `(noise + known) / count`.
    pub standardised: f64,
}

impl Gp {
    /// Each point predicted from the others, in closed form with `A = K^-1` and `a = A (y - m)`:
    /// `mean_i = y_i - a_i / A_ii`, `var_i = 1 / A_ii - noise_i` (Rasmussen and Williams 2006,
    /// eq. 5.12). The hyper-parameters and the mean are not fitted again.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for extreme values.
    pub fn leave_one_out(&self) -> Result<Vec<LeaveOneOut>, Error> {
        let inverse = self.factor.inverse_diagonal();
        self.training
            .measured
            .iter()
            .zip(&self.alpha)
            .zip(inverse)
            .map(|((m, a), inverse)| {
                let noise = m.noise(self.hyper.noise);
                let residual = a / inverse;
                Ok(LeaveOneOut {
                    mean: finite("a mean left out", m.mean - residual)?,
                    variance: (1.0 / inverse - noise).max(0.0),
                    residual: finite("a residual left out", residual)?,
                    standardised: finite("a residual left out", a / libm::sqrt(inverse))?,
                })
            })
            .collect()
    }
}
