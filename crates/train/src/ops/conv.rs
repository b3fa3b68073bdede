//! A convolutional layer: convolution, bias, activation and max-pooling in one operation.

use super::{How, expect, numbers, stock, whole, with};
use crate::kernels::{
    Activation, Conv, Pooled, activation_gradient, row_sums, unpool, weight_gradient,
};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::cell::RefCell;
use std::sync::OnceLock;

/// The layer for `x` of `[inputs, height, width, batch]`, `w` of `[outputs, inputs, kernel,
/// kernel]` and `b` of `[outputs]`; gives `[outputs, rows, columns, batch]`.
///
/// # Errors
/// Candle's, for shapes that do not fit.
pub fn conv(
    x: &Tensor,
    w: &Tensor,
    b: &Tensor,
    (conv, act): (Conv, Activation),
    how: How,
) -> Result<Tensor> {
    if !x.device().is_cpu() {
        return stock::conv(x, &stock::acting(w, &how)?, b, conv, act);
    }
    let input = x.track_op();
    let tracked = input || w.track_op() || b.track_op();
    x.apply_op3(w, b, Convolution::new(conv, act, how, tracked, input))
}

thread_local! {
    /// The gradient before pooling, kept from step to step: it is large, and to take fresh
    /// memory from the system costs as much as to fill it.
    static FULL: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// The operation itself, for those who run backward on their own.
#[derive(Debug)]
pub(crate) struct Convolution {
    conv: Conv,
    act: Activation,
    how: How,
    /// Whether there is a pass backward, and whether it is to reach the input.
    tracked: bool,
    input: bool,
    /// Which place of each window held its maximum, from the pass forward.
    places: OnceLock<Vec<f32>>,
}

impl Convolution {
    pub(crate) fn new(conv: Conv, act: Activation, how: How, tracked: bool, input: bool) -> Self {
        Self {
            conv,
            act,
            how,
            tracked,
            input,
            places: OnceLock::new(),
        }
    }
}

impl CustomOp3 for Convolution {
    fn name(&self) -> &'static str {
        "conv"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        lx: &Layout,
        w: &CpuStorage,
        lw: &Layout,
        b: &CpuStorage,
        lb: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let conv = &self.conv;
        let Conv {
            inputs,
            outputs,
            height,
            width,
            kernel,
            batch,
            ..
        } = *conv;
        whole(batch)?;
        expect("images", lx.dims(), &[inputs, height, width, batch])?;
        expect("kernels", lw.dims(), &[outputs, inputs, kernel, kernel])?;
        expect("biases", lb.dims(), &[outputs])?;
        let mut values = vec![0.0; conv.output_len()];
        let keep = self.tracked && conv.pool > 1;
        let mut places = vec![0.0; if keep { values.len() } else { 0 }];
        let out = Pooled {
            values: &mut values,
            places: &mut places,
        };
        let w = self.how.acting(numbers(w, lw)?)?;
        conv.forward(numbers(x, lx)?, &w, numbers(b, lb)?, self.act, out);
        let _ = self.places.set(places);
        let shape = (conv.outputs, conv.rows(), conv.columns(), conv.batch);
        Ok((CpuStorage::F32(values), shape.into()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
        y: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let conv = &self.conv;
        let pooled = with(gradient, |g| {
            with(y, |y| Ok(activation_gradient(g, y, self.act)))
        })?;
        FULL.with_borrow_mut(|full| {
            let full: &[f32] = match self.places.get() {
                Some(places) if conv.pool > 1 => {
                    unpool(conv, &pooled, places, full);
                    full
                }
                _ => &pooled,
            };
            let (dw, db) = with(x, |x| {
                let weights = |to: &mut [f32]| weight_gradient(conv, x, full, to);
                self.how
                    .gradients((w, b), weights, |to| row_sums(&pooled, to))
            })?;
            let mut dx = None;
            if self.input {
                let mut values = vec![0.0; conv.input_len()];
                with(w, |w| {
                    conv.input_gradient(full, &self.how.acting(w)?, &mut values);
                    Ok(())
                })?;
                dx = Some(Tensor::from_vec(values, x.shape(), x.device())?);
            }
            Ok((dx, dw, db))
        })
    }
}
