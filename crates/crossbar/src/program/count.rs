//! Pulses and errors counted over devices.

use super::Written;
use memrilab_core::stats;
use serde::{Deserialize, Serialize};

/// How many pulses devices took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PulseCount {
    /// Of all devices together.
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
    pub(super) fn of(devices: &[Written]) -> Self {
        let max = devices.iter().map(|d| d.pulses).max().unwrap_or(0);
        let mut histogram = vec![0; max as usize + 1];
        for device in devices {
            histogram[device.pulses as usize] += 1;
        }
        let pulses: Vec<f64> = devices.iter().map(|d| f64::from(d.pulses)).collect();
        Self {
            total: devices.iter().map(|d| u64::from(d.pulses)).sum(),
            median: stats::median(&pulses).unwrap_or(0.0),
            max,
            histogram,
        }
    }
}

/// Errors `|G/target - 1|` over devices after so many pulses each.
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

pub(super) fn convergence(errors: &[Vec<f64>], tolerance: f64) -> Vec<ConvergencePoint> {
    let read: Vec<&Vec<f64>> = errors.iter().filter(|of| !of.is_empty()).collect();
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
