//! What can be proved of a network on one sample, and of Theorem 1 in general.

use super::SCHEMA;
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
pub struct Certified {
    /// Version of this form.
    pub schema: u32,
    /// The class the network says without noise; absent for theory alone.
    pub prediction: Option<usize>,
    /// Theorem 1 as it is printed, and whether it may be believed.
    pub published: Value,
    /// The exact worst case over the theorem's set.
    pub exact: Value,
    /// Weights that may be changed arbitrarily.
    pub l0: Value,
    /// The certificate that applies to log-normal drift; null for theory alone.
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

/// Votes on one sample, a few draws a step.
#[derive(Debug)]
pub struct Certify {
    config: CertifyConfig,
    weights: Weights,
    sample: Batch,
    source: NoiseSource,
    multinomial: Tally,
    lognormal: Tally,
    prediction: usize,
    inference: Inference,
}

/// Draws of a step.
const DRAWS: u64 = 32;

impl Certify {
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
        let silent = || memrilab_analog::Error::Deterministic {
            what: "the noise changes no weight",
        };
        if (p1 == 0.0 && p2 == 0.0) || config.sigma == 0.0 {
            return Err(silent().into());
        }
        let mut inference = Inference::default();
        let (m, b) = (&weights.matrices, &weights.biases);
        let prediction = class(
            inference.logits(weights.architecture(), m, b, &sample),
            sample.batch,
        );
        Ok(Self {
            multinomial: Tally::new(config.votes)?,
            lognormal: Tally::new(config.votes)?,
            config,
            weights,
            sample,
            source,
            prediction,
            inference,
        })
    }

    fn draw(&mut self, number: u64, drift: bool) -> Result<usize, TrainError> {
        let mut matrices = self.weights.matrices.clone();
        for (layer, matrix) in matrices.iter_mut().enumerate() {
            if !self.weights.architecture().layers()[layer].is_analog() {
                continue;
            }
            let purpose = if drift {
                "vote on drift"
            } else {
                "vote on noise"
            };
            let mut rng = Stream::new(self.config.seed, purpose, number, layer as u64);
            let mut random = vec![0.0; matrix.len()];
            if drift {
                fill_normals(&mut rng, &mut random);
                apply(
                    Preserve::Median,
                    self.config.sigma,
                    &self.weights.matrices[layer],
                    &random,
                    matrix,
                )?;
            } else {
                self.source.factors(&mut rng, &mut random);
                matrix
                    .iter_mut()
                    .zip(&random)
                    .for_each(|(w, eta)| *w *= eta);
            }
        }
        let (net, biases) = (self.weights.architecture(), &self.weights.biases);
        let logits = self.inference.logits(net, &matrices, biases, &self.sample);
        Ok(class(logits, self.sample.batch))
    }

    fn result(&self, noise: Vote, drift: Vote) -> Result<Certified, TrainError> {
        let layers = self.weights.architecture().layers();
        let analog = self
            .weights
            .matrices
            .iter()
            .zip(layers)
            .filter(|(_, l)| l.is_analog());
        let theta: usize = analog.clone().map(|(m, _)| m.len()).sum();
        let moving: usize = analog
            .map(|(m, _)| m.iter().filter(|w| **w != 0.0).count())
            .sum();
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

/// The class of the first sample.
fn class(logits: &[f32], batch: usize) -> usize {
    let column: Vec<f32> = logits.iter().copied().step_by(batch).collect();
    if let [one] = column.as_slice() {
        return usize::from(*one > 0.0);
    }
    let mut best = 0;
    for (i, z) in column.iter().enumerate() {
        if *z > column[best] {
            best = i;
        }
    }
    best
}

impl Job for Certify {
    type Output = Certified;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Certified>, TrainError> {
        for _ in 0..DRAWS {
            let number = self.multinomial.cast();
            if self.multinomial.vote()?.is_some() {
                break;
            }
            let noise = self.draw(number, false)?;
            self.multinomial.add(noise);
            let drift = self.draw(number, true)?;
            self.lognormal.add(drift);
        }
        if let (Some(noise), Some(drift)) = (self.multinomial.vote()?, self.lognormal.vote()?) {
            return Ok(Step::Done(self.result(noise, drift)?));
        }
        let votes = self.config.votes;
        Ok(Step::Running(Progress {
            done: self.multinomial.cast(),
            total: votes.selection + votes.draws,
        }))
    }
}
