//! Asking and telling.

mod common;

use common::hill::{RULES, distinct, grid, height, indexes, measured};
use common::near;
use memrilab_bayesopt::campaign::{CandidateSource, Incumbent, Phase, Scaling};
use memrilab_bayesopt::{
    Acquisition, Campaign, Error, Goal, Kernel, Model, Observation, Settings, Space, Variable,
    outlook, suggest,
};

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

#[test]
fn of_equal_scores_the_lowest_index_is_taken() {
    let levels = [0.0, 1.0, 2.0, 3.0, 4.0];
    let space = Space::new(vec![Variable::levels("x", &levels)], vec![]).unwrap();
    for acquisition in &RULES[..4] {
        let settings = Settings {
            acquisition: *acquisition,
            ..Settings::unit_interval()
        };
        let mut campaign = Campaign::new(space.clone(), settings).unwrap();
        // What is known is in the middle, so both ends promise the same.
        let middle = space.point(2).unwrap();
        campaign.observe(Observation::value(middle, 0.4)).unwrap();
        assert_eq!(indexes(&campaign, 1, 1), [0]);
    }
}
