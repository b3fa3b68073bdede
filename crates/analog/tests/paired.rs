//! The paired test keeps its level and sees what it should.

mod common;

use memrilab_analog::Error;
use memrilab_analog::paired::{Spread, compare, compare_shares};
use memrilab_core::Stream;
use memrilab_core::stream::normal;

/// `n` pairs whose common part scatters ten times as much as their difference.
fn pairs(rng: &mut Stream, n: usize, effect: f64) -> (Vec<f64>, Vec<f64>) {
    (0..n)
        .map(|_| {
            let common = normal(rng);
            (common + 0.1 * normal(rng) + effect, common)
        })
        .unzip()
}

#[test]
fn intervals_cover_and_p_is_uniform_where_nothing_differs() {
    let mut rng = Stream::new(2, "paired", 0, 0);
    let (mut covered, mut small, mut mean_covered) = (0.0, 0.0, 0.0);
    let repeats = 20_000;
    for _ in 0..repeats {
        let (a, b) = pairs(&mut rng, 6, 0.0);
        let c = compare(&a, &b).unwrap();
        covered += f64::from(u8::from(
            c.difference.low <= 0.0 && 0.0 <= c.difference.high,
        ));
        small += f64::from(u8::from(c.p < 0.05));
        mean_covered += f64::from(u8::from(c.b.low <= 0.0 && 0.0 <= c.b.high));
        // Interval and test are two views of one number.
        assert_eq!(
            c.p < 0.05,
            c.difference.low > 0.0 || c.difference.high < 0.0
        );
    }
    let n = f64::from(repeats);
    let error = (0.05 * 0.95 / n).sqrt();
    for share in [covered / n, 1.0 - small / n, mean_covered / n] {
        assert!((share - 0.95).abs() < 5.0 * error, "{share}");
        // 1.96 standard errors, as if the sd were known, would cover 0.893.
        assert!((share - 0.893).abs() > 5.0 * error);
    }
}

#[test]
fn pairing_sees_what_the_scatter_hides() {
    let mut rng = Stream::new(3, "paired", 0, 0);
    let (a, b) = pairs(&mut rng, 30, 0.1);
    let c = compare(&a, &b).unwrap();
    assert!(c.p < 1e-3 && !c.degenerate, "{}", c.p);
    // Unpaired, the intervals overlap almost wholly.
    assert!(c.a.low < c.b.mean && c.b.mean < c.a.high);
    let turned = compare(&b, &a).unwrap();
    assert_eq!(turned.difference.mean, -c.difference.mean);
    assert_eq!(turned.p, c.p);
}

#[test]
fn differences_that_never_vary_are_said_to() {
    let a = [0.9, 0.8, 0.7, 0.6];
    let same = compare(&a, &a).unwrap();
    assert_eq!((same.p, same.t, same.degenerate), (1.0, None, true));
    // 0.9 - 0.8 and 0.4 - 0.3 differ in their last bits only.
    let shifted = compare(&[0.9, 0.4, 0.9], &[0.8, 0.3, 0.8]).unwrap();
    assert_eq!(
        (shifted.p, shifted.t, shifted.degenerate),
        (0.0, None, true)
    );
    assert_eq!(shifted.difference.low, shifted.difference.high);
    let varied = compare(&a, &[0.85, 0.75, 0.65, 0.5]).unwrap();
    assert!(!varied.degenerate && varied.p > 0.0 && varied.p < 0.05);
}

#[test]
fn intervals_of_shares_end_at_0_and_1() {
    let (high, low) = ([0.99, 1.0], [0.0, 0.02]);
    let (whole, cut) = (
        Spread::of(&high).unwrap(),
        Spread::of_shares(&high).unwrap(),
    );
    assert!(whole.high > 1.05, "{whole:?}");
    assert_eq!(cut, Spread { high: 1.0, ..whole });
    assert_eq!(Spread::of_shares(&low).unwrap().low, 0.0);
    // Within 0 and 1 nothing changes, and a difference is no share.
    let inner = [0.6, 0.61, 0.62];
    assert_eq!(Spread::of_shares(&inner), Spread::of(&inner));
    let (whole, cut) = (
        compare(&high, &low).unwrap(),
        compare_shares(&high, &low).unwrap(),
    );
    assert_eq!((cut.a.high, cut.b.low), (1.0, 0.0));
    assert!(whole.difference.high > 1.0 && cut.difference == whole.difference);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    assert!(matches!(
        Spread::of(&[1.0]),
        Err(Error::TooFew {
            least: 2,
            got: 1,
            ..
        })
    ));
    assert!(matches!(
        compare(&[1.0; 3], &[1.0; 2]),
        Err(Error::Length { .. })
    ));
    assert!(matches!(
        Spread::of(&[1.0, f64::NAN]),
        Err(Error::NotFinite { index: 1, .. })
    ));
    assert!(matches!(
        Spread::of(&[f64::MAX, f64::MAX]),
        Err(Error::Result(_))
    ));
    assert!(compare(&[f64::MAX, 0.0], &[-f64::MAX, 0.0]).is_err());
}
