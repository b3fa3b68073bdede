//! The vote over random weights that certificates start from.
//!
//! The class is chosen from a first, small sample and counted on a second. Counting the
//! draws that chose it would flatter it: of two equal classes one is always ahead, and
//! the bound for a class fixed beforehand does not hold for the one that happens to lead.
//!
//! A prediction without noise has no vote. The paper's networks are evaluated that way,
//! so its theorem does not apply to what is evaluated; here it is refused.

use super::binomial;
use crate::drift::{self, Preserve, fill_normals};
use crate::error::{Error, parameter};
use crate::noise::{NoiseSource, Site};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// How many draws, and how sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VoteOptions {
    /// Draws that choose the class.
    pub selection: u64,
    /// Draws that count it.
    pub draws: u64,
    /// One minus the confidence.
    pub alpha: f64,
}

impl Default for VoteOptions {
    /// 100 draws to choose, 1000 to count, confidence 0.999.
    fn default() -> Self {
        Self {
            selection: 100,
            draws: 1000,
            alpha: 0.001,
        }
    }
}

/// The outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Vote {
    /// The class the first sample chose; of equals the lowest.
    pub class: usize,
    /// Draws of the second sample that gave it.
    pub agreed: u64,
    /// The options it was made with.
    pub options: VoteOptions,
    /// Lower bound of the class's probability, confidence `1 - alpha`.
    pub p_lower: f64,
    /// `p_lower <= 1/2`: no class is certified.
    pub abstain: bool,
}

/// Noise on weights from which votes are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightNoise {
    /// Injected noise, on weights.
    Injected(NoiseSource),
    /// Log-normal drift.
    Drift {
        /// What it leaves unchanged.
        preserve: Preserve,
        /// Standard deviation of the log factor.
        sigma: f64,
    },
}

/// Votes with any sampler: `sample(rng, draw)` perturbs the weights with numbers of
/// `rng`, classifies, and returns the class. `draw` counts both samples through.
///
/// ```
/// use memrilab_analog::certify::vote::{VoteOptions, vote};
/// use memrilab_core::{Stream, stream::u53};
/// let mut rng = Stream::new(1, "vote", 0, 0);
/// let vote = vote(&VoteOptions::default(), &mut rng, |rng, _| usize::from(u53(rng) < 0.9)).unwrap();
/// assert!(vote.class == 1 && vote.p_lower > 0.8 && vote.p_lower < 0.9);
/// ```
///
/// # Errors
/// [`Error::Deterministic`] if a call draws no random number; [`Error::Parameter`] unless
/// there are draws in both samples and `0 < alpha < 1`.
pub fn vote<R: rand::Rng>(
    options: &VoteOptions,
    rng: &mut R,
    mut sample: impl FnMut(&mut Counted<'_, R>, u64) -> usize,
) -> Result<Vote, Error> {
    let mut tally = Tally::new(*options)?;
    let mut class_of = |draw| {
        let mut counted = Counted {
            rng: &mut *rng,
            drew: false,
        };
        let class = sample(&mut counted, draw);
        if counted.drew {
            Ok(class)
        } else {
            Err(Error::Deterministic {
                what: "the sampler drew no random number",
            })
        }
    };
    loop {
        if let Some(vote) = tally.vote()? {
            return Ok(vote);
        }
        let class = class_of(tally.cast())?;
        tally.add(class);
    }
}

/// A vote that is being counted, for callers that draw in pieces.
///
/// ```
/// use memrilab_analog::certify::vote::{Tally, VoteOptions};
/// let mut tally = Tally::new(VoteOptions { selection: 2, draws: 3, alpha: 0.05 }).unwrap();
/// for class in [1, 1, 1, 0, 1] {
///     tally.add(class);
/// }
/// let vote = tally.vote().unwrap().unwrap();
/// assert_eq!((vote.class, vote.agreed), (1, 2));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    options: VoteOptions,
    first: BTreeMap<usize, u64>,
    cast: u64,
    agreed: u64,
}

impl Tally {
    /// Begins a vote.
    ///
    /// # Errors
    /// [`Error::Parameter`] unless there are draws in both samples and `0 < alpha < 1`.
    pub fn new(options: VoteOptions) -> Result<Self, Error> {
        let sizes = options.selection.min(options.draws);
        parameter(
            "the smaller of the two samples",
            sizes as f64,
            sizes > 0,
            "at least 1 draw",
        )?;
        binomial::lower(0, options.draws, options.alpha)?;
        Ok(Self {
            options,
            first: BTreeMap::new(),
            cast: 0,
            agreed: 0,
        })
    }

    /// How many draws were added.
    #[must_use]
    pub fn cast(&self) -> u64 {
        self.cast
    }

    /// The class that leads the first sample, the lowest of equals.
    fn class(&self) -> usize {
        let (mut class, mut most) = (0, 0);
        for (candidate, count) in &self.first {
            if *count > most {
                (class, most) = (*candidate, *count);
            }
        }
        class
    }

    /// Adds a draw; those beyond the last are not counted.
    pub fn add(&mut self, class: usize) {
        if self.cast < self.options.selection {
            *self.first.entry(class).or_insert(0) += 1;
        } else if self.cast - self.options.selection < self.options.draws {
            self.agreed += u64::from(class == self.class());
        }
        self.cast = self.cast.saturating_add(1);
    }

    /// The outcome, once all draws are there.
    ///
    /// # Errors
    /// As [`binomial::lower`].
    pub fn vote(&self) -> Result<Option<Vote>, Error> {
        let VoteOptions {
            selection,
            draws,
            alpha,
        } = self.options;
        if self.cast < selection.saturating_add(draws) {
            return Ok(None);
        }
        let p_lower = binomial::lower(self.agreed, draws, alpha)?;
        Ok(Some(Vote {
            class: self.class(),
            agreed: self.agreed,
            options: self.options,
            p_lower,
            abstain: p_lower <= 0.5,
        }))
    }
}

/// Votes with noise on a weight vector; `classify` sees a new perturbed copy each time.
///
/// ```
/// use memrilab_analog::Preserve;
/// use memrilab_analog::certify::vote::{VoteOptions, WeightNoise, vote_weights};
/// use memrilab_core::Stream;
/// let noise = WeightNoise::Drift { preserve: Preserve::Median, sigma: 0.1 };
/// let mut rng = Stream::new(1, "vote", 0, 0);
/// let class = |w: &[f32]| usize::from(w[0] > w[1]);
/// let vote = vote_weights(&VoteOptions::default(), &noise, &[2.0, 1.0], &mut rng, class).unwrap();
/// assert!(vote.class == 1 && !vote.abstain);
/// let silent = WeightNoise::Drift { preserve: Preserve::Median, sigma: 0.0 };
/// assert!(vote_weights(&VoteOptions::default(), &silent, &[2.0, 1.0], &mut rng, class).is_err());
/// ```
///
/// # Errors
/// [`Error::Deterministic`] for noise on activations, and if no draw changed a weight
/// (all weights 0, sigma 0, noise that is always 1 or too rare for so few draws); else as [`vote`] and
/// [`drift::apply`].
pub fn vote_weights(
    options: &VoteOptions,
    noise: &WeightNoise,
    weights: &[f32],
    rng: &mut impl rand::Rng,
    mut classify: impl FnMut(&[f32]) -> usize,
) -> Result<Vote, Error> {
    if let WeightNoise::Injected(source) = noise
        && source.injection().site == Site::Activation
    {
        return Err(Error::Deterministic {
            what: "the noise is on activations, so the weights do not vary",
        });
    }
    let mut random = vec![0.0; weights.len()];
    let mut perturbed = vec![0.0; weights.len()];
    let mut first: Option<Vec<f32>> = None;
    let mut varied = false;
    let mut failed = None;
    let outcome = vote(options, rng, |rng, _| {
        let made = match noise {
            WeightNoise::Drift { preserve, sigma } => {
                fill_normals(rng, &mut random);
                drift::apply(*preserve, *sigma, weights, &random, &mut perturbed)
            }
            WeightNoise::Injected(source) => {
                source.factors(rng, &mut random);
                for ((p, w), eta) in perturbed.iter_mut().zip(weights).zip(&random) {
                    *p = w * eta;
                }
                match perturbed.iter().position(|p| !p.is_finite()) {
                    None => Ok(()),
                    Some(index) => Err(Error::Overflow {
                        what: "the perturbed weight",
                        index,
                    }),
                }
            }
        };
        if let Err(error) = made {
            failed.get_or_insert(error);
            return 0;
        }
        match &first {
            None => first = Some(perturbed.clone()),
            Some(first) if !varied => varied = *first != perturbed,
            Some(_) => {}
        }
        classify(&perturbed)
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let outcome = outcome?;
    if varied {
        Ok(outcome)
    } else {
        Err(Error::Deterministic {
            what: "no draw changed a weight",
        })
    }
}

/// A generator that notices whether it was asked.
#[derive(Debug)]
pub struct Counted<'a, R> {
    rng: &'a mut R,
    drew: bool,
}

impl<R: rand::Rng> rand::TryRng for Counted<'_, R> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.drew = true;
        Ok(self.rng.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.drew = true;
        Ok(self.rng.next_u64())
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        self.drew |= !dst.is_empty();
        self.rng.fill_bytes(dst);
        Ok(())
    }
}
