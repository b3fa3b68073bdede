//! How many experiments it takes to find the best recipe of the virtual laboratory.

use super::{MOST_BUDGET, MOST_SEEDS, ReplayError, SCHEMA, ask, begun, within};
use memrilab_bayesopt::{Campaign, Observation, Point, Settings};
use memrilab_core::{Job, Progress, Step};
use memrilab_fabrication::{Laboratory, landscape, optimum, settings, space, start};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What every reader of the numbers must know (METHOD B3).
const NOTE: &str = "The virtual laboratory is invented, and its landscape is written in the logarithms of length, Pb and Ag: an optimiser that works in logarithms, as this one does, has an easier task here than in a furnace.";
/// Numbers of experiments after which the best so far is told, those within the budget.
const MARKS: [usize; 7] = [5, 12, 20, 30, 40, 60, 100];

/// What is simulated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateConfig {
    /// Most experiments of a run, the start not counted.
    pub budget: usize,
    /// Runs: seeds 1, 2, ...
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seeds: u64,
    /// Standard deviation of a measurement.
    pub noise: f64,
    /// The recipe that is measured first.
    pub start: Point,
    /// How the optimiser works; the seed is that of the run.
    pub settings: Settings,
}

impl Default for SimulateConfig {
    /// The paper's start, 60 experiments, 20 runs, noise 0.02 (METHOD B6).
    fn default() -> Self {
        Self {
            budget: 60,
            seeds: 20,
            noise: 0.02,
            start: start(),
            settings: settings(),
        }
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Simulate {
    /// Version of this form.
    pub schema: u32,
    /// Recipes of the space.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub candidates: u64,
    /// Experiments until the exact best recipe was made, a run each, the start not
    /// counted; absent if not within the budget.
    pub experiments_to_best: Vec<Option<usize>>,
    /// Their median, absent ones taken as infinite; absent if it is.
    pub median: Option<f64>,
    /// The best true value among all recipes made by then, a mean over the runs, by the
    /// number of experiments.
    pub best_at: BTreeMap<usize, f64>,
    /// The median of a search that makes recipes at random, none twice: half their number.
    pub random_median: f64,
    /// What was simulated.
    pub config: SimulateConfig,
    /// What a reader must know of the laboratory.
    pub note: String,
}

/// Runs one campaign after another on the virtual laboratory, a step an experiment.
#[derive(Debug)]
pub struct SimulateJob {
    config: SimulateConfig,
    run: Option<Run>,
    seed: u64,
    to_best: Vec<Option<usize>>,
    sums: BTreeMap<usize, f64>,
}

#[derive(Debug)]
struct Run {
    campaign: Campaign,
    laboratory: Laboratory,
    made: usize,
    best: f64,
}

impl SimulateJob {
    /// Checks what is asked for.
    ///
    /// # Errors
    /// [`ReplayError::Setting`] for a number out of range, the optimiser's and the
    /// laboratory's reasons for settings and start.
    pub fn new(config: SimulateConfig) -> Result<Self, ReplayError> {
        within("the budget", config.budget as u64, 1, MOST_BUDGET as u64)?;
        within("the number of seeds", config.seeds, 1, MOST_SEEDS)?;
        if !(0.0..=1.0).contains(&config.noise) {
            return Err(ReplayError::Setting {
                what: "the noise",
                value: config.noise,
                range: "from 0 to 1".into(),
            });
        }
        config.settings.check()?;
        space()?.check(&config.start)?;
        landscape(&config.start)?;
        let marks = MARKS.iter().filter(|m| **m < config.budget);
        Ok(Self {
            sums: marks.chain([&config.budget]).map(|m| (*m, 0.0)).collect(),
            run: None,
            seed: 0,
            to_best: Vec::new(),
            config,
        })
    }

    fn begin(&mut self) -> Result<Run, ReplayError> {
        self.seed += 1;
        let mut run = Run {
            campaign: begun(space()?, &self.config.settings, self.seed)?,
            laboratory: Laboratory {
                noise: self.config.noise,
                seed: self.seed,
                ..Laboratory::default()
            },
            made: 0,
            best: f64::NEG_INFINITY,
        };
        run.make(self.config.start.clone())?;
        Ok(run)
    }

    fn progress(&self) -> Progress {
        let budget = self.config.budget as u64;
        let made = self.run.as_ref().map_or(0, |run| run.made as u64);
        Progress {
            done: self.to_best.len() as u64 * budget + made,
            total: self.config.seeds * budget,
        }
    }

    fn result(&mut self) -> Result<Simulate, ReplayError> {
        let candidates = space()?.count().unwrap_or(0);
        let runs = self.config.seeds as f64;
        Ok(Simulate {
            schema: SCHEMA,
            candidates,
            median: median(&self.to_best),
            experiments_to_best: std::mem::take(&mut self.to_best),
            best_at: self.sums.iter().map(|(m, sum)| (*m, sum / runs)).collect(),
            random_median: candidates as f64 / 2.0,
            config: self.config.clone(),
            note: NOTE.into(),
        })
    }
}

impl Run {
    /// Makes a recipe, measures it and tells; the start is number 0.
    fn make(&mut self, recipe: Point) -> Result<(), ReplayError> {
        let number = self.campaign.observations().len() as u64;
        let value = self.laboratory.value(&recipe, number)?;
        self.best = self.best.max(landscape(&recipe)?);
        self.campaign.observe(Observation::value(recipe, value))?;
        Ok(())
    }

    fn found(&self) -> bool {
        let last = self.campaign.observations().last();
        last.is_some_and(|o| o.point == optimum())
    }
}

impl Job for SimulateJob {
    type Output = Simulate;
    type Error = ReplayError;

    fn step(&mut self) -> Result<Step<Simulate>, ReplayError> {
        let Some(mut run) = self.run.take() else {
            if self.to_best.len() as u64 == self.config.seeds {
                return Ok(Step::Done(self.result()?));
            }
            let run = self.begin()?;
            self.keep(run);
            return Ok(Step::Running(self.progress()));
        };
        let index = ask(&run.campaign, self.seed)?;
        let recipe = run.campaign.space().point(index);
        run.make(recipe.ok_or(memrilab_bayesopt::Error::Exhausted)?)?;
        run.made += 1;
        if let Some(sum) = self.sums.get_mut(&run.made) {
            *sum += run.best;
        }
        self.keep(run);
        Ok(Step::Running(self.progress()))
    }
}

impl SimulateJob {
    /// Goes on with a run, or closes it: what is best stays best at the later marks.
    fn keep(&mut self, run: Run) {
        let found = run.found();
        if !found && run.made < self.config.budget {
            self.run = Some(run);
            return;
        }
        for (_, sum) in self.sums.range_mut(run.made + 1..) {
            *sum += run.best;
        }
        self.to_best.push(found.then_some(run.made));
    }
}

/// The median where an absent number is infinite; nothing if the median is.
fn median(numbers: &[Option<usize>]) -> Option<f64> {
    let mut all: Vec<f64> = numbers
        .iter()
        .map(|n| n.map_or(f64::INFINITY, |n| n as f64))
        .collect();
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    let upper = *all.get(middle)?;
    let lower = if all.len().is_multiple_of(2) {
        *all.get(middle.checked_sub(1)?)?
    } else {
        upper
    };
    Some((lower + upper) / 2.0).filter(|m| m.is_finite())
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn what_was_not_found_counts_as_infinite() {
        assert_eq!(median(&[Some(3), None, Some(1)]), Some(3.0));
        assert_eq!(median(&[Some(3), Some(1)]), Some(2.0));
        assert_eq!(median(&[None, Some(1)]), None);
        assert_eq!(median(&[None, Some(1), None]), None);
        assert_eq!(median(&[]), None);
    }
}
