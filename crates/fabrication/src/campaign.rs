//! The campaign: a space, settings, and experiments in the order they were thought of.
//!
//! It is the one value that grows; what the optimiser needs is made from it each time.

use crate::experiment::{Experiment, Measured, Status};
use crate::{Error, file};
use memrilab_bayesopt::{self as bayesopt, Goal, Point, Settings, Space, Suggestions, suggest};
use memrilab_device::analysis::Method;
use serde::{Deserialize, Serialize};

/// Experiments, and what they are for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "FabricationCampaign"))]
pub struct Campaign {
    /// Says that it is one.
    pub memrilab: file::Mark,
    /// Version of this form.
    pub schema: u32,
    /// The version of the program that wrote it.
    #[serde(default)]
    pub version: String,
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// What is measured of a device.
    #[serde(default = "usability")]
    pub objective: String,
    /// The method by which usability is measured, where it is that.
    #[serde(default = "corrected")]
    pub method: Method,
    /// What may be made.
    pub space: Space,
    /// What is wanted, and how the model works.
    #[serde(default)]
    pub settings: Settings,
    /// Seed of suggestions and of the virtual laboratory.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// What was made, is being made, or waits.
    #[serde(default)]
    pub experiments: Vec<Experiment>,
}

fn usability() -> String {
    "usability".into()
}

fn corrected() -> Method {
    Method::Corrected
}

/// A recipe to make next, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Proposal {
    /// The recipe.
    pub recipe: Point,
    /// The usability that it is meant to have, where one is.
    pub target: Option<f64>,
    /// Its index in the space's order, where the space has one.
    #[cfg_attr(feature = "types", ts(type = "number | null"))]
    pub index: Option<u64>,
    /// The expected value; absent before there is a model.
    pub mean: Option<f64>,
    /// Its standard deviation, without noise.
    pub sd: Option<f64>,
    /// The score it was chosen by.
    pub acquisition: Option<f64>,
    /// The probability that a device works, where some have failed.
    pub works: Option<f64>,
}

/// What to make next, and what the choice rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Proposals {
    /// The recipes.
    pub suggestions: Vec<Proposal>,
    /// The model; absent while recipes are spread over the space.
    pub model: Option<bayesopt::campaign::ModelReport>,
    /// How candidates were made.
    pub candidates: bayesopt::campaign::CandidateReport,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

impl Campaign {
    /// A campaign in which nothing was made yet.
    ///
    /// ```
    /// use memrilab_fabrication::{Campaign, Measured, settings, space, start};
    /// let mut campaign = Campaign::new("first", space()?, settings());
    /// let id = campaign.add(start())?;
    /// campaign.tell(id, Measured::typed(0.36, Some(0.02)))?;
    /// let next = campaign.suggest(2, 1)?;
    /// assert_eq!(next.suggestions.len(), 2);
    /// assert!(next.model.is_some());
    /// # Ok::<(), memrilab_fabrication::Error>(())
    /// ```
    #[must_use]
    pub fn new(name: &str, space: Space, settings: Settings) -> Self {
        Self {
            memrilab: file::Mark::Campaign,
            schema: file::SCHEMA,
            version: env!("CARGO_PKG_VERSION").into(),
            name: name.into(),
            objective: usability(),
            method: corrected(),
            space,
            settings,
            seed: 1,
            experiments: Vec::new(),
        }
    }

    /// Adds a recipe that is to be made; gives its number.
    ///
    /// # Errors
    /// A recipe that is not of the space's form.
    pub fn add(&mut self, recipe: Point) -> Result<u32, Error> {
        self.space.check(&recipe)?;
        let id = self.experiments.iter().map(|e| e.id).max().unwrap_or(0) + 1;
        self.experiments.push(Experiment::new(id, recipe));
        Ok(id)
    }

    fn find(&self, id: u32) -> Result<usize, Error> {
        let at = self.experiments.iter().position(|e| e.id == id);
        at.ok_or_else(|| Error::NoExperiment {
            id,
            last: self.experiments.iter().map(|e| e.id).max().unwrap_or(0),
        })
    }

    /// An experiment by its number.
    ///
    /// # Errors
    /// [`Error::NoExperiment`].
    pub fn experiment(&mut self, id: u32) -> Result<&mut Experiment, Error> {
        let at = self.find(id)?;
        Ok(&mut self.experiments[at])
    }

    /// Tells the value of a pending experiment.
    ///
    /// # Errors
    /// [`Error::NoExperiment`], [`Error::Done`], or a value that is not finite.
    pub fn tell(&mut self, id: u32, measured: Measured) -> Result<(), Error> {
        measured.check()?;
        let experiment = self.experiment(id)?;
        if experiment.status == Status::Measured {
            return Err(Error::Done { id });
        }
        experiment.status = Status::Measured;
        experiment.measured = Some(measured);
        Ok(())
    }

    /// Tells that a device was made and gave no value.
    ///
    /// # Errors
    /// [`Error::NoExperiment`], or [`Error::Done`] if it has a value.
    pub fn fail(&mut self, id: u32) -> Result<(), Error> {
        let experiment = self.experiment(id)?;
        if experiment.status == Status::Measured {
            return Err(Error::Done { id });
        }
        experiment.status = Status::Failed;
        Ok(())
    }

    /// Takes a value back: the experiment is pending again.
    ///
    /// # Errors
    /// [`Error::NoExperiment`].
    pub fn take_back(&mut self, id: u32) -> Result<(), Error> {
        let experiment = self.experiment(id)?;
        experiment.status = Status::Pending;
        experiment.measured = None;
        Ok(())
    }

    /// Removes an experiment.
    ///
    /// # Errors
    /// [`Error::NoExperiment`].
    pub fn remove(&mut self, id: u32) -> Result<Experiment, Error> {
        let at = self.find(id)?;
        Ok(self.experiments.remove(at))
    }

    /// The experiment with the best value so far; with a target, the closest.
    #[must_use]
    pub fn best(&self) -> Option<&Experiment> {
        let score = |value: f64| match self.settings.goal {
            Goal::Maximise => value,
            Goal::Minimise => -value,
            Goal::Target { value: target } => -(value - target).abs(),
        };
        let measured = self.experiments.iter().filter_map(|e| {
            let value = e
                .measured
                .as_ref()
                .filter(|_| e.status == Status::Measured)?
                .value;
            Some((score(value), e))
        });
        measured.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, e)| e)
    }

    /// What the optimiser sees of it.
    ///
    /// # Errors
    /// What it cannot be told.
    pub fn told(&self) -> Result<bayesopt::Campaign, Error> {
        let mut told = bayesopt::Campaign::new(self.space.clone(), self.settings.clone())?;
        for experiment in &self.experiments {
            match experiment.observation() {
                Some(observation) => told.observe(observation)?,
                None => told.pend(experiment.recipe.clone())?,
            }
        }
        Ok(told)
    }

    /// The next `batch` recipes: a pure function of the campaign and the seed.
    ///
    /// # Errors
    /// Whatever the optimiser fails of.
    pub fn suggest(&self, batch: usize, seed: u64) -> Result<Proposals, Error> {
        let suggestions = suggest(&self.told()?, batch, seed)?;
        let target = match self.settings.goal {
            Goal::Target { value } => Some(value),
            Goal::Maximise | Goal::Minimise => None,
        };
        Ok(proposals(suggestions, target))
    }

    /// A recipe for each of several wanted values, such as the paper's series of devices
    /// from 0.12 to 0.93: each as if the ones before were being made.
    ///
    /// # Errors
    /// Whatever the optimiser fails of; a target that is not finite.
    pub fn suggest_series(&self, targets: &[f64], seed: u64) -> Result<Proposals, Error> {
        let mut ahead = self.clone();
        let mut all: Option<Proposals> = None;
        for &value in targets {
            ahead.settings.goal = Goal::Target { value };
            let next = ahead.suggest(1, seed)?;
            if let Some(proposal) = next.suggestions.first() {
                ahead.add(proposal.recipe.clone())?;
            }
            match &mut all {
                None => all = Some(next),
                Some(all) => {
                    all.suggestions.extend(next.suggestions);
                    for warning in next.warnings {
                        if !all.warnings.contains(&warning) {
                            all.warnings.push(warning);
                        }
                    }
                }
            }
        }
        all.ok_or_else(|| {
            Error::Optimiser(bayesopt::Error::Empty {
                what: "targets".into(),
            })
        })
    }

    /// Runs `count` experiments on an objective that is computed rather than measured, such
    /// as the accuracy of a network on the device: pending recipes first, then proposals
    /// one at a time. A recipe for which it gives nothing has failed.
    ///
    /// ```
    /// use memrilab_fabrication::{Campaign, Measured, landscape, settings, space, start};
    /// let mut campaign = Campaign::new("virtual", space()?, settings());
    /// campaign.add(start())?;
    /// campaign.drive(5, |recipe| Ok(Some(Measured::typed(landscape(recipe)?, None))))?;
    /// assert_eq!(campaign.experiments.len(), 5);
    /// assert!(campaign.best().is_some_and(|best| best.id > 1));
    /// # Ok::<(), memrilab_fabrication::Error>(())
    /// ```
    ///
    /// # Errors
    /// Whatever the objective or the optimiser fails of; what was told before stays.
    pub fn drive(
        &mut self,
        count: usize,
        mut objective: impl FnMut(&Point) -> Result<Option<Measured>, Error>,
    ) -> Result<(), Error> {
        for _ in 0..count {
            let waiting = self
                .experiments
                .iter()
                .find(|e| e.status == Status::Pending);
            let id = match waiting {
                Some(experiment) => experiment.id,
                None => {
                    let next = self.suggest(1, self.seed)?;
                    let ids = self.take_up(&next.suggestions)?;
                    ids.first().copied().unwrap_or_default()
                }
            };
            let recipe = self.experiment(id)?.recipe.clone();
            match objective(&recipe)? {
                Some(measured) => self.tell(id, measured)?,
                None => self.fail(id)?,
            }
        }
        Ok(())
    }

    /// Makes proposals pending; gives their numbers.
    ///
    /// # Errors
    /// A recipe that is not of the space's form.
    pub fn take_up(&mut self, proposals: &[Proposal]) -> Result<Vec<u32>, Error> {
        proposals
            .iter()
            .map(|proposal| {
                let id = self.add(proposal.recipe.clone())?;
                self.experiment(id)?.expected = proposal.mean.zip(proposal.sd);
                Ok(id)
            })
            .collect()
    }
}

fn proposals(suggestions: Suggestions, target: Option<f64>) -> Proposals {
    let of = |s: bayesopt::Suggestion| Proposal {
        recipe: s.point,
        target,
        index: s.index,
        mean: s.mean,
        sd: s.sd,
        acquisition: s.acquisition,
        works: s.works,
    };
    Proposals {
        suggestions: suggestions.suggestions.into_iter().map(of).collect(),
        model: suggestions.model,
        candidates: suggestions.candidates,
        warnings: suggestions.warnings,
    }
}
