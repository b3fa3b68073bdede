//! Convolution with bias, activation and max-pooling in one pass, vectors across the batch.
//!
//! `y[o, r, c] = max over the pooling window of act(b[o] + sum w[o, i, u, v] x[i, r + u - p, c + v - p])`
//!
//! The outputs of one pixel for a block of channels stay in registers from the first tap to
//! the pooled maximum. The gradient with respect to the input is the same loop with the
//! weights turned round.

#![expect(
    clippy::needless_range_loop,
    reason = "a fixed count over several arrays, which the compiler unrolls"
)]

use super::{Activation, vectors, vectors_mut};
use pulp::{Simd, WithSimd};

/// The sizes of a convolution with stride 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conv {
    /// Channels of the input.
    pub inputs: usize,
    /// Channels of the output.
    pub outputs: usize,
    /// Rows of the input.
    pub height: usize,
    /// Columns of the input.
    pub width: usize,
    /// Rows and columns of the kernel.
    pub kernel: usize,
    /// Zeros around the input.
    pub padding: usize,
    /// Side of the pooling window, which is also its stride; 1 for none.
    pub pool: usize,
    /// Samples of a batch, a multiple of the panel.
    pub batch: usize,
}

/// Where a pooled convolution writes.
#[derive(Debug)]
pub struct Pooled<'a> {
    /// `[outputs, rows, columns, batch]`.
    pub values: &'a mut [f32],
    /// Which place of the window held the maximum, row by row from 0, as a number; empty if
    /// nobody asks.
    pub places: &'a mut [f32],
}

impl Conv {
    /// Rows before pooling.
    #[must_use]
    pub fn full_height(&self) -> usize {
        (self.height + 2 * self.padding + 1).saturating_sub(self.kernel)
    }

    /// Columns before pooling.
    #[must_use]
    pub fn full_width(&self) -> usize {
        (self.width + 2 * self.padding + 1).saturating_sub(self.kernel)
    }

    /// Rows of the result; those that fill no window are left out.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.full_height() / self.pool
    }

    /// Columns of the result.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.full_width() / self.pool
    }

    /// Weights of the kernel.
    #[must_use]
    pub fn weights(&self) -> usize {
        self.outputs * self.inputs * self.kernel * self.kernel
    }

    /// Entries of the input.
    #[must_use]
    pub fn input_len(&self) -> usize {
        self.inputs * self.height * self.width * self.batch
    }

    /// Entries of the result.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.outputs * self.rows() * self.columns() * self.batch
    }

    /// The result for an input, weights `[outputs, inputs, kernel, kernel]` and a bias for
    /// each output.
    ///
    /// # Panics
    /// If a slice is not as long as the sizes say.
    pub fn forward(&self, x: &[f32], w: &[f32], b: &[f32], act: Activation, out: Pooled<'_>) {
        assert_eq!(x.len(), self.input_len(), "entries of the input");
        assert_eq!(w.len(), self.weights(), "weights");
        assert_eq!(b.len(), self.outputs, "biases");
        assert_eq!(out.values.len(), self.output_len(), "entries of the result");
        assert!(out.places.is_empty() || out.places.len() == out.values.len());
        pulp::Arch::new().dispatch(Forward {
            conv: *self,
            x,
            w,
            b,
            act,
            out,
        });
    }

    /// The gradient with respect to the input from that before activation and pooling,
    /// `[outputs, full height, full width, batch]`.
    ///
    /// # Panics
    /// If a slice is not as long as the sizes say, or the padding is not below the kernel.
    pub fn input_gradient(&self, full: &[f32], w: &[f32], dx: &mut [f32]) {
        assert_eq!(w.len(), self.weights(), "weights");
        assert!(self.padding < self.kernel, "padding below the kernel");
        let back = Self {
            inputs: self.outputs,
            outputs: self.inputs,
            height: self.full_height(),
            width: self.full_width(),
            kernel: self.kernel,
            padding: self.kernel - 1 - self.padding,
            pool: 1,
            batch: self.batch,
        };
        let taps = self.kernel * self.kernel;
        let mut turned = vec![0.0; w.len()];
        for o in 0..self.outputs {
            for i in 0..self.inputs {
                for t in 0..taps {
                    turned[(i * self.outputs + o) * taps + taps - 1 - t] =
                        w[(o * self.inputs + i) * taps + t];
                }
            }
        }
        let none = vec![0.0; self.inputs];
        back.forward(
            full,
            &turned,
            &none,
            Activation::None,
            Pooled {
                values: dx,
                places: &mut [],
            },
        );
    }
}

struct Forward<'a> {
    conv: Conv,
    x: &'a [f32],
    w: &'a [f32],
    b: &'a [f32],
    act: Activation,
    out: Pooled<'a>,
}

impl WithSimd for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        // Sixteen registers hold 6 x 2 sums, an input and a weight; thirty-two hold 8 x 2.
        let most = if S::F32_LANES >= 16 { 8 } else { 6 };
        let mut first = 0;
        while first < self.conv.outputs {
            let left = (self.conv.outputs - first).min(most);
            first += match left {
                8 => self.channels::<S, 8>(simd, first),
                6 | 7 => self.channels::<S, 6>(simd, first),
                4 | 5 => self.channels::<S, 4>(simd, first),
                2 | 3 => self.channels::<S, 2>(simd, first),
                _ => self.channels::<S, 1>(simd, first),
            };
        }
    }
}

impl Forward<'_> {
    /// `C` channels of the output from the `first` on; gives `C`.
    #[inline(always)]
    fn channels<S: Simd, const C: usize>(&mut self, simd: S, first: usize) -> usize {
        let conv = self.conv;
        let taps = conv.inputs * conv.kernel * conv.kernel;
        // The weights of a tap side by side.
        let mut packed = vec![0.0; taps * C];
        for c in 0..C {
            for t in 0..taps {
                packed[t * C + c] = self.w[(first + c) * taps + t];
            }
        }
        let wide = conv.batch / S::F32_LANES;
        let mut at = 0;
        while at + 2 <= wide {
            self.stripe::<S, C, 2>(simd, first, at, &packed);
            at += 2;
        }
        if at < wide {
            self.stripe::<S, C, 1>(simd, first, at, &packed);
        }
        C
    }

    /// `C` channels for `V` vectors of the batch from the vector `at` on.
    #[inline(always)]
    fn stripe<S: Simd, const C: usize, const V: usize>(
        &mut self,
        simd: S,
        first: usize,
        at: usize,
        packed: &[f32],
    ) {
        let conv = self.conv;
        let wide = conv.batch / S::F32_LANES;
        let (rows, columns, pool) = (conv.rows(), conv.columns(), conv.pool);
        let x = vectors::<S>(self.x);
        let mut bias = [simd.splat_f32s(0.0); C];
        for c in 0..C {
            bias[c] = simd.splat_f32s(self.b[first + c]);
        }
        let values = vectors_mut::<S>(self.out.values);
        let places = vectors_mut::<S>(self.out.places);
        for row in 0..rows {
            for column in 0..columns {
                let mut best = pixel::<S, C, V>(
                    simd,
                    &conv,
                    x,
                    packed,
                    &bias,
                    (row * pool, column * pool),
                    at,
                );
                let mut place = [[simd.splat_f32s(0.0); V]; C];
                for window in 1..pool * pool {
                    let to = (row * pool + window / pool, column * pool + window % pool);
                    let sum = pixel::<S, C, V>(simd, &conv, x, packed, &bias, to, at);
                    let number = simd.splat_f32s(window as f32);
                    for c in 0..C {
                        for v in 0..V {
                            let larger = simd.greater_than_f32s(sum[c][v], best[c][v]);
                            best[c][v] = simd.select_f32s(larger, sum[c][v], best[c][v]);
                            place[c][v] = simd.select_f32s(larger, number, place[c][v]);
                        }
                    }
                }
                for c in 0..C {
                    let start = (((first + c) * rows + row) * columns + column) * wide + at;
                    for v in 0..V {
                        values[start + v] = self.act.vector(simd, best[c][v]);
                        if !places.is_empty() {
                            places[start + v] = place[c][v];
                        }
                    }
                }
            }
        }
    }
}

/// The sums of one pixel, before the activation.
#[inline(always)]
fn pixel<S: Simd, const C: usize, const V: usize>(
    simd: S,
    conv: &Conv,
    x: &[S::f32s],
    packed: &[f32],
    bias: &[S::f32s; C],
    (row, column): (usize, usize),
    at: usize,
) -> [[S::f32s; V]; C] {
    let Conv {
        height,
        width,
        kernel,
        padding,
        ..
    } = *conv;
    let wide = conv.batch / S::F32_LANES;
    let inside = |start: usize, size: usize| {
        let low = padding.saturating_sub(start);
        (low, kernel.min((size + padding).saturating_sub(start)))
    };
    let (top, bottom) = inside(row, height);
    let (left, right) = inside(column, width);
    let mut sums = [[simd.splat_f32s(0.0); V]; C];
    for c in 0..C {
        sums[c] = [bias[c]; V];
    }
    if left >= right {
        return sums;
    }
    for input in 0..conv.inputs {
        for u in top..bottom {
            let pixel = (input * height + row + u - padding) * width + column + left - padding;
            let tap = (input * kernel + u) * kernel + left;
            let weights = &packed[tap * C..(tap + right - left) * C];
            let from = &x[pixel * wide + at..];
            for (v, weights) in weights.chunks_exact(C).enumerate() {
                let from = &from[v * wide..v * wide + V];
                for c in 0..C {
                    let weight = simd.splat_f32s(weights[c]);
                    for v in 0..V {
                        sums[c][v] = simd.mul_add_e_f32s(from[v], weight, sums[c][v]);
                    }
                }
            }
        }
    }
    sums
}
