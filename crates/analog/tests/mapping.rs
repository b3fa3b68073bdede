//! Both mappings against `tests/golden/weight_mapping.json`, which
//! `reference/weight_mapping.py` generates, and what the vectors do not reach.

mod common;

use common::{golden, list, number, numbers, whole};
use memrilab_analog::mapping::Weight;
use memrilab_analog::{Corrected, Curve, Error, Listing, Mapping, MappingChoice};
use proptest::prelude::*;
use serde_json::Value;

fn levels(value: &Value) -> Vec<usize> {
    list(value).iter().map(whole).collect()
}

/// `null` stands for `NaN`.
fn options(value: &Value) -> Vec<Option<f64>> {
    list(value).iter().map(Value::as_f64).collect()
}

#[track_caller]
fn agree(what: &str, got: Option<f64>, expected: Option<f64>, relative: f64) {
    match (got, expected) {
        (None, None) => {}
        (Some(g), Some(e)) => common::close(what, g, e, relative),
        _ => panic!("{what}: got {got:?}, expected {expected:?}"),
    }
}

/// Returns how many numbers were compared.
fn listing<W: Weight>(case: &Value, key: &str, tolerance: f64, curve: &Curve) -> usize {
    let name = format!("{} {} {key}", case["curve"], case["theta_name"]);
    if case[key] == "IndexError" {
        let error = Listing::new(curve).unwrap_err();
        assert!(
            matches!(
                error,
                Error::Index {
                    index: -18,
                    points: 17
                }
            ),
            "{error}"
        );
        assert!(error.to_string().starts_with("IndexError"));
        return 1;
    }
    let weights: Vec<W> = numbers(&case["theta"]).into_iter().map(W::of).collect();
    let lambdas = numbers(&case["lam"]);
    let mapping = Listing::new(curve).unwrap();
    let window = numbers(&case[key]["window"]);
    assert_eq!(
        [mapping.window().0 as f64, mapping.window().1 as f64],
        window[..]
    );
    let ratio = options(&case["ratio"]);
    assert_eq!(mapping.ratio().len(), ratio.len());
    for (g, e) in mapping.ratio().iter().zip(&ratio) {
        agree(&name, *g, *e, 1e-15);
    }
    assert_eq!(
        mapping.levels(&weights).unwrap(),
        levels(&case[key]["level"]),
        "{name}"
    );
    let expected = options(&case[key]["out"]);
    let each = mapping.map_each(&weights).unwrap();
    assert_eq!(each.len(), expected.len());
    for ((g, l), e) in each.iter().zip(&lambdas).zip(&expected) {
        agree(&name, g.map(|w| w.wide() * l.exp()), *e, tolerance);
    }
    let mut out = vec![W::of(0.0); weights.len()];
    let all = Mapping::Listing(mapping).map_drifted(&weights, &lambdas, &mut out);
    match expected.iter().position(Option::is_none) {
        Some(first) => {
            let error = all.unwrap_err();
            assert!(
                matches!(error, Error::Undefined { index, .. } if index == first),
                "{error}"
            );
        }
        None => {
            all.unwrap();
            for (g, e) in out.iter().zip(&expected) {
                agree(&name, Some(g.wide()), *e, tolerance);
            }
        }
    }
    expected.len()
}

#[test]
fn both_mappings_are_golden() {
    let vectors = golden("weight_mapping");
    let required = whole(&vectors["required_len"]);
    let (tol64, tol32) = (number(&vectors["tol_f64"]), number(&vectors["tol_f32_rel"]));
    let cases = list(&vectors["cases"]);
    assert_eq!(cases.len(), 30);
    let mut compared = 0;
    for case in cases {
        let (start, end) = (whole(&case["start"]), whole(&case["end"]));
        let curve = Curve::new(numbers(&case["c"]), start, end, required).unwrap();
        compared += listing::<f64>(case, "listing_f64", tol64, &curve);
        compared += listing::<f32>(case, "listing_f32", tol32, &curve);
        let weights = numbers(&case["theta"]);
        let lambdas = numbers(&case["lam"]);
        let mapping = Corrected::new(&curve);
        let expected = &case["correct"];
        assert_eq!(
            mapping.levels(&weights).unwrap(),
            levels(&expected["level"])
        );
        let mut out = vec![0.0; weights.len()];
        mapping.map(&weights, &mut out).unwrap();
        for (g, e) in out.iter().zip(numbers(&expected["out_no_noise"])) {
            common::close("stored", *g, e, tol64);
        }
        Mapping::Corrected(mapping)
            .map_drifted(&weights, &lambdas, &mut out)
            .unwrap();
        for (g, e) in out.iter().zip(numbers(&expected["out"])) {
            common::close("drifted", *g, e, tol64);
        }
    }
    assert!(compared > 280, "{compared}");
}

/// The corrected mapping as a sentence, weight by weight.
fn obvious(theta: &[f64], c: &[f64], start: usize, end: usize, required: usize) -> Vec<f64> {
    let most = theta.iter().fold(0.0, |m: f64, t| m.max(t.abs()));
    let low = c.iter().copied().fold(f64::MAX, f64::min);
    let high = c.iter().copied().fold(f64::MIN, f64::max);
    let store = |t: &f64| {
        if *t == 0.0 || end - start >= required {
            return *t;
        }
        let level = (t.abs() / most * (required - 1) as f64).round() as usize;
        if start + level < end {
            return *t;
        }
        let at = c[(start + level).min(c.len() - 1)];
        let g = if high > low {
            (at - low) / (high - low)
        } else {
            0.0
        };
        t.signum() * g * most
    };
    theta.iter().map(store).collect()
}

proptest! {
    #[test]
    fn corrected_is_what_the_text_says(
        c in prop::collection::vec(0.0..5.0f64, 2..60),
        theta in prop::collection::vec(-3.0..3.0f64, 1..40),
        cut in (0.0..1.0f64, 0.0..1.0f64),
        required in 1usize..40,
    ) {
        let start = (cut.0 * (c.len() - 1) as f64) as usize;
        let end = start + 1 + (cut.1 * (c.len() - start - 1) as f64) as usize;
        let curve = Curve::new(c.clone(), start, end, required).unwrap();
        let mapping = Mapping::new(MappingChoice::Corrected, &curve).unwrap();
        let mut out = vec![0.0; theta.len()];
        mapping.map(&theta, &mut out).unwrap();
        for (g, e) in out.iter().zip(obvious(&theta, &c, start, end, required)) {
            prop_assert!((g - e).abs() < 1e-12, "{} {}", g, e);
        }
        // In single precision it is the same mapping.
        let narrow: Vec<f32> = theta.iter().map(|t| *t as f32).collect();
        let wide: Vec<f64> = narrow.iter().copied().map(f64::from).collect();
        let mut out = vec![0.0f32; theta.len()];
        mapping.map(&narrow, &mut out).unwrap();
        for (g, e) in out.iter().zip(obvious(&wide, &c, start, end, required)) {
            prop_assert_eq!(*g, e as f32);
        }
    }
}

#[test]
fn what_cannot_be_mapped_is_refused() {
    let curve = |c: Vec<f64>, s, e, l| Curve::new(c, s, e, l);
    assert!(matches!(
        curve(vec![1.0, f64::NAN], 0, 1, 3),
        Err(Error::NotFinite { index: 1, .. })
    ));
    for (s, e) in [(1, 1), (2, 1), (0, 3)] {
        assert!(matches!(
            curve(vec![1.0, 2.0], s, e, 3),
            Err(Error::Run { points: 2, .. })
        ));
    }
    assert!(matches!(
        curve(vec![1.0, 2.0], 0, 2, 0),
        Err(Error::Parameter { .. })
    ));
    assert!(matches!(
        curve(vec![-1e308, 1e308], 0, 2, 2),
        Err(Error::Parameter { .. })
    ));
    let good = curve(vec![1.0, 2.0], 0, 1, 3).unwrap();
    for choice in [
        MappingChoice::Ideal,
        MappingChoice::Corrected,
        MappingChoice::Listing,
    ] {
        let mapping = Mapping::new(choice, &good).unwrap();
        let wrong = mapping.map(&[0.5, f32::INFINITY], &mut [0.0; 2]);
        assert!(
            matches!(wrong, Err(Error::NotFinite { index: 1, .. })),
            "{choice:?}"
        );
        let wrong = mapping.map(&[0.5], &mut [0.0; 2]);
        assert!(matches!(
            wrong,
            Err(Error::Length {
                expected: 1,
                got: 2,
                ..
            })
        ));
        let mut zero = [1.0];
        mapping.map_drifted(&[0.0], &[1e9], &mut zero).unwrap();
        assert_eq!(zero, [0.0], "0 times an infinite factor");
        mapping.map::<f32>(&[], &mut []).unwrap();
        let wrong = mapping.map_drifted(&[0.1, 0.1], &[0.0, 1e9], &mut [0.0; 2]);
        assert!(matches!(wrong, Err(Error::Overflow { index: 1, .. })));
    }
}
