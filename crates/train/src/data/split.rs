//! Training, validation and test: parts that a seed decides.

use super::{DataError, Dataset};
use memrilab_core::{Stream, stream};
use serde::{Deserialize, Serialize};

/// How much of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// A share of all samples, from 0 to below 1, rounded to the nearest number of samples.
    Fraction(f64),
    /// So many samples.
    Count(usize),
}

impl Amount {
    /// Samples of `all`; none is a part that is left out.
    fn of(self, all: usize, part: &'static str) -> Result<usize, DataError> {
        let hint = "take more of them, or leave the part out";
        match self {
            Self::Count(count) => Ok(count),
            Self::Fraction(share) if !(0.0..1.0).contains(&share) => Err(DataError::Setting {
                name: part,
                expected: "a share from 0 to below 1",
                got: share,
            }),
            Self::Fraction(share) => match (share * all as f64).round() as usize {
                0 if share > 0.0 => Err(DataError::Part {
                    part,
                    got: 0,
                    samples: all,
                    hint,
                }),
                count => Ok(count),
            },
        }
    }
}

/// How a dataset is split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// What is kept back to choose settings by.
    pub validation: Amount,
    /// What is kept back to tell the result by.
    pub test: Amount,
    /// Decides which samples go where.
    pub seed: u64,
}

/// The parts of a dataset; no sample is in two of them, and each keeps the order of the whole.
#[derive(Debug, Clone)]
pub struct Parts {
    /// To learn from.
    pub train: Dataset,
    /// To choose settings by, if any was asked for.
    pub validation: Option<Dataset>,
    /// To tell the result by, if any was asked for.
    pub test: Option<Dataset>,
}

impl Split {
    /// Splits a dataset: in the order of [`permutation`] by the stream (seed, `split`), the test
    /// part is taken first, then the validation part.
    ///
    /// # Errors
    /// A share that is none, a part without samples, or a class of the whole of which no sample
    /// is left to learn from.
    ///
    /// ```
    /// use memrilab_train::data::{Amount, Split, moons};
    /// let split = Split { validation: Amount::Fraction(0.1), test: Amount::Count(50), seed: 1 };
    /// let parts = split.of(&moons(200, 0.1, 1)?)?;
    /// assert_eq!(parts.train.len(), 130);
    /// # Ok::<(), memrilab_train::data::DataError>(())
    /// ```
    pub fn of(&self, data: &Dataset) -> Result<Parts, DataError> {
        let all = data.len();
        let test = self.test.of(all, "test")?;
        let validation = self.validation.of(all, "validation")?;
        let kept = test.saturating_add(validation);
        if kept >= all {
            return Err(DataError::Part {
                part: "training",
                got: 0,
                samples: all,
                hint: "take less for validation and test",
            });
        }
        let order = permutation(all, &mut Stream::new(self.seed, "split", 0, 0));
        let part = |range: std::ops::Range<usize>| {
            let mut indices = order[range].to_vec();
            indices.sort_unstable();
            data.subset(&indices)
        };
        let some = |range: std::ops::Range<usize>| {
            if range.is_empty() {
                Ok(None)
            } else {
                part(range).map(Some)
            }
        };
        let train = part(kept..all)?;
        let lost = data
            .counts()
            .into_iter()
            .zip(train.counts())
            .position(|(whole, left)| whole > 0 && left == 0);
        if let Some(class) = lost {
            return Err(DataError::ClassMissing {
                class: data.classes()[class].clone(),
            });
        }
        Ok(Parts {
            train,
            validation: some(test..kept)?,
            test: some(0..test)?,
        })
    }
}

/// The numbers below `n` in an order of chance, by Fisher and Yates: for `i` from `n - 1` down to
/// 1, the numbers at `i` and at `index(i + 1)` change places.
pub fn permutation(n: usize, rng: &mut impl rand::Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, stream::index(rng, i + 1));
    }
    order
}
