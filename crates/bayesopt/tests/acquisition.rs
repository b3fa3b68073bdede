//! Acquisition functions against high precision, quadrature and their own properties.

mod common;

use common::near;
use memrilab_bayesopt::acquisition::{
    LOG_NOTHING, expected_improvement, log_expected_approach, log_expected_improvement,
    log_probability_of_improvement, probability_within, upper_bound,
};
use proptest::prelude::*;

/// `ln (phi(z) + z Phi(z))`, computed with 60 digits.
const LOG_H: [(f64, f64); 13] = [
    (3.0, 1.098_739_665_327_707_8),
    (1.0, 0.080_026_218_849_306_94),
    (0.0, -0.918_938_533_204_672_7),
    (-1.0, -2.485_121_025_712_641_3),
    (-3.0, -7.869_686_059_603_029),
    (-5.5, -19.543_071_452_824_105),
    (-6.5, -25.853_424_209_777_89),
    (-10.0, -55.553_122_036_122_35),
    (-20.0, -206.917_838_509_425_1),
    (-40.0, -808.298_568_356_62),
    (-100.0, -5_010.129_578_800_25),
    (-1000.0, -500_014.734_452_091_16),
    (-1e6, -500_000_000_028.55),
];

#[test]
fn logarithms_far_in_the_tail() {
    for (z, expected) in LOG_H {
        let got = log_expected_improvement(z, 1.0, 0.0, 0.0);
        // A few roundings of the terms, of which z^2 / 2 is the largest; above -6 the two
        // terms of h, with an exponent's error of z^2 / 2 roundings, cancel to 1 / (1 + z^2).
        let lost = if z > -6.0 {
            (3.0 + 0.5 * z * z) * (1.0 + z * z)
        } else {
            0.0
        };
        let tolerance = f64::EPSILON * (16.0 * (1.0 + expected.abs()) + lost);
        near("log h", got, expected, tolerance);
    }
    for (z, expected) in [
        (-40.0, -804.608_442_013_753_8),
        (-6.5, -23.938_149_495_161_84),
    ] {
        let got = log_probability_of_improvement(z, 1.0, 0.0, 0.0);
        near(
            "log Phi",
            got,
            expected,
            16.0 * f64::EPSILON * expected.abs(),
        );
    }
}

#[test]
fn what_is_certain() {
    assert_eq!(expected_improvement(0.5, 0.0, 0.4, 0.0), 0.5 - 0.4);
    assert_eq!(expected_improvement(0.3, 1e-13, 0.4, 0.0), 0.0);
    assert_eq!(log_expected_improvement(0.3, 0.0, 0.4, 0.0), LOG_NOTHING);
    assert_eq!(
        log_probability_of_improvement(0.3, 0.0, 0.4, 0.0),
        LOG_NOTHING
    );
    assert_eq!(log_probability_of_improvement(0.5, 0.0, 0.4, 0.0), 0.0);
    assert_eq!(log_expected_approach(0.9, 0.0, 0.5, 0.1), LOG_NOTHING);
    assert_eq!(log_expected_approach(0.9, 0.1, 0.5, 0.0), LOG_NOTHING);
    assert_eq!(probability_within(0.5, 0.0, 0.4, 0.2), 1.0);
    assert_eq!(probability_within(0.7, 0.0, 0.4, 0.2), 0.0);
}

/// `(mean, sd, target, reach, ln of the expected reduction)`, by quadrature with 60 digits.
const APPROACH: [(f64, f64, f64, f64, f64); 8] = [
    (0.5, 0.1, 0.5, 0.2, -2.104_474_799_850_074_5),
    (0.3, 0.1, 0.5, 0.05, -6.548_018_228_515_421),
    (0.9, 0.05, 0.5, 0.1, -25.574_612_631_496_604),
    (0.2, 0.01, 0.5, 0.1, -211.523_008_695_413_48),
    (0.5, 0.2, 0.5, 1e-4, -17.730_181_385_556_27),
    (0.1, 0.02, 0.9, 0.1, -624.444_099_681_432_4),
    (0.45, 1e-3, 0.5, 0.2, -1.897_119_984_885_881_3),
    (0.8, 0.1, 0.5, 1e-3, -16.931_797_332_897_085),
];

#[test]
fn the_approach_to_a_target_is_its_integral() {
    for (mean, sd, target, reach, expected) in APPROACH {
        let got = log_expected_approach(mean, sd, target, reach);
        // mean, target and reach are decimals: z = (mean - target) / sd carries eps / sd.
        let z = (mean - target).abs() / sd;
        let tolerance = 1e-9 + 8.0 * f64::EPSILON * z * (1.0 + z);
        near("approach", got, expected, tolerance);
        // From the other side of the target it is the same.
        let mirror = log_expected_approach(2.0 * target - mean, sd, target, reach);
        near("mirror", mirror, got, tolerance);
    }
}

/// Simpson's rule over the tent, on both of its straight sides.
fn quadrature(mean: f64, sd: f64, target: f64, reach: f64) -> f64 {
    let side = |from: f64, to: f64| {
        let n = 20_000;
        let h = (to - from) / f64::from(n);
        let f = |i: i32| {
            let u = from + h * f64::from(i);
            let z = (u - mean) / sd;
            let density = (-0.5 * z * z).exp() / (sd * (2.0 * std::f64::consts::PI).sqrt());
            (reach - (u - target).abs()).max(0.0) * density
        };
        let inner: f64 = (1..n)
            .map(|i| f(i) * if i % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        h / 3.0 * (f(0) + inner + f(n))
    };
    side(target - reach, target) + side(target, target + reach)
}

proptest! {
    #[test]
    fn log_and_plain_improvement_agree(
        d in -3.0f64..3.0, sd in 0.05f64..2.0, best in -1.0f64..1.0, xi in 0.0f64..0.1,
    ) {
        let plain = expected_improvement(best + d, sd, best, xi);
        let log = log_expected_improvement(best + d, sd, best, xi);
        prop_assume!(plain > 1e-290);
        let z = (d - xi) / sd;
        prop_assert!((log - plain.ln()).abs() <= 1e-13 * (1.0 + z * z), "{log} {plain}");
    }

    #[test]
    fn improvement_grows_with_mean_and_spread(
        z in -30.0f64..5.0, sd in 0.01f64..2.0, more in 1.001f64..2.0,
    ) {
        let (mean, best) = (z * sd, 0.0);
        let at = |mean: f64, sd: f64| log_expected_improvement(mean, sd, best, 0.0);
        prop_assert!(at(mean + 0.01 * sd, sd) > at(mean, sd));
        prop_assert!(at(mean, sd * more) > at(mean, sd));
        prop_assert!(log_expected_improvement(mean, sd, best, 0.1) < at(mean, sd));
        prop_assert!(upper_bound(mean, sd * more, 2.0) > upper_bound(mean, sd, 2.0));
        let p = log_probability_of_improvement(mean, sd, best, 0.0);
        prop_assert!(p <= 0.0 && p < log_probability_of_improvement(mean + 0.01 * sd, sd, best, 0.0) + 1e-15);
    }

    #[test]
    fn approach_by_quadrature(
        mean in 0.0f64..1.0, sd in 0.05f64..0.5, target in 0.0f64..1.0, reach in 0.01f64..0.6,
    ) {
        let got = log_expected_approach(mean, sd, target, reach).exp();
        let expected = quadrature(mean, sd, target, reach);
        // Simpson's error is h^4 / 180 of the fourth derivative; rounding adds eps sd.
        prop_assert!((got - expected).abs() <= 1e-12 + 1e-10 * expected, "{got} {expected}");
        prop_assert!(log_expected_approach(mean, sd, target, reach * 1.1) > got.ln() - 1e-12);
        prop_assert!(got <= reach);
        let p = probability_within(mean, sd, target, reach);
        prop_assert!((0.0..=1.0).contains(&p) && got <= reach * p + 1e-15);
    }
}
