//! The exact worst case of the vote under multinomial noise.
//!
//! Among all classifiers whose vote has probability `c` at the stored weights, the worst
//! one at weights times `delta` puts its errors where `delta` makes noise most likely
//! (Neyman and Pearson). The space of noises falls into classes of equal likelihood
//! ratio, so the worst case is a sum over classes, filled from the largest ratio down.

use super::check_probability;
use super::law::{Law, log_power, power};
use crate::error::{Error, parameter};
use serde::{Deserialize, Serialize};

/// The most classes that are listed.
const MOST_CLASSES: u64 = 4_000_000;

/// The largest radius that [`l0_radius`] looks for.
pub const LARGEST_L0: u64 = 10_000_000;

/// How many entries of `delta` have which value; entries of 1 change nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Counts {
    /// Entries of 0.
    pub zeros: u64,
    /// Entries of 1/2.
    pub halves: u64,
    /// Entries of 2.
    pub twos: u64,
    /// Entries of any other value but 1.
    pub others: u64,
}

/// The exact worst case of the vote's probability at weights times `delta`.
///
/// Classes `j = 0..=halves`, `i = 0..=twos` of mass
/// `mu = p1^(zeros + others) C(halves, j) p2^j p1^(halves - j) C(twos, i) p3^i p1^(twos - i)`
/// and ratio `rho = p1^-zeros (p3/p2)^(j - i)`; the bound is the sum of `rho mu` less
/// what the mass `1 - c` takes from the largest `rho` down. Logarithms throughout; the
/// relative error is below 1e-9 for up to 10^5 weights.
///
/// ```
/// use memrilab_analog::certify::{Law, exact::{Counts, bound}};
/// let law = Law::new(0.4, 0.35).unwrap();
/// let counts = Counts { halves: 2, others: 1, ..Counts::default() };
/// assert!((bound(0.97, law, counts).unwrap() - 0.139).abs() < 1e-12);
/// ```
///
/// # Errors
/// [`Error::Parameter`] for a law outside the simplex, `c` outside `[0, 1]`, or more
/// than 4 million classes.
pub fn bound(c: f64, law: Law, counts: Counts) -> Result<f64, Error> {
    law.check()?;
    check_probability("c", c)?;
    let Counts {
        zeros,
        halves,
        twos,
        others,
    } = counts;
    let classes = halves
        .saturating_add(1)
        .saturating_mul(twos.saturating_add(1));
    parameter(
        "(halves + 1) (twos + 1)",
        classes as f64,
        classes <= MOST_CLASSES,
        "at most 4 million; bound the set B_r instead",
    )?;
    if law.p1 == 0.0 && (zeros > 0 || others > 0) {
        return Ok(0.0);
    }
    let step = libm::log(law.p3()) - libm::log(law.p2);
    let base = log_power(law.p1, zeros.saturating_add(others));
    let mut list = Vec::with_capacity(classes as usize);
    for j in 0..=halves {
        let of_halves =
            log_choose(halves, j) + log_power(law.p2, j) + log_power(law.p1, halves - j);
        for i in 0..=twos {
            let of_twos =
                log_choose(twos, i) + log_power(law.p3(), i) + log_power(law.p1, twos - i);
            let log_mass = base + of_halves + of_twos;
            if log_mass > f64::NEG_INFINITY {
                let times = j as f64 - i as f64;
                let tilt = if times == 0.0 { 0.0 } else { times * step };
                list.push((tilt - log_power(law.p1, zeros), log_mass));
            }
        }
    }
    // From the largest ratio down; equal ratios in the order they were listed.
    list.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut errors = 1.0 - c;
    let mut left = 0.0;
    for (log_ratio, log_mass) in list {
        let mass = libm::exp(log_mass);
        let after = libm::exp(log_ratio + log_mass);
        // A mass may be too small for a number where `after` is not, so 0/0 lurks here.
        let taken = if errors > 0.0 {
            (errors / mass).min(1.0)
        } else {
            0.0
        };
        errors = (errors - mass).max(0.0);
        left += after * (1.0 - taken);
    }
    Ok(left.clamp(0.0, 1.0))
}

/// The exact worst case over the whole set `B_r`: `r` others and all the rest halved.
///
/// An other is dominated by every class and a half by a one, so no `delta` of the set is
/// worse.
///
/// ```
/// use memrilab_analog::certify::{Law, exact::worst_bound};
/// let law = Law::new(0.6, 0.25).unwrap();
/// assert!((worst_bound(0.98, law, 1, 2).unwrap() - 0.43).abs() < 1e-12);
/// ```
///
/// # Errors
/// As [`bound`].
pub fn worst_bound(c: f64, law: Law, r: u64, theta: u64) -> Result<f64, Error> {
    let others = r.min(theta);
    let counts = Counts {
        halves: theta - others,
        others,
        ..Counts::default()
    };
    bound(c, law, counts)
}

/// The largest `r` for which [`worst_bound`] is above 1/2; `None` if not even `r = 0` is.
///
/// ```
/// use memrilab_analog::certify::{Law, exact::certified_r};
/// assert_eq!(certified_r(0.98, Law::new(0.6, 0.25).unwrap(), 2), Ok(Some(0)));
/// assert_eq!(certified_r(0.95, Law::new(0.3, 0.02).unwrap(), 5), Ok(None));
/// ```
///
/// # Errors
/// As [`bound`].
pub fn certified_r(c: f64, law: Law, theta: u64) -> Result<Option<u64>, Error> {
    largest_r(theta, |r| worst_bound(c, law, r, theta))
}

/// A bound in closed form that holds wherever `p2 > 0`:
/// `p1^r (1 - p2)^(theta - r) - (1 - c) max(1, p3/p2)^(theta - r)`; with `p2 = 0`,
/// `p1^theta - (1 - c)`. Below 0 it says nothing; it is held above `-f64::MAX`.
///
/// ```
/// use memrilab_analog::certify::{Law, exact::simple_safe_bound};
/// let law = Law::new(0.6, 0.25).unwrap();
/// assert!((simple_safe_bound(0.98, law, 0, 2).unwrap() - 0.5425).abs() < 1e-12);
/// ```
///
/// # Errors
/// [`Error::Parameter`] for a law outside the simplex or `c` outside `[0, 1]`.
pub fn simple_safe_bound(c: f64, law: Law, r: u64, theta: u64) -> Result<f64, Error> {
    law.check()?;
    check_probability("c", c)?;
    let r = r.min(theta);
    let errors = 1.0 - c;
    let (total, ratio) = if law.p2 > 0.0 {
        (
            power(law.p1, r) * power(1.0 - law.p2, theta - r),
            power((law.p3() / law.p2).max(1.0), theta - r),
        )
    } else {
        (power(law.p1, theta), 1.0)
    };
    let loss = if errors > 0.0 { errors * ratio } else { 0.0 };
    Ok((total - loss).max(-f64::MAX))
}

/// The largest `r` for which [`simple_safe_bound`] is above 1/2.
///
/// ```
/// use memrilab_analog::certify::{Law, exact::simple_safe_r};
/// assert_eq!(simple_safe_r(0.99, Law::new(0.9, 0.06).unwrap(), 6), Ok(Some(6)));
/// ```
///
/// # Errors
/// As [`simple_safe_bound`].
pub fn simple_safe_r(c: f64, law: Law, theta: u64) -> Result<Option<u64>, Error> {
    largest_r(theta, |r| simple_safe_bound(c, law, r, theta))
}

/// How many weights may change arbitrarily if all others are untouched: the largest `r`
/// with `c - 1 + p1^r > 1/2`, which is exact and knows no number of weights.
///
/// `None` unless `c > 1/2`; at most [`LARGEST_L0`].
///
/// ```
/// use memrilab_analog::certify::exact::l0_radius;
/// assert_eq!(l0_radius(0.99, 0.9), Ok(Some(6)));
/// ```
///
/// # Errors
/// [`Error::Parameter`] unless `c` and `p1` lie in `[0, 1]`.
pub fn l0_radius(c: f64, p1: f64) -> Result<Option<u64>, Error> {
    check_probability("c", c)?;
    check_probability("p1", p1)?;
    largest_r(LARGEST_L0, |r| Ok(c - 1.0 + power(p1, r)))
}

/// The largest `r` in `0..=most` whose bound, which must not rise with `r`, is above 1/2.
pub(super) fn largest_r(
    most: u64,
    bound: impl Fn(u64) -> Result<f64, Error>,
) -> Result<Option<u64>, Error> {
    if bound(0)? <= 0.5 {
        return Ok(None);
    }
    let (mut good, mut bad) = (0, most + 1);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if bound(middle)? > 0.5 {
            good = middle;
        } else {
            bad = middle;
        }
    }
    Ok(Some(good))
}

fn log_choose(n: u64, k: u64) -> f64 {
    if k == 0 || k == n {
        return 0.0;
    }
    let log_factorial = |m: u64| libm::lgamma(m as f64 + 1.0);
    log_factorial(n) - log_factorial(k) - log_factorial(n - k)
}
