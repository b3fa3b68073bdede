//! The step and the pass forward that the benchmarks time, the same natively and in wasm.

use crate::model::{Architecture, Batch, Factors, Inference, Network, Weights};
use crate::training::{Method, Moments, TrainError};
use candle_core::Device;
use memrilab_core::{Stream, stream::normal};

/// A network on one batch of noise, ready to be stepped.
#[derive(Debug)]
pub struct Bench {
    weights: Weights,
    network: Network,
    moments: Moments,
    batch: Batch,
    inference: Inference,
}

impl Bench {
    /// Random weights, standard normal samples, labels in turn.
    ///
    /// # Errors
    /// Candle's.
    pub fn new(net: &Architecture, batch: usize) -> Result<Self, TrainError> {
        let weights = Weights::random(net, 1);
        let network = Network::new(&weights, &Device::Cpu)?;
        let batch = random_batch(net, batch, 0);
        Ok(Self {
            moments: Moments::new(Method::default(), network.parameters()),
            inference: Inference::default(),
            weights,
            network,
            batch,
        })
    }

    /// One step of training: forward, backward, Adam. Gives the loss.
    ///
    /// # Errors
    /// Candle's.
    pub fn step(&mut self) -> Result<f32, TrainError> {
        let (loss, _) = self
            .network
            .learn(&self.batch, &mut Factors::default(), &Device::Cpu)?;
        let parameters = self.network.parameters();
        self.moments
            .step(Method::default(), 1e-3, 0.0, parameters)?;
        Ok(loss)
    }

    /// One pass forward of the initial weights. Gives the first logit.
    pub fn forward(&mut self) -> f32 {
        let (m, b) = (&self.weights.matrices, &self.weights.biases);
        let net = self.weights.architecture();
        self.inference.logits(net, m, b, &self.batch)[0]
    }
}

/// Standard normal samples with labels in turn.
#[must_use]
pub fn random_batch(net: &Architecture, samples: usize, number: u64) -> Batch {
    let mut rng = Stream::new(1, "benchmark samples", number, 0);
    let batch = crate::kernels::width(samples);
    let mut values = vec![0.0; net.input().features() * batch];
    for row in values.chunks_exact_mut(batch) {
        for value in &mut row[..samples] {
            *value = normal(&mut rng) as f32;
        }
    }
    Batch {
        values,
        labels: (0..samples).map(|s| (s % net.classes()) as u32).collect(),
        batch,
    }
}
