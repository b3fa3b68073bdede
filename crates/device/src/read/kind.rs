//! What a file is, whether or not it holds a sweep.

use serde::{Deserialize, Serialize};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum FileKind {
    /// Current against a swept voltage.
    Sweep,
    /// Conductance after each of a train of pulses.
    ConductanceAfterPulses,
    /// Resistance after each SET and RESET, cycle by cycle.
    ResistanceCycles,
    /// SET, RESET or forming voltages of many devices.
    SetVoltages,
    /// Resistance against time.
    Retention,
    /// One row a cycle of resistances and switching voltages.
    EnduranceSummary,
    /// How devices were made.
    FabricationConditions,
    /// Numbers of which nothing is recognised.
    Table,
    /// Text.
    Notes,
    /// Images or labels in the IDX format.
    IdxData,
}

impl FileKind {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::ConductanceAfterPulses => "conductance-after-pulses",
            Self::ResistanceCycles => "resistance-cycles",
            Self::SetVoltages => "set-voltages",
            Self::Retention => "retention",
            Self::EnduranceSummary => "endurance-summary",
            Self::FabricationConditions => "fabrication-conditions",
            Self::Table => "table",
            Self::Notes => "notes",
            Self::IdxData => "idx-data",
        }
    }

    /// A sentence on what it is and what to do.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Sweep => "A current-voltage sweep.",
            Self::ConductanceAfterPulses => "Conductance after each of a train of pulses.",
            Self::ResistanceCycles => {
                "Resistance cycles: the resistance after each SET and RESET, no sweep. Give the \
                 current-voltage sweeps of a device to score it."
            }
            Self::SetVoltages => {
                "Set voltages: switching voltages of many devices, no sweep. Give the \
                 current-voltage sweeps of a device to score it."
            }
            Self::Retention => {
                "Retention: resistance against time, no sweep. Give the current-voltage sweeps of \
                 a device to score it."
            }
            Self::EnduranceSummary => {
                "An endurance summary: one row a cycle of resistances and switching voltages, no \
                 sweep. Give the sweeps it was computed from."
            }
            Self::FabricationConditions => "Fabrication conditions: recipes of devices, no sweep.",
            Self::Table => {
                "A table without a recognised voltage and current. If it holds a sweep, name its \
                 columns."
            }
            Self::Notes => {
                "Notes: text without a table of numbers. A sweep has at least two rows of voltage \
                 and current."
            }
            Self::IdxData => "Images or labels in the IDX format, as MNIST has them; no sweep.",
        }
    }
}
