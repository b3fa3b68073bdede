//! How soon an optimiser finds the best of a table that was measured: every recipe it may
//! ask for has its value already.
//!
//! Repeats of a recipe are told as their mean, as if it were measured once: to tell the
//! standard deviation of the mean as well changed nothing beyond chance on the tables tried.

use super::{Candidates, MOST_BUDGET, MOST_SEEDS, ReplayError, SCHEMA, Table, ask, begun, within};
use memrilab_bayesopt::{Campaign, Goal, Observation, Settings};
use memrilab_core::stream::index;
use memrilab_core::{Job, Progress, Step, Stream};
use serde::{Deserialize, Serialize};

/// What is replayed, beside the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReplayConfig {
    /// The column of the values.
    pub target: String,
    /// Columns that are no part of a recipe.
    pub ignore: Vec<String>,
    /// Experiments at random before the model chooses.
    pub initial: usize,
    /// Experiments of a run, those at random included.
    pub budget: usize,
    /// Runs: seeds 1, 2, ...
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seeds: u64,
    /// How the optimiser works, and whether it minimises; `initial` and the seed are those
    /// of the run.
    pub settings: Settings,
}

impl Default for ReplayConfig {
    /// The general settings (METHOD B5b), 2 experiments at random, 50 in all, 20 runs.
    fn default() -> Self {
        Self {
            target: String::new(),
            ignore: Vec::new(),
            initial: 2,
            budget: 50,
            seeds: 20,
            settings: Settings::default(),
        }
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Replay {
    /// Version of this form.
    pub schema: u32,
    /// Distinct recipes of the table.
    pub candidates: usize,
    /// How many of them are the best 5 %, rounded up.
    pub best: usize,
    /// The share of the best 5 % that was found after 1, 2, ... experiments, a mean over
    /// the runs.
    pub top5: Vec<f64>,
    /// Its standard error; absent of one run.
    pub top5_se: Option<Vec<f64>>,
    /// The same of experiments at random, none twice: exactly `n / candidates`.
    pub top5_random: Vec<f64>,
    /// Columns in which every row has the same, left out.
    pub constant: Vec<String>,
    /// What was replayed; its budget is at most the number of candidates.
    pub config: ReplayConfig,
}

/// Runs one campaign after another on a table, a step an experiment.
#[derive(Debug)]
pub struct ReplayJob {
    config: ReplayConfig,
    candidates: Candidates,
    /// Whether a candidate is one of the best.
    best: Vec<bool>,
    run: Option<Run>,
    seed: u64,
    /// The shares of each finished run.
    shares: Vec<Vec<f64>>,
}

#[derive(Debug)]
struct Run {
    campaign: Campaign,
    found: usize,
    shares: Vec<f64>,
}

impl ReplayJob {
    /// Reads candidates off the table and checks what is asked for.
    ///
    /// # Errors
    /// Whatever is wrong with the table or a setting.
    pub fn new(table: &Table, mut config: ReplayConfig) -> Result<Self, ReplayError> {
        let candidates = table.candidates(&config.target, &config.ignore)?;
        within("the number of seeds", config.seeds, 1, MOST_SEEDS)?;
        within("the budget", config.budget as u64, 1, MOST_BUDGET as u64)?;
        config.budget = config.budget.min(candidates.all.len());
        let initial = config.initial as u64;
        within(
            "the number of experiments at random",
            initial,
            1,
            config.budget as u64,
        )?;
        config.settings.initial = config.initial;
        config.settings.check()?;
        let sign = match config.settings.goal {
            Goal::Minimise => -1.0,
            Goal::Maximise => 1.0,
            Goal::Target { value } => {
                return Err(ReplayError::Setting {
                    what: "the target of a replay",
                    value,
                    range: "absent: a replay maximises or minimises".into(),
                });
            }
        };
        let mut order: Vec<usize> = (0..candidates.all.len()).collect();
        let worth = |i: &usize| sign * candidates.all[*i].value;
        order.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
        let mut best = vec![false; order.len()];
        for i in &order[..order.len().div_ceil(20)] {
            best[*i] = true;
        }
        Ok(Self {
            config,
            candidates,
            best,
            run: None,
            seed: 0,
            shares: Vec::new(),
        })
    }

    /// The experiments at random, without the same twice.
    fn begin(&mut self) -> Result<Run, ReplayError> {
        self.seed += 1;
        let space = self.candidates.space.clone();
        let mut run = Run {
            campaign: begun(space, &self.config.settings, self.seed)?,
            found: 0,
            shares: Vec::new(),
        };
        let mut stream = Stream::new(self.seed, "replay.initial", 0, 0);
        let mut order: Vec<usize> = (0..self.candidates.all.len()).collect();
        for i in 0..self.config.initial {
            let j = i + index(&mut stream, order.len() - i);
            order.swap(i, j);
            self.tell(&mut run, order[i])?;
        }
        Ok(run)
    }

    fn tell(&self, run: &mut Run, at: usize) -> Result<(), ReplayError> {
        let none = memrilab_bayesopt::Error::Exhausted;
        let candidate = self.candidates.all.get(at).ok_or(none)?;
        let observation = Observation::value(candidate.point.clone(), candidate.value);
        run.campaign.observe(observation)?;
        run.found += usize::from(self.best[at]);
        let best = self.best.len().div_ceil(20);
        run.shares.push(run.found as f64 / best as f64);
        Ok(())
    }

    fn progress(&self) -> Progress {
        let made = self.run.as_ref().map_or(0, |run| run.shares.len());
        Progress {
            done: (self.shares.len() * self.config.budget + made) as u64,
            total: self.config.seeds * self.config.budget as u64,
        }
    }

    fn result(&mut self) -> Replay {
        let shares = std::mem::take(&mut self.shares);
        let runs = shares.len() as f64;
        let count = self.candidates.all.len();
        let (mut mean, mut error) = (Vec::new(), Vec::new());
        for n in 0..self.config.budget {
            let m = shares.iter().map(|s| s[n]).sum::<f64>() / runs;
            let squares: f64 = shares.iter().map(|s| (s[n] - m) * (s[n] - m)).sum();
            mean.push(m);
            error.push(libm::sqrt(squares / (runs - 1.0).max(1.0) / runs));
        }
        Replay {
            schema: SCHEMA,
            candidates: count,
            best: count.div_ceil(20),
            top5: mean,
            top5_se: (shares.len() > 1).then_some(error),
            top5_random: (1..=self.config.budget)
                .map(|n| n as f64 / count as f64)
                .collect(),
            constant: self.candidates.constant.clone(),
            config: self.config.clone(),
        }
    }
}

impl Job for ReplayJob {
    type Output = Replay;
    type Error = ReplayError;

    fn step(&mut self) -> Result<Step<Replay>, ReplayError> {
        let run = if let Some(mut run) = self.run.take() {
            let at = ask(&run.campaign, self.seed)?;
            self.tell(&mut run, at as usize)?;
            run
        } else if self.shares.len() as u64 == self.config.seeds {
            return Ok(Step::Done(self.result()));
        } else {
            self.begin()?
        };
        if run.shares.len() < self.config.budget {
            self.run = Some(run);
        } else {
            self.shares.push(run.shares);
        }
        Ok(Step::Running(self.progress()))
    }
}
