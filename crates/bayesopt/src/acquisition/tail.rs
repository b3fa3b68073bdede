//! `h(z) = phi(z) + z Phi(z)`, the expected improvement of a standard normal over `-z`,
//! and its logarithm, exact far into the lower tail.
//!
//! There both terms nearly cancel. With Mills' ratio as a continued fraction,
//! `Phi(-t) / phi(t) = 1 / (t + c)`, `c = 1 / (t + 2 / (t + 3 / ..))`, the sum is
//! `phi(t) c / (t + c)`: no difference is taken.

use libm::{erfc, exp, log};
use std::f64::consts::FRAC_1_SQRT_2;

/// `ln sqrt(2 pi)`.
const LOG_ROOT_2PI: f64 = 0.918_938_533_204_672_8;
/// `1 / sqrt(2 pi)`.
pub(super) const PHI_0: f64 = 0.398_942_280_401_432_7;
/// Where the direct form has lost a factor of 40 and the continued fraction converges in
/// [`TERMS`] terms.
const SWITCH: f64 = -6.0;
const TERMS: u32 = 24;

/// Standard normal density.
pub(super) fn density(z: f64) -> f64 {
    PHI_0 * exp(-0.5 * z * z)
}

/// Standard normal distribution function.
pub(super) fn cumulative(z: f64) -> f64 {
    0.5 * erfc(-z * FRAC_1_SQRT_2)
}

/// `c = 1 / (t + 2 / (t + 3 / ..))`.
fn fraction(t: f64) -> f64 {
    let mut rest = t;
    for k in (2..=TERMS).rev() {
        rest = t + f64::from(k) / rest;
    }
    1.0 / rest
}

/// `phi(z) + z Phi(z)`.
pub(super) fn h(z: f64) -> f64 {
    if z > SWITCH {
        density(z) + z * cumulative(z)
    } else {
        exp(log_h(z))
    }
}

/// `ln (phi(z) + z Phi(z))`, finite for every finite `z` above `-1e150`.
pub(super) fn log_h(z: f64) -> f64 {
    if z > SWITCH {
        return log(density(z) + z * cumulative(z));
    }
    let t = -z;
    let c = fraction(t);
    -0.5 * t * t - LOG_ROOT_2PI + log(c / (t + c))
}

/// `ln Phi(z)`.
pub(super) fn log_cumulative(z: f64) -> f64 {
    if z > SWITCH {
        log(cumulative(z))
    } else {
        let t = -z;
        -0.5 * t * t - LOG_ROOT_2PI - log(t + fraction(t))
    }
}
