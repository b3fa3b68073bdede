//! Data in three parts: to learn from, to choose by, and of the test.

mod files;

pub use files::NamedFile;

use memrilab_train::data::{Amount, DataError, Dataset, Scaling, Shape, Split, moons};
use memrilab_train::model::{Architecture, ModelError};
use serde::{Deserialize, Serialize};

/// Samples that no two parts share.
#[derive(Debug, Clone)]
pub struct Parts {
    /// What is learned, for people.
    pub name: String,
    /// To learn from.
    pub train: Dataset,
    /// To choose settings by.
    pub validation: Dataset,
    /// Of the test.
    pub test: Dataset,
}

impl Parts {
    /// The two moons of METHOD M1: 200 points to learn from, `validation` to choose by and 400 of
    /// the test, drawn apart.
    ///
    /// ```
    /// use memrilab_study::networks::Parts;
    /// let parts = Parts::moons(0.1, 400, 1)?;
    /// assert_eq!((parts.train.len(), parts.validation.len(), parts.test.len()), (200, 400, 400));
    /// # Ok::<(), memrilab_train::data::DataError>(())
    /// ```
    ///
    /// # Errors
    /// As [`moons`].
    pub fn moons(noise: f64, validation: usize, seed: u64) -> Result<Self, DataError> {
        let seed = seed.wrapping_mul(3);
        Ok(Self {
            name: "moons".into(),
            train: moons(200, noise, seed)?,
            validation: moons(validation, noise, seed.wrapping_add(1))?,
            test: moons(400, noise, seed.wrapping_add(2))?,
        })
    }

    /// A dataset, split by a seed; where no test comes with it, a fifth of it is kept for one.
    ///
    /// # Errors
    /// As [`Split::of`]; a part that is empty.
    pub fn split(
        name: &str,
        data: &Dataset,
        test: Option<Dataset>,
        validation: Amount,
        seed: u64,
    ) -> Result<Self, DataError> {
        let kept = match &test {
            Some(_) => Amount::Count(0),
            None => Amount::Fraction(0.2),
        };
        let split = Split {
            validation,
            test: kept,
            seed,
        };
        let mut parts = split.of(data)?;
        let none = |what| DataError::Empty { what };
        let validation = parts.validation.take();
        let test = test.or(parts.test.take());
        Ok(Self {
            name: name.to_owned(),
            train: parts.train,
            validation: validation.ok_or(none("samples to choose settings by"))?,
            test: test.ok_or(none("samples for the test"))?,
        })
    }

    /// A dataset whose first samples are learned from, the next ones chosen by, and the rest
    /// tested on.
    ///
    /// # Errors
    /// [`DataError`], if there are not that many or one part is empty.
    pub fn in_order(
        name: &str,
        data: &Dataset,
        train: usize,
        validation: usize,
    ) -> Result<Self, DataError> {
        let part = |from: usize, to: usize| data.subset(&(from..to).collect::<Vec<_>>());
        Ok(Self {
            name: name.to_owned(),
            train: part(0, train)?,
            validation: part(train, train + validation)?,
            test: part(train + validation, data.len().max(train + validation))?,
        })
    }

    /// Every feature on the scale of the part that is learned from, unless they are pixels, which
    /// have one.
    ///
    /// # Errors
    /// As [`Scaling::apply`].
    pub fn scaled(mut self) -> Result<Self, DataError> {
        if self.train.pixels(0).is_some() {
            return Ok(self);
        }
        let scaling = Scaling::fit(&self.train);
        for part in [&mut self.train, &mut self.validation, &mut self.test] {
            *part = scaling.apply(part)?;
        }
        Ok(self)
    }

    /// What a network must take.
    #[must_use]
    pub fn form(&self) -> Form {
        Form {
            shape: self.train.shape(),
            classes: self.train.classes().len(),
        }
    }
}

/// What samples look like to a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Form {
    /// The shape of one.
    pub shape: Shape,
    /// How many classes there are.
    pub classes: usize,
}

impl Form {
    /// A network by its name, or the one that suits the samples: `lenet5` for ten classes of
    /// 28 x 28 pixels, else two hidden layers of 128 and 64. `mlp` fits itself to the samples.
    ///
    /// # Errors
    /// [`ModelError`] for a name that is none, or a network that does not take them.
    pub fn network(&self, name: Option<&str>) -> Result<Architecture, ModelError> {
        let digits = self.shape == Shape::image(28, 28) && self.classes == 10;
        let net = match name {
            None if digits => Architecture::lenet5(),
            Some("mlp") if digits => Architecture::named("mlp")?,
            None | Some("mlp") => {
                let last = if self.classes == 2 { 1 } else { self.classes };
                Architecture::mlp("mlp", self.shape, &[128, 64, last])?
            }
            Some(name) => Architecture::named(name)?,
        };
        net.takes(self.shape, self.classes)?;
        Ok(net)
    }
}
