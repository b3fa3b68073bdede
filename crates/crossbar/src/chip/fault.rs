//! Devices that cannot be set.

use super::ConductanceWindow;
use crate::CrossbarError;
use crate::program::{Fault, Faults};
use memrilab_core::Stream;
use serde::{Deserialize, Serialize};

/// The conductance that a fault leaves, in siemens; it takes no programming and does not drift.
pub(crate) fn left(fault: Fault, window: &ConductanceWindow) -> f64 {
    match fault {
        Fault::StuckOn => window.g_max,
        Fault::StuckOff => window.g_min,
        Fault::Dead => 0.0,
    }
}

/// A device with its fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FaultyDevices {
    /// How many of each kind; which ones is drawn.
    pub shares: Faults,
    /// Those that are known.
    pub known: Vec<FaultAt>,
}

impl FaultyDevices {
    pub(crate) fn check(&self) -> Result<(), CrossbarError> {
        let shares = [
            self.shares.stuck_on,
            self.shares.stuck_off,
            self.shares.dead,
        ];
        let sum: f64 = shares.iter().sum();
        if shares.iter().all(|p| (0.0..=1.0).contains(p)) && sum <= 1.0 {
            return Ok(());
        }
        Err(CrossbarError::Parameter {
            what: "the share of faulty devices",
            value: sum,
            must: "be from 0 to 1, and so must each of its parts",
        })
    }

    /// The fault of each device of one array, in the order of the array.
    pub(crate) fn draw(
        &self,
        array: usize,
        (rows, columns): (usize, usize),
        rng: &mut Stream,
    ) -> Vec<Option<Fault>> {
        let mut all = self.shares.draw(rows * columns, rng);
        let here = self.known.iter().filter(|f| f.array == array);
        for known in here.filter(|f| f.row < rows && f.column < columns) {
            all[known.row * columns + known.column] = Some(known.fault);
        }
        all
    }
}
