//! Products, sums, losses and steps of optimisers against `f64`.

use super::common::{EPS, bits, eighths, near, normals, wide};
use memrilab_train::kernels::{
    Activation, Adam, Matrix, Sgd, activate, activation_gradient, adam, correct, logistic,
    logistic_gradient, product, row_sums, sgd, softmax_cross_entropy, softmax_gradient, times,
};
use proptest::prelude::*;

fn transpose(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let at = |i| values[i % rows * columns + i / rows];
    (0..rows * columns).map(at).collect()
}

proptest! {
    #[test]
    fn products_are_exact_on_eighths(
        m in 1..40usize, n in 1..70usize, k in 0..50usize,
        turned in any::<(bool, bool)>(), seed in 0..1000u64,
    ) {
        let (a, b) = (eighths(seed, m * k), eighths(seed + 1, k * n));
        let wanted: Vec<f32> = (0..m * n)
            .map(|at| (0..k).map(|j| a[at / n * k + j] * b[j * n + at % n]).sum())
            .collect();
        let (at, bt) = (transpose(&a, m, k), transpose(&b, k, n));
        let left = if turned.0 { Matrix::new(&at, k, m).transposed() } else { Matrix::new(&a, m, k) };
        let right = if turned.1 { Matrix::new(&bt, n, k).transposed() } else { Matrix::new(&b, k, n) };
        let mut out = vec![7.0; m * n];
        product(&mut out, left, right);
        prop_assert_eq!(out, wanted);
    }

    #[test]
    fn rows_are_summed_and_entries_multiplied(
        rows in 1..20usize, panels in 1..5usize, seed in 0..1000u64,
    ) {
        let wide = 16 * panels;
        let (a, b) = (eighths(seed, rows * wide), eighths(seed + 1, rows * wide));
        let mut sums = vec![7.0; rows];
        row_sums(&a, &mut sums);
        let wanted: Vec<f32> = a.chunks(wide).map(|row| row.iter().sum()).collect();
        prop_assert_eq!(sums, wanted);
        let wanted: Vec<f32> = a.iter().zip(&b).map(|(a, b)| a * b).collect();
        prop_assert_eq!(times(&a, &b), wanted);
        let bias = eighths(seed + 2, rows);
        for act in [Activation::None, Activation::Relu, Activation::Tanh] {
            let mut y = a.clone();
            activate(&mut y, &bias, wide, act);
            let back = activation_gradient(&b, &y, act);
            for (i, y) in y.iter().enumerate() {
                let x = a[i] + bias[i / wide];
                let (value, slope) = match act {
                    Activation::None => (x, 1.0),
                    Activation::Relu => (x.max(0.0), if x > 0.0 { 1.0 } else { 0.0 }),
                    Activation::Tanh => (libm::tanhf(x), 1.0 - y * y),
                };
                prop_assert_eq!((*y, back[i]), (value, b[i] * slope));
            }
        }
    }

    /// Rounding: `z - max` once, each exponential once, their sum of `classes`, the logarithm;
    /// an error of the exponent is a relative one of the exponential.
    #[test]
    fn softmax_loss_and_gradient(
        classes in 2..12usize, samples in 1..40usize, size in 0.1..30f32, seed in 0..1000u64,
    ) {
        let batch = samples.div_ceil(16) * 16;
        let z: Vec<f32> = normals(seed, classes * batch).iter().map(|z| size * z).collect();
        let labels: Vec<u32> = (0..samples).map(|s| (s * 7 % classes) as u32).collect();
        let (mut total, mut most) = (0.0, 0.0f64);
        let gradient = softmax_gradient(&z, &labels, batch, 3.0);
        let scale = 3.0 / samples as f64;
        for s in 0..batch {
            let column: Vec<f64> = (0..classes).map(|c| f64::from(z[c * batch + s])).collect();
            let largest = column.iter().copied().fold(f64::MIN, f64::max);
            let sum: f64 = column.iter().map(|z| libm::exp(z - largest)).sum();
            let spread = column.iter().map(|z| largest - z).fold(0.0, f64::max);
            for (c, z) in column.iter().enumerate() {
                let got = f64::from(gradient[c * batch + s]);
                if s >= samples {
                    prop_assert_eq!(got, 0.0);
                    continue;
                }
                let p = libm::exp(z - largest) / sum;
                let own = f64::from(u8::from(labels[s] as usize == c));
                let rounding = EPS * scale * (p * (2.0 * spread + classes as f64 + 4.0) + own);
                // The smallest f32, where an exponential or its share is of that size.
                let rounding = rounding + 1.5e-45 * (1.0 + scale);
                near("gradient", got, scale * (p - own), rounding);
            }
            if s < samples {
                total += largest + libm::log(sum) - column[labels[s] as usize];
                most = most.max(2.0 * spread + classes as f64 + 3.0);
            }
        }
        let wanted = total / samples as f64;
        let got = f64::from(softmax_cross_entropy(&z, &labels, batch));
        near("loss", got, wanted, EPS * (most + wanted));
    }

    #[test]
    fn logistic_loss_and_gradient(samples in 1..40usize, size in 0.1..30f32, seed in 0..1000u64) {
        let z: Vec<f32> = normals(seed, samples.div_ceil(16) * 16).iter().map(|z| size * z).collect();
        let labels: Vec<u32> = (0..samples).map(|s| u32::from(s % 3 == 0)).collect();
        let gradient = logistic_gradient(&z, &labels, 2.0);
        let mut total = 0.0;
        for (s, label) in labels.iter().enumerate() {
            let (z, y) = (f64::from(z[s]), f64::from(*label));
            let p = 1.0 / (1.0 + libm::exp(-z));
            let wrong = if *label == 1 { -z } else { z };
            total += wrong.max(0.0) + libm::log1p(libm::exp(-wrong.abs()));
            let scale = 2.0 / samples as f64;
            near("gradient", f64::from(gradient[s]), scale * (p - y), 4.0 * EPS * scale);
        }
        prop_assert!(gradient[samples..].iter().all(|g| *g == 0.0));
        let wanted = total / samples as f64;
        near("loss", f64::from(logistic(&z, &labels)), wanted, EPS * wanted);
    }
}

#[test]
fn what_is_right_is_counted_by_hand() {
    // Three samples of two classes; the second is a tie, which the first class wins.
    let mut z = vec![0.0; 2 * 16];
    (z[0], z[1], z[2]) = (1.0, 2.0, -1.0);
    (z[16], z[17], z[18]) = (3.0, 2.0, -2.0);
    assert_eq!(correct(&z, &[1, 0, 0], 16), 3);
    assert_eq!(correct(&z, &[0, 1, 1], 16), 0);
    // One logit: 0 is not above 0.
    assert_eq!(correct(&z[..16], &[1, 1, 0, 0], 16), 4);
    assert_eq!(correct(&z[..16], &[0, 0, 1, 1], 16), 0);
}

/// Step `t` of the moments carries at most `4 t` roundings relative to the sum of the sizes
/// of its terms, the quotient a few more, and the weight one a step.
#[test]
fn adam_follows_its_equations_for_fifty_steps() {
    let of = Adam::default();
    let (b1, b2) = (f64::from(of.beta1), f64::from(of.beta2));
    let (rate, decay) = (0.01f32, 0.125f32);
    let n = 37;
    let mut w = normals(1, n);
    let (mut m, mut v) = (vec![0.0; n], vec![0.0; n]);
    let (mut w64, mut m64, mut v64) = (wide(&w), vec![0.0; n], vec![0.0; n]);
    let (mut sizes, mut tolerance) = (vec![0.0; n], vec![0.0; n]);
    for t in 1..=50u32 {
        let g = normals(100 + u64::from(t), n);
        adam(of, (rate, decay, u64::from(t)), &mut w, &g, &mut m, &mut v);
        let (bias1, bias2) = (1.0 - b1.powi(t as i32), 1.0 - b2.powi(t as i32));
        for i in 0..n {
            let gradient = f64::from(g[i]) + 0.125 * w64[i];
            m64[i] = b1 * m64[i] + (1.0 - b1) * gradient;
            v64[i] = b2 * v64[i] + (1.0 - b2) * gradient * gradient;
            sizes[i] = b1 * sizes[i] + (1.0 - b1) * (f64::from(g[i]).abs() + 0.125 * w64[i].abs());
            let root = libm::sqrt(v64[i] / bias2) + f64::from(of.epsilon);
            w64[i] -= f64::from(rate) * m64[i] / bias1 / root;
            let roundings = 8.0 * f64::from(t) + 6.0;
            let step = f64::from(rate) * sizes[i] / bias1 / root;
            tolerance[i] += 0.5 * EPS * (roundings * step + w64[i].abs());
            near("weight", f64::from(w[i]), w64[i], tolerance[i]);
        }
    }
}

#[test]
fn gradient_descent_is_exact_on_short_numbers() {
    let of = Sgd { momentum: 0.5 };
    let n = 37;
    let (mut w, mut m) = (eighths(1, n), vec![0.0; n]);
    let (mut w64, mut m64) = (wide(&w), vec![0.0; n]);
    let mut tolerance = vec![0.0; n];
    for t in 0..50 {
        let g = eighths(100 + t, n);
        sgd(of, (0.25, 0.125), &mut w, &g, &mut m);
        for i in 0..n {
            m64[i] = 0.5 * m64[i] + f64::from(g[i]) + 0.125 * w64[i];
            w64[i] -= 0.25 * m64[i];
            // Powers of two multiply exactly; three sums round. What is carried over shrinks.
            tolerance[i] += 0.5 * EPS * (3.0 * m64[i].abs() + w64[i].abs() + 2.0);
            near("weight", f64::from(w[i]), w64[i], tolerance[i]);
        }
        if t == 0 {
            assert_eq!(wide(&w), w64, "the first step is exact: {:?}", bits(&w));
        }
    }
}
