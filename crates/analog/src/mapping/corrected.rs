//! The mapping that the paper's text describes.

use super::{Curve, Weight, largest};
use crate::error::{Error, same_length};

/// What a level stores: `None` keeps the weight, `Some(g)` is `g max |theta|`.
type Level = Option<f64>;

/// A weight keeps its value while its level lies in the run; elsewhere it becomes the
/// normalised conductance times the largest weight (Methods 3; eq 1 and 2 of Note 1).
///
/// ```text
/// level  = floor(|theta| / max|theta| (L - 1) + 1/2)
/// inside   start + level < end:  theta' = theta
/// outside  otherwise:            theta' = sign(theta) (C - Cmin)/(Cmax - Cmin) max|theta|
/// ```
///
/// `C` is the conductance at `start + level`, or at the curve's last point where it ends
/// before; `Cmin` and `Cmax` are those of the whole curve. A run of `L` points or more
/// stores every weight exactly. On a flat curve, levels outside store 0; `sign(0) = 0`.
/// The weight jumps at the end of the run: that is the paper's model.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    levels: Vec<Level>,
    exact: bool,
}

impl Corrected {
    /// Prepares the table of levels.
    #[must_use]
    pub fn new(curve: &Curve) -> Self {
        let (start, end) = curve.run();
        let last = curve.conductance().len() - 1;
        let levels = (0..curve.required_len())
            .map(|level| {
                let at = start + level;
                (at >= end).then(|| curve.normalised(at.min(last)).unwrap_or(0.0))
            })
            .collect();
        Self {
            levels,
            exact: curve.is_long_enough(),
        }
    }

    /// Whether every weight is stored exactly.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// The level of each weight; 0 where all are 0.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for such a weight.
    pub fn levels<W: Weight>(&self, weights: &[W]) -> Result<Vec<usize>, Error> {
        let most = largest(weights)?.wide();
        Ok(weights.iter().map(|w| self.level(*w, most)).collect())
    }

    fn level<W: Weight>(&self, weight: W, most: f64) -> usize {
        if most == 0.0 {
            return 0;
        }
        let steps = (self.levels.len() - 1) as f64;
        // A whole number after the cast, which rounds towards 0.
        (weight.size().wide() / most * steps + 0.5) as usize
    }

    /// Maps one crossbar matrix.
    ///
    /// ```
    /// use memrilab_analog::{Corrected, Curve};
    /// let curve = Curve::new(vec![1.0, 2.0, 1.5], 0, 2, 3).unwrap();
    /// let mut stored = [0.0; 3];
    /// Corrected::new(&curve).map(&[0.2, 1.0, -3.0], &mut stored).unwrap();
    /// assert_eq!(stored, [0.2, 1.0, -1.5]); // 1.5 lies half way up from 1 to 2
    /// ```
    ///
    /// # Errors
    /// [`Error::Length`] if `out` is not as long as `weights`, [`Error::NotFinite`] for
    /// such a weight.
    pub fn map<W: Weight>(&self, weights: &[W], out: &mut [W]) -> Result<(), Error> {
        same_length("the mapped weights", weights.len(), out.len())?;
        let most = largest(weights)?.wide();
        if self.exact || most == 0.0 {
            out.copy_from_slice(weights);
            return Ok(());
        }
        for (w, o) in weights.iter().zip(out) {
            *o = match self.levels[self.level(*w, most)] {
                None => *w,
                Some(_) if w.wide() == 0.0 => W::of(0.0),
                Some(g) => W::of(libm::copysign(g * most, w.wide())),
            };
        }
        Ok(())
    }
}
