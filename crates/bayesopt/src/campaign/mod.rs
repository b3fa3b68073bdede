//! A campaign: what was tried and what is under way, asked for what comes next.
//!
//! It is the only value that grows, and it grows by being told. [`suggest`](crate::suggest)
//! is a pure function of it, so that a page, a command line and a person with a notebook
//! can each own the loop. A device that failed is told as [`Outcome::Failed`]: it says
//! nothing of the value a working one would have, so it does not enter the process of the
//! values. Beside it, a kernel-weighted count of failures and successes says how likely a
//! candidate is to work, and the acquisition is weighted by that; and for the choice of
//! points, not for predictions, a failure counts as if it had confirmed what was expected
//! there, or the region's uncertainty would draw one device after another into it. Standing a failure in as
//! a bad value would teach the model a cliff that the surface of values does not have, and
//! has no meaning with a target.

mod candidates;
mod data;
mod draw;
mod explain;
mod first;
mod joint;
mod model;
mod outlook;
mod report;
mod search;
mod settings;
mod suggest;

pub use explain::{Importance, Slice};
pub use model::{Model, Prediction};
pub use outlook::{Outlook, outlook};
pub use report::{
    CandidateReport, CandidateSource, LengthScale, ModelReport, Phase, Suggestion, Suggestions,
};
pub use settings::{Goal, Incumbent, Noise, Scaling, Settings};
pub use suggest::{MOST_BATCH, suggest};

use crate::error::{Error, at_most, finite};
use crate::space::{Point, Space, points_equal};
use serde::{Deserialize, Serialize};

/// Version of the campaign's written form.
pub const SCHEMA: u32 = 1;
/// Most observations, and most pending points.
pub const MOST_OBSERVATIONS: u64 = 10_000;

/// What came of an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Outcome {
    /// A value.
    Value(f64),
    /// No value: the device shorted, cracked, or could not be made.
    Failed,
}

/// One experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Observation {
    /// What was tried; it may be off the grid and outside the constraints.
    pub point: Point,
    /// What came of it.
    pub outcome: Outcome,
    /// The value's standard deviation, where it is known; the model's noise is added to it.
    #[serde(default)]
    pub sd: Option<f64>,
    /// Anything worth remembering.
    #[serde(default)]
    pub note: String,
}

impl Observation {
    /// A value with nothing more to say of it.
    #[must_use]
    pub fn value(point: Point, value: f64) -> Self {
        Self {
            point,
            outcome: Outcome::Value(value),
            sd: None,
            note: String::new(),
        }
    }

    /// A device that gave no value.
    #[must_use]
    pub fn failed(point: Point) -> Self {
        Self {
            point,
            outcome: Outcome::Failed,
            sd: None,
            note: String::new(),
        }
    }
}

/// Space, settings, observations and what is pending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(as = "Unchecked"))]
pub struct Campaign {
    space: Space,
    settings: Settings,
    observations: Vec<Observation>,
    pending: Vec<Point>,
}

/// A campaign as it is written in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "Campaign"))]
struct Unchecked {
    /// Version of this form.
    schema: u32,
    space: Space,
    #[serde(default)]
    settings: Settings,
    #[serde(default)]
    observations: Vec<Observation>,
    #[serde(default)]
    pending: Vec<Point>,
}

impl TryFrom<Unchecked> for Campaign {
    type Error = Error;

    fn try_from(form: Unchecked) -> Result<Self, Error> {
        if form.schema != SCHEMA {
            return Err(Error::Setting {
                name: "schema",
                expected: "1",
                got: f64::from(form.schema),
            });
        }
        let mut campaign = Self::new(form.space, form.settings)?;
        for observation in form.observations {
            campaign.observe(observation)?;
        }
        for point in form.pending {
            campaign.pend(point)?;
        }
        Ok(campaign)
    }
}

impl From<Campaign> for Unchecked {
    fn from(campaign: Campaign) -> Self {
        Self {
            schema: SCHEMA,
            space: campaign.space,
            settings: campaign.settings,
            observations: campaign.observations,
            pending: campaign.pending,
        }
    }
}

impl Campaign {
    /// A campaign in which nothing was tried yet.
    ///
    /// ```
    /// use memrilab_bayesopt::{Campaign, Observation, Settings, Space, Variable, suggest};
    /// let space = Space::new(vec![Variable::levels("x", &[0.0, 1.0, 2.0, 3.0])], vec![])?;
    /// let mut campaign = Campaign::new(space, Settings::unit_interval())?;
    /// for (index, value) in [(0, 0.1), (1, 0.2), (3, 0.1)] {
    ///     let point = campaign.space().point(index).ok_or("past the end")?;
    ///     campaign.observe(Observation::value(point, value))?;
    /// }
    /// // One candidate is left.
    /// let suggestions = suggest(&campaign, 1, 7)?;
    /// assert_eq!(suggestions.suggestions[0].index, Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A setting out of its range.
    pub fn new(space: Space, settings: Settings) -> Result<Self, Error> {
        settings.check()?;
        Ok(Self {
            space,
            settings,
            observations: Vec::new(),
            pending: Vec::new(),
        })
    }

    /// The space.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What was tried, in the order it was told.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// What is under way.
    #[must_use]
    pub fn pending(&self) -> &[Point] {
        &self.pending
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// A setting out of its range; nothing has changed then.
    pub fn set(&mut self, settings: Settings) -> Result<(), Error> {
        settings.check()?;
        self.settings = settings;
        Ok(())
    }

    /// Tells what came of an experiment; one pending experiment at that point is done.
    ///
    /// # Errors
    /// A point that is not of the space, a value or standard deviation that is not finite,
    /// a negative one, too many observations.
    pub fn observe(&mut self, observation: Observation) -> Result<(), Error> {
        at_most(
            "observations",
            MOST_OBSERVATIONS,
            self.observations.len() as u64 + 1,
        )?;
        self.space.check(&observation.point)?;
        if let Outcome::Value(value) = observation.outcome {
            finite("the value of an observation", value)?;
        }
        if let Some(sd) = observation.sd {
            finite("the standard deviation of an observation", sd)?;
            if sd < 0.0 {
                return Err(Error::Setting {
                    name: "sd",
                    expected: "0 or more",
                    got: sd,
                });
            }
        }
        let done = self
            .pending
            .iter()
            .position(|p| points_equal(p, &observation.point));
        if let Some(done) = done {
            self.pending.remove(done);
        }
        self.observations.push(observation);
        Ok(())
    }

    /// Says that an experiment is under way.
    ///
    /// # Errors
    /// A point that is not of the space, too many pending.
    pub fn pend(&mut self, point: Point) -> Result<(), Error> {
        at_most(
            "pending points",
            MOST_OBSERVATIONS,
            self.pending.len() as u64 + 1,
        )?;
        self.space.check(&point)?;
        self.pending.push(point);
        Ok(())
    }

    /// Takes a pending experiment back.
    ///
    /// # Errors
    /// [`Error::NoSuch`] if there are fewer.
    pub fn withdraw(&mut self, index: usize) -> Result<Point, Error> {
        if index >= self.pending.len() {
            return Err(no_such("pending point", index, self.pending.len()));
        }
        Ok(self.pending.remove(index))
    }

    /// Forgets an observation.
    ///
    /// # Errors
    /// [`Error::NoSuch`] if there are fewer.
    pub fn forget(&mut self, index: usize) -> Result<Observation, Error> {
        if index >= self.observations.len() {
            return Err(no_such("observation", index, self.observations.len()));
        }
        Ok(self.observations.remove(index))
    }
}

fn no_such(what: &'static str, index: usize, count: usize) -> Error {
    Error::NoSuch {
        what,
        number: index + 1,
        count,
    }
}
