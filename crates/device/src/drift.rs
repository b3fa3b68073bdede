//! The drift model: what later stages need to know of a device.
//!
//! A stored weight follows the smoothed conductance curve up its run; from one cycle to
//! the next each conductance is multiplied by `exp(sigma z)`, `z` standard normal.
//! Usability alone is not enough: 0.5 can be sigma = 0.69 with a full-length run, or
//! sigma = 0 with half of one, and networks react differently (decision U19).

use crate::analysis::{Analysis, Method};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which sigma drives the drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum SigmaChoice {
    /// The method's own estimate.
    Estimate,
    /// Its upper 95 % bound.
    Upper95,
    /// None was measured: it follows from a usability alone.
    FromUsability,
}

/// Conductance curve, run and sigma of one device, and where they came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DriftModel {
    /// Version of this form.
    pub schema: u32,
    /// The method that measured it; absent if only a usability was given.
    pub method: Option<Method>,
    /// Which sigma it holds.
    pub sigma_choice: SigmaChoice,
    /// Smoothed conductance along the outward leg, in siemens.
    pub conductance: Vec<f64>,
    /// First point of the run.
    pub run_start: usize,
    /// One past its last point.
    pub run_end: usize,
    /// Standard deviation of the log conductance from cycle to cycle.
    pub sigma: f64,
    /// The run's share of the required length.
    pub length_factor: f64,
}

/// Why a drift model cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DriftError {
    /// The method gave no such sigma.
    #[error(
        "`{method}` gave no sigma for this device; measure at least two cycles, or take another method or its estimate"
    )]
    NoSigma {
        /// Name of the method.
        method: &'static str,
    },
    /// A conductance that rises nowhere.
    #[error(
        "the conductance does not rise anywhere, so the device has no run to store weights on; take another device"
    )]
    NoRun,
    /// A usability outside (0, 1].
    #[error("usability is {0}; it must be above 0 and at most 1")]
    Usability(f64),
}

impl DriftModel {
    /// The drift model of an analysed device.
    ///
    /// # Errors
    /// [`DriftError::NoSigma`] if the method did not give the sigma asked for.
    pub fn of(analysis: &Analysis, choice: SigmaChoice) -> Result<Self, DriftError> {
        let result = &analysis.result;
        let sigma = match choice {
            SigmaChoice::Upper95 => result.sigma95,
            SigmaChoice::Estimate | SigmaChoice::FromUsability => result.sigma,
        };
        let sigma = sigma.ok_or(DriftError::NoSigma {
            method: analysis.method.name(),
        })?;
        let inclusive = usize::from(analysis.method == Method::Table);
        // Points without any cycle have no place on the curve; the run moves with them.
        let before = |end: usize| {
            analysis
                .curve
                .smoothed
                .iter()
                .take(end)
                .filter(|g| g.is_some())
                .count()
        };
        Ok(Self {
            schema: 1,
            method: Some(analysis.method),
            sigma_choice: choice,
            conductance: analysis.curve.smoothed.iter().copied().flatten().collect(),
            run_start: before(result.run_start),
            run_end: before(result.run_end + inclusive),
            sigma,
            length_factor: result.length_factor,
        })
    }

    /// The drift model of a device that weights are to be stored on: one with a run of at least
    /// two points.
    ///
    /// # Errors
    /// [`DriftError::NoRun`]; as [`DriftModel::of`].
    pub fn to_store_on(analysis: &Analysis, choice: SigmaChoice) -> Result<Self, DriftError> {
        if analysis.result.degenerate || analysis.result.run_length < 2 {
            return Err(DriftError::NoRun);
        }
        Self::of(analysis, choice)
    }

    /// A device of which only the usability is known: full length factor, a straight
    /// curve of 35 points and `sigma = -ln U`.
    ///
    /// ```
    /// use memrilab_device::drift::DriftModel;
    /// let drift = DriftModel::from_usability(0.5).unwrap();
    /// assert!((drift.sigma - 0.693_147_180_559_945_3).abs() < 1e-15);
    /// assert!(DriftModel::from_usability(0.0).is_err());
    /// ```
    ///
    /// # Errors
    /// [`DriftError::Usability`] outside (0, 1].
    pub fn from_usability(usability: f64) -> Result<Self, DriftError> {
        if !(usability > 0.0 && usability <= 1.0) {
            return Err(DriftError::Usability(usability));
        }
        Ok(Self {
            schema: 1,
            method: None,
            sigma_choice: SigmaChoice::FromUsability,
            conductance: (1..=35).map(|i| f64::from(i) * 1e-6).collect(),
            run_start: 0,
            run_end: 35,
            sigma: -libm::log(usability),
            length_factor: 1.0,
        })
    }
}
