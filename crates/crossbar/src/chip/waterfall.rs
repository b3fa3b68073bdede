//! What each effect costs: one more at a time, in the order in which a signal meets them, and
//! each alone.

use super::chip::check_samples;
use super::{Chip, Effect, Effects, Realised, Tally};
use crate::CrossbarError;
use memrilab_core::stats::{mean, quantile, sort};
use memrilab_core::{Job, Progress, Step};
use serde::{Deserialize, Serialize};

/// Samples of a step where every product is a solve of its own.
const SLOW: usize = 16;

/// Accuracy under some effects, over the draws.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fall {
    /// The effect that was added; none for the network on ideal devices.
    pub effect: Option<Effect>,
    /// Accuracy of each draw; one where nothing is random.
    pub accuracy: Vec<f64>,
    /// Their mean.
    pub mean: f64,
    /// 2.5 % and 97.5 % of the draws.
    pub interval: [f64; 2],
    /// Conversions of all draws.
    pub tally: Tally,
}

/// The whole waterfall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WaterfallResult {
    /// Version of this form.
    pub schema: u32,
    /// Accuracy of the network in floating point.
    pub software: f64,
    /// On ideal devices, then with one more effect each.
    pub added: Vec<Fall>,
    /// Each effect alone.
    pub alone: Vec<Fall>,
    /// Samples.
    pub samples: usize,
    /// Draws of what is random.
    pub draws: usize,
}

/// Computes a waterfall, a piece at a time.
#[derive(Debug)]
pub struct Waterfall {
    chip: Chip,
    samples: Vec<f64>,
    labels: Vec<u8>,
    seed: u64,
    draws: usize,
    software: f64,
    /// The effects of each row and which was added; first those that add up.
    rows: Vec<(Option<Effect>, Effects)>,
    added: usize,
    done: Vec<Fall>,
    /// Outputs of the draw that is being run.
    outputs: Vec<f64>,
    accuracy: Vec<f64>,
    tally: Tally,
}

impl Waterfall {
    /// A waterfall of the effects that are on.
    ///
    /// # Errors
    /// [`CrossbarError`] for effects out of range, or samples and labels that do not fit.
    pub fn new(
        chip: Chip,
        effects: &Effects,
        samples: Vec<f64>,
        labels: Vec<u8>,
        draws: usize,
        seed: u64,
    ) -> Result<Self, CrossbarError> {
        effects.check()?;
        check_samples(chip.network(), &samples)?;
        let network = chip.network();
        let count = samples.len() / network.inputs();
        if count != labels.len() {
            return Err(CrossbarError::Network(format!(
                "{count} samples have {} labels",
                labels.len()
            )));
        }
        if draws == 0 {
            return Err(CrossbarError::Parameter {
                what: "the number of draws",
                value: 0.0,
                must: "be at least 1",
            });
        }
        let right = samples.chunks_exact(network.inputs()).zip(&labels);
        let right = right.filter(|(sample, label)| {
            super::Network::class(&network.forward(sample)) == usize::from(**label)
        });
        let software = right.count() as f64 / count as f64;
        let on = effects.on();
        let mut rows = vec![(None, Effects::default())];
        let more = (0..on.len()).map(|n| (Some(on[n]), effects.only(&on[..=n])));
        rows.extend(more);
        let added = rows.len();
        rows.extend(on.iter().map(|one| (Some(*one), effects.only(&[*one]))));
        Ok(Self {
            chip,
            samples,
            labels,
            seed,
            draws,
            software,
            rows,
            added,
            done: Vec::new(),
            outputs: Vec::new(),
            accuracy: Vec::new(),
            tally: Tally::default(),
        })
    }

    fn progress(&self) -> Progress {
        Progress {
            done: (self.done.len() * self.draws + self.accuracy.len()) as u64,
            total: (self.rows.len() * self.draws) as u64,
        }
    }
}

impl Job for Waterfall {
    type Output = WaterfallResult;
    type Error = CrossbarError;

    fn step(&mut self) -> Result<Step<WaterfallResult>, CrossbarError> {
        let (effect, effects) = &self.rows[self.done.len()];
        let network = self.chip.network();
        let (inputs, outputs) = (network.inputs(), network.outputs());
        let draw = self.accuracy.len() as u64;
        // A part of the samples, where each is slow: then the read noise of a part is a draw
        // of its own.
        let slow = effects.law.is_some_and(|law| !law.is_linear());
        let first = self.outputs.len() / outputs;
        let last = match slow {
            true => (first + SLOW).min(self.labels.len()),
            false => self.labels.len(),
        };
        let noise = draw * self.labels.len() as u64 + first as u64;
        let mut realised =
            Realised::new(&self.chip, effects, self.seed, draw)?.with_noise(self.seed, noise);
        let ran = realised.run(&self.samples[first * inputs..last * inputs])?;
        self.outputs.extend_from_slice(&ran.outputs);
        self.tally = self.tally.and(ran.tally);
        if last < self.labels.len() {
            return Ok(Step::Running(self.progress()));
        }
        let all = super::Ran {
            outputs: std::mem::take(&mut self.outputs),
            ..ran
        };
        self.accuracy.push(all.accuracy(outputs, &self.labels));
        let random = effects.on().iter().any(|e| e.is_random());
        if self.accuracy.len() < self.draws && random {
            return Ok(Step::Running(self.progress()));
        }
        let accuracy = std::mem::take(&mut self.accuracy);
        let fall = Fall::of(*effect, accuracy, std::mem::take(&mut self.tally));
        self.done.push(fall);
        if self.done.len() < self.rows.len() {
            return Ok(Step::Running(self.progress()));
        }
        let alone = self.done.split_off(self.added);
        Ok(Step::Done(WaterfallResult {
            schema: 1,
            software: self.software,
            added: std::mem::take(&mut self.done),
            alone,
            samples: self.labels.len(),
            draws: self.draws,
        }))
    }
}

impl Fall {
    fn of(effect: Option<Effect>, accuracy: Vec<f64>, tally: Tally) -> Self {
        let mut sorted = accuracy.clone();
        sort(&mut sorted);
        let at = |p| quantile(&sorted, p).unwrap_or(0.0);
        Self {
            effect,
            mean: mean(&accuracy).unwrap_or(0.0),
            interval: [at(0.025), at(0.975)],
            accuracy,
            tally,
        }
    }
}
