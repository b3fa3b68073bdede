//! Input that is bad, scarce, equal or contradictory.

mod common;

use common::hill::{distinct, grid, measured};
use common::near;
use memrilab_bayesopt::campaign::{Noise, Scaling};
use memrilab_bayesopt::{
    Acquisition, Campaign, Error, Goal, Model, Observation, Point, Settings, Space, Variable,
    suggest,
};

#[test]
fn one_value_and_equal_values() {
    let mut campaign = Campaign::new(grid(), Settings::unit_interval()).unwrap();
    campaign
        .observe(Observation::value(grid().point(100).unwrap(), 0.9))
        .unwrap();
    // The mean is 0.5 while there is one value (METHOD B4), and far away nothing else is known.
    near(
        "mean",
        Model::new(&campaign).unwrap().report().mean,
        0.5,
        0.0,
    );
    assert_eq!(suggest(&campaign, 3, 1).unwrap().suggestions.len(), 3);
    for value in [0.0, 0.3, -1e9] {
        for settings in [
            Settings::unit_interval(),
            Settings {
                initial: 1,
                ..Settings::default()
            },
        ] {
            let mut campaign = Campaign::new(grid(), settings).unwrap();
            for i in 0..5 {
                let point = grid().point(i * 50).unwrap();
                campaign.observe(Observation::value(point, value)).unwrap();
                let got = suggest(&campaign, 2, 1).unwrap();
                assert!(distinct(
                    got.suggestions.iter().map(|s| s.index.unwrap()).collect()
                ));
                assert_eq!(got.warnings.iter().any(|w| w.contains("equal")), i > 0);
            }
        }
    }
}

#[test]
fn contradictory_replicates_are_noise() {
    let mut campaign = Campaign::new(
        grid(),
        Settings {
            initial: 1,
            ..Settings::default()
        },
    )
    .unwrap();
    let point = grid().point(40).unwrap();
    for value in [0.0, 1.0, 0.1, 0.9, 0.5] {
        campaign
            .observe(Observation::value(point.clone(), value))
            .unwrap();
    }
    let far = grid().point(200).unwrap();
    campaign.observe(Observation::value(far, 0.5)).unwrap();
    let model = Model::new(&campaign).unwrap();
    let report = model.report();
    assert_eq!(report.points, 2);
    // Their standard deviation is 0.45; the prior expects a tenth of the spread.
    assert!(report.noise_sd > 0.2, "{}", report.noise_sd);
    let at = model.predict(&[point]).unwrap()[0];
    assert!((at.mean - 0.5).abs() < 0.1 && at.sd > 0.05, "{at:?}");
    assert!(suggest(&campaign, 3, 1).is_ok());
}

#[test]
fn known_noise_is_heeded() {
    let with = |sd: Option<f64>| {
        let mut campaign = measured(Settings::default(), 10, 1.0);
        let point = grid().point(121).unwrap();
        let odd = Observation {
            sd,
            ..Observation::value(point.clone(), 3.0)
        };
        campaign.observe(odd).unwrap();
        Model::new(&campaign).unwrap().predict(&[point]).unwrap()[0].mean
    };
    // An uncertain outlier is hardly believed.
    assert!(with(Some(5.0)) < 1.0 && with(None) > 1.5);
    let settings = Settings {
        noise: Noise::Given { sd: 0.07 },
        ..Settings::default()
    };
    near(
        "noise",
        Model::new(&measured(settings, 10, 1.0))
            .unwrap()
            .report()
            .noise_sd,
        0.07,
        1e-9,
    );
}

#[test]
fn bad_tellings_are_refused() {
    let mut campaign = Campaign::new(grid(), Settings::default()).unwrap();
    let point = grid().point(0).unwrap();
    for value in [f64::NAN, f64::INFINITY] {
        let told = campaign.observe(Observation::value(point.clone(), value));
        assert!(matches!(told, Err(Error::NotFinite { .. })));
    }
    for sd in [f64::NAN, -1.0] {
        let told = Observation {
            sd: Some(sd),
            ..Observation::value(point.clone(), 0.0)
        };
        assert!(campaign.observe(told).is_err());
    }
    assert!(
        campaign
            .observe(Observation::value(Point(vec![]), 0.0))
            .is_err()
    );
    assert!(campaign.pend(Point(vec![])).is_err());
    assert!(matches!(campaign.forget(0), Err(Error::NoSuch { .. })));
    assert!(matches!(suggest(&campaign, 0, 1), Err(Error::Empty { .. })));
    assert!(matches!(
        suggest(&campaign, 257, 1),
        Err(Error::TooMany { .. })
    ));
    let text = serde_json::to_string(&campaign).unwrap();
    let old = text.replace("\"schema\":1", "\"schema\":7");
    assert!(serde_json::from_str::<Campaign>(&old).is_err());
    // Values whose spread is beyond a number are an error, not a panic.
    for i in 0..6 {
        let value = if i % 2 == 0 { 1.7e308 } else { -1.7e308 };
        campaign
            .observe(Observation::value(grid().point(i).unwrap(), value))
            .unwrap();
    }
    assert!(matches!(
        suggest(&campaign, 1, 1),
        Err(Error::NotFinite { .. })
    ));
}

#[test]
fn bad_settings_are_refused() {
    let d = Settings::default;
    let low = |mut s: Settings| {
        s.priors.signal.low = 0.0;
        s
    };
    let crossed = |mut s: Settings| {
        s.priors.noise.high = 1e-9;
        s
    };
    for settings in [
        Settings {
            goal: Goal::Target { value: f64::NAN },
            ..d()
        },
        Settings {
            scaling: Scaling::AsIs {
                lone_mean: f64::NAN,
            },
            ..d()
        },
        Settings {
            noise: Noise::Given { sd: 0.0 },
            ..d()
        },
        Settings { starts: 0, ..d() },
        Settings { starts: 101, ..d() },
        Settings { initial: 0, ..d() },
        Settings { drawn: 0, ..d() },
        Settings {
            drawn: 1_000_000,
            ..d()
        },
        Settings {
            acquisition: Acquisition::UpperBound { kappa: -1.0 },
            ..d()
        },
        Settings {
            acquisition: Acquisition::ExpectedImprovement { xi: f64::NAN },
            ..d()
        },
        low(d()),
        crossed(d()),
    ] {
        assert!(
            Campaign::new(grid(), settings.clone()).is_err(),
            "{settings:?}"
        );
        let mut campaign = Campaign::new(grid(), d()).unwrap();
        assert!(campaign.set(settings).is_err());
        assert_eq!(campaign.settings(), &d());
    }
}

#[test]
fn when_little_is_left() {
    let space = Space::new(vec![Variable::levels("x", &[0.0, 1.0, 2.0, 3.0])], vec![]).unwrap();
    for initial in [1, 9] {
        let settings = Settings {
            initial,
            ..Settings::default()
        };
        let mut campaign = Campaign::new(space.clone(), settings).unwrap();
        for i in [0, 2] {
            campaign
                .observe(Observation::value(space.point(i).unwrap(), i as f64))
                .unwrap();
        }
        let got = suggest(&campaign, 5, 1).unwrap();
        assert_eq!(got.suggestions.len(), 2);
        assert!(
            got.warnings.iter().any(|w| w.contains("Only 2")),
            "{:?}",
            got.warnings
        );
        for i in [1, 3] {
            campaign
                .observe(Observation::value(space.point(i).unwrap(), 0.0))
                .unwrap();
        }
        assert_eq!(suggest(&campaign, 1, 1), Err(Error::Exhausted));
        let mut settings = campaign.settings().clone();
        settings.replicates = true;
        campaign.set(settings).unwrap();
        assert!(suggest(&campaign, 1, 1).is_ok());
    }
}
