//! Campaigns: asked and told, on good input and bad.

mod common;

use common::near;
use memrilab_bayesopt::campaign::{CandidateSource, Incumbent, Noise, Phase, Scaling};
use memrilab_bayesopt::space::Term;
use memrilab_bayesopt::{
    Acquisition, Campaign, Constraint, Error, Goal, Kernel, Model, Observation, Outcome, Point,
    Settings, Space, Value, Variable, outlook, suggest,
};

fn grid() -> Space {
    let levels: Vec<f64> = (0..9).map(f64::from).collect();
    Space::new(
        vec![
            Variable::categories("salt", &["p", "q", "r"]),
            Variable::levels("x", &levels),
            Variable::levels("y", &levels),
        ],
        vec![],
    )
    .unwrap()
}

fn height(point: &Point) -> f64 {
    let number = |i: usize| match &point.0[i] {
        Value::Number(v) => *v / 8.0,
        _ => 0.0,
    };
    let bonus = if point.0[0] == Value::from("q") {
        0.2
    } else {
        0.0
    };
    let (a, b) = (number(1) - 0.4, number(2) - 0.7);
    0.7 + bonus - a * a - b * b
}

/// A campaign with values at `n` scattered points of the grid.
fn measured(settings: Settings, n: u64, sign: f64) -> Campaign {
    let mut campaign = Campaign::new(grid(), settings).unwrap();
    for i in 0..n {
        let point = campaign.space().point(i * 101 % 243).unwrap();
        let value = sign * height(&point);
        campaign.observe(Observation::value(point, value)).unwrap();
    }
    campaign
}

fn indexes(campaign: &Campaign, batch: usize, seed: u64) -> Vec<u64> {
    let got = suggest(campaign, batch, seed).unwrap();
    got.suggestions.iter().map(|s| s.index.unwrap()).collect()
}

fn distinct(mut all: Vec<u64>) -> bool {
    let n = all.len();
    all.sort_unstable();
    all.dedup();
    all.len() == n
}

const RULES: [Acquisition; 5] = [
    Acquisition::LogExpectedImprovement { xi: 0.0 },
    Acquisition::ExpectedImprovement { xi: 0.01 },
    Acquisition::UpperBound { kappa: 2.0 },
    Acquisition::ProbabilityOfImprovement { xi: 0.01 },
    Acquisition::Thompson,
];

#[test]
fn the_same_campaign_gives_the_same_suggestions() {
    for acquisition in RULES {
        let settings = Settings {
            acquisition,
            ..Settings::default()
        };
        let campaign = measured(settings, 12, 1.0);
        let once = suggest(&campaign, 6, 3).unwrap();
        assert_eq!(once, suggest(&campaign, 6, 3).unwrap());
        // Through a file and back.
        let text = serde_json::to_string(&campaign).unwrap();
        let again: Campaign = serde_json::from_str(&text).unwrap();
        assert_eq!(again, campaign);
        assert_eq!(once, suggest(&again, 6, 3).unwrap());
        // A shorter batch is the beginning of a longer one.
        let short = suggest(&campaign, 2, 3).unwrap();
        assert_eq!(short.suggestions, once.suggestions[..2]);
        assert_eq!(once.phase, Phase::Model);
        assert_eq!(once.candidates.source, CandidateSource::Enumerated);
        assert_eq!(once.candidates.count, 243);
        assert_eq!(once.model.unwrap().points, 12);
    }
}

#[test]
fn batches_never_repeat() {
    for acquisition in RULES {
        for replicates in [false, true] {
            let settings = Settings {
                acquisition,
                replicates,
                ..Settings::default()
            };
            let mut campaign = measured(settings, 9, 1.0);
            campaign.pend(campaign.space().point(5).unwrap()).unwrap();
            let got = indexes(&campaign, 20, 1);
            assert_eq!(got.len(), 20);
            assert!(!got.contains(&5), "pending");
            if !replicates {
                assert!((0..9).all(|i| !got.contains(&(i * 101 % 243))), "measured");
            }
            assert!(distinct(got));
        }
    }
}

#[test]
fn a_batch_is_what_pending_points_give() {
    let mut campaign = measured(Settings::default(), 10, 1.0);
    let batch = suggest(&campaign, 4, 2).unwrap();
    for (k, expected) in batch.suggestions.iter().enumerate() {
        let next = suggest(&campaign, 1, 2).unwrap();
        let got = &next.suggestions[0];
        assert_eq!(got.index, expected.index, "{k}");
        near("mean", got.mean.unwrap(), expected.mean.unwrap(), 1e-9);
        near("sd", got.sd.unwrap(), expected.sd.unwrap(), 1e-8);
        campaign.pend(got.point.clone()).unwrap();
    }
    // Told, a pending point is done; taken back, it is free again.
    let first = campaign.pending()[0].clone();
    campaign.observe(Observation::value(first, 0.4)).unwrap();
    assert_eq!(campaign.pending().len(), 3);
    let back = campaign.withdraw(2).unwrap();
    assert_eq!(
        Some(back),
        batch.suggestions.last().map(|s| s.point.clone())
    );
    assert!(matches!(campaign.withdraw(9), Err(Error::NoSuch { .. })));
}

#[test]
fn it_climbs_to_the_top() {
    for kernel in [Kernel::SquaredExponential, Kernel::Matern52] {
        let settings = Settings {
            kernel,
            ..Settings::default()
        };
        let mut campaign = Campaign::new(grid(), settings).unwrap();
        let mut best = f64::MIN;
        for _ in 0..25 {
            let next = suggest(&campaign, 1, 4).unwrap().suggestions.remove(0);
            let value = height(&next.point);
            best = f64::max(best, value);
            campaign
                .observe(Observation::value(next.point, value))
                .unwrap();
        }
        // The highest of the grid: q, 3/8 and 6/8.
        near(
            "best",
            best,
            0.9 - 0.025_f64.powi(2) - 0.05_f64.powi(2),
            1e-12,
        );
    }
}

#[test]
fn minimising_mirrors_maximising() {
    for scaling in [Scaling::Standardised, Scaling::AsIs { lone_mean: 0.0 }] {
        let of = |goal, sign| {
            let settings = Settings {
                goal,
                scaling,
                ..Settings::default()
            };
            let campaign = measured(settings, 11, sign);
            suggest(&campaign, 5, 1).unwrap()
        };
        let (up, down) = (of(Goal::Maximise, 1.0), of(Goal::Minimise, -1.0));
        for (a, b) in up.suggestions.iter().zip(&down.suggestions) {
            assert_eq!(a.index, b.index);
            assert_eq!(a.mean.unwrap(), -b.mean.unwrap());
            assert_eq!(a.sd, b.sd);
            assert_eq!(a.acquisition, b.acquisition);
        }
    }
}

#[test]
fn suggestions_do_not_depend_on_the_unit_of_the_values() {
    let of = |factor: f64, shift: f64| {
        let mut campaign = Campaign::new(grid(), Settings::default()).unwrap();
        for i in 0..10 {
            let point = campaign.space().point(i * 101 % 243).unwrap();
            let value = factor * height(&point) + shift;
            campaign.observe(Observation::value(point, value)).unwrap();
        }
        indexes(&campaign, 5, 1)
    };
    assert_eq!(of(1.0, 0.0), of(1e6, 3e6));
    assert_eq!(of(1.0, 0.0), of(1e-9, 0.0));
}

#[test]
fn a_target_is_approached() {
    for acquisition in [
        Acquisition::default(),
        Acquisition::ExpectedImprovement { xi: 0.0 },
        Acquisition::Within { within: 0.02 },
        Acquisition::ProbabilityOfImprovement { xi: 0.0 },
        Acquisition::UpperBound { kappa: 1.0 },
    ] {
        let settings = Settings {
            goal: Goal::Target { value: 0.5 },
            acquisition,
            ..Settings::default()
        };
        let mut campaign = measured(settings, 8, 1.0);
        let mut nearest = f64::MAX;
        for _ in 0..8 {
            let next = suggest(&campaign, 1, 4).unwrap().suggestions.remove(0);
            let value = height(&next.point);
            nearest = nearest.min((value - 0.5).abs());
            campaign
                .observe(Observation::value(next.point, value))
                .unwrap();
        }
        assert!(nearest < 0.01, "{acquisition:?} {nearest}");
    }
    let wrong = Settings {
        acquisition: Acquisition::Within { within: 0.1 },
        ..Settings::default()
    };
    assert!(matches!(
        Campaign::new(grid(), wrong),
        Err(Error::Setting { name: "within", .. })
    ));
}

#[test]
fn the_first_points_are_spread() {
    let campaign = Campaign::new(grid(), Settings::default()).unwrap();
    let got = suggest(&campaign, 6, 9).unwrap();
    assert_eq!(got.phase, Phase::Spread);
    assert!(got.model.is_none() && got.suggestions.iter().all(|s| s.mean.is_none()));
    assert_ne!(indexes(&campaign, 6, 9), indexes(&campaign, 6, 10));
    assert!(distinct(indexes(&campaign, 200, 9)));
    // All salts are among the first three: they are the farthest apart.
    let salts: Vec<String> = got.suggestions[..3]
        .iter()
        .map(|s| s.point.0[0].to_string())
        .collect();
    assert!(
        ["`p`", "`q`", "`r`"]
            .iter()
            .all(|n| salts.iter().any(|s| s == n)),
        "{salts:?}"
    );
    assert!(matches!(Model::new(&campaign), Err(Error::NoModel)));
    assert!(matches!(outlook(&campaign, 3, 10, 0), Err(Error::NoModel)));
}

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

#[test]
fn failures_are_avoided_and_leave_the_values_alone() {
    let settings = Settings {
        ard: false,
        ..Settings::default()
    };
    let mut campaign = measured(settings, 14, 1.0);
    let before = suggest(&campaign, 1, 1).unwrap();
    let place = before.suggestions[0].point.clone();
    assert_eq!(before.suggestions[0].works, None);
    let mean = Model::new(&campaign)
        .unwrap()
        .predict(&[place.clone()])
        .unwrap()[0]
        .mean;
    campaign
        .observe(Observation::failed(place.clone()))
        .unwrap();
    let model = Model::new(&campaign).unwrap();
    let far = grid().point(0).unwrap();
    let at = model.predict(&[place.clone(), far]).unwrap();
    assert_eq!(at[0].mean, mean, "a failure is no value");
    assert!(at[0].works.unwrap() < at[1].works.unwrap());
    let after = suggest(&campaign, 1, 1).unwrap();
    assert_ne!(after.suggestions[0].point, place);
    assert!(after.suggestions[0].works.unwrap() > at[0].works.unwrap());
    for acquisition in RULES {
        let mut campaign = campaign.clone();
        campaign
            .set(Settings {
                acquisition,
                ..Settings::default()
            })
            .unwrap();
        let got = suggest(&campaign, 5, 1).unwrap();
        assert!(
            got.suggestions
                .iter()
                .all(|s| s.acquisition.unwrap().is_finite())
        );
    }
}

#[test]
fn a_region_that_always_fails_is_left() {
    // Whatever is made with q, the best salt, shorts.
    let try_at = |point: Point| {
        let shorts = point.0[0] == Value::from("q");
        let outcome = if shorts {
            Outcome::Failed
        } else {
            Outcome::Value(height(&point))
        };
        (
            shorts,
            Observation {
                outcome,
                ..Observation::failed(point)
            },
        )
    };
    let mut campaign = Campaign::new(grid(), Settings::default()).unwrap();
    for i in 0..9 {
        campaign
            .observe(try_at(grid().point(i * 101 % 243).unwrap()).1)
            .unwrap();
    }
    let (mut tried, mut best) = (0, f64::MIN);
    for _ in 0..16 {
        let next = suggest(&campaign, 1, 1).unwrap().suggestions.remove(0);
        let (shorts, told) = try_at(next.point);
        tried += usize::from(shorts);
        if let Outcome::Value(value) = told.outcome {
            best = best.max(value);
        }
        campaign.observe(told).unwrap();
    }
    // A third would be blind choice; the best of the others is found meanwhile.
    assert!(
        tried <= 4,
        "{tried} of 16 tries in a region that always fails"
    );
    near(
        "best",
        best,
        0.7 - 0.025_f64.powi(2) - 0.05_f64.powi(2),
        1e-12,
    );
}

#[test]
fn nothing_but_failures() {
    let mut campaign = Campaign::new(grid(), Settings::unit_interval()).unwrap();
    for i in 0..4 {
        campaign
            .observe(Observation::failed(grid().point(i).unwrap()))
            .unwrap();
    }
    let got = suggest(&campaign, 2, 1).unwrap();
    assert_eq!(got.phase, Phase::Spread);
    assert!(got.warnings.iter().any(|w| w.contains("failed")));
    assert!(got.suggestions.iter().all(|s| s.index.unwrap() > 3));
}

#[test]
fn constraints_hold_for_candidates_and_not_for_observations() {
    let levels: Vec<f64> = (0..9).map(f64::from).collect();
    let term = |variable: &str| Term {
        variable: variable.into(),
        part: None,
        weight: 1.0,
    };
    let rule = Constraint::Linear {
        terms: vec![term("x"), term("y")],
        at_most: 6.0,
    };
    let space = Space::new(
        vec![
            Variable::levels("x", &levels),
            Variable::levels("y", &levels),
        ],
        vec![rule],
    )
    .unwrap();
    let mut campaign = Campaign::new(space, Settings::unit_interval()).unwrap();
    // Off the grid, and outside the constraint.
    for (x, y) in [(7.5, 7.5), (1.3, 2.2), (-3.0, 40.0)] {
        let point = Point(vec![x.into(), y.into()]);
        campaign
            .observe(Observation::value(point, 0.05 * x))
            .unwrap();
    }
    let got = suggest(&campaign, 28, 1).unwrap();
    assert_eq!(got.candidates.count, 28);
    assert_eq!(got.suggestions.len(), 28);
    for s in &got.suggestions {
        assert!(campaign.space().allows(&s.point), "{:?}", s.point);
    }
}

/// `(0.3, 10^0.5, pure b)` is the best of a space of ranges and a mixture.
fn smooth(point: &Point) -> f64 {
    let (Value::Number(a), Value::Number(b), Value::Shares(s)) =
        (&point.0[0], &point.0[1], &point.0[2])
    else {
        panic!("not of the space")
    };
    let (a, b) = (a - 0.3, b.log10() - 0.5);
    1.0 - a * a - b * b - (1.0 - s[1]).powi(2)
}

#[test]
fn ranges_and_fine_mixtures_are_drawn() {
    let space = Space::new(
        vec![
            Variable::range("a", 0.0, 1.0),
            Variable::range("b", 1.0, 100.0).logarithmic(),
            Variable::simplex("m", &["a", "b", "c"], 100),
        ],
        vec![Constraint::Linear {
            terms: vec![Term {
                variable: "a".into(),
                part: None,
                weight: 1.0,
            }],
            at_most: 0.9,
        }],
    )
    .unwrap();
    let settings = Settings {
        drawn: 500,
        ..Settings::default()
    };
    let mut campaign = Campaign::new(space, settings).unwrap();
    let mut best = f64::MIN;
    for _ in 0..30 {
        let got = suggest(&campaign, 1, 5).unwrap();
        assert_eq!(got, suggest(&campaign, 1, 5).unwrap());
        assert_eq!(got.candidates.source, CandidateSource::Drawn);
        assert_eq!(got.candidates.drawn, 500);
        if got.phase == Phase::Model {
            assert!(got.candidates.local > 50);
        }
        let next = got.suggestions[0].clone();
        assert_eq!(next.index, None);
        assert!(campaign.space().allows(&next.point));
        campaign.space().check(&next.point).unwrap();
        let value = smooth(&next.point);
        best = best.max(value);
        campaign
            .observe(Observation::value(next.point, value))
            .unwrap();
    }
    assert!(best > 0.995, "{best}");
    let batch = suggest(&campaign, 8, 5).unwrap().suggestions;
    for (i, s) in batch.iter().enumerate() {
        assert!(batch[..i].iter().all(|o| o.point != s.point));
    }
}

#[test]
fn a_billion_combinations() {
    let levels: Vec<f64> = (0..1000).map(f64::from).collect();
    let variable = |name: &str| Variable::levels(name, &levels);
    let space = Space::new(vec![variable("a"), variable("b"), variable("c")], vec![]).unwrap();
    let settings = Settings {
        drawn: 300,
        ..Settings::default()
    };
    let mut campaign = Campaign::new(space, settings).unwrap();
    for _ in 0..8 {
        let got = suggest(&campaign, 1, 2).unwrap();
        assert!(got.candidates.count < 3000);
        let next = got.suggestions[0].clone();
        assert!(next.index.unwrap() < 1_000_000_000);
        let Value::Number(a) = next.point.0[0] else {
            panic!()
        };
        campaign.observe(Observation::value(next.point, a)).unwrap();
    }
    // Constraints that no draw obeys are found out, in finite time.
    let none = Constraint::Linear {
        terms: vec![Term {
            variable: "a".into(),
            part: None,
            weight: 1.0,
        }],
        at_most: -1.0,
    };
    let space = Space::new(
        vec![variable("a"), variable("b"), variable("c")],
        vec![none],
    )
    .unwrap();
    let campaign = Campaign::new(
        space,
        Settings {
            drawn: 10,
            ..Settings::default()
        },
    )
    .unwrap();
    assert_eq!(suggest(&campaign, 1, 1), Err(Error::NothingAllowed));
}

#[test]
fn thompson_chooses_as_often_as_a_point_is_best() {
    // Two candidates are left, far from each other and from all else: independent normals.
    let space = Space::new(vec![Variable::categories("c", &["a", "b", "z"])], vec![]).unwrap();
    let settings = Settings {
        acquisition: Acquisition::Thompson,
        ..Settings::unit_interval()
    };
    let mut campaign = Campaign::new(space.clone(), settings).unwrap();
    for (i, value, sd) in [(0, 0.50, 0.2), (1, 0.65, 0.1), (2, 0.2, 0.0)] {
        let observation = Observation {
            sd: Some(sd),
            ..Observation::value(space.point(i).unwrap(), value)
        };
        campaign.observe(observation).unwrap();
    }
    let mut settings = campaign.settings().clone();
    settings.replicates = true;
    campaign.set(settings).unwrap();
    // By quadrature-free reasoning only a and b matter; their difference is normal.
    let model = Model::new(&campaign).unwrap();
    let points: Vec<Point> = (0..3).map(|i| space.point(i).unwrap()).collect();
    let at = model.predict(&points).unwrap();
    let draws = 4000;
    let mut chosen = [0.0; 3];
    for seed in 0..draws {
        chosen[indexes(&campaign, 1, seed)[0] as usize] += 1.0;
    }
    // P(b beats a) from the joint posterior: the covariance comes from three variances,
    // var(a - b) = var a + var b - 2 cov, estimated by the process itself.
    let encoder_distance = 1.0;
    let scale = model.gp().hyper().length_scales[0];
    let prior = model.gp().hyper().signal
        * Kernel::SquaredExponential.correlation(encoder_distance / (scale * scale));
    assert!(prior < model.gp().hyper().signal);
    let independent = (
        (at[1].mean - at[0].mean) / (at[0].sd * at[0].sd + at[1].sd * at[1].sd).sqrt(),
        draws as f64,
    );
    let expected = memrilab_core::special::normal_cdf(independent.0);
    let share = chosen[1] / (chosen[0] + chosen[1]);
    // Five standard errors, and a correlation that may shift the share by a little.
    let error = 5.0 * (expected * (1.0 - expected) / draws as f64).sqrt();
    assert!(
        (share - expected).abs() < error + 0.05,
        "{share} {expected}"
    );
    assert!(chosen[0] > 0.0 && chosen[1] > chosen[2]);
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

#[test]
fn the_incumbent_is_a_mean_or_a_value() {
    let report = |incumbent| {
        let settings = Settings {
            incumbent,
            ..Settings::default()
        };
        let mut campaign = measured(settings, 30, 1.0);
        // One lucky measurement, known to be doubtful.
        let odd = Observation {
            sd: Some(1.0),
            ..Observation::value(grid().point(0).unwrap(), 2.0)
        };
        campaign.observe(odd).unwrap();
        Model::new(&campaign).unwrap().report()
    };
    near(
        "value",
        report(Incumbent::BestValue).incumbent_value,
        2.0,
        1e-12,
    );
    assert!(report(Incumbent::BestMean).incumbent_value < 1.0);
}
