//! Pulses, errors and yields, counted over the devices that are used.

use super::{Targets, WriterOptions, Written};
use memrilab_core::stats;
use serde::{Deserialize, Serialize};

impl Targets {
    /// Of one value for each device those that count: of the devices that are used, where it is
    /// said which, else all.
    pub fn counted<T>(&self, each: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let counts = |at: usize| self.used.as_ref().is_none_or(|used| used[at]);
        let each = each.into_iter().enumerate();
        each.filter_map(move |(at, value)| counts(at).then_some(value))
    }

    /// How many devices count.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counted(&self.conductance).count()
    }

    /// The share of the devices that count whose conductance is within tolerance; one that was not
    /// read is not.
    ///
    /// ```
    /// use memrilab_crossbar::program::{Targets, WriterOptions};
    /// let mut targets = Targets::of(1, 3, vec![2e-6, 1e-6, 1e-6]);
    /// let read = [Some(3e-6), Some(1e-6), Some(1e-6)];
    /// assert_eq!(targets.yield_share(read, &WriterOptions::default()), 2.0 / 3.0);
    /// // The last one only rests beside the weights.
    /// targets.used = Some(vec![true, true, false]);
    /// assert_eq!(targets.yield_share(read, &WriterOptions::default()), 0.5);
    /// ```
    pub fn yield_share(
        &self,
        conductance: impl IntoIterator<Item = Option<f64>>,
        options: &WriterOptions,
    ) -> f64 {
        let both = conductance.into_iter().zip(&self.conductance);
        let within = both.map(|(g, target)| g.is_some_and(|g| options.accept(g, *target)));
        self.counted(within).filter(|within| *within).count() as f64 / self.count() as f64
    }
}

/// How many pulses the devices that count took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PulseCount {
    /// Of all of them together.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub total: u64,
    /// Of the median device.
    pub median: f64,
    /// Of the device that took most.
    pub max: u32,
    /// How many devices took 0, 1, 2, .. pulses.
    pub histogram: Vec<u32>,
}

impl PulseCount {
    pub(super) fn of<'a>(devices: impl Iterator<Item = &'a Written>) -> Self {
        let pulses: Vec<u32> = devices.map(|d| d.pulses).collect();
        let max = pulses.iter().copied().max().unwrap_or(0);
        let mut histogram = vec![0; max as usize + 1];
        for count in &pulses {
            histogram[*count as usize] += 1;
        }
        let total = pulses.iter().map(|count| u64::from(*count)).sum();
        let pulses: Vec<f64> = pulses.into_iter().map(f64::from).collect();
        Self {
            total,
            median: stats::median(&pulses).unwrap_or(0.0),
            max,
            histogram,
        }
    }
}

/// Errors `|G/target - 1|` over the devices that count, after so many pulses each.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvergencePoint {
    /// Pulses of a device.
    pub pulses: u32,
    /// The error that a tenth of the devices stay below.
    pub low: f64,
    /// The median error.
    pub median: f64,
    /// The error that nine tenths stay below.
    pub high: f64,
    /// The share of devices within tolerance.
    pub within: f64,
}

/// Most points: beyond, every second, fourth, .. number of pulses is told.
const MOST_POINTS: usize = 2000;

pub(super) fn convergence<'a>(
    errors: impl Iterator<Item = &'a Vec<f64>>,
    tolerance: f64,
) -> Vec<ConvergencePoint> {
    let read: Vec<&Vec<f64>> = errors.filter(|of| !of.is_empty()).collect();
    let longest = read.iter().map(|of| of.len()).max().unwrap_or(0);
    let mut every = 1;
    while longest / every > MOST_POINTS {
        every *= 2;
    }
    let point = |pulses: usize| {
        let at = |of: &&Vec<f64>| of[pulses.min(of.len() - 1)];
        let mut sorted: Vec<f64> = read.iter().map(at).collect();
        stats::sort(&mut sorted);
        let quantile = |p| stats::quantile(&sorted, p);
        let within = sorted.partition_point(|error| *error <= tolerance);
        Some(ConvergencePoint {
            pulses: pulses as u32,
            low: quantile(0.1)?,
            median: quantile(0.5)?,
            high: quantile(0.9)?,
            within: within as f64 / sorted.len() as f64,
        })
    };
    (0..longest).step_by(every).filter_map(point).collect()
}
