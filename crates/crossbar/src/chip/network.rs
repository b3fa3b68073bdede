//! A network of dense layers: what a crossbar can hold.

use crate::CrossbarError;
use memrilab_analog::moons::MoonsNet;
use serde::{Deserialize, Serialize};

/// What follows a layer's sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Activation {
    /// Nothing.
    #[default]
    None,
    /// `tanh z`.
    Tanh,
    /// `max(z, 0)`.
    Relu,
}

impl Activation {
    pub(crate) fn of(self, z: f64) -> f64 {
        match self {
            Self::None => z,
            Self::Tanh => libm::tanh(z),
            Self::Relu => z.max(0.0),
        }
    }
}

/// One layer: `y_j = f(sum_i x_i w[i][j] + b_j)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// Inputs.
    pub inputs: usize,
    /// Outputs.
    pub outputs: usize,
    /// inputs x outputs, a row for each input.
    pub weights: Vec<f64>,
    /// One for each output.
    pub biases: Vec<f64>,
    /// What follows the sums.
    pub activation: Activation,
}

/// Dense layers, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Dense>,
}

impl Network {
    /// Checks that the layers fit together.
    ///
    /// # Errors
    /// [`CrossbarError::Network`] without layers, for sizes that do not fit or a number that is
    /// not finite.
    pub fn new(layers: Vec<Dense>) -> Result<Self, CrossbarError> {
        let bad = |why: String| Err(CrossbarError::Network(why));
        if layers.is_empty() {
            return bad("it has no layers".into());
        }
        for (number, layer) in layers.iter().enumerate() {
            let name = number + 1;
            let sizes = layer.inputs.checked_mul(layer.outputs);
            if layer.outputs == 0 || layer.inputs == 0 || sizes != Some(layer.weights.len()) {
                return bad(format!(
                    "layer {name} is to have {} x {} weights and has {}",
                    layer.inputs,
                    layer.outputs,
                    layer.weights.len()
                ));
            }
            if layer.biases.len() != layer.outputs {
                return bad(format!(
                    "layer {name} has {} outputs and {} biases",
                    layer.outputs,
                    layer.biases.len()
                ));
            }
            if number > 0 && layers[number - 1].outputs != layer.inputs {
                return bad(format!(
                    "layer {name} takes {} inputs, but the one before gives {}",
                    layer.inputs,
                    layers[number - 1].outputs
                ));
            }
            if !layer
                .weights
                .iter()
                .chain(&layer.biases)
                .all(|w| w.is_finite())
            {
                return bad(format!("layer {name} holds a number that is not finite"));
            }
        }
        Ok(Self { layers })
    }

    /// The moons classifier: tanh units and one logit.
    ///
    /// ```
    /// use memrilab_analog::moons::MoonsNet;
    /// use memrilab_crossbar::chip::Network;
    /// let net = MoonsNet { hidden: 1, w1: vec![2.0, -1.0, 0.5], w2: vec![3.0, -1.5] };
    /// let network = Network::of_moons(&net)?;
    /// let logit = network.forward(&[0.3, 0.4])[0];
    /// assert_eq!(logit, net.forward(&[[0.3, 0.4]]).unwrap()[0]);
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Network::new`] and [`MoonsNet::check`].
    pub fn of_moons(net: &MoonsNet) -> Result<Self, CrossbarError> {
        net.check()
            .map_err(|e| CrossbarError::Network(e.to_string()))?;
        let (weights, biases) = net.w1.split_at(2 * net.hidden);
        let (out, bias) = net.w2.split_at(net.hidden);
        Self::new(vec![
            Dense {
                inputs: 2,
                outputs: net.hidden,
                weights: weights.to_vec(),
                biases: biases.to_vec(),
                activation: Activation::Tanh,
            },
            Dense {
                inputs: net.hidden,
                outputs: 1,
                weights: out.to_vec(),
                biases: bias.to_vec(),
                activation: Activation::None,
            },
        ])
    }

    /// The layers.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// Numbers that a sample has.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// Numbers that come out.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs
    }

    /// The outputs for one sample, in floating point.
    ///
    /// # Panics
    /// If the sample has another number of inputs.
    #[must_use]
    pub fn forward(&self, sample: &[f64]) -> Vec<f64> {
        assert_eq!(sample.len(), self.inputs(), "the inputs of a sample");
        let mut values = sample.to_vec();
        for layer in &self.layers {
            values = layer.after(&values);
        }
        values
    }

    /// The class of these outputs: 1 where a single one is above 0, else the place of the largest.
    #[must_use]
    pub fn class(outputs: &[f64]) -> usize {
        match outputs {
            [logit] => usize::from(*logit > 0.0),
            _ => {
                let best = |best: usize, i: usize| {
                    if outputs[i] > outputs[best] { i } else { best }
                };
                (0..outputs.len()).fold(0, best)
            }
        }
    }
}

impl Dense {
    pub(crate) fn after(&self, values: &[f64]) -> Vec<f64> {
        // Row by row, as the weights lie; many inputs of an image are 0.
        let mut sums = vec![0.0; self.outputs];
        let rows = self.weights.chunks_exact(self.outputs);
        for (x, row) in values.iter().zip(rows).filter(|(x, _)| **x != 0.0) {
            for (sum, w) in sums.iter_mut().zip(row) {
                *sum += x * w;
            }
        }
        let biased = sums.iter().zip(&self.biases);
        biased.map(|(z, b)| self.activation.of(z + b)).collect()
    }
}
