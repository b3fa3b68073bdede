//! Weights in a file: every bit there and back, and files that are none.

use super::common::{all_bits, bits, small_lenet, small_mlp};
use memrilab_train::data::Shape;
use memrilab_train::kernels::Activation;
use memrilab_train::model::{Architecture, Layer, ModelError, Weights};
use proptest::prelude::*;
use safetensors::tensor::{Dtype, TensorView, serialize};
use std::collections::HashMap;

#[test]
fn there_and_back() {
    for net in [
        small_lenet(),
        small_mlp(),
        Architecture::lenet5(),
        Architecture::moons(5).unwrap(),
    ] {
        let mut weights = Weights::random(&net, 1);
        let strange = [-0.0, f32::MIN_POSITIVE / 8.0, f32::MAX];
        weights.matrices[0][..3].copy_from_slice(&strange);
        let read = Weights::from_safetensors(&weights.to_safetensors().unwrap()).unwrap();
        assert_eq!(read.architecture(), &net);
        assert_eq!(all_bits(&read), all_bits(&weights));
    }
}

#[test]
fn random_weights_are_bounded_and_of_their_seed() {
    let net = Architecture::lenet5();
    let weights = Weights::random(&net, 1);
    for (size, (m, b)) in net
        .sizes()
        .iter()
        .zip(weights.matrices.iter().zip(&weights.biases))
    {
        let bound = 1.0 / (size.matrix().1 as f32).sqrt();
        assert!(m.iter().chain(b).all(|w| w.abs() <= bound));
        // A uniform on +-a has variance a^2/3, and its square a sd of a^2 sqrt(4/45).
        let n = m.len() as f64;
        let mean = m.iter().map(|w| f64::from(w / bound).powi(2)).sum::<f64>() / n;
        super::common::near("variance", mean, 1.0 / 3.0, 5.0 * (4.0 / 45.0 / n).sqrt());
    }
    assert_eq!(weights, Weights::random(&net, 1));
    assert_ne!(
        bits(&weights.matrices[0]),
        bits(&Weights::random(&net, 2).matrices[0])
    );
}

fn tiny() -> Weights {
    let layers = vec![Layer::dense(3, Activation::None)];
    Weights::random(
        &Architecture::new("tiny", Shape::vector(2), layers).unwrap(),
        1,
    )
}

/// The tiny network's file with these tensors.
fn file(tensors: &[(&str, Dtype, &[usize], Vec<u8>)], network: Option<&str>) -> Vec<u8> {
    let view = |(name, kind, shape, bytes)| {
        let (name, shape): (&&str, &&[usize]) = (name, shape);
        (
            name.to_string(),
            TensorView::new(kind, shape.to_vec(), bytes).unwrap(),
        )
    };
    let views = tensors
        .iter()
        .map(|(name, kind, shape, bytes)| view((name, *kind, shape, bytes)));
    let texts = network.map(|n| HashMap::from([("architecture".to_owned(), n.to_owned())]));
    serialize(views, texts).unwrap()
}

#[test]
fn other_files_are_refused() {
    let net = serde_json::to_string(tiny().architecture()).unwrap();
    let floats = |n: usize| vec![0u8; 4 * n];
    let weight = ("dense1.weight", Dtype::F32, &[3, 2][..], floats(6));
    let bias = ("dense1.bias", Dtype::F32, &[3][..], floats(3));
    assert!(Weights::from_safetensors(&file(&[weight.clone(), bias.clone()], Some(&net))).is_ok());
    let nan = [floats(2), f32::NAN.to_le_bytes().to_vec()].concat();
    let wrong_type = ("dense1.bias", Dtype::F16, &[3][..], vec![0; 6]);
    let turned = ("dense1.weight", Dtype::F32, &[2, 3][..], floats(6));
    let short = ("dense1.bias", Dtype::F32, &[2][..], floats(2));
    let not = ("dense1.bias", Dtype::F32, &[3][..], nan);
    for (tensors, network, why) in [
        (
            vec![weight.clone()],
            Some(&*net),
            "`dense1.bias` is missing",
        ),
        (
            vec![weight.clone(), wrong_type],
            Some(&net),
            "not of 32-bit floats",
        ),
        (
            vec![turned, bias.clone()],
            Some(&net),
            "[2, 3] large, not [3, 2]",
        ),
        (
            vec![weight.clone(), short],
            Some(&net),
            "[2] large, not [3]",
        ),
        (vec![weight.clone(), not], Some(&net), "not finite"),
        (
            vec![weight.clone(), bias.clone()],
            None,
            "not written by memrilab",
        ),
        (
            vec![weight.clone(), bias.clone()],
            Some("{"),
            "the network in the file",
        ),
        (
            vec![weight.clone(), bias.clone()],
            Some(r#"{"name":"n","layers":[]}"#),
            "missing field",
        ),
        (
            vec![weight, bias],
            Some(r#"{"name":"n","input":{"channels":2,"height":1,"width":1},"layers":[]}"#),
            "1 to 64 layers",
        ),
    ] {
        let error = Weights::from_safetensors(&file(&tensors, network)).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    for bytes in [&b""[..], b"12345678", b"PK\x03\x04 a zip file", &[0xff; 64]] {
        let error = Weights::from_safetensors(bytes).unwrap_err();
        assert!(error.to_string().contains("no safetensors file"), "{error}");
    }
}

#[test]
fn counts_and_numbers_are_checked() {
    let weights = tiny();
    let (net, m, b) = (weights.architecture(), &weights.matrices, &weights.biases);
    assert!(Weights::new(net, m.clone(), b.clone()).is_ok());
    assert!(Weights::new(net, vec![], vec![]).is_err());
    assert!(Weights::new(net, vec![vec![0.0; 5]], b.clone()).is_err());
    assert!(Weights::new(net, m.clone(), vec![vec![0.0; 4]]).is_err());
    let infinite = Weights::new(net, m.clone(), vec![vec![0.0, f32::INFINITY, 0.0]]);
    assert!(matches!(infinite, Err(ModelError::Weights(why)) if why.contains("dense1")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_files_are_no_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        length in any::<prop::sample::Index>(),
    ) {
        let whole = tiny().to_safetensors().unwrap();
        let mut file = whole.clone();
        for (at, byte) in flips {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(read) = Weights::from_safetensors(&file) {
            let m = read.matrices.iter().chain(&read.biases).flatten();
            prop_assert!(m.into_iter().all(|w| w.is_finite()));
        }
        prop_assert!(Weights::from_safetensors(&whole[..length.index(whole.len())]).is_err());
    }
}
