//! Means, medians and quantiles in a fixed order of summation.

use serde::{Deserialize, Serialize};

/// Sorts in ascending order, `NaN` last; one copy of a sort for everybody.
pub fn sort(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// Adds `weight` times `row` to `sum`, entry by entry.
///
/// The order of additions within an entry is the order of calls, so that a sum over
/// cycles has the same bits everywhere, and entries can be added side by side.
pub fn accumulate(sum: &mut [f64], weight: f64, row: &[f64]) {
    for (s, v) in sum.iter_mut().zip(row) {
        *s += weight * v;
    }
}

/// Adds `weight (value - centre)^2`, entry by entry, times `mask` where there is one.
pub fn accumulate_squares(
    sum: &mut [f64],
    weight: f64,
    values: &[f64],
    centres: &[f64],
    mask: Option<&[f64]>,
) {
    match mask {
        None => {
            for ((s, v), c) in sum.iter_mut().zip(values).zip(centres) {
                *s += weight * ((v - c) * (v - c));
            }
        }
        Some(mask) => {
            for (((s, v), c), on) in sum.iter_mut().zip(values).zip(centres).zip(mask) {
                *s += weight * on * ((v - c) * (v - c));
            }
        }
    }
}

/// Arithmetic mean, summed from the first value to the last; `None` if empty.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The `p`-quantile by linear interpolation between order statistics (type 7, the
/// default of R and NumPy) of values sorted in ascending order; `None` if empty.
///
/// ```
/// assert_eq!(memrilab_core::stats::quantile(&[1.0, 2.0, 4.0], 0.75), Some(3.0));
/// ```
#[must_use]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = libm::floor(at) as usize;
    let fraction = at - below as f64;
    let low = sorted[below];
    let high = sorted[(below + 1).min(last)];
    // The two forms keep the end points exact, as NumPy's do.
    Some(if fraction >= 0.5 {
        high - (high - low) * (1.0 - fraction)
    } else {
        low + (high - low) * fraction
    })
}

/// Median and quartiles of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Quartiles {
    /// The lower quartile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub high: f64,
    /// How many values there were.
    pub count: usize,
}

/// Median and quartiles of the finite values; `None` if there are none.
///
/// ```
/// let q = memrilab_core::stats::quartiles(&[3.0, 1.0, 2.0, f64::NAN]).unwrap();
/// assert_eq!((q.low, q.median, q.high, q.count), (1.5, 2.0, 2.5, 3));
/// ```
#[must_use]
pub fn quartiles(values: &[f64]) -> Option<Quartiles> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    sort(&mut sorted);
    Some(Quartiles {
        low: quantile(&sorted, 0.25)?,
        median: quantile(&sorted, 0.5)?,
        high: quantile(&sorted, 0.75)?,
        count: sorted.len(),
    })
}

/// Median of the finite values; `None` if there are none.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    quartiles(values).map(|q| q.median)
}
