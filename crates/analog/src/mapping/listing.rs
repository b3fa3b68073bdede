//! The mapping of the paper's Listing 1 (Supplementary Note 4), to the last quirk.
//!
//! It multiplies a weight by the normalised conductance instead of replacing it (so the
//! size counts twice), truncates levels, adds 1e-8 to the largest weight (in `f32` the
//! largest weight of a matrix below 0.25 misses the last level, in `f64` always), slides
//! its window to before the run where the curve ends too soon, and then lets negative
//! indexes read the end of the curve, as Python does. The random factor is left out.

use super::{Curve, Weight, largest};
use crate::error::{Error, same_length};

/// Listing 1 prepared for one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// A factor for each level; none where the listing computes 0/0.
    ratio: Vec<Option<f64>>,
    window: (i64, i64),
}

impl Listing {
    /// Lines 41 to 60 of the listing: a factor for each level.
    ///
    /// # Errors
    /// [`Error::Index`] where Python raises `IndexError`: a curve of fewer than half the
    /// required points whose run is too short.
    pub fn new(curve: &Curve) -> Result<Self, Error> {
        let points = curve.conductance().len();
        let (n, required) = (points as i64, curve.required_len() as i64);
        let (run_start, run_end) = curve.run();
        let (run_start, run_end) = (run_start as i64, run_end as i64);
        if curve.is_long_enough() {
            return Ok(Self {
                ratio: vec![Some(1.0); curve.required_len()],
                window: (run_start, run_end),
            });
        }
        let end = (run_start + required).min(n);
        let start = end - required;
        let ratio = (start..end).map(|at| {
            if (run_start..run_end).contains(&at) {
                return Ok(Some(1.0));
            }
            let wrapped = if at < 0 { at + n } else { at };
            match usize::try_from(wrapped) {
                Ok(point) => Ok(curve.normalised(point)),
                Err(_) => Err(Error::Index { index: at, points }),
            }
        });
        Ok(Self {
            ratio: ratio.collect::<Result<_, _>>()?,
            window: (start, end),
        })
    }

    /// The factor of each level; `None` where the listing computes 0/0.
    #[must_use]
    pub fn ratio(&self) -> &[Option<f64>] {
        &self.ratio
    }

    /// `start_index` and `end_index` after the listing's own shifts; the start may be
    /// negative.
    #[must_use]
    pub fn window(&self) -> (i64, i64) {
        self.window
    }

    /// The level of each weight: `trunc(|theta|/(max|theta| + 1e-8) (L - 1))`, computed
    /// in the weights' own precision.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for such a weight.
    pub fn levels<W: Weight>(&self, weights: &[W]) -> Result<Vec<usize>, Error> {
        let most = largest(weights)?;
        let steps = self.ratio.len() - 1;
        let level = |w: &W| w.truncated_level(most, steps).min(steps);
        Ok(weights.iter().map(level).collect())
    }

    /// Each mapped weight, `None` where the listing gives `NaN`.
    ///
    /// ```
    /// use memrilab_analog::{Curve, Listing};
    /// let flat = Curve::new(vec![2.0; 3], 0, 1, 3).unwrap();
    /// let stored = Listing::new(&flat).unwrap().map_each(&[0.5, 1.0]).unwrap();
    /// assert_eq!(stored, [Some(0.5), None]);
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] for such a weight.
    pub fn map_each<W: Weight>(&self, weights: &[W]) -> Result<Vec<Option<W>>, Error> {
        let levels = self.levels(weights)?;
        let one = |(w, level): (&W, usize)| self.ratio[level].map(|r| w.times(r as f32));
        Ok(weights.iter().zip(levels).map(one).collect())
    }

    /// Maps one parameter tensor.
    ///
    /// # Errors
    /// [`Error::Length`] if `out` is not as long as `weights`, [`Error::NotFinite`] for
    /// such a weight, [`Error::Undefined`] where the listing gives `NaN`.
    pub fn map<W: Weight>(&self, weights: &[W], out: &mut [W]) -> Result<(), Error> {
        same_length("the mapped weights", weights.len(), out.len())?;
        let most = largest(weights)?;
        let steps = self.ratio.len() - 1;
        for (index, (w, o)) in weights.iter().zip(out).enumerate() {
            let level = w.truncated_level(most, steps).min(steps);
            let ratio = self.ratio[level].ok_or(Error::Undefined { index, level })?;
            *o = w.times(ratio as f32);
        }
        Ok(())
    }
}
