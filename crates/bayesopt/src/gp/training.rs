//! What a model learns from: coordinates and measured values.

use crate::error::{Error, at_most, finite};

/// Most distinct points a model takes: the work grows with their cube.
pub const MOST_TRAINING: u64 = 2_000;

/// The mean of `count` measurements at one point.
///
/// Its noise has variance `(sn2 + known) / count`. Together with `scatter` it is worth as
/// much as the single measurements: the likelihood factors into the mean's and the
/// scatter's, so nothing is lost by averaging.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The mean value.
    pub mean: f64,
    /// How many values, at least 1.
    pub count: usize,
    /// Sum of squared deviations from the mean.
    pub scatter: f64,
    /// The variance of one measurement that is known beforehand; the model's own `sn2`
    /// is added to it.
    pub known: f64,
}

impl Measured {
    /// A single measurement with no known variance.
    #[must_use]
    pub fn once(value: f64) -> Self {
        Self {
            mean: value,
            count: 1,
            scatter: 0.0,
            known: 0.0,
        }
    }

    /// The variance of the mean's noise.
    pub(crate) fn noise(&self, sn2: f64) -> f64 {
        (sn2 + self.known) / self.count as f64
    }

    /// What the scatter adds to the log likelihood, and its slope in `ln sn2`.
    pub(crate) fn scatter_likelihood(&self, sn2: f64) -> (f64, f64) {
        if self.count < 2 {
            return (0.0, 0.0);
        }
        let free = (self.count - 1) as f64;
        let variance = sn2 + self.known;
        let value = -0.5 * free * libm::log(2.0 * std::f64::consts::PI * variance)
            - 0.5 * libm::log(self.count as f64)
            - 0.5 * self.scatter / variance;
        let slope = 0.5 * (self.scatter / variance - free) * sn2 / variance;
        (value, slope)
    }
}

/// Coordinates, row-major `n x d`, the group of each coordinate, the values and the
/// constant mean of the process.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    pub(crate) groups: Vec<usize>,
    pub(crate) group_count: usize,
    pub(crate) x: Vec<f64>,
    pub(crate) measured: Vec<Measured>,
    pub(crate) mean: f64,
}

impl Training {
    /// Checks shapes and numbers.
    ///
    /// ```
    /// use memrilab_bayesopt::gp::{Measured, Training};
    /// let y = [0.2, 0.4].map(Measured::once).to_vec();
    /// let training = Training::new(vec![0], vec![0.0, 1.0], y, 0.3)?;
    /// assert_eq!(training.len(), 2);
    /// # Ok::<(), memrilab_bayesopt::Error>(())
    /// ```
    ///
    /// # Errors
    /// Shapes that do not match, groups with gaps, numbers that are not finite, a negative
    /// variance or scatter, a count of 0, no points or more than [`MOST_TRAINING`].
    pub fn new(
        groups: Vec<usize>,
        x: Vec<f64>,
        measured: Vec<Measured>,
        mean: f64,
    ) -> Result<Self, Error> {
        let empty = |what: &str| Error::Empty { what: what.into() };
        if measured.is_empty() {
            return Err(empty("measured values"));
        }
        at_most("measured points", MOST_TRAINING, measured.len() as u64)?;
        let group_count = groups.iter().max().ok_or_else(|| empty("coordinates"))? + 1;
        if let Some(gap) = (0..group_count).find(|g| !groups.contains(g)) {
            return Err(Error::NoSuch {
                what: "coordinate of group",
                number: gap,
                count: groups.len(),
            });
        }
        if x.len() != groups.len() * measured.len() {
            return Err(Error::Shape {
                what: "coordinates of the measured points",
                expected: groups.len() * measured.len(),
                got: x.len(),
            });
        }
        finite("the mean of the process", mean)?;
        for &v in &x {
            finite("a coordinate", v)?;
        }
        for m in &measured {
            finite("a measured value", m.mean)?;
            let fine = m.count > 0 && m.scatter >= 0.0 && m.known >= 0.0;
            if !fine || !m.scatter.is_finite() || !m.known.is_finite() {
                return Err(Error::Setting {
                    name: "variance of a measurement",
                    expected: "finite and not negative, with a count of at least 1",
                    got: m.known,
                });
            }
        }
        Ok(Self {
            groups,
            group_count,
            x,
            measured,
            mean,
        })
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.measured.len()
    }

    /// Never true: a training set has at least one point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.measured.is_empty()
    }

    /// Coordinates a point has.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn row(&self, i: usize) -> &[f64] {
        &self.x[i * self.dimension()..(i + 1) * self.dimension()]
    }

    /// Values minus the mean.
    pub(crate) fn residuals(&self) -> Vec<f64> {
        self.measured.iter().map(|m| m.mean - self.mean).collect()
    }
}
