//! A device as a level of a sweep.

use crate::training::TrainError;
use memrilab_analog::{Drift, DriftOptions, Preserve};
use memrilab_device::drift::DriftModel;

/// A drift and the usability it is plotted at.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Usability of the device, from 0 to 1.
    pub usability: f64,
    /// Mapping and drift of its weights.
    pub drift: Drift,
}

impl Level {
    /// A device of which only the usability is known: every weight is stored exactly, and
    /// `sigma = -ln U`.
    ///
    /// ```
    /// use memrilab_train::robustness::Level;
    /// let level = Level::of_usability(0.5)?;
    /// assert!((level.sigma() - 0.693_147_180_559_945_3).abs() < 1e-15);
    /// # Ok::<(), memrilab_train::training::TrainError>(())
    /// ```
    ///
    /// # Errors
    /// [`TrainError::Analog`] unless the usability is above 0 and at most 1.
    pub fn of_usability(usability: f64) -> Result<Self, TrainError> {
        Ok(Self {
            usability,
            drift: Drift::from_usability(usability, Preserve::Median)?,
        })
    }

    /// A measured device: its curve, its run and its sigma.
    ///
    /// # Errors
    /// [`TrainError::Analog`] for a curve or sigma that is none.
    pub fn of_device(model: &DriftModel, options: DriftOptions) -> Result<Self, TrainError> {
        let usability = model.length_factor * libm::exp(-model.sigma);
        Ok(Self {
            usability: usability.clamp(0.0, 1.0),
            drift: Drift::of(model, options)?,
        })
    }

    /// The standard deviation of the logarithm of a weight's factor.
    #[must_use]
    pub fn sigma(&self) -> f64 {
        self.drift.sigma()
    }
}
