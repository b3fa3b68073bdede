//! The loss of a batch: softmax cross-entropy, or the logistic loss of one logit.

use super::{numbers, stock, with};
use crate::kernels::{
    correct, logistic, logistic_gradient, softmax_cross_entropy, softmax_gradient,
};
use candle_core::{CpuStorage, CustomOp1, Error, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// A scalar: the mean loss of the first samples of `[classes, batch]` logits, as many as
/// there are labels.
///
/// # Errors
/// Candle's, for shapes that do not fit.
pub fn loss(logits: &Tensor, labels: &Arc<[u32]>) -> Result<Tensor> {
    if logits.device().is_cpu() {
        logits.apply_op1(Loss(Arc::clone(labels)))
    } else {
        stock::loss(logits, labels)
    }
}

#[derive(Debug)]
pub(crate) struct Loss(pub(crate) Arc<[u32]>);

impl CustomOp1 for Loss {
    fn name(&self) -> &'static str {
        "loss"
    }

    fn cpu_fwd(&self, logits: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (classes, batch) = layout.shape().dims2()?;
        let z = numbers(logits, layout)?;
        let most = self.0.iter().max().map_or(0, |l| *l as usize);
        if self.0.is_empty() || self.0.len() > batch || most >= classes.max(2) {
            let samples = self.0.len();
            let what =
                format!("{samples} labels up to {most} for {classes} logits of a batch of {batch}");
            return Err(Error::Msg(what).bt());
        }
        let loss = if classes == 1 {
            logistic(z, &self.0)
        } else {
            softmax_cross_entropy(z, &self.0, batch)
        };
        Ok((CpuStorage::F32(vec![loss]), Shape::from(())))
    }

    fn bwd(&self, logits: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (classes, batch) = logits.dims2()?;
        let scale = gradient.to_scalar::<f32>()?;
        let values = with(logits, |z| {
            Ok(if classes == 1 {
                logistic_gradient(z, &self.0, scale)
            } else {
                softmax_gradient(z, &self.0, batch, scale)
            })
        })?;
        Ok(Some(Tensor::from_vec(
            values,
            (classes, batch),
            logits.device(),
        )?))
    }
}

/// How many of the labelled samples the logits tell right.
///
/// # Errors
/// Candle's.
pub fn right(logits: &Tensor, labels: &[u32]) -> Result<usize> {
    let (_, batch) = logits.dims2()?;
    if labels.len() > batch {
        let what = format!("{} labels for a batch of {batch}", labels.len());
        return Err(Error::Msg(what).bt());
    }
    if logits.device().is_cpu() {
        return with(logits, |z| Ok(correct(z, labels, batch)));
    }
    let z = logits.flatten_all()?.to_vec1::<f32>()?;
    Ok(correct(&z, labels, batch))
}
