//! Numbers, networks and data for the tests, and the slow convolution.

use memrilab_core::{Stream, run, stream};
use memrilab_train::data::{Dataset, Features, Shape};
use memrilab_train::kernels::{Activation, Conv};
use memrilab_train::model::{Architecture, Batch, Inference, Layer, Weights};
use memrilab_train::training::{TrainConfig, Trained, Trainer};

/// The distance of 1 and the next `f32`: twice the largest relative error of one operation.
pub(crate) const EPS: f64 = f32::EPSILON as f64;

/// Whole eighths from -1 to 1. Products and sums of a few thousand of them are exact in an
/// `f32`, whatever their order, so that results can be compared bit for bit.
pub(crate) fn eighths(seed: u64, n: usize) -> Vec<f32> {
    let mut rng = Stream::new(seed, "eighths", 0, 0);
    let one = |_| (stream::index(&mut rng, 17) as f32 - 8.0) / 8.0;
    (0..n).map(one).collect()
}

/// Standard normals.
pub(crate) fn normals(seed: u64, n: usize) -> Vec<f32> {
    let mut rng = Stream::new(seed, "normals", 0, 0);
    (0..n).map(|_| stream::normal(&mut rng) as f32).collect()
}

#[track_caller]
pub(crate) fn near(what: &str, got: f64, want: f64, tolerance: f64) {
    let off = (got - want).abs();
    assert!(
        off <= tolerance,
        "{what}: {got} is {off:e} off {want}, more than {tolerance:e}"
    );
}

pub(crate) fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|v| v.to_bits()).collect()
}

/// Every number of a network, in order.
pub(crate) fn all_bits(weights: &Weights) -> Vec<u32> {
    let each = weights.matrices.iter().chain(&weights.biases);
    each.flat_map(|values| bits(values)).collect()
}

/// The convolution by its definition in `f64`, before activation and pooling:
/// `[outputs, full height, full width, batch]`.
pub(crate) fn convolve(c: &Conv, x: &[f64], w: &[f64], b: &[f64]) -> Vec<f64> {
    let (rows, columns) = (c.full_height(), c.full_width());
    let mut y = vec![0.0; c.outputs * rows * columns * c.batch];
    for (at, to) in y.chunks_exact_mut(c.batch).enumerate() {
        let (o, row, column) = (at / (rows * columns), at / columns % rows, at % columns);
        to.fill(b[o]);
        each_tap(c, (row, column), |i, u, v, pixel| {
            let weight = w[((o * c.inputs + i) * c.kernel + u) * c.kernel + v];
            for (to, x) in to.iter_mut().zip(&x[pixel * c.batch..]) {
                *to += weight * x;
            }
        });
    }
    y
}

/// Calls back with each input channel, place in the kernel and pixel of the input that a pixel
/// of the result sums.
pub(crate) fn each_tap(
    c: &Conv,
    (row, column): (usize, usize),
    mut then: impl FnMut(usize, usize, usize, usize),
) {
    for i in 0..c.inputs {
        for u in 0..c.kernel {
            for v in 0..c.kernel {
                let (y, x) = (row + u, column + v);
                let inside = |at: usize, size| at >= c.padding && at < size + c.padding;
                if inside(y, c.height) && inside(x, c.width) {
                    let pixel = (i * c.height + y - c.padding) * c.width + x - c.padding;
                    then(i, u, v, pixel);
                }
            }
        }
    }
}

pub(crate) fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|v| f64::from(*v)).collect()
}

/// Images of so many classes, each a pattern of its own under noise.
pub(crate) fn images(samples: usize, shape: Shape, classes: usize, seed: u64) -> Dataset {
    let n = shape.features();
    let patterns = normals(7, classes * n);
    let noise = normals(seed, samples * n);
    let labels: Vec<u32> = (0..samples).map(|i| (i * 5 % classes) as u32).collect();
    let numbers = noise.iter().enumerate().map(|(at, noise)| {
        let class = labels[at / n] as usize;
        patterns[class * n + at % n] + noise
    });
    let names = (0..classes).map(|c| format!("class {c}")).collect();
    Dataset::new(shape, Features::Numbers(numbers.collect()), labels, names).unwrap()
}

pub(crate) const SMALL: Shape = Shape::image(9, 8);

/// A convolution with pooling that leaves a row over, and two dense layers: 3 classes.
pub(crate) fn small_lenet() -> Architecture {
    let conv = Layer::Conv {
        outputs: 4,
        kernel: 3,
        padding: 1,
        pool: 2,
        activation: Activation::Relu,
        analog: true,
    };
    let layers = vec![
        conv,
        Layer::dense(12, Activation::Tanh),
        Layer::dense(3, Activation::None),
    ];
    Architecture::new("small", SMALL, layers).unwrap()
}

pub(crate) fn small_mlp() -> Architecture {
    Architecture::mlp("small mlp", SMALL, &[16, 8, 3]).unwrap()
}

pub(crate) fn train(config: TrainConfig, data: &Dataset, validation: Option<&Dataset>) -> Trained {
    let trainer = Trainer::new(config, data.clone(), validation).unwrap();
    run(trainer, |_| {}).unwrap()
}

/// The share of samples that a network tells right.
pub(crate) fn share(batches: &[Batch], weights: &Weights) -> f64 {
    let mut inference = Inference::default();
    let (net, m, b) = (weights.architecture(), &weights.matrices, &weights.biases);
    let each = batches
        .iter()
        .map(|batch| inference.correct(net, m, b, batch));
    let samples: usize = batches.iter().map(|b| b.labels.len()).sum();
    each.sum::<usize>() as f64 / samples as f64
}
