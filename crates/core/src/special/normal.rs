//! The standard normal distribution.

use libm::{erfc, exp, log, sqrt};

/// Standard normal distribution function, `Phi(x) = erfc(-x / sqrt 2) / 2`.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Standard normal quantile for `0 < p < 1`; `None` outside.
///
/// Acklam's rational approximation (relative error 1.2e-9) and two Halley steps.
#[must_use]
pub fn normal_quantile(p: f64) -> Option<f64> {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let horner = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, &a| sum * x + a);
    let tail = |q: f64| horner(&C, q) / (horner(&D, q) * q + 1.0);
    let mut x = if p < 0.02425 {
        tail(sqrt(-2.0 * log(p)))
    } else if p > 1.0 - 0.02425 {
        -tail(sqrt(-2.0 * log(1.0 - p)))
    } else {
        let q = p - 0.5;
        let r = q * q;
        horner(&A, r) * q / (horner(&B, r) * r + 1.0)
    };
    for _ in 0..2 {
        // In the upper half the complement keeps its digits.
        let error = if x > 0.0 {
            (1.0 - p) - normal_cdf(-x)
        } else {
            normal_cdf(x) - p
        };
        let u = error * sqrt(2.0 * std::f64::consts::PI) * exp(0.5 * x * x);
        x -= u / (1.0 + 0.5 * x * u);
    }
    Some(x)
}
