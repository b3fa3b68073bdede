//! Cycles x points of conductance along the outward leg, and what compliance hides.

use super::options::Compliance;
use crate::{Polarity, Sweep};
use memrilab_core::stats::median;
use ndarray::Array2;

/// Conductance of the kept cycles at the kept points.
#[derive(Debug, Clone, PartialEq)]
pub struct Conductance {
    /// Siemens, cycles x points; `NaN` where missing.
    pub values: Array2<f64>,
    /// Data row of each kept point.
    pub rows: Vec<usize>,
    /// Index of each kept cycle.
    pub cycles: Vec<usize>,
}

impl Conductance {
    /// Keeps the cycles that hold any value and the points that hold any value.
    /// Infinite values count as missing.
    #[must_use]
    pub fn new(all: &Array2<f64>, rows: &[usize]) -> Self {
        let present = |k: usize, j: usize| all[[k, j]].is_finite();
        let (cycles, points) = all.dim();
        let kept_cycles: Vec<usize> = (0..cycles)
            .filter(|&k| (0..points).any(|j| present(k, j)))
            .collect();
        let kept_points: Vec<usize> = (0..points)
            .filter(|&j| (0..cycles).any(|k| present(k, j)))
            .collect();
        let values = Array2::from_shape_fn((kept_cycles.len(), kept_points.len()), |(k, j)| {
            let g = all[[kept_cycles[k], kept_points[j]]];
            if g.is_finite() { g } else { f64::NAN }
        });
        Self {
            values,
            rows: kept_points.iter().map(|&j| rows[j]).collect(),
            cycles: kept_cycles,
        }
    }
}

/// The current of one entry, positive where it flows along the SET polarity.
pub(super) fn signed_current(sweep: &Sweep, p: Polarity, cycle: usize, row: usize) -> f64 {
    let current = sweep.current[[cycle, row]];
    if sweep.magnitude_only {
        current.abs()
    } else {
        p.sign() * current
    }
}

/// `G = I / V` at the given rows, before anything is dropped.
#[must_use]
pub fn conductance(
    sweep: &Sweep,
    p: Polarity,
    rows: &[usize],
    masked: Option<&Array2<bool>>,
) -> Array2<f64> {
    Array2::from_shape_fn((sweep.current.nrows(), rows.len()), |(k, j)| {
        if masked.is_some_and(|m| m[[k, j]]) {
            return f64::NAN;
        }
        signed_current(sweep, p, k, rows[j]) / (p.sign() * sweep.voltage[rows[j]])
    })
}

/// Where the outward leg is in compliance.
#[derive(Debug, Clone, PartialEq)]
pub struct Mask {
    /// Compliance in amperes, where there is any.
    pub current: Option<f64>,
    /// Cycles x points of the outward leg.
    pub at: Array2<bool>,
    /// Whether the instrument's own flags were used.
    pub from_flags: bool,
}

/// Finds compliance (decision U3) and the entries of `rows` that are in it: those the
/// instrument flags, else `|I| >= 0.98 I_cc`.
#[must_use]
pub fn mask(sweep: &Sweep, p: Polarity, rows: &[usize], choice: Compliance) -> Mask {
    let shape = (sweep.current.nrows(), rows.len());
    let by_level = |level: Option<f64>| Mask {
        current: level,
        at: Array2::from_shape_fn(shape, |(k, j)| {
            level.is_some_and(|icc| sweep.current[[k, rows[j]]].abs() >= 0.98 * icc)
        }),
        from_flags: false,
    };
    match (choice, &sweep.compliance_flags) {
        (Compliance::None, _) => by_level(None),
        (Compliance::Given(amperes), _) => by_level(Some(amperes.0)),
        (Compliance::Auto, Some(flags)) => {
            let at = Array2::from_shape_fn(shape, |(k, j)| flags[[k, rows[j]]]);
            let flagged: Vec<f64> = at
                .indexed_iter()
                .filter(|&(_, &on)| on)
                .map(|((k, j), _)| sweep.current[[k, rows[j]]].abs())
                .collect();
            Mask {
                current: median(&flagged),
                at,
                from_flags: true,
            }
        }
        (Compliance::Auto, None) => by_level(plateau(sweep, p)),
    }
}

/// The compliance current read off plateaus of |I| over `p V > 0`, in amperes.
///
/// A cycle is flat if at least three consecutive points have `|I| >= 0.99` of its
/// largest. If a quarter of the cycles are flat, the level is the median of their
/// largest |I|; else there is none.
#[must_use]
pub fn plateau(sweep: &Sweep, p: Polarity) -> Option<f64> {
    let (mut seen, mut flat) = (0usize, Vec::new());
    for cycle in 0..sweep.current.nrows() {
        if let Some((top, is_flat)) = cycle_plateau(sweep, p, cycle) {
            seen += 1;
            if is_flat {
                flat.push(top);
            }
        }
    }
    if flat.is_empty() || 4 * flat.len() < seen {
        return None;
    }
    median(&flat)
}

/// The largest |I| of one cycle over `p V > 0` and whether the cycle stays there;
/// `None` below three currents.
pub(super) fn cycle_plateau(sweep: &Sweep, p: Polarity, cycle: usize) -> Option<(f64, bool)> {
    let magnitudes: Vec<f64> = sweep
        .voltage
        .iter()
        .zip(sweep.current.row(cycle))
        .filter(|(v, _)| p.sign() * **v > 0.0)
        .map(|(_, i)| i.abs())
        .collect();
    let present = magnitudes.iter().filter(|i| i.is_finite()).count();
    if present < 3 {
        return None;
    }
    let top = magnitudes
        .iter()
        .copied()
        .filter(|i| i.is_finite())
        .fold(0.0, f64::max);
    let (mut run, mut longest) = (0, 0);
    for i in magnitudes {
        run = if i >= 0.99 * top { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    Some((top, longest >= 3))
}
