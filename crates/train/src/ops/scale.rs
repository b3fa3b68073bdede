//! Factors drawn anew at each step: injected noise on weights or on what layers give.

use super::numbers;
use crate::kernels::times;
use candle_core::{CpuStorage, CustomOp1, Error, Layout, Result, Shape, Tensor};

/// `x` times `factors`, entry by entry; the factors are constants to the gradient.
///
/// # Errors
/// Candle's, if there are not as many factors as entries.
pub fn scale(x: &Tensor, factors: Vec<f32>) -> Result<Tensor> {
    if x.device().is_cpu() {
        return x.apply_op1(Scale(factors));
    }
    x.mul(&Tensor::from_vec(factors, x.shape(), x.device())?)
}

#[derive(Debug)]
pub(crate) struct Scale(pub(crate) Vec<f32>);

impl CustomOp1 for Scale {
    fn name(&self) -> &'static str {
        "scale"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let x = numbers(x, layout)?;
        if x.len() != self.0.len() {
            let (got, want) = (self.0.len(), x.len());
            return Err(Error::Msg(format!("{got} factors for {want} entries")).bt());
        }
        Ok((CpuStorage::F32(times(x, &self.0)), layout.shape().clone()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let values = super::with(gradient, |g| Ok(times(g, &self.0)))?;
        Ok(Some(Tensor::from_vec(values, x.shape(), x.device())?))
    }
}
