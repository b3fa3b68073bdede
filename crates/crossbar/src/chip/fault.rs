//! Devices that cannot be set.

use super::Window;
use crate::CrossbarError;
use memrilab_core::Stream;
use memrilab_core::stream::u53;
use serde::{Deserialize, Serialize};

/// What is wrong with a device. It takes no programming and does not drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Fault {
    /// Stuck at the largest conductance.
    On,
    /// Stuck at the smallest.
    Off,
    /// Open: it does not conduct.
    Dead,
}

impl Fault {
    /// The conductance that is left, in siemens.
    #[must_use]
    pub fn conductance(self, window: &Window) -> f64 {
        match self {
            Self::On => window.g_max,
            Self::Off => window.g_min,
            Self::Dead => 0.0,
        }
    }
}

/// A device with its fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FaultAt {
    /// Which array, from 0.
    pub array: usize,
    /// Its word line, from 0.
    pub row: usize,
    /// Its bit line, from 0.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// How often devices are faulty, and which ones certainly are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Faults {
    /// Probability of [`Fault::On`].
    pub on: f64,
    /// Probability of [`Fault::Off`].
    pub off: f64,
    /// Probability of [`Fault::Dead`].
    pub dead: f64,
    /// Those that are known.
    #[serde(default)]
    pub known: Vec<FaultAt>,
}

impl Faults {
    pub(crate) fn check(&self) -> Result<(), CrossbarError> {
        let shares = [self.on, self.off, self.dead];
        let sum: f64 = shares.iter().sum();
        if shares.iter().all(|p| (0.0..=1.0).contains(p)) && sum <= 1.0 {
            return Ok(());
        }
        Err(CrossbarError::Parameter {
            what: "the probability of a faulty device",
            value: sum,
            must: "be from 0 to 1, and so must each of its parts",
        })
    }

    /// The fault of each of `count` devices of one array, in the order of the array; one
    /// uniform draw each.
    pub(crate) fn draw(
        &self,
        array: usize,
        (rows, columns): (usize, usize),
        rng: &mut Stream,
    ) -> Vec<Option<Fault>> {
        let one = |_| {
            let u = u53(rng);
            match u {
                u if u < self.on => Some(Fault::On),
                u if u < self.on + self.off => Some(Fault::Off),
                u if u < self.on + self.off + self.dead => Some(Fault::Dead),
                _ => None,
            }
        };
        let mut all: Vec<Option<Fault>> = (0..rows * columns).map(one).collect();
        let here = self.known.iter().filter(|f| f.array == array);
        for known in here.filter(|f| f.row < rows && f.column < columns) {
            all[known.row * columns + known.column] = Some(known.fault);
        }
        all
    }
}
