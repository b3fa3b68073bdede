//! Networks on crossbars, programmed again and again.
#![cfg(feature = "networks")]

use memrilab_core::run;
use memrilab_crossbar::Wires;
use memrilab_crossbar::chip::{ChipOptions, ConductanceWindow, Effects};
use memrilab_crossbar::program::{PulseModel, Response, WriterOptions};
use memrilab_study::crossbar::{Experiment, ExperimentConfig, ExperimentResult};
use memrilab_study::networks::Parts;
use memrilab_train::model::{Architecture, Weights};

fn config(pulse_limit: u32) -> ExperimentConfig {
    let (g_min, g_max) = (1e-6, 2e-5);
    let response = Response::Exponential {
        g_min,
        g_max,
        pulses: 60.0,
        curvature: 60.0,
    };
    ExperimentConfig {
        chip: ChipOptions {
            window: ConductanceWindow { g_min, g_max },
            ..ChipOptions::square(10)
        },
        pulses: PulseModel {
            half_select: 0.0,
            ..PulseModel::new(response, 0.0)
        },
        writer: WriterOptions {
            pulse_limit,
            ..WriterOptions::default()
        },
        effects: Effects::default(),
        sigmas: vec![0.0],
        draws: 2,
        seed: 1,
    }
}

fn network(seed: u64) -> Weights {
    Weights::random(&Architecture::moons(5).unwrap(), seed)
}

fn done(config: ExperimentConfig, networks: &[(&str, &Weights)]) -> ExperimentResult {
    let parts = Parts::moons(0.1, 20, 1).unwrap();
    run(Experiment::new(config, networks, &parts).unwrap(), |_| ()).unwrap()
}

#[test]
fn devices_without_a_weight_are_not_counted() {
    let network = network(1);
    let yields = |limit| {
        let result = done(config(limit), &[("one", &network)]);
        let method = &result.methods[0];
        assert_eq!(method.devices, 42);
        (method.rows[0].yield_share, method.rows[0].pulses)
    };
    // A pulse writes hardly a weight; of each pair the other device rests where it begins, as do
    // the 58 beside them.
    let (share, pulses) = yields(1);
    assert!((0.5..0.65).contains(&share), "{share}");
    assert_eq!((share * 42.0).round(), share * 42.0);
    assert!((pulses - 0.5).abs() < 1e-9, "{pulses}");
    assert!(yields(100).0 > 0.9);
}

#[test]
fn networks_that_are_equal_are_named() {
    let (one, other) = (network(1), network(2));
    let same = one.clone();
    let networks = [("one", &one), ("other", &other), ("same", &same)];
    let result = done(config(100), &networks);
    let named: Vec<_> = result
        .methods
        .iter()
        .map(|m| m.same_as.as_deref())
        .collect();
    assert_eq!(named, [None, None, Some("one")]);
    let spread = |at: usize| result.methods[at].rows[0].spread;
    assert_eq!(spread(0), spread(2));
    assert!(spread(0).low >= 0.0 && spread(0).high <= 1.0);
}

#[test]
fn all_of_a_configuration_is_checked_before_there_is_a_network() {
    let right = config(100);
    right.check().unwrap();
    for (wrong, words) in [
        (
            ExperimentConfig {
                draws: 1,
                ..right.clone()
            },
            "number of draws is 1",
        ),
        (
            ExperimentConfig {
                sigmas: vec![],
                ..right.clone()
            },
            "number of spreads is 0",
        ),
        (
            ExperimentConfig {
                sigmas: vec![0.1, 11.0],
                ..right.clone()
            },
            "sigma is 11",
        ),
        (
            ExperimentConfig {
                effects: Effects {
                    wires: Some(Wires::uniform(-1.0)),
                    ..Effects::default()
                },
                ..right.clone()
            },
            "-1 ohm",
        ),
        (
            ExperimentConfig {
                effects: Effects {
                    read_noise: Some(100.0),
                    ..Effects::default()
                },
                ..right.clone()
            },
            "the read noise is 100",
        ),
        (
            ExperimentConfig {
                chip: ChipOptions {
                    window: ConductanceWindow {
                        g_min: 2e-5,
                        g_max: 1e-6,
                    },
                    ..right.chip
                },
                ..right.clone()
            },
            "Gmax",
        ),
    ] {
        let why = wrong.check().unwrap_err().to_string();
        assert!(why.contains(words), "{words}: {why}");
    }
}
