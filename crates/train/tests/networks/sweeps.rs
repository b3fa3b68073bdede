//! Sweeps of drift: against drift by hand, in parts, in any order, and its statistics.

use super::common::{SMALL, images, share, small_lenet, small_mlp};
use memrilab_analog::drift::{apply, fill_normals};
use memrilab_analog::{DriftOptions, Preserve};
use memrilab_core::{Job, Stream, run};
use memrilab_device::analysis::Method;
use memrilab_device::drift::{DriftModel, SigmaChoice};
use memrilab_train::data::Shape;
use memrilab_train::model::{Architecture, Batch, Layer, Weights};
use memrilab_train::robustness::{Level, LevelResult, Sweep, SweepConfig, Which};
use std::sync::Arc;

pub(crate) type Net = (Arc<Weights>, Arc<Vec<Batch>>);

fn net(architecture: &Architecture) -> Net {
    let batches = Batch::all(&images(75, SMALL, 3, 1), 32);
    (
        Arc::new(Weights::random(architecture, 2)),
        Arc::new(batches),
    )
}

pub(crate) fn sweep(net: &Net, levels: &[Level], config: SweepConfig) -> Vec<LevelResult> {
    let (weights, batches) = (Arc::clone(&net.0), Arc::clone(&net.1));
    let sweep = Sweep::new(weights, batches, levels.to_vec(), config).unwrap();
    run(sweep, |p| assert!(p.done <= p.total)).unwrap()
}

pub(crate) fn usability(u: f64) -> Level {
    Level::of_usability(u).unwrap()
}

/// A short run on a curve that falls afterwards, so that the mapping changes weights, and
/// changes them again if applied to its own result.
fn device(sigma: f64) -> Level {
    let model = DriftModel {
        schema: 1,
        method: Some(Method::Corrected),
        sigma_choice: SigmaChoice::Estimate,
        conductance: (0..40)
            .map(|i| {
                if i < 20 {
                    1.0 + f64::from(i)
                } else {
                    30.0 - f64::from(i) / 2.0
                }
            })
            .collect(),
        run_start: 0,
        run_end: 20,
        sigma,
        length_factor: 20.0 / 35.0,
    };
    Level::of_device(&model, DriftOptions::default()).unwrap()
}

#[test]
fn without_drift_it_is_the_clean_accuracy() {
    let mut digital = small_lenet().layers().to_vec();
    for layer in &mut digital {
        let (Layer::Conv { analog, .. } | Layer::Dense { analog, .. }) = layer;
        *analog = false;
    }
    let digital = Architecture::new("digital", SMALL, digital).unwrap();
    for (architecture, level) in [
        (small_lenet(), usability(1.0)),
        (small_mlp(), usability(1.0)),
        (digital, usability(0.1)),
    ] {
        let net = net(&architecture);
        let result = sweep(&net, &[level], SweepConfig::new(3, 1));
        assert_eq!(result[0].draws, [share(&net.1, &net.0); 3]);
    }
}

#[test]
fn every_draw_is_drift_by_hand() {
    let levels = [usability(0.8), device(0.3), device(0.0), usability(0.3)];
    for architecture in [small_lenet(), small_mlp()] {
        let net = net(&architecture);
        for which in [Which::Matrices, Which::WithBiases, Which::Layer(1)] {
            let config = SweepConfig {
                first: 3,
                which,
                ..SweepConfig::new(4, 9)
            };
            let results = sweep(&net, &levels, config);
            for (level, result) in levels.iter().zip(&results) {
                assert_eq!(
                    (result.usability, result.sigma),
                    (level.usability, level.sigma())
                );
                for (d, accuracy) in result.draws.iter().enumerate() {
                    let mut weights = Weights::clone(&net.0);
                    for layer in 0..3 {
                        if matches!(which, Which::Layer(l) if l != layer) {
                            continue;
                        }
                        let plain = weights.matrices[layer].clone();
                        let (mut stored, mut z) = (plain.clone(), vec![0.0; plain.len()]);
                        level.drift.map(&plain, &mut stored).unwrap();
                        let stream = |what| Stream::new(9, what, 3 + d as u64, layer as u64);
                        fill_normals(&mut stream("drift"), &mut z);
                        let to = &mut weights.matrices[layer];
                        apply(Preserve::Median, level.sigma(), &stored, &z, to).unwrap();
                        if which == Which::WithBiases {
                            let plain = weights.biases[layer].clone();
                            let mut z = vec![0.0; plain.len()];
                            fill_normals(&mut stream("drift of biases"), &mut z);
                            let to = &mut weights.biases[layer];
                            apply(Preserve::Median, level.sigma(), &plain, &z, to).unwrap();
                        }
                    }
                    assert_eq!(*accuracy, share(&net.1, &weights), "{which:?}, draw {d}");
                }
            }
        }
    }
    // The device without sigma changes weights by its mapping alone, and only once.
    let weights = Weights::random(&small_mlp(), 2);
    let (mut once, mut twice) = (weights.matrices[0].clone(), weights.matrices[0].clone());
    device(0.0)
        .drift
        .map(&weights.matrices[0], &mut once)
        .unwrap();
    device(0.0).drift.map(&once, &mut twice).unwrap();
    assert!(once != weights.matrices[0] && twice != once);
}

#[test]
fn two_halves_are_the_whole_and_levels_share_their_draws() {
    let net = net(&small_lenet());
    let levels = [usability(0.9), device(0.4), usability(0.4), usability(0.2)];
    let whole = sweep(&net, &levels, SweepConfig::new(9, 5));
    let part = |first, draws| {
        let config = SweepConfig {
            first,
            draws,
            ..SweepConfig::new(0, 5)
        };
        sweep(&net, &levels, config)
    };
    let (front, back) = (part(0, 4), part(4, 5));
    for (i, whole) in whole.iter().enumerate() {
        assert_eq!(
            [&front[i].draws[..], &back[i].draws[..]].concat(),
            whole.draws
        );
    }
    let mut turned = levels.clone();
    turned.reverse();
    let mut results = sweep(&net, &turned, SweepConfig::new(9, 5));
    results.reverse();
    assert_eq!(results, whole);
    let alone = sweep(&net, &levels[2..3], SweepConfig::new(9, 5));
    assert_eq!(alone[0], whole[2]);
    // Batches of another size are the same samples.
    let one = Arc::new(Batch::all(&images(75, SMALL, 3, 1), 75));
    assert_eq!(
        sweep(&(Arc::clone(&net.0), one), &levels, SweepConfig::new(9, 5)),
        whole
    );
    let others = sweep(&net, &levels, SweepConfig::new(9, 6));
    assert_ne!(others[3].draws, whole[3].draws);
    assert!((whole[0].mean() - whole[0].draws.iter().sum::<f64>() / 9.0).abs() < 1e-15);
    assert_eq!(whole[0].spread().unwrap().count, 9);
}

#[test]
fn empty_and_impossible_sweeps_are_errors() {
    let (weights, batches) = net(&small_mlp());
    let text = |levels: Vec<Level>, batches: &Arc<Vec<Batch>>, config| {
        let sweep = Sweep::new(Arc::clone(&weights), Arc::clone(batches), levels, config);
        sweep.unwrap_err().to_string()
    };
    let one = || vec![usability(0.5)];
    let config = SweepConfig::new(1, 1);
    let none = Arc::new(vec![]);
    let layer = SweepConfig {
        which: Which::Layer(3),
        ..config
    };
    let far = SweepConfig {
        first: u64::MAX,
        ..config
    };
    let others = Arc::new(Batch::all(&images(9, Shape::image(5, 5), 3, 1), 9));
    for (text, start) in [
        (
            text(one(), &batches, SweepConfig::new(0, 1)),
            "the number of draws is 0",
        ),
        (text(vec![], &batches, config), "the number of levels is 0"),
        (text(one(), &none, config), "the number of samples is 0"),
        (
            text(one(), &batches, layer),
            "the layer is 3; it must be from 0 to 2",
        ),
        (text(one(), &batches, far), "the first draw is"),
        (
            text(one(), &others, config),
            "the model takes samples of 1x9x8",
        ),
    ] {
        assert!(text.starts_with(start), "{text}");
    }
    for u in [0.0, -0.1, 1.1, f64::NAN] {
        assert_eq!(Level::of_usability(u).unwrap_err().code(), "analog");
    }
    let mut spent = Sweep::new(weights, batches, one(), config).unwrap();
    while let memrilab_core::Step::Running(_) = spent.step().unwrap() {}
    assert!(spent.step().is_err(), "a sweep gives its result once");
}
