//! Quantiles against golden numbers and another library; streams against what they
//! promise.

use memrilab_core::quantity::engineering;
use memrilab_core::special::{chi2_quantile, gamma_p, normal_cdf, normal_quantile};
use memrilab_core::stats::{quantile, quartiles};
use memrilab_core::stream::{index, normal, u53};
use memrilab_core::{Job, Progress, Step, Stream, finite, run};
use proptest::prelude::*;
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

/// Every `"p"`, `"df"`, `"q"` of the golden quantiles, read without a JSON library.
fn golden_quantiles() -> Vec<(f64, f64, f64)> {
    let text = include_str!("../../../tests/golden/smoother_lcis_chi2.json");
    let section = text.split("\"chi2_lower_quantiles\"").nth(1).unwrap();
    let after = |part: &str, key: &str| -> f64 {
        let rest = part.split(&format!("\"{key}\": ")).nth(1).unwrap();
        rest.split([',', '\n', '}'])
            .next()
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    let parts = section.split('{').skip(1);
    parts
        .map(|p| (after(p, "p"), after(p, "df"), after(p, "q")))
        .collect()
}

#[test]
fn chi_square_quantiles_are_golden() {
    let golden = golden_quantiles();
    assert_eq!(golden.len(), 24);
    for (p, df, wanted) in golden {
        let got = chi2_quantile(p, df).unwrap();
        assert!(
            (got / wanted - 1.0).abs() < 1e-9,
            "{p} {df}: {got} {wanted}"
        );
    }
}

#[test]
fn outside_their_range_there_is_no_quantile() {
    for p in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(normal_quantile(p), None);
        assert_eq!(chi2_quantile(p, 5.0), None);
    }
    for df in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(chi2_quantile(0.5, df), None);
    }
}

proptest! {
    #[test]
    fn normal_agrees_with_statrs(p in 1e-12..0.999_999_999_999f64) {
        let got = normal_quantile(p).unwrap();
        let wanted = Normal::new(0.0, 1.0).unwrap().inverse_cdf(p);
        prop_assert!((got - wanted).abs() < 1e-8 * (1.0 + wanted.abs()), "{got} {wanted}");
        // In the upper tail 1 - p has lost digits before the quantile is asked for.
        let tolerance = 1e-13 * p + 4.0 * f64::EPSILON;
        prop_assert!((normal_cdf(got) - p).abs() < tolerance, "{p}");
    }

    #[test]
    fn chi_square_agrees_with_statrs(p in 1e-6..0.999_999f64, df in 0.5..3000.0f64) {
        let got = chi2_quantile(p, df).unwrap();
        let back = ChiSquared::new(df).unwrap().cdf(got);
        prop_assert!((back - p).abs() < 1e-9, "{p} {df}: {got} gives {back}");
        prop_assert!((gamma_p(0.5 * df, 0.5 * got) - p).abs() < 1e-12);
    }

    #[test]
    fn quantiles_lie_between_their_neighbours(mut values in prop::collection::vec(-1e6..1e6f64, 1..50), p in 0.0..1.0f64) {
        values.sort_by(f64::total_cmp);
        let q = quantile(&values, p).unwrap();
        prop_assert!(values[0] <= q && q <= values[values.len() - 1]);
        let below = values.iter().filter(|v| **v <= q).count();
        prop_assert!(below as f64 >= p * (values.len() - 1) as f64);
    }

    #[test]
    fn engineering_keeps_three_digits(value in prop_oneof![1e-14..1e14f64, -1e14..-1e-14f64]) {
        let text = engineering(value, "A");
        let (number, unit) = text.split_once(' ').unwrap();
        let exponent = match unit {
            "fA" => -15, "pA" => -12, "nA" => -9, "µA" => -6, "mA" => -3, "A" => 0,
            "kA" => 3, "MA" => 6, "GA" => 9, "TA" => 12, "PA" => 15, other => panic!("{other}"),
        };
        let back = number.parse::<f64>().unwrap() * 10f64.powi(exponent);
        prop_assert!((back / value - 1.0).abs() < 5.1e-3, "{value}: {text}");
    }
}

const DRAWS: usize = 200_000;

/// The mean of n draws is within five standard errors of what it should be.
#[track_caller]
fn mean_is(name: &str, values: impl Iterator<Item = f64>, mean: f64, variance: f64) {
    let sum: f64 = values.take(DRAWS).sum();
    let error = (variance / DRAWS as f64).sqrt();
    let got = sum / DRAWS as f64;
    assert!(
        (got - mean).abs() < 5.0 * error,
        "{name}: {got} is not {mean} +- {error}"
    );
}

#[test]
fn draws_have_their_moments() {
    let stream = || Stream::new(20, "moments", 0, 0);
    let uniform = || {
        let mut rng = stream();
        std::iter::repeat_with(move || u53(&mut rng))
    };
    mean_is("uniform", uniform(), 0.5, 1.0 / 12.0);
    mean_is(
        "uniform squared",
        uniform().map(|u| u * u),
        1.0 / 3.0,
        4.0 / 45.0,
    );
    let gauss = || {
        let mut rng = stream();
        std::iter::repeat_with(move || normal(&mut rng))
    };
    mean_is("normal", gauss(), 0.0, 1.0);
    mean_is("normal squared", gauss().map(|z| z * z), 1.0, 2.0);
    mean_is("normal cubed", gauss().map(|z| z.powi(3)), 0.0, 15.0);
    mean_is(
        "normal to the fourth",
        gauss().map(|z| z.powi(4)),
        3.0,
        96.0,
    );
    mean_is(
        "successive normals",
        gauss().zip(gauss().skip(1)).map(|(a, b)| a * b),
        0.0,
        1.0,
    );
    let mut rng = stream();
    let die = std::iter::repeat_with(move || index(&mut rng, 6) as f64);
    mean_is("index", die, 2.5, 35.0 / 12.0);
}

/// Kolmogorov and Smirnov's distance of n normals; 1.95 / sqrt n is exceeded once in a
/// thousand samples.
#[test]
fn normals_are_normal() {
    let mut rng = Stream::new(3, "distribution", 0, 0);
    let mut draws: Vec<f64> = (0..20_000).map(|_| normal(&mut rng)).collect();
    draws.sort_by(f64::total_cmp);
    let n = draws.len() as f64;
    let distance = draws
        .iter()
        .enumerate()
        .map(|(i, z)| (normal_cdf(*z) - (i as f64 + 0.5) / n).abs())
        .fold(0.0, f64::max);
    assert!(distance < 1.95 / n.sqrt(), "{distance}");
}

#[test]
fn streams_differ_in_every_part_of_their_key() {
    let first = |seed, purpose, repeat, layer| u53(&mut Stream::new(seed, purpose, repeat, layer));
    let all = [
        first(1, "a", 0, 0),
        first(2, "a", 0, 0),
        first(1, "b", 0, 0),
        first(1, "a", 1, 0),
        first(1, "a", 0, 1),
    ];
    for (i, a) in all.iter().enumerate() {
        assert!(all.iter().skip(i + 1).all(|b| a != b));
    }
    assert_eq!(first(1, "a", 0, 0), all[0]);
}

struct Countdown(u64);

impl Job for Countdown {
    type Output = &'static str;
    type Error = &'static str;

    fn step(&mut self) -> Result<Step<&'static str>, &'static str> {
        match self.0 {
            0 => Ok(Step::Done("lift off")),
            13 => Err("held"),
            left => {
                self.0 -= 1;
                Ok(Step::Running(Progress {
                    done: 10 - left,
                    total: 10,
                }))
            }
        }
    }
}

#[test]
fn a_job_tells_how_far_it_is_and_how_it_fails() {
    let mut seen = Vec::new();
    assert_eq!(run(Countdown(3), |p| seen.push(p.done)), Ok("lift off"));
    assert_eq!(seen, [7, 8, 9]);
    assert_eq!(run(Countdown(13), |_| ()), Err("held"));
}

#[test]
fn only_finite_values_pass() {
    assert_eq!(finite("x", 1.0), Ok(1.0));
    let error = finite("sigma", f64::INFINITY).unwrap_err().to_string();
    assert!(error.starts_with("sigma is inf"), "{error}");
    assert!(quartiles(&[f64::NAN]).is_none());
}
