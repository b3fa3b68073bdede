//! What holds for every sweep, whatever its numbers.

use memrilab_core::Stream;
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_core::stream::index;
use memrilab_device::analysis::bootstrap::{Bootstrap, Settings, Statistic};
use memrilab_device::analysis::run::{longest_increasing, longest_subsequence};
use memrilab_device::analysis::smooth::smooth;
use memrilab_device::analysis::spread::{Reference, scatter};
use memrilab_device::analysis::{Bound, Compliance, Method, Options, Smoothing, Window, analyze};
use memrilab_device::simulate::{DeviceModel, Dip};
use memrilab_device::{Pulses, Sweep, Trace};
use ndarray::Array2;
use proptest::prelude::*;

fn model() -> impl Strategy<Value = DeviceModel> {
    (
        (2usize..12, 10usize..70, 1e-9..1e-4f64, -0.5..1.5f64),
        (
            0.0..0.6f64,
            0.0..0.6f64,
            proptest::option::of(1e-7..1e-3f64),
        ),
        (0.5..3.0f64, 0.2..3.0f64, 0.0..2.0f64),
    )
        .prop_map(
            |((cycles, points, g0, growth), (point, cycle, icc), (from, width, depth))| {
                DeviceModel {
                    cycles,
                    v_step: Volts(6.0 / points as f64),
                    g0,
                    growth,
                    point_noise: point,
                    cycle_noise: cycle,
                    compliance: icc.map(Amperes),
                    dips: vec![Dip {
                        from: Volts(from),
                        to: Volts(from + width),
                        depth,
                    }],
                    ..DeviceModel::default()
                }
            },
        )
}

/// Any value an instrument could write, missing ones included.
fn entry() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e-3..1e-3f64,
        2 => prop::num::f64::ANY,
        1 => Just(f64::NAN),
        1 => Just(0.0),
    ]
}

proptest! {
    /// Whatever is in a sweep, a result is finite and in its range, or there is none.
    #[test]
    fn results_are_finite_and_in_range(
        voltage in prop::collection::vec(prop_oneof![-6.0..6.0f64, Just(0.0), Just(6.0)], 1..60),
        entries in prop::collection::vec(entry(), 240),
        cycles in 1usize..4,
    ) {
        let n = voltage.len();
        let sweep = Sweep {
            current: Array2::from_shape_fn((cycles, n), |(k, j)| entries[k * n + j]),
            lines: (0..n as u32).collect(),
            cycle_names: vec![String::new(); cycles],
            voltage,
            compliance_flags: None,
            stated_compliance: None,
            set_polarity: None,
            magnitude_only: false,
        };
        let options = Options { bootstrap: 20, ..Options::default() };
        if let Ok(analysis) = analyze(&Trace::Sweep(sweep), &options) {
            for method in &analysis.methods {
                let r = &method.result;
                let shown = [r.usability, r.usability_low, r.usability_high, r.usability_conservative, r.usability_mle];
                for u in shown.into_iter().flatten() {
                    prop_assert!((0.0..=1.0).contains(&u), "{u}");
                }
                for s in [r.sigma, r.sigma95, r.sigma95_pooled].into_iter().flatten() {
                    prop_assert!(s.is_finite() && s >= 0.0, "{s}");
                }
                prop_assert!(r.run_end <= r.points && r.run_start <= r.run_end);
                prop_assert_eq!(method.curve.voltage.len(), r.points);
                let means = method.curve.mean.iter().chain(&method.curve.smoothed).flatten();
                prop_assert!(means.clone().all(|g| g.is_finite()));
            }
        }
    }

    /// The unit of current changes no usability; neither does the order of the cycles.
    #[test]
    fn units_and_order_of_cycles_do_not_matter(model in model(), seed in 0u64..1000) {
        let sweep = model.measure(seed).unwrap();
        let options = Options { bootstrap: 0, ..Options::default() };
        let plain = analyze(&Trace::Sweep(sweep.clone()), &options);
        let mut other = sweep;
        // A power of two changes no digit.
        other.current.mapv_inplace(|i| i * 1024.0);
        other.current.invert_axis(ndarray::Axis(0));
        let turned = analyze(&Trace::Sweep(other), &options);
        match (plain, turned) {
            (Ok(plain), Ok(turned)) => for (a, b) in plain.methods.iter().zip(&turned.methods) {
                prop_assert_eq!(a.result.run_length, b.result.run_length);
                let (a, b) = (a.result.usability, b.result.usability);
                prop_assert_eq!(a.is_some(), b.is_some());
                let apart = a.zip(b).map_or(0.0, |(a, b)| (a - b).abs());
                prop_assert!(apart < 1e-12, "{:?} {:?}", a, b);
            },
            (Err(_), Err(_)) => {}
            other => prop_assert!(false, "{:?}", other),
        }
    }

    /// Noise of the same draws, `more` times as large, gives `more` times the sigma; ln G has
    /// rounding errors of about 20 eps.
    #[test]
    fn sigma_scales_with_the_noise(model in model(), seed in 0u64..1000, more in 1.0..3.0f64) {
        let quiet = DeviceModel { compliance: None, ..model };
        let loud = DeviceModel {
            point_noise: quiet.point_noise * more,
            cycle_noise: quiet.cycle_noise * more,
            ..quiet.clone()
        };
        let options = Options {
            bootstrap: 0,
            window: Window::All,
            compliance: Compliance::None,
            methods: vec![Method::Corrected],
            ..Options::default()
        };
        let sigma = |m: &DeviceModel| {
            let a = analyze(&Trace::Sweep(m.measure(seed).unwrap()), &options).unwrap();
            a.methods[0].result.sigma.unwrap()
        };
        let (a, b) = (sigma(&quiet), sigma(&loud));
        prop_assert!((b - a * more).abs() < 1e-9 * b + 1e-13, "{} {}", a, b);
    }

    /// The run is the one that trying every range finds.
    #[test]
    fn run_is_the_longest(x in prop::collection::vec(prop_oneof![(0..6i32).prop_map(f64::from), Just(f64::NAN)], 0..40)) {
        let rises = |a: usize, b: usize| {
            x[a..b].iter().all(|v| v.is_finite()) && x[a..b].windows(2).all(|w| w[0] < w[1])
        };
        let mut best = (0, 0);
        for a in 0..x.len() {
            for b in a + 1..=x.len() {
                if rises(a, b) && b - a > best.1 - best.0 {
                    best = (a, b);
                }
            }
        }
        prop_assert_eq!(longest_increasing(&x), best);
        prop_assert!(longest_subsequence(&x) >= best.1 - best.0);
    }

    /// A complete, non-decreasing, non-constant curve rises strictly once smoothed.
    #[test]
    fn smoothing_lemma(steps in prop::collection::vec(0..3u32, 1..40)) {
        let mut level = 1.0;
        let y: Vec<f64> = steps.iter().map(|&s| { level += f64::from(s); level }).collect();
        let x = smooth(&y, Smoothing::default());
        if y[y.len() - 1] > y[0] {
            prop_assert!(x.windows(2).all(|w| w[1] > w[0]), "{:?}", x);
        }
    }

    /// A bootstrap of weighted sums equals one that copies the drawn cycles.
    #[test]
    fn bootstrap_equals_copying(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![6 => 0.1..10.0f64, 1 => Just(f64::NAN), 1 => Just(-0.5)], 12), 2..6),
        seed in 0u64..100,
    ) {
        let g = Array2::from_shape_fn((rows.len(), 12), |(k, j)| rows[k][j]);
        prop_assume!(g.columns().into_iter().all(|c| c.iter().any(|v| v.is_finite())));
        prop_assume!(g.rows().into_iter().all(|r| r.iter().any(|v| v.is_finite())));
        for statistic in [Statistic::Rescaled, Statistic::Naive(Bound::TwoSided)] {
            let settings = Settings { required_length: 5, smoothing: Smoothing::default(), window: Window::Operative, statistic };
            let mut fast = Bootstrap::new(&g, settings);
            let mut rng = Stream::new(seed, "test", 0, 0);
            (0..5).for_each(|_| fast.draw(&mut rng));
            let mut rng = Stream::new(seed, "test", 0, 0);
            for got in fast.values() {
                let drawn: Vec<usize> = (0..rows.len()).map(|_| index(&mut rng, rows.len())).collect();
                let copied = Array2::from_shape_fn(g.dim(), |(k, j)| g[[drawn[k], j]]);
                let wanted = slowly(&copied, statistic);
                prop_assert!(got.is_nan() == wanted.is_none(), "{} {:?}", got, wanted);
                if let Some(wanted) = wanted {
                    prop_assert!((got - wanted).abs() < 1e-9, "{} {}", got, wanted);
                }
            }
        }
    }

    /// A pulse train of any numbers gives a finite run or a reason.
    #[test]
    fn pulses_never_fail_loudly(values in prop::collection::vec(entry(), 1..80)) {
        let pulses = Pulses {
            lines: (0..values.len() as u32).collect(),
            conductance: Array2::from_shape_vec((1, values.len()), values).unwrap(),
            in_siemens: false,
        };
        if let Ok(analysis) = analyze(&Trace::Pulses(pulses), &Options::default()) {
            prop_assert!(analysis.methods.iter().all(|m| m.result.length_factor <= 1.0));
        }
    }
}

fn slowly(g: &Array2<f64>, statistic: Statistic) -> Option<f64> {
    let points: Vec<usize> = (0..g.ncols())
        .filter(|&j| g.column(j).iter().any(|v| v.is_finite()))
        .collect();
    let kept = Array2::from_shape_fn((g.nrows(), points.len()), |(k, j)| g[[k, points[j]]]);
    let mean: Vec<f64> = kept
        .columns()
        .into_iter()
        .map(|c| {
            let present: Vec<f64> = c.iter().copied().filter(|v| v.is_finite()).collect();
            present.iter().sum::<f64>() / present.len() as f64
        })
        .collect();
    let run = longest_increasing(&smooth(&mean, Smoothing::default()));
    let (start, n) = (run.0, points.len());
    let window = if run.1 - run.0 >= 5 {
        run
    } else if start + 5 > n {
        (n.saturating_sub(5), n)
    } else {
        (start, start + 5)
    };
    let k = g.nrows() as f64;
    let sigma = match statistic {
        Statistic::Rescaled => {
            scatter(&kept, window, Reference::Geometric).sigma_unbiased()? * (k / (k - 1.0)).sqrt()
        }
        Statistic::Naive(_) => {
            scatter(&kept, window, Reference::Arithmetic).sigma95_paper(0.025)?
        }
    };
    Some(((run.1 - run.0) as f64 / 5.0).min(1.0) * (-sigma).exp())
}
