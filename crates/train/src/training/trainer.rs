//! A training as a job: some batches a step, a validation after each epoch.

use super::optimiser::Moments;
use super::{Counting, Epoch, Stop, TrainConfig, TrainError, Trained, engine};
use crate::data::{Dataset, permutation};
use crate::model::{Architecture, Batch, Factors, ModelError, Network, Weights};
use candle_core::Device;
use memrilab_analog::{NoiseSource, Site};
use memrilab_core::{Job, Progress, Step, Stream};
use std::borrow::Cow;

/// Samples of a batch of validation.
pub(crate) const VALIDATED: usize = 64;
/// Multiplications that take about 20 ms on a slow machine.
const STEP_PRODUCTS: usize = 60_000_000;

/// Trains a network, a few batches a step.
#[derive(Debug)]
pub struct Trainer {
    pub(super) config: TrainConfig,
    data: Dataset,
    pub(super) validated: Option<Dataset>,
    validation: Vec<Batch>,
    sources: Vec<Option<NoiseSource>>,
    device: Device,
    pub(super) network: Network,
    pub(super) moments: Moments,
    pub(super) at: Place,
    order: Vec<usize>,
    pub(super) history: Vec<Epoch>,
    /// The weights at the end of the last epoch that was finite, and of the best one.
    pub(super) last: Weights,
    pub(super) best: Option<(usize, Weights)>,
    validating: Option<Validating>,
    pub(super) ended: bool,
}

/// The weights at the end of an epoch, while they are validated.
#[derive(Debug)]
struct Validating {
    weights: Weights,
    counting: Counting,
}

/// How far a training is.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    /// Epochs that are over.
    pub(super) epoch: usize,
    /// Batches of this epoch that are over.
    pub(super) batch: usize,
    /// Sums over this epoch: loss times samples, samples that were right.
    pub(super) loss: f64,
    pub(super) right: u64,
}

impl Trainer {
    /// Begins from random weights.
    ///
    /// # Errors
    /// A setting out of range; data that does not fit the network.
    pub fn new(
        config: TrainConfig,
        train: Dataset,
        validation: Option<&Dataset>,
    ) -> Result<Self, TrainError> {
        let weights = Weights::random(&config.model, config.seed);
        Self::from_weights(config, train, validation, &weights, &Device::Cpu)
    }

    /// Begins from given weights, on a device.
    ///
    /// # Errors
    /// As [`Trainer::new`]; weights of another network.
    pub fn from_weights(
        config: TrainConfig,
        train: Dataset,
        validation: Option<&Dataset>,
        weights: &Weights,
        device: &Device,
    ) -> Result<Self, TrainError> {
        config.check()?;
        if weights.architecture() != &config.model {
            return Err(ModelError::Weights("they are of another network".into()).into());
        }
        fits(&config.model, &train)?;
        if let Some(validation) = validation {
            fits(&config.model, validation)?;
        }
        let sources = config.noise.sources(&config.model)?;
        let network = Network::new(weights, device)?;
        Ok(Self {
            validation: validation.map_or_else(Vec::new, |data| Batch::all(data, VALIDATED)),
            validated: validation.cloned(),
            moments: Moments::new(config.method, network.parameters()),
            network,
            sources,
            device: device.clone(),
            at: Place::default(),
            order: Vec::new(),
            history: Vec::new(),
            last: weights.clone(),
            best: None,
            validating: None,
            ended: false,
            data: train,
            config,
        })
    }

    /// What is trained, and how.
    #[must_use]
    pub fn config(&self) -> &TrainConfig {
        &self.config
    }

    /// The epochs so far.
    #[must_use]
    pub fn history(&self) -> &[Epoch] {
        &self.history
    }

    /// The epoch that is under way, as far as it is: loss and accuracy over its batches so far;
    /// nothing before its first.
    #[must_use]
    pub fn current(&self) -> Option<Epoch> {
        let seen = (self.at.batch * self.config.batch).min(self.data.len());
        (seen > 0).then(|| Epoch {
            epoch: self.at.epoch + 1,
            loss: self.at.loss / seen as f64,
            accuracy: self.at.right as f64 / seen as f64,
            validation: None,
        })
    }

    /// The weights as they are now.
    ///
    /// # Errors
    /// [`ModelError::Weights`] if one is not finite.
    pub fn weights(&self) -> Result<Weights, ModelError> {
        self.network.weights()
    }

    /// The data it learns from.
    #[must_use]
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    pub(super) fn batches(&self) -> usize {
        self.data.len().div_ceil(self.config.batch)
    }

    fn progress(&self) -> Progress {
        let batches = self.batches() as u64;
        Progress {
            done: self.at.epoch as u64 * batches + self.at.batch as u64,
            total: self.config.epochs as u64 * batches,
        }
    }

    /// One batch: forward with noise, backward, a step of the optimiser. `None` if the loss
    /// is not finite; nothing is changed then.
    fn batch(&mut self) -> Result<Option<()>, TrainError> {
        let config = &self.config;
        if self.order.is_empty() {
            let mut rng = Stream::new(config.seed, "order of samples", self.at.epoch as u64, 0);
            self.order = permutation(self.data.len(), &mut rng);
        }
        let from = self.at.batch * config.batch;
        let to = (from + config.batch).min(self.order.len());
        let batch = Batch::of(&self.data, &self.order[from..to]);
        let number = (self.at.epoch * self.batches() + self.at.batch) as u64;
        let mut factors = self.factors(number, batch.batch);
        let (loss, right) = self.network.learn(&batch, &mut factors, &self.device)?;
        if !loss.is_finite() {
            return Ok(None);
        }
        self.at.loss += f64::from(loss) * batch.labels.len() as f64;
        self.at.right += right as u64;
        let total = (config.epochs * self.batches()) as u64;
        let rate = config.rate * config.schedule.share(number, total, self.at.epoch);
        let parameters = self.network.parameters();
        self.moments
            .step(config.method, rate, config.decay, parameters)?;
        self.at.batch += 1;
        Ok(Some(()))
    }

    /// The noise of batch `number`: the same whatever ran before it.
    fn factors(&self, number: u64, wide: usize) -> Factors {
        let site = self.config.noise.site;
        let sizes = self.config.model.sizes();
        let mut factors = Factors::default();
        for (layer, (source, size)) in self.sources.iter().zip(sizes).enumerate() {
            let drawn = source.map(|source| {
                let (rows, columns) = size.matrix();
                let count = match site {
                    Site::Weight => rows * columns,
                    Site::Activation => size.results() * wide,
                };
                let mut rng = Stream::new(self.config.seed, "injected noise", number, layer as u64);
                let mut eta = vec![0.0; count];
                source.factors(&mut rng, &mut eta);
                eta
            });
            match site {
                Site::Weight => factors.weights.push(drawn),
                Site::Activation => factors.activations.push(drawn),
            }
        }
        factors
    }

    /// Validates some batches; gives the weights of the epoch and their accuracy once all are.
    fn validate(&mut self, mut of: Validating) -> Option<(Weights, Option<f64>)> {
        let batches = &self.validation;
        if batches.is_empty() {
            return Some((of.weights, None));
        }
        let one = |i: usize| Cow::Borrowed(&batches[i]);
        let Some(right) = of.counting.step(&of.weights, batches.len(), one) else {
            self.validating = Some(of);
            return None;
        };
        let all: usize = batches.iter().map(|batch| batch.labels.len()).sum();
        Some((of.weights, Some(right as f64 / all as f64)))
    }

    /// Closes an epoch; says whether the training goes on.
    fn close_epoch(&mut self, weights: Weights, validation: Option<f64>) -> Option<Stop> {
        let samples = self.data.len() as f64;
        self.history.push(Epoch {
            epoch: self.at.epoch + 1,
            loss: self.at.loss / samples,
            accuracy: self.at.right as f64 / samples,
            validation,
        });
        let done = self.at.epoch;
        self.at = Place {
            epoch: done + 1,
            ..Place::default()
        };
        self.order.clear();
        let score = |e: &Epoch| e.validation.unwrap_or(e.accuracy);
        let better = self
            .best
            .as_ref()
            .is_none_or(|(i, _)| score(&self.history[done]) > score(&self.history[*i]));
        if better && self.config.patience.is_some() {
            self.best = Some((done, weights.clone()));
        }
        self.last = weights;
        if self.at.epoch == self.config.epochs {
            return Some(Stop::Finished);
        }
        let waited = self.best.as_ref().map_or(0, |(i, _)| done - i);
        let patience = self.config.patience;
        patience.filter(|p| waited >= *p).map(|_| Stop::NoBetter)
    }

    fn diverged(&self) -> Stop {
        Stop::Diverged {
            epoch: self.at.epoch + 1,
            // At the end of an epoch it was the last batch.
            batch: (self.at.batch + 1).min(self.batches()),
        }
    }

    fn finish(&mut self, stopped: Stop) -> Trained {
        self.ended = true;
        let best = self.best.take().filter(|_| self.config.patience.is_some());
        let (epoch, weights) = match best {
            Some((epoch, weights)) => (epoch + 1, weights),
            None => (self.history.len(), self.last.clone()),
        };
        Trained {
            config: self.config.clone(),
            weights,
            epoch,
            history: std::mem::take(&mut self.history),
            stopped,
            engine: engine(),
        }
    }
}

/// Whether a network takes the data.
///
/// # Errors
/// [`ModelError::Input`] for another shape, [`ModelError::Classes`] for another number of classes.
pub fn fits(net: &Architecture, data: &Dataset) -> Result<(), ModelError> {
    net.takes(data.shape(), data.classes().len())
}

impl Job for Trainer {
    type Output = Trained;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Trained>, TrainError> {
        if self.ended {
            return Err(TrainError::Over);
        }
        let products = self.config.model.products().saturating_mul(3);
        let each = products.saturating_mul(self.config.batch).max(1);
        let batches = (STEP_PRODUCTS / each).clamp(1, 1000);
        for _ in 0..batches {
            if self.at.batch == self.batches() {
                break;
            }
            if self.batch()?.is_none() {
                let stop = self.diverged();
                return Ok(Step::Done(self.finish(stop)));
            }
        }
        if self.at.batch < self.batches() {
            return Ok(Step::Running(self.progress()));
        }
        let of = match self.validating.take() {
            Some(of) => of,
            None => match self.network.weights() {
                Ok(weights) => Validating {
                    weights,
                    counting: Counting::default(),
                },
                Err(_) => {
                    let stop = self.diverged();
                    return Ok(Step::Done(self.finish(stop)));
                }
            },
        };
        if let Some((weights, validation)) = self.validate(of)
            && let Some(stop) = self.close_epoch(weights, validation)
        {
            return Ok(Step::Done(self.finish(stop)));
        }
        Ok(Step::Running(self.progress()))
    }
}
