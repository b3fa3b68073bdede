//! What an analysis gives: numbers for a report and curves for a figure.

use super::Method;
use crate::Polarity;
use memrilab_core::stats::Quartiles;
use serde::{Deserialize, Serialize};

/// One device by every method asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeviceAnalysis {
    /// Cycles with at least one current.
    pub cycles: usize,
    /// Points of the whole sweep (or pulses of the train).
    pub points: usize,
    /// Largest |V| on the SET polarity, in volts; absent for pulses.
    pub v_max: Option<f64>,
    /// Median distance of neighbouring voltages on the forward branch, in volts.
    pub v_step: Option<f64>,
    /// The polarity on which the device is SET.
    pub polarity: Option<Polarity>,
    /// SET and RESET voltages, on/off ratio, cycle by cycle.
    pub switching: Switching,
    /// Current compliance in amperes, where there is one.
    pub compliance_a: Option<f64>,
    /// Fraction of the forward branch's entries at compliance.
    pub clipped_fraction: Option<f64>,
    /// Points of the forward branch at which at least half of the cycles are below
    /// compliance.
    pub points_before_compliance: Option<usize>,
    /// What a reader of the numbers should know, one sentence each.
    pub warnings: Vec<String>,
    /// The methods, in the order asked for.
    pub methods: Vec<Analysis>,
}

impl DeviceAnalysis {
    /// The analysis by one method, if it was run.
    #[must_use]
    pub fn method(&self, method: Method) -> Option<&Analysis> {
        self.methods.iter().find(|a| a.method == method)
    }
}

/// One method's numbers and the curve they were read off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Analysis {
    /// Which method.
    pub method: Method,
    /// Its numbers.
    pub result: MethodResult,
    /// Its curve.
    pub curve: Curve,
}

/// The numbers of one method. A quantity that the method does not define, or that
/// needs more cycles than there are, is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MethodResult {
    /// Cycles that hold a value.
    pub cycles: usize,
    /// Points kept by the method.
    pub points: usize,
    /// First point of the run, an index from 0 into the kept points.
    pub run_start: usize,
    /// Its end: one past the last point (`corrected`, `paper`) or the last (`table`).
    pub run_end: usize,
    /// `run_start` as a data row of the block, from 0, header excluded.
    pub run_start_row: usize,
    /// `run_end` as a data row, by the same convention as `run_end`.
    pub run_end_row: usize,
    /// Points of the run (`corrected`, `paper`) or its steps (`table`).
    pub run_length: usize,
    /// The run's share of the required length, at most 1.
    pub length_factor: f64,
    /// First and one past the last point that sigma was computed from.
    pub window: (usize, usize),
    /// Entries that sigma was computed from.
    pub entries: usize,
    /// Entries of the window that had no logarithm or no second cycle.
    pub excluded: usize,
    /// Standard deviation of the log ratio to the reference.
    pub sigma: Option<f64>,
    /// Upper 95 % bound on it.
    pub sigma95: Option<f64>,
    /// `sqrt(SS / chi2_0.05)` with `sum (K_j - 1)` degrees of freedom: exact if all
    /// entries are independent (`corrected` only).
    pub sigma95_pooled: Option<f64>,
    /// Length factor times `exp(-sigma)`, or `exp(-sigma95)` for `paper`.
    pub usability: Option<f64>,
    /// Lower end of its 95 % bootstrap interval.
    pub usability_low: Option<f64>,
    /// Upper end of its 95 % bootstrap interval.
    pub usability_high: Option<f64>,
    /// Length factor times `exp(-sigma95)` (`corrected` only).
    pub usability_conservative: Option<f64>,
    /// Length factor times `exp(-sigma)` (`paper` only).
    pub usability_mle: Option<f64>,
    /// Longest strictly increasing subsequence, not contiguous: never used, reported.
    pub subsequence_length: Option<usize>,
    /// The curve does not rise anywhere.
    pub degenerate: bool,
}

/// Conductance along the kept points of one method, for a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Curve {
    /// Volts at each kept point (pulse numbers from 1 for pulses).
    pub voltage: Vec<f64>,
    /// Data row of each kept point, from 0.
    pub rows: Vec<usize>,
    /// Mean conductance over the cycles present, in siemens; `None` where none is.
    pub mean: Vec<Option<f64>>,
    /// Smoothed mean, in siemens; the mean itself where the method does not smooth.
    pub smoothed: Vec<Option<f64>>,
    /// Lower quartile over cycles, in siemens.
    pub low: Vec<Option<f64>>,
    /// Upper quartile over cycles, in siemens.
    pub high: Vec<Option<f64>>,
    /// Standard deviation over cycles of the log conductance at each point, with one
    /// degree of freedom fewer than cycles; `None` below two.
    pub spread: Vec<Option<f64>>,
    /// Cycles present at each point.
    pub present: Vec<u32>,
    /// Voltages of the whole branch, kept or not, for drawing the compliance mask.
    pub branch_voltage: Vec<f64>,
    /// Cycles missing for compliance at each of them.
    pub masked: Vec<u32>,
}

/// SET, RESET and on/off of every cycle, and their quartiles.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Switching {
    /// Where the on/off ratio was read, in volts.
    pub read_voltage: Option<f64>,
    /// Every cycle, in measured order.
    pub cycles: Vec<CycleSwitching>,
    /// SET voltage, in volts.
    pub v_set: Option<Quartiles>,
    /// RESET voltage, in volts.
    pub v_reset: Option<Quartiles>,
    /// |I| on the way back over |I| on the way out, at the read voltage.
    pub on_off_ratio: Option<Quartiles>,
}

/// One cycle's switching.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CycleSwitching {
    /// Volts; absent if the current never grows threefold within five points.
    pub v_set: Option<f64>,
    /// Volts; absent if it never falls so.
    pub v_reset: Option<f64>,
    /// Ratio of currents at the read voltage.
    pub on_off_ratio: Option<f64>,
    /// Amperes at compliance, where the cycle has a plateau.
    pub compliance: Option<f64>,
}
