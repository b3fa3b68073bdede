//! How the current through a device grows with the voltage across it.

use crate::CrossbarError;
use serde::{Deserialize, Serialize};

/// The current of a device whose conductance, as it is read at `at` volts, is `G`.
///
/// Every law is odd, rises with the voltage, and gives `I(at) = G at`, so that a law changes
/// what a device does away from the voltage it was read at and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, tag = "law")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "ReadLaw"))]
pub enum Law {
    /// Ohm's: `I = G V`.
    #[default]
    Linear,
    /// `I = G V (1 + c (V/at)^2)/(1 + c)`.
    Polynomial {
        /// `c`, the cubic part at the read voltage in units of the linear; at least 0.
        cubic: f64,
        /// The voltage that conductances are read at, above 0.
        at: f64,
    },
    /// Poole and Frenkel's emission over a barrier that the field lowers:
    /// `I = G V exp(b (sqrt |V| - sqrt at))`.
    PooleFrenkel {
        /// `b` in 1/sqrt(V), at least 0.
        lowering: f64,
        /// The voltage that conductances are read at, above 0.
        at: f64,
    },
}

impl Law {
    /// Whether the current is proportional to the voltage.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        match *self {
            Self::Linear => true,
            Self::Polynomial { cubic, .. } => cubic == 0.0,
            Self::PooleFrenkel { lowering, .. } => lowering == 0.0,
        }
    }

    /// Current in amperes at `volts` across a device of `siemens`.
    ///
    /// ```
    /// use memrilab_crossbar::Law;
    /// let law = Law::Polynomial { cubic: 1.0, at: 0.1 };
    /// assert_eq!(law.current(1e-6, 0.1), 1e-7);
    /// assert!(law.current(1e-6, 0.2) > 2e-7 && law.current(1e-6, -0.2) < -2e-7);
    /// ```
    #[must_use]
    pub fn current(&self, siemens: f64, volts: f64) -> f64 {
        siemens * volts * self.shape(volts).0
    }

    /// `dI/dV` in siemens, which is above 0 for a device that conducts.
    #[must_use]
    pub fn slope(&self, siemens: f64, volts: f64) -> f64 {
        siemens * self.shape(volts).1
    }

    /// `I/(G V)` and `(dI/dV)/G`.
    fn shape(&self, volts: f64) -> (f64, f64) {
        match *self {
            Self::Linear => (1.0, 1.0),
            Self::Polynomial { cubic, at } => {
                let square = cubic * (volts / at) * (volts / at);
                let all = 1.0 + cubic;
                ((1.0 + square) / all, (1.0 + 3.0 * square) / all)
            }
            Self::PooleFrenkel { lowering, at } => {
                let root = libm::sqrt(libm::fabs(volts));
                let lowered = libm::exp(lowering * (root - libm::sqrt(at)));
                (lowered, lowered * (1.0 + 0.5 * lowering * root))
            }
        }
    }

    pub(crate) fn check(&self) -> Result<(), CrossbarError> {
        let (strength, at, what) = match *self {
            Self::Linear => return Ok(()),
            Self::Polynomial { cubic, at } => (cubic, at, "the cubic part of the read law"),
            Self::PooleFrenkel { lowering, at } => {
                (lowering, at, "the barrier lowering of the read law")
            }
        };
        let bad = |what, value, must| CrossbarError::Parameter { what, value, must };
        if !(0.0..=Self::STRONGEST).contains(&strength) {
            return Err(bad(what, strength, "be from 0 to 100"));
        }
        if !(at.is_finite() && at > 0.0) {
            return Err(bad("the voltage of the read law", at, "be above 0"));
        }
        Ok(())
    }

    /// The largest strength that is taken.
    pub const STRONGEST: f64 = 100.0;
}
