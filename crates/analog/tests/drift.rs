//! Drift preserves what it says, from a device or from a usability, and says which.

mod common;

use common::{close, mean_is, mean_is_not};
use memrilab_analog::drift::{Provenance, apply, fill_normals};
use memrilab_analog::{Curve, Drift, DriftOptions, Error, Mapping, MappingChoice, Preserve};
use memrilab_core::Stream;
use memrilab_device::analysis::Method;
use memrilab_device::drift::{DriftModel, SigmaChoice};

const N: usize = 1_000_000;

fn device(sigma: f64) -> DriftModel {
    DriftModel {
        schema: 1,
        method: Some(Method::Corrected),
        sigma_choice: SigmaChoice::Upper95,
        conductance: vec![1.0, 2.0, 3.0, 2.0],
        run_start: 0,
        run_end: 3,
        sigma,
        length_factor: 3.0 / 5.0,
    }
}

fn options(mapping: MappingChoice, preserve: Preserve) -> DriftOptions {
    DriftOptions {
        mapping,
        preserve,
        required_len: 5,
    }
}

fn factors(sigma: f64, preserve: Preserve) -> Vec<f64> {
    let mut z = vec![0.0; N];
    fill_normals(&mut Stream::new(9, "drift", 0, 0), &mut z);
    let mut out = vec![0.0; N];
    apply(preserve, sigma, &vec![-2.0; N], &z, &mut out).unwrap();
    out.into_iter().map(|w| f64::from(w) / -2.0).collect()
}

#[test]
fn either_the_median_or_the_mean_is_preserved() {
    let sigma: f64 = 0.5;
    let grown = (0.5 * sigma * sigma).exp();
    let variance = (sigma * sigma).exp_m1() * grown * grown;
    let below_one = |f: &[f64]| {
        f.iter()
            .map(|f| f64::from(u8::from(*f < 1.0)))
            .collect::<Vec<_>>()
    };
    let median = factors(sigma, Preserve::Median);
    mean_is(
        "mean of median-preserving",
        median.iter().copied(),
        grown,
        variance,
    );
    mean_is("median", below_one(&median).into_iter(), 0.5, 0.25);
    let mean = factors(sigma, Preserve::Mean);
    mean_is("mean", mean.iter().copied(), 1.0, variance / grown / grown);
    mean_is_not(
        "median of mean-preserving",
        below_one(&mean).into_iter(),
        0.5,
        0.25,
    );
    let z = |p: i32| median.iter().map(move |f| (f.ln() / sigma).powi(p));
    mean_is("log mean", z(1), 0.0, 1.0);
    mean_is("log variance", z(2), 1.0, 2.0);
    mean_is("log fourth", z(4), 3.0, 96.0);
    mean_is_not(
        "sigma taken for a variance",
        z(2),
        1.0 / sigma,
        2.0 / sigma / sigma,
    );
}

#[test]
fn one_draw_serves_every_sigma() {
    let mut z = [0.0; 200];
    fill_normals(&mut Stream::new(9, "drift", 0, 0), &mut z);
    for preserve in [Preserve::Median, Preserve::Mean] {
        for sigma in [0.0, 0.1, 1.3, 10.0] {
            let mut out = [0.0; 200];
            apply(preserve, sigma, &[0.7; 200], &z, &mut out).unwrap();
            for (o, z) in out.iter().zip(z) {
                // The argument is rounded to f32 before the exponential sees it.
                let x = sigma * f64::from(z) + preserve.shift(sigma);
                let tolerance = 5e-7 * (1.0 + x.abs());
                close("drifted", f64::from(*o), 0.7f32 as f64 * x.exp(), tolerance);
            }
        }
    }
}

#[test]
fn a_device_maps_then_drifts_and_says_where_it_comes_from() {
    let weights = [0.1f32, -0.6, 0.75, 1.0];
    for choice in [
        MappingChoice::Corrected,
        MappingChoice::Listing,
        MappingChoice::Ideal,
    ] {
        let drift = Drift::of(&device(0.2), options(choice, Preserve::Median)).unwrap();
        let curve = Curve::of(&device(0.2), 5).unwrap();
        let mut expected = [0.0; 4];
        Mapping::new(choice, &curve)
            .unwrap()
            .map(&weights, &mut expected)
            .unwrap();
        let mut stored = [0.0; 4];
        drift.map(&weights, &mut stored).unwrap();
        assert_eq!(stored, expected);
        if choice == MappingChoice::Corrected {
            // Levels 0, 2 are in the run; 3 and 4 hold the last conductance, half way up.
            assert_eq!(stored, [0.1, -0.6, 0.5, 0.5]);
        }
        let mut out = [0.0; 4];
        drift.apply(&stored, &[0.0; 4], &mut out).unwrap();
        assert_eq!(out, stored);
        drift.apply(&stored, &[1.0; 4], &mut out).unwrap();
        close(
            "one sigma up",
            f64::from(out[1]),
            f64::from(stored[1]) * 0.2f64.exp(),
            1e-6,
        );
        let sigma_choice = SigmaChoice::Upper95;
        let method = Some(Method::Corrected);
        assert_eq!(
            drift.provenance(),
            Provenance::Device {
                method,
                sigma_choice
            }
        );
        assert_eq!(drift.options().mapping, choice);
    }
}

#[test]
fn a_usability_alone_stores_weights_exactly() {
    let model = DriftModel::from_usability(0.3).unwrap();
    for required_len in [35, 80] {
        let options = DriftOptions {
            required_len,
            ..DriftOptions::default()
        };
        let drift = Drift::of(&model, options).unwrap();
        assert_eq!(drift.mapping(), &Mapping::Ideal);
        match drift.provenance() {
            Provenance::Usability { usability } => close("U", usability, 0.3, 1e-15),
            other @ Provenance::Device { .. } => panic!("{other:?}"),
        }
        let direct = Drift::from_usability(0.3, Preserve::Median).unwrap();
        close("sigma", drift.sigma(), -(0.3f64.ln()), 1e-15);
        assert_eq!(drift.sigma(), direct.sigma());
        assert_eq!(
            direct.provenance(),
            Provenance::Usability { usability: 0.3 }
        );
    }
    assert_eq!(
        Drift::from_usability(1.0, Preserve::Mean)
            .unwrap()
            .sigma()
            .to_bits(),
        0
    );
    for u in [0.0, -0.1, 1.1, f64::NAN, 1e-9] {
        let error = Drift::from_usability(u, Preserve::Median).unwrap_err();
        assert!(matches!(error, Error::Parameter { .. }), "{error}");
    }
}

#[test]
fn what_cannot_drift_is_refused() {
    for sigma in [-0.1, 10.5, f64::NAN] {
        let wrong = apply(Preserve::Median, sigma, &[1.0], &[0.0], &mut [0.0]);
        assert!(matches!(wrong, Err(Error::Parameter { .. })));
        assert!(Drift::of(&device(sigma), DriftOptions::default()).is_err());
    }
    let wrong = apply(Preserve::Median, 1.0, &[1.0; 2], &[0.0; 3], &mut [0.0; 2]);
    assert!(matches!(
        wrong,
        Err(Error::Length {
            what: "the normals",
            expected: 2,
            got: 3
        })
    ));
    let wrong = apply(Preserve::Median, 1.0, &[1.0; 2], &[0.0; 2], &mut [0.0; 1]);
    assert!(matches!(
        wrong,
        Err(Error::Length {
            expected: 2,
            got: 1,
            ..
        })
    ));
    let large = [0.0, 1e38, 1e38];
    let wrong = apply(
        Preserve::Median,
        10.0,
        &large,
        &[0.0, 0.0, 5.0],
        &mut [0.0; 3],
    );
    assert!(matches!(wrong, Err(Error::Overflow { index: 2, .. })));
    let wrong = apply(Preserve::Median, 1.0, &[f32::NAN], &[0.0], &mut [0.0]);
    assert!(matches!(wrong, Err(Error::Overflow { index: 0, .. })));
}
