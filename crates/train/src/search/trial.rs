//! One training of a search, and its score.

use super::{Contender, Objective};
use crate::data::Dataset;
use crate::model::{Batch, Weights};
use crate::robustness::{Level, Sweep, SweepConfig};
use crate::training::{Counting, Epoch, Stop, TrainConfig, TrainError, Trained, Trainer};
use memrilab_bayesopt::Point;
use memrilab_core::{Job, Progress, Step};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// A training that a search asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Trial {
    /// Whose it is.
    pub method: Contender,
    /// Its number among the method's, from 0.
    pub number: usize,
    /// The settings chosen.
    pub point: Point,
    /// The training.
    pub config: TrainConfig,
}

/// How a trial ended: what the search is told, and what is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Outcome {
    /// The trial.
    pub trial: Trial,
    /// Its score; none if the training diverged.
    pub score: Option<f64>,
    /// Accuracy on the validation samples without drift.
    pub clean: f64,
    /// Every epoch.
    pub history: Vec<Epoch>,
    /// Why the training ended.
    pub stopped: Stop,
    /// What computed it.
    pub engine: String,
}

/// An outcome and the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// What the search is told.
    pub outcome: Outcome,
    /// The trained weights.
    pub weights: Arc<Weights>,
}

/// The data of a search, shared by its trials.
#[derive(Debug, Clone)]
pub struct Samples {
    /// To learn from.
    pub train: Dataset,
    /// To choose by.
    pub validation: Dataset,
    batches: Arc<Vec<Batch>>,
    watched: bool,
}

impl Samples {
    /// Prepares the validation samples once for all trials.
    #[must_use]
    pub fn new(train: Dataset, validation: Dataset) -> Self {
        Self {
            batches: Arc::new(Batch::all(&validation, 64)),
            watched: false,
            train,
            validation,
        }
    }

    /// The same, whose trainings also tell the validation accuracy of every epoch, which changes
    /// nothing else.
    #[must_use]
    pub fn watched(self) -> Self {
        Self {
            watched: true,
            ..self
        }
    }
}

/// Trains, then scores.
#[derive(Debug)]
pub struct TrialJob {
    trial: Trial,
    samples: Samples,
    level: Level,
    objective: Objective,
    seed: u64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Training(Box<Trainer>),
    Scoring(Box<(Trained, Arc<Weights>, Sweep)>),
    Judging(Box<Judging>),
    Over,
}

/// Accuracies without drift: on the validation samples, then, where trainings are chosen by
/// it, on those learned from.
#[derive(Debug)]
struct Judging {
    trained: Trained,
    weights: Arc<Weights>,
    drifted: f64,
    clean: Option<f64>,
    counting: Counting,
}

impl Judging {
    /// Counts some batches; gives the score and the accuracy on the validation samples.
    fn step(&mut self, samples: &Samples, objective: Objective) -> Option<(f64, f64)> {
        let Some(clean) = self.clean else {
            let batches = &samples.batches;
            let one = |i: usize| Cow::Borrowed(&batches[i]);
            let right = self.counting.step(&self.weights, batches.len(), one)?;
            let clean = right as f64 / samples.validation.len() as f64;
            if matches!(objective, Objective::Drift { .. }) {
                return Some((self.drifted, clean));
            }
            (self.clean, self.counting) = (Some(clean), Counting::default());
            return None;
        };
        let train = &samples.train;
        let one = |i: usize| {
            let to = (64 * (i + 1)).min(train.len());
            let places: Vec<usize> = (64 * i..to).collect();
            Cow::Owned(Batch::of(train, &places))
        };
        let right = self
            .counting
            .step(&self.weights, train.len().div_ceil(64), one)?;
        Some((right as f64 / train.len() as f64, clean))
    }
}

/// Seed of the draws that trainings are scored by, apart from those of a test.
fn score_seed(seed: u64) -> u64 {
    seed ^ 0x5eed_0f5c_07e5_0001
}

impl TrialJob {
    /// A trial from the beginning, or from a checkpoint.
    ///
    /// # Errors
    /// As [`Trainer::new`] and [`Trainer::resume`].
    pub fn new(
        trial: Trial,
        samples: &Samples,
        level: &Level,
        objective: Objective,
        seed: u64,
        checkpoint: Option<&[u8]>,
    ) -> Result<Self, TrainError> {
        let config = trial.config.clone();
        let train = samples.train.clone();
        let watched = samples.watched || config.patience.is_some();
        let validation = watched.then_some(&samples.validation);
        let trainer = match checkpoint {
            Some(file) => Trainer::resume(config, train, validation, file)?,
            None => Trainer::new(config, train, validation)?,
        };
        Ok(Self {
            stage: Stage::Training(Box::new(trainer)),
            trial,
            samples: samples.clone(),
            level: level.clone(),
            objective,
            seed,
        })
    }

    /// The training while it runs.
    #[must_use]
    pub fn trainer(&self) -> Option<&Trainer> {
        match &self.stage {
            Stage::Training(trainer) => Some(trainer),
            _ => None,
        }
    }

    /// The training as it is now; nothing while it is being scored, which is soon done again.
    ///
    /// # Errors
    /// As [`Trainer::checkpoint`].
    pub fn checkpoint(&self) -> Result<Option<Vec<u8>>, TrainError> {
        match &self.stage {
            Stage::Training(trainer) => trainer.checkpoint().map(Some),
            _ => Ok(None),
        }
    }

    fn score(&self, trained: Trained) -> Result<Stage, TrainError> {
        let weights = Arc::new(trained.weights.clone());
        let draws = match self.objective {
            Objective::Drift { draws } => draws,
            Objective::CleanTraining => 1,
        };
        let config = SweepConfig::new(draws, score_seed(self.seed));
        let batches = Arc::clone(&self.samples.batches);
        let sweep = Sweep::new(
            Arc::clone(&weights),
            batches,
            vec![self.level.clone()],
            config,
        )?;
        Ok(Stage::Scoring(Box::new((trained, weights, sweep))))
    }
}

impl Job for TrialJob {
    type Output = Tried;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Tried>, TrainError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Training(mut trainer) => {
                let progress = match trainer.step()? {
                    Step::Running(progress) => {
                        self.stage = Stage::Training(trainer);
                        progress
                    }
                    Step::Done(trained) => {
                        self.stage = self.score(trained)?;
                        Progress { done: 1, total: 1 }
                    }
                };
                Ok(Step::Running(progress))
            }
            Stage::Scoring(mut scoring) => {
                let levels = match scoring.2.step()? {
                    Step::Running(_) => {
                        self.stage = Stage::Scoring(scoring);
                        return Ok(Step::Running(Progress { done: 1, total: 1 }));
                    }
                    Step::Done(levels) => levels,
                };
                let (trained, weights, _) = *scoring;
                self.stage = Stage::Judging(Box::new(Judging {
                    trained,
                    weights,
                    drifted: levels[0].mean(),
                    clean: None,
                    counting: Counting::default(),
                }));
                Ok(Step::Running(Progress { done: 1, total: 1 }))
            }
            Stage::Judging(mut of) => Ok(match of.step(&self.samples, self.objective) {
                None => {
                    self.stage = Stage::Judging(of);
                    Step::Running(Progress { done: 1, total: 1 })
                }
                Some((score, clean)) => {
                    let Judging {
                        trained, weights, ..
                    } = *of;
                    let diverged = matches!(trained.stopped, Stop::Diverged { .. });
                    Step::Done(Tried {
                        outcome: Outcome {
                            trial: self.trial.clone(),
                            score: (!diverged).then_some(score),
                            clean,
                            history: trained.history,
                            stopped: trained.stopped,
                            engine: trained.engine,
                        },
                        weights,
                    })
                }
            }),
            Stage::Over => Err(TrainError::Over),
        }
    }
}
