//! What a suggestion says, and what it rests on.

use crate::acquisition::Acquisition;
use crate::gp::Kernel;
use crate::space::Point;
use serde::{Deserialize, Serialize};

/// A point to try next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Suggestion {
    /// The point.
    pub point: Point,
    /// Its index in the space's order, where the space has one.
    #[cfg_attr(feature = "types", ts(type = "number | null"))]
    pub index: Option<u64>,
    /// What value the model expects; absent before there is a model.
    pub mean: Option<f64>,
    /// How far off that may be: one standard deviation of the function, without noise.
    pub sd: Option<f64>,
    /// The score it was chosen by, in the units of the values: an expected improvement, or
    /// the natural logarithm of one, a bound, a probability's logarithm, a drawn value.
    pub acquisition: Option<f64>,
    /// The probability that it works, where some have failed.
    pub works: Option<f64>,
}

/// Whether the model chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Phase {
    /// Points spread over the space, while too few values are known.
    Spread,
    /// By the model.
    Model,
}

/// Where the candidates came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum CandidateSource {
    /// Every point of the grid.
    Enumerated,
    /// Every point that was listed.
    Listed,
    /// Draws over the space and neighbours of good points: the space is too large, or has
    /// ranges.
    Drawn,
}

/// How candidates were made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CandidateReport {
    /// Where they came from.
    pub source: CandidateSource,
    /// How many obey the constraints.
    pub count: usize,
    /// How many were drawn over the space.
    pub drawn: usize,
    /// How many are neighbours of good points.
    pub local: usize,
}

/// A fitted length scale, in units of the variable's whole range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LengthScale {
    /// The variable, or "all variables".
    pub name: String,
    /// The scale.
    pub value: f64,
}

/// The model behind a suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ModelReport {
    /// The kernel.
    pub kernel: Kernel,
    /// The rule.
    pub acquisition: Acquisition,
    /// Fitted length scales.
    pub length_scales: Vec<LengthScale>,
    /// Standard deviation of the function, in the units of the values.
    pub signal_sd: f64,
    /// Standard deviation of one measurement's noise, in the units of the values.
    pub noise_sd: f64,
    /// The mean of the process, in the units of the values.
    pub mean: f64,
    /// What was added to the covariance's diagonal, in the model's units; 0 as a rule.
    pub jitter: f64,
    /// Log marginal likelihood, of values in the model's units.
    pub log_likelihood: f64,
    /// What the fit maximised: log likelihood plus log prior but for a constant.
    pub objective: f64,
    /// The objective each start of the fit reached; absent where one led nowhere.
    pub starts: Vec<Option<f64>>,
    /// Distinct measured points.
    pub points: usize,
    /// The measured point that is to be improved on.
    pub incumbent: Point,
    /// Its value: the posterior mean there, or the measured value, as the settings say.
    pub incumbent_value: f64,
}

/// What to try next, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Suggestions {
    /// The points, the most promising first; no two alike.
    pub suggestions: Vec<Suggestion>,
    /// Whether the model chose them.
    pub phase: Phase,
    /// The model; absent before there is one.
    pub model: Option<ModelReport>,
    /// How candidates were made.
    pub candidates: CandidateReport,
    /// What the reader should know, in sentences.
    pub warnings: Vec<String>,
}
