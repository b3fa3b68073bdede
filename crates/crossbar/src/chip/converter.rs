//! Converters between numbers and voltages or currents.

use crate::CrossbarError;
use serde::{Deserialize, Serialize};

/// Most bits; beyond, the steps are below the rounding of the sums.
pub const MOST_BITS: u32 = 24;
/// Fewest bits: with one there would be 0 and nothing else.
pub const LEAST_BITS: u32 = 2;

/// A symmetric converter of `bits`: `2^bits - 1` codes, evenly spaced from `-full` to `full`,
/// 0 one of them, so a step is `2 full/(2^bits - 2)`; a value is rounded to the nearest code
/// (halves away from 0) and what lies beyond `full` is clipped to it.
///
/// Other simulators keep `2^bits` codes with both ends and no 0, or floor; the result of a sum
/// near 0 depends on it, so the convention is part of a result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Converter {
    full: f64,
    step: f64,
}

impl Converter {
    pub(crate) fn new(bits: u32, full: f64) -> Self {
        let codes = f64::from((1u32 << bits) - 2);
        Self {
            full,
            step: 2.0 * full / codes,
        }
    }

    /// The value of the nearest code, and whether it was clipped.
    pub(crate) fn convert(&self, value: f64) -> (f64, bool) {
        let clipped = value.abs() > self.full * (1.0 + 1e-12);
        if self.step == 0.0 {
            return (0.0, clipped);
        }
        let held = value.clamp(-self.full, self.full);
        ((held / self.step).round() * self.step, clipped)
    }
}

/// Which current is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum ConvertedAt {
    /// Each bit line's own; the difference is taken of the numbers.
    #[default]
    Column,
    /// The difference of the two bit lines of an output.
    Difference,
}

/// Inputs to voltages: the full scale is the read voltage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Dac {
    /// Bits, from 2 to 24.
    pub bits: u32,
}

/// Currents to numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Adc {
    /// Bits, from 2 to 24.
    pub bits: u32,
    /// Which current.
    pub at: ConvertedAt,
    /// Full scale, in units of the largest such current of the layer that the calibration
    /// samples give on ideal devices.
    pub range: f64,
}

pub(crate) fn check_bits(what: &'static str, bits: u32) -> Result<(), CrossbarError> {
    match (LEAST_BITS..=MOST_BITS).contains(&bits) {
        true => Ok(()),
        false => Err(CrossbarError::Parameter {
            what,
            value: f64::from(bits),
            must: "be from 2 to 24; an ideal converter is one that is switched off",
        }),
    }
}

/// How many conversions there were, and how many were clipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tally {
    /// Voltages that were set.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub dac: u64,
    /// Of them, those beyond the full scale.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub dac_clipped: u64,
    /// Currents that were converted.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub adc: u64,
    /// Of them, those beyond the full scale.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub adc_clipped: u64,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            dac: self.dac + other.dac,
            dac_clipped: self.dac_clipped + other.dac_clipped,
            adc: self.adc + other.adc,
            adc_clipped: self.adc_clipped + other.adc_clipped,
        }
    }
}
