//! Our operations against candle's own, forward and backward, and what they refuse.

use super::common::{EPS, bits, eighths, near, normals};
use candle_core::backprop::GradStore;
use candle_core::{Device, Result, Tensor, Var};
use memrilab_train::kernels::{Activation, Conv};
use memrilab_train::ops::{self, How, Slot, stock};
use std::sync::Arc;

const ALL: [Activation; 3] = [Activation::None, Activation::Relu, Activation::Tanh];

fn var(values: &[f32], shape: &[usize]) -> Var {
    let tensor = Tensor::from_slice(values, shape, &Device::Cpu).unwrap();
    Var::from_tensor(&tensor).unwrap()
}

fn read(tensor: &Tensor) -> Vec<f32> {
    tensor.flatten_all().unwrap().to_vec1().unwrap()
}

/// Normals of about 9 bits: their sums of products are exact, and hardly ever 0 or equal to
/// each other, where candle's gradients of ReLU and of a maximum are of another opinion.
fn short(seed: u64, n: usize) -> Vec<f32> {
    let short = |v: &f32| (v * 64.0).round() / 64.0;
    normals(seed, n).iter().map(short).collect()
}

/// The gradients of `sum g y`.
fn backward(y: &Tensor, g: &[f32]) -> GradStore {
    let g = Tensor::from_slice(g, y.shape(), y.device()).unwrap();
    (y * g).unwrap().sum_all().unwrap().backward().unwrap()
}

/// The same numbers; after a tanh, of which ours and candle's differ by at most 2 units in
/// the last place, to `4 eps` of the largest sum of so many terms of size 1.
#[track_caller]
fn same(got: &[f32], want: &[f32], act: Activation, terms: usize) {
    assert_eq!(got.len(), want.len());
    let tolerance = match act {
        Activation::Tanh => 4.0 * EPS * terms as f64,
        _ => 0.0,
    };
    for (g, w) in got.iter().zip(want) {
        near("entry", f64::from(*g), f64::from(*w), tolerance);
    }
}

/// Ours and candle's own on three variables; `ours` is called a second time with slots.
fn compare(
    [x, w, b]: [Var; 3],
    (act, terms): (Activation, usize),
    ours: impl Fn(How) -> Result<Tensor>,
    theirs: impl Fn(&Tensor) -> Result<Tensor>,
) {
    for factors in [None, Some(eighths(9, w.elem_count()))] {
        let how = How {
            factors,
            slots: None,
        };
        let wanted = theirs(&stock::acting(&w, &how).unwrap()).unwrap();
        let got = ours(how.clone()).unwrap();
        assert_eq!(got.shape(), wanted.shape());
        same(&read(&got), &read(&wanted), act, 1);
        let g = eighths(5, got.elem_count());
        let (gradients, wanted) = (backward(&got, &g), backward(&wanted, &g));
        for var in [&x, &w, &b] {
            let read = |store: &GradStore| read(store.get(var).unwrap());
            same(&read(&gradients), &read(&wanted), act, terms);
        }
        let (slot_w, slot_b) = (Slot::new(w.elem_count()), Slot::new(b.elem_count()));
        slot_w.with(|to| to.fill(7.0));
        let slots = Some((slot_w.clone(), slot_b.clone()));
        let with_slots = backward(&ours(How { slots, ..how }).unwrap(), &g);
        assert!(with_slots.get(&w).is_none() && with_slots.get(&b).is_none());
        for (slot, var) in [(slot_w, &w), (slot_b, &b)] {
            // As numbers: candle adds to zeros, which makes 0 of -0.
            assert_eq!(
                slot.with(|to| to.clone()),
                read(gradients.get(var).unwrap())
            );
        }
        let dx = |store: &GradStore| bits(&read(store.get(&x).unwrap()));
        assert_eq!(dx(&with_slots), dx(&gradients));
    }
}

#[test]
fn convolutions_are_candles_whatever_pools_and_follows() {
    for pool in 1..=3 {
        for act in ALL {
            let conv = Conv {
                inputs: 3,
                outputs: 5,
                height: 7,
                width: 8,
                kernel: 3,
                padding: 1,
                pool,
                batch: 16,
            };
            let x = var(&short(1, conv.input_len()), &[3, 7, 8, 16]);
            let w = var(&short(2, conv.weights()), &[5, 3, 3, 3]);
            let b = var(&eighths(3, 5), &[5]);
            let terms = 40 * conv.full_height() * conv.full_width() * conv.batch;
            compare(
                [x.clone(), w.clone(), b.clone()],
                (act, terms),
                |how| ops::conv(&x, &w, &b, (conv, act), how),
                |w| stock::conv(&x, w, &b, conv, act),
            );
        }
    }
}

#[test]
fn dense_layers_are_candles() {
    for act in ALL {
        let x = var(&short(1, 13 * 32), &[13, 32]);
        let w = var(&short(2, 7 * 13), &[7, 13]);
        let b = var(&eighths(3, 7), &[7]);
        compare(
            [x.clone(), w.clone(), b.clone()],
            (act, 32),
            |how| ops::dense(&x, &w, &b, act, how),
            |w| stock::dense(&x, w, &b, act),
        );
    }
}

/// Softmax and logistic loss differ by roundings only: `classes + 8` of numbers around 1.
#[test]
fn losses_are_candles_and_padding_never_counts() {
    for classes in [1, 2, 10] {
        for samples in [1, 15, 16, 21] {
            let z = var(&normals(4, classes * 32), &[classes, 32]);
            let labels: Arc<[u32]> = (0..samples).map(|s| s % classes.max(2) as u32).collect();
            let (got, want) = (ops::loss(&z, &labels), stock::loss(&z, &labels));
            let (got, want) = (got.unwrap(), want.unwrap());
            let tolerance = EPS * (classes as f64 + 8.0);
            let number = |t: &Tensor| f64::from(t.to_scalar::<f32>().unwrap());
            near(
                "loss",
                number(&got),
                number(&want),
                tolerance * number(&want).max(1.0),
            );
            let read = |t: &Tensor| {
                let half = (t * 0.5).unwrap();
                read(half.backward().unwrap().get(&z).unwrap())
            };
            let (got, want) = (read(&got), read(&want));
            for (at, (g, w)) in got.iter().zip(&want).enumerate() {
                near(
                    "gradient",
                    f64::from(*g),
                    f64::from(*w),
                    tolerance / f64::from(samples),
                );
                assert!(
                    at % 32 < samples as usize || *g == 0.0,
                    "padding has a gradient"
                );
            }
        }
    }
}

#[test]
fn factors_multiply_there_and_back() {
    let x = var(&eighths(1, 5 * 16), &[5, 16]);
    let eta = eighths(2, 5 * 16);
    let y = ops::scale(&x, eta.clone()).unwrap();
    let g = eighths(3, 5 * 16);
    let times =
        |a: &[f32], b: &[f32]| -> Vec<f32> { a.iter().zip(b).map(|(a, b)| a * b).collect() };
    assert_eq!(read(&y), times(&eighths(1, 5 * 16), &eta));
    assert_eq!(read(backward(&y, &g).get(&x).unwrap()), times(&g, &eta));
    let text = ops::scale(&x, vec![1.0; 3]).unwrap_err().to_string();
    assert!(text.contains("3 factors for 80 entries"), "{text}");
}

#[test]
fn nothing_is_computed_for_what_is_no_variable() {
    let conv = Conv {
        inputs: 1,
        outputs: 2,
        height: 4,
        width: 4,
        kernel: 3,
        padding: 0,
        pool: 2,
        batch: 16,
    };
    let (x, w, b) = (eighths(1, 256), eighths(2, 18), eighths(3, 2));
    let flat = eighths(4, 2 * 16);
    for tracked in 0..3 {
        let vars = [
            var(&x, &[1, 4, 4, 16]),
            var(&w, &[2, 1, 3, 3]),
            var(&b, &[2]),
        ];
        let each = |i: usize, v: &Var| {
            let plain = v.as_tensor().detach();
            if i == tracked {
                v.as_tensor().clone()
            } else {
                plain
            }
        };
        let [x, w, b] = [0, 1, 2].map(|i| each(i, &vars[i]));
        let y = ops::conv(&x, &w, &b, (conv, Activation::Relu), How::default()).unwrap();
        let store = backward(&y, &flat);
        for (i, t) in [&x, &w, &b].into_iter().enumerate() {
            assert_eq!(store.get(t).is_some(), i == tracked, "argument {i}");
        }
        let vars = [
            var(&eighths(1, 48), &[3, 16]),
            var(&eighths(2, 6), &[2, 3]),
            var(&eighths(3, 2), &[2]),
        ];
        let [x, w, b] = [0, 1, 2].map(|i| each(i, &vars[i]));
        let store = backward(
            &ops::dense(&x, &w, &b, Activation::Tanh, How::default()).unwrap(),
            &flat,
        );
        for (i, t) in [&x, &w, &b].into_iter().enumerate() {
            assert_eq!(
                store.get(t).is_some(),
                i == tracked,
                "argument {i} of a dense layer"
            );
        }
    }
}

#[test]
fn arguments_that_do_not_fit_are_errors() {
    let t = |shape: &[usize]| Tensor::ones(shape, candle_core::DType::F32, &Device::Cpu).unwrap();
    let none = Activation::None;
    let dense = |x: &[usize], w: &[usize], b: &[usize]| {
        ops::dense(&t(x), &t(w), &t(b), none, How::default()).is_err()
    };
    assert!(!dense(&[3, 16], &[2, 3], &[2]));
    assert!(dense(&[4, 16], &[2, 3], &[2]), "weights for other inputs");
    assert!(dense(&[3, 16], &[2, 3], &[1]), "a bias too few");
    assert!(dense(&[3, 10], &[2, 3], &[2]), "a batch that is no panel");
    let how = How {
        factors: Some(vec![1.0; 5]),
        slots: None,
    };
    assert!(ops::dense(&t(&[3, 16]), &t(&[2, 3]), &t(&[2]), none, how).is_err());
    let conv = |batch: usize, x: &[usize], w: &[usize]| {
        let conv = Conv {
            inputs: 1,
            outputs: 2,
            height: 4,
            width: 4,
            kernel: 3,
            padding: 0,
            pool: 2,
            batch,
        };
        ops::conv(&t(x), &t(w), &t(&[2]), (conv, none), How::default()).is_err()
    };
    assert!(!conv(16, &[1, 4, 4, 16], &[2, 1, 3, 3]));
    assert!(conv(16, &[1, 4, 5, 16], &[2, 1, 3, 3]));
    assert!(conv(16, &[1, 4, 4, 16], &[2, 1, 2, 2]));
    assert!(conv(10, &[1, 4, 4, 10], &[2, 1, 3, 3]));
    let labels = |labels: &[u32]| ops::loss(&t(&[3, 16]), &labels.into()).is_err();
    assert!(!labels(&[2; 16]));
    assert!(labels(&[2; 17]) && labels(&[3]) && labels(&[]));
    assert!(ops::right(&t(&[3, 16]), &[0; 17]).is_err());
}
