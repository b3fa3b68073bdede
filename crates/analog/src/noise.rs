//! Noise injected while training, so that a network learns to do without exact weights.
//!
//! Every noise multiplies: a weight or an activation becomes `eta` times itself. What
//! multiplies what, and how the noise fares on a device, is for the caller.

use crate::bulk::{self, BLOCK};
use crate::error::{Error, parameter};
use serde::{Deserialize, Serialize};

/// The largest sigma or scale that is taken; a factor `exp(10)` is 22,000.
pub const LARGEST_SPREAD: f64 = 10.0;

/// The law of a multiplicative factor `eta`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Noise {
    /// `eta = 1`.
    #[default]
    None,
    /// `eta = 0` with probability `p1`, `1/2` with `p2`, else 1 (the paper's Methods 4).
    Multinomial {
        /// Probability of 0.
        p1: f64,
        /// Probability of 1/2.
        p2: f64,
    },
    /// `eta = 0` with probability `rate`, else 1.
    Dropout {
        /// Probability of 0, below 1.
        rate: f64,
    },
    /// `eta = 1 + sigma z`, `z` standard normal; its mean is 1.
    Gaussian {
        /// Standard deviation of `eta`.
        sigma: f64,
    },
    /// `eta = 1 + scale L`, `L` of density `exp(-|x|)/2`; mean 1, variance `2 scale^2`.
    Laplace {
        /// Mean distance of `eta` from 1.
        scale: f64,
    },
    /// `eta = exp(sigma z)`; median 1, mean `exp(sigma^2/2)`.
    LogNormal {
        /// Standard deviation of `ln eta`.
        sigma: f64,
    },
}

impl Noise {
    /// The law of the authors' public code: 0 with probability `p0`, and 1/2 and 1 with
    /// `(1 - p0)/2` each.
    ///
    /// ```
    /// use memrilab_analog::Noise;
    /// assert_eq!(Noise::authors_code(0.5), Noise::Multinomial { p1: 0.5, p2: 0.25 });
    /// ```
    #[must_use]
    pub fn authors_code(p0: f64) -> Self {
        Self::Multinomial {
            p1: p0,
            p2: 0.5 * (1.0 - p0),
        }
    }

    /// The expectation of `eta`.
    ///
    /// ```
    /// use memrilab_analog::Noise;
    /// assert_eq!(Noise::Multinomial { p1: 0.25, p2: 0.5 }.mean(), Ok(0.5));
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`] for a parameter outside its range.
    pub fn mean(self) -> Result<f64, Error> {
        self.check()?;
        Ok(match self {
            Self::None | Self::Gaussian { .. } | Self::Laplace { .. } => 1.0,
            Self::Multinomial { p1, p2 } => 0.5 * p2 + (1.0 - p1 - p2).max(0.0),
            Self::Dropout { rate } => 1.0 - rate,
            Self::LogNormal { sigma } => libm::exp(0.5 * sigma * sigma),
        })
    }

    /// Checks the parameters.
    ///
    /// # Errors
    /// [`Error::Parameter`]: `p1, p2 >= 0`, `p1 + p2 <= 1` (to 1e-12), `0 <= rate < 1`,
    /// sigma and scale in `[0, 10]`.
    pub fn check(self) -> Result<(), Error> {
        let probability = |what, p: f64| {
            parameter(
                what,
                p,
                (0.0..=1.0).contains(&p),
                "a probability from 0 to 1",
            )
        };
        let spread = |what, s: f64| {
            parameter(
                what,
                s,
                (0.0..=LARGEST_SPREAD).contains(&s),
                "from 0 to 10; it is a spread relative to 1",
            )
        };
        match self {
            Self::None => {}
            Self::Multinomial { p1, p2 } => {
                probability("p1", p1)?;
                probability("p2", p2)?;
                let sum = p1 + p2;
                parameter(
                    "p1 + p2",
                    sum,
                    sum <= 1.0 + 1e-12,
                    "at most 1; lower one of them",
                )?;
            }
            Self::Dropout { rate } => {
                let test = (0.0..1.0).contains(&rate);
                parameter("the dropout rate", rate, test, "at least 0 and below 1")?;
            }
            Self::Gaussian { sigma } => {
                spread("sigma of the Gaussian noise", sigma)?;
            }
            Self::Laplace { scale } => {
                spread("the scale of the Laplace noise", scale)?;
            }
            Self::LogNormal { sigma } => {
                spread("sigma of the log-normal noise", sigma)?;
            }
        }
        Ok(())
    }
}

/// What the factors multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Site {
    /// Each weight, one factor per weight, as the paper's theorem has it.
    #[default]
    Weight,
    /// Each output of a layer, one factor per unit and sample, as the authors' code has it.
    Activation,
}

/// A noise, what it multiplies, and whether it is divided by its mean.
///
/// ```
/// use memrilab_analog::{Injection, Noise, Site};
/// use memrilab_core::Stream;
/// let injection = Injection {
///     noise: Noise::Multinomial { p1: 0.25, p2: 0.5 },
///     site: Site::Weight,
///     mean_preserving: true,
/// };
/// let mut eta = [0.0; 100];
/// injection.check().unwrap().factors(&mut Stream::new(1, "doc", 0, 0), &mut eta);
/// assert!(eta.iter().all(|e| [0.0, 1.0, 2.0].contains(e)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Injection {
    /// The law of the factors.
    pub noise: Noise,
    /// What they multiply.
    pub site: Site,
    /// Divides the factors by their mean, so that nothing grows or shrinks on average.
    pub mean_preserving: bool,
}

impl Injection {
    /// Makes the checked source of factors.
    ///
    /// # Errors
    /// [`Error::Parameter`] as [`Noise::check`] has it; [`Error::ZeroMean`] if the noise
    /// is always 0 and is to be divided by its mean.
    pub fn check(&self) -> Result<NoiseSource, Error> {
        let mean = self.noise.mean()?;
        let scale = if self.mean_preserving {
            1.0 / mean
        } else {
            1.0
        };
        if !(scale as f32).is_finite() {
            return Err(Error::ZeroMean);
        }
        let law = match self.noise {
            Noise::None => Law::One,
            Noise::Multinomial { p1, p2 } => Law::Steps {
                zero: threshold(p1),
                half: threshold(p1 + p2),
                step: (0.5 * scale) as f32,
            },
            Noise::Dropout { rate } => Law::Steps {
                zero: threshold(rate),
                half: threshold(rate),
                step: (0.5 * scale) as f32,
            },
            Noise::Gaussian { sigma } => Law::Normal(sigma as f32),
            Noise::Laplace { scale } => Law::Laplace(scale as f32),
            Noise::LogNormal { sigma } => Law::LogNormal {
                sigma: sigma as f32,
                shift: if self.mean_preserving {
                    (-0.5 * sigma * sigma) as f32
                } else {
                    0.0
                },
            },
        };
        Ok(NoiseSource {
            injection: *self,
            law,
        })
    }
}

/// A checked [`Injection`], ready to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoiseSource {
    injection: Injection,
    law: Law,
}

/// What is computed from a word; a `Steps` factor is `step` for each threshold it passes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Law {
    One,
    Steps { zero: i32, half: i32, step: f32 },
    Normal(f32),
    Laplace(f32),
    LogNormal { sigma: f32, shift: f32 },
}

/// `t` such that a 31-bit number is at most `t` with probability `p`, to 2^-32.
fn threshold(p: f64) -> i32 {
    (libm::floor(p.min(1.0) * 2_147_483_648.0 + 0.5) - 1.0) as i32
}

impl NoiseSource {
    /// What it was made from.
    #[must_use]
    pub fn injection(&self) -> Injection {
        self.injection
    }

    /// Whether every factor is 1, so that there is nothing to draw.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.law == Law::One
    }

    /// Fills `out` with independent factors, one 32-bit word each, drawn in blocks of
    /// [`BLOCK`]. [`Noise::None`] draws nothing.
    pub fn factors(&self, rng: &mut impl rand::Rng, out: &mut [f32]) {
        match self.law {
            Law::One => out.fill(1.0),
            Law::Steps { zero, half, step } => {
                bulk::fill_with(rng, out, |words, out| steps(words, out, zero, half, step));
            }
            Law::Normal(sigma) => {
                bulk::fill_normals(rng, out);
                for z in out {
                    *z = 1.0 + sigma * *z;
                }
            }
            Law::Laplace(scale) => {
                bulk::fill_with(rng, out, |words, out| laplace(words, out, scale));
            }
            Law::LogNormal { sigma, shift } => {
                bulk::fill_normals(rng, out);
                for z in out {
                    *z = bulk::exp_f32(sigma * *z + shift);
                }
            }
        }
    }
}

fn steps(words: &[u32; BLOCK], out: &mut [f32; BLOCK], zero: i32, half: i32, step: f32) {
    for (eta, word) in out.iter_mut().zip(words) {
        let u = (word >> 1) as i32;
        let first = if u > zero { step } else { 0.0 };
        let second = if u > half { step } else { 0.0 };
        *eta = first + second;
    }
}

fn laplace(words: &[u32; BLOCK], out: &mut [f32; BLOCK], scale: f32) {
    for (eta, word) in out.iter_mut().zip(words) {
        // The lowest bit, which the uniform does not use, is the sign.
        let distance = scale * bulk::ln_f32(bulk::unit_f32(*word));
        *eta = 1.0 + f32::from_bits(distance.to_bits() ^ (word << 31));
    }
}
