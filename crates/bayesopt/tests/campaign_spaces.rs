//! Constraints, ranges, mixtures and spaces too large to list.

use memrilab_bayesopt::campaign::{CandidateSource, Phase};
use memrilab_bayesopt::space::Term;
use memrilab_bayesopt::{
    Campaign, Constraint, Error, Observation, Point, Settings, Space, Value, Variable, suggest,
};

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
