//! Improvement over the best so far, of a normal belief; larger is better throughout.

use super::tail::{cumulative, density, h, log_cumulative, log_h};

/// Below this standard deviation a belief counts as certain (METHOD B4).
pub const CERTAIN: f64 = 1e-12;
/// What stands for the logarithm of nothing, so that every score is finite.
pub const LOG_NOTHING: f64 = -1e300;

/// Expected improvement `E max(f - best - xi, 0)` of `f ~ N(mean, sd^2)`:
/// `d Phi(d / sd) + sd phi(d / sd)`, `d = mean - best - xi`; `max(d, 0)` if certain.
///
/// ```
/// use memrilab_bayesopt::acquisition::expected_improvement;
/// // At the best itself: 0.2 / sqrt(2 pi).
/// let ei = expected_improvement(0.5, 0.2, 0.5, 0.0);
/// assert!((ei - 0.079_788_456_080_286_55).abs() < 1e-16);
/// ```
#[must_use]
pub fn expected_improvement(mean: f64, sd: f64, best: f64, xi: f64) -> f64 {
    let d = mean - best - xi;
    if sd > CERTAIN {
        let z = d / sd;
        // The golden vectors' form where it does not cancel, the stable one where it does.
        let value = if z > -1.0 {
            d * cumulative(z) + sd * density(z)
        } else {
            sd * h(z)
        };
        value.max(0.0)
    } else {
        d.max(0.0)
    }
}

/// The logarithm of [`expected_improvement`], exact far in the tail where that is 0 in
/// floating point; [`LOG_NOTHING`] where there is truly none.
///
/// ```
/// use memrilab_bayesopt::acquisition::log_expected_improvement;
/// // 40 standard deviations below the best.
/// let log = log_expected_improvement(-40.0, 1.0, 0.0, 0.0);
/// assert!((log + 808.298_568_356_62).abs() < 1e-9);
/// ```
#[must_use]
pub fn log_expected_improvement(mean: f64, sd: f64, best: f64, xi: f64) -> f64 {
    let d = mean - best - xi;
    let log = if sd > CERTAIN {
        libm::log(sd) + log_h(d / sd)
    } else {
        libm::log(d.max(0.0))
    };
    log.max(LOG_NOTHING)
}

/// `ln P(f > best + xi)`; [`LOG_NOTHING`] where it is certain not to be.
///
/// ```
/// use memrilab_bayesopt::acquisition::log_probability_of_improvement;
/// let log = log_probability_of_improvement(0.5, 0.2, 0.5, 0.0);
/// assert!((log - 0.5_f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn log_probability_of_improvement(mean: f64, sd: f64, best: f64, xi: f64) -> f64 {
    let d = mean - best - xi;
    if sd > CERTAIN {
        log_cumulative(d / sd).max(LOG_NOTHING)
    } else if d > 0.0 {
        0.0
    } else {
        LOG_NOTHING
    }
}

/// The upper confidence bound `mean + kappa sd`.
///
/// ```
/// assert_eq!(memrilab_bayesopt::acquisition::upper_bound(0.5, 0.25, 2.0), 1.0);
/// ```
#[must_use]
pub fn upper_bound(mean: f64, sd: f64, kappa: f64) -> f64 {
    mean + kappa * sd
}
