//! The noise of a training: which layers, a new one each step, and that nothing else is done.

use super::common::{SMALL, all_bits, bits, images, small_lenet, train};
use candle_core::Device;
use memrilab_analog::{Injection, Noise, Site};
use memrilab_core::Stream;
use memrilab_train::data::{Dataset, permutation};
use memrilab_train::kernels::{Activation, Sgd, sgd};
use memrilab_train::model::{Architecture, Batch, Factors, Layer, Network, Weights};
use memrilab_train::ops;
use memrilab_train::training::{Method, NoisePlan, Schedule, TrainConfig};

const LAWS: [Noise; 6] = [
    Noise::None,
    Noise::Multinomial { p1: 0.2, p2: 0.4 },
    Noise::Dropout { rate: 0.3 },
    Noise::Gaussian { sigma: 0.4 },
    Noise::Laplace { scale: 0.3 },
    Noise::LogNormal { sigma: 0.5 },
];

fn config(net: Architecture, epochs: usize, noise: NoisePlan) -> TrainConfig {
    TrainConfig {
        batch: 20,
        rate: 0.25,
        schedule: Schedule::Constant,
        method: Method::Sgd(Sgd { momentum: 0.5 }),
        noise,
        ..TrainConfig::new(net, epochs, 11)
    }
}

/// The training written out by hand from the network and the kernels alone.
fn by_hand(config: &TrainConfig, data: &Dataset) -> Weights {
    let net = &config.model;
    let mut weights = Weights::random(net, config.seed);
    let network = |weights: &Weights| Network::new(weights, &Device::Cpu).unwrap();
    let mut momentum: Vec<Vec<f32>> = vec![];
    for p in network(&weights).parameters() {
        momentum.push(vec![0.0; p.var.elem_count()]);
    }
    let batches = data.len().div_ceil(config.batch);
    for step in 0..config.epochs * batches {
        let epoch = (step / batches) as u64;
        let order = permutation(
            data.len(),
            &mut Stream::new(config.seed, "order of samples", epoch, 0),
        );
        let from = step % batches * config.batch;
        let batch = Batch::of(data, &order[from..(from + config.batch).min(data.len())]);
        let mut factors = Factors::default();
        for (layer, size) in net.sizes().iter().enumerate() {
            let noise = match config.noise.layers.as_slice() {
                [] => Noise::None,
                [one] => *one,
                each => each[layer],
            };
            let (Layer::Conv { analog, .. } | Layer::Dense { analog, .. }) = net.layers()[layer];
            let source = Injection {
                noise,
                site: config.noise.site,
                mean_preserving: config.noise.mean_preserving,
            };
            let mut rng = Stream::new(config.seed, "injected noise", step as u64, layer as u64);
            let mut draw = |n: usize| {
                let mut eta = vec![0.0; n];
                source.check().unwrap().factors(&mut rng, &mut eta);
                (analog && noise != Noise::None).then_some(eta)
            };
            let (rows, columns) = size.matrix();
            let last = layer + 1 == net.sizes().len();
            match config.noise.site {
                Site::Weight => factors.weights.push(draw(rows * columns)),
                Site::Activation if last => factors.activations.push(None),
                Site::Activation => factors.activations.push(draw(size.results() * batch.batch)),
            }
        }
        let network = network(&weights);
        let logits = network.forward(&batch, &mut factors, &Device::Cpu).unwrap();
        let loss = ops::loss(&logits, &batch.labels.clone().into()).unwrap();
        network.backward(&loss).unwrap();
        let Method::Sgd(of) = config.method else {
            panic!()
        };
        for (i, p) in network.parameters().iter().enumerate() {
            let values = if i % 2 == 0 {
                &mut weights.matrices
            } else {
                &mut weights.biases
            };
            let done = step as f64 / (config.epochs * batches) as f64;
            let share = 0.5 * (1.0 + libm::cos(std::f64::consts::PI * done));
            let rate = ((config.rate * share) as f32, config.decay as f32);
            p.gradient
                .with(|g| sgd(of, rate, &mut values[i / 2], g, &mut momentum[i]));
        }
    }
    weights
}

#[test]
fn every_noise_and_site_is_what_is_written_out_by_hand() {
    let data = images(50, SMALL, 3, 1);
    let digital = {
        let mut layers = small_lenet().layers().to_vec();
        let Layer::Dense { analog, .. } = &mut layers[1] else {
            panic!()
        };
        *analog = false;
        Architecture::new("partly digital", SMALL, layers).unwrap()
    };
    let mut seen = vec![];
    for site in [Site::Weight, Site::Activation] {
        let each = NoisePlan {
            layers: vec![LAWS[1], LAWS[5], LAWS[2]],
            mean_preserving: false,
            site,
        };
        let plans = LAWS.map(|noise| NoisePlan::every(noise, site));
        for plan in plans.into_iter().chain([each]) {
            for net in [small_lenet(), digital.clone()] {
                let config = TrainConfig {
                    schedule: Schedule::Cosine,
                    decay: 0.01,
                    ..config(net, 2, plan.clone())
                };
                let trained = train(config.clone(), &data, None);
                assert_eq!(
                    all_bits(&trained.weights),
                    all_bits(&by_hand(&config, &data)),
                    "{plan:?}"
                );
                seen.push((plan.layers[0] == Noise::None, all_bits(&trained.weights)));
            }
        }
    }
    // Without noise all sites and networks are one training, with it all differ.
    let silent: Vec<_> = seen.iter().filter(|(none, _)| *none).collect();
    assert!(silent.len() == 4 && silent.iter().all(|s| s.1 == silent[0].1));
    let mut all: Vec<_> = seen.iter().map(|s| &s.1).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), seen.len() - 3);
}

/// Factors that are all 0 leave no gradient behind them: an independent look at which
/// layers they are on.
#[test]
fn extremes_show_which_layers_have_noise() {
    let data = images(20, SMALL, 3, 1);
    let moved = |site, quiet: Option<usize>| -> Vec<bool> {
        let mut layers = small_lenet().layers().to_vec();
        for (i, layer) in layers.iter_mut().enumerate() {
            let (Layer::Conv { analog, .. } | Layer::Dense { analog, .. }) = layer;
            *analog = Some(i) != quiet;
        }
        let net = Architecture::new("small", SMALL, layers).unwrap();
        let plan = NoisePlan {
            layers: vec![Noise::Multinomial { p1: 1.0, p2: 0.0 }],
            site,
            mean_preserving: false,
        };
        let trained = train(config(net.clone(), 1, plan), &data, None).weights;
        let before = Weights::random(&net, 11);
        let differ = |a: &[f32], b: &[f32]| bits(a) != bits(b);
        let each = trained.matrices.iter().zip(&before.matrices);
        let mut all: Vec<bool> = each.map(|(a, b)| differ(a, b)).collect();
        all.extend(
            trained
                .biases
                .iter()
                .zip(&before.biases)
                .map(|(a, b)| differ(a, b)),
        );
        all
    };
    // Matrices, then biases, of the three layers: [conv, hidden, last].
    assert_eq!(
        moved(Site::Weight, None),
        [false, false, false, false, false, true]
    );
    assert_eq!(
        moved(Site::Weight, Some(2)),
        [false, false, true, false, true, true]
    );
    assert_eq!(
        moved(Site::Activation, None),
        [false, false, false, false, false, true]
    );
    assert_eq!(
        moved(Site::Activation, Some(1)),
        [false, false, true, false, true, true]
    );
}

/// A weight whose factor is 0 does not move in a step. Over the `n` weights of a layer the
/// share of these is `rate` to 5 standard errors, and of those idle in two steps or at the
/// same places of two layers `rate^2`.
#[test]
fn factors_are_new_in_each_step_and_layer() {
    let data = images(20, SMALL, 3, 1);
    let layers = vec![
        Layer::dense(72, Activation::Tanh),
        Layer::dense(72, Activation::Tanh),
        Layer::dense(3, Activation::None),
    ];
    let net = Architecture::new("wide", SMALL, layers).unwrap();
    let plan = NoisePlan::every(Noise::Dropout { rate: 0.3 }, Site::Weight);
    let after = |epochs| {
        let config = TrainConfig {
            method: Method::Sgd(Sgd { momentum: 0.0 }),
            ..config(net.clone(), epochs, plan.clone())
        };
        train(config, &data, None).weights
    };
    let states = [Weights::random(&net, 11), after(1), after(2)];
    let idle = |step: usize, layer: usize| -> Vec<bool> {
        let (a, b) = (
            &states[step].matrices[layer],
            &states[step + 1].matrices[layer],
        );
        a.iter().zip(b).map(|(a, b)| a == b).collect()
    };
    let sets = [idle(0, 0), idle(1, 0), idle(0, 1), idle(1, 1)];
    let n = 72 * 72;
    let check = |count: usize, p: f64| {
        let error = (p * (1.0 - p) / f64::from(n)).sqrt();
        super::common::near("share", count as f64 / f64::from(n), p, 5.0 * error);
    };
    for (i, a) in sets.iter().enumerate() {
        check(a.iter().filter(|idle| **idle).count(), 0.3);
        for b in &sets[..i] {
            check(a.iter().zip(b).filter(|(a, b)| **a && **b).count(), 0.09);
        }
    }
}
