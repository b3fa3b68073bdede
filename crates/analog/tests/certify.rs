//! Certificates against `tests/golden/theorem.json`, which `reference/theorem.py`
//! generates, against enumeration, and against simulation.

mod common;

use common::{close, golden, list, mean_is, mean_is_not, near, number, whole};
use memrilab_analog::Error;
use memrilab_analog::certify::exact::{
    Counts, bound, certified_r, l0_radius, simple_safe_bound, simple_safe_r, worst_bound,
};
use memrilab_analog::certify::lognormal::{Sampled, certify};
use memrilab_analog::certify::{Law, binomial, counterexamples, published};
use memrilab_core::Stream;
use memrilab_core::special::{chi2_isf, chi2_quantile};
use memrilab_core::stream::normal;
use proptest::prelude::*;
use serde_json::Value;

fn law(case: &Value) -> Law {
    Law::new(number(&case["p1"]), number(&case["p2"])).unwrap()
}

fn count(value: &Value) -> u64 {
    whole(value) as u64
}

/// -1 stands for nothing certified.
fn radius(value: &Value) -> Option<u64> {
    u64::try_from(value.as_i64().unwrap()).ok()
}

#[test]
fn exact_and_published_bounds_are_golden() {
    let vectors = golden("theorem");
    let tol = number(&vectors["tol"]);
    let cases = list(&vectors["multinomial"]);
    assert_eq!(cases.len(), 8);
    for case in cases {
        let (c, law) = (number(&case["c"]), law(case));
        let counts = Counts {
            zeros: count(&case["k"]),
            halves: count(&case["l"]),
            twos: count(&case["t"]),
            others: count(&case["o"]),
        };
        near(
            "exact",
            bound(c, law, counts).unwrap(),
            number(&case["exact"]),
            tol,
        );
        let (k, l, m) = (count(&case["k"]), count(&case["l"]), count(&case["m"]));
        for lambda in [1.0, 2.0] {
            let got = published::dual(lambda, law, k, l, m, count(&case["theta"])).unwrap();
            let key = format!("published_D_lambda_{lambda}");
            near(&key, got, number(&case[key.as_str()]), tol);
        }
    }
}

#[test]
fn bounds_over_the_set_are_golden() {
    let vectors = golden("theorem");
    let tol = number(&vectors["tol"]);
    let cases = list(&vectors["robustness_set"]);
    assert_eq!(cases.len(), 8);
    for case in cases {
        let (c, law, theta) = (number(&case["c"]), law(case), count(&case["theta"]));
        let claim = published::claim(c, law, theta).unwrap();
        near(
            "radius",
            claim.radius.unwrap(),
            number(&case["published_r_real"]),
            tol,
        );
        assert_eq!(claim.certified, radius(&case["published_r_strict"]));
        near(
            "bound",
            claim.bound,
            number(&case["published_bound_r0"]),
            tol,
        );
        assert_eq!(
            certified_r(c, law, theta).unwrap(),
            radius(&case["exact_r"])
        );
        assert_eq!(
            simple_safe_r(c, law, theta).unwrap(),
            radius(&case["safe_r"])
        );
        assert_eq!(l0_radius(c, law.p1).unwrap(), radius(&case["l0_radius"]));
        for (r, key) in [(0, "exact_bound_r0"), (1, "exact_bound_r1")] {
            near(
                key,
                worst_bound(c, law, r, theta).unwrap(),
                number(&case[key]),
                tol,
            );
        }
        let safe = simple_safe_bound(c, law, 0, theta).unwrap();
        close("safe", safe, number(&case["safe_bound_r0"]), tol);
        assert_eq!(claim.unsafe_here, law.p3() > law.p2);
        assert_eq!(claim.vacuous, law.p2 == 0.1, "20 weights at p2 = 0.1 only");
    }
}

/// METHOD T6: at most 68 weights at p2 = 0.01, 6 at 0.1, 1 at 1/3.
#[test]
fn the_published_theorem_is_vacuous_for_real_networks() {
    for (p2, most) in [(0.01, 68), (0.1, 6), (1.0 / 3.0, 1)] {
        let law = Law::new(0.2, p2).unwrap();
        for (theta, vacuous) in [(most, false), (most + 1, true)] {
            let claim = published::claim(1.0, law, theta).unwrap();
            assert_eq!(claim.vacuous, vacuous, "{p2} {theta}");
            assert_eq!(claim.certified.is_none(), vacuous);
        }
    }
    let lenet = Law::new(0.2, 1.2e-5).unwrap();
    assert!(published::claim(1.0, lenet, 61_706).unwrap().vacuous);
}

#[test]
fn counterexamples_are_golden() {
    let vectors = golden("theorem");
    let tol = number(&vectors["tol"]);
    let cases = list(&vectors["counterexamples"]);
    let all = counterexamples::all().unwrap();
    assert_eq!((cases.len(), all.len()), (5, 5));
    for (case, got) in cases.iter().zip(&all) {
        assert_eq!(got.law, law(case));
        assert_eq!(got.delta, common::numbers(&case["delta"]));
        near("c", got.c, number(&case["c"]), tol);
        near("actual", got.actual, number(&case["actual"]), tol);
        near(
            "claimed",
            got.published_bound,
            number(&case["published_bound"]),
            tol,
        );
        near(
            "radius",
            got.published_radius.unwrap(),
            number(&case["published_r"]),
            tol,
        );
        near("exact", got.exact, number(&case["exact"]), tol);
        assert!(got.published_bound > 0.5 && got.actual < 0.5);
        assert!(got.actual >= got.exact - 1e-12);
        assert!(
            published::claim(got.c, got.law, got.delta.len() as u64)
                .unwrap()
                .unsafe_here
        );
    }
}

#[test]
fn clopper_and_pearson_are_golden() {
    let vectors = golden("theorem");
    let tol = number(&vectors["tol"]);
    let cases = list(&vectors["clopper_pearson"]);
    assert_eq!(cases.len(), 8);
    for case in cases {
        let (k, n, alpha) = (count(&case["k"]), count(&case["n"]), number(&case["alpha"]));
        near(
            "lower",
            binomial::lower(k, n, alpha).unwrap(),
            number(&case["lower"]),
            tol,
        );
        near(
            "upper",
            binomial::upper(k, n, alpha).unwrap(),
            number(&case["upper"]),
            tol,
        );
    }
}

#[test]
fn lognormal_certificates_are_golden() {
    let vectors = golden("theorem");
    let tol = number(&vectors["tol"]);
    let cases = list(&vectors["lognormal"]);
    assert_eq!(cases.len(), 7);
    for case in cases {
        let got = certify(&Sampled {
            agreed: count(&case["k"]),
            draws: count(&case["n"]),
            alpha: number(&case["alpha"]),
            s: number(&case["s"]),
            d: count(&case["d"]),
            sigma_device: Some(number(&case["sigma_dev"])),
            shift: Some(number(&case["shift"])),
        })
        .unwrap();
        let expected = &case["expected"];
        assert_eq!(got.abstain, expected["abstain"].as_bool().unwrap());
        let pairs = [
            ("p_lower", got.p_lower),
            ("R", got.radius),
            ("gain_max", got.gain_max),
            ("p_shift", got.p_shift.unwrap()),
            ("p_ball", got.p_ball.unwrap()),
            ("p_conv", got.p_conv.unwrap()),
            ("p_keep", got.p_keep.unwrap()),
            ("p_sigma", got.p_sigma.unwrap()),
        ];
        assert_eq!(expected.as_object().unwrap().len(), pairs.len() + 1);
        for (key, value) in pairs {
            // Even 1e-292 has its nine digits.
            close(key, value, number(&expected[key]), tol);
        }
    }
}

/// The two laws of weights over stored weights, noise by noise: (under noise alone, under
/// noise and delta) of each point, a point being the entries times 1000.
fn laws(law: Law, delta: &[f64]) -> Vec<(f64, f64)> {
    let noise = [(0.0, law.p1), (0.5, law.p2), (1.0, law.p3())];
    let mut points = std::collections::BTreeMap::<Vec<i64>, (f64, f64)>::new();
    for mut number in 0..3usize.pow(delta.len() as u32) {
        let (mut plain, mut changed, mut mass) = (vec![], vec![], 1.0);
        for d in delta {
            let (eta, p) = noise[number % 3];
            number /= 3;
            plain.push((1000.0 * eta) as i64);
            changed.push((1000.0 * eta * d).round() as i64);
            mass *= p;
        }
        points.entry(plain).or_default().0 += mass;
        points.entry(changed).or_default().1 += mass;
    }
    points.into_values().collect()
}

/// The worst case by linear-programming duality: the largest `lambda c - D(lambda)`,
/// `D = sum max(lambda P - Q, 0)`; it is piecewise linear, so its corners are enough.
///
/// The sum of all P is 1, so `lambda c - D` is `lambda (c - 1 + P of the others) + Q of those
/// above`: large multipliers then multiply no difference of nearly equal numbers.
fn by_duality(c: f64, points: &[(f64, f64)]) -> f64 {
    let corners = points.iter().filter(|p| p.0 > 0.0).map(|(p, q)| q / p);
    let dual = |lambda: f64| {
        let (mut others, mut above) = (0.0, 0.0);
        for (p, q) in points {
            match lambda * p > *q {
                true => above += q,
                false => others += p,
            }
        }
        lambda * (c - 1.0 + others) + above
    };
    corners.chain([0.0]).map(dual).fold(f64::MIN, f64::max)
}

fn counts_of(delta: &[f64]) -> Counts {
    let of = |v: f64| delta.iter().filter(|d| **d == v).count() as u64;
    let known = of(0.0) + of(0.5) + of(1.0) + of(2.0);
    Counts {
        zeros: of(0.0),
        halves: of(0.5),
        twos: of(2.0),
        others: delta.len() as u64 - known,
    }
}

/// A law of the simplex, its edges and corners included.
fn any_law() -> impl Strategy<Value = Law> {
    let inside = (0.0..1.0f64, 0.0..1.0f64).prop_map(|(a, b)| (a, (1.0 - a) * b));
    let edges = prop_oneof![
        (0.0..1.0f64).prop_map(|p| (p, 0.0)),
        (0.0..1.0f64).prop_map(|p| (0.0, p)),
        (0.01..1.0f64).prop_map(|p| (p, 1.0 - p)),
        Just((0.0, 0.0)),
        Just((1.0, 0.0)),
    ];
    prop_oneof![4 => inside, 1 => edges].prop_map(|(a, b)| Law::new(a, b).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn exact_bound_is_that_of_linear_programming(
        law in any_law(),
        c in prop_oneof![4 => 0.0..1.0f64, 1 => Just(1.0), 1 => Just(0.0)],
        delta in prop::collection::vec(prop::sample::select(vec![0.0, 0.5, 1.0, 2.0, 0.7, 1.3, -1.0]), 1..5),
    ) {
        let expected = by_duality(c, &laws(law, &delta));
        let got = bound(c, law, counts_of(&delta)).unwrap();
        prop_assert!((got - expected).abs() < 1e-9, "{} {}", got, expected);
    }

    #[test]
    fn nothing_in_the_set_is_worse_than_its_bound(law in any_law(), c in 0.5..1.0f64, theta in 1usize..4, r in 0usize..4) {
        let classes = [0.0, 0.5, 1.0, 2.0, 0.7];
        let mut least: f64 = 2.0;
        for mut number in 0..5usize.pow(theta as u32) {
            let mut delta = vec![];
            for _ in 0..theta {
                delta.push(classes[number % 5]);
                number /= 5;
            }
            if delta.iter().filter(|d| **d != 0.5 && **d != 1.0).count() <= r {
                least = least.min(by_duality(c, &laws(law, &delta)));
            }
        }
        let got = worst_bound(c, law, r as u64, theta as u64).unwrap();
        prop_assert!((got - least).abs() < 1e-9, "{} {}", got, least);
    }

    /// Lemma 1 is exact where nothing is halved or p2 = p3, and at lambda = 1 also where
    /// p3 <= p2; elsewhere it is not.
    #[test]
    fn the_published_dual_holds_where_it_should(p1 in 0.01..0.9f64, share in 0.0..1.0f64, lambda in 0.0..3.0f64, halves in 0usize..4, others in 0usize..3) {
        let delta: Vec<f64> = [vec![0.5; halves], vec![0.7; others], vec![1.0]].concat();
        let theta = delta.len() as u64;
        let d = |lambda: f64, law: Law| {
            let points = laws(law, &delta);
            points.iter().map(|(p, q)| (lambda * p - q).max(0.0)).sum::<f64>()
        };
        let even = Law::new(p1, 0.5 * (1.0 - p1)).unwrap();
        let got = published::dual(lambda, even, 0, halves as u64, 1, theta).unwrap();
        prop_assert!((got - d(lambda, even)).abs() < 1e-9);
        let any = Law::new(p1, share * (1.0 - p1)).unwrap();
        let got = published::dual(1.0, any, 0, halves as u64, 1, theta).unwrap();
        if any.p3() <= any.p2 || halves == 0 {
            prop_assert!((got - d(1.0, any)).abs() < 1e-9);
        } else if any.p3() > 1.1 * any.p2 && any.p2 > 0.01 && others == 0 {
            prop_assert!(got < d(1.0, any) - 1e-9, "{} {}", got, d(1.0, any));
        }
    }
}

/// METHOD T4: of 2746 settings that eq 24 certifies, 1047 are not robust, and none of
/// those has p3 <= p2; the closed form never exceeds the truth.
#[test]
fn the_published_bound_is_unsafe_on_a_third_of_the_plane() {
    let (mut certified, mut wrong, mut wrong_below) = (0, 0, 0);
    for i in 1..20 {
        for j in 0..=(20 - i) {
            let law = Law::new(f64::from(i) * 0.05, f64::from(j) * 0.05).unwrap();
            let below = law.p3() <= law.p2 + 1e-12;
            for theta in [1, 2, 3, 5] {
                for r in 0..=theta {
                    for c in [0.6, 0.8, 0.9, 0.95, 0.99, 1.0] {
                        let claimed = published::bound(c, law, r, theta).unwrap();
                        let exact = worst_bound(c, law, r, theta).unwrap();
                        if claimed > 0.5 + 1e-12 {
                            certified += 1;
                            if exact <= 0.5 + 1e-12 {
                                wrong += 1;
                                wrong_below += i32::from(below && j > 0);
                            }
                        }
                        if j > 0 {
                            let safe = simple_safe_bound(c, law, r, theta).unwrap();
                            assert!(exact >= safe - 1e-12);
                            assert!(!below || exact >= claimed - 1e-12);
                        }
                    }
                }
            }
        }
    }
    assert_eq!((certified, wrong, wrong_below), (2746, 1047, 0));
}

#[test]
fn large_networks_are_bounded_in_time() {
    // LeNet-5: at c = 1 the bound is (1 - p2)^Theta at r = 0.
    let law = Law::new(0.4, 1e-5).unwrap();
    let got = worst_bound(1.0, law, 0, 61_706).unwrap();
    close("at c = 1", got, (61_706.0 * (-1e-5f64).ln_1p()).exp(), 1e-8);
    assert_eq!(
        certified_r(1.0, Law::new(1.0, 0.0).unwrap(), 61_706),
        Ok(Some(61_706))
    );
    assert_eq!(
        certified_r(1.0, Law::new(0.5, 0.1).unwrap(), 61_706),
        Ok(None)
    );
    let twos = Counts {
        halves: 10_000,
        twos: 10_000,
        ..Counts::default()
    };
    assert!(matches!(
        bound(0.9, law, twos),
        Err(Error::Parameter { .. })
    ));
    // 0.9 0.96 less 0.01 times 0.06/0.04, of one half beside one other.
    let law = Law::new(0.9, 0.04).unwrap();
    let got = simple_safe_bound(0.99, law, 1, 2).unwrap();
    close("safe", got, 0.9 * 0.96 - 0.01 * 1.5, 1e-12);
    assert_eq!(l0_radius(0.99, 1.0), Ok(Some(10_000_000)));
    assert_eq!(l0_radius(0.5, 0.9), Ok(None));
    assert_eq!(l0_radius(0.99, 0.0), Ok(Some(0)));
}

/// P(Binomial(n, p) = k).
fn mass(k: u64, n: u64, p: f64) -> f64 {
    let choose: f64 = (0..k).map(|i| ((n - i) as f64 / (k - i) as f64).ln()).sum();
    (choose + k as f64 * p.ln() + (n - k) as f64 * (1.0 - p).ln()).exp()
}

#[test]
fn clopper_and_pearson_cover_exactly_and_could_not_be_bolder() {
    for (n, alpha) in [(7, 0.05), (40, 0.01), (100, 0.001)] {
        let mut least: f64 = 1.0;
        for k in 0..=n {
            let low = binomial::lower(k, n, alpha).unwrap();
            let high = binomial::upper(n - k, n, alpha).unwrap();
            assert!((low + high - 1.0).abs() < 1e-12);
            if k == 0 {
                assert_eq!(low, 0.0);
                continue;
            }
            // At p just above a bound, that bound and all below cover; at p just below,
            // it misses, and coverage is least.
            for p in [low * (1.0 - 1e-9), low * (1.0 + 1e-9)] {
                let covers = |j: &u64| binomial::lower(*j, n, alpha).unwrap() <= p;
                let coverage: f64 = (0..=n).filter(covers).map(|j| mass(j, n, p)).sum();
                assert!(coverage >= 1.0 - alpha - 1e-8, "{k} of {n}: {coverage}");
                least = least.min(coverage);
            }
        }
        assert!(
            least < 1.0 - alpha + 1e-6,
            "{least} is more than was asked for"
        );
    }
    assert!(binomial::lower(3, 2, 0.05).is_err());
    assert!(binomial::upper(3, 2, 0.05).is_err());
    assert!(binomial::lower(0, 0, 0.05).is_err());
    assert!(binomial::lower(1, 2, 1.0).is_err());
}

/// A vote without doubt, so that `p_lower` is what `alpha` makes it: `alpha^(1/n)`.
fn sampled(p: f64, s: f64, d: u64) -> Sampled {
    Sampled {
        agreed: 1,
        draws: 1,
        alpha: p,
        s,
        d,
        sigma_device: None,
        shift: None,
    }
}

#[test]
fn the_radius_of_a_half_space_is_tight() {
    // f = 1 where ln w <= a: p = Phi(a/s), and R = a exactly.
    let (s, a) = (0.2, 0.35);
    let p = memrilab_core::special::normal_cdf(a / s);
    let got = certify(&Sampled {
        shift: Some(0.1),
        ..sampled(p, s, 1)
    })
    .unwrap();
    close("R", got.radius, a, 1e-12);
    let mut rng = Stream::new(4, "half-space", 0, 0);
    let z: Vec<f64> = (0..400_000).map(|_| s * normal(&mut rng)).collect();
    let right = |shift: f64| z.iter().map(move |z| f64::from(u8::from(z + shift <= a)));
    mean_is("no shift", right(0.0), p, p * (1.0 - p));
    mean_is("shift by R", right(got.radius), 0.5, 0.25);
    let shifted = got.p_shift.unwrap();
    mean_is(
        "shift by 0.1",
        right(0.1),
        shifted,
        shifted * (1.0 - shifted),
    );
    mean_is_not(
        "half the shift",
        right(0.05),
        shifted,
        shifted * (1.0 - shifted),
    );
}

#[test]
fn bounds_at_another_sigma_are_those_of_balls_and_shells() {
    let (d, s, p) = (20u64, 0.1, 0.95);
    let mut rng = Stream::new(6, "balls", 0, 0);
    let squares: Vec<f64> = (0..200_000)
        .map(|_| (0..d).map(|_| normal(&mut rng)).map(|z| z * z).sum())
        .collect();
    let at = |sigma: f64| {
        let sampled = Sampled {
            sigma_device: Some(sigma),
            ..sampled(p, s, d)
        };
        certify(&sampled).unwrap()
    };
    // Wider drift: right inside a ball.
    let radius = chi2_quantile(p, 20.0).unwrap() * s * s;
    for sigma in [s, 0.12, 0.2] {
        let right = squares
            .iter()
            .map(|q| f64::from(u8::from(q * sigma * sigma <= radius)));
        let bound = at(sigma).p_sigma.unwrap();
        mean_is("ball", right, bound, bound * (1.0 - bound));
    }
    // Narrower drift: right outside one.
    let radius = chi2_isf(p, 20.0).unwrap() * s * s;
    let right = squares
        .iter()
        .map(|q| f64::from(u8::from(q * 0.08 * 0.08 > radius)));
    let bound = at(0.08).p_sigma.unwrap();
    mean_is("shell", right, bound, bound * (1.0 - bound));
    // The drift stays within the radius with p_ball; both variances add in p_conv.
    let got = at(0.05);
    let inside = squares
        .iter()
        .map(|q| f64::from(u8::from(q.sqrt() * 0.05 < got.radius)));
    let ball = got.p_ball.unwrap();
    mean_is("inside", inside, ball, ball * (1.0 - ball));
    let radius = chi2_quantile(p, 20.0).unwrap() * s * s;
    let both = squares
        .iter()
        .map(|q| f64::from(u8::from(q * (s * s + 0.05 * 0.05) <= radius)));
    let conv = got.p_conv.unwrap();
    mean_is("both", both, conv, conv * (1.0 - conv));
    assert_eq!(got.p_keep.unwrap(), ball.max(2.0 * conv - 1.0).max(0.0));
}

#[test]
fn what_cannot_be_certified_is_refused() {
    let good = sampled(0.9, 0.1, 5);
    assert!(certify(&good).is_ok());
    let bad = [
        Sampled { s: 0.0, ..good },
        Sampled {
            s: f64::NAN,
            ..good
        },
        Sampled { d: 0, ..good },
        Sampled {
            sigma_device: Some(0.0),
            ..good
        },
        Sampled {
            shift: Some(f64::INFINITY),
            ..good
        },
        Sampled { agreed: 2, ..good },
        Sampled { alpha: 0.0, ..good },
    ];
    for case in bad {
        assert!(
            matches!(certify(&case), Err(Error::Parameter { .. })),
            "{case:?}"
        );
    }
    let none = Sampled {
        agreed: 0,
        sigma_device: Some(0.2),
        shift: Some(0.1),
        ..good
    };
    let got = certify(&none).unwrap();
    assert!(got.abstain && got.p_lower == 0.0 && got.radius == 0.0);
    assert_eq!(
        [got.p_shift, got.p_ball, got.p_conv, got.p_keep, got.p_sigma],
        [Some(0.0); 5]
    );
    for (p1, p2) in [(0.6, 0.5), (-0.1, 0.5), (f64::NAN, 0.1)] {
        assert!(Law::new(p1, p2).is_err());
        let wrong = Law { p1, p2 };
        assert!(bound(0.9, wrong, Counts::default()).is_err());
        assert!(published::claim(0.9, wrong, 3).is_err());
        assert!(simple_safe_bound(0.9, wrong, 0, 3).is_err());
    }
    let law = Law::new(0.1, 0.5).unwrap();
    assert!(bound(1.1, law, Counts::default()).is_err());
    assert!(published::dual(-1.0, law, 0, 0, 0, 1).is_err());
    assert!(published::dual(1.0, law, 1, 1, 1, 2).is_err());
    // p1 = 1 - p2 leaves eq 2 without a denominator.
    assert_eq!(
        published::radius(0.9, Law::new(0.5, 0.5).unwrap(), 3),
        Ok(None)
    );
}
