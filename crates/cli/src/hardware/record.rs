//! What programming came to, in a file: for people, and for `memrilab hardware infer`.

use super::bench::Ended;
use super::goal::Goal;
use anyhow::{Context as _, Result, ensure};
use memrilab_crossbar::chip::ChipOptions;
use memrilab_crossbar::program::{Targets, WriterOptions, Written};
use memrilab_hardware::{Capabilities, Dialect};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How weights were put on the array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnChip {
    /// The window, the coding, the size.
    pub(super) options: ChipOptions,
    /// Of the file of weights.
    pub(super) weights_sha256: String,
}

/// An array as far as it is programmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) schema: u32,
    /// Whether pulses were allowed.
    pub(super) armed: bool,
    /// Whether the writer was finished.
    pub(super) complete: bool,
    /// Why it was not.
    pub(super) stopped: Option<String>,
    /// The board's name.
    pub(super) board: String,
    pub(super) dialect: Dialect,
    /// Where the targets stand for weights.
    pub(super) chip: Option<OnChip>,
    pub(super) targets: Targets,
    pub(super) options: WriterOptions,
    /// Each device, word line by word line.
    pub(super) devices: Vec<Written>,
    /// The share of devices whose last read is within tolerance.
    pub(super) yield_share: f64,
    /// Pulses in all.
    pub(super) pulses: u64,
    /// Answers that told a conductance.
    pub(super) reads: u64,
}

impl Record {
    /// Of devices as they were read last.
    pub(super) fn new(
        goal: Goal,
        options: WriterOptions,
        (board, dialect): (&Capabilities, Dialect),
        (armed, ended): (bool, &Ended),
        devices: Vec<Written>,
        reads: u64,
    ) -> Self {
        let targets = goal.targets;
        let pairs = devices.iter().zip(&targets.conductance);
        let within = pairs.filter(|(device, target)| within(device, **target, options.tolerance));
        Self {
            schema: 1,
            armed,
            complete: ended.whole(),
            stopped: ended.why(),
            board: board.name.clone(),
            dialect,
            chip: goal.chip,
            yield_share: within.count() as f64 / devices.len() as f64,
            pulses: devices.iter().map(|device| u64::from(device.pulses)).sum(),
            targets,
            options,
            devices,
            reads,
        }
    }

    /// The chip that was programmed to its end with these weights.
    pub(super) fn chip(path: &Path, weights_sha256: &str) -> Result<(Self, OnChip)> {
        let name = path.display();
        let record: Self =
            serde_json::from_slice(&crate::files::whole(path)?).with_context(|| {
                format!("{name} is not what `memrilab hardware program --arm --out {name}` writes")
            })?;
        let chip = record.chip.clone().with_context(|| {
            format!("{name} was programmed from a table of conductances; program with --weights to run a network")
        })?;
        ensure!(
            record.armed && record.complete,
            "{name} is of an array that was not programmed to the end; run `memrilab hardware program --arm` again, which goes on from the conductances that it finds"
        );
        ensure!(
            chip.weights_sha256 == weights_sha256,
            "{name} was programmed with other weights; give those, or program the array with these"
        );
        Ok((record, chip))
    }
}

/// Whether a device was read within tolerance.
pub(super) fn within(device: &Written, target: f64, tolerance: f64) -> bool {
    { device.conductance }.is_some_and(|g| (g / target - 1.0).abs() <= tolerance)
}
