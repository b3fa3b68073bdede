//! What makes a chip other than the network it holds: each effect with its own switch.

use super::FaultyDevices;
use super::converter::{Adc, Dac, check_bits};
use crate::{CrossbarError, Law, Wires};
use memrilab_analog::Preserve;
use memrilab_analog::drift::LARGEST_SIGMA;
use serde::{Deserialize, Serialize};

/// What one draw of drift multiplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum DriftPer {
    /// Each weight, as the paper has it: both devices of a pair by one factor, or the
    /// distance of a device from its reference (and no further down than 0 S).
    Weight,
    /// Each device by its own, so that a weight of 0 drifts too.
    #[default]
    Device,
}

/// Log-normal drift, drawn once for each programming: `G exp(sigma z + shift)`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ChipDrift {
    /// Standard deviation of the log conductance, from 0 to 10.
    pub sigma: f64,
    /// What it leaves unchanged.
    pub preserve: Preserve,
    /// What one draw multiplies.
    pub per: DriftPer,
}

/// The strength of every effect, in the order in which a signal meets them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Effects {
    /// Conductances that a device can be set to, evenly over the window; at least 2.
    pub levels: Option<u32>,
    /// Relative error that write-verify leaves: uniform within `+- programming`, from 0 to
    /// below 1. Where an array was programmed, its real conductances are taken instead.
    pub programming: Option<f64>,
    /// Drift.
    pub drift: Option<ChipDrift>,
    /// Devices that cannot be set.
    pub faults: Option<FaultyDevices>,
    /// How current grows with voltage.
    pub law: Option<Law>,
    /// Wires.
    pub wires: Option<Wires>,
    /// Standard deviation of each device's current at each product, relative to it; devices
    /// are independent, so a bit line's is `read_noise sqrt(sum over word lines of its parts^2)`.
    pub read_noise: Option<f64>,
    /// Inputs to voltages.
    pub dac: Option<Dac>,
    /// Currents to numbers.
    pub adc: Option<Adc>,
}

/// One effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Effect {
    /// Few conductance levels.
    Levels,
    /// What write-verify leaves.
    Programming,
    /// Drift.
    Drift,
    /// Stuck and dead devices.
    Faults,
    /// A read law that is not linear.
    Law,
    /// Wires.
    Wires,
    /// Noise of each product.
    ReadNoise,
    /// Converter of the inputs.
    Dac,
    /// Converter of the outputs.
    Adc,
}

impl Effect {
    /// All, in the order in which a signal meets them.
    pub const ALL: [Self; 9] = [
        Self::Levels,
        Self::Programming,
        Self::Drift,
        Self::Faults,
        Self::Law,
        Self::Wires,
        Self::ReadNoise,
        Self::Dac,
        Self::Adc,
    ];

    /// What a person calls it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Levels => "conductance levels",
            Self::Programming => "programming error",
            Self::Drift => "drift",
            Self::Faults => "faulty devices",
            Self::Law => "nonlinear read",
            Self::Wires => "wire resistance",
            Self::ReadNoise => "read noise",
            Self::Dac => "DAC",
            Self::Adc => "ADC",
        }
    }

    /// Whether it differs from one programming, or one product, to the next.
    #[must_use]
    pub fn is_random(self) -> bool {
        matches!(
            self,
            Self::Programming | Self::Drift | Self::Faults | Self::ReadNoise
        )
    }
}

impl Effects {
    /// Those that are on.
    #[must_use]
    pub fn on(&self) -> Vec<Effect> {
        let is_on = |effect: &Effect| match effect {
            Effect::Levels => self.levels.is_some(),
            Effect::Programming => self.programming.is_some(),
            Effect::Drift => self.drift.is_some(),
            Effect::Faults => self.faults.is_some(),
            Effect::Law => self.law.is_some(),
            Effect::Wires => self.wires.is_some(),
            Effect::ReadNoise => self.read_noise.is_some(),
            Effect::Dac => self.dac.is_some(),
            Effect::Adc => self.adc.is_some(),
        };
        Effect::ALL.into_iter().filter(is_on).collect()
    }

    /// These alone, of those that are on.
    ///
    /// ```
    /// use memrilab_crossbar::chip::{Dac, Effect, Effects};
    /// let all = Effects { levels: Some(16), dac: Some(Dac { bits: 8 }), ..Effects::default() };
    /// assert_eq!(all.only(&[Effect::Dac]).on(), [Effect::Dac]);
    /// ```
    #[must_use]
    pub fn only(&self, effects: &[Effect]) -> Self {
        let keep = |effect| effects.contains(&effect);
        Self {
            levels: self.levels.filter(|_| keep(Effect::Levels)),
            programming: self.programming.filter(|_| keep(Effect::Programming)),
            drift: self.drift.filter(|_| keep(Effect::Drift)),
            faults: self.faults.clone().filter(|_| keep(Effect::Faults)),
            law: self.law.filter(|_| keep(Effect::Law)),
            wires: self.wires.filter(|_| keep(Effect::Wires)),
            read_noise: self.read_noise.filter(|_| keep(Effect::ReadNoise)),
            dac: self.dac.filter(|_| keep(Effect::Dac)),
            adc: self.adc.filter(|_| keep(Effect::Adc)),
        }
    }

    /// Checks every strength.
    ///
    /// # Errors
    /// [`CrossbarError::Parameter`] and those of each part.
    pub fn check(&self) -> Result<(), CrossbarError> {
        let within = |what, value: f64, fits: bool, must| match fits {
            true => Ok(()),
            false => Err(CrossbarError::Parameter { what, value, must }),
        };
        if let Some(levels) = self.levels {
            within(
                "the number of conductance levels",
                f64::from(levels),
                (2..=1 << 24).contains(&levels),
                "be from 2 to 16777216",
            )?;
        }
        if let Some(error) = self.programming {
            within(
                "the programming error",
                error,
                (0.0..1.0).contains(&error),
                "be from 0 to below 1",
            )?;
        }
        if let Some(drift) = self.drift {
            within(
                "sigma of the drift",
                drift.sigma,
                (0.0..=LARGEST_SIGMA).contains(&drift.sigma),
                "be from 0 to 10",
            )?;
        }
        if let Some(faults) = &self.faults {
            faults.check()?;
        }
        if let Some(law) = self.law {
            law.check()?;
        }
        if let Some(wires) = self.wires {
            wires.check()?;
        }
        if let Some(noise) = self.read_noise {
            within(
                "the read noise",
                noise,
                (0.0..=10.0).contains(&noise),
                "be from 0 to 10",
            )?;
        }
        if let Some(dac) = self.dac {
            check_bits("the number of bits of the DAC", dac.bits)?;
        }
        if let Some(adc) = self.adc {
            check_bits("the number of bits of the ADC", adc.bits)?;
            within(
                "the range of the ADC",
                adc.range,
                adc.range > 0.0 && adc.range <= 1e6,
                "be above 0 and at most a million",
            )?;
        }
        Ok(())
    }
}
