//! A dense layer: product, bias and activation in one operation.

use super::{numbers, stock, with};
use crate::kernels::{Activation, Matrix, activate, activation_gradient, product, row_sums};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

/// `act(w x + b)` for `x` of `[inputs, batch]`, `w` of `[outputs, inputs]`, `b` of `[outputs]`.
///
/// # Errors
/// Candle's, for shapes that do not fit.
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, act: Activation) -> Result<Tensor> {
    if x.device().is_cpu() {
        x.apply_op3(w, b, Dense(act))
    } else {
        stock::dense(x, w, b, act)
    }
}

struct Dense(Activation);

impl CustomOp3 for Dense {
    fn name(&self) -> &'static str {
        "dense"
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
        let (inputs, batch) = lx.shape().dims2()?;
        let (outputs, _) = lw.shape().dims2()?;
        let (x, w, b) = (numbers(x, lx)?, numbers(w, lw)?, numbers(b, lb)?);
        let mut y = vec![0.0; outputs * batch];
        let (w, x) = (Matrix::new(w, outputs, inputs), Matrix::new(x, inputs, batch));
        product(&mut y, w, x);
        activate(&mut y, b, batch, self.0);
        Ok((CpuStorage::F32(y), (outputs, batch).into()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _: &Tensor,
        y: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let ((inputs, batch), (outputs, _)) = (x.dims2()?, w.dims2()?);
        let device = x.device();
        let before = with(gradient, |g| with(y, |y| Ok(activation_gradient(g, y, self.0))))?;
        let g = Matrix::new(&before, outputs, batch);
        let mut dw = vec![0.0; outputs * inputs];
        with(x, |x| {
            product(&mut dw, g, Matrix::new(x, inputs, batch).transposed());
            Ok(())
        })?;
        let db = Tensor::from_vec(row_sums(&before, outputs), outputs, device)?;
        let dw = Tensor::from_vec(dw, (outputs, inputs), device)?;
        let mut dx = None;
        if x.track_op() {
            let mut values = vec![0.0; inputs * batch];
            with(w, |w| {
                product(&mut values, Matrix::new(w, outputs, inputs).transposed(), g);
                Ok(())
            })?;
            dx = Some(Tensor::from_vec(values, (inputs, batch), device)?);
        }
        Ok((dx, Some(dw), Some(db)))
    }
}
