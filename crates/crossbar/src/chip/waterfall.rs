//! What each effect costs: one more at a time, in the order in which a signal meets them, and
//! each alone.

use super::{Chip, Effect, Effects, Labelled, Trials, Tried};
use crate::CrossbarError;
use memrilab_core::{Job, Progress, Step};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

/// Accuracy under some effects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fall {
    /// The effect that was added; none for the network on ideal devices.
    pub effect: Option<Effect>,
    /// What the draws came to.
    pub tried: Tried,
}

/// The whole waterfall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    data: Arc<Labelled>,
    draws: usize,
    /// What is to be run: first those that add up.
    rows: VecDeque<(Option<Effect>, Trials)>,
    all: usize,
    added: usize,
    done: Vec<Fall>,
}

impl Waterfall {
    /// A waterfall of the effects that are on.
    ///
    /// # Errors
    /// As [`Trials::new`].
    pub fn new(
        chip: &Arc<Chip>,
        data: &Arc<Labelled>,
        effects: &Effects,
        draws: usize,
        seed: u64,
    ) -> Result<Self, CrossbarError> {
        let on = effects.on();
        let mut rows = vec![(None, Effects::default())];
        let more = (0..on.len()).map(|n| (Some(on[n]), effects.only(&on[..=n])));
        rows.extend(more);
        let added = rows.len();
        rows.extend(on.iter().map(|one| (Some(*one), effects.only(&[*one]))));
        let trials = |(effect, effects)| {
            let trials = Trials::new(chip.clone(), data.clone(), effects, draws, seed)?;
            Ok((effect, trials))
        };
        let rows: Result<VecDeque<_>, CrossbarError> = rows.into_iter().map(trials).collect();
        let rows = rows?;
        Ok(Self {
            data: data.clone(),
            draws,
            all: rows.len(),
            rows,
            added,
            done: Vec::new(),
        })
    }

    /// How far it is, in thousandths of a row.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let part = self.rows.front().map(|(_, trials)| trials.progress());
        let part = part.map_or(0, |p| 1000 * p.done / p.total);
        Progress {
            done: 1000 * self.done.len() as u64 + part,
            total: 1000 * self.all as u64,
        }
    }
}

impl Job for Waterfall {
    type Output = WaterfallResult;
    type Error = CrossbarError;

    fn step(&mut self) -> Result<Step<WaterfallResult>, CrossbarError> {
        if let Some((effect, trials)) = self.rows.front_mut() {
            if let Step::Done(tried) = trials.step()? {
                let effect = *effect;
                self.done.push(Fall { effect, tried });
                self.rows.pop_front();
            }
            if !self.rows.is_empty() {
                return Ok(Step::Running(self.progress()));
            }
        }
        let alone = self.done.split_off(self.added.min(self.done.len()));
        Ok(Step::Done(WaterfallResult {
            schema: 1,
            software: self.data.accuracy,
            added: std::mem::take(&mut self.done),
            alone,
            samples: self.data.labels.len(),
            draws: self.draws,
        }))
    }
}
