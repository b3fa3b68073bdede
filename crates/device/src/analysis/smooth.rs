//! The Kalman smoother of a local level model, solved in closed form (decision U4).
//!
//! `x_0 ~ N(y_0, p0)`, `x_t = x_{t-1} + N(0, q)`, `y_t = x_t + N(0, r)`. The smoothed
//! means solve one symmetric tridiagonal system, `y_0` being the first present value:
//!
//! `(1/p0) e0 e0' x + (1/q) L x + (1/r) D x = (1/p0) y_0 e0 + (1/r) D y`
//!
//! with `L` the Laplacian of a path and `D` the diagonal mask of present values. A
//! non-decreasing, non-constant complete `y` gives a strictly increasing `x`: the
//! matrix is an irreducible, strictly diagonally dominant M-matrix.

use super::options::Smoothing;

/// Smooths `y`, `NaN` marking missing values. `r = 0`, or no value at all, gives `y`
/// back unchanged.
///
/// ```
/// use memrilab_device::analysis::{Smoothing, smooth::smooth};
/// let x = smooth(&[1.0, 2.0], Smoothing { q: 1.0, r: 1.0, p0: 1.0 });
/// // (3 x0 - x1, 2 x1 - x0) = (2, 2): x0 = 6/5, x1 = 8/5
/// assert!((x[0] - 1.2).abs() < 1e-15 && (x[1] - 1.6).abs() < 1e-15);
/// ```
#[must_use]
pub fn smooth(y: &[f64], settings: Smoothing) -> Vec<f64> {
    let mut x = y.to_vec();
    smooth_into(y, settings, &mut Vec::new(), &mut x);
    x
}

/// [`smooth`] into `x`, with `scratch` kept by the caller between calls.
pub(super) fn smooth_into(
    y: &[f64],
    settings: Smoothing,
    scratch: &mut Vec<f64>,
    x: &mut Vec<f64>,
) {
    let Smoothing { q, r, p0 } = settings;
    x.clear();
    x.extend_from_slice(y);
    let Some(&first) = y.iter().find(|v| v.is_finite()) else {
        return;
    };
    if r == 0.0 {
        return;
    }
    let n = y.len();
    let off = -1.0 / q;
    scratch.clear();
    scratch.resize(n, 0.0);
    // Thomas' algorithm; no pivoting is needed for a diagonally dominant matrix.
    let (mut above, mut value) = (0.0, 0.0);
    for t in 0..n {
        let neighbours = f64::from(u8::from(t > 0)) + f64::from(u8::from(t + 1 < n));
        let (mut diagonal, mut right) = if y[t].is_finite() {
            (1.0 / r, y[t] / r)
        } else {
            (0.0, 0.0)
        };
        if t == 0 {
            diagonal += 1.0 / p0;
            right += first / p0;
        }
        diagonal += neighbours / q;
        if t > 0 {
            diagonal -= off * above;
            right -= off * value;
        }
        above = off / diagonal;
        value = right / diagonal;
        scratch[t] = above;
        x[t] = value;
    }
    for t in (0..n.saturating_sub(1)).rev() {
        x[t] -= scratch[t] * x[t + 1];
    }
}
