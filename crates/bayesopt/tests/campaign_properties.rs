//! Any campaign at all: an error in words, or suggestions that are finite, allowed, on the
//! space and all different.

use memrilab_bayesopt::campaign::{Incumbent, Noise, Scaling};
use memrilab_bayesopt::space::{Assignment, Term};
use memrilab_bayesopt::{
    Acquisition, Campaign, Constraint, Encoding, Error, Goal, Kernel, Model, Observation, Outcome,
    Point, Settings, Space, Value, Variable, outlook, suggest,
};
use memrilab_core::Stream;
use memrilab_core::stream::{index, u53};
use proptest::prelude::*;

fn variable(rng: &mut Stream, i: usize) -> Variable {
    let name = format!("v{i}");
    let names = ["a", "b", "c", "d", "e"];
    match index(rng, 6) {
        0 => Variable::levels(&name, &[3.0, -1.0, 0.5, 2.0][..2 + index(rng, 3)]),
        1 => Variable::levels(&name, &[1e-9, 1e-3, 1.0, 1e6]).logarithmic(),
        2 => Variable::range(&name, -2.0, 5.0),
        3 => Variable::range(&name, 1e-3, 1e3).logarithmic(),
        4 => Variable::categories(&name, &names[..2 + index(rng, 4)]),
        _ => Variable::simplex(&name, &names[..2 + index(rng, 3)], 1 + index(rng, 6) as u32),
    }
}

fn constraint(rng: &mut Stream, variables: &[Variable]) -> Constraint {
    let v = &variables[index(rng, variables.len())];
    let value = v.option(0);
    match value {
        Some(Value::Number(_)) | None => Constraint::Linear {
            terms: vec![Term {
                variable: v.name.clone(),
                part: None,
                weight: 1.0,
            }],
            at_most: 2.0 * u53(rng),
        },
        Some(value) => Constraint::Forbidden {
            together: vec![Assignment {
                variable: v.name.clone(),
                value,
            }],
        },
    }
}

fn settings(rng: &mut Stream) -> Settings {
    let acquisitions = [
        Acquisition::LogExpectedImprovement { xi: 0.0 },
        Acquisition::ExpectedImprovement { xi: 0.1 },
        Acquisition::UpperBound { kappa: 1.5 },
        Acquisition::ProbabilityOfImprovement { xi: 0.0 },
        Acquisition::Thompson,
    ];
    let base = if u53(rng) < 0.5 {
        Settings::default()
    } else {
        Settings::unit_interval()
    };
    Settings {
        goal: [Goal::Maximise, Goal::Minimise, Goal::Target { value: 0.3 }][index(rng, 3)],
        encoding: [Encoding::Ordinal, Encoding::Onehot, Encoding::Descriptors][index(rng, 3)],
        kernel: [Kernel::SquaredExponential, Kernel::Matern52][index(rng, 2)],
        ard: u53(rng) < 0.5,
        scaling: [Scaling::Standardised, Scaling::AsIs { lone_mean: 0.5 }][index(rng, 2)],
        noise: [Noise::Fitted, Noise::Given { sd: 0.1 }][index(rng, 2)],
        starts: 1 + index(rng, 2),
        acquisition: acquisitions[index(rng, acquisitions.len())],
        incumbent: [Incumbent::BestMean, Incumbent::BestValue][index(rng, 2)],
        replicates: u53(rng) < 0.3,
        initial: 1 + index(rng, 3),
        drawn: 60,
        seed: 1,
        ..base
    }
}

/// A point on the grid or off it.
fn point(rng: &mut Stream, space: &Space) -> Point {
    let values = space.variables().iter().map(|v| match v.options() {
        Some(n) => v.option(index(rng, n as usize) as u64).unwrap(),
        None => Value::Number(0.1 + 6.0 * u53(rng)),
    });
    Point(values.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn suggestions_are_sound(seed in any::<u64>(), told in 0usize..14, batch in 1usize..6) {
        let rng = &mut Stream::new(seed, "any", 0, 0);
        let variables: Vec<Variable> = (0..1 + index(rng, 4)).map(|i| variable(rng, i)).collect();
        let constraints = (0..index(rng, 3)).map(|_| constraint(rng, &variables)).collect();
        let Ok(space) = Space::new(variables, constraints) else { return Ok(()) };
        let mut campaign = Campaign::new(space.clone(), settings(rng)).unwrap();
        let size = [1.0, 1e-12, 1e9][index(rng, 3)];
        for _ in 0..told {
            let point = point(rng, &space);
            let outcome = match index(rng, 8) {
                0 => Outcome::Failed,
                1 => Outcome::Value(0.0),
                _ => Outcome::Value(size * u53(rng)),
            };
            let sd = (u53(rng) < 0.2).then_some(size * 0.1);
            let told = Observation { point: point.clone(), outcome, sd, note: String::new() };
            campaign.observe(told).unwrap();
            if u53(rng) < 0.1 {
                campaign.pend(point).unwrap();
            }
        }
        let got = match suggest(&campaign, batch, seed) {
            Ok(got) => got,
            Err(e) => {
                // Nothing else can be wrong with what was told here.
                prop_assert!(matches!(e, Error::Exhausted | Error::NothingAllowed), "{e}");
                return Ok(());
            }
        };
        prop_assert_eq!(&got, &suggest(&campaign, batch, seed).unwrap());
        prop_assert!(!got.suggestions.is_empty() && got.suggestions.len() <= batch);
        for (i, s) in got.suggestions.iter().enumerate() {
            prop_assert!(space.check(&s.point).is_ok() && space.allows(&s.point));
            prop_assert_eq!(s.index, space.index(&s.point));
            prop_assert!(got.suggestions[..i].iter().all(|o| o.point != s.point));
            for value in [s.mean, s.sd, s.acquisition, s.works].into_iter().flatten() {
                prop_assert!(value.is_finite(), "{s:?}");
            }
            prop_assert!(s.sd.is_none_or(|sd| sd >= 0.0));
            prop_assert!(s.works.is_none_or(|p| p > 0.0 && p < 1.0));
        }
        // What was written is read back as the same.
        let text = serde_json::to_string(&(&campaign, &got)).unwrap();
        let (again, same): (Campaign, memrilab_bayesopt::Suggestions) =
            serde_json::from_str(&text).unwrap();
        prop_assert_eq!(again, campaign.clone());
        prop_assert_eq!(same, got);
        if let Ok(model) = Model::new(&campaign) {
            let base = point(rng, &space);
            let slice = model.slice(0, &base, 7).unwrap();
            prop_assert!(slice.predictions.iter().all(|p| p.mean.is_finite() && p.sd >= 0.0));
            let total: f64 = model.importance().unwrap().iter().map(|i| i.share).sum();
            prop_assert!((total - 1.0).abs() < 1e-9);
            prop_assert!(model.leave_one_out().is_ok());
            let out = outlook(&campaign, 3, 20, seed).unwrap();
            prop_assert!(out.expected.iter().all(|v| v.is_finite()));
        }
    }
}
