//! How a network is trained: a value that is kept beside the result.

use super::TrainError;
use crate::kernels::{Adam, Sgd};
use crate::model::Architecture;
use memrilab_analog::{Injection, Noise, NoiseSource, Site};
use serde::{Deserialize, Serialize};

/// How the weights follow the gradient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "Optimiser"))]
pub enum Method {
    /// Adam.
    Adam(Adam),
    /// Gradient descent with momentum.
    Sgd(Sgd),
}

impl Default for Method {
    fn default() -> Self {
        Self::Adam(Adam::default())
    }
}

/// How the learning rate changes over the run.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Schedule {
    /// It stays.
    Constant,
    /// `rate (1 + cos(pi t/T))/2` at step `t` of `T`.
    #[default]
    Cosine,
    /// Times `factor` after each `every` epochs.
    Steps {
        /// Epochs between two falls.
        every: usize,
        /// What is left after one.
        factor: f64,
    },
}

impl Schedule {
    /// The share of the rate at step `t` of `total`, `epoch` epochs done.
    #[must_use]
    pub fn share(self, t: u64, total: u64, epoch: usize) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Cosine => {
                let turn = std::f64::consts::PI * t as f64 / total.max(1) as f64;
                0.5 * (1.0 + libm::cos(turn))
            }
            Self::Steps { every, factor } => libm::pow(factor, (epoch / every.max(1)) as f64),
        }
    }
}

/// The noise injected in training.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NoisePlan {
    /// One law for every analog layer, or one for each layer of the network, or none.
    pub layers: Vec<Noise>,
    /// What the factors multiply.
    pub site: Site,
    /// Whether factors are divided by their mean.
    pub mean_preserving: bool,
}

impl NoisePlan {
    /// The same law for every analog layer, divided by its mean.
    #[must_use]
    pub fn every(noise: Noise, site: Site) -> Self {
        Self {
            layers: vec![noise],
            site,
            mean_preserving: true,
        }
    }

    /// A source for each layer of a network, none where nothing is drawn: on digital layers,
    /// and on what the last layer gives.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for another number of laws than layers; a parameter out of range.
    pub fn sources(&self, net: &Architecture) -> Result<Vec<Option<NoiseSource>>, TrainError> {
        let layers = net.layers();
        if !matches!(self.layers.len(), 0 | 1) && self.layers.len() != layers.len() {
            return Err(TrainError::Setting {
                what: "the number of noises",
                value: self.layers.len() as f64,
                range: format!("1 for all layers, or {} for one each", layers.len()),
            });
        }
        let mut sources = Vec::new();
        for (i, layer) in layers.iter().enumerate() {
            let noise = match self.layers.as_slice() {
                [] => Noise::None,
                [all] => *all,
                each => each[i],
            };
            let last = i + 1 == layers.len() && self.site == Site::Activation;
            let source = Injection {
                noise,
                site: self.site,
                mean_preserving: self.mean_preserving,
            }
            .check()?;
            let silent = source.is_silent() || last || !layer.is_analog();
            sources.push((!silent).then_some(source));
        }
        Ok(sources)
    }
}

/// Everything a training depends on, besides the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrainConfig {
    /// The network.
    pub model: Architecture,
    /// Passes over the training data.
    pub epochs: usize,
    /// Samples of a step.
    pub batch: usize,
    /// The learning rate at the beginning.
    pub rate: f64,
    /// How it changes.
    #[serde(default)]
    pub schedule: Schedule,
    /// How the weights follow the gradient.
    #[serde(default)]
    pub method: Method,
    /// Share of a weight that is added to its gradient.
    #[serde(default)]
    pub decay: f64,
    /// Noise injected in training.
    #[serde(default)]
    pub noise: NoisePlan,
    /// Epochs without a better validation accuracy after which training stops and gives the
    /// best weights; without it, it gives the last ones.
    #[serde(default)]
    pub patience: Option<usize>,
    /// Seed of initial weights, order of samples and noise.
    pub seed: u64,
}

impl TrainConfig {
    /// Adam at 0.001 falling by a cosine, batches of 64.
    #[must_use]
    pub fn new(model: Architecture, epochs: usize, seed: u64) -> Self {
        Self {
            model,
            epochs,
            batch: 64,
            rate: 1e-3,
            schedule: Schedule::default(),
            method: Method::default(),
            decay: 0.0,
            noise: NoisePlan::default(),
            patience: None,
            seed,
        }
    }

    /// Checks what has a range.
    ///
    /// # Errors
    /// [`TrainError::Setting`] names the setting, its value and what is allowed.
    pub fn check(&self) -> Result<(), TrainError> {
        let count = |what, value: usize, most: usize| {
            within(
                what,
                value as f64,
                1.0,
                most as f64,
                format!("a whole number from 1 to {most}"),
            )
        };
        count("the number of epochs", self.epochs, 100_000)?;
        count("the batch", self.batch, 65_536)?;
        within(
            "the learning rate",
            self.rate,
            f64::MIN_POSITIVE,
            10.0,
            "above 0 and at most 10; 0.001 is usual with Adam".into(),
        )?;
        within(
            "the weight decay",
            self.decay,
            0.0,
            1.0,
            "from 0 to 1".into(),
        )?;
        if let Some(patience) = self.patience {
            count("the patience", patience, 100_000)?;
        }
        match self.method {
            Method::Adam(adam) => {
                let share = |what, value: f32| {
                    within(
                        what,
                        f64::from(value),
                        0.0,
                        0.999_999,
                        "at least 0 and below 1".into(),
                    )
                };
                share("beta 1 of Adam", adam.beta1)?;
                share("beta 2 of Adam", adam.beta2)?;
                within(
                    "epsilon of Adam",
                    f64::from(adam.epsilon),
                    1e-30,
                    1.0,
                    "above 0 and at most 1".into(),
                )?;
            }
            Method::Sgd(sgd) => {
                within(
                    "the momentum",
                    f64::from(sgd.momentum),
                    0.0,
                    0.999_999,
                    "at least 0 and below 1".into(),
                )?;
            }
        }
        if let Schedule::Steps { every, factor } = self.schedule {
            count("the epochs between two falls of the rate", every, 100_000)?;
            within(
                "the factor of the schedule",
                factor,
                1e-6,
                1.0,
                "from 0.000001 to 1".into(),
            )?;
        }
        self.noise.sources(&self.model).map(|_| ())
    }
}

/// Refuses a number out of its range, and what is no number.
pub(crate) fn within(
    what: &'static str,
    value: f64,
    low: f64,
    high: f64,
    range: String,
) -> Result<(), TrainError> {
    if value >= low && value <= high {
        return Ok(());
    }
    Err(TrainError::Setting { what, value, range })
}
