//! The convolution, its pooling and its gradients, bit for bit against loops over the
//! definition, over sizes that do and do not fill vectors and windows.

use super::common::{bits, convolve, each_tap, eighths, wide};
use memrilab_train::kernels::{Activation, Conv, Pooled, unpool, weight_gradient};
use proptest::prelude::*;

prop_compose! {
    fn sizes()(
        (inputs, outputs) in (1..=9usize, 1..=17usize),
        (kernel, shift) in (1..=6usize, 0..6usize),
        pool in 1..=3usize,
        more in (0..=4usize, 0..=4usize),
        panels in 1..=3usize,
    ) -> Conv {
        let padding = shift % kernel;
        // The smallest image that fills one window, and some more rows and columns.
        let least = (pool + kernel - 1).saturating_sub(2 * padding).max(1);
        Conv {
            inputs, outputs, kernel, padding, pool,
            height: least + more.0,
            width: least + more.1,
            batch: 16 * panels,
        }
    }
}

/// The place of the first largest of a window.
fn first_largest(window: &[f64]) -> usize {
    (1..window.len()).fold(0, |best, i| if window[i] > window[best] { i } else { best })
}

fn activate(x: f64, act: Activation) -> f32 {
    match act {
        Activation::None => x as f32,
        Activation::Relu => x.max(0.0) as f32,
        Activation::Tanh => libm::tanhf(x as f32),
    }
}

/// Values and places by the definition.
fn pooled(c: &Conv, full: &[f64], act: Activation) -> (Vec<f32>, Vec<f32>) {
    let (mut values, mut places) = (vec![], vec![]);
    let (height, width) = (c.full_height(), c.full_width());
    for at in 0..c.outputs * c.rows() * c.columns() {
        let (o, r) = (at / (c.rows() * c.columns()), at / c.columns() % c.rows());
        let column = at % c.columns();
        for s in 0..c.batch {
            let window: Vec<f64> = (0..c.pool * c.pool)
                .map(|p| {
                    let (y, x) = (r * c.pool + p / c.pool, column * c.pool + p % c.pool);
                    full[((o * height + y) * width + x) * c.batch + s]
                })
                .collect();
            let best = first_largest(&window);
            values.push(activate(window[best], act));
            places.push(best as f32);
        }
    }
    (values, places)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn forward_and_backward_are_the_definition(c in sizes(), seed in 0..1000u64) {
        let x = eighths(seed, c.input_len());
        let w = eighths(seed + 1, c.weights());
        let b = eighths(seed + 2, c.outputs);
        let sums = convolve(&c, &wide(&x), &wide(&w), &wide(&b));
        for act in [Activation::None, Activation::Relu, Activation::Tanh] {
            let (values, places) = pooled(&c, &sums, act);
            let (mut got, mut at) = (vec![9.0; c.output_len()], vec![9.0; c.output_len()]);
            c.forward(&x, &w, &b, act, Pooled { values: &mut got, places: &mut at });
            prop_assert_eq!(&got, &values);
            prop_assert_eq!(&at, &places);
            let mut again = vec![9.0; c.output_len()];
            c.forward(&x, &w, &b, act, Pooled { values: &mut again, places: &mut [] });
            prop_assert_eq!(bits(&again), bits(&got));
        }
        let (_, places) = pooled(&c, &sums, Activation::None);
        let gradient = eighths(seed + 3, c.output_len());

        // What an earlier, larger layer left behind must not show.
        let mut full = vec![7.0; sums.len() + 5];
        unpool(&c, &gradient, &places, &mut full);
        let mut wanted = vec![0.0f32; sums.len()];
        for (at, (g, place)) in gradient.iter().zip(&places).enumerate() {
            let (pixel, s) = (at / c.batch, at % c.batch);
            let (column, row) = (pixel % c.columns(), pixel / c.columns() % c.rows());
            let o = pixel / (c.columns() * c.rows());
            let y = row * c.pool + *place as usize / c.pool;
            let x = column * c.pool + *place as usize % c.pool;
            wanted[((o * c.full_height() + y) * c.full_width() + x) * c.batch + s] = *g;
        }
        prop_assert_eq!(&full, &wanted);

        let (mut dx, mut dw) = (vec![0.0f64; x.len()], vec![0.0f64; w.len()]);
        for (at, g) in wanted.chunks_exact(c.batch).enumerate() {
            let column = at % c.full_width();
            let row = at / c.full_width() % c.full_height();
            let o = at / (c.full_width() * c.full_height());
            each_tap(&c, (row, column), |i, u, v, pixel| {
                let weight = ((o * c.inputs + i) * c.kernel + u) * c.kernel + v;
                for (s, g) in g.iter().enumerate() {
                    let at = pixel * c.batch + s;
                    dw[weight] += f64::from(*g) * f64::from(x[at]);
                    dx[at] += f64::from(*g) * f64::from(w[weight]);
                }
            });
        }
        let mut got = vec![9.0; w.len()];
        weight_gradient(&c, &x, &full, &mut got);
        prop_assert_eq!(wide(&got), dw);
        let mut got = vec![9.0; x.len()];
        c.input_gradient(&full, &w, &mut got);
        prop_assert_eq!(wide(&got), dx);
    }
}

#[test]
fn a_number_that_is_none_is_not_hidden() {
    let c = Conv {
        inputs: 1,
        outputs: 1,
        height: 2,
        width: 2,
        kernel: 1,
        padding: 0,
        pool: 1,
        batch: 16,
    };
    let mut y = vec![0.0; c.output_len()];
    let x = vec![f32::INFINITY; c.input_len()];
    let (values, places) = (&mut y[..], &mut [][..]);
    c.forward(
        &x,
        &[0.0],
        &[0.0],
        Activation::Relu,
        Pooled { values, places },
    );
    assert!(y.iter().all(|v| v.is_nan()));
}
