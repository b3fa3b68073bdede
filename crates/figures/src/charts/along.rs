//! What the charts of a campaign share: names with units, variables, where points stand.

use crate::axis::AxisSpec;
use crate::number::given;
use crate::text;
use serde::{Deserialize, Serialize};

/// The name of something drawn along an axis, and its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AxisName {
    /// The name, such as `Usability`.
    pub name: String,
    /// The unit; empty for plain numbers.
    #[serde(default)]
    pub unit: String,
}

impl AxisName {
    /// A name with a unit.
    #[must_use]
    pub fn new(name: &str, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            unit: unit.to_owned(),
        }
    }

    /// The name made harmless.
    pub(super) fn name(&self) -> String {
        text::clean(&self.name)
    }

    pub(super) fn unit(&self) -> String {
        text::clean(&self.unit)
    }

    pub(super) fn axis(&self) -> AxisSpec {
        AxisSpec::new(&self.name(), &self.unit())
    }
}

/// The options of a variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Along {
    /// Any number of a range, of which these were computed.
    Range {
        /// The numbers.
        values: Vec<f64>,
        /// Whether their ratios matter rather than their differences.
        #[serde(default)]
        log: bool,
    },
    /// One of a few numbers.
    Levels {
        /// The numbers, in any order.
        values: Vec<f64>,
        /// Whether their ratios matter rather than their differences.
        #[serde(default)]
        log: bool,
    },
    /// One of several named things.
    Categories {
        /// The names.
        names: Vec<String>,
    },
}

impl Along {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Range { values, .. } | Self::Levels { values, .. } => values.len(),
            Self::Categories { names } => names.len(),
        }
    }

    pub(super) fn is_log(&self) -> bool {
        match self {
            Self::Range { log, .. } | Self::Levels { log, .. } => *log,
            Self::Categories { .. } => false,
        }
    }

    /// Where an option stands: its number, or the place of its category.
    pub(super) fn at(&self, option: usize) -> f64 {
        match self {
            Self::Range { values, .. } | Self::Levels { values, .. } => {
                values.get(option).copied().unwrap_or(f64::NAN)
            }
            Self::Categories { .. } => option as f64,
        }
    }

    /// What stands at a place, in words.
    pub(super) fn word(&self, at: f64) -> String {
        match self {
            Self::Range { .. } | Self::Levels { .. } => given(at),
            Self::Categories { names } => {
                let place = libm::round(at);
                let name = (place >= 0.0).then(|| names.get(place as usize)).flatten();
                name.map_or_else(String::new, |name| text::clean(name))
            }
        }
    }

    /// Whether a place is on the axis of the variable.
    pub(super) fn holds(&self, at: f64) -> bool {
        match self {
            Self::Range { log, .. } | Self::Levels { log, .. } => {
                at.is_finite() && (!log || at > 0.0)
            }
            Self::Categories { names } => at >= -0.5 && at < names.len() as f64 - 0.5,
        }
    }
}
