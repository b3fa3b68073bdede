//! The analysis on devices whose answer is known by construction.

use memrilab_core::quantity::{Amperes, Volts};
use memrilab_core::{Stream, stream::normal};
use memrilab_device::analysis::conductance::plateau;
use memrilab_device::analysis::spread::{Reference, scatter};
use memrilab_device::analysis::{
    AnalysisError, Compliance, Method, Options, PolarityChoice, analyze, branch,
};
use memrilab_device::simulate::{DeviceModel, Dip, Sample};
use memrilab_device::{Polarity, Pulses, Sweep, Trace};
use ndarray::{Array2, array};

fn sweep(voltage: &[f64], current: Array2<f64>) -> Sweep {
    Sweep {
        lines: (0..voltage.len() as u32).collect(),
        cycle_names: (0..current.nrows()).map(|k| k.to_string()).collect(),
        voltage: voltage.to_vec(),
        current,
        compliance_flags: None,
        stated_compliance: None,
        set_polarity: None,
        magnitude_only: false,
    }
}

fn forward(voltage: &[f64], p: Polarity) -> Vec<usize> {
    branch::branches(voltage, p).forward
}

#[test]
fn forward_leg_of_every_kind_of_sweep() {
    use Polarity::{Negative, Positive};
    // 0 -> 2 -> 0 -> -2 -> 0 with every end point repeated
    let doubled = [
        0.0, 1.0, 2.0, 2.0, 1.0, 0.0, 0.0, -1.0, -2.0, -2.0, -1.0, -0.0,
    ];
    assert_eq!(forward(&doubled, Positive), [1, 2]);
    assert_eq!(forward(&doubled, Negative), [7, 8]);
    // starts at +V: the outward leg comes last
    assert_eq!(
        forward(&[2.0, 1.0, 0.0, -1.0, -2.0, -1.0, 0.0, 1.0, 2.0], Positive),
        [7, 8]
    );
    // starts at -V
    assert_eq!(forward(&[-2.0, -1.0, 0.0, 1.0, 2.0, 1.0], Positive), [3, 4]);
    // a small forming loop before the real one does not count
    assert_eq!(
        forward(&[0.0, 0.5, 1.0, 0.5, 0.0, 1.0, 2.0, 1.0], Positive),
        [5, 6]
    );
    // noise below half a step makes no turning point
    assert_eq!(
        forward(&[0.0, 1.0, 0.9, 2.0, 3.0, 2.0, 1.0], Positive),
        [1, 2, 3, 4]
    );
    assert_eq!(forward(&[0.0, -1.0, -2.0], Positive), Vec::<usize>::new());
    assert_eq!(forward(&[1.0, 1.0, 1.0], Positive), Vec::<usize>::new());
}

#[test]
fn negative_set_mirrors_positive() {
    let mut mirrored = Sample::Good.model().measure(3).unwrap();
    let straight = analyze(&Trace::Sweep(mirrored.clone()), &Options::default()).unwrap();
    mirrored.voltage.iter_mut().for_each(|v| *v = -*v);
    mirrored.current.mapv_inplace(|i| -i);
    mirrored.set_polarity = Some(Polarity::Negative);
    let turned = analyze(&Trace::Sweep(mirrored.clone()), &Options::default()).unwrap();
    for (a, b) in straight.methods.iter().zip(&turned.methods) {
        assert_eq!(a.result, b.result);
    }
    // Asked for by hand it is the same; the other polarity is another measurement.
    mirrored.set_polarity = None;
    let by_hand = Options {
        polarity: PolarityChoice::Negative,
        ..Options::default()
    };
    assert_eq!(
        analyze(&Trace::Sweep(mirrored), &by_hand).unwrap().methods,
        turned.methods
    );
}

#[test]
fn stored_magnitudes_change_nothing() {
    let mut sweep = Sample::NonMonotonic.model().measure(5).unwrap();
    let signed = analyze(&Trace::Sweep(sweep.clone()), &Options::default()).unwrap();
    sweep.current.mapv_inplace(f64::abs);
    sweep.magnitude_only = true;
    let stored = analyze(&Trace::Sweep(sweep), &Options::default()).unwrap();
    assert_eq!(signed.methods, stored.methods);
    assert!(stored.warnings.iter().any(|w| w.contains("|I|")));
}

/// The run of a noise-free device is as long as its model says.
#[test]
fn a_dip_ends_the_run() {
    let model = DeviceModel {
        point_noise: 0.0,
        cycle_noise: 0.0,
        dips: vec![Dip {
            from: Volts(3.0),
            to: Volts(5.0),
            depth: 2.0,
        }],
        ..DeviceModel::default()
    };
    let analysis = analyze(
        &Trace::Sweep(model.measure(1).unwrap()),
        &Options::default(),
    )
    .unwrap();
    let result = &analysis.method(Method::Corrected).unwrap().result;
    // The smoother rounds the corner at point 30 by at most two points.
    assert_eq!(result.run_start, 0);
    assert!((28..=32).contains(&result.run_end), "{}", result.run_end);
    assert!(result.sigma.unwrap() < 1e-12 && result.length_factor < 0.92);
    assert!((result.usability.unwrap() - result.length_factor).abs() < 1e-12);
}

/// sigma_unbiased^2 has mean sigma^2: with 60 points and 12 cycles one estimate has a
/// relative standard error of 1 / sqrt(2 * 60 * 11); 40 devices are averaged.
#[test]
fn sigma_is_recovered() {
    let model = DeviceModel {
        cycles: 12,
        cycle_noise: 0.0,
        point_noise: 0.2,
        ..DeviceModel::default()
    };
    let options = Options {
        bootstrap: 0,
        methods: vec![Method::Corrected],
        ..Options::default()
    };
    let devices = 40;
    let mean_square: f64 = (0..devices)
        .map(|seed| {
            let sweep = model.measure(seed).unwrap();
            let analysis = analyze(&Trace::Sweep(sweep), &options).unwrap();
            analysis.methods[0].result.sigma.unwrap().powi(2)
        })
        .sum::<f64>()
        / devices as f64;
    let standard_error = 0.04 * (2.0 / (35.0 * 11.0 * devices as f64)).sqrt();
    assert!(
        (mean_square - 0.04).abs() < 5.0 * standard_error,
        "{mean_square}"
    );
}

/// The cycle bound covers 95 % when the points of a cycle move together; the paper's
/// bound does not (its coverage there is about one half).
#[test]
fn bounds_cover_what_they_promise() {
    let (sigma, cycles, points, devices) = (0.2, 10, 35, 2000);
    let (mut cycle, mut paper) = (0, 0);
    for device in 0..devices {
        let mut rng = Stream::new(11, "coverage", device, 0);
        let common: Vec<f64> = (0..cycles).map(|_| sigma * normal(&mut rng)).collect();
        let g = Array2::from_shape_fn((cycles, points), |(k, _)| common[k].exp());
        let window = (0, points);
        let geometric = scatter(&g, window, Reference::Geometric);
        let arithmetic = scatter(&g, window, Reference::Arithmetic);
        cycle += usize::from(geometric.sigma95_cycle(cycles).unwrap() >= sigma);
        paper += usize::from(arithmetic.sigma95_paper(0.025).unwrap() >= sigma);
    }
    let share = |hits: usize| hits as f64 / devices as f64;
    let standard_error = (0.95 * 0.05 / devices as f64).sqrt();
    assert!(
        (share(cycle) - 0.95).abs() < 5.0 * standard_error,
        "{}",
        share(cycle)
    );
    assert!(share(paper) < 0.6, "{}", share(paper));
}

/// The rescaled interval holds the true usability about as often as it should, the naive
/// one far less often.
#[test]
fn interval_covers_the_truth() {
    let model = DeviceModel {
        cycles: 10,
        point_noise: 0.1,
        cycle_noise: 0.1,
        ..DeviceModel::default()
    };
    let truth = (-(0.02f64).sqrt()).exp();
    let devices = 200;
    let (mut rescaled, mut naive) = (0, 0);
    for seed in 0..devices {
        let sweep = Trace::Sweep(model.measure(seed).unwrap());
        let analysis = analyze(
            &sweep,
            &Options {
                seed,
                ..Options::default()
            },
        )
        .unwrap();
        let holds = |method| {
            let r = &analysis.method(method).unwrap().result;
            usize::from(r.usability_low.unwrap() <= truth && truth <= r.usability_high.unwrap())
        };
        rescaled += holds(Method::Corrected);
        naive += holds(Method::Paper);
    }
    assert!(rescaled as f64 >= 0.8 * devices as f64, "{rescaled}");
    assert!(naive < rescaled, "{naive}");
}

#[test]
fn compliance_is_found_masked_and_told() {
    let model = DeviceModel {
        compliance: Some(Amperes(1e-6)),
        growth: 1.0,
        ..DeviceModel::default()
    };
    let sweep = model.measure(2).unwrap();
    assert_eq!(plateau(&sweep, Polarity::Positive), Some(1e-6));
    let trace = Trace::Sweep(sweep);
    let auto = analyze(&trace, &Options::default()).unwrap();
    assert_eq!(auto.compliance_a, Some(1e-6));
    let corrected = auto.method(Method::Corrected).unwrap();
    let paper = auto.method(Method::Paper).unwrap();
    assert!(corrected.result.points < paper.result.points);
    assert!(corrected.curve.masked.contains(&10));
    let entries: u32 = corrected.curve.masked.iter().sum();
    let fraction = f64::from(entries) / (10.0 * paper.result.points as f64);
    assert!((auto.clipped_fraction.unwrap() - fraction).abs() < 1e-12);
    assert!(
        auto.warnings.iter().any(|w| w.contains("1.00 µA")),
        "{:?}",
        auto.warnings
    );
    let none = Options {
        compliance: Compliance::None,
        ..Options::default()
    };
    let kept = analyze(&trace, &none).unwrap();
    assert_eq!(kept.compliance_a, None);
    assert_eq!(
        kept.method(Method::Corrected).unwrap().result.points,
        paper.result.points
    );
    let given = Options {
        compliance: Compliance::Given(Amperes(1e-7)),
        ..Options::default()
    };
    let tight = analyze(&trace, &given).unwrap();
    assert!(tight.method(Method::Corrected).unwrap().result.points < corrected.result.points);
    // Acts on `corrected` only.
    assert_eq!(tight.method(Method::Paper), kept.method(Method::Paper));
}

#[test]
fn an_instrument_flag_wins() {
    let mut sweep = Sample::Good.model().measure(1).unwrap();
    let flags = Array2::from_shape_fn(sweep.current.dim(), |(_, j)| sweep.voltage[j] > 5.0);
    sweep.compliance_flags = Some(flags);
    let analysis = analyze(&Trace::Sweep(sweep), &Options::default()).unwrap();
    assert_eq!(
        analysis.method(Method::Corrected).unwrap().result.points,
        50
    );
    assert_eq!(analysis.points_before_compliance, Some(50));
}

#[test]
fn set_reset_and_on_off_are_read_off() {
    let model = DeviceModel {
        growth: 0.0,
        v_set: Some(Volts(3.0)),
        set_jump: 3.0,
        v_reset: Volts(2.0),
        point_noise: 0.0,
        cycle_noise: 0.0,
        ..DeviceModel::default()
    };
    let analysis = analyze(
        &Trace::Sweep(model.measure(1).unwrap()),
        &Options::default(),
    )
    .unwrap();
    let s = &analysis.switching;
    let near = |q: Option<memrilab_core::stats::Quartiles>, v: f64, within: f64| {
        let m = q.unwrap().median;
        assert!((m - v).abs() <= within, "{m} is not {v}");
    };
    near(s.v_set, 3.0, 0.11);
    near(s.v_reset, -2.0, 0.11);
    near(s.on_off_ratio, 3f64.exp(), 0.01);
    assert!((s.read_voltage.unwrap() - 0.6).abs() < 1e-12);
    assert_eq!(s.cycles.len(), 10);
}

#[test]
fn one_cycle_has_a_run_and_no_usability() {
    let model = DeviceModel {
        cycles: 1,
        ..DeviceModel::default()
    };
    let analysis = analyze(
        &Trace::Sweep(model.measure(1).unwrap()),
        &Options::default(),
    )
    .unwrap();
    for method in &analysis.methods {
        assert!(method.result.run_length > 0);
        assert_eq!((method.result.sigma, method.result.usability), (None, None));
    }
    assert!(analysis.warnings[0].starts_with("One cycle only"));
}

#[test]
fn pulses_give_a_curve() {
    let rising: Vec<f64> = (0..50).map(|i| 1e-6 * (1.0 + f64::from(i))).collect();
    let pulses = Pulses {
        conductance: Array2::from_shape_vec((1, 50), rising).unwrap(),
        lines: (1..=50).collect(),
        in_siemens: true,
    };
    let analysis = analyze(&Trace::Pulses(pulses), &Options::default()).unwrap();
    let result = &analysis.method(Method::Corrected).unwrap().result;
    assert_eq!(
        (result.run_start, result.run_end, result.length_factor),
        (0, 50, 1.0)
    );
    assert_eq!(result.usability, None);
    assert!(analysis.method(Method::Table).is_none());
}

#[test]
fn what_cannot_be_analysed_is_said_in_one_sentence() {
    let ohmic = array![[0.0, 1.0, 2.0, 1.0]];
    let falling = sweep(&[0.0, -1.0, -2.0, -1.0], -ohmic.clone());
    let positive = Options {
        polarity: PolarityChoice::Positive,
        ..Options::default()
    };
    let error = analyze(&Trace::Sweep(falling), &positive).unwrap_err();
    assert!(
        matches!(error, AnalysisError::NoOutwardLeg { .. }),
        "{error}"
    );
    let flat = sweep(&[0.0, 1.0, 2.0, 3.0], array![[1e-3, 1e-3, 1e-3, 1e-3]]);
    let error = analyze(&Trace::Sweep(flat), &Options::default()).unwrap_err();
    assert_eq!(error, AnalysisError::ConstantCurrent { current: 1e-3 });
    let empty = sweep(&[0.0, 1.0, 2.0], Array2::from_elem((2, 3), f64::NAN));
    assert_eq!(
        analyze(&Trace::Sweep(empty), &Options::default()).unwrap_err(),
        AnalysisError::NoCurrent
    );
    let zero = Options {
        required_length: 0,
        ..Options::default()
    };
    let fine = sweep(&[0.0, 1.0, 2.0, 1.0], ohmic);
    assert!(
        analyze(&Trace::Sweep(fine), &zero)
            .unwrap_err()
            .to_string()
            .contains("required length")
    );
}

#[test]
fn samples_are_what_they_are_called() {
    let usability = |sample: Sample| {
        let sweep = sample.model().measure(Sample::SEED).unwrap();
        let analysis = analyze(&Trace::Sweep(sweep), &Options::default()).unwrap();
        analysis.method(Method::Corrected).unwrap().result.clone()
    };
    let (good, short, noisy) = (
        usability(Sample::Good),
        usability(Sample::NonMonotonic),
        usability(Sample::Noisy),
    );
    assert!(
        good.length_factor == 1.0 && good.usability.unwrap() > 0.85,
        "{good:?}"
    );
    assert!(
        short.length_factor < 0.9 && short.sigma.unwrap() < 0.15,
        "{short:?}"
    );
    assert!(noisy.sigma.unwrap() > 0.4, "{noisy:?}");
}
