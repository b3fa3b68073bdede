//! The method behind the table that the paper's authors published with their data.
//!
//! It differs from the paper's text in almost every step; it is offered so that their
//! numbers can be reproduced and compared. Its rows are those with `p V > 0`, of these
//! the first `floor(n / 2)`, which lets points beyond the maximum in where the sweep
//! has no repeated end point, and drops one where it has.

use super::conductance::signed_current;
use super::run::Range;
use crate::{Polarity, Sweep};
use ndarray::Array2;

/// What the table's method read off a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRun {
    /// Data rows taken: `p V > 0`, the first half.
    pub rows: Vec<usize>,
    /// Conductance of those rows, cycles x rows, `I / (V + 1e-8)`; `NaN` at 0.99 of a
    /// cycle's or the voltage's maximum and beyond.
    pub conductance: Array2<f64>,
    /// Mean over the cycles present; `NaN` where none is.
    pub mean: Vec<f64>,
    /// Start and end of the run, END INCLUSIVE.
    pub run: Range,
    /// Entries left after the tails were cut.
    pub entries: usize,
    /// Population standard deviation of the trimmed log ratios; `None` below two cycles.
    pub sigma: Option<f64>,
}

/// Applies the table's method.
#[must_use]
pub fn table(sweep: &Sweep, p: Polarity) -> TableRun {
    let mut rows: Vec<usize> = (0..sweep.voltage.len())
        .filter(|&i| p.sign() * sweep.voltage[i] > 0.0)
        .collect();
    rows.truncate(rows.len() / 2);
    let largest = |values: &mut dyn Iterator<Item = f64>| {
        values
            .filter(|v| v.is_finite())
            .fold(f64::NEG_INFINITY, f64::max)
    };
    let volts: Vec<f64> = rows.iter().map(|&i| p.sign() * sweep.voltage[i]).collect();
    let v_cut = 0.99 * largest(&mut volts.iter().copied());
    let cycles = sweep.current.nrows();
    let mut g = Array2::from_elem((cycles, rows.len()), f64::NAN);
    for k in 0..cycles {
        let current = |j: usize| signed_current(sweep, p, k, rows[j]);
        let i_cut = 0.99 * largest(&mut (0..rows.len()).map(current));
        for j in 0..rows.len() {
            let i = current(j);
            if i.is_finite() && i < i_cut && volts[j] < v_cut {
                g[[k, j]] = i / (volts[j] + 1e-8);
            }
        }
    }
    let mean: Vec<f64> = g
        .columns()
        .into_iter()
        .map(|column| {
            let (mut sum, mut count) = (0.0, 0.0);
            for &v in column.iter().filter(|v| v.is_finite()) {
                sum += v;
                count += 1.0;
            }
            sum / count
        })
        .collect();
    let run = rising_with_two_breaks(&mean);
    let used = (0..cycles)
        .filter(|&k| g.row(k).iter().any(|v| v.is_finite()))
        .count();
    let (entries, sigma) = trimmed_sigma(&g, &mean, run);
    TableRun {
        rows,
        conductance: g,
        mean,
        run,
        entries,
        sigma: sigma.filter(|_| used >= 2),
    }
}

/// The longest `[start, end]`, both included, of which at most two steps do not rise;
/// a missing neighbour is such a step; leftmost on ties.
fn rising_with_two_breaks(mean: &[f64]) -> Range {
    let (mut best, mut start) = ((0, 0), 0);
    let mut breaks = std::collections::VecDeque::new();
    for end in 0..mean.len() {
        let rises = end > 0 && mean[end] > mean[end - 1];
        if end > 0 && !rises {
            breaks.push_back(end);
        }
        if breaks.len() > 2
            && let Some(first) = breaks.pop_front()
        {
            start = first;
        }
        if end - start > best.1 - best.0 {
            best = (start, end);
        }
    }
    best
}

/// Population standard deviation of `ln(G / mean + 1e-8)` after the lowest and highest
/// 5 % are cut, as the slice `[floor(.05 n), floor(.95 n)]`.
fn trimmed_sigma(g: &Array2<f64>, mean: &[f64], run: Range) -> (usize, Option<f64>) {
    let mut logs = Vec::new();
    for k in 0..g.nrows() {
        for j in run.0..=run.1.min(mean.len().saturating_sub(1)) {
            if let (Some(v), Some(m)) = (g.get([k, j]), mean.get(j)) {
                let l = libm::log(v / m + 1e-8);
                if l.is_finite() {
                    logs.push(l);
                }
            }
        }
    }
    memrilab_core::stats::sort(&mut logs);
    let n = logs.len() as f64;
    let (from, to) = (
        (0.05 * n) as usize,
        ((0.95 * n) as usize + 1).min(logs.len()),
    );
    let kept = &logs[from.min(to)..to];
    if kept.is_empty() {
        return (0, None);
    }
    let count = kept.len() as f64;
    let centre = kept.iter().sum::<f64>() / count;
    let variance = kept
        .iter()
        .map(|l| (l - centre) * (l - centre))
        .sum::<f64>()
        / count;
    (kept.len(), Some(libm::sqrt(variance)))
}
