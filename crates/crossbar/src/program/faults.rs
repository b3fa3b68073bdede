//! Devices that pulses cannot move.

use super::ProgramError;
use crate::CrossbarError;
use memrilab_core::Stream;
use memrilab_core::stream::u53;
use serde::{Deserialize, Serialize};

/// What is wrong with a device; pulses do nothing to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Fault {
    /// It stays at the largest conductance of its response.
    StuckOn,
    /// It stays at the smallest.
    StuckOff,
    /// It does not conduct.
    Dead,
}

/// The share of devices with each fault; which ones is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Faults {
    /// Stuck at the largest conductance, from 0 to 1.
    pub stuck_on: f64,
    /// Stuck at the smallest.
    pub stuck_off: f64,
    /// Not conducting.
    pub dead: f64,
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

impl From<Faults> for FaultyDevices {
    fn from(shares: Faults) -> Self {
        Self {
            shares,
            known: Vec::new(),
        }
    }
}

/// Which devices have which fault: one uniform a device.
pub(super) fn drawn(
    faults: &FaultyDevices,
    size: (usize, usize),
    seed: u64,
) -> Result<Vec<Option<Fault>>, ProgramError> {
    faults.check()?;
    let mut stream = Stream::new(seed, "crossbar faults", 0, 0);
    Ok(faults.draw(0, size, &mut stream))
}

impl FaultyDevices {
    pub(crate) fn check(&self) -> Result<(), CrossbarError> {
        let Faults {
            stuck_on,
            stuck_off,
            dead,
        } = self.shares;
        let shares = [
            ("the share of devices stuck on", stuck_on),
            ("the share of devices stuck off", stuck_off),
            ("the share of dead devices", dead),
            (
                "the share of devices with a fault",
                stuck_on + stuck_off + dead,
            ),
        ];
        match shares.into_iter().find(|(_, p)| !(0.0..=1.0).contains(p)) {
            None => Ok(()),
            Some((what, value)) => Err(CrossbarError::Parameter {
                what,
                value,
                must: "be from 0 to 1",
            }),
        }
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

impl Faults {
    /// The fault of each of `count` devices: one uniform a device.
    fn draw(&self, count: usize, stream: &mut Stream) -> Vec<Option<Fault>> {
        let stuck = self.stuck_on + self.stuck_off;
        let draw = |_| match u53(stream) {
            u if u < self.stuck_on => Some(Fault::StuckOn),
            u if u < stuck => Some(Fault::StuckOff),
            u if u < stuck + self.dead => Some(Fault::Dead),
            _ => None,
        };
        (0..count).map(draw).collect()
    }
}
