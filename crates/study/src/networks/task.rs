//! What may run at once: a training with its score, or a draw of the test.

use super::{Answer, Lab, TestAnswer};
use memrilab_core::{Job, Progress, Step};
use memrilab_train::model::{Inference, Weights};
use memrilab_train::robustness::{Sweep, SweepConfig};
use memrilab_train::search::{Contender, Trial, TrialJob};
use memrilab_train::training::TrainError;
use std::sync::Arc;

/// A piece of a contest.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// A training, and its score on the validation samples.
    Trial(Box<Trial>),
    /// One draw of drift on the test samples, at every level.
    Test {
        /// Whose weights.
        method: Contender,
        /// The draw.
        draw: u64,
        /// The weights.
        weights: Arc<Weights>,
    },
}

impl Task {
    /// A name that no other task of the contest has; a file may be called so.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Trial(trial) => format!("{}-{:03}", trial.method.name(), trial.number),
            Self::Test { method, draw, .. } => format!("test-{}-{draw:03}", method.name()),
        }
    }

    /// How much work it is, roughly, in passes over a sample.
    #[must_use]
    pub fn work(&self, lab: &Lab) -> u64 {
        match self {
            Self::Trial(trial) => 3 * (trial.config.epochs * lab.samples.train.len()) as u64,
            Self::Test { .. } => (lab.levels.len() * lab.tested) as u64,
        }
    }
}

/// A task at work.
#[derive(Debug)]
pub enum TaskJob {
    /// A training.
    Trial(Box<TrialJob>),
    /// A draw of the test.
    Test {
        /// Whose weights.
        method: Contender,
        /// The draw.
        draw: u64,
        /// Accuracy without drift; only the first draw tells.
        clean: Option<f64>,
        /// The sweep.
        sweep: Box<Sweep>,
    },
}

impl TaskJob {
    /// Begins a task, a training perhaps from a checkpoint.
    ///
    /// # Errors
    /// What the training or the sweep refuses.
    pub fn new(task: &Task, lab: &Lab, checkpoint: Option<&[u8]>) -> Result<Self, TrainError> {
        match task {
            Task::Trial(trial) => TrialJob::new(
                (**trial).clone(),
                &lab.samples,
                &lab.level,
                lab.objective,
                lab.seed,
                checkpoint,
            )
            .map(|job| Self::Trial(Box::new(job))),
            Task::Test {
                method,
                draw,
                weights,
            } => {
                let config = SweepConfig {
                    first: *draw,
                    ..SweepConfig::new(1, lab.seed)
                };
                let (batches, levels) = (Arc::clone(&lab.test), lab.levels.clone());
                let (m, b) = (&weights.matrices, &weights.biases);
                let clean = (*draw == 0).then(|| {
                    let mut inference = Inference::default();
                    let each = lab.test.iter();
                    let right: usize = each
                        .map(|x| inference.correct(weights.architecture(), m, b, x))
                        .sum();
                    right as f64 / lab.tested as f64
                });
                let sweep = Sweep::new(Arc::clone(weights), batches, levels, config)?;
                Ok(Self::Test {
                    method: *method,
                    draw: *draw,
                    clean,
                    sweep: Box::new(sweep),
                })
            }
        }
    }

    /// A training as it is now, to go on with later; nothing for what is soon done again.
    ///
    /// # Errors
    /// As [`memrilab_train::training::Trainer::checkpoint`].
    pub fn checkpoint(&self) -> Result<Option<Vec<u8>>, TrainError> {
        match self {
            Self::Trial(job) => job.checkpoint(),
            Self::Test { .. } => Ok(None),
        }
    }
}

impl Job for TaskJob {
    type Output = Answer;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Answer>, TrainError> {
        Ok(match self {
            Self::Trial(job) => match job.step()? {
                Step::Running(progress) => Step::Running(progress),
                Step::Done(tried) => Step::Done(Answer::Trial(Box::new(tried))),
            },
            Self::Test {
                method,
                draw,
                clean,
                sweep,
            } => match sweep.step()? {
                Step::Running(Progress { done, total }) => Step::Running(Progress { done, total }),
                Step::Done(levels) => Step::Done(Answer::Test(TestAnswer {
                    method: *method,
                    draw: *draw,
                    clean: *clean,
                    accuracies: levels.iter().map(|level| level.draws[0]).collect(),
                })),
            },
        })
    }
}
