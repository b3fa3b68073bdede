//! Theorem 1 of the paper as it is printed, for comparison only.
//!
//! Its Lemma 1 is wrong where weights are halved: with `delta = 1/2` the noise that
//! drops out of the comparison is 1, not 1/2, and the likelihood ratio of a half is
//! `p3/p2`. So the printed bound is valid for `0 < p2` and `p3 <= p2`, and claims too
//! much otherwise ([`counterexamples`](super::counterexamples)). Certify with
//! [`exact`](super::exact).

use super::law::{Law, power};
use super::{check_probability, exact::largest_r};
use crate::error::Error;
use serde::{Deserialize, Serialize};

/// Eq 16: the dual term `D(lambda)` for `zeros`, `halves` and `ones` among `theta`.
///
/// `lambda (1 - a) + max(lambda - p1^-zeros, 0) a`, `a = p1^(theta - ones - halves) (1 - p2)^halves`.
///
/// ```
/// use memrilab_analog::certify::{Law, published::dual};
/// let law = Law::new(0.1, 0.05).unwrap();
/// assert!((dual(1.0, law, 0, 3, 0, 3).unwrap() - 0.142_625).abs() < 1e-15); // 1 - 0.95^3
/// ```
///
/// # Errors
/// [`Error::Parameter`] for a law outside the simplex, a lambda that is negative or not
/// finite, or more zeros, halves and ones than weights.
pub fn dual(
    lambda: f64,
    law: Law,
    zeros: u64,
    halves: u64,
    ones: u64,
    theta: u64,
) -> Result<f64, Error> {
    law.check()?;
    crate::error::parameter(
        "lambda",
        lambda,
        lambda >= 0.0 && lambda.is_finite(),
        "at least 0",
    )?;
    let counted = zeros.saturating_add(halves).saturating_add(ones);
    crate::error::parameter(
        "zeros + halves + ones",
        counted as f64,
        counted <= theta,
        "at most the number of weights",
    )?;
    let a = power(law.p1, theta - ones - halves) * power(1.0 - law.p2, halves);
    // 1/0^zeros is infinite, and what exceeds it is nothing.
    let excess = (lambda - 1.0 / power(law.p1, zeros)).max(0.0);
    Ok(lambda * (1.0 - a) + excess * a)
}

/// Eq 24: the claimed lower bound over `B_r`, `c - 1 + p1^r (1 - p2)^(theta - r)`.
///
/// ```
/// use memrilab_analog::certify::{Law, published::bound};
/// let law = Law::new(0.05, 0.05).unwrap();
/// // The truth is 0.
/// assert!((bound(0.9, law, 0, 1).unwrap() - 0.85).abs() < 1e-15);
/// ```
///
/// # Errors
/// [`Error::Parameter`] for a law outside the simplex, or `c` outside `[0, 1]`.
pub fn bound(c: f64, law: Law, r: u64, theta: u64) -> Result<f64, Error> {
    law.check()?;
    check_probability("c", c)?;
    let r = r.min(theta);
    Ok(c - 1.0 + power(law.p1, r) * power(1.0 - law.p2, theta - r))
}

/// Eq 2 and 25: the claimed radius as a real number, which the derivation needs to be
/// exceeded strictly; `None` where its denominator is 0 or a logarithm infinite.
///
/// `r = (ln(1.5 - c) - theta ln(1 - p2)) / (ln p1 - ln(1 - p2))`.
///
/// ```
/// use memrilab_analog::certify::{Law, published::radius};
/// let law = Law::new(0.5, 0.0).unwrap();
/// assert_eq!(radius(1.0, law, 3), Ok(Some(1.0))); // ln(1/2) / ln(1/2)
/// ```
///
/// # Errors
/// As [`bound`].
pub fn radius(c: f64, law: Law, theta: u64) -> Result<Option<f64>, Error> {
    law.check()?;
    check_probability("c", c)?;
    let log_kept = libm::log1p(-law.p2);
    let r = (libm::log(1.5 - c) - theta as f64 * log_kept) / (libm::log(law.p1) - log_kept);
    Ok(r.is_finite().then_some(r))
}

/// Everything Theorem 1 claims for one setting, and whether it may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Claim {
    /// Probability of the vote.
    pub c: f64,
    /// The noise.
    pub law: Law,
    /// How many weights there are.
    pub theta: u64,
    /// Eq 24 at `r = 0`.
    pub bound: f64,
    /// Eq 2.
    pub radius: Option<f64>,
    /// The largest whole `r` with eq 24 above 1/2; none if there is none.
    pub certified: Option<u64>,
    /// Not even a perfect vote would certify `r = 0`: `(1 - p2)^theta <= 1/2`.
    pub vacuous: bool,
    /// `p3 > p2`, which includes `p2 = 0`: eq 24 overstates the worst case for some `c`,
    /// so that what it certifies need not hold.
    pub unsafe_here: bool,
}

/// What Theorem 1 claims.
///
/// ```
/// use memrilab_analog::certify::{Law, published::claim};
/// let law = Law::new(0.3, 0.02).unwrap();
/// let claim = claim(0.95, law, 5).unwrap();
/// assert_eq!(claim.certified, Some(0));
/// assert!(claim.unsafe_here && !claim.vacuous);
/// ```
///
/// # Errors
/// As [`bound`].
pub fn claim(c: f64, law: Law, theta: u64) -> Result<Claim, Error> {
    Ok(Claim {
        c,
        law,
        theta,
        bound: bound(c, law, 0, theta)?,
        radius: radius(c, law, theta)?,
        certified: largest_r(theta, |r| bound(c, law, r, theta))?,
        vacuous: power(1.0 - law.p2, theta) <= 0.5,
        unsafe_here: theta > 0 && law.p3() > law.p2,
    })
}
