//! A network that learns: its weights as candle variables, and its pass forward with noise.

use super::weights::shape;
use super::{Architecture, Batch, ModelError, Size, Weights};
use crate::kernels::Conv;
use crate::ops::{self, How, Slot, Tape};
use candle_core::{Device, Result, Tensor, Var};
use std::sync::Arc;

/// Weights as variables on a device, and the network they belong to.
#[derive(Debug)]
pub struct Network {
    architecture: Architecture,
    parameters: Vec<Parameter>,
}

/// A matrix or a bias, and its gradient.
#[derive(Debug)]
pub struct Parameter {
    /// The numbers.
    pub var: Var,
    /// Their gradient from the last pass backward.
    pub gradient: Slot,
}

impl Parameter {
    fn new(tensor: &Tensor) -> Result<Self> {
        Ok(Self {
            var: Var::from_tensor(tensor)?,
            gradient: Slot::new(tensor.elem_count()),
        })
    }
}

/// The factors of one step: nothing for a layer without noise.
#[derive(Debug, Default)]
pub struct Factors {
    /// For each weight of a layer.
    pub weights: Vec<Option<Vec<f32>>>,
    /// For each result of a layer and sample, `[results, batch]`.
    pub activations: Vec<Option<Vec<f32>>>,
}

impl Network {
    /// Puts the weights on a device.
    ///
    /// # Errors
    /// Candle's.
    pub fn new(weights: &Weights, device: &Device) -> Result<Self> {
        let architecture = weights.architecture().clone();
        let mut parameters = Vec::new();
        for (layer, size) in architecture.sizes().iter().enumerate() {
            let (m, b) = (&weights.matrices[layer], &weights.biases[layer]);
            let matrix = Tensor::from_slice(m, shape(size), device)?;
            parameters.push(Parameter::new(&matrix)?);
            parameters.push(Parameter::new(&Tensor::from_slice(b, b.len(), device)?)?);
        }
        Ok(Self {
            architecture,
            parameters,
        })
    }

    /// Matrix and bias of each layer in turn.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The loss of a batch and how many of its samples are right; every parameter's
    /// gradient is then in its slot, if the loss is finite.
    ///
    /// # Errors
    /// Candle's.
    pub fn learn(
        &self,
        batch: &Batch,
        factors: &mut Factors,
        device: &Device,
    ) -> Result<(f32, usize)> {
        let labels: Arc<[u32]> = batch.labels.as_slice().into();
        let mut tape = device.is_cpu().then(Tape::default);
        let logits = self.run(batch, factors, device, tape.as_mut())?;
        let loss = match &mut tape {
            Some(tape) => tape.loss(&logits, &labels)?,
            None => ops::loss(&logits, &labels)?,
        };
        let right = ops::right(&logits, &labels)?;
        let value = loss.to_scalar::<f32>()?;
        if value.is_finite() {
            match tape {
                Some(tape) => tape.backward()?,
                None => self.backward(&loss)?,
            }
        }
        Ok((value, right))
    }

    /// Runs backward from a loss: every parameter's gradient is then in its slot.
    ///
    /// # Errors
    /// Candle's.
    pub fn backward(&self, loss: &Tensor) -> Result<()> {
        let mut gradients = loss.backward()?;
        // Where the operations are candle's own, so are the gradients.
        for parameter in &self.parameters {
            if let Some(gradient) = gradients.remove(&parameter.var) {
                let values = gradient.flatten_all()?.to_vec1()?;
                parameter.gradient.with(|slot| *slot = values);
            }
        }
        Ok(())
    }

    /// The weights as they are now.
    ///
    /// # Errors
    /// [`ModelError::Weights`] if one is not finite.
    pub fn weights(&self) -> std::result::Result<Weights, ModelError> {
        let values = |p: &Parameter| -> Result<Vec<f32>> { p.var.flatten_all()?.to_vec1() };
        let read = |start| -> Result<Vec<Vec<f32>>> {
            self.parameters
                .iter()
                .skip(start)
                .step_by(2)
                .map(values)
                .collect()
        };
        let candle = |e: candle_core::Error| ModelError::Weights(e.to_string());
        let (matrices, biases) = (read(0).map_err(candle)?, read(1).map_err(candle)?);
        Weights::new(&self.architecture, matrices, biases)
    }

    /// The logits `[logits, batch]`.
    ///
    /// # Errors
    /// Candle's.
    pub fn forward(&self, batch: &Batch, factors: &mut Factors, device: &Device) -> Result<Tensor> {
        self.run(batch, factors, device, None)
    }

    fn run(
        &self,
        batch: &Batch,
        factors: &mut Factors,
        device: &Device,
        mut tape: Option<&mut Tape>,
    ) -> Result<Tensor> {
        let net = &self.architecture;
        let input = net.input();
        let wide = batch.batch;
        let mut x = Tensor::from_slice(
            &batch.values,
            (input.channels, input.height, input.width, wide),
            device,
        )?;
        for (layer, size) in net.sizes().iter().enumerate() {
            let [w, b] = [&self.parameters[2 * layer], &self.parameters[2 * layer + 1]];
            let how = How {
                factors: factors.weights.get_mut(layer).and_then(Option::take),
                slots: Some((w.gradient.clone(), b.gradient.clone())),
            };
            let (w, b) = (w.var.as_tensor(), b.var.as_tensor());
            let act = net.layers()[layer].activation();
            x = match *size {
                Size::Conv(conv) => {
                    let conv = Conv {
                        batch: wide,
                        ..conv
                    };
                    match &mut tape {
                        Some(tape) => tape.conv(&x, w, b, (conv, act), how)?,
                        None => ops::conv(&x, w, b, (conv, act), how)?,
                    }
                }
                Size::Dense(inputs, _) => {
                    let x = x.reshape((inputs, wide))?;
                    match &mut tape {
                        Some(tape) => tape.dense(&x, w, b, act, how)?,
                        None => ops::dense(&x, w, b, act, how)?,
                    }
                }
            };
            if let Some(eta) = factors.activations.get_mut(layer).and_then(Option::take) {
                x = match &mut tape {
                    Some(tape) => tape.scale(&x, eta)?,
                    None => ops::scale(&x, eta)?,
                };
            }
        }
        Ok(x)
    }
}
