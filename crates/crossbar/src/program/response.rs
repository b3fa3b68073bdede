//! Conductance by position: what a pulse climbs along.

use super::ProgramError;
use super::error::parameter;
use memrilab_device::drift::DriftModel;
use serde::{Deserialize, Serialize};

/// The median conductance at each position, from 0 to [`Response::last`]; it rises all the way.
///
/// A RESET pulse goes back the way a SET pulse came: of a sweep only the way up was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Response {
    /// Along the run of a measured curve, one point a position; between points the logarithm
    /// of the conductance is interpolated.
    Measured {
        /// Conductance at each point, in siemens.
        conductance: Vec<f64>,
    },
    /// Potentiation that saturates: `G(P) = B (1 - exp(-P/A)) + Gmin` with
    /// `B = (Gmax - Gmin)/(1 - exp(-Pmax/A))`.
    Exponential {
        /// Conductance at position 0, in siemens.
        g_min: f64,
        /// Conductance at the last position, in siemens.
        g_max: f64,
        /// The last position: how many pulses there are from `Gmin` to `Gmax`.
        pulses: f64,
        /// `A`, in pulses: the smaller, the sooner the conductance saturates.
        curvature: f64,
    },
}

impl Response {
    /// The run of a measured device.
    ///
    /// ```
    /// use memrilab_crossbar::program::Response;
    /// use memrilab_device::drift::DriftModel;
    /// let response = Response::of(&DriftModel::from_usability(0.9).unwrap())?;
    /// assert_eq!(response.last(), 34.0);
    /// // Between 1 and 2 uS, halfway in the logarithm.
    /// assert!((response.conductance(0.5) - 2f64.sqrt() * 1e-6).abs() < 1e-20);
    /// # Ok::<(), memrilab_crossbar::program::ProgramError>(())
    /// ```
    ///
    /// # Errors
    /// [`ProgramError::Run`] and [`ProgramError::Curve`] for a run that cannot be climbed.
    pub fn of(model: &DriftModel) -> Result<Self, ProgramError> {
        let run = model.conductance.get(model.run_start..model.run_end);
        let response = Self::Measured {
            conductance: run.unwrap_or_default().to_vec(),
        };
        response.check()?;
        Ok(response)
    }

    /// Checks that the conductance is positive and rises.
    ///
    /// # Errors
    /// [`ProgramError`] with the point or the parameter.
    pub fn check(&self) -> Result<(), ProgramError> {
        match self {
            Self::Measured { conductance } => {
                let points = conductance.len();
                if points < 2 {
                    return Err(ProgramError::Run { points });
                }
                let mut before = 0.0;
                for (at, &siemens) in conductance.iter().enumerate() {
                    if !(siemens > before && siemens.is_finite()) {
                        let point = at + 1;
                        return Err(ProgramError::Curve { point, siemens });
                    }
                    before = siemens;
                }
                Ok(())
            }
            Self::Exponential {
                g_min,
                g_max,
                pulses,
                curvature,
            } => {
                parameter("Gmin", *g_min, *g_min > 0.0, "a finite conductance above 0")?;
                parameter("Gmax", *g_max, g_max > g_min, "finite and above Gmin")?;
                let test = *pulses >= 1.0;
                parameter(
                    "the number of pulses from Gmin to Gmax",
                    *pulses,
                    test,
                    "at least 1",
                )?;
                // Beyond a thousandth of the pulses all but the first would do nothing.
                let test = *curvature >= 1e-3 * pulses;
                let expected = "finite and at least a thousandth of the pulses";
                parameter("the curvature A", *curvature, test, expected)
            }
        }
    }

    /// The last position; there a SET pulse does nothing more.
    #[must_use]
    pub fn last(&self) -> f64 {
        match self {
            Self::Measured { conductance } => conductance.len().saturating_sub(1) as f64,
            Self::Exponential { pulses, .. } => *pulses,
        }
    }

    /// Smallest and largest median conductance, in siemens.
    #[must_use]
    pub fn reach(&self) -> [f64; 2] {
        [self.conductance(0.0), self.conductance(self.last())]
    }

    /// The median conductance at a position, in siemens; beyond the ends, that at the end.
    #[must_use]
    pub fn conductance(&self, position: f64) -> f64 {
        let position = position.clamp(0.0, self.last());
        match self {
            Self::Measured { conductance } => {
                let below = position as usize;
                let share = position - below as f64;
                let low = conductance[below];
                if share == 0.0 {
                    return low;
                }
                low * libm::pow(conductance[below + 1] / low, share)
            }
            Self::Exponential {
                g_min,
                g_max,
                pulses,
                curvature,
            } => {
                let risen = |p: f64| -libm::expm1(-p / curvature);
                g_min + (g_max - g_min) * (risen(position) / risen(*pulses))
            }
        }
    }
}
