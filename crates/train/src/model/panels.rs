//! Samples as the kernels take them: the batch last.

use crate::data::Dataset;
use crate::kernels::width;

/// Some samples of a dataset as `[features, batch]`, and their labels.
#[derive(Debug, Clone)]
pub struct Batch {
    /// `[features, batch]`; beyond the samples, 0.
    pub values: Vec<f32>,
    /// The class of each sample.
    pub labels: Vec<u32>,
    /// How wide it is: the samples, rounded up to whole panels.
    pub batch: usize,
}

impl Batch {
    /// The samples at `indices`.
    ///
    /// # Panics
    /// If there is no such sample.
    #[must_use]
    pub fn of(data: &Dataset, indices: &[usize]) -> Self {
        let features = data.shape().features();
        let batch = width(indices.len());
        let mut values = vec![0.0; features * batch];
        let mut sample = vec![0.0; features];
        for (s, &i) in indices.iter().enumerate() {
            data.features_into(i, &mut sample);
            for (to, from) in values[s..].iter_mut().step_by(batch).zip(&sample) {
                *to = *from;
            }
        }
        Self {
            values,
            labels: indices.iter().map(|&i| data.label(i)).collect(),
            batch,
        }
    }

    /// A whole dataset in batches of `most` samples, in order.
    #[must_use]
    pub fn all(data: &Dataset, most: usize) -> Vec<Self> {
        let indices: Vec<usize> = (0..data.len()).collect();
        let each = indices.chunks(most.max(1));
        each.map(|indices| Self::of(data, indices)).collect()
    }
}
