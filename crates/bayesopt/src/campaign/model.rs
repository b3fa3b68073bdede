//! The model of a campaign: fitted once, asked many times.

use super::Campaign;
use super::data::{Data, Units};
use super::report::{LengthScale, ModelReport};
use super::settings::{Goal, Incumbent, Noise};
use crate::acquisition::Aim;
use crate::error::{Error, finite};
use crate::gp::{Fit, Gp, Queries, fit};
use crate::space::Point;
use serde::{Deserialize, Serialize};

/// What the model says of a point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Prediction {
    /// The expected value.
    pub mean: f64,
    /// Standard deviation of the function there; a measurement's noise is not in it.
    pub sd: f64,
    /// The probability that the point works, where some have failed.
    pub works: Option<f64>,
}

/// A campaign's fitted model.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) data: Data,
    pub(super) gp: Gp,
    pub(super) fit: Fit,
    /// Place of the incumbent among the measured points, and its value in the model's units.
    pub(super) incumbent: (usize, f64),
    /// The worst worth of a measured point: what a failure counts as where one is needed.
    pub(super) worst: f64,
    pub(super) warnings: Vec<String>,
}

impl<'a> Model<'a> {
    /// Fits the hyper-parameters to the campaign's values.
    ///
    /// # Errors
    /// [`Error::NoModel`] before there is a value; values so extreme that their spread is
    /// not finite; [`Error::NotPositiveDefinite`].
    pub fn new(campaign: &'a Campaign) -> Result<Self, Error> {
        Self::of(campaign, Data::of(campaign)?)
    }

    pub(super) fn of(campaign: &'a Campaign, data: Data) -> Result<Self, Error> {
        let settings = campaign.settings();
        let training = data.training.clone().ok_or(Error::NoModel)?;
        let priors = settings.priors(data.units.scale);
        let fitted = fit(
            settings.kernel,
            &training,
            &priors,
            settings.starts,
            settings.seed,
        )?;
        let x = training.x.clone();
        let dimension = training.dimension();
        let values: Vec<f64> = training.measured.iter().map(|m| m.mean).collect();
        let gp = Gp::new(settings.kernel, training, fitted.hyper.clone())?;
        let means = gp.posterior(&Queries::list(dimension, x)?)?.mean;
        let mut model = Self {
            campaign,
            incumbent: (0, 0.0),
            worst: 0.0,
            warnings: data.warnings.clone(),
            data,
            gp,
            fit: fitted,
        };
        let shown = match settings.incumbent {
            Incumbent::BestMean => &means,
            Incumbent::BestValue => &values,
        };
        let aim = model.aim();
        let mut best = 0;
        for i in 1..shown.len() {
            if aim.worth(shown[i]) > aim.worth(shown[best]) {
                best = i;
            }
        }
        model.incumbent = (best, shown[best]);
        model.worst = means
            .iter()
            .map(|m| aim.worth(*m))
            .fold(f64::INFINITY, f64::min);
        model.warn();
        Ok(model)
    }

    fn warn(&mut self) {
        let hyper = self.gp.hyper();
        if self.gp.jitter() > 0.0 {
            self.warnings.push(format!(
                "The covariance was not positive definite; {:.1e} was added to its diagonal.",
                self.gp.jitter()
            ));
        }
        let fitted = self.campaign.settings().noise == Noise::Fitted;
        if fitted && self.gp.training().len() > 3 && hyper.noise > hyper.signal {
            self.warnings.push(
                "Most of the variation is explained as noise: repeat a point to see whether it is."
                    .into(),
            );
        }
    }

    pub(super) fn aim(&self) -> Aim {
        Aim {
            target: match self.campaign.settings().goal {
                Goal::Target { value } => Some(self.data.units.to_model(value)),
                Goal::Maximise | Goal::Minimise => None,
            },
            best: self.incumbent.1,
            unit: 1.0 / self.data.units.scale,
        }
    }

    pub(super) fn units(&self) -> Units {
        self.data.units
    }

    /// How likely each query is to work; nothing if nothing has failed.
    ///
    /// `(r + sum of c over what worked) / (1 + sum of c over all)`, `c` the kernel's
    /// correlation with the query, `r = (worked + 1) / (all + 1)`: the share that worked
    /// nearby, drawn towards the share that worked at all.
    pub(super) fn works(&self, queries: &Queries) -> Result<Option<Vec<f64>>, Error> {
        if self.data.failures.is_empty() {
            return Ok(None);
        }
        let signal = self.gp.hyper().signal;
        let training = self.gp.training();
        let counts: Vec<f64> = self
            .data
            .training
            .iter()
            .flat_map(|t| &t.measured)
            .map(|m| m.count as f64 / signal)
            .chain(std::iter::repeat(0.0))
            .take(training.len())
            .collect();
        let worked = self.gp.combination(queries, &counts)?;
        let mut failed = vec![0.0; queries.len()];
        for x in &self.data.failures {
            let near = self.gp.prior_covariances(queries, x);
            crate::numeric::add_row(&mut failed, 1.0 / signal, &near);
        }
        let n = self.data.values as f64;
        let rate = (n + 1.0) / (n + self.data.failures.len() as f64 + 1.0);
        Ok(Some(
            worked
                .iter()
                .zip(&failed)
                .map(|(w, f)| ((rate + w) / (1.0 + w + f)).clamp(0.0, 1.0))
                .collect(),
        ))
    }

    /// What the model says of points, on the grid or off it, in their order.
    ///
    /// ```
    /// use memrilab_bayesopt::{Campaign, Model, Observation, Point, Settings, Space, Variable};
    /// let space = Space::new(vec![Variable::range("x", 0.0, 1.0)], vec![])?;
    /// let mut campaign = Campaign::new(space, Settings::unit_interval())?;
    /// campaign.observe(Observation::value(Point(vec![0.0.into()]), 0.8))?;
    /// let at = Model::new(&campaign)?.predict(&[Point(vec![0.0.into()])])?;
    /// // Between the mean of 0.5 for one value and the value, close to the value.
    /// assert!(at[0].mean > 0.75 && at[0].mean < 0.8 && at[0].sd < 0.03);
    /// # Ok::<(), memrilab_bayesopt::Error>(())
    /// ```
    ///
    /// # Errors
    /// Points that are not of the space; a posterior that is not finite.
    pub fn predict(&self, points: &[Point]) -> Result<Vec<Prediction>, Error> {
        let mut x = Vec::new();
        for point in points {
            self.campaign.space().check(point)?;
            x.extend(self.data.encoder.encode(point)?);
        }
        let queries = Queries::list(self.data.encoder.dimension(), x)?;
        let at = self.gp.posterior(&queries)?;
        let works = self.works(&queries)?;
        at.mean
            .iter()
            .zip(&at.variance)
            .enumerate()
            .map(|(i, (m, v))| {
                Ok(Prediction {
                    mean: finite("a prediction", self.units().to_value(*m))?,
                    sd: finite("a prediction", self.units().scale * libm::sqrt(*v))?,
                    works: works.as_ref().map(|w| w[i]),
                })
            })
            .collect()
    }

    /// What the model is.
    #[must_use]
    pub fn report(&self) -> ModelReport {
        let (hyper, units) = (self.gp.hyper(), self.units());
        let names = self.data.encoder.group_names().iter();
        ModelReport {
            kernel: self.gp.kernel(),
            acquisition: self.campaign.settings().acquisition,
            length_scales: names
                .zip(&hyper.length_scales)
                .map(|(name, value)| LengthScale {
                    name: name.clone(),
                    value: *value,
                })
                .collect(),
            signal_sd: units.scale * libm::sqrt(hyper.signal),
            noise_sd: units.scale * libm::sqrt(hyper.noise),
            mean: units.to_value(self.gp.training().mean),
            jitter: self.gp.jitter(),
            log_likelihood: self.fit.log_likelihood,
            objective: self.fit.objective,
            starts: self.fit.starts.clone(),
            points: self.data.points.len(),
            incumbent: self.data.points[self.incumbent.0].clone(),
            incumbent_value: units.to_value(self.incumbent.1),
        }
    }

    /// Sentences the reader of any of this should see.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The process in the model's own units.
    #[must_use]
    pub fn gp(&self) -> &Gp {
        &self.gp
    }
}
