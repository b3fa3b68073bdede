//! Times the kernels of LeNet-5's layers.
use memrilab_train::kernels::*;
use std::time::Instant;
fn time(name: &str, mut f: impl FnMut()) {
    f();
    let mut best = f64::INFINITY;
    for _ in 0..10 {
        let t = Instant::now();
        for _ in 0..10 {
            f();
        }
        best = best.min(t.elapsed().as_secs_f64() / 10.0);
    }
    println!("{name:30} {:.3} ms", best * 1e3);
}
fn main() {
    println!("{}", kernel());
    let data = |n: usize| {
        (0..n)
            .map(|i| ((i * 7919 % 1000) as f32 - 500.0) / 500.0)
            .collect::<Vec<f32>>()
    };
    for c in [
        Conv {
            inputs: 1,
            outputs: 6,
            height: 28,
            width: 28,
            kernel: 5,
            padding: 2,
            pool: 2,
            batch: 64,
        },
        Conv {
            inputs: 6,
            outputs: 16,
            height: 14,
            width: 14,
            kernel: 5,
            padding: 0,
            pool: 2,
            batch: 64,
        },
    ] {
        let (x, w, b) = (data(c.input_len()), data(c.weights()), data(c.outputs));
        let mut y = vec![0.0; c.output_len()];
        let mut p = y.clone();
        time("conv forward", || {
            c.forward(
                &x,
                &w,
                &b,
                Activation::Relu,
                Pooled {
                    values: &mut y,
                    places: &mut p,
                },
            )
        });
        time("conv forward, no places", || {
            c.forward(
                &x,
                &w,
                &b,
                Activation::Relu,
                Pooled {
                    values: &mut y,
                    places: &mut [],
                },
            )
        });
        let full = data(c.outputs * c.full_height() * c.full_width() * c.batch);
        let mut dw = vec![0.0; w.len()];
        time("weight gradient", || {
            weight_gradient(&c, &x, &full, &mut dw)
        });
        let mut dx = vec![0.0; x.len()];
        time("input gradient", || c.input_gradient(&full, &w, &mut dx));
    }
    for (o, i) in [
        (120, 400),
        (84, 120),
        (10, 84),
        (256, 784),
        (128, 256),
        (10, 128),
    ] {
        let (w, x) = (data(o * i), data(i * 64));
        let mut y = vec![0.0; o * 64];
        time(&format!("dense {o}x{i} forward"), || {
            product(&mut y, Matrix::new(&w, o, i), Matrix::new(&x, i, 64))
        });
        let mut dw = vec![0.0; o * i];
        time("  dw", || {
            product(
                &mut dw,
                Matrix::new(&y, o, 64),
                Matrix::new(&x, i, 64).transposed(),
            )
        });
        let g = data(o * 64);
        let mut dx = vec![0.0; i * 64];
        time("  dx", || {
            product(
                &mut dx,
                Matrix::new(&w, o, i).transposed(),
                Matrix::new(&g, o, 64),
            )
        });
    }
    let n = 235_146;
    let (mut w, g, mut m, mut v) = (data(n), data(n), data(n), vec![0.0; n]);
    time("adam 235k", || {
        adam(Adam::default(), (1e-3, 0.0, 3), &mut w, &g, &mut m, &mut v)
    });
}
