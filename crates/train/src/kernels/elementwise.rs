//! Activations, their gradients, bias and sums over the batch.

use super::vectors;
use pulp::{Simd, WithSimd};
use serde::{Deserialize, Serialize};

/// What follows a layer's sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Activation {
    /// Nothing.
    None,
    /// `max(0, x)`; what is no number stays so, that a diverged training is noticed.
    #[default]
    Relu,
    /// The hyperbolic tangent.
    Tanh,
}

impl Activation {
    #[inline(always)]
    pub(super) fn vector<S: Simd>(self, simd: S, x: S::f32s) -> S::f32s {
        match self {
            Self::None => x,
            Self::Relu => {
                let zero = simd.splat_f32s(0.0);
                simd.select_f32s(simd.less_than_f32s(x, zero), zero, x)
            }
            Self::Tanh => {
                let mut out = x;
                for value in bytemuck_lanes::<S>(&mut out) {
                    *value = libm::tanhf(*value);
                }
                out
            }
        }
    }
}

#[inline(always)]
fn bytemuck_lanes<S: Simd>(x: &mut S::f32s) -> &mut [f32] {
    pulp::bytemuck::cast_slice_mut(std::slice::from_mut(x))
}

/// Adds a bias to each row of `[rows, batch]` and applies the activation.
pub fn activate(values: &mut [f32], bias: &[f32], batch: usize, act: Activation) {
    pulp::Arch::new().dispatch(|| {
        for (row, b) in values.chunks_exact_mut(batch).zip(bias) {
            match act {
                Activation::None => row.iter_mut().for_each(|v| *v += b),
                Activation::Relu => row.iter_mut().for_each(|v| {
                    let sum = *v + b;
                    *v = if sum < 0.0 { 0.0 } else { sum };
                }),
                Activation::Tanh => row.iter_mut().for_each(|v| *v = libm::tanhf(*v + b)),
            }
        }
    });
}

/// The gradient before the activation, from that after it and the activation's result.
#[must_use]
pub fn activation_gradient(gradient: &[f32], result: &[f32], act: Activation) -> Vec<f32> {
    pulp::Arch::new().dispatch(|| {
        let both = gradient.iter().zip(result);
        match act {
            Activation::None => gradient.to_vec(),
            Activation::Relu => both.map(|(g, y)| if *y > 0.0 { *g } else { 0.0 }).collect(),
            Activation::Tanh => both.map(|(g, y)| g * (1.0 - y * y)).collect(),
        }
    })
}

/// The sum of each row of `[rows, batch]`, as many rows as `out` has places.
pub fn row_sums(values: &[f32], out: &mut [f32]) {
    struct Sums<'a>(&'a [f32], &'a mut [f32]);
    impl WithSimd for Sums<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            let length = self.0.len() / self.1.len();
            for (row, to) in self.0.chunks_exact(length).zip(self.1) {
                let mut sum = simd.splat_f32s(0.0);
                for v in vectors::<S>(row) {
                    sum = simd.add_f32s(sum, *v);
                }
                *to = simd.reduce_sum_f32s(sum);
            }
        }
    }
    if values.is_empty() || out.is_empty() {
        out.fill(0.0);
        return;
    }
    pulp::Arch::new().dispatch(Sums(values, out));
}

/// Entry by entry, `a b`.
#[must_use]
pub fn times(a: &[f32], b: &[f32]) -> Vec<f32> {
    pulp::Arch::new().dispatch(|| a.iter().zip(b).map(|(a, b)| a * b).collect())
}
