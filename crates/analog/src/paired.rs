//! Is one network better than another, on the same drift draws?
//!
//! The draws that are bad for one network are bad for the other, so differences draw by
//! draw scatter far less than the accuracies do; a paired test uses that.

use crate::error::{Error, all_finite, same_length};
use memrilab_core::finite;
use memrilab_core::special::{student_t_critical, student_t_two_sided};
use serde::{Deserialize, Serialize};

/// What a list of draws looks like.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spread {
    /// How many.
    pub count: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation over `count - 1`.
    pub sd: f64,
    /// The least.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Lower end of the 95 % interval of the mean, by Student's t.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Spread {
    /// Summarises two draws or more.
    ///
    /// ```
    /// let s = memrilab_analog::paired::Spread::of(&[1.0, 3.0]).unwrap();
    /// assert_eq!((s.mean, s.sd), (2.0, 2f64.sqrt()));
    /// assert!((s.high - 14.706_204_736_174_71).abs() < 1e-12); // 2 + 12.706 sd / sqrt 2
    /// ```
    ///
    /// # Errors
    /// [`Error::TooFew`] below two, [`Error::NotFinite`] for such a draw,
    /// [`Error::Result`] if a result overflows.
    pub fn of(values: &[f64]) -> Result<Self, Error> {
        let count = values.len();
        if count < 2 {
            return Err(Error::TooFew {
                what: "draws",
                least: 2,
                got: count,
            });
        }
        all_finite("the draw", values)?;
        let n = count as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let sd = libm::sqrt(squares / (n - 1.0));
        let critical = student_t_critical(0.05, n - 1.0).unwrap_or(f64::INFINITY);
        let half = critical * sd / libm::sqrt(n);
        finite("the mean of the draws", mean)?;
        finite("the interval of their mean", half)?;
        Ok(Self {
            count,
            mean,
            sd,
            min: values.iter().copied().fold(f64::INFINITY, f64::min),
            max: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            low: mean - half,
            high: mean + half,
        })
    }
}

impl Spread {
    /// The same of shares, such as accuracies: the interval is cut at 0 and 1, beyond which no mean
    /// lies.
    ///
    /// ```
    /// let s = memrilab_analog::paired::Spread::of_shares(&[1.0, 0.9]).unwrap();
    /// assert_eq!((s.low > 0.3, s.high), (true, 1.0)); // 0.95 +- 12.706 sd / sqrt 2
    /// ```
    ///
    /// # Errors
    /// As [`Spread::of`].
    pub fn of_shares(values: &[f64]) -> Result<Self, Error> {
        Self::of(values).map(Self::cut)
    }

    fn cut(self) -> Self {
        Self {
            low: self.low.max(0.0),
            high: self.high.min(1.0),
            ..self
        }
    }
}

/// A paired comparison of `a` with `b`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Paired {
    /// The draws of `a`.
    pub a: Spread,
    /// The draws of `b`.
    pub b: Spread,
    /// The differences `a - b`, with the 95 % interval of their mean.
    pub difference: Spread,
    /// `mean / (sd / sqrt n)` of the differences; none if they are all the same.
    pub t: Option<f64>,
    /// Two-sided, by Student's t with `n - 1` degrees of freedom.
    pub p: f64,
    /// All differences are the same, to rounding: `p` is then 1 if they are 0, else 0,
    /// and the interval is a point. Differences that never vary come from too few
    /// distinct draws or from networks that drift does not reach; do not trust them.
    pub degenerate: bool,
}

/// Compares `a` with `b`, entry by entry.
///
/// ```
/// let c = memrilab_analog::paired::compare(&[0.9, 0.8, 0.7], &[0.8, 0.6, 0.4]).unwrap();
/// assert!((c.difference.mean - 0.2).abs() < 1e-15);
/// assert!((c.t.unwrap() - 12f64.sqrt()).abs() < 1e-12); // 0.2 / (0.1 / sqrt 3)
/// assert!((c.p - 0.074_179_900_227_442_9).abs() < 1e-12);
/// ```
///
/// # Errors
/// [`Error::Length`] for lists of different lengths, [`Error::TooFew`] below two entries,
/// [`Error::NotFinite`], [`Error::Result`].
pub fn compare(a: &[f64], b: &[f64]) -> Result<Paired, Error> {
    same_length("the second list", a.len(), b.len())?;
    let (first, second) = (Spread::of(a)?, Spread::of(b)?);
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let mut difference = Spread::of(&differences)?;
    let size = |s: &Spread| libm::fabs(s.min).max(libm::fabs(s.max));
    // What the subtractions alone may have rounded.
    let rounding = 4.0 * f64::EPSILON * size(&first).max(size(&second));
    let degenerate = difference.max - difference.min <= rounding;
    let n = a.len() as f64;
    let (t, p) = if degenerate {
        difference.sd = 0.0;
        (difference.low, difference.high) = (difference.mean, difference.mean);
        let none = libm::fabs(difference.mean) <= rounding;
        (None, if none { 1.0 } else { 0.0 })
    } else {
        let t = finite("t", difference.mean / (difference.sd / libm::sqrt(n)))?;
        (Some(t), student_t_two_sided(t, n - 1.0))
    };
    Ok(Paired {
        a: first,
        b: second,
        difference,
        t,
        p,
        degenerate,
    })
}

/// The same of shares, such as accuracies, whose own intervals are cut at 0 and 1; that of their
/// difference is not.
///
/// # Errors
/// As [`compare`].
pub fn compare_shares(a: &[f64], b: &[f64]) -> Result<Paired, Error> {
    let paired = compare(a, b)?;
    Ok(Paired {
        a: paired.a.cut(),
        b: paired.b.cut(),
        ..paired
    })
}
