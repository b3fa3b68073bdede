//! The plan of a contest: which tasks can run now, and what came of those that ran.

use super::{Answer, Compared, ContestConfig, Task, TestAnswer};
use memrilab_train::data::Dataset;
use memrilab_train::model::{Batch, Weights};
use memrilab_train::robustness::Level;
use memrilab_train::search::{Contender, Objective, Samples, Search, SearchConfig, Trial, Tried};
use memrilab_train::training::TrainError;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What tasks need besides themselves; shared by all workers.
#[derive(Debug, Clone)]
pub struct Lab {
    /// To learn from and to choose by.
    pub samples: Samples,
    /// The test samples.
    pub test: Arc<Vec<Batch>>,
    /// How many they are.
    pub tested: usize,
    /// What trainings are chosen for.
    pub level: Level,
    /// The levels of the test.
    pub levels: Vec<Level>,
    /// What trainings are chosen by.
    pub objective: Objective,
    /// Seed of the draws.
    pub seed: u64,
}

/// One method's part.
#[derive(Debug)]
struct Part {
    search: Search,
    /// The wave that is out, and what of it has come back.
    wave: Vec<Trial>,
    back: BTreeMap<usize, Tried>,
    /// Weights of the best training so far.
    best: Option<Arc<Weights>>,
    out: bool,
    tested: BTreeMap<u64, TestAnswer>,
}

/// A contest of methods with equal budgets.
#[derive(Debug)]
pub struct Contest {
    config: ContestConfig,
    lab: Lab,
    parts: Vec<Part>,
}

impl Contest {
    /// Prepares it.
    ///
    /// # Errors
    /// [`TrainError`] for settings out of range and data that does not fit.
    pub fn new(
        mut config: ContestConfig,
        train: Dataset,
        validation: Dataset,
        test: &Dataset,
    ) -> Result<Self, TrainError> {
        let setting = |what, value: usize, range: &str| TrainError::Setting {
            what,
            value: value as f64,
            range: range.to_owned(),
        };
        if config.entries.is_empty() || config.entries.len() > Contender::ALL.len() {
            return Err(setting(
                "the number of methods",
                config.entries.len(),
                "from 1 to 7",
            ));
        }
        if config.draws == 0 || config.draws > 10_000 {
            return Err(setting(
                "the number of draws",
                config.draws as usize,
                "from 1 to 10000",
            ));
        }
        if config.levels.is_empty() || config.levels.len() > 200 {
            return Err(setting(
                "the number of levels",
                config.levels.len(),
                "from 1 to 200",
            ));
        }
        if let Objective::Drift { draws } = config.objective
            && !(1..=10_000).contains(&draws)
        {
            return Err(setting(
                "the number of draws of the objective",
                draws as usize,
                "from 1 to 10000",
            ));
        }
        config.data = [train.digest(), validation.digest(), test.digest()];
        let mut parts = Vec::new();
        for entry in &config.entries {
            memrilab_train::training::fits(&entry.base.model, &train)?;
            let search = Search::new(SearchConfig {
                method: entry.method,
                site: entry.site,
                trainings: config.trainings,
                wave: config.wave,
                fixed: entry.fixed,
                base: entry.base.clone(),
            })?;
            parts.push(Part {
                search,
                wave: Vec::new(),
                back: BTreeMap::new(),
                best: None,
                out: false,
                tested: BTreeMap::new(),
            });
        }
        let levels: Result<Vec<Level>, _> =
            config.levels.iter().map(super::Device::level).collect();
        let lab = Lab {
            tested: test.len(),
            test: Arc::new(Batch::all(test, 64)),
            samples: Samples::new(train, validation),
            level: config.device.level()?,
            levels: levels?,
            objective: config.objective,
            seed: config.seed,
        };
        Ok(Self { config, lab, parts })
    }

    /// What it is about.
    #[must_use]
    pub fn config(&self) -> &ContestConfig {
        &self.config
    }

    /// What tasks need besides themselves.
    #[must_use]
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// The tasks that can run now and were not handed out before.
    ///
    /// # Errors
    /// The optimiser's reasons.
    pub fn ready(&mut self) -> Result<Vec<Task>, TrainError> {
        let mut tasks = Vec::new();
        for part in &mut self.parts {
            if !part.wave.is_empty() {
                continue;
            }
            part.wave = part.search.next()?;
            tasks.extend(
                part.wave
                    .iter()
                    .map(|trial| Task::Trial(Box::new(trial.clone()))),
            );
        }
        // The test samples are touched once all choices are made.
        if self.parts.iter().any(|part| !part.wave.is_empty()) {
            return Ok(tasks);
        }
        for part in &mut self.parts {
            let Some(weights) = part.best.as_ref().filter(|_| !part.out) else {
                continue;
            };
            part.out = true;
            let method = part.search.config().method;
            let test = |draw| Task::Test {
                method,
                draw,
                weights: Arc::clone(weights),
            };
            tasks.extend((0..self.config.draws).map(test));
        }
        Ok(tasks)
    }

    /// Takes an answer, in any order.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for an answer that nobody waits for.
    pub fn tell(&mut self, answer: Answer) -> Result<(), TrainError> {
        let method = match &answer {
            Answer::Trial(tried) => tried.outcome.trial.method,
            Answer::Test(answer) => answer.method,
        };
        let unknown =
            || TrainError::Checkpoint(format!("nothing of {} is waited for", method.name()));
        let mut parts = self.parts.iter_mut();
        let part = parts
            .find(|p| p.search.config().method == method)
            .ok_or_else(unknown)?;
        match answer {
            Answer::Test(answer) => {
                if answer.accuracies.len() != self.config.levels.len() {
                    return Err(unknown());
                }
                part.tested.insert(answer.draw, answer);
            }
            Answer::Trial(tried) => {
                if !part.wave.contains(&tried.outcome.trial) {
                    return Err(unknown());
                }
                part.back.insert(tried.outcome.trial.number, *tried);
                if part.back.len() == part.wave.len() {
                    part.close()?;
                }
            }
        }
        Ok(())
    }

    /// Methods none of whose trainings converged.
    #[must_use]
    pub fn failed(&self) -> Vec<Contender> {
        let over =
            |p: &&Part| p.wave.is_empty() && !p.search.outcomes().is_empty() && p.best.is_none();
        self.parts
            .iter()
            .filter(over)
            .map(|p| p.search.config().method)
            .collect()
    }

    /// How many trainings and draws there are in all.
    #[must_use]
    pub fn tasks(&self) -> usize {
        let trials: usize = self
            .parts
            .iter()
            .map(|p| {
                if p.search.config().fixed {
                    1
                } else {
                    self.config.trainings
                }
            })
            .sum();
        trials + self.parts.len() * self.config.draws as usize
    }

    /// The best weights of a method.
    #[must_use]
    pub fn weights(&self, method: Contender) -> Option<&Arc<Weights>> {
        let mut parts = self.parts.iter();
        parts
            .find(|p| p.search.config().method == method)?
            .best
            .as_ref()
    }

    /// What came out.
    ///
    /// # Errors
    /// [`TrainError`] from the paired test.
    pub fn result(&self) -> Result<Compared, TrainError> {
        let each = self.parts.iter().map(|p| (&p.search, &p.tested));
        Compared::of(&self.config, &self.lab, each)
    }
}

impl Part {
    /// A wave is whole: the search is told in the order of its trials.
    fn close(&mut self) -> Result<(), TrainError> {
        self.wave.clear();
        for (_, tried) in std::mem::take(&mut self.back) {
            let before = self.search.best().map(|o| o.trial.number);
            self.search.tell(tried.outcome)?;
            if self.search.best().map(|o| o.trial.number) != before {
                self.best = Some(tried.weights);
            }
        }
        Ok(())
    }
}
