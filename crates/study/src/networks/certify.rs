//! What can be proved of a network on one sample, and of Theorem 1 in general.

use super::SCHEMA;
use super::probe::class;
use memrilab_analog::certify::vote::{Tally, Vote, VoteOptions};
use memrilab_analog::certify::{Law, exact, lognormal, published};
use memrilab_analog::drift::{apply, fill_normals};
use memrilab_analog::{Injection, Noise, NoiseSource, Preserve, Site};
use memrilab_core::{Job, Progress, Step, Stream};
use memrilab_train::model::{Batch, Inference, Weights};
use memrilab_train::training::TrainError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is certified.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CertifyConfig {
    /// Multinomial noise of the theorem's vote.
    pub law: Law,
    /// Log-normal noise of the other vote.
    pub sigma: f64,
    /// Drift of the device that is asked about.
    pub device: f64,
    /// How many draws, and how sure.
    pub votes: VoteOptions,
    /// Seed of the draws.
    pub seed: u64,
}

/// Certificates as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Certified {
    /// Version of this form.
    pub schema: u32,
    /// The class the network says without noise; absent for theory alone.
    pub prediction: Option<usize>,
    /// Theorem 1 as it is printed, and whether it may be believed.
    #[cfg_attr(feature = "types", ts(type = "Claim & { vote?: Vote }"))]
    pub published: Value,
    /// The exact worst case over the theorem's set.
    #[cfg_attr(
        feature = "types",
        ts(
            type = "{ c: number, theta: number, certified: number | null, bound: number, closed_form: number, note: string, vote?: Vote }"
        )
    )]
    pub exact: Value,
    /// Weights that may be changed arbitrarily.
    #[cfg_attr(
        feature = "types",
        ts(type = "{ c: number, p1: number, radius: number | null, note: string, vote?: Vote }")
    )]
    pub l0: Value,
    /// The certificate that applies to log-normal drift; null for theory alone.
    #[cfg_attr(
        feature = "types",
        ts(type = "{ vote: Vote, sampled: Sampled, certificate: Certificate } | null")
    )]
    pub lognormal: Value,
}

/// What the theorems say for a vote of probability `c` over `theta` weights.
///
/// # Errors
/// [`TrainError::Analog`] for numbers out of range.
pub fn theory(c: f64, law: Law, theta: u64) -> Result<Certified, TrainError> {
    let claim = published::claim(c, law, theta)?;
    let certified = exact::certified_r(c, law, theta)?;
    Ok(Certified {
        schema: SCHEMA,
        prediction: None,
        exact: json!({
            "c": c, "theta": theta, "certified": certified,
            "bound": exact::worst_bound(c, law, 0, theta)?,
            "closed_form": exact::simple_safe_bound(c, law, 0, theta)?,
            "note": "the worst case over all functions with this vote; `certified` is the largest r with a bound above 1/2, null if not even r = 0",
        }),
        l0: json!({
            "c": c, "p1": law.p1, "radius": exact::l0_radius(c, law.p1)?,
            "note": "at most so many weights may be changed arbitrarily, the others staying as they are",
        }),
        published: serde_json::to_value(claim).unwrap_or_default(),
        lognormal: Value::Null,
    })
}

/// Draws classes of one sample from noisy weights: each draw by its number, so that several
/// workers may share them.
#[derive(Debug)]
pub struct Voter {
    config: CertifyConfig,
    weights: Weights,
    sample: Batch,
    source: NoiseSource,
    prediction: usize,
    inference: Inference,
}

impl Voter {
    /// Prepares the votes on the first sample of a batch.
    ///
    /// # Errors
    /// [`TrainError::Analog`] for numbers out of range, and for noise that is none.
    pub fn new(config: CertifyConfig, weights: Weights, sample: Batch) -> Result<Self, TrainError> {
        let Law { p1, p2 } = config.law;
        let source = Injection {
            noise: Noise::Multinomial { p1, p2 },
            site: Site::Weight,
            mean_preserving: false,
        }
        .check()?;
        Tally::new(config.votes)?;
        let silent = || memrilab_analog::Error::Deterministic {
            what: "the noise changes no weight",
        };
        if (p1 == 0.0 && p2 == 0.0) || config.sigma == 0.0 {
            return Err(silent().into());
        }
        let mut inference = Inference::default();
        let (m, b) = (&weights.matrices, &weights.biases);
        let logits = inference.logits(weights.architecture(), m, b, &sample);
        let prediction = class(logits, sample.batch, 0);
        Ok(Self {
            config,
            weights,
            sample,
            source,
            prediction,
            inference,
        })
    }

    /// The classes of draw `number`: under multinomial noise, and under log-normal drift.
    ///
    /// # Errors
    /// [`TrainError::Analog`], if a drifted weight is too large.
    pub fn cast(&mut self, number: u64) -> Result<[usize; 2], TrainError> {
        Ok([self.draw(number, false)?, self.draw(number, true)?])
    }

    fn draw(&mut self, number: u64, drift: bool) -> Result<usize, TrainError> {
        let mut matrices = self.weights.matrices.clone();
        let purpose = if drift {
            "vote on drift"
        } else {
            "vote on noise"
        };
        for (layer, matrix) in matrices.iter_mut().enumerate() {
            if !self.weights.architecture().layers()[layer].is_analog() {
                continue;
            }
            let mut rng = Stream::new(self.config.seed, purpose, number, layer as u64);
            let mut random = vec![0.0; matrix.len()];
            if drift {
                fill_normals(&mut rng, &mut random);
                let plain = &self.weights.matrices[layer];
                apply(Preserve::Median, self.config.sigma, plain, &random, matrix)?;
            } else {
                self.source.factors(&mut rng, &mut random);
                let each = matrix.iter_mut().zip(&random);
                each.for_each(|(w, eta)| *w *= eta);
            }
        }
        let (net, biases) = (self.weights.architecture(), &self.weights.biases);
        let logits = self.inference.logits(net, &matrices, biases, &self.sample);
        Ok(class(logits, self.sample.batch, 0))
    }

    /// The certificates, from the classes of the draws 0, 1, 2, ...
    ///
    /// ```text
    /// multinomial vote -> c -> theorem 1 as printed, the exact bound, the l0 radius
    /// log-normal vote  -> p -> R = s Phi^-1(p)
    /// ```
    ///
    /// # Errors
    /// [`TrainError::Setting`] if draws are missing; [`TrainError::Analog`].
    pub fn certified(
        &self,
        casts: impl IntoIterator<Item = [usize; 2]>,
    ) -> Result<Certified, TrainError> {
        let mut tallies = [
            Tally::new(self.config.votes)?,
            Tally::new(self.config.votes)?,
        ];
        for cast in casts {
            tallies
                .iter_mut()
                .zip(cast)
                .for_each(|(t, class)| t.add(class));
        }
        let [noise, drift] = &tallies;
        match (noise.vote()?, drift.vote()?) {
            (Some(noise), Some(drift)) => self.result(noise, drift),
            _ => Err(TrainError::Setting {
                what: "the number of draws",
                value: noise.cast() as f64,
                range: format!(
                    "at least {}",
                    self.config.votes.selection + self.config.votes.draws
                ),
            }),
        }
    }

    fn result(&self, noise: Vote, drift: Vote) -> Result<Certified, TrainError> {
        let layers = self.weights.architecture().layers();
        let each = self.weights.matrices.iter().zip(layers);
        let analog = each.filter(|(_, l)| l.is_analog());
        let theta: usize = analog.clone().map(|(m, _)| m.len()).sum();
        let moving = analog.flat_map(|(m, _)| m).filter(|w| **w != 0.0).count();
        let mut certified = theory(noise.p_lower, self.config.law, theta as u64)?;
        let sampled = lognormal::Sampled {
            agreed: drift.agreed,
            draws: drift.options.draws,
            alpha: drift.options.alpha,
            s: self.config.sigma,
            d: moving as u64,
            sigma_device: (self.config.device > 0.0).then_some(self.config.device),
            shift: None,
        };
        let of = lognormal::certify(&sampled)?;
        certified.prediction = Some(self.prediction);
        for value in [
            &mut certified.published,
            &mut certified.exact,
            &mut certified.l0,
        ] {
            value["vote"] = serde_json::to_value(noise).unwrap_or_default();
        }
        certified.lognormal = json!({ "vote": drift, "sampled": sampled, "certificate": of });
        Ok(certified)
    }
}

/// Votes on one sample, a few draws a step.
#[derive(Debug)]
pub struct Certify {
    voter: Voter,
    casts: Vec<[usize; 2]>,
}

/// Draws of a step.
const DRAWS: u64 = 32;

impl Certify {
    /// Prepares the votes on the first sample of a batch.
    ///
    /// # Errors
    /// As [`Voter::new`].
    pub fn new(config: CertifyConfig, weights: Weights, sample: Batch) -> Result<Self, TrainError> {
        Ok(Self {
            voter: Voter::new(config, weights, sample)?,
            casts: Vec::new(),
        })
    }
}

impl Job for Certify {
    type Output = Certified;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Certified>, TrainError> {
        let VoteOptions {
            selection, draws, ..
        } = self.voter.config.votes;
        let total = selection + draws;
        let done = self.casts.len() as u64;
        for number in done..(done + DRAWS).min(total) {
            self.casts.push(self.voter.cast(number)?);
        }
        let done = self.casts.len() as u64;
        if done == total {
            let casts = std::mem::take(&mut self.casts);
            return self.voter.certified(casts).map(Step::Done);
        }
        Ok(Step::Running(Progress { done, total }))
    }
}
