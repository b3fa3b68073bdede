//! A convolutional layer: convolution, bias, activation and max-pooling in one operation.

use super::{numbers, stock, with};
use crate::kernels::{Activation, Conv, Pooled, activation_gradient, row_sums, unpool, weight_gradient};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::OnceLock;

/// The layer for `x` of `[inputs, height, width, batch]`, `w` of `[outputs, inputs, kernel,
/// kernel]` and `b` of `[outputs]`; gives `[outputs, rows, columns, batch]`.
///
/// # Errors
/// Candle's, for shapes that do not fit.
pub fn conv(x: &Tensor, w: &Tensor, b: &Tensor, conv: Conv, act: Activation) -> Result<Tensor> {
    if !x.device().is_cpu() {
        return stock::conv(x, w, b, conv, act);
    }
    let places = OnceLock::new();
    let tracked = x.track_op() || w.track_op() || b.track_op();
    let op = Op { conv, act, tracked, places };
    x.apply_op3(w, b, op)
}

struct Op {
    conv: Conv,
    act: Activation,
    tracked: bool,
    /// Which place of each window held its maximum, from the pass forward.
    places: OnceLock<Vec<f32>>,
}

impl CustomOp3 for Op {
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
        let mut values = vec![0.0; conv.output_len()];
        let keep = self.tracked && conv.pool > 1;
        let mut places = vec![0.0; if keep { values.len() } else { 0 }];
        let out = Pooled {
            values: &mut values,
            places: &mut places,
        };
        conv.forward(numbers(x, lx)?, numbers(w, lw)?, numbers(b, lb)?, self.act, out);
        let _ = self.places.set(places);
        let shape = (conv.outputs, conv.rows(), conv.columns(), conv.batch);
        Ok((CpuStorage::F32(values), shape.into()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _: &Tensor,
        y: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let conv = &self.conv;
        let device = x.device();
        let pooled = with(gradient, |g| with(y, |y| Ok(activation_gradient(g, y, self.act))))?;
        let db = Tensor::from_vec(row_sums(&pooled, conv.outputs), conv.outputs, device)?;
        let full = match self.places.get() {
            Some(places) if conv.pool > 1 => unpool(conv, &pooled, places),
            _ => pooled,
        };
        let mut dw = vec![0.0; conv.weights()];
        with(x, |x| {
            weight_gradient(conv, x, &full, &mut dw);
            Ok(())
        })?;
        let dw = Tensor::from_vec(dw, w.shape(), device)?;
        let mut dx = None;
        if x.track_op() {
            let mut values = vec![0.0; conv.input_len()];
            with(w, |w| {
                conv.input_gradient(&full, w, &mut values);
                Ok(())
            })?;
            dx = Some(Tensor::from_vec(values, x.shape(), device)?);
        }
        Ok((dx, Some(dw), Some(db)))
    }
}
