//! Devices that failed.

mod common;

use common::hill::{RULES, grid, height, measured};
use common::near;
use memrilab_bayesopt::campaign::Phase;
use memrilab_bayesopt::{Campaign, Model, Observation, Outcome, Point, Settings, Value, suggest};

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
        .predict(std::slice::from_ref(&place))
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
