//! Random numbers, one independent stream per (seed, purpose, repeat, layer).
//!
//! Keying a stream by what it is for, rather than taking the next numbers of one
//! long stream, is what lets work be split over any number of workers without
//! changing a result. Functions take any [`rand::Rng`], so that the tests can replay
//! the generator of the golden vectors.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// A seeded ChaCha8 stream.
#[derive(Debug, Clone)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream for one purpose of one seed.
    ///
    /// The 256-bit ChaCha key is the four little-endian words seed, FNV-1a hash of
    /// `purpose`, repeat and layer.
    ///
    /// ```
    /// use memrilab_core::{Stream, stream::u53};
    /// let draw = |repeat| u53(&mut Stream::new(7, "bootstrap", repeat, 0));
    /// assert_eq!(draw(1), draw(1));
    /// assert_ne!(draw(1), draw(2));
    /// ```
    #[must_use]
    pub fn new(seed: u64, purpose: &str, repeat: u64, layer: u64) -> Self {
        let mut key = [0; 32];
        for (part, word) in key
            .chunks_exact_mut(8)
            .zip([seed, fnv1a(purpose), repeat, layer])
        {
            part.copy_from_slice(&word.to_le_bytes());
        }
        Self(ChaCha8Rng::from_seed(key))
    }
}

impl rand::TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.0.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0.try_next_u64()
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Self::Error> {
        self.0.try_fill_bytes(dst)
    }
}

fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Uniform on [0, 1) with 53 random bits: `floor(next / 2^11) 2^-53`.
pub fn u53(rng: &mut impl rand::Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// Uniform on `{0, .., n - 1}` as `floor(u n)`; the bias is below `n 2^-53`.
pub fn index(rng: &mut impl rand::Rng, n: usize) -> usize {
    (u53(rng) * n as f64) as usize
}

/// Standard normal by Box and Muller's cosine: two uniforms a draw.
///
/// `z = sqrt(-2 ln(1 - u1)) cos(2 pi u2)`, `u1` drawn first; the sine is discarded.
pub fn normal(rng: &mut impl rand::Rng) -> f64 {
    let u1 = u53(rng);
    let u2 = u53(rng);
    libm::sqrt(-2.0 * libm::log1p(-u1)) * libm::cos(2.0 * std::f64::consts::PI * u2)
}
