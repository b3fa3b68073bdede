//! Many random numbers at once, in `f32`, with the same bits on every platform.
//!
//! `libm` is exact to the last digit and slow; a robustness sweep draws 10^9 normals.
//! These functions use additions, multiplications, integer shifts and the square root
//! only, all of which IEEE 754 defines to the bit, and have no branch, so that the
//! compiler works on several numbers at a time. No fused operation is used, because not
//! every processor has one. Polynomials are those of Moshier's Cephes library (single
//! precision), the reductions are written for this purpose.

mod functions;
mod normals;
mod words;

pub use functions::{cos_sin_turn, exp_f32, ln_f32};
pub use normals::fill_normals;
pub(crate) use words::fill_with;
pub use words::{BLOCK, unit_f32};
