//! What drifting networks say of single samples.

use super::{Probe, class};
use memrilab_train::data::Dataset;
use memrilab_train::model::Batch;
use memrilab_train::training::{TrainError, fits};
use serde::Serialize;

/// One sample, and what is said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Judged {
    /// Its place in the dataset.
    pub sample: usize,
    /// Its class.
    pub label: u32,
    /// The class that the network says without drift.
    pub exact: usize,
    /// The class that most draws say; of equals the first.
    pub says: usize,
    /// Share of the draws that say so.
    pub share: f64,
    /// Share of the draws for each class.
    pub votes: Vec<f64>,
}

impl Probe<'_> {
    /// What draws 0, 1, .. of the drift say of some samples.
    ///
    /// # Errors
    /// [`TrainError::Model`] for samples that do not fit the network; [`TrainError::Setting`] for
    /// draws out of range; [`TrainError::Data`] for a sample that there is not.
    pub fn judged(
        &mut self,
        samples: &Dataset,
        places: &[usize],
        draws: u64,
    ) -> Result<Vec<Judged>, TrainError> {
        fits(self.weights.architecture(), samples)?;
        samples.subset(places)?;
        let batch = Batch::of(samples, places);
        let classes = self.weights.architecture().classes();
        let mut votes = vec![vec![0u64; classes]; places.len()];
        self.each(draws, &batch, |logits, width| {
            for (s, votes) in votes.iter_mut().enumerate() {
                votes[class(logits, width, s)] += 1;
            }
        })?;
        let logits = self.exact(&batch);
        let each = places.iter().zip(votes).enumerate();
        Ok(each
            .map(|(s, (&sample, votes))| {
                let says =
                    (0..classes).fold(0, |best, c| if votes[c] > votes[best] { c } else { best });
                let share = |n: u64| n as f64 / draws as f64;
                Judged {
                    sample,
                    label: samples.label(sample),
                    exact: class(logits, batch.batch, s),
                    says,
                    share: share(votes[says]),
                    votes: votes.into_iter().map(share).collect(),
                }
            })
            .collect())
    }
}
