//! How long the conductance rises: the longest contiguous increasing run, and the
//! points that sigma is computed from (decisions U5 to U8, U11).

use super::options::Window;

/// A half-open range `[start, end)` of points.
pub type Range = (usize, usize);

/// The longest contiguous strictly increasing run, leftmost on ties.
///
/// A step counts as an increase if it exceeds `1e-12 max|x|`, so that rounding makes
/// no run on a flat curve. A value that is not finite ends a run. Nothing gives
/// `(0, 0)`, a flat curve `(0, 1)`.
///
/// ```
/// use memrilab_device::analysis::run::longest_increasing;
/// assert_eq!(longest_increasing(&[5.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0]), (1, 4));
/// ```
#[must_use]
pub fn longest_increasing(x: &[f64]) -> Range {
    let largest = x
        .iter()
        .filter(|v| v.is_finite())
        .fold(0.0, |m: f64, v| m.max(v.abs()));
    let tolerance = 1e-12 * largest;
    let (mut best, mut start) = ((0, 0), 0);
    for i in 1..=x.len() {
        if i == x.len() || x[i] - x[i - 1] <= tolerance || !(x[i] - x[i - 1]).is_finite() {
            if i - start > best.1 - best.0 && x[start].is_finite() {
                best = (start, i);
            }
            start = i;
        }
    }
    best
}

/// Length of the longest strictly increasing subsequence that need not be contiguous,
/// by patience sorting. Reported beside the run, never used (decision U5).
#[must_use]
pub fn longest_subsequence(x: &[f64]) -> usize {
    let mut tails: Vec<f64> = Vec::new();
    for &v in x.iter().filter(|v| v.is_finite()) {
        let at = tails.partition_point(|&t| t < v);
        if at == tails.len() {
            tails.push(v);
        } else {
            tails[at] = v;
        }
    }
    tails.len()
}

/// The length factor `min(1, l / required)` (decision U8).
#[must_use]
pub fn length_factor(length: usize, required: usize) -> f64 {
    (length as f64 / required as f64).min(1.0)
}

/// The points of `n` that sigma is computed from: the run if it is long enough, else
/// `required` points from its start, slid left to fit and clipped (decision U11).
#[must_use]
pub fn sigma_window(run: Range, n: usize, required: usize, window: Window) -> Range {
    let (start, end) = run;
    match window {
        Window::All => (0, n),
        Window::Operative if end - start >= required => run,
        Window::Operative if start + required > n => (n.saturating_sub(required), n),
        Window::Operative => (start, start + required),
    }
}
