//! What the layers' operations share: factors on the weights, and where gradients go.

use super::expect;
use crate::kernels::times;
use candle_core::{Result, Tensor};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

/// The gradient of a parameter, written by the pass backward, read by the optimiser.
///
/// Candle adds each gradient to fresh zeros, which for a weight costs more than the gradient:
/// two allocations and three passes over memory a step. So the operations can be told to
/// write gradients of weights and biases here instead, over what was there before.
#[derive(Debug, Clone, Default)]
pub struct Slot(Arc<Mutex<Vec<f32>>>);

impl Slot {
    /// The place for so many numbers.
    #[must_use]
    pub fn new(length: usize) -> Self {
        Self(Arc::new(Mutex::new(vec![0.0; length])))
    }

    /// Hands what is there to `then`.
    pub fn with<T>(&self, then: impl FnOnce(&mut Vec<f32>) -> T) -> T {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a layer's operation is told besides its arguments.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Factors on the weights, constants to the gradient.
    pub factors: Option<Vec<f32>>,
    /// Where the gradients of weights and biases go; to candle if absent, and nowhere if
    /// they are no variables then.
    pub slots: Option<(Slot, Slot)>,
}

impl How {
    /// The weights as they act.
    pub(super) fn acting<'a>(&self, w: &'a [f32]) -> Result<Cow<'a, [f32]>> {
        Ok(match &self.factors {
            Some(eta) => {
                expect("factors", &[eta.len()], &[w.len()])?;
                Cow::Owned(times(w, eta))
            }
            None => Cow::Borrowed(w),
        })
    }

    /// Computes the gradients of weights (by `dw`) and biases, and puts them where they go.
    pub(super) fn gradients(
        &self,
        (w, b): (&Tensor, &Tensor),
        dw: impl FnOnce(&mut [f32]),
        db: impl FnOnce(&mut [f32]),
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let weights = |to: &mut [f32]| {
            dw(to);
            if let Some(eta) = &self.factors {
                to.iter_mut().zip(eta).for_each(|(g, eta)| *g *= eta);
            }
        };
        if let Some((slot_w, slot_b)) = &self.slots {
            slot_w.with(|to| weights(to));
            slot_b.with(|to| db(to));
            return Ok((None, None));
        }
        let (mut gw, mut gb) = (None, None);
        if w.track_op() {
            let mut values = vec![0.0; w.elem_count()];
            weights(&mut values);
            gw = Some(Tensor::from_vec(values, w.shape(), w.device())?);
        }
        if b.track_op() {
            let mut values = vec![0.0; b.elem_count()];
            db(&mut values);
            gb = Some(Tensor::from_vec(values, b.shape(), b.device())?);
        }
        Ok((gw, gb))
    }
}
