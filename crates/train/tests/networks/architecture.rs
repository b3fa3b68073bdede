//! Networks by name and as JSON, and what is no network.

use super::common::{small_lenet, small_mlp};
use memrilab_train::data::Shape;
use memrilab_train::kernels::Activation;
use memrilab_train::model::{Architecture, Layer, ModelError};
use proptest::prelude::*;

#[test]
fn names_and_their_counts() {
    for (name, parameters, classes) in [
        ("lenet5", 61_706, 10),
        ("mlp", 235_146, 10),
        ("mlp:784-256-128-10", 235_146, 10),
        ("mlp:4-8-3", 4 * 8 + 8 + 8 * 3 + 3, 3),
        ("mlp:4-1", 5, 2),
        ("moons", 21, 2),
        ("moons:7", 29, 2),
    ] {
        let net = Architecture::named(name).unwrap();
        assert_eq!(
            (net.parameters(), net.classes()),
            (parameters, classes),
            "{name}"
        );
    }
    // 6x25 weights on 28x28 pixels, 16x150 on 10x10, then the dense ones.
    let products = 6 * 25 * 784 + 16 * 150 * 100 + 400 * 120 + 120 * 84 + 84 * 10;
    assert_eq!(Architecture::lenet5().products(), products);
    assert_eq!(Architecture::lenet5().layer_name(1), "conv2");
    assert_eq!(Architecture::lenet5().layer_name(2), "dense3");
    for name in [
        "",
        "lenet",
        "lenet5:3",
        "mlp:784",
        "mlp:",
        "moons:a",
        "moons:1-2",
        "mlp:3--2",
        "mlp:-1-2",
    ] {
        let result = Architecture::named(name);
        if name == "mlp:" {
            assert!(result.is_ok(), "nothing after the colon is nothing said");
        } else {
            assert_eq!(result, Err(ModelError::Name(name.into())));
        }
    }
    assert!(matches!(
        Architecture::named("moons:0"),
        Err(ModelError::Layer { number: 1, .. })
    ));
    assert_eq!(Architecture::named("mlp:0-3"), Err(ModelError::NoInput));
}

#[test]
fn json_there_and_back() {
    for net in [
        small_lenet(),
        small_mlp(),
        Architecture::lenet5(),
        Architecture::moons(5).unwrap(),
    ] {
        let text = serde_json::to_string(&net).unwrap();
        assert_eq!(serde_json::from_str::<Architecture>(&text).unwrap(), net);
    }
    let short = r#"{"name": "n", "input": {"channels": 1, "height": 6, "width": 6}, "layers": [
        {"layer": "conv", "outputs": 2, "kernel": 3},
        {"layer": "dense", "outputs": 3, "activation": "none", "analog": false}]}"#;
    let net: Architecture = serde_json::from_str(short).unwrap();
    assert_eq!(net.parameters(), 2 * 9 + 2 + 32 * 3 + 3);
    assert_eq!(net.layers()[0].activation(), Activation::Relu);
    assert!(net.layers()[0].is_analog() && !net.layers()[1].is_analog());
    for (from, to) in [
        ("\"kernel\": 3", "\"kernel\": 7"),
        ("\"kernel\": 3", "\"kernel\": 3, \"stride\": 2"),
        ("\"kernel\": 3", "\"kernel\": -3"),
        ("\"none\"", "\"relu\""),
        ("\"dense\"", "\"pool\""),
        ("\"name\": \"n\", ", ""),
        ("\"height\": 6", "\"height\": 18446744073709551615"),
        (
            "\"kernel\": 3",
            "\"kernel\": 18446744073709551615, \"padding\": 18446744073709551614",
        ),
    ] {
        assert!(short.contains(from));
        assert!(
            serde_json::from_str::<Architecture>(&short.replacen(from, to, 1)).is_err(),
            "{to}"
        );
    }
}

fn conv(outputs: usize, kernel: usize, padding: usize, pool: usize) -> Layer {
    Layer::Conv {
        outputs,
        kernel,
        padding,
        pool,
        activation: Activation::Relu,
        analog: true,
    }
}

#[test]
fn each_error_says_what_does_not_fit() {
    let image = Shape::image(8, 8);
    let last = || Layer::dense(3, Activation::None);
    let error = |layers: Vec<Layer>| Architecture::new("n", image, layers).unwrap_err();
    assert_eq!(error(vec![]), ModelError::Layers(0));
    assert_eq!(error(vec![last(); 65]), ModelError::Layers(65));
    for (layers, number, why) in [
        (
            vec![last(), conv(2, 3, 0, 1), last()],
            2,
            "cannot follow a dense layer",
        ),
        (vec![conv(0, 3, 0, 1), last()], 1, "at least 1"),
        (vec![conv(2, 0, 0, 1), last()], 1, "at least 1"),
        (vec![conv(2, 3, 0, 0), last()], 1, "at least 1"),
        (
            vec![conv(2, 3, 3, 1), last()],
            1,
            "the padding is below the kernel",
        ),
        (vec![conv(2, 9, 0, 1), last()], 1, "larger than the image"),
        (vec![conv(2, 3, 0, 7), last()], 1, "larger than the image"),
        (
            vec![Layer::dense(0, Activation::Relu), last()],
            1,
            "no outputs",
        ),
        (vec![conv(2, 3, 0, 1)], 1, "the last layer gives the logits"),
        (
            vec![last(), Layer::dense(3, Activation::Tanh)],
            2,
            "the last layer gives the logits",
        ),
    ] {
        let ModelError::Layer {
            number: at,
            why: text,
        } = error(layers)
        else {
            panic!("{why}")
        };
        assert!(at == number && text.contains(why), "layer {at}: {text}");
    }
    for layers in [
        vec![Layer::dense(1 << 23, Activation::Relu), last()],
        vec![conv(1 << 23, 1, 0, 1), last()],
        vec![Layer::dense(usize::MAX, Activation::None)],
    ] {
        assert!(matches!(error(layers), ModelError::TooLarge { .. }));
    }
}

proptest! {
    /// Sizes of any magnitude are a network or an error.
    #[test]
    fn absurd_sizes_never_overflow(
        input in prop::array::uniform3(0..64u32),
        sizes in prop::collection::vec((prop::array::uniform4(0..64u32), any::<bool>()), 1..5),
    ) {
        let size = |bits: u32| if bits < 6 { bits as usize } else { usize::MAX >> (63 - bits) };
        let [channels, height, width] = input.map(size);
        let mut layers: Vec<Layer> = sizes
            .iter()
            .map(|([outputs, kernel, padding, pool], dense)| match dense {
                true => Layer::dense(size(*outputs), Activation::Relu),
                false => conv(size(*outputs), size(*kernel), size(*padding), size(*pool)),
            })
            .collect();
        layers.push(Layer::dense(3, Activation::None));
        if let Ok(net) = Architecture::new("n", Shape { channels, height, width }, layers) {
            prop_assert!(net.parameters() <= 1 << 28);
            prop_assert!(net.products() > 0);
        }
    }
}
