//! The chi-square distribution with `df` degrees of freedom, any positive real number.

use super::gamma::{gamma_p, gamma_q};
use super::normal_quantile;
use libm::{exp, fabs, lgamma, log, sqrt};

/// `P(X <= x)`; 0 below 0, where `df` is not positive too.
///
/// ```
/// let p = memrilab_core::special::chi2_cdf(2.0, 2.0);
/// assert!((p - (1.0 - (-1.0f64).exp())).abs() < 1e-15);
/// ```
#[must_use]
pub fn chi2_cdf(x: f64, df: f64) -> f64 {
    gamma_p(0.5 * df, 0.5 * x)
}

/// `P(X > x)`, accurate where it is tiny; 1 below 0.
///
/// ```
/// let q = memrilab_core::special::chi2_sf(1000.0, 2.0);
/// assert!((q / (-500.0f64).exp() - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn chi2_sf(x: f64, df: f64) -> f64 {
    gamma_q(0.5 * df, 0.5 * x)
}

/// The upper-tail quantile: `q` with `P(X > q) = p`.
///
/// The lower quantile of `1 - p`, which is exact, for `p` from 1/2; below, Newton steps
/// on the logarithm of the tail, held inside a bracket, so that `p` may be tiny. `None`
/// unless `0 < p < 1` and `df > 0`.
///
/// ```
/// let q = memrilab_core::special::chi2_isf(1e-100, 2.0).unwrap();
/// assert!((q + 2.0 * 1e-100f64.ln()).abs() < 1e-10);
/// ```
#[must_use]
pub fn chi2_isf(p: f64, df: f64) -> Option<f64> {
    if p >= 0.5 {
        return chi2_quantile(1.0 - p, df);
    }
    if !(df > 0.0 && df.is_finite()) {
        return None;
    }
    let z = -normal_quantile(p)?;
    let a = 0.5 * df;
    let cube = 1.0 - 2.0 / (9.0 * df) + z * sqrt(2.0 / (9.0 * df));
    let mut x = df * cube * cube * cube;
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let tail = gamma_q(a, 0.5 * x);
        if tail > p {
            low = x;
        } else {
            high = x;
        }
        let density = exp((a - 1.0) * log(0.5 * x) - 0.5 * x - lgamma(a)) * 0.5;
        let mut next = x + tail / density * log(tail / p);
        if !(next > low && next < high) {
            next = if high.is_finite() {
                0.5 * (low + high)
            } else {
                2.0 * x
            };
        }
        let moved = fabs(next - x);
        x = next;
        if moved <= 1e-15 * x {
            break;
        }
    }
    x.is_finite().then_some(x)
}

/// The lower-tail quantile of chi-square: `q` with `P(X <= q) = p`, `X ~ chi2(df)`.
///
/// Wilson and Hilferty's start, then Newton steps held inside a bracket, to a
/// relative 1e-14. `None` unless `0 < p < 1` and `df > 0`.
///
/// ```
/// let q = memrilab_core::special::chi2_quantile(0.05, 9.0).unwrap();
/// assert!((q - 3.325_112_843_066_815).abs() < 1e-12);
/// ```
#[must_use]
pub fn chi2_quantile(p: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && df.is_finite()) {
        return None;
    }
    let z = normal_quantile(p)?;
    let a = 0.5 * df;
    let cube = 1.0 - 2.0 / (9.0 * df) + z * sqrt(2.0 / (9.0 * df));
    // For small p the distribution is close to its first term, x^a / Gamma(a + 1).
    let first_term = 2.0 * exp((log(p) + lgamma(a + 1.0)) / a);
    let mut x = if cube > 0.3 {
        df * cube * cube * cube
    } else {
        first_term
    };
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let excess = gamma_p(a, 0.5 * x) - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let density = 0.5 * exp((a - 1.0) * log(0.5 * x) - 0.5 * x - lgamma(a));
        let mut next = x - excess / density;
        if !(next > low && next < high) {
            next = if high.is_finite() {
                0.5 * (low + high)
            } else {
                2.0 * x
            };
        }
        let moved = fabs(next - x);
        x = next;
        if moved <= 1e-15 * x {
            break;
        }
    }
    x.is_finite().then_some(x)
}
