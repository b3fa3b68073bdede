//! Ask and tell: waves of trials, each wave chosen from what the ones before gave.
//!
//! A wave has a size of its own, whatever the number of workers, so that the same seed gives
//! the same trials on any machine. Telling the outcomes again in order brings a search back
//! to where it was: that is how it is resumed.

use super::{Contender, Outcome, Trial};
use crate::training::{TrainConfig, TrainError, within};
use memrilab_analog::Site;
use memrilab_bayesopt::{Campaign, Observation, Point, Settings, Space, suggest};
use serde::{Deserialize, Serialize};

/// How a method searches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SearchConfig {
    /// Whose search.
    pub method: Contender,
    /// Where its noise is injected.
    pub site: Site,
    /// Trainings in all.
    pub trainings: usize,
    /// Trainings of a wave.
    pub wave: usize,
    /// Nothing is searched: the one training is the base as it is.
    #[serde(default)]
    pub fixed: bool,
    /// The training that is varied; its seed is the first trial's, the next one's is one
    /// more, and so on.
    pub base: TrainConfig,
}

/// A method's search.
#[derive(Debug, Clone)]
pub struct Search {
    config: SearchConfig,
    campaign: Campaign,
    outcomes: Vec<Outcome>,
}

impl Search {
    /// Begins.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for counts out of range; the base's own reasons.
    pub fn new(config: SearchConfig) -> Result<Self, TrainError> {
        within(
            "the number of trainings",
            config.trainings as f64,
            1.0,
            1000.0,
            "a whole number from 1 to 1000".into(),
        )?;
        within(
            "the trainings of a wave",
            config.wave as f64,
            1.0,
            64.0,
            "a whole number from 1 to 64".into(),
        )?;
        config.base.check()?;
        let space = config.method.space(&config.base.model, config.site)?;
        let campaign = Campaign::new(space, Self::settings(&config))?;
        Ok(Self {
            config,
            campaign,
            outcomes: Vec::new(),
        })
    }

    /// A third of the trainings is spread over the space before the model chooses.
    fn settings(config: &SearchConfig) -> Settings {
        Settings {
            initial: config.trainings.div_ceil(3),
            seed: config.base.seed,
            ..Settings::default()
        }
    }

    /// Its settings.
    #[must_use]
    pub fn config(&self) -> &SearchConfig {
        &self.config
    }

    /// What the trials gave so far, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The trials to run now, all of which are to be told before the next wave; empty when
    /// the search is over.
    ///
    /// # Errors
    /// The optimiser's reasons.
    pub fn next(&self) -> Result<Vec<Trial>, TrainError> {
        let done = self.outcomes.len();
        if self.config.fixed {
            let one = Trial {
                method: self.config.method,
                number: 0,
                point: Point(Vec::new()),
                config: self.config.base.clone(),
            };
            return Ok(if done == 0 { vec![one] } else { Vec::new() });
        }
        let left = self.config.trainings - done;
        let mut points = self.first(self.config.wave.min(left))?;
        let more = self.config.wave.min(left) - points.len();
        if more > 0 {
            let seed = self.config.base.seed.wrapping_add(done as u64);
            let mut campaign = self.campaign.clone();
            for point in &points {
                campaign.pend(point.clone())?;
            }
            points.extend(
                suggest(&campaign, more, seed)?
                    .suggestions
                    .into_iter()
                    .map(|s| s.point),
            );
        }
        let trial = |(i, point): (usize, Point)| {
            let number = done + i;
            Ok(Trial {
                method: self.config.method,
                number,
                config: self.training(number, &point)?,
                point,
            })
        };
        points.into_iter().enumerate().map(trial).collect()
    }

    /// The training of a trial.
    fn training(&self, number: usize, point: &Point) -> Result<TrainConfig, TrainError> {
        let SearchConfig {
            method,
            site,
            base,
            fixed,
            ..
        } = &self.config;
        if *fixed {
            return Ok(base.clone());
        }
        let mut config = method.apply(base, *site, point)?;
        config.seed = base.seed.wrapping_add(number as u64);
        Ok(config)
    }

    /// The first trials of a search over layers: the same law on every layer, spread over
    /// one triangle. Few trials cannot fill the space of all layers, and what suits all of
    /// them is where to look from.
    fn first(&self, most: usize) -> Result<Vec<Point>, TrainError> {
        let variables = self.campaign.space().variables();
        let (done, initial) = (self.outcomes.len(), self.campaign.settings().initial);
        if self.config.method != Contender::Bayesmulti || done >= initial {
            return Ok(Vec::new());
        }
        let one = Space::new(
            vec![variables[0].clone()],
            self.campaign.space().constraints()[..1].to_vec(),
        )?;
        let spread = Campaign::new(one, self.campaign.settings().clone())?;
        let tied = suggest(&spread, initial, self.config.base.seed)?.suggestions;
        let wanted = tied.into_iter().skip(done).take(most);
        Ok(wanted
            .map(|s| Point(vec![s.point.0[0].clone(); variables.len()]))
            .collect())
    }

    /// Takes the outcome of the next trial, in the order of their numbers.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for an outcome out of order, or of another search.
    pub fn tell(&mut self, outcome: Outcome) -> Result<(), TrainError> {
        let Trial {
            method,
            number,
            point,
            config,
        } = &outcome.trial;
        let number = *number;
        let mine = *method == self.config.method && *config == self.training(number, point)?;
        if number != self.outcomes.len() || number >= self.config.trainings || !mine {
            return Err(TrainError::Setting {
                what: "the number of the trial",
                value: number as f64,
                range: format!(
                    "{} of {} trainings of this search with {}",
                    self.outcomes.len(),
                    self.config.trainings,
                    self.config.method.name()
                ),
            });
        }
        if self.config.fixed {
            self.outcomes.push(outcome);
            return Ok(());
        }
        let point = outcome.trial.point.clone();
        self.campaign.observe(match outcome.score {
            Some(score) => Observation::value(point, score),
            None => Observation::failed(point),
        })?;
        self.outcomes.push(outcome);
        Ok(())
    }

    /// The best outcome so far, the first of equals.
    #[must_use]
    pub fn best(&self) -> Option<&Outcome> {
        let scored = self.outcomes.iter().filter(|o| o.score.is_some());
        scored.reduce(|best, o| if o.score > best.score { o } else { best })
    }
}
