//! What a network says of a few samples when its weights drift: enough of it to be looked at.

mod boundary;
mod gallery;

pub use boundary::Boundary;
pub(crate) use boundary::Plane;
pub use gallery::Judged;

use super::Device;
use memrilab_train::model::{Batch, Inference, Weights};
use memrilab_train::robustness::{Level, drifted, stored};
use memrilab_train::training::TrainError;

/// Most draws of a probe.
const MOST_DRAWS: u64 = 1000;

/// A network on a device, and which draws of the drift are meant: those of a sweep with the same
/// seed.
#[derive(Debug)]
pub struct Probe<'a> {
    weights: &'a Weights,
    level: Level,
    stored: Vec<Vec<f32>>,
    seed: u64,
    inference: Inference,
}

impl<'a> Probe<'a> {
    /// Stores the weights on the device.
    ///
    /// # Errors
    /// As [`Device::level`], and what the mapping refuses.
    pub fn new(weights: &'a Weights, device: &Device, seed: u64) -> Result<Self, TrainError> {
        let level = device.level()?;
        Ok(Self {
            stored: stored(weights, &level)?,
            weights,
            level,
            seed,
            inference: Inference::default(),
        })
    }

    /// The weights of a layer as trained, as the device stores them, and after a draw of drift.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for a layer that is none; a drifted weight that is too large.
    pub fn layer(&self, layer: usize, draw: u64) -> Result<[Vec<f32>; 3], TrainError> {
        let count = self.weights.matrices.len();
        if layer >= count {
            return Err(TrainError::Setting {
                what: "the layer",
                value: layer as f64,
                range: format!("from 0 to {}", count - 1),
            });
        }
        let mut after = drifted(self.weights, &self.level, &self.stored, self.seed, draw)?;
        Ok([
            self.weights.matrices[layer].clone(),
            self.stored[layer].clone(),
            after.swap_remove(layer),
        ])
    }

    /// Calls `with` for each draw, with the logits `[logits, batch]` and the width of the batch.
    fn each(
        &mut self,
        draws: u64,
        batch: &Batch,
        mut with: impl FnMut(&[f32], usize),
    ) -> Result<(), TrainError> {
        if !(1..=MOST_DRAWS).contains(&draws) {
            return Err(TrainError::Setting {
                what: "the number of draws",
                value: draws as f64,
                range: format!("from 1 to {MOST_DRAWS}"),
            });
        }
        let (net, biases) = (self.weights.architecture(), &self.weights.biases);
        for draw in 0..draws {
            let m = drifted(self.weights, &self.level, &self.stored, self.seed, draw)?;
            with(self.inference.logits(net, &m, biases, batch), batch.batch);
        }
        Ok(())
    }

    /// The logits of the trained weights, which have not drifted.
    fn exact(&mut self, batch: &Batch) -> &[f32] {
        let (net, w) = (self.weights.architecture(), self.weights);
        self.inference.logits(net, &w.matrices, &w.biases, batch)
    }
}

/// The class that logits say of sample `s`: of equals the first; a single one says 1 above 0.
pub(super) fn class(logits: &[f32], width: usize, s: usize) -> usize {
    if logits.len() == width {
        return usize::from(logits[s] > 0.0);
    }
    let each = logits[s..].iter().step_by(width).enumerate();
    let best = each.fold((0, f32::NEG_INFINITY), |best, (c, &z)| {
        if z > best.1 { (c, z) } else { best }
    });
    best.0
}
