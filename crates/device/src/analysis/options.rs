//! The settings of an analysis: a checked value that is saved beside its result.

use crate::Polarity;
use memrilab_core::quantity::{Amperes, Volts};
use serde::{Deserialize, Serialize};

/// Which of the three definitions of usability a number follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Method {
    /// Sound practice: compliance masked, geometric reference, unbiased sigma.
    Corrected,
    /// The paper's text.
    Paper,
    /// The table the paper's authors published with their data.
    Table,
}

impl Method {
    /// All three, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Corrected, Self::Paper, Self::Table];

    /// Its name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Paper => "paper",
            Self::Table => "table",
        }
    }
}

/// How current compliance is found; it acts on [`Method::Corrected`] only.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Compliance {
    /// From the instrument's flags, else from plateaus of |I|.
    Auto,
    /// There is none.
    None,
    /// This current.
    Given(Amperes),
}

/// Which sign of voltage SETs the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum PolarityChoice {
    /// What the file says, else positive if positive voltages are swept.
    Auto,
    /// Positive.
    Positive,
    /// Negative.
    Negative,
}

impl From<Polarity> for PolarityChoice {
    fn from(polarity: Polarity) -> Self {
        match polarity {
            Polarity::Positive => Self::Positive,
            Polarity::Negative => Self::Negative,
        }
    }
}

/// Variances of the local level model that smooths the mean curve; only `q / r` and
/// `p0 / r` matter, so the unit of conductance does not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Smoothing {
    /// Of the step from one point to the next.
    pub q: f64,
    /// Of a measurement; 0 turns smoothing off.
    pub r: f64,
    /// Of the first state.
    pub p0: f64,
}

impl Default for Smoothing {
    /// q = 0.1, r = p0 = 1 (decision U4).
    fn default() -> Self {
        Self {
            q: 0.1,
            r: 1.0,
            p0: 1.0,
        }
    }
}

/// Which points sigma is computed from (decision U11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Window {
    /// The run if it is long enough, else `required_length` points from its start,
    /// slid left to fit.
    Operative,
    /// Every point of the branch.
    All,
}

/// Which lower-tail quantile the paper's upper bound on sigma divides by (decision U13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Bound {
    /// 0.025: the upper end of a two-sided 95 % interval.
    TwoSided,
    /// 0.05: a one-sided 95 % bound.
    OneSided,
}

impl Bound {
    /// The lower-tail probability.
    #[must_use]
    pub fn tail(self) -> f64 {
        match self {
            Self::TwoSided => 0.025,
            Self::OneSided => 0.05,
        }
    }
}

/// Everything an analysis depends on besides the measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Options {
    /// Methods to run.
    pub methods: Vec<Method>,
    /// Points of rising conductance for a length factor of 1 (decision U9).
    pub required_length: usize,
    /// How compliance is found.
    pub compliance: Compliance,
    /// Which polarity SETs.
    pub polarity: PolarityChoice,
    /// Where the on/off ratio is read; a tenth of the largest voltage if absent.
    pub read_voltage: Option<Volts>,
    /// Bootstrap draws over cycles; 0 for no interval.
    pub bootstrap: usize,
    /// Seed of the bootstrap.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// Smoothing of the mean curve.
    pub smoothing: Smoothing,
    /// Points that sigma is computed from.
    pub window: Window,
    /// Tail of the paper's bound.
    pub bound: Bound,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            methods: Method::ALL.to_vec(),
            required_length: 35,
            compliance: Compliance::Auto,
            polarity: PolarityChoice::Auto,
            read_voltage: None,
            bootstrap: 200,
            seed: 1,
            smoothing: Smoothing::default(),
            window: Window::Operative,
            bound: Bound::TwoSided,
        }
    }
}

impl Options {
    /// Checks every range.
    ///
    /// # Errors
    /// [`OptionsError`] names the first setting out of range.
    pub fn check(&self) -> Result<(), OptionsError> {
        let wrong = |what, value, range| Err(OptionsError { what, value, range });
        let Smoothing { q, r, p0 } = self.smoothing;
        match (self.compliance, self.read_voltage) {
            _ if self.required_length == 0 => wrong("required length", 0.0, "at least 1 point"),
            _ if self.bootstrap > 1_000_000 => {
                wrong("bootstrap draws", self.bootstrap as f64, "at most 1000000")
            }
            _ if !(q > 0.0 && q.is_finite()) => wrong("smoothing q", q, "above 0"),
            _ if !(r >= 0.0 && r.is_finite()) => wrong("smoothing r", r, "0 or more"),
            _ if !(p0 > 0.0 && p0.is_finite()) => wrong("smoothing p0", p0, "above 0"),
            (Compliance::Given(a), _) if !(a.0 > 0.0 && a.0.is_finite()) => {
                wrong("compliance", a.0, "above 0 A")
            }
            (_, Some(v)) if !v.0.is_finite() || v.0 == 0.0 => {
                wrong("read voltage", v.0, "any voltage but 0 V")
            }
            _ => Ok(()),
        }
    }
}

/// A setting out of its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{what} is {value}; it must be {range}")]
pub struct OptionsError {
    /// The setting.
    pub what: &'static str,
    /// Its value.
    pub value: f64,
    /// What is allowed.
    pub range: &'static str,
}
