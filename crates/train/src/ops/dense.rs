//! A dense layer: product, bias and activation in one operation.

use super::{How, expect, numbers, stock, whole, with};
use crate::kernels::{Activation, Matrix, activate, activation_gradient, product, row_sums};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

/// `act(w x + b)` for `x` of `[inputs, batch]`, `w` of `[outputs, inputs]`, `b` of `[outputs]`;
/// `w` times its factors where there are some.
///
/// # Errors
/// Candle's, for shapes that do not fit.
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, act: Activation, how: How) -> Result<Tensor> {
    if x.device().is_cpu() {
        let input = x.track_op();
        x.apply_op3(w, b, Dense { act, how, input })
    } else {
        stock::dense(x, &stock::acting(w, &how)?, b, act)
    }
}

/// The operation itself, for those who run backward on their own.
#[derive(Debug)]
pub(crate) struct Dense {
    /// What follows the sums.
    pub(crate) act: Activation,
    /// Factors and slots.
    pub(crate) how: How,
    /// Whether the gradient with respect to the input is wanted.
    pub(crate) input: bool,
}

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
        whole(batch)?;
        expect("weights", lw.dims(), &[outputs, inputs])?;
        expect("biases", lb.dims(), &[outputs])?;
        let (x, w, b) = (numbers(x, lx)?, numbers(w, lw)?, numbers(b, lb)?);
        let mut y = vec![0.0; outputs * batch];
        let w = self.how.acting(w)?;
        product(
            &mut y,
            Matrix::new(&w, outputs, inputs),
            Matrix::new(x, inputs, batch),
        );
        activate(&mut y, b, batch, self.act);
        Ok((CpuStorage::F32(y), (outputs, batch).into()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
        y: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let ((inputs, batch), (outputs, _)) = (x.dims2()?, w.dims2()?);
        let before = with(gradient, |g| {
            with(y, |y| Ok(activation_gradient(g, y, self.act)))
        })?;
        let g = Matrix::new(&before, outputs, batch);
        let (dw, db) = with(x, |x| {
            let weights =
                |to: &mut [f32]| product(to, g, Matrix::new(x, inputs, batch).transposed());
            self.how
                .gradients((w, b), weights, |to| row_sums(&before, to))
        })?;
        let mut dx = None;
        if self.input {
            let mut values = vec![0.0; inputs * batch];
            with(w, |w| {
                let w = self.how.acting(w)?;
                product(
                    &mut values,
                    Matrix::new(&w, outputs, inputs).transposed(),
                    g,
                );
                Ok(())
            })?;
            dx = Some(Tensor::from_vec(values, (inputs, batch), x.device())?);
        }
        Ok((dx, dw, db))
    }
}
