//! The beta distribution: regularised incomplete beta function and its quantile.

use super::gamma::stirling_error;
use libm::{exp, fabs, log, log1p, sqrt};

/// Regularised incomplete beta function `I_x(a, b)`, the distribution function of
/// Beta(a, b), for `a, b > 0`; `x` is held in `[0, 1]`.
///
/// Lentz's continued fraction on the side where it converges fast, with a factor that
/// keeps its digits for large `a` and `b`. 0 if `a` or `b` is not positive.
///
/// ```
/// // P(at least 2 of 3 heads) = 1/2.
/// assert!((memrilab_core::special::beta_p(2.0, 2.0, 0.5) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn beta_p(a: f64, b: f64, x: f64) -> f64 {
    incomplete(a, b, x, 1.0 - x)
}

/// `I_x(a, b)` with `y = 1 - x` given too, so that neither loses digits near 0.
pub(super) fn incomplete(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && x > 0.0) {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x * (a + b + 2.0) < a + 1.0 {
        factor(a, b, x, y) * fraction(a, b, x) / a
    } else {
        1.0 - factor(b, a, y, x) * fraction(b, a, y) / b
    }
}

/// `x^a y^b Gamma(a + b) / (Gamma(a) Gamma(b))`.
fn factor(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // How far x is from the mean, the same in both logarithms so that its error cancels.
    let u = b * x - a * y;
    let logs = a * log_ratio(u / a, x * n / a) + b * log_ratio(-u / b, y * n / b);
    let errors = stirling_error(n) - stirling_error(a) - stirling_error(b);
    sqrt(a / n * b / (2.0 * std::f64::consts::PI)) * exp(logs + errors)
}

/// `ln(ratio)`, where `ratio = 1 + off`, from whichever has more digits.
fn log_ratio(off: f64, ratio: f64) -> f64 {
    if fabs(off) < 0.5 {
        log1p(off)
    } else {
        log(ratio)
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let safe = |v: f64| if fabs(v) < tiny { tiny } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for i in 1..100_000 {
        let m = f64::from(i);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / safe(1.0 + even * d);
        c = safe(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / safe(1.0 + odd * d);
        c = safe(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if fabs(step - 1.0) < 2e-16 {
            break;
        }
    }
    h
}

/// The quantile of Beta(a, b): `x` with `I_x(a, b) = p`.
///
/// Newton steps on `ln I` against `ln x` below the mean, and on the mirror image above.
/// `None` unless `0 < p < 1` and `a, b` are positive and finite.
///
/// ```
/// // 10 of 10: the lower bound at 95 % is 0.05^(1/10).
/// let x = memrilab_core::special::beta_quantile(0.05, 10.0, 1.0).unwrap();
/// assert!((x - 0.741_134_449_106_947_7).abs() < 1e-14);
/// ```
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let positive = a > 0.0 && b > 0.0 && (a + b).is_finite();
    if !(positive && p > 0.0 && p < 1.0) {
        return None;
    }
    Some(if p <= incomplete(a, b, a / (a + b), b / (a + b)) {
        below_mean(p, a, b)
    } else {
        1.0 - below_mean(1.0 - p, b, a)
    })
}

fn below_mean(p: f64, a: f64, b: f64) -> f64 {
    // The logarithm of the integral is concave in t = ln x: Newton comes from the left.
    let mut high = log(a / (a + b));
    let mut low = f64::NEG_INFINITY;
    let mut t = high;
    for _ in 0..500 {
        let x = exp(t);
        let y = 1.0 - x;
        let integral = incomplete(a, b, x, y);
        if integral < p {
            low = t;
        } else {
            high = t;
        }
        let slope = factor(a, b, x, y) / y / integral;
        let mut next = t - log(integral / p) / slope;
        if !(next >= low && next <= high) {
            next = if low.is_finite() {
                0.5 * (low + high)
            } else {
                t - 1.0
            };
        }
        let moved = fabs(next - t);
        t = next;
        if moved <= 1e-16 * fabs(t) || t < -745.0 {
            break;
        }
    }
    exp(t)
}
