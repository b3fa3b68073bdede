//! Quantiles of the normal and chi-square distributions, on `libm` alone.
//!
//! Statistics crates call the platform's `exp` and `ln`, whose last bits differ
//! between a browser and a native build; these do not.

use libm::{erfc, exp, fabs, lgamma, log, sqrt};

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

/// Regularised lower incomplete gamma function `P(a, x)` for `a > 0`, `x >= 0`.
///
/// The series below `x = a + 1`, Lentz's continued fraction above.
#[must_use]
pub fn gamma_p(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = exp(a * log(x) - x - lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while fabs(term) > fabs(sum) * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return sum * scale;
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..100_000 {
        let an = -f64::from(i) * (f64::from(i) - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / if fabs(d) < tiny { tiny } else { d };
        c = b + an / c;
        c = if fabs(c) < tiny { tiny } else { c };
        let step = d * c;
        h *= step;
        if fabs(step - 1.0) < 1e-16 {
            break;
        }
    }
    1.0 - h * scale
}

/// The lower-tail quantile of chi-square: `q` with `P(X <= q) = p`, `X ~ chi2(df)`.
///
/// Wilson and Hilferty's start, then Newton steps held inside a bracket, to a
/// relative 1e-14. `None` unless `0 < p < 1` and `df > 0`.
///
/// ```
/// let q = memrilab_core::special::chi2_quantile(0.05, 9.0).unwrap();
/// assert!((q - 3.325_112_843_066_815).abs() < 1e-12);
/// ```
#[must_use]
pub fn chi2_quantile(p: f64, df: f64) -> Option<f64> {
    if !(df > 0.0 && df.is_finite()) {
        return None;
    }
    let z = normal_quantile(p)?;
    let a = 0.5 * df;
    let cube = 1.0 - 2.0 / (9.0 * df) + z * sqrt(2.0 / (9.0 * df));
    // For small p the distribution is close to its first term, x^a / Gamma(a + 1).
    let first_term = 2.0 * exp((log(p) + lgamma(a + 1.0)) / a);
    let mut x = if cube > 0.3 {
        df * cube * cube * cube
    } else {
        first_term
    };
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let excess = gamma_p(a, 0.5 * x) - p;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let density = 0.5 * exp((a - 1.0) * log(0.5 * x) - 0.5 * x - lgamma(a));
        let mut next = x - excess / density;
        if !(next > low && next < high) {
            next = if high.is_finite() {
                0.5 * (low + high)
            } else {
                2.0 * x
            };
        }
        let moved = fabs(next - x);
        x = next;
        if moved <= 1e-15 * x {
            break;
        }
    }
    x.is_finite().then_some(x)
}
