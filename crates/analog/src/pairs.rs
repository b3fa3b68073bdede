//! A signed weight as the difference of two conductances.
//!
//! Drift multiplies each device. With `Gmin > 0` that is not a multiplication of the
//! weight: even a weight of 0 drifts.

use crate::error::{Error, parameter, same_length};
use crate::mapping::{Weight, largest};
use serde::{Deserialize, Serialize};

/// How a weight is shared between the two devices of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum PairLayout {
    /// One device carries the weight, the other rests at `Gmin`:
    /// `G+ = Gmin + (Gmax - Gmin) max(w, 0)/wmax`, `G-` the same with `-w`.
    #[default]
    OneSided,
    /// Both move about the middle: `G+- = (Gmin + Gmax)/2 +- (Gmax - Gmin) w/(2 wmax)`.
    Centred,
}

/// Conductance window of the devices, in siemens, and how pairs share it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Pairs {
    /// The smallest conductance a device is set to.
    pub g_min: f64,
    /// The largest.
    pub g_max: f64,
    /// How a weight is shared.
    pub layout: PairLayout,
}

impl Pairs {
    /// Checks the window.
    ///
    /// # Errors
    /// [`Error::Parameter`] unless `0 <= g_min < g_max`, both finite.
    pub fn check(&self) -> Result<(), Error> {
        let low = self.g_min >= 0.0 && self.g_min.is_finite();
        parameter(
            "Gmin",
            self.g_min,
            low,
            "a finite conductance of at least 0",
        )?;
        let high = self.g_max > self.g_min && (self.g_max + self.g_min).is_finite();
        parameter("Gmax", self.g_max, high, "finite and above Gmin")?;
        Ok(())
    }

    /// Sets a pair for each weight; returns `wmax = max |w|`, which reading needs.
    ///
    /// Where all weights are 0, every pair is set to the difference 0.
    ///
    /// ```
    /// use memrilab_analog::pairs::{PairLayout, Pairs};
    /// let pairs = Pairs { g_min: 1.0, g_max: 5.0, layout: PairLayout::OneSided };
    /// let (mut plus, mut minus) = ([0.0; 2], [0.0; 2]);
    /// assert_eq!(pairs.set(&[1.0, -2.0], &mut plus, &mut minus), Ok(2.0));
    /// assert_eq!((plus, minus), ([3.0, 1.0], [1.0, 5.0]));
    /// ```
    ///
    /// # Errors
    /// As [`check`](Self::check); [`Error::Length`], [`Error::NotFinite`] for the slices.
    pub fn set<W: Weight>(
        &self,
        weights: &[W],
        plus: &mut [f64],
        minus: &mut [f64],
    ) -> Result<f64, Error> {
        self.check()?;
        same_length("the positive conductances", weights.len(), plus.len())?;
        same_length("the negative conductances", weights.len(), minus.len())?;
        let w_max = largest(weights)?.wide();
        let span = self.g_max - self.g_min;
        for ((w, p), m) in weights.iter().zip(plus).zip(minus) {
            let share = if w_max > 0.0 { w.wide() / w_max } else { 0.0 };
            (*p, *m) = match self.layout {
                PairLayout::OneSided => (
                    self.g_min + span * share.max(0.0),
                    self.g_min + span * (-share).max(0.0),
                ),
                PairLayout::Centred => {
                    let middle = 0.5 * (self.g_min + self.g_max);
                    (middle + 0.5 * span * share, middle - 0.5 * span * share)
                }
            };
        }
        Ok(w_max)
    }

    /// Reads weights back: `w = (G+ - G-) wmax/(Gmax - Gmin)`, for either layout.
    ///
    /// # Errors
    /// As [`check`](Self::check); [`Error::Length`] for the slices, [`Error::Overflow`]
    /// where a weight is not finite.
    pub fn read<W: Weight>(
        &self,
        plus: &[f64],
        minus: &[f64],
        w_max: f64,
        out: &mut [W],
    ) -> Result<(), Error> {
        self.check()?;
        same_length("the negative conductances", plus.len(), minus.len())?;
        same_length("the weights", plus.len(), out.len())?;
        let scale = w_max / (self.g_max - self.g_min);
        for (index, ((p, m), w)) in plus.iter().zip(minus).zip(out).enumerate() {
            *w = W::of((p - m) * scale);
            if !w.wide().is_finite() {
                let what = "the weight that was read";
                return Err(Error::Overflow { what, index });
            }
        }
        Ok(())
    }
}
