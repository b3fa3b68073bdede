//! The inner loops, on plain slices.
//!
//! Every array has the batch last: `[channels, height, width, batch]` or
//! `[features, batch]`, and a batch is a multiple of [`PANEL`] wide. So each loop runs over
//! whole vectors whatever the size of an image is, nothing is rearranged for a convolution,
//! and what stands beyond the samples of a batch is zero and counted by nobody.
//!
//! `pulp` chooses the widest vectors of the processor (AVX-512, AVX2, wasm simd128, scalar).

mod adam;
mod conv;
mod elementwise;
mod loss;
mod product;
mod unpool;
mod weight_gradient;

pub use adam::{Adam, Sgd, adam, sgd};
pub use conv::{Conv, Pooled};
pub use elementwise::{Activation, activate, activation_gradient, row_sums, times};
pub use loss::{correct, logistic, logistic_gradient, softmax_cross_entropy, softmax_gradient};
pub use product::{Matrix, product};
pub use unpool::unpool;
pub use weight_gradient::weight_gradient;

/// A batch is a multiple of this many samples wide: one AVX-512 vector.
pub const PANEL: usize = 16;

/// The width of a batch that holds so many samples.
#[must_use]
pub fn width(samples: usize) -> usize {
    samples.div_ceil(PANEL).max(1) * PANEL
}

/// The instruction set the kernels use here, for the record of a result.
#[must_use]
pub fn kernel() -> String {
    let name = format!("{:?}", pulp::Arch::new());
    let short = name.split('(').next().unwrap_or(&name).to_lowercase();
    let set = match short.as_str() {
        "v4" => "avx512",
        "v3" => "avx2+fma",
        "neon" => "neon",
        "simd128" => "wasm simd128",
        other => other,
    };
    format!("direct convolution and gemm 0.19, {set}")
}

/// Whole vectors of a slice whose length is a multiple of [`PANEL`].
#[inline(always)]
fn vectors<S: pulp::Simd>(values: &[f32]) -> &[S::f32s] {
    S::as_simd_f32s(values).0
}

#[inline(always)]
fn vectors_mut<S: pulp::Simd>(values: &mut [f32]) -> &mut [S::f32s] {
    S::as_mut_simd_f32s(values).0
}
