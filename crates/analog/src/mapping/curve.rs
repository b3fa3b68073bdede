//! A conductance curve with its run, checked once.

use crate::error::{Error, all_finite, parameter};
use memrilab_device::drift::DriftModel;

/// The most levels that are taken; a table of them is kept.
const MOST_LEVELS: usize = 1_000_000;

/// A smoothed conductance curve, its run `[start, end)` and how many levels weights need.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    conductance: Vec<f64>,
    start: usize,
    end: usize,
    required_len: usize,
    low: f64,
    high: f64,
}

impl Curve {
    /// Checks a curve (siemens, or any unit: only ratios matter).
    ///
    /// ```
    /// use memrilab_analog::Curve;
    /// let curve = Curve::new(vec![1e-6, 2e-6, 1e-6], 0, 2, 35).unwrap();
    /// assert!(!curve.is_long_enough());
    /// assert!(Curve::new(vec![1e-6, 2e-6], 1, 3, 35).is_err());
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] for such a conductance or a span that overflows,
    /// [`Error::Run`] unless `start < end <= conductance.len()`, [`Error::Parameter`]
    /// unless `1 <= required_len <= 10^6`.
    pub fn new(
        conductance: Vec<f64>,
        start: usize,
        end: usize,
        required_len: usize,
    ) -> Result<Self, Error> {
        all_finite("the conductance", &conductance)?;
        if !(start < end && end <= conductance.len()) {
            return Err(Error::Run {
                start,
                end,
                points: conductance.len(),
            });
        }
        parameter(
            "the required length",
            required_len as f64,
            (1..=MOST_LEVELS).contains(&required_len),
            "from 1 to a million points; the paper has 35",
        )?;
        let (low, high) = conductance
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &c| {
                (low.min(c), high.max(c))
            });
        parameter(
            "the span of the conductance curve",
            high - low,
            (high - low).is_finite(),
            "a finite number; scale the curve down",
        )?;
        Ok(Self {
            conductance,
            start,
            end,
            required_len,
            low,
            high,
        })
    }

    /// The curve and run of a device's drift model.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of(model: &DriftModel, required_len: usize) -> Result<Self, Error> {
        Self::new(
            model.conductance.clone(),
            model.run_start,
            model.run_end,
            required_len,
        )
    }

    /// The conductance of each point.
    #[must_use]
    pub fn conductance(&self) -> &[f64] {
        &self.conductance
    }

    /// First point of the run and one past its last.
    #[must_use]
    pub fn run(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// How many levels weights need.
    #[must_use]
    pub fn required_len(&self) -> usize {
        self.required_len
    }

    /// Whether the run has room for every level.
    #[must_use]
    pub fn is_long_enough(&self) -> bool {
        self.end - self.start >= self.required_len
    }

    /// `(C - Cmin)/(Cmax - Cmin)` of a point, over the whole curve; `None` if it is flat.
    pub(super) fn normalised(&self, point: usize) -> Option<f64> {
        let span = self.high - self.low;
        (span > 0.0).then(|| (self.conductance[point] - self.low) / span)
    }
}
