//! Columns of like size: each feature less its mean, over its standard deviation.
//!
//! Mean and deviation are those of the training part only; what they were is kept with the
//! result, for a network knows numbers on that scale alone.

use super::{DataError, Dataset};
use serde::{Deserialize, Serialize};

/// The mean and the standard deviation (over n) of each feature.
///
/// ```
/// use memrilab_train::data::{Dataset, Features, Scaling, Shape};
/// let names = || vec!["a".to_owned(), "b".to_owned()];
/// let numbers = |x: [f32; 4]| Features::Numbers(x.to_vec());
/// let train = Dataset::new(Shape::vector(2), numbers([1.0, 7.0, 5.0, 7.0]), vec![0, 1], names())?;
/// let scaling = Scaling::fit(&train);
/// assert_eq!((scaling.mean(), scaling.sd()), (&[3.0, 7.0][..], &[2.0, 0.0][..]));
/// let test = Dataset::new(Shape::vector(2), numbers([4.0, 7.0, 3.0, 9.0]), vec![0, 1], names())?;
/// let mut sample = [0.0; 2];
/// scaling.apply(&test)?.features_into(0, &mut sample);
/// assert_eq!(sample, [0.5, 0.0]);
/// # Ok::<(), memrilab_train::data::DataError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct Scaling {
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl Scaling {
    /// Of the training part. A feature that never changes has the deviation 0.
    #[must_use]
    pub fn fit(train: &Dataset) -> Self {
        let n = train.shape().features();
        let mut sample = vec![0.0_f32; n];
        let (mut low, mut high) = (vec![f32::INFINITY; n], vec![f32::NEG_INFINITY; n]);
        let (mut mean, mut square) = (vec![0.0; n], vec![0.0; n]);
        for i in 0..train.len() {
            train.features_into(i, &mut sample);
            for (j, &x) in sample.iter().enumerate() {
                mean[j] += f64::from(x);
                low[j] = low[j].min(x);
                high[j] = high[j].max(x);
            }
        }
        let count = train.len() as f64;
        mean.iter_mut().for_each(|sum| *sum /= count);
        for i in 0..train.len() {
            train.features_into(i, &mut sample);
            for (j, &x) in sample.iter().enumerate() {
                square[j] += (f64::from(x) - mean[j]) * (f64::from(x) - mean[j]);
            }
        }
        let sd = square.iter().zip(low.iter().zip(&high));
        let sd = sd
            .map(
                |(s, (low, high))| {
                    if low < high { (s / count).sqrt() } else { 0.0 }
                },
            )
            .collect();
        Self { mean, sd }
    }

    /// The mean of each feature.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The standard deviation of each feature, over n.
    #[must_use]
    pub fn sd(&self) -> &[f64] {
        &self.sd
    }

    /// `(x - mean) / sd` of each feature, and 0 where the deviation is 0.
    ///
    /// # Errors
    /// A sample with another number of features.
    pub fn apply_to(&self, sample: &mut [f32]) -> Result<(), DataError> {
        if sample.len() != self.mean.len() {
            return Err(DataError::Length {
                what: "the features of a sample, which the scaling knows",
                expected: self.mean.len(),
                got: sample.len(),
            });
        }
        for (x, (mean, sd)) in sample.iter_mut().zip(self.mean.iter().zip(&self.sd)) {
            *x = if *sd > 0.0 {
                ((f64::from(*x) - mean) / sd) as f32
            } else {
                0.0
            };
        }
        Ok(())
    }

    /// A dataset on this scale, as numbers.
    ///
    /// # Errors
    /// Samples with another number of features, or a number that leaves what `f32` can hold.
    pub fn apply(&self, data: &Dataset) -> Result<Dataset, DataError> {
        let mut sample = vec![0.0; data.shape().features()];
        let mut numbers = Vec::with_capacity(data.len() * sample.len());
        for i in 0..data.len() {
            data.features_into(i, &mut sample);
            self.apply_to(&mut sample)?;
            numbers.extend_from_slice(&sample);
        }
        data.with_numbers(numbers)
    }
}

/// A scaling as it is written, before it is checked.
#[derive(Deserialize)]
struct Form {
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl TryFrom<Form> for Scaling {
    type Error = DataError;

    fn try_from(form: Form) -> Result<Self, DataError> {
        if form.mean.len() != form.sd.len() {
            return Err(DataError::Length {
                what: "the deviations of a scaling",
                expected: form.mean.len(),
                got: form.sd.len(),
            });
        }
        let wrong = |name, expected, got| DataError::Setting {
            name,
            expected,
            got,
        };
        if let Some(&x) = form.mean.iter().find(|x| !x.is_finite()) {
            return Err(wrong("mean", "a finite number", x));
        }
        if let Some(&x) = form.sd.iter().find(|x| !(x.is_finite() && **x >= 0.0)) {
            return Err(wrong("sd", "a finite number that is not negative", x));
        }
        Ok(Self {
            mean: form.mean,
            sd: form.sd,
        })
    }
}
