//! What log-normal drift does to one layer, against probabilities in closed form.

use super::common::near;
use super::sweeps::{Net, sweep, usability};
use memrilab_analog::{Drift, Preserve};
use memrilab_train::data::{Dataset, Features, Shape};
use memrilab_train::kernels::Activation;
use memrilab_train::model::{Architecture, Batch, Layer, Weights};
use memrilab_train::robustness::{Level, LevelResult, SweepConfig, Which};
use std::sync::Arc;

/// One dense layer on samples whose chance to be right under drift is known.
fn line(inputs: &[f32], weights: &[f32], bias: f32) -> Net {
    let layers = vec![Layer::dense(1, Activation::None)];
    let net = Architecture::new("line", Shape::vector(inputs.len()), layers).unwrap();
    let names = vec!["0".to_owned(), "1".to_owned()];
    let twice = Features::Numbers([inputs, inputs].concat());
    let data = Dataset::new(net.input(), twice, vec![1, 0], names).unwrap();
    let batch = Batch::of(&data, &[0]);
    let weights = Weights::new(&net, vec![weights.to_vec()], vec![vec![bias]]).unwrap();
    (Arc::new(weights), Arc::new(vec![batch]))
}

const DRAWS: u64 = 20_000;

#[track_caller]
fn chance(result: &LevelResult, x: f64) {
    let p = 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
    let error = (p * (1.0 - p) / DRAWS as f64).sqrt();
    near("share of draws", result.mean(), p, 5.0 * error);
}

/// `exp(s z1) - a exp(s z2)` is above 0 with probability `Phi(-ln a / (s sqrt 2))`;
/// `exp(s z - s^2/2) - b`, whose mean is kept, with `Phi(-(ln b + s^2/2)/s)`.
#[test]
fn lognormal_drift_has_its_probabilities() {
    let levels: Vec<Level> = [0.9, 0.6, 0.3].map(usability).to_vec();
    for a in [0.7, 1.25, 2.0] {
        let net = line(&[1.0, -a], &[1.0, 1.0], 0.0);
        for (result, level) in sweep(&net, &levels, SweepConfig::new(DRAWS, 1))
            .iter()
            .zip(&levels)
        {
            let s = level.sigma();
            chance(result, -f64::from(a).ln() / (s * std::f64::consts::SQRT_2));
        }
        let net = line(&[1.0], &[1.0], -a);
        let keep = |level: &Level| Level {
            usability: level.usability,
            drift: Drift::from_usability(level.usability, Preserve::Mean).unwrap(),
        };
        let levels: Vec<Level> = levels.iter().map(keep).collect();
        for (result, level) in sweep(&net, &levels, SweepConfig::new(DRAWS, 2))
            .iter()
            .zip(&levels)
        {
            let s = level.sigma();
            chance(result, -(f64::from(a).ln() + 0.5 * s * s) / s);
        }
        // Biases drift if they are asked to, by normals of their own.
        let config = SweepConfig {
            which: Which::WithBiases,
            ..SweepConfig::new(DRAWS, 3)
        };
        for (result, level) in sweep(&net, &[usability(0.6)], config)
            .iter()
            .zip([usability(0.6)])
        {
            let s = level.sigma();
            chance(result, -f64::from(a).ln() / (s * std::f64::consts::SQRT_2));
        }
    }
}
