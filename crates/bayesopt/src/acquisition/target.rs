//! Coming close to a value rather than exceeding it (METHOD B7).
//!
//! `-(f - target)^2` is not normal, so the expectation is taken of the distance itself.
//! The tent `max(b - |t|, 0)`, `t = f - target`, is a second difference of ramps, so
//! ```text
//! E max(b - |t|, 0) = sd (h(z + s) - 2 h(z) + h(z - s)),  z = -|mean - target| / sd, s = b / sd
//! ```
//! with `h(z) = phi(z) + z Phi(z)`. By symmetry `z` may be taken negative, where `h` keeps
//! its digits.

use super::improvement::{CERTAIN, LOG_NOTHING};
use super::tail::{PHI_0, cumulative, log_h};

/// `ln E max(reach - |f - target|, 0)` of `f ~ N(mean, sd^2)`: the expected reduction of
/// the distance to `target` below `reach`, the smallest distance so far.
/// [`LOG_NOTHING`] where there is none.
///
/// ```
/// use memrilab_bayesopt::acquisition::log_expected_approach;
/// // A belief that is certain, 0.1 from the target, where 0.3 is the closest so far.
/// let log = log_expected_approach(0.6, 0.0, 0.5, 0.3);
/// assert!((log - 0.2_f64.ln()).abs() < 1e-15);
/// // sd = reach = 1 at the target: h(1) - 2 h(0) + h(-1).
/// let log = log_expected_approach(0.5, 1.0, 0.5, 1.0);
/// assert!((log.exp() - 0.368_746_380_372_507).abs() < 1e-12);
/// ```
#[must_use]
pub fn log_expected_approach(mean: f64, sd: f64, target: f64, reach: f64) -> f64 {
    let away = (mean - target).abs();
    if reach <= 0.0 {
        return LOG_NOTHING;
    }
    if sd <= CERTAIN {
        return libm::log((reach - away).max(0.0)).max(LOG_NOTHING);
    }
    let (z, s) = (-away / sd, reach / sd);
    let log = if s < 1e-3 && s * -z < 1e-3 {
        // h'' = phi, h'''' = phi (z^2 - 1): s^2 phi(z) (1 + s^2 (z^2 - 1) / 12), next term s^4.
        libm::log(s * s * PHI_0) - 0.5 * z * z + libm::log1p(s * s * (z * z - 1.0) / 12.0)
    } else {
        let top = log_h(z + s);
        let rest = libm::exp(log_h(z - s) - top) - 2.0 * libm::exp(log_h(z) - top);
        top + libm::log1p(rest.max(-1.0))
    };
    (libm::log(sd) + log).max(LOG_NOTHING)
}

/// `P(|f - target| <= within)`.
///
/// ```
/// use memrilab_bayesopt::acquisition::probability_within;
/// let p = probability_within(0.5, 0.1, 0.5, 0.1);
/// assert!((p - 0.682_689_492_137_085_9).abs() < 1e-15);
/// ```
#[must_use]
pub fn probability_within(mean: f64, sd: f64, target: f64, within: f64) -> f64 {
    let away = (mean - target).abs();
    if sd <= CERTAIN {
        return if away <= within { 1.0 } else { 0.0 };
    }
    (cumulative((within - away) / sd) - cumulative((-within - away) / sd)).max(0.0)
}
