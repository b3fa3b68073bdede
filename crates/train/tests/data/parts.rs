//! Splits and scaling.

use super::{line, names, row, sentence};
use memrilab_train::data::{Amount, Dataset, Features, Scaling, Shape, Split};
use proptest::prelude::*;

fn split(validation: Amount, test: Amount, seed: u64) -> Split {
    Split {
        validation,
        test,
        seed,
    }
}

fn values(data: &Dataset) -> Vec<usize> {
    (0..data.len()).map(|i| row(data, i)[0] as usize).collect()
}

#[test]
fn impossible_splits_are_told() {
    let data = line(10, 2);
    let none = Amount::Count(0);
    for (wanted, split) in [
        ("share", split(Amount::Fraction(1.0), none, 1)),
        ("share", split(Amount::Fraction(-0.1), none, 1)),
        ("share", split(none, Amount::Fraction(f64::NAN), 1)),
        ("training part", split(Amount::Count(10), none, 1)),
        (
            "training part",
            split(Amount::Count(usize::MAX), Amount::Count(9), 1),
        ),
        (
            "training part",
            split(Amount::Fraction(0.5), Amount::Fraction(0.5), 1),
        ),
        ("would have 0", split(Amount::Fraction(0.01), none, 1)),
        ("fell into", split(none, Amount::Count(9), 1)),
    ] {
        let said = sentence(split.of(&data));
        assert!(said.contains(wanted), "{split:?}: {said}");
    }
    let parts = split(none, none, 1).of(&data).unwrap();
    assert!(parts.validation.is_none() && parts.test.is_none());
    assert_eq!(values(&parts.train), (0..10).collect::<Vec<_>>());
}

/// Every sample falls into the test part equally often: 2000 seeds, a share of 0.3.
#[test]
fn every_sample_is_as_likely_to_be_kept_back() {
    let data = line(20, 2);
    let mut counts = [0u32; 20];
    for seed in 0..2000 {
        let parts = split(Amount::Count(2), Amount::Count(6), seed)
            .of(&data)
            .unwrap();
        for value in values(&parts.test.unwrap()) {
            counts[value] += 1;
        }
    }
    // Binomial: 600 expected, with the deviation sqrt(2000 * 0.3 * 0.7) = 20.5.
    assert!(counts.iter().all(|c| c.abs_diff(600) < 103), "{counts:?}");
}

proptest! {
    /// Parts are disjoint, together the whole, in order, of the sizes asked for, and the same
    /// again for the same seed.
    #[test]
    fn parts_make_the_whole(n in 20usize..200, validation in 0usize..8, test in 0.0f64..0.4, seed: u64) {
        let data = line(n, 2);
        let split = split(Amount::Count(validation), Amount::Fraction(test), seed);
        let Ok(parts) = split.of(&data) else { return Ok(()) };
        let kept = |part: &Option<Dataset>| part.as_ref().map_or(vec![], values);
        let three = [values(&parts.train), kept(&parts.validation), kept(&parts.test)];
        prop_assert_eq!(three[1].len(), validation);
        prop_assert_eq!(three[2].len(), (test * n as f64).round() as usize);
        prop_assert!(three.iter().all(|part| part.windows(2).all(|two| two[0] < two[1])));
        let mut all = three.concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..n).collect::<Vec<_>>());
        prop_assert_eq!(values(&split.of(&data).unwrap().train), &three[0][..]);
        let json = serde_json::to_string(&split).unwrap();
        prop_assert_eq!(serde_json::from_str::<Split>(&json).unwrap(), split);
    }

    /// On the part it was fitted to, each column has mean 0 and deviation 1, or is 0; a scaling
    /// that was written and read scales the same.
    #[test]
    fn a_scaled_column_has_mean_0_and_deviation_1(
        column in proptest::collection::vec(-1e6f32..1e6, 3..60),
        constant in -1e6f32..1e6,
    ) {
        let n = column.len();
        let numbers = column.iter().flat_map(|x| [*x, constant]).collect();
        let labels = (0..n).map(|i| (i % 2) as u32).collect();
        let data = Dataset::new(Shape::vector(2), Features::Numbers(numbers), labels, names(2)).unwrap();
        let scaling = Scaling::fit(&data);
        let scaled = scaling.apply(&data).unwrap();
        let rows: Vec<Vec<f32>> = (0..n).map(|i| row(&scaled, i)).collect();
        prop_assert!(rows.iter().all(|r| r[1] == 0.0));
        let mean = rows.iter().map(|r| f64::from(r[0])).sum::<f64>() / n as f64;
        let square = rows.iter().map(|r| f64::from(r[0]).powi(2)).sum::<f64>() / n as f64;
        // Each scaled value is rounded to f32, of magnitude sqrt(n) at most.
        let rounding = (n as f64).sqrt() * f64::from(f32::EPSILON);
        prop_assert!(mean.abs() < rounding, "{mean}");
        let flat = column.iter().all(|x| *x == column[0]);
        prop_assert!((square - f64::from(u8::from(!flat))).abs() < 2.0 * rounding, "{square}");
        let json = serde_json::to_string(&scaling).unwrap();
        prop_assert_eq!(serde_json::from_str::<Scaling>(&json).unwrap(), scaling);
    }
}

#[test]
fn a_scaling_is_checked_when_it_is_read() {
    for json in [
        r#"{"mean":[0.0],"sd":[1.0,2.0]}"#,
        r#"{"mean":[0.0],"sd":[-1.0]}"#,
        r#"{"mean":[1e999],"sd":[1.0]}"#,
        r#"{"mean":[0.0]}"#,
    ] {
        assert!(serde_json::from_str::<Scaling>(json).is_err(), "{json}");
    }
    let one: Scaling = serde_json::from_str(r#"{"mean":[0.0],"sd":[1e-300]}"#).unwrap();
    assert!(sentence(one.apply(&line(4, 2))).contains("is inf"));
    assert!(sentence(one.apply_to(&mut [0.0, 1.0])).contains("expected 1, got 2"));
    // A part with one class only is scaled as well.
    let part = line(4, 2).subset(&[0, 2]).unwrap();
    let scaling = Scaling::fit(&line(4, 2));
    assert_eq!(scaling.apply(&part).unwrap().counts(), [2, 0]);
}
