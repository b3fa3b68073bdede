//! What a file holds once read: cycles of current against voltage, or conductance
//! against pulse number, in volts, amperes and siemens.

use memrilab_core::quantity::Amperes;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// One device, as one file (or one block of a file, or a pair of files) describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Where in the file it stands: a sheet, a block, a test name; empty if it is all.
    pub block: String,
    /// How the file was written.
    pub dialect: Dialect,
    /// What was measured.
    pub trace: Trace,
    /// How the device was made, as far as its name or its table says.
    pub recipe: Recipe,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Trace {
    /// Current against a swept voltage, cycle after cycle.
    Sweep(Sweep),
    /// Conductance after each of a train of pulses.
    Pulses(Pulses),
}

/// Cycles of current against one list of voltages, in measured order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// Volts, one a point, finite, in measured order.
    pub voltage: Vec<f64>,
    /// Amperes, cycles x points; `NaN` where nothing was measured.
    pub current: Array2<f64>,
    /// The line or sheet row of each point, counted from 1 as a person sees it.
    pub lines: Vec<u32>,
    /// What the file calls each cycle.
    pub cycle_names: Vec<String>,
    /// Where the instrument itself said "in compliance", cycles x points.
    pub compliance_flags: Option<Array2<bool>>,
    /// The compliance the file states.
    pub stated_compliance: Option<Amperes>,
    /// The polarity on which the device is SET, where the file says so.
    pub set_polarity: Option<Polarity>,
    /// The file stores |I|: no current is negative although voltages are.
    pub magnitude_only: bool,
}

/// Conductance after each pulse of a train.
#[derive(Debug, Clone, PartialEq)]
pub struct Pulses {
    /// Siemens (or arbitrary units where the file names none), trains x pulses;
    /// `NaN` where nothing was read.
    pub conductance: Array2<f64>,
    /// The line or sheet row of each pulse, counted from 1.
    pub lines: Vec<u32>,
    /// Whether the values are siemens, rather than a unit the file does not name.
    pub in_siemens: bool,
}

/// The sign of the voltage on which the conductance is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Polarity {
    /// SET at positive voltage.
    Positive,
    /// SET at negative voltage.
    Negative,
}

impl Polarity {
    /// `+1` or `-1`.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Self::Positive => 1.0,
            Self::Negative => -1.0,
        }
    }
}

/// How a file was written. The names are those of `docs/FORMATS.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Dialect {
    /// One voltage column and one current column a cycle (the paper's workbooks).
    CycleColumns,
    /// Keithley 4200 / Clarius: one sheet or one text export a run.
    Keithley4200,
    /// Keithley 2400 raw buffer: V, I, R, time, status.
    Keithley2400,
    /// Blocks of sweeps beside each other in one sheet.
    SideBySide,
    /// Keysight EasyEXPERT records.
    EasyExpert,
    /// Two columns, volts and microamperes, without a header.
    AnalogDiscovery,
    /// ArC ONE session: one row a pulse, all devices in one file.
    ArcOne,
    /// ArC TWO curve-tracer export with `# ATTRS_START`.
    ArcTwo,
    /// LabVIEW measurement file (`.lvm`).
    LabView,
    /// SCPI readings with unit suffixes (Keithley 6487).
    ScpiReadings,
    /// Any other table with a voltage and a current column.
    Generic,
    /// Pulse programming: reads after each pulse train.
    PulseProgramming,
    /// A list of conductances, one after each pulse.
    PulseList,
    /// A device made by the simulator, or drawn by hand.
    Simulated,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 14] = [
        Self::CycleColumns,
        Self::Keithley4200,
        Self::Keithley2400,
        Self::SideBySide,
        Self::EasyExpert,
        Self::AnalogDiscovery,
        Self::ArcOne,
        Self::ArcTwo,
        Self::LabView,
        Self::ScpiReadings,
        Self::Generic,
        Self::PulseProgramming,
        Self::PulseList,
        Self::Simulated,
    ];

    /// Its name in JSON and CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CycleColumns => "cycle-columns",
            Self::Keithley4200 => "keithley4200",
            Self::Keithley2400 => "keithley2400",
            Self::SideBySide => "side-by-side",
            Self::EasyExpert => "easy-expert",
            Self::AnalogDiscovery => "analog-discovery",
            Self::ArcOne => "arc-one",
            Self::ArcTwo => "arc-two",
            Self::LabView => "lab-view",
            Self::ScpiReadings => "scpi-readings",
            Self::Generic => "generic",
            Self::PulseProgramming => "pulse-programming",
            Self::PulseList => "pulse-list",
            Self::Simulated => "simulated",
        }
    }
}

/// How a device was made: what a file name, a sheet or a table of conditions says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Recipe(pub Vec<RecipeItem>);

/// One step or property of a recipe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RecipeItem {
    /// What it is, such as `nanowire length`.
    pub name: String,
    /// Its value as written, such as `1.8`, `MAPbI3`, `180+210`.
    pub value: String,
    /// Its unit, such as `um`; empty where it has none.
    pub unit: String,
}
