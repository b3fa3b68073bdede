//! Candidates and what is believed of them, as the points of a batch are chosen.
//!
//! They are chosen one after another, each as if the ones before had been
//! measured at their expected value ("kriging believer"): the mean stays, the variance
//! around them shrinks. What is pending counts the same way, and so does what failed:
//! another try beside it will hardly tell more of the values.

use super::candidates::Candidates;
use super::joint::Joint;
use super::model::Model;
use super::report::Suggestion;
use super::settings::Settings;
use crate::acquisition::{Acquisition, Aim, LOG_NOTHING};
use crate::error::{Error, finite};
use crate::gp::{Gp, Measured, Posterior, Queries};
use crate::space::Point;
use memrilab_core::Stream;
use memrilab_core::stream::index;

/// Candidates among which a joint draw is taken.
const JOINT: usize = 512;
/// Good points whose neighbourhoods are looked at where candidates are drawn.
const GOOD: usize = 5;

/// Candidates and what is believed of them, as points are chosen.
pub(super) struct Search<'a> {
    model: &'a Model<'a>,
    settings: &'a Settings,
    aim: Aim,
    seed: u64,
    gp: Gp,
    pub(super) candidates: Candidates<'a>,
    belief: Posterior,
    works: Option<Vec<f64>>,
    pub(super) notes: Vec<String>,
}

impl<'a> Search<'a> {
    pub(super) fn new(model: &'a Model<'a>, seed: u64) -> Result<Self, Error> {
        let campaign = model.campaign;
        let mut gp = model.gp.clone();
        for x in &model.data.failures {
            gp = believe(&gp, x)?;
        }
        for point in campaign.pending() {
            gp = believe(&gp, &model.data.encoder.encode(point)?)?;
        }
        let good = good_points(model)?;
        let candidates = Candidates::new(campaign, &model.data, &good, seed)?;
        let mut search = Self {
            model,
            settings: campaign.settings(),
            aim: model.aim(),
            seed,
            belief: gp.posterior(&candidates.queries)?,
            works: model.works(&candidates.queries)?,
            gp,
            candidates,
            notes: Vec::new(),
        };
        if search.candidates.is_drawn() {
            search.refine()?;
        }
        Ok(search)
    }

    /// Looks around the best candidates, ever closer.
    fn refine(&mut self) -> Result<(), Error> {
        for reach in [0.05, 0.01, 0.002] {
            let mut order: Vec<(f64, usize)> = (0..self.candidates.len())
                .filter(|i| !self.candidates.blocked[*i])
                .map(|i| (self.score(i), i))
                .collect();
            order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let best: Vec<usize> = order.iter().take(GOOD).map(|(_, i)| *i).collect();
            let from = self.candidates.refine(
                self.model.campaign,
                &self.model.data,
                &best,
                reach,
                self.seed,
            )?;
            let fresh: Vec<f64> = (from..self.candidates.len())
                .flat_map(|i| self.candidates.queries.coordinates(i))
                .collect();
            let fresh = Queries::list(self.model.data.encoder.dimension(), fresh)?;
            let belief = self.gp.posterior(&fresh)?;
            self.belief.mean.extend(belief.mean);
            self.belief.variance.extend(belief.variance);
            if let (Some(all), Some(more)) = (&mut self.works, self.model.works(&fresh)?) {
                all.extend(more);
            }
        }
        Ok(())
    }

    fn score(&self, i: usize) -> f64 {
        let sd = libm::sqrt(self.belief.variance[i]);
        let score = self
            .aim
            .score(self.settings.acquisition, self.belief.mean[i], sd);
        self.weigh(i, score)
    }

    /// Weighs a score by the probability that the candidate works.
    fn weigh(&self, i: usize, score: f64) -> f64 {
        let Some(works) = &self.works else {
            return score;
        };
        let p = works[i];
        match self.settings.acquisition {
            rule if rule.is_log() => (score + libm::log(p)).max(LOG_NOTHING),
            Acquisition::ExpectedImprovement { .. } | Acquisition::Within { .. } => score * p,
            _ => p * score + (1.0 - p) * self.model.worst,
        }
    }

    /// The free candidate of the highest score, the lowest index where scores are equal.
    pub(super) fn next(&mut self, turn: u64) -> Result<Option<(usize, f64)>, Error> {
        if self.settings.acquisition == Acquisition::Thompson {
            return self.draw(turn);
        }
        let mut best: Option<(usize, f64)> = None;
        for i in 0..self.candidates.len() {
            if self.candidates.blocked[i] {
                continue;
            }
            let score = self.score(i);
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((i, score));
            }
        }
        Ok(best)
    }

    /// The best free candidate of one joint draw of the function.
    fn draw(&mut self, turn: u64) -> Result<Option<(usize, f64)>, Error> {
        let free: Vec<usize> = (0..self.candidates.len())
            .filter(|i| !self.candidates.blocked[*i])
            .collect();
        if free.is_empty() {
            return Ok(None);
        }
        let mut rng = Stream::new(
            self.seed,
            "bayesopt.thompson",
            self.model.data.values as u64,
            turn,
        );
        let subset = self.subset(free, &mut rng);
        let points: Vec<Vec<f64>> = subset
            .iter()
            .map(|i| self.candidates.queries.coordinates(*i))
            .collect();
        let drawn = Joint::new(&self.gp, &points)?.draw(&mut rng);
        let mut best: Option<(usize, f64)> = None;
        for (&i, value) in subset.iter().zip(drawn) {
            let score = self.weigh(i, self.aim.worth(value));
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((i, score));
            }
        }
        Ok(best)
    }

    /// At most [`JOINT`] candidates: half of highest mean plus two standard deviations, the
    /// rest drawn.
    fn subset(&mut self, mut free: Vec<usize>, rng: &mut impl rand::Rng) -> Vec<usize> {
        if free.len() <= JOINT {
            return free;
        }
        let note = format!(
            "The function was drawn at {JOINT} of {} candidates: half of the highest mean plus two standard deviations, half at random.",
            free.len()
        );
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        let hope = |i: usize| {
            self.aim.worth(self.belief.mean[i]) + 2.0 * libm::sqrt(self.belief.variance[i])
        };
        free.sort_by(|&a, &b| hope(b).total_cmp(&hope(a)).then(a.cmp(&b)));
        for i in JOINT / 2..JOINT {
            let j = i + index(rng, free.len() - i);
            free.swap(i, j);
        }
        free.truncate(JOINT);
        free.sort_unstable();
        free
    }

    /// Takes a candidate as measured at its expected value.
    pub(super) fn believe(&mut self, at: usize) -> Result<(), Error> {
        if self.settings.acquisition == Acquisition::Thompson {
            return Ok(());
        }
        let x = self.candidates.queries.coordinates(at);
        let queries = &self.candidates.queries;
        // cov(x, chosen) given all before, at every candidate.
        let mut covariance = self.gp.prior_covariances(queries, &x);
        let explained = self.gp.combination(queries, &self.gp.weights(&x))?;
        let noise = self.gp.hyper().noise;
        let spread = self.belief.variance[at] + noise.max(1e-12 * self.gp.hyper().signal);
        for ((c, e), v) in covariance
            .iter_mut()
            .zip(explained)
            .zip(&mut self.belief.variance)
        {
            *c -= e;
            *v = (*v - *c * *c / spread).max(0.0);
        }
        self.gp = believe(&self.gp, &x)?;
        Ok(())
    }

    /// The coordinates of a candidate.
    pub(super) fn coordinates(&self, at: usize) -> Vec<f64> {
        self.candidates.queries.coordinates(at)
    }

    /// Blocks a candidate and describes it.
    pub(super) fn tell(&mut self, at: usize, score: f64) -> Result<Suggestion, Error> {
        self.candidates.blocked[at] = true;
        let units = self.model.units();
        let acquisition = match self.settings.acquisition {
            Acquisition::ExpectedImprovement { .. } => units.scale * score,
            Acquisition::LogExpectedImprovement { .. } if score > LOG_NOTHING => {
                score + libm::log(units.scale)
            }
            Acquisition::UpperBound { .. } | Acquisition::Thompson => match self.aim.target {
                None => units.to_value(score),
                Some(_) => units.scale * score,
            },
            _ => score,
        };
        let sd = units.scale * libm::sqrt(self.belief.variance[at]);
        Ok(Suggestion {
            point: self.candidates.point(at).ok_or(Error::Exhausted)?,
            index: self.candidates.index(at),
            mean: Some(finite("a mean", units.to_value(self.belief.mean[at]))?),
            sd: Some(finite("a standard deviation", sd)?),
            acquisition: Some(finite("an acquisition", acquisition)?),
            works: self.works.as_ref().map(|w| w[at]),
        })
    }
}

/// The process with a point measured once, at its expected value.
fn believe(gp: &Gp, x: &[f64]) -> Result<Gp, Error> {
    let (mean, _) = gp.at(x);
    gp.with(x, Measured::once(mean))
}

/// The measured points of best posterior mean.
fn good_points(model: &Model<'_>) -> Result<Vec<Point>, Error> {
    let training = model.gp.training();
    let all = Queries::list(training.dimension(), training.x.clone())?;
    let aim = model.aim();
    let mut order: Vec<(f64, usize)> = model
        .gp
        .posterior(&all)?
        .mean
        .iter()
        .enumerate()
        .map(|(i, m)| (aim.worth(*m), i))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(order
        .iter()
        .take(GOOD)
        .map(|(_, i)| model.data.points[*i].clone())
        .collect())
}
