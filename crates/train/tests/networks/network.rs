//! A whole network: learning and at work, whole panels and parts of one.

use super::common::{EPS, SMALL, bits, images, near, small_lenet, small_mlp};
use candle_core::{DType, Device, Result, Tensor, Var};
use memrilab_train::data::Dataset;
use memrilab_train::kernels::{Activation, Conv, correct, softmax_cross_entropy};
use memrilab_train::model::{Architecture, Batch, Factors, Inference, Network, Size, Weights};
use memrilab_train::ops;
use std::sync::Arc;

const CPU: Device = Device::Cpu;

fn forward(weights: &Weights, batch: &Batch) -> Vec<f32> {
    let network = Network::new(weights, &CPU).unwrap();
    let logits = network
        .forward(batch, &mut Factors::default(), &CPU)
        .unwrap();
    logits.flatten_all().unwrap().to_vec1().unwrap()
}

fn batch(data: &Dataset, samples: std::ops::Range<usize>) -> Batch {
    Batch::of(data, &samples.collect::<Vec<_>>())
}

#[test]
fn learning_and_at_work_give_the_same_logits() {
    let data = images(50, SMALL, 3, 1);
    // One `Inference` for networks and batches of all sizes: what it keeps must not show.
    let mut inference = Inference::default();
    for net in [small_lenet(), small_mlp()] {
        for samples in [50, 1, 16, 33] {
            let weights = Weights::random(&net, 3);
            let batch = batch(&data, 0..samples);
            let (m, b) = (&weights.matrices, &weights.biases);
            let logits = inference.logits(&net, m, b, &batch);
            assert_eq!(bits(logits), bits(&forward(&weights, &batch)));
        }
    }
}

#[test]
fn samples_are_the_same_in_any_company() {
    let data = images(37, SMALL, 3, 1);
    for net in [small_lenet(), small_mlp()] {
        let weights = Weights::random(&net, 3);
        let (m, b) = (&weights.matrices, &weights.biases);
        let together = batch(&data, 0..37);
        assert_eq!((together.batch, together.labels.len()), (48, 37));
        let values = together.values.chunks(48).flat_map(|row| &row[37..]);
        assert!(values.into_iter().all(|v| *v == 0.0));
        let logits = forward(&weights, &together);
        let (mut loss, mut right) = (0.0, 0);
        for s in 0..37 {
            let alone = batch(&data, s..s + 1);
            let own = forward(&weights, &alone);
            for c in 0..3 {
                assert_eq!(own[c * 16].to_bits(), logits[c * 48 + s].to_bits());
            }
            loss += f64::from(softmax_cross_entropy(&own, &alone.labels, 16));
            right += correct(&own, &alone.labels, 16);
        }
        // Each of the losses is rounded once, and their mean once.
        let got = f64::from(softmax_cross_entropy(&logits, &together.labels, 48));
        near("loss", got, loss / 37.0, EPS * got);
        assert_eq!(Inference::default().correct(&net, m, b, &together), right);
    }
}

/// What stands in the padding reaches neither loss nor gradient.
#[test]
fn padding_never_counts() {
    let data = images(21, SMALL, 3, 1);
    let clean = batch(&data, 0..21);
    let mut dirty = clean.clone();
    for row in dirty.values.chunks_mut(32) {
        row[21..].fill(3.5);
    }
    let learn = |batch: &Batch| {
        let network = Network::new(&Weights::random(&small_lenet(), 3), &CPU).unwrap();
        let logits = network
            .forward(batch, &mut Factors::default(), &CPU)
            .unwrap();
        let loss = ops::loss(&logits, &batch.labels.clone().into()).unwrap();
        network.backward(&loss).unwrap();
        let right = ops::right(&logits, &batch.labels).unwrap();
        let slots = network.parameters().iter();
        let gradients: Vec<_> = slots.map(|p| p.gradient.with(|g| bits(g))).collect();
        (loss.to_scalar::<f32>().unwrap().to_bits(), right, gradients)
    };
    assert_eq!(learn(&clean), learn(&dirty));
}

/// The network and its loss made of candle's own operations, in `f64`.
fn stock_loss(net: &Architecture, vars: &[Var], batch: &Batch) -> Result<Tensor> {
    let input = net.input();
    let shape = (input.channels, input.height, input.width, batch.batch);
    let x = Tensor::from_slice(&batch.values, shape, &CPU)?.to_dtype(DType::F64)?;
    let mut x = x.permute((3, 0, 1, 2))?.contiguous()?;
    for (layer, size) in net.sizes().iter().enumerate() {
        let (w, b) = (&vars[2 * layer], &vars[2 * layer + 1]);
        x = match *size {
            Size::Conv(Conv {
                padding,
                pool,
                outputs,
                ..
            }) => {
                let y = x.conv2d(w, padding, 1, 1, 1)?;
                let y = y.broadcast_add(&b.reshape((1, outputs, 1, 1))?)?;
                let (n, c, h, w) = y.dims4()?;
                let windows = (n * c, h / pool, pool, w / pool, pool);
                y.reshape(windows)?
                    .max(4)?
                    .max(2)?
                    .reshape((n, c, h / pool, w / pool))?
            }
            Size::Dense(..) => x.flatten_from(1)?.matmul(&w.t()?)?.broadcast_add(b)?,
        };
        if net.layers()[layer].activation() == Activation::Relu {
            x = x.relu()?;
        }
    }
    let samples = batch.labels.len();
    let labels = Tensor::from_slice(&batch.labels, samples, &CPU)?;
    candle_nn::loss::cross_entropy(&x.narrow(0, 0, samples)?, &labels)
}

/// An `f32` gradient has passed ten layers, forward and backward, of sums of at most 784
/// terms; norm by norm each adds at most `eps/2` a term, in the mean of random signs the
/// root of that.
#[test]
fn the_gradient_of_lenet5_is_candles_in_double_precision() {
    let net = Architecture::lenet5();
    let weights = Weights::random(&net, 3);
    let data = images(40, net.input(), 10, 1);
    let batch = batch(&data, 0..40);
    let network = Network::new(&weights, &CPU).unwrap();
    let logits = network
        .forward(&batch, &mut Factors::default(), &CPU)
        .unwrap();
    let labels: Arc<[u32]> = batch.labels.clone().into();
    let loss = ops::loss(&logits, &labels).unwrap();
    network.backward(&loss).unwrap();

    let double = |p: &memrilab_train::model::Parameter| {
        Var::from_tensor(&p.var.as_tensor().to_dtype(DType::F64).unwrap()).unwrap()
    };
    let vars: Vec<Var> = network.parameters().iter().map(double).collect();
    let wanted = stock_loss(&net, &vars, &batch).unwrap();
    let tolerance = 10.0 * 0.5 * EPS * 784f64.sqrt();
    let value = f64::from(loss.to_scalar::<f32>().unwrap());
    near("loss", value, wanted.to_scalar::<f64>().unwrap(), tolerance);
    let store = wanted.backward().unwrap();
    for (i, (parameter, var)) in network.parameters().iter().zip(&vars).enumerate() {
        let want: Vec<f64> = store
            .get(var)
            .unwrap()
            .flatten_all()
            .unwrap()
            .to_vec1()
            .unwrap();
        let got = parameter.gradient.with(|g| g.clone());
        let square = |x: f64| x * x;
        let size: f64 = want.iter().map(|w| square(*w)).sum();
        let off: f64 = got
            .iter()
            .zip(&want)
            .map(|(g, w)| square(f64::from(*g) - w))
            .sum();
        near(
            &format!("parameter {i}"),
            (off / size).sqrt(),
            0.0,
            tolerance,
        );
    }
}

#[test]
fn a_chain_and_a_graph_give_the_same_gradients() {
    let data = images(37, SMALL, 3, 1);
    for net in [small_lenet(), small_mlp()] {
        let network = Network::new(&Weights::random(&net, 3), &CPU).unwrap();
        let batch = batch(&data, 0..37);
        let eta = |n: usize| Some((0..n).map(|i| (i % 3) as f32 / 2.0).collect());
        let factors = || Factors {
            weights: net
                .sizes()
                .iter()
                .map(|s| eta(s.matrix().0 * s.matrix().1))
                .collect(),
            activations: net
                .sizes()
                .iter()
                .map(|s| eta(s.results() * batch.batch))
                .collect(),
        };
        let slots = || -> Vec<Vec<u32>> {
            let each = network.parameters().iter();
            each.map(|p| p.gradient.with(|g| bits(g))).collect()
        };
        let labels: Arc<[u32]> = batch.labels.as_slice().into();
        let logits = network.forward(&batch, &mut factors(), &CPU).unwrap();
        let loss = ops::loss(&logits, &labels).unwrap();
        network.backward(&loss).unwrap();
        let graph = slots();
        for parameter in network.parameters() {
            parameter.gradient.with(|g| g.fill(f32::NAN));
        }
        let (value, right) = network.learn(&batch, &mut factors(), &CPU).unwrap();
        assert_eq!(value.to_bits(), loss.to_scalar::<f32>().unwrap().to_bits());
        assert_eq!(right, ops::right(&logits, &labels).unwrap());
        assert_eq!(slots(), graph);
        assert!(graph.iter().flatten().any(|g| *g != 0));
    }
}
