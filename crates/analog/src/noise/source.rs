//! Factors, many at once.

use super::Injection;
use crate::bulk::{self, BLOCK};

/// A checked [`Injection`], ready to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoiseSource {
    pub(super) injection: Injection,
    pub(super) law: Law,
}

/// What is computed from a word; a `Steps` factor is `step` for each threshold it passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Law {
    One,
    Steps { zero: i32, half: i32, step: f32 },
    Normal(f32),
    Laplace(f32),
    LogNormal { sigma: f32, shift: f32 },
}

/// `t` such that a 31-bit number is at most `t` with probability `p`, to 2^-32.
pub(super) fn threshold(p: f64) -> i32 {
    (libm::floor(p.min(1.0) * 2_147_483_648.0 + 0.5) - 1.0) as i32
}

impl NoiseSource {
    /// What it was made from.
    #[must_use]
    pub fn injection(&self) -> Injection {
        self.injection
    }

    /// Whether it is [`Noise::None`](super::Noise::None), which draws nothing.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.law == Law::One
    }

    /// Fills `out` with independent factors, one 32-bit word each, drawn in blocks of
    /// [`BLOCK`]. [`Noise::None`](super::Noise::None) draws nothing.
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
