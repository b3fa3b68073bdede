//! Gradients against central differences of the same layer written out in `f64`.
//!
//! At step `h` a difference is off by about `h^2` of the third derivative and `1e-16 / h` of
//! rounding, both below 1e-8 here; the `f32` gradient by `n eps` of the sum of its terms.

use super::common::{EPS, convolve, near, normals, wide};
use candle_core::{Device, Tensor, Var};
use memrilab_train::kernels::{Activation, Conv};
use memrilab_train::ops::{self, How};
use std::sync::Arc;

const H: f64 = 1e-5;

fn var(values: &[f32], shape: &[usize]) -> Var {
    let tensor = Tensor::from_slice(values, shape, &Device::Cpu).unwrap();
    Var::from_tensor(&tensor).unwrap()
}

fn activate(x: f64, act: Activation) -> f64 {
    match act {
        Activation::None => x,
        Activation::Relu => x.max(0.0),
        Activation::Tanh => libm::tanh(x),
    }
}

/// Each variable's gradient of a scalar against central differences of `f`; `terms` bounds
/// how many numbers around 1 a gradient sums.
fn check(loss: &Tensor, vars: &[&Var], terms: usize, f: impl Fn(&[Vec<f64>]) -> f64) {
    let store = loss.backward().unwrap();
    let read = |v: &Tensor| wide(&v.flatten_all().unwrap().to_vec1::<f32>().unwrap());
    let mut at: Vec<Vec<f64>> = vars.iter().map(|v| read(v)).collect();
    for (k, var) in vars.iter().enumerate() {
        let gradient = read(store.get(var).unwrap());
        for i in 0..gradient.len() {
            let centre = at[k][i];
            at[k][i] = centre + H;
            let above = f(&at);
            at[k][i] = centre - H;
            let slope = (above - f(&at)) / (2.0 * H);
            at[k][i] = centre;
            let tolerance = 1e-8 + EPS * terms as f64;
            near(
                &format!("argument {k}, entry {i}"),
                gradient[i],
                slope,
                tolerance,
            );
        }
    }
}

fn weighted(y: &Tensor, g: &[f32]) -> Tensor {
    let g = Tensor::from_slice(g, y.shape(), y.device()).unwrap();
    (y * g).unwrap().sum_all().unwrap()
}

#[test]
fn of_a_dense_layer_with_factors() {
    let (inputs, outputs, batch) = (5, 4, 16);
    for act in [Activation::None, Activation::Relu, Activation::Tanh] {
        let x = var(&normals(1, inputs * batch), &[inputs, batch]);
        let w = var(&normals(2, outputs * inputs), &[outputs, inputs]);
        let b = var(&normals(3, outputs), &[outputs]);
        let (eta, g) = (normals(4, outputs * inputs), normals(5, outputs * batch));
        let factors = Some(eta.clone());
        let y = ops::dense(
            &x,
            &w,
            &b,
            act,
            How {
                factors,
                slots: None,
            },
        )
        .unwrap();
        check(&weighted(&y, &g), &[&x, &w, &b], 20 * batch, |at| {
            let (x, w, b) = (&at[0], &at[1], &at[2]);
            let one = |at: usize| {
                let (o, s) = (at / batch, at % batch);
                let term =
                    |i| w[o * inputs + i] * f64::from(eta[o * inputs + i]) * x[i * batch + s];
                let sum = b[o] + (0..inputs).map(term).sum::<f64>();
                f64::from(g[at]) * activate(sum, act)
            };
            (0..outputs * batch).map(one).sum()
        });
    }
}

#[test]
fn of_a_pooled_convolution_with_factors() {
    let conv = Conv {
        inputs: 2,
        outputs: 3,
        height: 4,
        width: 5,
        kernel: 3,
        padding: 1,
        pool: 2,
        batch: 16,
    };
    for act in [Activation::None, Activation::Relu, Activation::Tanh] {
        let x = var(&normals(1, conv.input_len()), &[2, 4, 5, 16]);
        let w = var(&normals(2, conv.weights()), &[3, 2, 3, 3]);
        let b = var(&normals(3, 3), &[3]);
        let (eta, g) = (normals(4, conv.weights()), normals(5, conv.output_len()));
        let factors = Some(eta.clone());
        let y = ops::conv(
            &x,
            &w,
            &b,
            (conv, act),
            How {
                factors,
                slots: None,
            },
        )
        .unwrap();
        check(
            &weighted(&y, &g),
            &[&x, &w, &b],
            4 * conv.output_len(),
            |at| {
                let acting: Vec<f64> = at[1]
                    .iter()
                    .zip(&eta)
                    .map(|(w, e)| w * f64::from(*e))
                    .collect();
                let full = convolve(&conv, &at[0], &acting, &at[2]);
                let one = |i: usize| {
                    let (s, pixel) = (i % 16, i / 16);
                    let (column, row) =
                        (pixel % conv.columns(), pixel / conv.columns() % conv.rows());
                    let o = pixel / (conv.columns() * conv.rows());
                    let value = |p: usize| {
                        let (y, x) = (2 * row + p / 2, 2 * column + p % 2);
                        full[((o * conv.full_height() + y) * conv.full_width() + x) * 16 + s]
                    };
                    let best = (0..4).map(value).fold(f64::MIN, f64::max);
                    f64::from(g[i]) * activate(best, act)
                };
                (0..conv.output_len()).map(one).sum()
            },
        );
    }
}

#[test]
fn of_scaled_logits_and_their_loss() {
    for classes in [1, 2, 4] {
        let z = var(&normals(1, classes * 16), &[classes, 16]);
        let eta = normals(2, classes * 16);
        let samples = 11;
        let labels: Arc<[u32]> = (0..samples).map(|s| s % classes.max(2) as u32).collect();
        let scaled = ops::scale(&z, eta.clone()).unwrap();
        let loss = ops::loss(&scaled, &labels).unwrap();
        check(&loss, &[&z], 10, |at| {
            let z = |c: usize, s: usize| at[0][c * 16 + s] * f64::from(eta[c * 16 + s]);
            let one = |(s, label): (usize, &u32)| {
                if classes == 1 {
                    let y = if *label == 1 { 1.0 } else { -1.0 };
                    return libm::log1p(libm::exp(-y * z(0, s)));
                }
                let sum: f64 = (0..classes).map(|c| libm::exp(z(c, s))).sum();
                libm::log(sum) - z(*label as usize, s)
            };
            labels.iter().enumerate().map(one).sum::<f64>() / f64::from(samples)
        });
    }
}
