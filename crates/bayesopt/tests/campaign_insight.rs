//! What a model shows, draws and expects.

mod common;

use common::hill::{distinct, grid, height, indexes, measured};
use common::near;
use memrilab_bayesopt::{
    Acquisition, Campaign, Error, Goal, Kernel, Model, Observation, Point, Settings, Space, Value,
    Variable, outlook, suggest,
};

#[test]
fn thompson_chooses_as_often_as_a_point_is_best() {
    // Two candidates, both measured: their difference is normal, with a variance that is
    // written out here.
    let space = Space::new(vec![Variable::categories("c", &["a", "b"])], vec![]).unwrap();
    let settings = Settings {
        acquisition: Acquisition::Thompson,
        replicates: true,
        ..Settings::unit_interval()
    };
    let mut campaign = Campaign::new(space.clone(), settings).unwrap();
    for (i, value, sd) in [(0, 0.50, 0.2), (1, 0.65, 0.1)] {
        let observation = Observation {
            sd: Some(sd),
            ..Observation::value(space.point(i).unwrap(), value)
        };
        campaign.observe(observation).unwrap();
    }
    let model = Model::new(&campaign).unwrap();
    let hyper = model.gp().hyper().clone();
    let signal = hyper.signal;
    let scale = hyper.length_scales[0];
    let cross = signal * Kernel::SquaredExponential.correlation(1.0 / (scale * scale));
    let (ka, kb) = (signal + 0.04 + hyper.noise, signal + 0.01 + hyper.noise);
    let det = ka * kb - cross * cross;
    // S = K - K (K + N)^-1 K, entry by entry.
    let inverse = |u: [f64; 2], v: [f64; 2]| {
        (u[0] * (kb * v[0] - cross * v[1]) + u[1] * (ka * v[1] - cross * v[0])) / det
    };
    let (a, b) = ([signal, cross], [cross, signal]);
    let variance = 2.0 * (signal - cross) - inverse(a, a) - inverse(b, b) + 2.0 * inverse(a, b);
    let points: Vec<Point> = (0..2).map(|i| space.point(i).unwrap()).collect();
    let at = model.predict(&points).unwrap();
    near("var a", at[0].sd * at[0].sd, signal - inverse(a, a), 1e-14);
    let z = (at[1].mean - at[0].mean) / variance.sqrt();
    let expected = memrilab_core::special::normal_cdf(z);
    assert!(expected > 0.55 && expected < 0.95, "{expected}");
    let draws = 4000;
    let chosen: u64 = (0..draws).map(|seed| indexes(&campaign, 1, seed)[0]).sum();
    let error = (expected * (1.0 - expected) / draws as f64).sqrt();
    near("share", chosen as f64 / draws as f64, expected, 5.0 * error);
}

#[test]
fn of_many_candidates_a_stated_subset_is_drawn_at() {
    let levels: Vec<f64> = (0..40).map(f64::from).collect();
    let space = Space::new(
        vec![
            Variable::levels("x", &levels),
            Variable::levels("y", &levels),
        ],
        vec![],
    )
    .unwrap();
    let settings = Settings {
        acquisition: Acquisition::Thompson,
        ..Settings::unit_interval()
    };
    let mut campaign = Campaign::new(space.clone(), settings).unwrap();
    campaign
        .observe(Observation::value(space.point(820).unwrap(), 0.5))
        .unwrap();
    let got = suggest(&campaign, 8, 1).unwrap();
    assert!(
        got.warnings.iter().any(|w| w.contains("512 of 1599")),
        "{:?}",
        got.warnings
    );
    assert!(distinct(
        got.suggestions.iter().map(|s| s.index.unwrap()).collect()
    ));
}

#[test]
fn the_outlook_never_falls_and_is_cautious() {
    for goal in [Goal::Maximise, Goal::Minimise, Goal::Target { value: 0.6 }] {
        let settings = Settings {
            goal,
            ..Settings::default()
        };
        let campaign = measured(settings, 10, 1.0);
        let out = outlook(&campaign, 6, 400, 3).unwrap();
        assert_eq!(out, outlook(&campaign, 6, 400, 3).unwrap());
        assert_eq!(
            (out.expected.len(), out.low.len(), out.high.len()),
            (7, 7, 7)
        );
        let better = |a: f64, b: f64| {
            if goal == Goal::Maximise {
                a >= b
            } else {
                a <= b
            }
        };
        for w in out.expected.windows(2) {
            assert!(better(w[1], w[0]), "{out:?}");
        }
        assert!(out.low.iter().zip(&out.high).all(|(l, h)| l <= h));
        // Before any experiment it is the incumbent, to the error of the mean.
        let incumbent = Model::new(&campaign).unwrap().report().incumbent_value;
        let now = match goal {
            Goal::Target { value } => (incumbent - value).abs(),
            _ => incumbent,
        };
        near("now", out.expected[0], now, 0.02);
    }
    let campaign = measured(Settings::default(), 10, 1.0);
    assert!(outlook(&campaign, 1, 0, 0).is_err());
    assert!(outlook(&campaign, 300, 10, 0).is_err());
}

#[test]
fn what_was_learned_can_be_shown() {
    let campaign = measured(Settings::default(), 40, 1.0);
    let model = Model::new(&campaign).unwrap();
    let base = grid().point(121).unwrap();
    let slice = model.slice(1, &base, 0).unwrap();
    assert_eq!(slice.values.len(), 9);
    for (value, p) in slice.values.iter().zip(&slice.predictions) {
        let mut point = base.clone();
        point.0[1] = value.clone();
        near("slice", p.mean, height(&point), 0.05);
    }
    assert_eq!(model.slice(2, &base, 33).unwrap().predictions.len(), 33);
    assert_eq!(model.slice(0, &base, 5).unwrap().values.len(), 3);
    assert!(matches!(
        model.slice(3, &base, 5),
        Err(Error::NoSuch { number: 4, .. })
    ));
    assert!(model.slice(0, &Point(vec![]), 5).is_err());
    let shares = model.importance().unwrap();
    near("sum", shares.iter().map(|s| s.share).sum(), 1.0, 1e-12);
    assert!(shares.iter().all(|s| s.share > 0.0));
    let left = model.leave_one_out().unwrap();
    assert_eq!(left.len(), 40);
    for (point, l) in left {
        near("left out", l.mean, height(&point), 0.2);
    }
}

#[test]
fn a_variable_that_does_nothing_matters_least() {
    let mut campaign = Campaign::new(grid(), Settings::default()).unwrap();
    for i in 0..40 {
        let point = grid().point(i * 101 % 243).unwrap();
        let Value::Number(x) = point.0[1] else {
            panic!()
        };
        campaign
            .observe(Observation::value(point, (x / 3.0).sin()))
            .unwrap();
    }
    let shares = Model::new(&campaign).unwrap().importance().unwrap();
    assert!(
        shares[1].share > 2.0 * shares[0].share && shares[1].share > 2.0 * shares[2].share,
        "{shares:?}"
    );
}
