//! What is done to every network of the moons experiment alike.

use memrilab_analog::Preserve;
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::chip::{ChipDrift, ChipOptions, DriftPer, Effects};
use memrilab_crossbar::program::{ProgramError, PulseModel, WriterOptions};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is done to every network alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExperimentConfig {
    /// How networks are put on arrays.
    pub chip: ChipOptions,
    /// What pulses do to a device; its sigma is replaced by those below.
    pub pulses: PulseModel,
    /// How it is written.
    pub writer: WriterOptions,
    /// What happens besides programming and drift: wires, converters, read noise.
    pub effects: Effects,
    /// Spreads of devices: of each pulse, and of the drift after programming.
    pub sigmas: Vec<f64>,
    /// Programmings at each.
    pub draws: usize,
    /// Seed of pulses and drift.
    pub seed: u64,
}

/// Why an experiment cannot be done.
#[derive(Debug, Error)]
pub enum ExperimentError {
    /// The chip.
    #[error(transparent)]
    Crossbar(#[from] CrossbarError),
    /// Programming.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// Too little to compare.
    #[error(transparent)]
    Analog(#[from] memrilab_analog::Error),
}

impl ExperimentConfig {
    /// Checks all that can be checked before there is a network.
    ///
    /// # Errors
    /// [`ExperimentError`] for what is outside its range, at any of the spreads, and for fewer than
    /// 2 draws.
    pub fn check(&self) -> Result<(), ExperimentError> {
        let parameter = |what, value, must| CrossbarError::Parameter { what, value, must };
        self.writer.check()?;
        self.chip.check()?;
        if self.sigmas.is_empty() {
            return Err(parameter("the number of spreads", 0.0, "be at least 1").into());
        }
        for sigma in &self.sigmas {
            self.pulses_at(*sigma).check()?;
            self.effects_at(*sigma).check()?;
        }
        if self.draws < 2 {
            let must = "be at least 2, to have an interval";
            return Err(parameter("the number of draws", self.draws as f64, must).into());
        }
        Ok(())
    }

    /// What pulses do to a device of this spread.
    pub(super) fn pulses_at(&self, sigma: f64) -> PulseModel {
        PulseModel {
            sigma,
            ..self.pulses.clone()
        }
    }

    /// The effects, with drift of this spread.
    pub(super) fn effects_at(&self, sigma: f64) -> Effects {
        Effects {
            drift: Some(ChipDrift {
                sigma,
                preserve: Preserve::Median,
                per: DriftPer::Device,
            }),
            ..self.effects.clone()
        }
    }
}
