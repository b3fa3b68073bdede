//! The process against slow, obvious arithmetic.

mod common;

use common::near;
use memrilab_bayesopt::gp::{
    Axis, Gp, Hyperparameters, Likelihood, Measured, Priors, Queries, Training, fit,
};
use memrilab_bayesopt::{Error, Kernel};
use memrilab_core::Stream;
use memrilab_core::stream::{normal, u53};
use proptest::prelude::*;

const KERNELS: [Kernel; 2] = [Kernel::SquaredExponential, Kernel::Matern52];

fn hyper(scales: &[f64], signal: f64, noise: f64) -> Hyperparameters {
    Hyperparameters {
        length_scales: scales.to_vec(),
        signal,
        noise,
    }
}

/// `n` points of three coordinates in two groups, some repeated, some with known noise.
fn training(n: usize, seed: u64) -> Training {
    let mut rng = Stream::new(seed, "test", 0, 0);
    let x = (0..3 * n).map(|_| u53(&mut rng)).collect();
    let measured = (0..n)
        .map(|i| Measured {
            mean: normal(&mut rng),
            count: 1 + i % 3,
            scatter: if i % 3 == 0 {
                0.0
            } else {
                0.02 * u53(&mut rng)
            },
            known: if i % 4 == 0 { 0.03 } else { 0.0 },
        })
        .collect();
    Training::new(vec![0, 1, 1], x, measured, 0.2).unwrap()
}

#[test]
fn the_gradient_is_that_of_the_value() {
    for kernel in KERNELS {
        let training = training(9, 3);
        let likelihood = Likelihood::new(kernel, &training);
        let at = [-0.7_f64, 0.3, -0.2, -3.0];
        let value = |logs: &[f64]| {
            let e: Vec<f64> = logs.iter().map(|l| l.exp()).collect();
            likelihood.gradient(&hyper(&e[..2], e[2], e[3])).unwrap()
        };
        let (_, gradient) = value(&at);
        for i in 0..4 {
            // The fourth-order difference: error h^4 f^(5) / 30 plus 1.5 eps |f| / h.
            let h = 1e-3;
            let f = |k: f64| {
                let mut logs = at;
                logs[i] += k * h;
                value(&logs).0
            };
            let slope = (8.0 * (f(1.0) - f(-1.0)) - (f(2.0) - f(-2.0))) / (12.0 * h);
            near("gradient", gradient[i], slope, 1e-9 * (1.0 + slope.abs()));
        }
    }
}

#[test]
fn a_mean_with_its_scatter_is_worth_its_measurements() {
    let x = [0.1, 0.1, 0.1, 0.6, 0.9];
    let y = [0.3, 0.5, 0.1, 0.7, -0.2];
    let all = y.map(Measured::once).to_vec();
    let apart = Training::new(vec![0], x.to_vec(), all, 0.1).unwrap();
    let merged = Measured {
        mean: 0.3,
        count: 3,
        scatter: 0.08,
        known: 0.0,
    };
    let rest = vec![merged, Measured::once(0.7), Measured::once(-0.2)];
    let together = Training::new(vec![0], vec![0.1, 0.6, 0.9], rest, 0.1).unwrap();
    for kernel in KERNELS {
        let h = hyper(&[0.4], 0.8, 0.05);
        let (a, ga) = Likelihood::new(kernel, &apart).gradient(&h).unwrap();
        let (b, gb) = Likelihood::new(kernel, &together).gradient(&h).unwrap();
        near("likelihood", a, b, 1e-12);
        for (a, b) in ga.iter().zip(&gb) {
            near("gradient", *a, *b, 1e-12);
        }
        let queries = Queries::list(1, vec![0.0, 0.1, 0.35]).unwrap();
        let one = Gp::new(kernel, apart.clone(), h.clone()).unwrap();
        let two = Gp::new(kernel, together.clone(), h).unwrap();
        near("lml", one.log_likelihood().unwrap(), a, 1e-12);
        near("lml", two.log_likelihood().unwrap(), a, 1e-12);
        let (p, q) = (
            one.posterior(&queries).unwrap(),
            two.posterior(&queries).unwrap(),
        );
        for i in 0..3 {
            near("mean", p.mean[i], q.mean[i], 1e-12);
            near("variance", p.variance[i], q.variance[i], 1e-12);
        }
    }
}

/// Rows of a training set without one.
fn without(n: usize, seed: u64, left: usize) -> (Training, Vec<f64>, Measured) {
    let mut rng = Stream::new(seed, "loo", 0, 0);
    let x: Vec<f64> = (0..2 * n).map(|_| u53(&mut rng)).collect();
    // Some of several values, some of a known uncertainty.
    let measured: Vec<Measured> = (0..n)
        .map(|i| Measured {
            count: 1 + i % 2,
            known: if i % 3 == 0 { 0.09 } else { 0.0 },
            ..Measured::once(normal(&mut rng))
        })
        .collect();
    let keep = |i: &usize| *i != left;
    let rest = (0..n)
        .filter(keep)
        .flat_map(|i| x[2 * i..2 * i + 2].to_vec());
    let y = (0..n).filter(keep).map(|i| measured[i]).collect();
    let training = Training::new(vec![0, 1], rest.collect(), y, 0.0).unwrap();
    if left < n {
        (training, x[2 * left..2 * left + 2].to_vec(), measured[left])
    } else {
        (training, Vec::new(), Measured::once(0.0))
    }
}

#[test]
fn leaving_one_out_is_fitting_without_it() {
    let n = 12;
    let h = hyper(&[0.5, 0.8], 1.3, 0.04);
    for kernel in KERNELS {
        let whole = Gp::new(kernel, without(n, 1, n).0, h.clone()).unwrap();
        let left = whole.leave_one_out().unwrap();
        assert_eq!(left.len(), n);
        for (i, l) in left.iter().enumerate() {
            let (rest, x, measured) = without(n, 1, i);
            let gp = Gp::new(kernel, rest, h.clone()).unwrap();
            let at = gp.posterior(&Queries::list(2, x.clone()).unwrap()).unwrap();
            near("mean", l.mean, at.mean[0], 1e-11);
            near("variance", l.variance, at.variance[0], 1e-11);
            let noise = (0.04 + measured.known) / measured.count as f64;
            near("residual", l.residual, measured.mean - at.mean[0], 1e-11);
            let z = (measured.mean - at.mean[0]) / (at.variance[0] + noise).sqrt();
            near("standardised", l.standardised, z, 1e-11);
            // And telling it again gives the whole back.
            let again = gp.with(&x, measured).unwrap();
            let (a, b) = (
                again.log_likelihood().unwrap(),
                whole.log_likelihood().unwrap(),
            );
            near("told again", a, b, 1e-11);
        }
    }
}

#[test]
fn an_indefinite_covariance_is_jittered_or_refused() {
    // The same point twice, without noise: singular, mended by jitter, which is told.
    let y = vec![Measured::once(0.5), Measured::once(0.5)];
    let twice = Training::new(vec![0], vec![0.3, 0.3], y, 0.0).unwrap();
    let h = hyper(&[1.0], 1.0, 0.0);
    let error = Likelihood::new(KERNELS[0], &twice)
        .gradient(&h)
        .unwrap_err();
    assert!(matches!(
        error,
        Error::NotPositiveDefinite {
            observations: 2,
            ..
        }
    ));
    let gp = Gp::new(KERNELS[0], twice, h).unwrap();
    assert!(gp.jitter() > 0.0 && gp.jitter() <= 1e-4);
    let many: Vec<f64> = (0..400).map(|i| f64::from(i) * 1e-4).collect();
    let y = many.iter().map(|x| Measured::once(*x)).collect();
    let training = Training::new(vec![0], many, y, 0.0).unwrap();
    match Gp::new(KERNELS[0], training, hyper(&[9.0], 1e300, 0.0)) {
        Ok(gp) => assert!(gp.jitter() > 0.0),
        Err(e) => assert!(e.to_string().contains("not"), "{e}"),
    }
}

#[test]
fn shapes_and_ranges_are_checked() {
    let y = || vec![Measured::once(0.5)];
    assert!(Training::new(vec![0], vec![], y(), 0.0).is_err());
    assert!(Training::new(vec![], vec![], y(), 0.0).is_err());
    assert!(Training::new(vec![0, 2], vec![0.0, 0.0], y(), 0.0).is_err());
    assert!(Training::new(vec![0], vec![f64::NAN], y(), 0.0).is_err());
    assert!(Training::new(vec![0], vec![0.0], vec![Measured::once(f64::NAN)], 0.0).is_err());
    assert!(Training::new(vec![0], vec![0.0], y(), f64::INFINITY).is_err());
    assert!(Training::new(vec![0], vec![], vec![], 0.0).is_err());
    let none = Measured {
        count: 0,
        ..Measured::once(0.0)
    };
    assert!(Training::new(vec![0], vec![0.0], vec![none], 0.0).is_err());
    let training = Training::new(vec![0], vec![0.0], y(), 0.0).unwrap();
    for h in [
        hyper(&[1.0, 1.0], 1.0, 1.0),
        hyper(&[0.0], 1.0, 1.0),
        hyper(&[1.0], -1.0, 1.0),
        hyper(&[1.0], 1.0, -1.0),
        hyper(&[f64::NAN], 1.0, 1.0),
    ] {
        assert!(Gp::new(KERNELS[0], training.clone(), h).is_err());
    }
    assert!(Queries::list(2, vec![0.0; 3]).is_err());
    assert!(Queries::list(1, vec![f64::NAN]).is_err());
    let axis = |span, levels: &[f64]| Axis {
        span,
        levels: levels.to_vec(),
    };
    assert!(Queries::grid(vec![axis(1..2, &[0.0])]).is_err());
    assert!(Queries::grid(vec![axis(0..2, &[0.0])]).is_err());
    assert!(Queries::grid(vec![axis(0..1, &[])]).is_err());
    let gp = Gp::new(KERNELS[0], training, hyper(&[1.0], 1.0, 0.1)).unwrap();
    assert!(
        gp.posterior(&Queries::list(2, vec![0.0; 4]).unwrap())
            .is_err()
    );
    assert!(gp.with(&[0.0, 0.0], Measured::once(0.0)).is_err());
}

#[test]
fn a_fit_is_the_same_twice_and_not_worse_with_more_starts() {
    let training = training(14, 5);
    let priors = Priors::standardised();
    for kernel in KERNELS {
        let one = fit(kernel, &training, &priors, 1, 7).unwrap();
        let five = fit(kernel, &training, &priors, 5, 7).unwrap();
        assert_eq!(five, fit(kernel, &training, &priors, 5, 7).unwrap());
        assert!(five.objective >= one.objective);
        assert_eq!(five.starts.len(), 5);
        // At an interior optimum the gradient of likelihood plus prior vanishes.
        let (_, g) = Likelihood::new(kernel, &training)
            .gradient(&five.hyper)
            .unwrap();
        let logs = [five.hyper.length_scales[0], five.hyper.length_scales[1]];
        for (g, l) in g.iter().zip(logs) {
            near("stationary", *g, (l / 0.5).ln() / 0.49, 1e-3);
        }
    }
}

/// Solves by Gaussian elimination with pivoting, on rows of a matrix.
fn eliminate(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for c in 0..n {
        let p = (c..n)
            .max_by(|&i, &j| a[i][c].abs().total_cmp(&a[j][c].abs()))
            .unwrap();
        a.swap(c, p);
        b.swap(c, p);
        for r in c + 1..n {
            let f = a[r][c] / a[c][c];
            let pivot = a[c].clone();
            a[r].iter_mut().zip(&pivot).for_each(|(x, p)| *x -= f * p);
            b[r] -= f * b[c];
        }
    }
    for r in (0..n).rev() {
        let s: f64 = (r + 1..n).map(|c| a[r][c] * b[c]).sum();
        b[r] = (b[r] - s) / a[r][r];
    }
    b
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_fast_path_is_the_obvious_one(
        seed in 0u64..1000,
        n in 1usize..24,
        counts in proptest::collection::vec(2usize..6, 1..4),
        matern in any::<bool>(),
        scale in 0.2f64..2.0,
        noise in 1e-3f64..0.5,
    ) {
        let kernel = KERNELS[usize::from(matern)];
        let mut rng = Stream::new(seed, "fast", 0, 0);
        // The first axis fills two coordinates, as a category does.
        let widths: Vec<usize> = (0..counts.len()).map(|i| if i == 0 { 2 } else { 1 }).collect();
        let dimension: usize = widths.iter().sum();
        let mut axes = Vec::new();
        let mut from = 0;
        for (count, width) in counts.iter().zip(&widths) {
            let levels = (0..count * width).map(|_| u53(&mut rng)).collect();
            axes.push(Axis { span: from..from + width, levels });
            from += width;
        }
        let grid = Queries::grid(axes).unwrap();
        prop_assert_eq!(grid.len(), counts.iter().product::<usize>());
        let listed = (0..grid.len()).flat_map(|i| grid.coordinates(i)).collect();
        let list = Queries::list(dimension, listed).unwrap();

        let groups: Vec<usize> = (0..dimension).map(|d| d / 2).collect();
        let scales: Vec<f64> = (0..=groups[dimension - 1]).map(|g| scale * (1.0 + g as f64)).collect();
        let x: Vec<f64> = (0..n * dimension).map(|_| 1.4 * u53(&mut rng) - 0.2).collect();
        let y: Vec<f64> = (0..n).map(|_| normal(&mut rng)).collect();
        let measured = y.iter().copied().map(Measured::once).collect();
        let training = Training::new(groups.clone(), x.clone(), measured, 0.1).unwrap();
        let gp = Gp::new(kernel, training, hyper(&scales, 0.7, noise)).unwrap();
        let (fast, other) = (gp.posterior(&grid).unwrap(), gp.posterior(&list).unwrap());

        let k = |a: &[f64], b: &[f64]| {
            let r2: f64 = (0..dimension).map(|d| ((a[d] - b[d]) / scales[groups[d]]).powi(2)).sum();
            0.7 * kernel.correlation(r2)
        };
        let row = |i: usize| &x[i * dimension..(i + 1) * dimension];
        let matrix: Vec<Vec<f64>> = (0..n)
            .map(|i| (0..n).map(|j| k(row(i), row(j)) + if i == j { noise } else { 0.0 }).collect())
            .collect();
        // Rounding is amplified by at most the condition number, n sf2 / sn2.
        let tolerance = 64.0 * f64::EPSILON * (n as f64) * (n as f64 * 0.7 / noise + 1.0);
        for q in 0..grid.len() {
            let at = grid.coordinates(q);
            let column: Vec<f64> = (0..n).map(|i| k(row(i), &at)).collect();
            let weights = eliminate(matrix.clone(), column.clone());
            let mean = 0.1 + weights.iter().zip(&y).map(|(w, y)| w * (y - 0.1)).sum::<f64>();
            let variance = 0.7 - weights.iter().zip(&column).map(|(w, c)| w * c).sum::<f64>();
            for got in [&fast, &other] {
                prop_assert!((got.mean[q] - mean).abs() <= tolerance * 4.0, "{} {mean}", got.mean[q]);
                prop_assert!((got.variance[q] - variance.max(0.0)).abs() <= tolerance);
            }
        }
    }
}
