//! The one JSON form of an analysed device: command-line `--json`, messages to the page
//! and project files all hold it.

use crate::{FileSettings, Source};
use memrilab_core::stats::Quartiles;
use memrilab_device::analysis::{CycleSwitching, DeviceAnalysis, Method, MethodResult, Options};
use memrilab_device::read::ReadingReport;
use memrilab_device::{Dialect, Polarity, Recipe};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the JSON form.
pub const SCHEMA: u32 = 1;

/// Everything one run gave, and the settings it was run with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Document {
    /// Version of this form.
    pub schema: u32,
    /// The program's version.
    pub version: String,
    /// The settings.
    pub options: Options,
    /// The devices, in the order read.
    pub devices: Vec<DeviceRecord>,
    /// Files, or parts of files, that gave no device.
    pub skipped: Vec<Skipped>,
}

/// A file that gave no device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Skipped {
    /// Its path.
    pub file: String,
    /// What it is.
    pub kind: String,
    /// Why it was skipped, and what to try.
    pub reason: String,
}

/// One analysed device. Voltages in volts, currents in amperes; a quantity that does
/// not exist for the device is absent (`null`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeviceRecord {
    /// Path of the file.
    pub file: String,
    /// The file joined to it: RESET to SET, backward to forward branch.
    pub partner: Option<String>,
    /// Sheet, block or device within the file; empty if the file holds one device.
    pub block: String,
    /// How the file was written.
    pub dialect: Dialect,
    /// `sweep` or `conductance-after-pulses`.
    pub kind: String,
    /// Cycles with at least one current.
    pub cycles: usize,
    /// Points of the whole sweep.
    pub points: usize,
    /// Largest voltage on the SET polarity, as a magnitude.
    pub v_max: Option<f64>,
    /// Median step on the outward leg.
    pub v_step: Option<f64>,
    /// The polarity that SETs.
    pub polarity: Option<Polarity>,
    /// Median SET voltage.
    pub v_set: Option<f64>,
    /// Median RESET voltage.
    pub v_reset: Option<f64>,
    /// Median on/off ratio at the read voltage.
    pub on_off_ratio: Option<f64>,
    /// Where the on/off ratio was read.
    pub read_voltage: Option<f64>,
    /// Compliance current.
    pub compliance_a: Option<f64>,
    /// Fraction of the outward leg at compliance.
    pub clipped_fraction: Option<f64>,
    /// Points with half of the cycles below compliance.
    pub points_before_compliance: Option<usize>,
    /// Quartiles of SET voltage, RESET voltage and on/off ratio over cycles.
    pub switching: SwitchingSummary,
    /// Each cycle's own.
    pub endurance: Vec<CycleSwitching>,
    /// How the device was made, as far as the file says.
    pub recipe: Recipe,
    /// What a reader of the numbers should know.
    pub warnings: Vec<String>,
    /// The numbers by method.
    pub methods: BTreeMap<Method, MethodResult>,
    /// What was set for its file only, where anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<FileSettings>,
    /// How the file was read, where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadingReport>,
}

/// Quartiles over cycles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SwitchingSummary {
    /// SET voltage.
    pub v_set: Option<Quartiles>,
    /// RESET voltage.
    pub v_reset: Option<Quartiles>,
    /// On/off ratio.
    pub on_off_ratio: Option<Quartiles>,
}

impl DeviceRecord {
    /// The record of an analysed source.
    #[must_use]
    pub fn new(source: &Source, analysis: &DeviceAnalysis) -> Self {
        let switching = &analysis.switching;
        let median = |q: Option<Quartiles>| q.map(|q| q.median);
        let by_method = analysis
            .methods
            .iter()
            .map(|a| (a.method, a.result.clone()))
            .collect();
        Self {
            file: source.file.clone(),
            partner: source.partner.clone(),
            block: source.measurement.block.clone(),
            dialect: source.measurement.dialect,
            kind: source.kind().into(),
            cycles: analysis.cycles,
            points: analysis.points,
            v_max: analysis.v_max,
            v_step: analysis.v_step,
            polarity: analysis.polarity,
            v_set: median(switching.v_set),
            v_reset: median(switching.v_reset),
            on_off_ratio: median(switching.on_off_ratio),
            read_voltage: switching.read_voltage,
            compliance_a: analysis.compliance_a,
            clipped_fraction: analysis.clipped_fraction,
            points_before_compliance: analysis.points_before_compliance,
            switching: SwitchingSummary {
                v_set: switching.v_set,
                v_reset: switching.v_reset,
                on_off_ratio: switching.on_off_ratio,
            },
            endurance: switching.cycles.clone(),
            recipe: source.measurement.recipe.clone(),
            warnings: analysis.warnings.clone(),
            methods: by_method,
            settings: (!source.settings.is_default()).then(|| (*source.settings).clone()),
            reading: None,
        }
    }
}
