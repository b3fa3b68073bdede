//! Distributions against closed forms, sums of their terms, and another library.

use memrilab_core::special::{
    beta_p, beta_quantile, chi2_cdf, chi2_isf, chi2_quantile, chi2_sf, gamma_p, gamma_q,
    student_t_critical, student_t_two_sided,
};
use proptest::prelude::*;
use statrs::distribution::{Beta, ChiSquared, ContinuousCDF, StudentsT};

#[track_caller]
fn close(what: &str, got: f64, expected: f64, relative: f64) {
    assert!(
        (got - expected).abs() <= relative * expected.abs(),
        "{what}: got {got:e}, expected {expected:e}"
    );
}

/// `Q(a, x)` for whole `a` is the probability that a Poisson number is below `a`.
fn poisson_below(a: u32, x: f64) -> f64 {
    // From the largest term, so that nothing overflows and logarithms nearly cancel.
    let top = f64::from(a - 1).min(x.floor());
    let (mut log_factorial, mut rest) = (0.0f64, 0.0);
    for k in 2..=top as u32 {
        // Compensated, because 30,000 rounding errors of a sum of 30,000 would show.
        let term = (f64::from(k) / x).ln() - rest;
        let sum = log_factorial + term;
        rest = (sum - log_factorial) - term;
        log_factorial = sum;
    }
    let largest = -log_factorial - x + x.ln() * f64::from(u8::from(top >= 1.0));
    let (mut down, mut up) = (0.0, 0.0);
    let mut term = 1.0;
    for k in (0..=top as u32).rev() {
        down += term;
        term *= f64::from(k) / x;
    }
    term = 1.0;
    for k in (top as u32 + 1)..a {
        term *= x / f64::from(k);
        up += term;
    }
    largest.exp() * (down + up)
}

#[test]
fn chi_square_of_whole_pairs_is_a_poisson_sum() {
    for (a, x) in [
        (1, 3.0),
        (4, 0.5),
        (10, 25.0),
        (50, 20.0),
        (900, 1000.0),
        (1100, 1000.0),
    ] {
        let expected = poisson_below(a, x);
        close("sf", chi2_sf(2.0 * x, 2.0 * f64::from(a)), expected, 1e-11);
    }
    // 61,706 degrees of freedom, the parameters of LeNet-5.
    for x in [30_000.0, 30_500.0, 30_853.0, 31_200.0, 32_000.0] {
        let expected = poisson_below(30_853, x);
        // The reference itself has 30,853 logarithms of 1e-16 each.
        close("sf", chi2_sf(2.0 * x, 61_706.0), expected, 1e-10);
        let both = chi2_sf(2.0 * x, 61_706.0) + chi2_cdf(2.0 * x, 61_706.0);
        close("both", both, 1.0, 1e-12);
    }
}

#[test]
fn chi_square_tails_reach_far() {
    for x in [1e-3, 1.0, 100.0, 1400.0] {
        close("exponential", chi2_sf(x, 2.0), (-0.5 * x).exp(), 1e-12);
    }
    // P(chi2_100 <= x) is its first term, x small: x^50 / (2^50 50!).
    let log_factorial: f64 = (2..=50).map(|k| f64::from(k).ln()).sum();
    let x: f64 = 1e-4;
    let first = (50.0 * (0.5 * x).ln() - log_factorial - 0.5 * x).exp();
    close("first term", chi2_cdf(x, 100.0), first, 1e-6);
    for p in [1e-300, 1e-20, 1e-3, 0.2, 0.499, 0.5, 0.9, 0.999_999] {
        for df in [0.5, 1.0, 2.0, 21.0, 100.0, 61_706.0] {
            let x = chi2_isf(p, df).unwrap();
            // An error of 1e-15 in x changes the tail by about x times that.
            close("isf", chi2_sf(x, df), p, 1e-13 * (100.0 + x));
            let back = chi2_quantile(0.25, df).unwrap();
            close("quantile", chi2_cdf(back, df), 0.25, 1e-11);
        }
    }
}

#[test]
fn outside_their_range_they_are_harmless() {
    assert_eq!((gamma_p(2.0, -1.0), gamma_q(2.0, -1.0)), (0.0, 1.0));
    assert_eq!((gamma_p(0.0, 1.0), gamma_q(f64::NAN, 1.0)), (0.0, 1.0));
    assert_eq!(
        (gamma_p(2.0, f64::INFINITY), gamma_q(2.0, f64::INFINITY)),
        (1.0, 0.0)
    );
    assert_eq!((beta_p(2.0, 3.0, -0.1), beta_p(2.0, 3.0, 1.1)), (0.0, 1.0));
    assert_eq!(
        (beta_p(0.0, 3.0, 0.5), beta_p(2.0, 3.0, f64::NAN)),
        (0.0, 0.0)
    );
    for p in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(chi2_isf(p, 5.0), None);
        assert_eq!(beta_quantile(p, 2.0, 3.0), None);
        assert_eq!(student_t_critical(p, 3.0), None);
    }
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(chi2_isf(0.1, bad), None);
        assert_eq!(beta_quantile(0.5, bad, 1.0), None);
        assert_eq!(beta_quantile(0.5, 1.0, bad), None);
        assert_eq!(student_t_critical(0.05, bad), None);
        assert_eq!(student_t_two_sided(2.0, bad), 1.0);
    }
    assert_eq!(student_t_two_sided(f64::INFINITY, 3.0), 0.0);
    assert_eq!(student_t_two_sided(f64::NAN, 3.0), 1.0);
}

/// `P(Binomial(n, x) >= k) = I_x(k, n - k + 1)`, term by term.
fn at_least(k: u32, n: u32, x: f64) -> f64 {
    let mut log_choose = 0.0;
    let mut sum = 0.0;
    for i in 0..=n {
        if i > 0 {
            log_choose += (f64::from(n - i + 1) / f64::from(i)).ln();
        }
        if i >= k {
            sum += (log_choose + f64::from(i) * x.ln() + f64::from(n - i) * (1.0 - x).ln()).exp();
        }
    }
    sum
}

#[test]
fn incomplete_beta_is_a_binomial_tail() {
    for (k, n) in [(1, 1), (3, 10), (10, 10), (17, 20), (980, 1000), (3, 1000)] {
        for x in [1e-6, 0.01, 0.3, 0.5, 0.9, 0.985, 0.999_999] {
            let expected = at_least(k, n, x);
            let got = beta_p(f64::from(k), f64::from(n - k + 1), x);
            if expected > 1e-290 {
                close("beta_p", got, expected, 2e-11);
            } else {
                assert!(got < 1e-280);
            }
        }
    }
}

#[test]
fn beta_quantiles_of_powers_are_roots() {
    // I_x(a, 1) = x^a and I_x(1, b) = 1 - (1 - x)^b.
    for p in [1e-300, 1e-9, 0.05, 0.5, 0.95, 0.999_999] {
        for a in [0.3f64, 1.0, 20.0, 1e5] {
            close(
                "power",
                beta_quantile(p, a, 1.0).unwrap(),
                p.powf(1.0 / a),
                1e-12,
            );
            let other = -((-p).ln_1p() / a).exp_m1();
            // Above the mean the result is 1 minus the mirror image.
            let got = beta_quantile(p, 1.0, a).unwrap();
            assert!((got - other).abs() < 1e-12 * other + 2e-16, "{got} {other}");
        }
    }
}

#[test]
fn student_has_its_closed_forms() {
    for t in [1e-8f64, 0.1, 1.0, 3.0, 50.0, 1e8] {
        let cauchy = 2.0 / std::f64::consts::PI * (1.0 / t).atan();
        close("df 1", student_t_two_sided(t, 1.0), cauchy, 1e-14);
        let root = (2.0 + t * t).sqrt();
        // 1 - t/root without the cancellation.
        let two = 2.0 / (root * (root + t));
        close("df 2", student_t_two_sided(-t, 2.0), two, 1e-14);
    }
    // Many degrees of freedom are normal but for 2 phi(z) (z^3 + z)/(4 df).
    let nearly = 0.05 + 2.772_982e-6;
    close(
        "df 1e5",
        student_t_two_sided(1.959_963_984_540_054, 1e5),
        nearly,
        1e-8,
    );
    for (df, t) in [(1.0, 12.706_204_736_174_698), (29.0, 2.045_229_642_132_703)] {
        close("critical", student_t_critical(0.05, df).unwrap(), t, 1e-13);
    }
}

proptest! {
    #[test]
    fn beta_agrees_with_statrs(a in 0.1..200.0f64, b in 0.1..200.0f64, x in 0.001..0.999f64, p in 1e-6..0.999f64) {
        let law = Beta::new(a, b).unwrap();
        let (got, wanted) = (beta_p(a, b, x), law.cdf(x));
        prop_assert!((got - wanted).abs() < 1e-11, "{got} {wanted}");
        let q = beta_quantile(p, a, b).unwrap();
        // Close to 1 the neighbouring numbers already have other probabilities.
        let step = beta_p(a, b, q.next_up()) - beta_p(a, b, q.next_down());
        prop_assert!((beta_p(a, b, q) - p).abs() < 1e-11 + step, "{a} {b} {p}: {q}");
        prop_assert!((law.cdf(q) - p).abs() < 1e-10 + step, "{a} {b} {p}: {q}");
    }

    #[test]
    fn student_agrees_with_statrs(t in -40.0..40.0f64, df in 0.5..2000.0f64, p in 1e-9..0.999f64) {
        let law = StudentsT::new(0.0, 1.0, df).unwrap();
        let wanted = 2.0 * law.cdf(-t.abs());
        let got = student_t_two_sided(t, df);
        // Theirs loses t^2/df beside 1; at t = 4.2e-5, df = 1809 ours is the right one.
        let theirs = f64::EPSILON * df / t.abs();
        prop_assert!((got - wanted).abs() < 1e-10 + theirs, "{got} {wanted}");
        let critical = student_t_critical(p, df).unwrap();
        prop_assert!((student_t_two_sided(critical, df) / p - 1.0).abs() < 1e-10, "{critical}");
    }

    #[test]
    fn chi_square_tail_agrees_with_statrs(x in 0.01..3000.0f64, df in 0.5..3000.0f64) {
        let wanted = ChiSquared::new(df).unwrap().sf(x);
        let got = chi2_sf(x, df);
        prop_assert!((got - wanted).abs() < 1e-9, "{got} {wanted}");
        prop_assert!((got + chi2_cdf(x, df) - 1.0).abs() < 1e-13);
    }
}
