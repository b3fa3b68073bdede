//! A network at work: forward only, on slices that are kept from batch to batch.

use super::{Architecture, Batch, Size};
use crate::kernels::{Conv, Matrix, Pooled, activate, correct, product};

/// The arrays a network needs to run.
#[derive(Debug, Default)]
pub struct Inference {
    front: Vec<f32>,
    back: Vec<f32>,
}

impl Inference {
    /// The logits `[logits, batch]` for a batch, weights as in [`super::Weights`].
    ///
    /// # Panics
    /// If batch or weights are not those of the network.
    pub fn logits(
        &mut self,
        net: &Architecture,
        matrices: &[Vec<f32>],
        biases: &[Vec<f32>],
        batch: &Batch,
    ) -> &[f32] {
        for (layer, size) in net.sizes().iter().enumerate() {
            let act = net.layers()[layer].activation();
            let (w, b) = (&matrices[layer], &biases[layer]);
            self.back.resize(size.results() * batch.batch, 0.0);
            let input: &[f32] = if layer == 0 {
                &batch.values
            } else {
                &self.front
            };
            match *size {
                Size::Conv(conv) => {
                    let conv = Conv {
                        batch: batch.batch,
                        ..conv
                    };
                    let out = Pooled {
                        values: &mut self.back,
                        places: &mut [],
                    };
                    conv.forward(input, w, b, act, out);
                }
                Size::Dense(inputs, outputs) => {
                    let w = Matrix::new(w, outputs, inputs);
                    product(&mut self.back, w, Matrix::new(input, inputs, batch.batch));
                    activate(&mut self.back, b, batch.batch, act);
                }
            }
            std::mem::swap(&mut self.front, &mut self.back);
        }
        &self.front
    }

    /// How many samples of a batch are told right.
    ///
    /// # Panics
    /// As [`Inference::logits`].
    pub fn correct(
        &mut self,
        net: &Architecture,
        matrices: &[Vec<f32>],
        biases: &[Vec<f32>],
        batch: &Batch,
    ) -> usize {
        let logits = self.logits(net, matrices, biases, batch);
        correct(logits, &batch.labels, batch.batch)
    }
}
