//! The regularised incomplete gamma functions.

use libm::{exp, fabs, lgamma, log, log1p, sqrt};

/// Regularised lower incomplete gamma function `P(a, x)` for `a > 0`, `x >= 0`.
///
/// The series below `x = a + 1`, Lentz's continued fraction above; 0 for any other `x`
/// or `a`.
///
/// ```
/// let p = memrilab_core::special::gamma_p(1.0, 2.0);
/// assert!((p - (1.0 - (-2.0f64).exp())).abs() < 1e-15);
/// ```
#[must_use]
pub fn gamma_p(a: f64, x: f64) -> f64 {
    if !(x > 0.0 && a > 0.0) {
        return 0.0;
    }
    if x == f64::INFINITY {
        return 1.0;
    }
    let scale = scale(a, x);
    if x < a + 1.0 {
        series(a, x) * scale
    } else {
        1.0 - fraction(a, x) * scale
    }
}

/// Its complement `Q(a, x) = 1 - P(a, x)`, accurate where it is tiny; 1 for any other
/// `x` or `a`.
///
/// ```
/// let q = memrilab_core::special::gamma_q(1.0, 300.0);
/// assert!((q / (-300.0f64).exp() - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn gamma_q(a: f64, x: f64) -> f64 {
    if !(x > 0.0 && a > 0.0) {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    let scale = scale(a, x);
    if x < a + 1.0 {
        1.0 - series(a, x) * scale
    } else {
        fraction(a, x) * scale
    }
}

/// `x^a exp(-x) / Gamma(a)`.
///
/// From `a = 1000` by Stirling's series, because the three logarithms, which nearly
/// cancel, would leave `a ln(a)` units in the last place.
fn scale(a: f64, x: f64) -> f64 {
    if a < 1000.0 {
        return exp(a * log(x) - x - lgamma(a));
    }
    let off = (x - a) / a;
    let small = (off - log1p(off)) * a;
    sqrt(a / (2.0 * std::f64::consts::PI)) * exp(-small - stirling_error(a))
}

/// `ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi)/2)` for `z > 0`.
pub(super) fn stirling_error(z: f64) -> f64 {
    if z < 16.0 {
        let half_log_tau = 0.918_938_533_204_672_8;
        return lgamma(z) - ((z - 0.5) * log(z) - z + half_log_tau);
    }
    let r = 1.0 / (z * z);
    (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / z
}

fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
    while fabs(term) > fabs(sum) * 1e-17 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum
}

fn fraction(a: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..100_000 {
        let an = -f64::from(i) * (f64::from(i) - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / if fabs(d) < tiny { tiny } else { d };
        c = b + an / c;
        c = if fabs(c) < tiny { tiny } else { c };
        let step = d * c;
        h *= step;
        if fabs(step - 1.0) < 1e-16 {
            break;
        }
    }
    h
}
