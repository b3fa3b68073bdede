//! Every noise has the law it says: frequencies and moments within five standard errors
//! at a fixed seed, and plausible wrong versions are told apart.

mod common;

use common::{mean_is, mean_is_not};
use memrilab_analog::{Error, Injection, Noise, Site};
use memrilab_core::Stream;

const N: usize = 1_000_000;

fn draw(noise: Noise, mean_preserving: bool) -> Vec<f64> {
    let injection = Injection {
        noise,
        site: Site::Weight,
        mean_preserving,
    };
    let source = injection.check().unwrap();
    assert_eq!(source.injection(), injection);
    let mut eta = vec![f32::NAN; N];
    source.factors(&mut Stream::new(5, "noise", 0, 0), &mut eta);
    eta.into_iter().map(f64::from).collect()
}

#[track_caller]
fn share_is(eta: &[f64], value: f64, p: f64) {
    let hits = eta.iter().map(|e| f64::from(u8::from(*e == value)));
    mean_is("share", hits, p, p * (1.0 - p));
}

#[test]
fn none_is_one_and_draws_nothing() {
    assert!(draw(Noise::None, true).iter().all(|e| *e == 1.0));
    let mut rng = Stream::new(5, "noise", 0, 0);
    let source = Injection::default().check().unwrap();
    assert!(source.is_silent());
    source.factors(&mut rng, &mut [0.0; 10]);
    let fresh = &mut Stream::new(5, "noise", 0, 0);
    assert_eq!(
        memrilab_core::stream::u53(&mut rng),
        memrilab_core::stream::u53(fresh)
    );
}

#[test]
fn multinomial_has_its_frequencies() {
    let (p1, p2) = (0.2, 0.45);
    let eta = draw(Noise::Multinomial { p1, p2 }, false);
    share_is(&eta, 0.0, p1);
    share_is(&eta, 0.5, p2);
    share_is(&eta, 1.0, 1.0 - p1 - p2);
    let variance = 0.25 * p2 + (1.0 - p1 - p2) - 0.575 * 0.575;
    mean_is("mean", eta.iter().copied(), 0.575, variance);
    // The two probabilities taken for each other.
    mean_is_not("swapped", eta.iter().copied(), 0.1 + 0.35, variance);
    let scaled = draw(Noise::Multinomial { p1, p2 }, true);
    for (s, e) in scaled.iter().zip(&eta) {
        common::close("scaled", *s, e / 0.575, 2e-7);
    }
    mean_is(
        "mean preserved",
        scaled.iter().copied(),
        1.0,
        variance / (0.575 * 0.575),
    );
}

#[test]
fn factors_follow_one_another_independently() {
    let eta = draw(Noise::Multinomial { p1: 0.3, p2: 0.3 }, false);
    let mean = 0.55;
    let variance = 0.25 * 0.3 + 0.4 - mean * mean;
    for lag in [1, 64] {
        let product = eta
            .iter()
            .zip(&eta[lag..])
            .map(|(a, b)| (a - mean) * (b - mean));
        mean_is("lag", product, 0.0, variance * variance);
    }
}

#[test]
fn multinomial_reaches_the_corners_of_the_simplex() {
    for (p1, p2, value) in [(1.0, 0.0, 0.0), (0.0, 1.0, 0.5), (0.0, 0.0, 1.0)] {
        let eta = draw(Noise::Multinomial { p1, p2 }, false);
        assert!(eta.iter().all(|e| *e == value), "{p1} {p2}");
    }
    let eta = draw(Noise::Multinomial { p1: 0.0, p2: 1.0 }, true);
    assert!(eta.iter().all(|e| *e == 1.0));
}

#[test]
fn the_authors_law_halves_the_rest() {
    let eta = draw(Noise::authors_code(0.4), false);
    share_is(&eta, 0.0, 0.4);
    share_is(&eta, 0.5, 0.3);
    share_is(&eta, 1.0, 0.3);
}

#[test]
fn dropout_drops_its_rate() {
    let eta = draw(Noise::Dropout { rate: 0.2 }, false);
    share_is(&eta, 0.0, 0.2);
    share_is(&eta, 1.0, 0.8);
    let eta = draw(Noise::Dropout { rate: 0.2 }, true);
    share_is(&eta, 0.0, 0.2);
    share_is(&eta, 1.25, 0.8);
    // The rate taken for the share that is kept.
    let kept = eta.iter().map(|e| f64::from(u8::from(*e != 0.0)));
    mean_is_not("inverted", kept, 0.2, 0.16);
}

#[test]
fn gaussian_has_its_moments() {
    let sigma = 0.3;
    for keep in [false, true] {
        let eta = draw(Noise::Gaussian { sigma }, keep);
        let z = |p: i32| eta.iter().map(move |e| ((e - 1.0) / sigma).powi(p));
        mean_is("mean", z(1), 0.0, 1.0);
        mean_is("variance", z(2), 1.0, 2.0);
        mean_is("third", z(3), 0.0, 15.0);
        mean_is("fourth", z(4), 3.0, 96.0);
        mean_is_not(
            "sigma taken for a variance",
            z(2),
            1.0 / sigma,
            2.0 / sigma / sigma,
        );
    }
}

#[test]
fn laplace_has_its_moments_and_its_kurtosis() {
    let scale = 0.2;
    let eta = draw(Noise::Laplace { scale }, true);
    let x = |p: i32| eta.iter().map(move |e| ((e - 1.0) / scale).powi(p));
    // E x^2k = (2k)!
    mean_is("mean", x(1), 0.0, 2.0);
    mean_is("second", x(2), 2.0, 24.0 - 4.0);
    mean_is("third", x(3), 0.0, 720.0);
    mean_is("fourth", x(4), 24.0, 40_320.0 - 576.0);
    mean_is(
        "distance",
        eta.iter().map(|e| (e - 1.0).abs() / scale),
        1.0,
        1.0,
    );
    // A Gaussian of the same variance has a fourth moment of 12; one of unit variance, 2.
    mean_is_not("Gaussian", x(4), 12.0, 40_320.0);
    mean_is_not("unit variance", x(2), 1.0, 20.0);
    let above = eta.iter().map(|e| f64::from(u8::from(*e > 1.0)));
    mean_is("side", above, 0.5, 0.25);
    // Side and distance do not depend on each other.
    let both = eta
        .iter()
        .map(|e| (e - 1.0).signum() * ((e - 1.0).abs() / scale - 1.0));
    mean_is("side and distance", both, 0.0, 1.0);
}

#[test]
fn log_normal_keeps_the_median_or_the_mean() {
    let sigma: f64 = 0.6;
    let mean = (0.5 * sigma * sigma).exp();
    let variance = (sigma * sigma).exp_m1() * mean * mean;
    for (keep, shift) in [(false, 0.0), (true, -0.5 * sigma * sigma)] {
        let eta = draw(Noise::LogNormal { sigma }, keep);
        let log = |p: i32| eta.iter().map(move |e| ((e.ln() - shift) / sigma).powi(p));
        mean_is("log mean", log(1), 0.0, 1.0);
        mean_is("log variance", log(2), 1.0, 2.0);
        mean_is("log fourth", log(4), 3.0, 96.0);
        let scale = if keep { mean } else { 1.0 };
        let eta = || eta.iter().map(|e| e * scale);
        mean_is("mean", eta(), mean, variance);
        mean_is_not("the other mean", eta(), 1.0, variance);
        let below = eta().map(|e| f64::from(u8::from(e < 1.0)));
        mean_is("median", below, 0.5, 0.25);
    }
}

#[test]
fn what_is_no_noise_is_refused() {
    let bad = [
        Noise::Multinomial { p1: -0.1, p2: 0.0 },
        Noise::Multinomial { p1: 0.6, p2: 0.5 },
        Noise::Multinomial {
            p1: f64::NAN,
            p2: 0.5,
        },
        Noise::Dropout { rate: 1.0 },
        Noise::Dropout { rate: -0.1 },
        Noise::Gaussian { sigma: -1.0 },
        Noise::Gaussian {
            sigma: f64::INFINITY,
        },
        Noise::Laplace { scale: f64::NAN },
        Noise::LogNormal { sigma: 10.1 },
    ];
    for noise in bad {
        let injection = Injection {
            noise,
            ..Injection::default()
        };
        let error = injection.check().unwrap_err();
        assert!(
            matches!(error, Error::Parameter { .. }),
            "{noise:?}: {error}"
        );
        assert!(noise.mean().is_err());
    }
    let dead = Injection {
        noise: Noise::Multinomial { p1: 1.0, p2: 0.0 },
        site: Site::Activation,
        mean_preserving: true,
    };
    assert_eq!(dead.check(), Err(Error::ZeroMean));
}

#[test]
fn a_config_is_kept_as_text() {
    let injection = Injection {
        noise: Noise::LogNormal { sigma: 0.4 },
        site: Site::Activation,
        mean_preserving: true,
    };
    let text = serde_json::to_string(&injection).unwrap();
    assert_eq!(
        text,
        r#"{"noise":{"log-normal":{"sigma":0.4}},"site":"activation","mean-preserving":true}"#
    );
    assert_eq!(serde_json::from_str::<Injection>(&text).unwrap(), injection);
}
