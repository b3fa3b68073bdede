//! The same operations made of candle's own, for devices that are not the processor, and to
//! check ours against.

use super::How;
use crate::kernels::{Activation, Conv};
use candle_core::{Result, Tensor};

fn activate(x: Tensor, act: Activation) -> Result<Tensor> {
    match act {
        Activation::None => Ok(x),
        Activation::Relu => x.relu(),
        Activation::Tanh => x.tanh(),
    }
}

/// The weights as they act: times their factors.
///
/// # Errors
/// Candle's.
pub fn acting(w: &Tensor, how: &How) -> Result<Tensor> {
    match &how.factors {
        Some(eta) => w.mul(&Tensor::from_slice(eta, w.shape(), w.device())?),
        None => Ok(w.clone()),
    }
}

/// [`super::dense`].
///
/// # Errors
/// Candle's.
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, act: Activation) -> Result<Tensor> {
    activate(w.matmul(x)?.broadcast_add(&b.unsqueeze(1)?)?, act)
}

/// [`super::conv`].
///
/// # Errors
/// Candle's.
pub fn conv(x: &Tensor, w: &Tensor, b: &Tensor, conv: Conv, act: Activation) -> Result<Tensor> {
    let images = x.permute((3, 0, 1, 2))?.contiguous()?;
    let sums = images.conv2d(w, conv.padding, 1, 1, 1)?;
    let bias = b.reshape((1, conv.outputs, 1, 1))?;
    let mut y = sums.broadcast_add(&bias)?;
    if conv.pool > 1 {
        // Not `max_pool2d`: its gradient is that of the mean of the window.
        let (rows, columns, pool) = (conv.rows(), conv.columns(), conv.pool);
        let whole = y.narrow(2, 0, rows * pool)?.narrow(3, 0, columns * pool)?;
        let windows = (conv.batch * conv.outputs, rows, pool, columns, pool);
        let best = whole.contiguous()?.reshape(windows)?.max(4)?.max(2)?;
        y = best.reshape((conv.batch, conv.outputs, rows, columns))?;
    }
    activate(y.permute((1, 2, 3, 0))?.contiguous()?, act)
}

/// [`super::loss`].
///
/// # Errors
/// Candle's.
pub fn loss(logits: &Tensor, labels: &[u32]) -> Result<Tensor> {
    let z = logits.narrow(1, 0, labels.len())?;
    if z.dim(0)? == 1 {
        let one: Vec<f32> = labels.iter().map(|l| *l as f32).collect();
        let one = Tensor::from_vec(one, (1, labels.len()), z.device())?;
        return candle_nn::loss::binary_cross_entropy_with_logit(&z, &one);
    }
    let labels = Tensor::from_slice(labels, labels.len(), z.device())?;
    candle_nn::loss::cross_entropy(&z.t()?.contiguous()?, &labels)
}
