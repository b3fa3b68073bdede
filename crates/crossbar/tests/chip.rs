//! A network on ideal arrays is the network; each effect does what it says, once.

use memrilab_analog::Preserve;
use memrilab_analog::moons::{Bias, Crossbar, MoonsNet};
use memrilab_analog::pairs::{PairLayout, Pairs};
use memrilab_core::Stream;
use memrilab_core::stream::{normal, u53};
use memrilab_crossbar::chip::{
    Activation, Adc, Chip, ChipDrift, ChipOptions, Coding, ConvertedAt, Dac, Dense, DriftPer,
    Effect, Effects, FaultAt, FaultyDevices, Inference, Labelled, Network, Waterfall,
};
use memrilab_crossbar::program::{Fault, Faults};
use memrilab_crossbar::{Array, CrossbarError, Law, Solver, Wires};
use proptest::prelude::*;
use std::sync::Arc;

fn network(widths: &[usize], seed: u64) -> Network {
    let mut rng = Stream::new(seed, "weights of a test", 0, 0);
    let mut numbers = |n: usize| (0..n).map(|_| normal(&mut rng)).collect::<Vec<f64>>();
    let layers = widths.windows(2).enumerate().map(|(i, w)| Dense {
        inputs: w[0],
        outputs: w[1],
        weights: numbers(w[0] * w[1]),
        biases: numbers(w[1]),
        activation: if i + 2 == widths.len() {
            Activation::None
        } else {
            Activation::Tanh
        },
    });
    Network::new(layers.collect()).unwrap()
}

fn samples(count: usize, seed: u64) -> Vec<f64> {
    let mut rng = Stream::new(seed, "samples of a test", 0, 0);
    (0..count).map(|_| 3.0 * u53(&mut rng) - 1.5).collect()
}

fn software(network: &Network, samples: &[f64]) -> Vec<f64> {
    samples
        .chunks_exact(network.inputs())
        .flat_map(|s| network.forward(s))
        .collect()
}

/// The paper's size of network on the paper's array.
fn moons() -> (Arc<Chip>, Vec<f64>) {
    let points = samples(40, 3);
    (
        mapped(&network(&[2, 5, 1], 7), ChipOptions::square(10), &points).unwrap(),
        points,
    )
}

fn run(chip: &Arc<Chip>, effects: &Effects, points: &[f64]) -> Vec<f64> {
    chip.realise(effects, 1, 0)
        .unwrap()
        .run(points)
        .unwrap()
        .outputs
}

#[track_caller]
fn near(got: &[f64], expected: &[f64], most: f64) {
    assert_eq!(got.len(), expected.len());
    for (g, e) in got.iter().zip(expected) {
        assert!((g - e).abs() <= most, "{g}, expected {e}");
    }
}

fn mapped(
    network: &Network,
    options: ChipOptions,
    samples: &[f64],
) -> Result<Arc<Chip>, CrossbarError> {
    Chip::new(network, options, samples).map(Arc::new)
}

fn coding() -> impl Strategy<Value = Coding> {
    prop::sample::select(vec![Coding::OneSided, Coding::Centred, Coding::Reference])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any coding, any place of the biases, any size of array: cut into blocks and added up.
    #[test]
    fn ideal_devices_give_the_network(
        coding in coding(), digital in any::<bool>(), rows in 1..12usize, columns in 2..12usize,
        widths in prop::collection::vec(1..9usize, 2..4), seed in 0..1000u64, ohms in prop::option::of(Just(0.0)),
    ) {
        let network = network(&widths, seed);
        let points = samples(6 * widths[0], seed);
        let bias = if digital { Bias::Digital } else { Bias::Row };
        let options = ChipOptions { rows, columns, coding, bias, ..ChipOptions::square(1) };
        let chip = mapped(&network, options, &points).unwrap();
        let effects = Effects {
            wires: ohms.map(Wires::uniform),
            law: ohms.map(|_| Law::Polynomial { cubic: 0.0, at: 0.1 }),
            ..Effects::default()
        };
        let got = run(&chip, &effects, &points);
        for (g, e) in got.iter().zip(software(&network, &points)) {
            prop_assert!((g - e).abs() < 1e-9 * (1.0 + e.abs()), "{g}, expected {e}");
        }
        // The same, product by product, as a board makes them.
        let mut sample = Inference::new(chip.clone(), &points[..widths[0]]).unwrap();
        while let Some((array, volts)) = sample.wanted() {
            let g = Array::of_conductances(rows, columns, chip.targets(array)).unwrap();
            let solver = Solver::new(&g, &Wires::default()).unwrap();
            sample.told(&solver.solve(&volts).unwrap().outputs).unwrap();
        }
        let outputs = sample.outputs().unwrap();
        for (g, e) in outputs.iter().zip(&got) {
            prop_assert!((g - e).abs() < 1e-9 * (1.0 + e.abs()), "{g}, expected {e}");
        }
    }

    /// Blocks of one array never overlap and stay inside it.
    #[test]
    fn blocks_stand_apart(
        coding in coding(), rows in 1..12usize, columns in 2..12usize,
        widths in prop::collection::vec(1..20usize, 2..4), digital in any::<bool>(),
    ) {
        let network = network(&widths, 1);
        let bias = if digital { Bias::Digital } else { Bias::Row };
        let options = ChipOptions { rows, columns, coding, bias, ..ChipOptions::square(1) };
        let chip = mapped(&network, options, &samples(widths[0], 1)).unwrap();
        let layout = chip.layout();
        for (n, a) in layout.blocks.iter().enumerate() {
            prop_assert!(a.rows().end <= rows && coding.columns(a.outputs.len()) <= columns);
            for b in layout.blocks[..n].iter().filter(|b| b.array == a.array) {
                prop_assert!(a.rows().start >= b.rows().end);
            }
        }
        let weights: usize = layout.blocks.iter().map(|b| b.inputs.len() * b.outputs.len()).sum();
        let bias = usize::from(!digital);
        let expected: usize = widths.windows(2).map(|w| (w[0] + bias) * w[1]).sum();
        prop_assert_eq!(weights, expected);
    }
}

/// Two ways to lay the moons out agree on every device.
#[test]
fn the_papers_layout() {
    let net = MoonsNet {
        hidden: 5,
        w1: (0..15).map(|i| f64::from(i) / 7.0 - 1.0).collect(),
        w2: (0..6).map(|i| 2.0 - f64::from(i)).collect(),
    };
    let points = samples(20, 1);
    let chip = mapped(
        &Network::of_moons(&net).unwrap(),
        ChipOptions::square(10),
        &points,
    );
    let chip = chip.unwrap();
    let window = chip.options().window;
    let pairs = Pairs {
        g_min: window.g_min,
        g_max: window.g_max,
        layout: PairLayout::OneSided,
    };
    let other = Crossbar::new(&net, pairs).unwrap();
    assert_eq!(chip.targets(0), other.conductance().concat());
    assert_eq!(chip.used(0), other.used().concat());
    assert_eq!(chip.used(0).iter().filter(|u| **u).count(), 42);
    let pairs: Vec<[f64; 2]> = points.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
    near(
        &run(&chip, &Effects::default(), &points),
        &other.forward(&pairs).unwrap(),
        1e-12,
    );
}

/// Reading back what was set gives the weights, for every coding.
#[test]
fn conductances_and_back() {
    let window = ChipOptions::square(1).window;
    let weights = samples(50, 9);
    for coding in [Coding::OneSided, Coding::Centred, Coding::Reference] {
        let coded = coding.set(&window, &weights).unwrap();
        near(&coding.read(&window, &coded), &weights, 1e-14);
        let all = coded.plus.iter().chain(&coded.minus);
        assert!(
            all.clone()
                .all(|g| (window.g_min * (1.0 - 1e-12)..=window.g_max * (1.0 + 1e-12)).contains(g))
        );
    }
}

#[test]
fn levels_are_evenly_spaced() {
    let (chip, _) = moons();
    let effects = Effects {
        levels: Some(5),
        ..Effects::default()
    };
    let realised = chip.realise(&effects, 1, 0).unwrap();
    let window = chip.options().window;
    for (g, target) in realised.conductance(0).iter().zip(chip.targets(0)) {
        let place = (g - window.g_min) / (window.g_max - window.g_min) * 4.0;
        assert!((place - place.round()).abs() < 1e-9);
        assert!((g - target).abs() <= (window.g_max - window.g_min) / 8.0 * (1.0 + 1e-9));
    }
}

fn drift(sigma: f64, per: DriftPer, preserve: Preserve) -> Effects {
    Effects {
        drift: Some(ChipDrift {
            sigma,
            per,
            preserve,
        }),
        ..Effects::default()
    }
}

/// `ln G'/G` of devices is normal with the stated mean and sd: 20,000 of them, 5 standard errors.
#[test]
fn drift_of_devices_is_lognormal() {
    let (chip, _) = moons();
    for (preserve, mean) in [(Preserve::Median, 0.0), (Preserve::Mean, -0.5 * 0.16)] {
        let mut logs = Vec::new();
        for draw in 0..200 {
            let effects = drift(0.4, DriftPer::Device, preserve);
            let realised = chip.realise(&effects, 1, draw).unwrap();
            let pairs = realised.conductance(0).iter().zip(chip.targets(0));
            logs.extend(pairs.map(|(g, target)| (g / target).ln()));
        }
        let n = logs.len() as f64;
        let m = logs.iter().sum::<f64>() / n;
        let sd = (logs.iter().map(|l| (l - m).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        assert!((m - mean).abs() < 5.0 * 0.4 / n.sqrt(), "mean {m}");
        assert!((sd - 0.4).abs() < 5.0 * 0.4 / (2.0 * n).sqrt(), "sd {sd}");
        let beyond = logs
            .iter()
            .filter(|l| (**l - mean).abs() > 2.0 * 0.4)
            .count() as f64
            / n;
        assert!(
            (beyond - 0.0455).abs() < 5.0 * (0.0455 * 0.9545 / n).sqrt(),
            "tails {beyond}"
        );
    }
}

/// Drift of a weight multiplies it, whatever the coding: the network with weights times the
/// same factors, read off the devices.
#[test]
fn drift_of_weights_multiplies_them() {
    let network = network(&[2, 5, 1], 7);
    let points = samples(40, 3);
    for coding in [Coding::OneSided, Coding::Centred, Coding::Reference] {
        let options = ChipOptions {
            coding,
            ..ChipOptions::square(10)
        };
        let chip = mapped(&network, options, &points).unwrap();
        let effects = drift(0.3, DriftPer::Weight, Preserve::Median);
        let realised = chip.realise(&effects, 5, 2).unwrap();
        let (before, after) = (chip.targets(0), realised.conductance(0));
        let difference = |g: &[f64], row: usize, k: usize, outputs: usize| {
            let (plus, minus) = coding.place(k, outputs);
            g[10 * row + plus] - g[10 * row + minus]
        };
        let mut layers = network.layers().to_vec();
        for (layer, first) in layers.iter_mut().zip([0, 3]) {
            let outputs = layer.outputs;
            for i in 0..=layer.inputs {
                for k in 0..outputs {
                    let row = first + i;
                    let by =
                        difference(after, row, k, outputs) / difference(before, row, k, outputs);
                    assert!(by > 0.0 && (by - 1.0).abs() > 1e-6);
                    match i == layer.inputs {
                        true => layer.biases[k] *= by,
                        false => layer.weights[i * outputs + k] *= by,
                    }
                }
            }
        }
        let expected = software(&Network::new(layers).unwrap(), &points);
        near(
            &run(&chip, &effects, &points),
            &software(&network, &points),
            1e3,
        );
        let got = chip
            .realise(&effects, 5, 2)
            .unwrap()
            .run(&points)
            .unwrap()
            .outputs;
        near(&got, &expected, 1e-9);
    }
}

/// Each kind as often as said (5 standard errors), and the known ones always.
#[test]
fn faults_come_as_often_as_said() {
    let (chip, _) = moons();
    let known = FaultAt {
        array: 0,
        row: 4,
        column: 7,
        fault: Fault::Dead,
    };
    let faults = FaultyDevices {
        shares: Faults {
            stuck_on: 0.1,
            stuck_off: 0.05,
            dead: 0.02,
        },
        known: vec![known],
    };
    let effects = Effects {
        faults: Some(faults),
        ..Effects::default()
    };
    let window = chip.options().window;
    // A device that carries a full weight shows every fault.
    let count = |test: &dyn Fn(f64) -> bool| {
        let mut n = 0;
        for draw in 0..300 {
            let realised = chip.realise(&effects, 2, draw).unwrap();
            assert_eq!(realised.conductance(0)[47], 0.0);
            for told in realised.faults() {
                let left = match told.fault {
                    Fault::StuckOn => window.g_max,
                    Fault::StuckOff => window.g_min,
                    Fault::Dead => 0.0,
                };
                let at = told.row * chip.layout().columns + told.column;
                assert_eq!(realised.conductance(told.array)[at], left);
            }
            // The targets are ideal: what is off them is faulty, and told.
            let told =
                |at: &usize| { realised.faults().iter() }.any(|f| 10 * f.row + f.column == *at);
            let off = { realised.conductance(0).iter().zip(chip.targets(0)) }
                .enumerate()
                .filter(|(_, (g, target))| g != target);
            assert!({ off }.all(|(at, _)| told(&at)));
            n += realised
                .conductance(0)
                .iter()
                .take(40)
                .filter(|g| test(**g))
                .count();
        }
        n as f64 / (300.0 * 40.0)
    };
    let near = |share: f64, p: f64| {
        assert!(
            (share - p).abs() < 5.0 * (p * (1.0 - p) / 12_000.0).sqrt(),
            "{share}, {p}"
        );
    };
    near(count(&|g| g == 0.0), 0.02);
    let off = chip
        .targets(0)
        .iter()
        .take(40)
        .filter(|g| **g == window.g_min)
        .count() as f64
        / 40.0;
    let on = chip
        .targets(0)
        .iter()
        .take(40)
        .filter(|g| **g == window.g_max)
        .count() as f64
        / 40.0;
    near(count(&|g| g == window.g_max), 0.1 + on * 0.83);
    near(count(&|g| g == window.g_min), 0.05 + off * 0.83);
}

/// The sd of a difference over many products is the stated sum over devices.
#[test]
fn read_noise_is_that_of_the_devices() {
    let net = network(&[3, 1], 4);
    let point = [0.5, -1.0, 0.8];
    let chip = mapped(&net, ChipOptions::square(10), &point).unwrap();
    let noise = 0.05;
    let effects = Effects {
        read_noise: Some(noise),
        ..Effects::default()
    };
    let many: Vec<f64> = point.iter().copied().cycle().take(3 * 20_000).collect();
    let outputs = chip
        .realise(&effects, 3, 0)
        .unwrap()
        .run(&many)
        .unwrap()
        .outputs;
    let n = outputs.len() as f64;
    let mean = outputs.iter().sum::<f64>() / n;
    let sd = (outputs.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let g = chip.targets(0);
    let squares: f64 = [point[0], point[1], point[2], 1.0]
        .iter()
        .enumerate()
        .flat_map(|(row, x)| [x * g[10 * row], x * g[10 * row + 1]])
        .map(|part| part * part)
        .sum();
    let window = chip.options().window;
    let largest = net.layers()[0]
        .weights
        .iter()
        .chain(&net.layers()[0].biases)
        .fold(0.0f64, |m, w| m.max(w.abs()));
    let expected = noise * squares.sqrt() * largest / (window.g_max - window.g_min);
    assert!(
        (sd / expected - 1.0).abs() < 5.0 / (2.0 * n).sqrt(),
        "{sd}, {expected}"
    );
    assert!((mean - net.forward(&point)[0]).abs() < 5.0 * expected / n.sqrt());
}

/// Symmetric codes with 0 among them; beyond the full scale is clipped and told.
#[test]
fn converters_round_and_clip() {
    let one = Network::new(vec![Dense {
        inputs: 1,
        outputs: 1,
        weights: vec![1.0],
        biases: vec![0.0],
        activation: Activation::None,
    }])
    .unwrap();
    let options = ChipOptions {
        bias: Bias::Digital,
        ..ChipOptions::square(2)
    };
    let chip = mapped(&one, options, &[1.0, -1.0]).unwrap();
    let effects = Effects {
        dac: Some(Dac { bits: 3 }),
        ..Effects::default()
    };
    // 7 codes: -1, -2/3, .., 1.
    let ran = chip
        .realise(&effects, 1, 0)
        .unwrap()
        .run(&[0.0, 0.3, -0.6, 1.0, 1.5, -9.0])
        .unwrap();
    near(
        &ran.outputs,
        &[0.0, 1.0 / 3.0, -2.0 / 3.0, 1.0, 1.0, -1.0],
        1e-12,
    );
    assert_eq!(
        (ran.tally.dac, ran.tally.dac_clipped, ran.tally.adc),
        (6, 2, 0)
    );
    let adc = |at, range| Effects {
        adc: Some(Adc { bits: 3, at, range }),
        ..Effects::default()
    };
    let run = |effects| {
        chip.realise(&effects, 1, 0)
            .unwrap()
            .run(&[0.0, 0.3, -0.6, 1.0, 1.5])
            .unwrap()
    };
    let ran = run(adc(ConvertedAt::Difference, 1.0));
    near(&ran.outputs, &[0.0, 1.0 / 3.0, -2.0 / 3.0, 1.0, 1.0], 1e-12);
    assert_eq!((ran.tally.adc, ran.tally.adc_clipped), (5, 1));
    let ran = run(adc(ConvertedAt::Difference, 0.5));
    near(&ran.outputs, &[0.0, 1.0 / 3.0, -0.5, 0.5, 0.5], 1e-12);
    assert_eq!(ran.tally.adc_clipped, 3);
    // Two conversions an output; with many bits nothing is lost but clipping.
    let ran = run(adc(ConvertedAt::Column, 1.0));
    assert_eq!(ran.tally.adc, 10);
    let fine = Effects {
        dac: Some(Dac { bits: 24 }),
        adc: Some(Adc {
            bits: 24,
            at: ConvertedAt::Column,
            range: 2.0,
        }),
        ..Effects::default()
    };
    let ran = chip
        .realise(&fine, 1, 0)
        .unwrap()
        .run(&[0.123_456, -0.7])
        .unwrap();
    near(&ran.outputs, &[0.123_456, -0.7], 1e-6);
}

/// The wires of the array are those of the solver: the product of a solve with the block's rows driven.
#[test]
fn wires_and_laws_are_those_of_the_solver() {
    let (chip, points) = moons();
    for law in [
        None,
        Some(Law::PooleFrenkel {
            lowering: 3.0,
            at: 0.1,
        }),
    ] {
        let effects = Effects {
            wires: Some(Wires::uniform(200.0)),
            law,
            ..Effects::default()
        };
        let mut realised = chip.realise(&effects, 1, 0).unwrap();
        let point = &points[..2];
        let (inputs, first) = realised.solution(0, 0, point).unwrap();
        assert!(inputs[3..].iter().all(|v| *v == 0.0) && inputs[2] > 0.0);
        let scale = |layer: usize| {
            let l = &chip.network().layers()[layer];
            l.weights
                .iter()
                .chain(&l.biases)
                .fold(0.0f64, |m, w| m.max(w.abs()))
        };
        let span = 5.8e-6;
        let unit = 0.1 / points.iter().fold(1.0f64, |m, x| m.max(x.abs()));
        let hidden: Vec<f64> = (0..5)
            .map(|h| {
                ((first.outputs[2 * h] - first.outputs[2 * h + 1]) * scale(0) / (span * unit))
                    .tanh()
            })
            .collect();
        let (inputs, second) = realised.solution(0, 1, point).unwrap();
        let most = points
            .chunks_exact(2)
            .flat_map(|p| {
                let l = &chip.network().layers()[0];
                (0..5).map(move |h| {
                    (p[0] * l.weights[h] + p[1] * l.weights[5 + h] + l.biases[h])
                        .tanh()
                        .abs()
                })
            })
            .fold(1.0f64, f64::max);
        for (v, h) in inputs[3..8].iter().zip(&hidden) {
            assert!((v - h * 0.1 / most).abs() < 1e-12);
        }
        let logit = (second.outputs[0] - second.outputs[1]) * scale(1) / (span * 0.1 / most);
        let got = realised.run(point).unwrap().outputs[0];
        assert!((got - logit).abs() < 1e-9, "{got}, {logit}");
        let ideal = run(&chip, &Effects::default(), point)[0];
        assert!((got - ideal).abs() > 1e-4, "200 ohm are seen");
    }
}

/// Without wires the power is the sum of V^2 G over the rows that are driven.
#[test]
fn power_of_a_sample() {
    let net = network(&[3, 2], 4);
    let point = [0.5, -1.0, 0.8];
    let chip = mapped(&net, ChipOptions::square(6), &point).unwrap();
    let ran = chip
        .realise(&Effects::default(), 1, 0)
        .unwrap()
        .run(&point)
        .unwrap();
    let expected: f64 = [0.05, -0.1, 0.08, 0.1]
        .iter()
        .enumerate()
        .map(|(row, v)| v * v * chip.targets(0)[6 * row..6 * row + 6].iter().sum::<f64>())
        .sum();
    assert!((ran.watts / expected - 1.0).abs() < 1e-12);
}

/// Switching an effect on leaves what the others draw as it is.
#[test]
fn effects_draw_apart() {
    let (chip, _) = moons();
    let all = Effects {
        levels: Some(32),
        programming: Some(0.05),
        drift: drift(0.2, DriftPer::Device, Preserve::Median).drift,
        faults: Some(FaultyDevices {
            shares: Faults {
                stuck_on: 0.05,
                ..Faults::default()
            },
            known: Vec::new(),
        }),
        ..Effects::default()
    };
    let g = |effects: &[Effect]| {
        chip.realise(&all.only(effects), 1, 4)
            .unwrap()
            .conductance(0)
            .to_vec()
    };
    let (levels, drifted) = (g(&[Effect::Levels]), g(&[Effect::Drift]));
    let both = g(&[Effect::Levels, Effect::Drift]);
    for i in 0..100 {
        let expected = levels[i] * drifted[i] / chip.targets(0)[i];
        assert!(
            (both[i] / expected - 1.0).abs() < 1e-12,
            "each applied once"
        );
    }
    let (faulty, three) = (
        g(&[Effect::Faults]),
        g(&[Effect::Levels, Effect::Drift, Effect::Faults]),
    );
    let mut stuck = 0;
    for i in 0..100 {
        if faulty[i] != chip.targets(0)[i] {
            assert_eq!(three[i], faulty[i]);
            stuck += 1;
        } else if faulty[i] != chip.options().window.g_max {
            assert_eq!(three[i], both[i]);
        }
    }
    assert!(stuck > 0);
}

#[test]
fn a_waterfall_begins_with_the_network() {
    let (chip, points) = moons();
    let labels: Vec<u8> = software(chip.network(), &points)
        .iter()
        .map(|z| u8::from(*z > 0.0))
        .collect();
    let effects = Effects {
        drift: drift(1.0, DriftPer::Device, Preserve::Median).drift,
        wires: Some(Wires::uniform(10.0)),
        law: Some(Law::Polynomial {
            cubic: 0.2,
            at: 0.1,
        }),
        adc: Some(Adc {
            bits: 6,
            at: ConvertedAt::Column,
            range: 1.0,
        }),
        ..Effects::default()
    };
    let data = Arc::new(Labelled::new(chip.network(), points, labels).unwrap());
    let fall = |draws| {
        let job = Waterfall::new(&chip, &data, &effects, draws, 1).unwrap();
        let mut last = 0;
        memrilab_core::run(job, |p| {
            assert!(p.done >= last && p.done <= p.total);
            last = p.done;
        })
        .unwrap()
    };
    let result = fall(7);
    assert!(result.added[0].tried.errors.rms < 1e-12 && result.added[1].tried.errors.rms > 0.1);
    assert_eq!((result.software, result.added[0].tried.mean), (1.0, 1.0));
    let added: Vec<_> = result.added.iter().map(|f| f.effect).collect();
    let on = [Effect::Drift, Effect::Law, Effect::Wires, Effect::Adc];
    assert_eq!(added[1..], on.map(Some));
    assert_eq!(
        result.alone.iter().map(|f| f.effect).collect::<Vec<_>>(),
        on.map(Some)
    );
    assert_eq!(result.added[1], result.alone[0], "the first is alone");
    assert_eq!(
        result.alone[2].tried.accuracy.len(),
        1,
        "wires are the same in every draw"
    );
    assert_eq!(result.added[4].tried.accuracy.len(), 7);
    assert!(result.added[1].tried.mean < 1.0);
    // Every draw is a programming of its own.
    let drifted = &result.added[1].tried.accuracy;
    assert!(drifted.iter().any(|a| *a != drifted[0]), "{drifted:?}");
    let longer = fall(9);
    assert_eq!(
        longer.added[4].tried.accuracy[..7],
        result.added[4].tried.accuracy
    );
}

#[test]
fn what_cannot_be_is_told() {
    let (chip, points) = moons();
    let said = |effects: Effects| chip.realise(&effects, 1, 0).unwrap_err().to_string();
    assert_eq!(
        said(Effects {
            levels: Some(1),
            ..Effects::default()
        }),
        "the number of conductance levels is 1; it must be from 2 to 16777216"
    );
    assert_eq!(
        said(Effects {
            dac: Some(Dac { bits: 1 }),
            ..Effects::default()
        }),
        "the number of bits of the DAC is 1; it must be from 2 to 24; an ideal converter is one that is switched off"
    );
    let faults = FaultyDevices {
        shares: Faults {
            stuck_on: 0.9,
            stuck_off: 0.2,
            ..Faults::default()
        },
        known: Vec::new(),
    };
    assert!(
        said(Effects {
            faults: Some(faults),
            ..Effects::default()
        })
        .contains("1.1")
    );
    let mut realised = chip.realise(&Effects::default(), 1, 0).unwrap();
    assert!(
        realised
            .run(&points[..3])
            .unwrap_err()
            .to_string()
            .contains("samples of 2 numbers")
    );
    assert!(
        realised
            .run(&[0.0, f64::NAN])
            .unwrap_err()
            .to_string()
            .contains("sample 1")
    );
    let narrow = ChipOptions {
        columns: 1,
        ..ChipOptions::square(10)
    };
    let refused = mapped(chip.network(), narrow, &points)
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("take an array with at least 2"),
        "{refused}"
    );
}
