//! A value that leaves a public function is finite, or the function fails.

use thiserror::Error;

/// A computed quantity that turned out infinite or undefined.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{what} is {value}, not a finite number; look for extreme values in the input")]
pub struct NotFinite {
    /// The quantity, by its name in the documentation.
    pub what: &'static str,
    /// What came out instead: `NaN` or an infinity.
    pub value: f64,
}

/// Lets a finite `value` through and names any other.
///
/// ```
/// assert_eq!(memrilab_core::finite("sigma", 0.5), Ok(0.5));
/// assert!(memrilab_core::finite("sigma", f64::NAN).is_err());
/// ```
///
/// # Errors
/// [`NotFinite`] if `value` is `NaN` or infinite.
pub fn finite(what: &'static str, value: f64) -> Result<f64, NotFinite> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(NotFinite { what, value })
    }
}
