//! The gradient of a convolution with respect to its weights.
//!
//! `dw[o, i, u, v] = sum over pixels and samples of g[o, r, c] x[i, r + u - p, c + v - p]`
//!
//! A row of the kernel is taken at once: its sums for a few channels stay in registers along
//! a row of the image.

#![expect(
    clippy::needless_range_loop,
    reason = "a fixed count over several arrays, which the compiler unrolls"
)]

use super::{Conv, vectors};
use pulp::{Simd, WithSimd};

/// Largest side of a kernel whose row of sums is held in registers.
const MOST: usize = 7;

/// From the gradient before activation and pooling, `[outputs, full height, full width, batch]`.
///
/// # Panics
/// If a slice is not as long as the sizes say.
pub fn weight_gradient(conv: &Conv, x: &[f32], full: &[f32], dw: &mut [f32]) {
    assert_eq!(x.len(), conv.input_len(), "entries of the input");
    assert_eq!(dw.len(), conv.weights(), "weights");
    let pixels = conv.full_height() * conv.full_width();
    assert_eq!(full.len(), conv.outputs * pixels * conv.batch, "gradient");
    pulp::Arch::new().dispatch(Task { conv, x, full, dw });
}

struct Task<'a> {
    conv: &'a Conv,
    x: &'a [f32],
    full: &'a [f32],
    dw: &'a mut [f32],
}

impl WithSimd for Task<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let most = if S::F32_LANES >= 16 { 4 } else { 2 };
        let mut first = 0;
        while first < self.conv.outputs {
            let left = (self.conv.outputs - first).min(most);
            first += match left {
                4 => self.channels::<S, 4>(simd, first),
                2 | 3 => self.channels::<S, 2>(simd, first),
                _ => self.channels::<S, 1>(simd, first),
            };
        }
    }
}

impl Task<'_> {
    #[inline(always)]
    fn channels<S: Simd, const C: usize>(&mut self, simd: S, first: usize) -> usize {
        let kernel = self.conv.kernel;
        for input in 0..self.conv.inputs {
            for u in 0..kernel {
                let mut start = 0;
                while start < kernel {
                    // Five taps of two channels are more sums than simd128 has registers for.
                    let narrow = S::F32_LANES <= 4;
                    start += match kernel - start {
                        left if narrow && left >= 3 => {
                            self.taps::<S, C, 3>(simd, first, input, u, start)
                        }
                        5 => self.taps::<S, C, 5>(simd, first, input, u, start),
                        3 => self.taps::<S, C, 3>(simd, first, input, u, start),
                        left if left >= 4 => self.taps::<S, C, 4>(simd, first, input, u, start),
                        2 => self.taps::<S, C, 2>(simd, first, input, u, start),
                        _ => self.taps::<S, C, 1>(simd, first, input, u, start),
                    };
                }
            }
        }
        C
    }

    /// `K` taps of row `u` of the kernel from the tap `start` on; gives `K`.
    #[inline(always)]
    fn taps<S: Simd, const C: usize, const K: usize>(
        &mut self,
        simd: S,
        first: usize,
        input: usize,
        u: usize,
        start: usize,
    ) -> usize {
        const { assert!(K <= MOST) };
        let conv = self.conv;
        let (height, width, padding) = (conv.height, conv.width, conv.padding);
        let (rows, columns) = (conv.full_height(), conv.full_width());
        let wide = conv.batch / S::F32_LANES;
        let x = vectors::<S>(self.x);
        let full = vectors::<S>(self.full);
        let mut sums = [[simd.splat_f32s(0.0); K]; C];
        // Columns where all taps fall inside the image, and the others around them.
        let safe_from = padding.saturating_sub(start).min(columns);
        let safe_to = (width + padding + 1)
            .saturating_sub(start + K)
            .min(columns)
            .max(safe_from);
        for row in 0..rows {
            let Some(y) = (row + u).checked_sub(padding).filter(|y| *y < height) else {
                continue;
            };
            let line = &x[(input * height + y) * width * wide..][..width * wide];
            let mut gradient = [&full[..0]; C];
            for c in 0..C {
                gradient[c] =
                    &full[((first + c) * rows + row) * columns * wide..][..columns * wide];
            }
            for column in (0..safe_from).chain(safe_to..columns) {
                for k in 0..K {
                    let Some(at) = (column + start + k)
                        .checked_sub(padding)
                        .filter(|at| *at < width)
                    else {
                        continue;
                    };
                    for v in 0..wide {
                        let value = line[at * wide + v];
                        for c in 0..C {
                            let g = gradient[c][column * wide + v];
                            sums[c][k] = simd.mul_add_e_f32s(g, value, sums[c][k]);
                        }
                    }
                }
            }
            for column in safe_from..safe_to {
                let at = column + start - padding;
                let mut near = [&line[..0]; K];
                for k in 0..K {
                    near[k] = &line[(at + k) * wide..][..wide];
                }
                let mut here = [&full[..0]; C];
                for c in 0..C {
                    here[c] = &gradient[c][column * wide..][..wide];
                }
                for v in 0..wide {
                    let mut values = [simd.splat_f32s(0.0); K];
                    for k in 0..K {
                        values[k] = near[k][v];
                    }
                    for c in 0..C {
                        let g = here[c][v];
                        for k in 0..K {
                            sums[c][k] = simd.mul_add_e_f32s(g, values[k], sums[c][k]);
                        }
                    }
                }
            }
        }
        for c in 0..C {
            for k in 0..K {
                let to = (((first + c) * conv.inputs + input) * conv.kernel + u) * conv.kernel
                    + start
                    + k;
                self.dw[to] = simd.reduce_sum_f32s(sums[c][k]);
            }
        }
        K
    }
}
