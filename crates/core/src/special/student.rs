//! Student's t distribution with `df` degrees of freedom.

use super::beta::incomplete;
use super::normal_quantile;
use libm::{exp, fabs, lgamma, log1p, sqrt};

/// `P(|T| >= |t|) = I_{df/(df + t^2)}(df/2, 1/2)`; 1 unless `df` is positive and finite.
/// The relative error is about `1e-14 + df 1e-16`.
///
/// ```
/// // One degree of freedom is Cauchy's law: a quarter lies beyond 1 on each side.
/// let p = memrilab_core::special::student_t_two_sided(1.0, 1.0);
/// assert!((p - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn student_t_two_sided(t: f64, df: f64) -> f64 {
    if !(df > 0.0 && df.is_finite()) || t.is_nan() {
        return 1.0;
    }
    // t^2/df, squared last so that it does not overflow before it must.
    let ratio = (t / sqrt(df)) * (t / sqrt(df));
    if ratio == f64::INFINITY {
        return 0.0;
    }
    incomplete(0.5 * df, 0.5, 1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
}

/// The `t` that `|T|` exceeds with probability `p`: 2.2621571628 for 0.05 and 9.
///
/// Newton steps from the normal quantile, which lies below; the tail is convex, so they
/// never overshoot. `None` unless `0 < p < 1` and `df` is positive and finite.
///
/// ```
/// let t = memrilab_core::special::student_t_critical(0.05, 9.0).unwrap();
/// assert!((t - 2.262_157_162_798_205).abs() < 1e-12);
/// ```
#[must_use]
pub fn student_t_critical(p: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && df.is_finite() && p < 1.0) {
        return None;
    }
    let mut t = -normal_quantile(0.5 * p)?;
    let constant = exp(lgamma(0.5 * (df + 1.0)) - lgamma(0.5 * df));
    for _ in 0..2000 {
        let density =
            constant / sqrt(df * std::f64::consts::PI) * exp(-0.5 * (df + 1.0) * log1p(t * t / df));
        let step = (student_t_two_sided(t, df) - p) / (2.0 * density);
        t += step;
        if fabs(step) <= 1e-15 * t {
            break;
        }
    }
    t.is_finite().then_some(t)
}
