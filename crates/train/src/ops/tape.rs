//! A chain of operations, forward and backward, without a graph.
//!
//! Candle's own pass backward adds every gradient to fresh zeros, and adds large ones on
//! threads of its own. For a chain both are waste: each operation's gradient is the next
//! one's argument. Operations and gradients are the same as candle's pass calls.

use super::How;
use super::conv::Convolution;
use super::dense::Dense;
use super::loss::Loss;
use super::scale::Scale;
use crate::kernels::{Activation, Conv};
use candle_core::{CustomOp1, CustomOp3, Device, Result, Tensor};
use std::sync::Arc;

/// The operations so far, with their arguments and results. On the processor only.
#[derive(Default)]
pub struct Tape(Vec<Recorded>);

enum Recorded {
    Layer {
        op: Box<dyn CustomOp3>,
        arguments: [Tensor; 3],
        result: Tensor,
    },
    Other {
        op: Box<dyn CustomOp1>,
        argument: Tensor,
        result: Tensor,
    },
}

impl Tape {
    /// [`super::conv`], recorded.
    ///
    /// # Errors
    /// As there.
    pub fn conv(
        &mut self,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
        (conv, act): (Conv, Activation),
        how: How,
    ) -> Result<Tensor> {
        let op = Convolution::new(conv, act, how, true, !self.0.is_empty());
        self.layer(op, x, w, b)
    }

    /// [`super::dense`], recorded.
    ///
    /// # Errors
    /// As there.
    pub fn dense(
        &mut self,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
        act: Activation,
        how: How,
    ) -> Result<Tensor> {
        let input = !self.0.is_empty();
        self.layer(Dense { act, how, input }, x, w, b)
    }

    /// [`super::scale`], recorded.
    ///
    /// # Errors
    /// As there.
    pub fn scale(&mut self, x: &Tensor, factors: Vec<f32>) -> Result<Tensor> {
        self.other(Scale(factors), x)
    }

    /// [`super::loss`], recorded.
    ///
    /// # Errors
    /// As there.
    pub fn loss(&mut self, logits: &Tensor, labels: &Arc<[u32]>) -> Result<Tensor> {
        self.other(Loss(Arc::clone(labels)), logits)
    }

    fn layer(
        &mut self,
        op: impl CustomOp3 + 'static,
        x: &Tensor,
        w: &Tensor,
        b: &Tensor,
    ) -> Result<Tensor> {
        let arguments = [x.clone(), w.clone(), b.clone()];
        let result = x.apply_op3_no_bwd(w, b, &op)?;
        self.0.push(Recorded::Layer {
            op: Box::new(op),
            arguments,
            result: result.clone(),
        });
        Ok(result)
    }

    fn other(&mut self, op: impl CustomOp1 + 'static, x: &Tensor) -> Result<Tensor> {
        let result = x.apply_op1_no_bwd(&op)?;
        self.0.push(Recorded::Other {
            op: Box::new(op),
            argument: x.clone(),
            result: result.clone(),
        });
        Ok(result)
    }

    /// Runs backward from the last operation, whose result is a scalar: the gradients of
    /// weights and biases are then in the slots that the layers were told of.
    ///
    /// # Errors
    /// Candle's.
    pub fn backward(self) -> Result<()> {
        let mut gradient = Tensor::new(1f32, &Device::Cpu)?;
        for recorded in self.0.into_iter().rev() {
            let next = match recorded {
                Recorded::Layer {
                    op,
                    arguments: [x, w, b],
                    result,
                } => op.bwd(&x, &w, &b, &result, &gradient)?.0,
                Recorded::Other {
                    op,
                    argument,
                    result,
                } => op.bwd(&argument, &result, &gradient)?,
            };
            match next {
                Some(next) => gradient = next,
                None => break,
            }
        }
        Ok(())
    }
}
