//! A sweep as a job: levels times draws, a few batches a step.
//!
//! Draw `d` multiplies weight `i` of a layer by `exp(sigma z)` with the same normal `z` at
//! every level and for every network of the same size (common random numbers), so that
//! differences between levels and between networks are not those of the draws. What the
//! levels of a draw share is done once: the normals, and bringing a batch into the cache.

use super::{Level, LevelResult};
use crate::model::{Batch, Inference, ModelError, Weights};
use crate::training::{TrainError, within};
use memrilab_analog::drift::{apply, fill_normals};
use memrilab_core::{Job, Progress, Step, Stream};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What drifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Which {
    /// The matrices of all analog layers.
    #[default]
    Matrices,
    /// These and their biases.
    WithBiases,
    /// The matrix of one layer.
    Layer(usize),
}

/// Draws of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SweepConfig {
    /// Number of the first draw.
    pub first: u64,
    /// How many.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
    /// What drifts.
    pub which: Which,
}

impl SweepConfig {
    /// Draws 0, 1, .. of all matrices.
    #[must_use]
    pub fn new(draws: u64, seed: u64) -> Self {
        Self {
            first: 0,
            draws,
            seed,
            which: Which::Matrices,
        }
    }
}

/// Multiplications that take about 20 ms on a slow machine.
const STEP_PRODUCTS: usize = 100_000_000;

/// Matrices and biases.
type Drifted = (Vec<Vec<f32>>, Vec<Vec<f32>>);

/// Runs a network on drifted weights.
#[derive(Debug)]
pub struct Sweep {
    config: SweepConfig,
    levels: Vec<Level>,
    weights: Arc<Weights>,
    batches: Arc<Vec<Batch>>,
    /// Weights as each level's device stores them, where it does not store them exactly.
    stored: Vec<Vec<Vec<f32>>>,
    /// Matrices and biases of this draw, by level.
    drifted: Vec<Drifted>,
    right: Vec<u64>,
    draw: u64,
    batch: usize,
    results: Vec<LevelResult>,
    inference: Inference,
}

impl Sweep {
    /// Prepares a sweep over batches.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for no draw, level or batch, or a layer that is none;
    /// [`TrainError::Model`] for samples of another shape; what the mapping refuses.
    pub fn new(
        weights: Arc<Weights>,
        batches: Arc<Vec<Batch>>,
        levels: Vec<Level>,
        config: SweepConfig,
    ) -> Result<Self, TrainError> {
        let count = |what, value: f64, most: f64| {
            within(
                what,
                value,
                1.0,
                most,
                format!("a whole number from 1 to {most}"),
            )
        };
        count("the number of draws", config.draws as f64, 1e6)?;
        count("the number of levels", levels.len() as f64, 1000.0)?;
        count(
            "the number of samples",
            batches.iter().map(|b| b.labels.len()).sum::<usize>() as f64,
            1e9,
        )?;
        within(
            "the first draw",
            config.first as f64,
            0.0,
            1e15,
            "a whole number up to 10^15".into(),
        )?;
        let features = weights.architecture().input().features();
        if let Some(batch) = batches
            .iter()
            .find(|b| b.values.len() != features * b.batch)
        {
            return Err(ModelError::Input {
                wants: weights.architecture().input().to_string(),
                got: format!("{} numbers", batch.values.len() / batch.batch.max(1)),
            }
            .into());
        }
        let layers = weights.matrices.len();
        if let Which::Layer(layer) = config.which {
            within(
                "the layer",
                layer as f64,
                0.0,
                layers as f64 - 1.0,
                format!("from 0 to {}", layers - 1),
            )?;
        }
        let mut stored = Vec::new();
        for level in &levels {
            let mut matrices = weights.matrices.clone();
            for (layer, matrix) in matrices.iter_mut().enumerate() {
                if drifts(&weights, config.which, layer) {
                    level.drift.map(&weights.matrices[layer], matrix)?;
                }
            }
            stored.push(matrices);
        }
        let results = levels.iter().map(|level| LevelResult {
            usability: level.usability,
            sigma: level.sigma(),
            draws: Vec::new(),
        });
        Ok(Self {
            results: results.collect(),
            right: vec![0; levels.len()],
            drifted: Vec::new(),
            draw: 0,
            batch: 0,
            inference: Inference::default(),
            config,
            levels,
            weights,
            batches,
            stored,
        })
    }

    /// Draws the normals of a draw and drifts the weights of every level.
    fn begin_draw(&mut self) -> Result<(), TrainError> {
        let number = self.config.first + self.draw;
        self.drifted = self
            .stored
            .iter()
            .map(|m| (m.clone(), self.weights.biases.clone()))
            .collect();
        for layer in 0..self.weights.matrices.len() {
            if !drifts(&self.weights, self.config.which, layer) {
                continue;
            }
            let size = self.weights.matrices[layer].len();
            let z = normals(self.config.seed, number, layer, size);
            for (level, (matrices, _)) in self.drifted.iter_mut().enumerate() {
                let drift = &self.levels[level].drift;
                drift.apply(&self.stored[level][layer], &z, &mut matrices[layer])?;
            }
            if self.config.which == Which::WithBiases {
                let plain = &self.weights.biases[layer];
                let mut z = vec![0.0; plain.len()];
                fill_normals(
                    &mut Stream::new(self.config.seed, "drift of biases", number, layer as u64),
                    &mut z,
                );
                for (level, (_, biases)) in self.drifted.iter_mut().enumerate() {
                    let drift = &self.levels[level].drift;
                    apply(
                        drift.options().preserve,
                        drift.sigma(),
                        plain,
                        &z,
                        &mut biases[layer],
                    )?;
                }
            }
        }
        Ok(())
    }

    fn end_draw(&mut self) {
        let samples: usize = self.batches.iter().map(|b| b.labels.len()).sum();
        for (result, right) in self.results.iter_mut().zip(&mut self.right) {
            result
                .draws
                .push(std::mem::take(right) as f64 / samples as f64);
        }
        self.draw += 1;
        self.batch = 0;
        self.drifted.clear();
    }
}

/// The normals of a draw for the matrix of a layer.
fn normals(seed: u64, draw: u64, layer: usize, size: usize) -> Vec<f32> {
    let mut z = vec![0.0; size];
    fill_normals(&mut Stream::new(seed, "drift", draw, layer as u64), &mut z);
    z
}

/// The matrices of a network as a device stores them.
///
/// # Errors
/// What the mapping refuses.
pub fn stored(weights: &Weights, level: &Level) -> Result<Vec<Vec<f32>>, TrainError> {
    let mut matrices = weights.matrices.clone();
    for (layer, matrix) in matrices.iter_mut().enumerate() {
        if drifts(weights, Which::Matrices, layer) {
            level.drift.map(&weights.matrices[layer], matrix)?;
        }
    }
    Ok(matrices)
}

/// Matrices that [`stored`] gave, after draw `draw` of the drift: those that a [`Sweep`] with
/// the same seed runs its samples on.
///
/// # Errors
/// As [`memrilab_analog::Drift::apply`].
pub fn drifted(
    weights: &Weights,
    level: &Level,
    stored: &[Vec<f32>],
    seed: u64,
    draw: u64,
) -> Result<Vec<Vec<f32>>, TrainError> {
    let mut matrices = stored.to_vec();
    for (layer, matrix) in matrices.iter_mut().enumerate() {
        if drifts(weights, Which::Matrices, layer) {
            let z = normals(seed, draw, layer, matrix.len());
            level.drift.apply(&stored[layer], &z, matrix)?;
        }
    }
    Ok(matrices)
}

fn drifts(weights: &Weights, which: Which, layer: usize) -> bool {
    match which {
        Which::Layer(only) => layer == only,
        Which::Matrices | Which::WithBiases => weights.architecture().layers()[layer].is_analog(),
    }
}

impl Job for Sweep {
    type Output = Vec<LevelResult>;
    type Error = TrainError;

    fn step(&mut self) -> Result<Step<Self::Output>, TrainError> {
        if self.results.is_empty() {
            return Err(TrainError::Over);
        }
        if self.draw == self.config.draws {
            return Ok(Step::Done(std::mem::take(&mut self.results)));
        }
        if self.batch == 0 {
            self.begin_draw()?;
        }
        let net = self.weights.architecture();
        let widest = self.batches.first().map_or(1, |b| b.batch);
        let products = net.products().saturating_mul(self.levels.len());
        let each = products.saturating_mul(widest).max(1);
        let to = (self.batch + (STEP_PRODUCTS / each).max(1)).min(self.batches.len());
        for batch in &self.batches[self.batch..to] {
            for (level, (matrices, biases)) in self.drifted.iter().enumerate() {
                self.right[level] += self.inference.correct(net, matrices, biases, batch) as u64;
            }
        }
        self.batch = to;
        if self.batch == self.batches.len() {
            self.end_draw();
        }
        let batches = self.batches.len() as u64;
        Ok(Step::Running(Progress {
            done: self.draw * batches + self.batch as u64,
            total: self.config.draws * batches,
        }))
    }
}
