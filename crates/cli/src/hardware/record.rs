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

/// What is known of an array.
pub(super) struct Found {
    /// Each device, word line by word line.
    pub(super) devices: Vec<Written>,
    pub(super) reads: u64,
    /// The device whose last pulse was sent and not answered.
    pub(super) unanswered: Option<(usize, usize)>,
}

/// A device; both numbers are from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Device {
    pub(super) row: usize,
    pub(super) column: usize,
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
    /// How many devices the yield is of: those that carry weights, where a network was written,
    /// else all.
    #[serde(default)]
    pub(super) counted: usize,
    /// The share of these whose last read is within tolerance.
    pub(super) yield_share: f64,
    /// Pulses of all devices: those that were answered, and one that was sent and not answered.
    pub(super) pulses: u64,
    /// Pulses of the devices that are counted.
    #[serde(default)]
    pub(super) pulses_counted: u64,
    /// The device whose last pulse was sent and not answered, if there is one: it is counted, and
    /// may not have reached the device.
    #[serde(default)]
    pub(super) unanswered_pulse: Option<Device>,
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
        found: Found,
    ) -> Self {
        let devices = found.devices;
        let targets = goal.targets;
        let read = devices.iter().map(|device| device.conductance);
        let pulses = || devices.iter().map(|device| u64::from(device.pulses));
        Self {
            schema: 1,
            armed,
            complete: ended.whole(),
            stopped: ended.why(),
            board: board.name.clone(),
            dialect,
            chip: goal.chip,
            counted: targets.count(),
            yield_share: targets.yield_share(read, &options),
            pulses: pulses().sum(),
            pulses_counted: targets.counted(pulses()).sum(),
            targets,
            options,
            devices,
            unanswered_pulse: found.unanswered.map(|(row, column)| Device {
                row: row + 1,
                column: column + 1,
            }),
            reads: found.reads,
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
