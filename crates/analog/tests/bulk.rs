//! The fast functions against `libm` over their whole range, and the bulk normals
//! against what normals are.

mod common;

use common::{mean_is, mean_is_not};
use memrilab_analog::bulk::{BLOCK, cos_sin_turn, exp_f32, fill_normals, ln_f32, unit_f32};
use memrilab_analog::drift::apply;
use memrilab_analog::{Injection, Noise, Preserve};
use memrilab_core::Stream;
use memrilab_core::special::normal_cdf;

/// Distance in units of the last place of the exact value.
fn ulps(got: f32, exact: f64) -> f64 {
    let near = exact as f32;
    let unit = f64::from(near.abs().next_up()) - f64::from(near.abs());
    (f64::from(got) - exact).abs() / unit
}

#[test]
fn logarithm_is_good_to_two_units() {
    let mut worst: f64 = 0.0;
    // Every 97th positive normal number, and all near 1.
    let first = f32::MIN_POSITIVE.to_bits();
    let last = f32::MAX.to_bits();
    let near_one = (0.999f32.to_bits())..(1.001f32.to_bits());
    for bits in (first..=last).step_by(97).chain(near_one) {
        let x = f32::from_bits(bits);
        if x != 1.0 {
            worst = worst.max(ulps(ln_f32(x), libm::log(f64::from(x))));
        }
    }
    assert!(worst <= 2.0, "{worst}");
    assert!(worst > 0.4, "{worst} is too good to be true");
}

#[test]
fn exponential_is_good_to_two_units() {
    let mut worst: f64 = 0.0;
    let steps = 4_000_000;
    for i in 0..=steps {
        let x = (-87.0 + 175.0 * f64::from(i) / f64::from(steps)) as f32;
        worst = worst.max(ulps(exp_f32(x), libm::exp(f64::from(x))));
    }
    for bits in (0..0x42ae_0000u32).step_by(1013) {
        for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
            worst = worst.max(ulps(exp_f32(x), libm::exp(f64::from(x))));
        }
    }
    assert!(worst <= 2.0, "{worst}");
    assert!(worst > 0.4, "{worst} is too good to be true");
    for x in [f32::NEG_INFINITY, f32::INFINITY, f32::NAN, f32::MAX] {
        let y = exp_f32(x);
        assert!(y.is_finite() && y > 0.0, "{x}");
    }
}

#[test]
fn cosine_and_sine_go_once_round_the_circle() {
    let mut worst: f64 = 0.0;
    let mut eighths = [0u32; 8];
    for i in 0..2_000_000u32 {
        let word = i.wrapping_mul(2_654_435_769);
        let (c, s) = cos_sin_turn(word);
        // The angle, from the documented meaning of the bits.
        let low = f64::from((word << 2) as i32) / 2f64.powi(32) * std::f64::consts::FRAC_PI_2;
        let swapped = word & 0x4000_0000 != 0;
        let sign = if word & 0x8000_0000 != 0 { -1.0 } else { 1.0 };
        let (x, y) = if swapped {
            (low.sin(), low.cos())
        } else {
            (low.cos(), low.sin())
        };
        worst = worst.max((f64::from(c) - sign * x).abs());
        worst = worst.max((f64::from(s) - sign * y).abs());
        let turn = f64::from(s).atan2(f64::from(c)) / std::f64::consts::TAU;
        eighths[((turn + 1.0).fract() * 8.0) as usize % 8] += 1;
    }
    assert!(worst < 1.1e-7, "{worst}");
    // A multiplicative sequence is even: each eighth has its share to a few in a million.
    assert!(
        eighths.iter().all(|n| n.abs_diff(250_000) < 50),
        "{eighths:?}"
    );
}

#[test]
fn the_last_uniform_has_a_finite_logarithm() {
    assert_eq!(unit_f32(0), 2f32.powi(-32));
    assert!(ln_f32(unit_f32(0)).is_finite());
    assert_eq!(ln_f32(unit_f32(u32::MAX)), 0.0);
}

fn normals(n: usize) -> Vec<f32> {
    let mut z = vec![0.0; n];
    fill_normals(&mut Stream::new(11, "bulk", 0, 0), &mut z);
    z
}

#[test]
fn bulk_normals_have_the_moments_of_normals() {
    let z = normals(4_000_000);
    let power = |p: i32| z.iter().map(move |z| f64::from(*z).powi(p));
    mean_is("mean", power(1), 0.0, 1.0);
    mean_is("variance", power(2), 1.0, 2.0);
    mean_is("third", power(3), 0.0, 15.0);
    mean_is("fourth", power(4), 3.0, 96.0);
    mean_is("sixth", power(6), 15.0, 10_395.0 - 225.0);
    // A uniform of the same variance, or one that is cut at 3, would be seen.
    mean_is_not("fourth of a uniform", power(4), 1.8, 96.0);
    mean_is_not("fourth cut at 3", power(4), 2.68, 96.0);
    for lag in [1, BLOCK / 2, BLOCK] {
        let product = z.iter().zip(&z[lag..]).map(|(a, b)| f64::from(a * b));
        mean_is("lagged product", product, 0.0, 1.0);
        let squares = z.iter().zip(&z[lag..]);
        let squares = squares.map(|(a, b)| f64::from(a * a - 1.0) * f64::from(b * b - 1.0));
        mean_is("lagged product of squares", squares, 0.0, 4.0);
    }
    // The tail: P(|z| > 4) = 6.334e-5, P(|z| > 4.9) = 9.58e-7.
    for (cut, p) in [(2.0, 0.045_500_263_9), (4.0, 6.334_248e-5), (4.9, 9.583e-7)] {
        let beyond = z.iter().map(|z| f64::from(u8::from(z.abs() > cut)));
        mean_is("tail", beyond, p, p * (1.0 - p));
    }
}

/// Kolmogorov and Smirnov's distance of n normals; 1.95 / sqrt n is exceeded once in a
/// thousand samples.
#[test]
fn bulk_normals_are_normal() {
    let mut z = normals(200_000);
    z.sort_by(f32::total_cmp);
    let n = z.len() as f64;
    let distance = |scale: f64| {
        let at = |(i, z): (usize, &f32)| {
            (normal_cdf(scale * f64::from(*z)) - (i as f64 + 0.5) / n).abs()
        };
        z.iter().enumerate().map(at).fold(0.0, f64::max)
    };
    assert!(distance(1.0) < 1.95 / n.sqrt(), "{}", distance(1.0));
    assert!(
        distance(1.02) > 1.95 / n.sqrt(),
        "a sigma 2 % off is not seen"
    );
}

fn hash(numbers: &[f32]) -> u64 {
    numbers.iter().fold(0xcbf2_9ce4_8422_2325, |h, x| {
        (h ^ u64::from(x.to_bits())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// These bits are promised on every platform; they were the same in wasm, with and
/// without optimisation.
#[test]
fn bulk_numbers_keep_their_bits() {
    let z = normals(100_000);
    assert_eq!(hash(&z), 0x92fe_69ca_6763_fcb3);
    let mut out = z.clone();
    apply(Preserve::Mean, 1.7, &z, &z, &mut out).unwrap();
    assert_eq!(hash(&out), 0xb078_ff7d_7286_ff92);
    let factors = [
        (
            Noise::Multinomial { p1: 0.2, p2: 0.3 },
            0xf7c4_4b34_5584_6a77,
        ),
        (Noise::Laplace { scale: 0.3 }, 0xf95f_2004_a8ee_0e18),
        (Noise::Gaussian { sigma: 0.4 }, 0xf037_120e_3e9e_f14c),
        (Noise::LogNormal { sigma: 0.9 }, 0x87ae_5af5_3098_6529),
    ];
    for (noise, expected) in factors {
        let injection = Injection {
            noise,
            mean_preserving: true,
            ..Injection::default()
        };
        let rng = &mut Stream::new(11, "bulk", 0, 0);
        injection.check().unwrap().factors(rng, &mut out);
        assert_eq!(hash(&out), expected, "{noise:?}");
    }
}

#[test]
fn a_short_fill_begins_a_long_one() {
    let long = normals(1000);
    for n in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 999] {
        assert_eq!(normals(n), long[..n]);
    }
}
