//! Standard normals in bulk.

use super::words::{BLOCK, fill_with, unit_f32};
use super::{cos_sin_turn, ln_f32};

/// Fills `out` with standard normals by Box and Muller's method, both halves used.
///
/// `r = sqrt(-2 ln u)`, `z = r cos a` in the first half of a block of [`BLOCK`] numbers
/// and `r sin a` in the second, `u` and `a` from a 32-bit word each. `|z|` is at most
/// `sqrt(64 ln 2) = 6.66`; a normal exceeds it once in 4 10^10 draws.
///
/// ```
/// use memrilab_analog::bulk::fill_normals;
/// use memrilab_core::Stream;
/// let mut z = [0.0; 3];
/// fill_normals(&mut Stream::new(1, "doc", 0, 0), &mut z);
/// let mut longer = [0.0; 500];
/// fill_normals(&mut Stream::new(1, "doc", 0, 0), &mut longer);
/// assert_eq!(z, longer[..3]);
/// ```
pub fn fill_normals(rng: &mut impl rand::Rng, out: &mut [f32]) {
    fill_with(rng, out, box_muller);
}

pub(crate) fn box_muller(words: &[u32; BLOCK], out: &mut [f32; BLOCK]) {
    let (radius, angle) = words.split_at(BLOCK / 2);
    let (first, second) = out.split_at_mut(BLOCK / 2);
    for (((x, y), r), a) in first.iter_mut().zip(second).zip(radius).zip(angle) {
        let r = (-2.0 * ln_f32(unit_f32(*r))).sqrt();
        let (cos, sin) = cos_sin_turn(*a);
        *x = r * cos;
        *y = r * sin;
    }
}
