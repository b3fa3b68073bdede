//! A chip programmed again and again: what its samples come to each time.

use super::mapped::check_samples;
use super::{Chip, Effects, Network, Ran, Realised, Tally};
use crate::CrossbarError;
use memrilab_core::stats::{mean, quantile, sort};
use memrilab_core::{Job, Progress, Step};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Samples of a step where every product is a solve of its own.
const SLOW: usize = 16;
/// Devices times samples that are done in a step, about.
const QUICK: usize = 2_000_000;

/// Samples with their labels, and what the network in floating point says of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    pub(crate) samples: Vec<f64>,
    pub(crate) labels: Vec<u8>,
    /// Outputs in floating point, sample after sample.
    pub(crate) outputs: Vec<f64>,
    pub(crate) accuracy: f64,
}

impl Labelled {
    /// Runs them through the network.
    ///
    /// # Errors
    /// [`CrossbarError::Network`] for samples of another size, that are not finite, or that have
    /// another number of labels.
    pub fn new(
        network: &Network,
        samples: Vec<f64>,
        labels: Vec<u8>,
    ) -> Result<Self, CrossbarError> {
        check_samples(network, &samples)?;
        let count = samples.len() / network.inputs();
        if count != labels.len() {
            return Err(CrossbarError::Network(format!(
                "{count} samples have {} labels",
                labels.len()
            )));
        }
        let all = samples.chunks_exact(network.inputs());
        let outputs: Vec<f64> = all.flat_map(|s| network.forward(s)).collect();
        let accuracy = super::accuracy(&outputs, network.outputs(), &labels);
        Ok(Self {
            samples,
            labels,
            outputs,
            accuracy,
        })
    }

    /// Accuracy of the network in floating point.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.accuracy
    }

    /// Outputs in floating point, sample after sample.
    #[must_use]
    pub fn outputs(&self) -> &[f64] {
        &self.outputs
    }

    /// The samples, one after the other.
    #[must_use]
    pub fn samples(&self) -> &[f64] {
        &self.samples
    }

    /// Their labels.
    #[must_use]
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }
}

/// How far outputs of the chip are from those in floating point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OutputErrors {
    /// Mean of the differences, chip less floating point.
    pub mean: f64,
    /// Root of their mean square.
    pub rms: f64,
    /// 5 %, 25 %, 50 %, 75 % and 95 % of them.
    pub quantiles: [f64; 5],
    /// Root mean square of the outputs in floating point, to compare with.
    pub scale: f64,
}

/// What all draws came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tried {
    /// Accuracy of each draw; one where nothing is random.
    pub accuracy: Vec<f64>,
    /// Their mean.
    pub mean: f64,
    /// 2.5 % and 97.5 % of the draws.
    pub interval: [f64; 2],
    /// Conversions of all draws.
    pub tally: Tally,
    /// Mean power of the products of a sample, added up, in watts.
    pub watts: f64,
    /// How far the outputs were off.
    pub errors: OutputErrors,
}

/// Runs the samples through draw after draw.
#[derive(Debug)]
pub struct Trials {
    chip: Arc<Chip>,
    data: Arc<Labelled>,
    effects: Effects,
    seed: u64,
    draws: usize,
    /// The draw that is being run, and what it gave so far.
    realised: Option<Realised>,
    running: Ran,
    gathered: Gathered,
}

/// What draws gave, as they come.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    accuracy: Vec<f64>,
    differences: Vec<f64>,
    tally: Tally,
    watts: f64,
}

impl Gathered {
    /// Takes in what one draw made of all samples.
    pub fn add(&mut self, ran: &Ran, data: &Labelled) {
        let width = ran.outputs.len() / data.labels.len();
        self.accuracy
            .push(super::accuracy(&ran.outputs, width, &data.labels));
        let pairs = ran.outputs.iter().zip(&data.outputs);
        self.differences
            .extend(pairs.map(|(chip, exact)| chip - exact));
        self.tally = self.tally.and(ran.tally);
        self.watts += ran.watts;
    }

    /// How many draws there are.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.accuracy.len()
    }

    /// What they came to.
    ///
    /// # Errors
    /// [`CrossbarError::Parameter`] without a draw.
    pub fn tried(mut self, data: &Labelled) -> Result<Tried, CrossbarError> {
        let mut sorted = self.accuracy.clone();
        sort(&mut sorted);
        sort(&mut self.differences);
        let Some(mean_accuracy) = mean(&self.accuracy) else {
            return Err(CrossbarError::Parameter {
                what: "the number of draws",
                value: 0.0,
                must: "be at least 1",
            });
        };
        let at = |values: &[f64], p| quantile(values, p).unwrap_or(0.0);
        let rms = |values: &[f64]| {
            let squares = values.iter().map(|d| d * d).sum::<f64>();
            libm::sqrt(squares / values.len() as f64)
        };
        Ok(Tried {
            mean: mean_accuracy,
            interval: [at(&sorted, 0.025), at(&sorted, 0.975)],
            tally: self.tally,
            watts: self.watts / self.accuracy.len() as f64,
            errors: OutputErrors {
                mean: mean(&self.differences).unwrap_or(0.0),
                rms: rms(&self.differences),
                quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| at(&self.differences, p)),
                scale: rms(&data.outputs),
            },
            accuracy: self.accuracy,
        })
    }
}

impl Trials {
    /// A number of draws of what is random in the effects; 1 where nothing is.
    ///
    /// # Errors
    /// [`CrossbarError`] for effects out of range, or no draws.
    pub fn new(
        chip: Arc<Chip>,
        data: Arc<Labelled>,
        effects: Effects,
        draws: usize,
        seed: u64,
    ) -> Result<Self, CrossbarError> {
        effects.check()?;
        if draws == 0 {
            return Err(CrossbarError::Parameter {
                what: "the number of draws",
                value: 0.0,
                must: "be at least 1",
            });
        }
        let random = effects.on().iter().any(|e| e.is_random());
        Ok(Self {
            chip,
            data,
            effects,
            seed,
            draws: if random { draws } else { 1 },
            realised: None,
            running: Ran::default(),
            gathered: Gathered::default(),
        })
    }

    /// Draws that are done, and all.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.gathered.draws() as u64,
            total: self.draws as u64,
        }
    }

    /// The samples of the next step.
    fn part(&self) -> std::ops::Range<usize> {
        let first = self.running.outputs.len() / self.chip.network().outputs();
        let layout = self.chip.layout();
        let devices = layout.rows * layout.columns * layout.arrays;
        let most = match self.effects.law.is_some_and(|law| !law.is_linear()) {
            true => SLOW,
            false => (QUICK / devices).max(SLOW),
        };
        first..(first + most).min(self.data.labels.len())
    }
}

impl Job for Trials {
    type Output = Tried;
    type Error = CrossbarError;

    fn step(&mut self) -> Result<Step<Tried>, CrossbarError> {
        let inputs = self.chip.network().inputs();
        let draw = self.gathered.draws() as u64;
        let part = self.part();
        let count = self.data.labels.len();
        let realised = match self.realised.take() {
            Some(realised) => realised,
            None => Realised::new(&self.chip, &self.effects, self.seed, draw)?,
        };
        let samples = &self.data.samples[part.start * inputs..part.end * inputs];
        let ran = self.realised.insert(realised).run(samples)?;
        self.running.outputs.extend_from_slice(&ran.outputs);
        self.running.tally = self.running.tally.and(ran.tally);
        self.running.watts += ran.watts * part.len() as f64 / count as f64;
        if part.end == count {
            self.realised = None;
            let ran = std::mem::take(&mut self.running);
            self.gathered.add(&ran, &self.data);
        }
        if self.gathered.draws() < self.draws {
            return Ok(Step::Running(self.progress()));
        }
        let gathered = std::mem::take(&mut self.gathered);
        Ok(Step::Done(gathered.tried(&self.data)?))
    }
}
