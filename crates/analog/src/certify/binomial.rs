//! Clopper and Pearson's bounds of a probability from a count.

use crate::error::{Error, parameter};
use memrilab_core::special::beta_quantile;

/// The one-sided lower bound, confidence `1 - alpha`: the `alpha` quantile of
/// Beta(k, n - k + 1); 0 if `k = 0`.
///
/// ```
/// let low = memrilab_analog::certify::binomial::lower(10, 10, 0.05).unwrap();
/// assert!((low - 0.741_134_449_106_947_7).abs() < 1e-12); // 0.05^(1/10)
/// ```
///
/// # Errors
/// [`Error::Parameter`] unless `0 < n`, `k <= n` and `0 < alpha < 1`.
pub fn lower(k: u64, n: u64, alpha: f64) -> Result<f64, Error> {
    check(k, n, alpha)?;
    let (yes, no) = (k as f64, (n - k) as f64);
    Ok(beta_quantile(alpha, yes, no + 1.0).unwrap_or(0.0))
}

/// The one-sided upper bound, confidence `1 - alpha`: the `1 - alpha` quantile of
/// Beta(k + 1, n - k); 1 if `k = n`.
///
/// ```
/// let high = memrilab_analog::certify::binomial::upper(0, 10, 0.05).unwrap();
/// assert!((high - 0.258_865_550_893_052_2).abs() < 1e-12); // 1 - 0.05^(1/10)
/// ```
///
/// # Errors
/// As [`lower`].
pub fn upper(k: u64, n: u64, alpha: f64) -> Result<f64, Error> {
    check(k, n, alpha)?;
    // One minus the lower bound of the others, so that alpha keeps its digits.
    Ok(1.0 - lower(n - k, n, alpha)?)
}

fn check(k: u64, n: u64, alpha: f64) -> Result<(), Error> {
    parameter("the number of draws", n as f64, n > 0, "at least 1")?;
    let what = "the number of draws that agree";
    parameter(what, k as f64, k <= n, "at most the number of draws")?;
    let test = alpha > 0.0 && alpha < 1.0;
    parameter("alpha", alpha, test, "above 0 and below 1")?;
    Ok(())
}
