//! What a contest gives, as JSON.

use super::{ContestConfig, Lab, SCHEMA, TestAnswer};
use memrilab_analog::paired::compare_shares;
use memrilab_train::robustness::LevelResult;
use memrilab_train::search::{Contender, Outcome, Search};
use memrilab_train::training::{NoisePlan, TrainError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A contest's result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Version of this form.
    pub schema: u32,
    /// What was learned.
    pub task: String,
    /// By which network.
    pub model: String,
    /// Samples to learn from, to choose by and of the test.
    pub samples: [usize; 3],
    /// A result for each method.
    pub methods: Vec<MethodResult>,
    /// Pairs of methods on the same draws.
    pub paired: Vec<PairedResult>,
    /// What computed it.
    pub engine: String,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// What was asked for.
    pub config: ContestConfig,
}

/// One method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MethodResult {
    /// Its name.
    pub name: Contender,
    /// Trainings it had.
    pub trainings: usize,
    /// Accuracy of the chosen network on the test samples, without drift.
    pub clean: f64,
    /// On the test samples, drifted.
    pub levels: Vec<LevelResult>,
    /// The training that was chosen: its number and score.
    pub chosen: Training,
    /// Every training.
    pub all: Vec<Training>,
}

/// A training in a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Training {
    /// Its number, from 0.
    pub number: usize,
    /// Its score; none if it diverged.
    pub score: Option<f64>,
    /// Accuracy on the validation samples, without drift.
    pub clean: f64,
    /// Learning rate.
    pub rate: f64,
    /// Injected noise.
    pub noise: NoisePlan,
    /// Seed.
    pub seed: u64,
}

impl Training {
    fn of(outcome: &Outcome) -> Self {
        Self {
            number: outcome.trial.number,
            score: outcome.score,
            clean: outcome.clean,
            rate: outcome.trial.config.rate,
            noise: outcome.trial.config.noise.clone(),
            seed: outcome.trial.config.seed,
        }
    }
}

/// Two methods on the same draws of drift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairedResult {
    /// The first.
    pub a: Contender,
    /// The second.
    pub b: Contender,
    /// Usability of the level.
    pub usability: f64,
    /// Mean accuracy of `a` minus that of `b`.
    pub difference: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
    /// Two-sided p-value of the paired t-test over the draws.
    pub p: f64,
}

const NOTES: [&str; 3] = [
    "The paired test is over draws of drift on one trained network a method: it tells these networks apart, and methods as far as one network stands for its method.",
    "The p-values are not corrected for the number of comparisons.",
    "Levels whose mean lies within a few hundredths of chance say nothing of a method.",
];

impl Compared {
    /// Puts the parts together; methods without a test are left out.
    pub(super) fn of<'a>(
        config: &ContestConfig,
        lab: &Lab,
        parts: impl Iterator<Item = (&'a Search, &'a BTreeMap<u64, TestAnswer>)>,
    ) -> Result<Self, TrainError> {
        let (mut methods, mut engine) = (Vec::new(), String::new());
        for (search, tested) in parts {
            let Some(best) = search.best().filter(|_| !tested.is_empty()) else {
                continue;
            };
            engine.clone_from(&best.engine);
            let level = |(i, level): (usize, &memrilab_train::robustness::Level)| LevelResult {
                usability: level.usability,
                sigma: level.sigma(),
                draws: tested.values().map(|t| t.accuracies[i]).collect(),
            };
            methods.push(MethodResult {
                name: search.config().method,
                trainings: search.outcomes().len(),
                clean: tested.values().find_map(|t| t.clean).unwrap_or_default(),
                levels: lab.levels.iter().enumerate().map(level).collect(),
                chosen: Training::of(best),
                all: search.outcomes().iter().map(Training::of).collect(),
            });
        }
        let model = config.entries.first().map_or("", |e| e.base.model.name());
        Ok(Self {
            schema: SCHEMA,
            task: config.task.clone(),
            model: model.to_owned(),
            samples: [
                lab.samples.train.len(),
                lab.samples.validation.len(),
                lab.tested,
            ],
            paired: pairs(&methods, config.draws)?,
            methods,
            engine,
            notes: NOTES.map(str::to_owned).to_vec(),
            config: config.clone(),
        })
    }
}

/// Every two methods at every level; nothing for a single draw.
fn pairs(methods: &[MethodResult], draws: u64) -> Result<Vec<PairedResult>, TrainError> {
    let mut paired = Vec::new();
    if draws < 2 {
        return Ok(paired);
    }
    for (i, b) in methods.iter().enumerate() {
        for a in &methods[i + 1..] {
            for (one, other) in a.levels.iter().zip(&b.levels) {
                let found = compare_shares(&one.draws, &other.draws)?;
                paired.push(PairedResult {
                    a: a.name,
                    b: b.name,
                    usability: one.usability,
                    difference: found.difference.mean,
                    interval: [found.difference.low, found.difference.high],
                    p: found.p,
                });
            }
        }
    }
    Ok(paired)
}
