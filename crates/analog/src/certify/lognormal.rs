//! Certificates for log-normal drift: smoothing in the logarithm of the weights.
//!
//! `g(w)` is the probability that `f(sign(w) exp(ln|w| + z))`, `z ~ N(0, s^2 I_d)`, is the
//! voted class. A change of the weights by factors is a shift of their logarithms, so the
//! theory of Gaussian smoothing applies; its half-spaces make the radius tight. Signs
//! never change and weights of 0 stay 0: a negative factor is outside, and `d` counts the
//! weights that are not 0. With differential pairs, smooth the logarithm of the
//! conductances and let `d` count devices.

use super::binomial;
use crate::error::{Error, parameter};
use memrilab_core::special::{
    chi2_cdf, chi2_isf, chi2_quantile, chi2_sf, normal_cdf, normal_quantile,
};
use serde::{Deserialize, Serialize};

/// A vote, and what it is to be certified against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sampled {
    /// Draws that gave the voted class.
    pub agreed: u64,
    /// All draws.
    pub draws: u64,
    /// One minus the confidence.
    pub alpha: f64,
    /// Standard deviation of `z` in the draws.
    pub s: f64,
    /// How many weights are not 0.
    pub d: u64,
    /// Standard deviation of the device's drift, if that is asked about.
    pub sigma_device: Option<f64>,
    /// Norm of a fixed shift of the logarithms, if that is asked about.
    pub shift: Option<f64>,
}

/// What holds with confidence `1 - alpha`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Certificate {
    /// Lower bound `p` of the vote's probability.
    pub p_lower: f64,
    /// `p <= 1/2`: no class can be certified, and `radius` is 0.
    pub abstain: bool,
    /// `R = s Phi^-1(p)`: every change of the weights by factors with
    /// `||ln factor||_2 < R` keeps the smoothed decision.
    pub radius: f64,
    /// A gain common to all weights may be off by less than this share,
    /// `exp(R/sqrt d) - 1`.
    pub gain_max: f64,
    /// Lower bound of the vote's probability after the shift, `Phi(Phi^-1(p) - shift/s)`.
    pub p_shift: Option<f64>,
    /// Probability that the drift stays inside the radius, `F((R/sigma)^2)`, `F` the
    /// chi-square distribution function with `d` degrees of freedom.
    pub p_ball: Option<f64>,
    /// Lower bound of the vote's mean probability over the drift,
    /// `F(F^-1(p) s^2/(s^2 + sigma^2))`.
    pub p_conv: Option<f64>,
    /// Lower bound of the probability that the drift keeps the smoothed decision,
    /// `max(p_ball, 2 p_conv - 1, 0)`.
    pub p_keep: Option<f64>,
    /// Lower bound of the probability that the device itself is right, one draw of drift
    /// and no vote: `F(F^-1(p) (s/sigma)^2)` for `sigma >= s`, else
    /// `1 - F(F^-1(1 - p) (s/sigma)^2)`; at `sigma = s` it is `p`.
    pub p_sigma: Option<f64>,
}

/// Certifies a vote.
///
/// ```
/// use memrilab_analog::certify::lognormal::{Sampled, certify};
/// let sampled = Sampled {
///     agreed: 600, draws: 1000, alpha: 0.01, s: 0.5, d: 21,
///     sigma_device: Some(0.5), shift: None,
/// };
/// let c = certify(&sampled).unwrap();
/// assert!((c.p_lower - 0.563_118_03).abs() < 1e-8);
/// assert!((c.radius - 0.079_439_67).abs() < 1e-8);
/// assert!((c.p_sigma.unwrap() - c.p_lower).abs() < 1e-12);
/// ```
///
/// # Errors
/// [`Error::Parameter`] as [`binomial::lower`]; unless `0 < s <= 10`, `d >= 1`,
/// `0 < sigma_device <= 10` and `0 <= shift`, finite.
pub fn certify(sampled: &Sampled) -> Result<Certificate, Error> {
    let &Sampled { s, d, .. } = sampled;
    let spread = |what, v: f64| parameter(what, v, v > 0.0 && v <= 10.0, "above 0 and at most 10");
    spread("s of the draws", s)?;
    parameter("the number of weights", d as f64, d > 0, "at least 1")?;
    let d = d as f64;
    // Below 1, so that quantiles exist.
    let p = binomial::lower(sampled.agreed, sampled.draws, sampled.alpha)?
        .min(1.0 - f64::EPSILON / 2.0);
    let abstain = p <= 0.5;
    let z = normal_quantile(p);
    let radius = if abstain { 0.0 } else { s * z.unwrap_or(0.0) };
    let p_shift = match sampled.shift {
        None => None,
        Some(shift) => {
            let test = shift >= 0.0 && shift.is_finite();
            parameter("the shift", shift, test, "a finite number of at least 0")?;
            Some(z.map_or(0.0, |z| normal_cdf(z - shift / s)))
        }
    };
    let mut certificate = Certificate {
        p_lower: p,
        abstain,
        radius,
        gain_max: libm::expm1(radius / libm::sqrt(d)),
        p_shift,
        p_ball: None,
        p_conv: None,
        p_keep: None,
        p_sigma: None,
    };
    if let Some(sigma) = sampled.sigma_device {
        spread("sigma of the device", sigma)?;
        let ball = chi2_cdf((radius / sigma) * (radius / sigma), d);
        // F(F^-1(p) factor): a ball that holds p at one sigma, seen at another.
        let seen = |factor: f64| chi2_quantile(p, d).map_or(0.0, |q| chi2_cdf(q * factor, d));
        let conv = seen(s * s / (s * s + sigma * sigma));
        let narrower = (s / sigma) * (s / sigma);
        certificate.p_ball = Some(ball);
        certificate.p_conv = Some(conv);
        certificate.p_keep = Some(ball.max(2.0 * conv - 1.0).max(0.0));
        certificate.p_sigma = Some(if sigma >= s {
            seen(narrower)
        } else {
            // F^-1(1 - p) is the upper quantile of p.
            chi2_isf(p, d).map_or(0.0, |q| chi2_sf(q * narrower, d))
        });
    }
    Ok(certificate)
}
