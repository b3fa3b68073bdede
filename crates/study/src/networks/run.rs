//! A run: a network trained once as it is, or the best of several trainings.

use super::{Device, Form};
use memrilab_analog::Noise;
use memrilab_train::search::{Contender, Objective, Outcome, Search, SearchConfig, Trial};
use memrilab_train::training::{NoisePlan, TrainConfig, TrainError};
use serde::{Deserialize, Serialize};

/// The parameters of a noise that is injected as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Strength {
    /// Probability of 0 of multinomial noise.
    pub p1: f64,
    /// Probability of 1/2 of multinomial noise.
    pub p2: f64,
    /// Sigma of Gaussian and log-normal noise, rate of dropout, scale of Laplace noise; the
    /// device's own sigma for log-normal noise, else 0.3, if absent.
    pub strength: Option<f64>,
}

impl Strength {
    /// The noise of a method.
    ///
    /// ```
    /// use memrilab_study::networks::{Device, Strength};
    /// use memrilab_train::search::Contender;
    /// let strength = Strength { p1: 0.3, p2: 0.3, strength: None };
    /// let device = Device::Usability { usability: (-0.25_f64).exp() };
    /// let noise = strength.noise(Contender::Lognormal, &device)?;
    /// assert!(matches!(noise, memrilab_analog::Noise::LogNormal { sigma } if (sigma - 0.25).abs() < 1e-12));
    /// # Ok::<(), memrilab_train::training::TrainError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Device::level`].
    pub fn noise(&self, method: Contender, device: &Device) -> Result<Noise, TrainError> {
        let given = self.strength.unwrap_or(0.3);
        Ok(match method {
            Contender::Erm => Noise::None,
            Contender::Dropout => Noise::Dropout { rate: given },
            Contender::Gaussian => Noise::Gaussian { sigma: given },
            Contender::Laplace => Noise::Laplace { scale: given },
            Contender::Lognormal => Noise::LogNormal {
                sigma: self
                    .strength
                    .map_or_else(|| device.level().map(|l| l.sigma()), Ok)?,
            },
            Contender::Multinomial | Contender::Bayesmulti => Noise::Multinomial {
                p1: self.p1,
                p2: self.p2,
            },
        })
    }
}

/// What a run is asked to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RunConfig {
    /// The network, as [`Form::network`] takes it; the task's own if absent.
    pub model: Option<String>,
    /// How it is trained for drift.
    pub method: Contender,
    /// 1 for one training as it is; else so many, of which the best is chosen.
    pub trainings: usize,
    /// Trainings of a wave.
    pub wave: usize,
    /// The noise of one training as it is.
    pub noise: Strength,
    /// Passes over the samples.
    pub epochs: usize,
    /// Samples of a step.
    pub batch: usize,
    /// Learning rate at the beginning.
    pub rate: f64,
    /// The device that is trained for.
    pub device: Device,
    /// What trainings are chosen by.
    pub objective: Objective,
    /// Seed of weights, order, noise and drift.
    pub seed: u64,
}

impl RunConfig {
    /// The search that does it.
    ///
    /// # Errors
    /// [`TrainError`] for a setting out of range, or a network that does not fit the data.
    pub fn search(&self, form: Form) -> Result<SearchConfig, TrainError> {
        let model = form.network(self.model.as_deref())?;
        self.device.level()?;
        let site = self.method.site();
        let fixed = self.trainings == 1;
        let noise = match (fixed, self.method) {
            (false, _) | (true, Contender::Erm) => NoisePlan::default(),
            _ => NoisePlan::every(self.noise.noise(self.method, &self.device)?, site),
        };
        let base = TrainConfig {
            batch: self.batch,
            rate: self.rate,
            noise,
            ..TrainConfig::new(model, self.epochs, self.seed)
        };
        Ok(SearchConfig {
            method: self.method,
            site,
            trainings: self.trainings,
            wave: self.wave,
            fixed,
            base,
        })
    }
}

/// How far a run is, and what it wants next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Plan {
    /// Trainings that may run now, at the same time; none if the run is over.
    pub trials: Vec<Trial>,
    /// Trainings in all.
    pub total: usize,
    /// The number of the best so far.
    pub best: Option<usize>,
    /// Names of the layers that have a noise of their own.
    pub layers: Vec<String>,
}

impl Plan {
    /// The next trainings, from what those before gave, in any order. A wave is chosen when all
    /// of the one before are there, so the number of workers changes nothing.
    ///
    /// # Errors
    /// [`TrainError`] for outcomes of another run; the optimiser's reasons.
    pub fn of(config: SearchConfig, mut outcomes: Vec<Outcome>) -> Result<Self, TrainError> {
        outcomes.sort_by_key(|outcome| outcome.trial.number);
        let total = if config.fixed { 1 } else { config.trainings };
        let (wave, net) = (config.wave, config.base.model.clone());
        let analog = (0..net.layers().len()).filter(|&l| net.layers()[l].is_analog());
        let layers = analog.map(|l| net.layer_name(l)).collect();
        let best = outcomes.iter().filter(|o| o.score.is_some());
        let best = best.reduce(|best, o| if o.score > best.score { o } else { best });
        let best = best.map(|o| o.trial.number);
        let mut search = Search::new(config)?;
        // Whole waves from the first on; of the one that is out, some may be back.
        let at = |n: usize| outcomes.get(n).is_some_and(|o| o.trial.number == n);
        let mut told = 0;
        loop {
            let end = (told + wave).min(total);
            if told == end || !(told..end).all(at) {
                break;
            }
            for outcome in &outcomes[told..end] {
                search.tell(outcome.clone())?;
            }
            told = end;
        }
        let mut trials = search.next()?;
        trials.retain(|trial| outcomes.iter().all(|o| o.trial.number != trial.number));
        Ok(Self {
            trials,
            total,
            best,
            layers,
        })
    }
}
