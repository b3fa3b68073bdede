//! The networks that go by a name.

use super::{Architecture, Layer, ModelError};
use crate::data::Shape;
use crate::kernels::Activation;

impl Architecture {
    /// `moons` (hidden width 5), `moons:WIDTH`, `mlp` (784-256-128-10), `mlp:A-B-..-Z` or `lenet5`.
    ///
    /// # Errors
    /// [`ModelError::Name`] for anything else.
    pub fn named(name: &str) -> Result<Self, ModelError> {
        let (kind, rest) = name.split_once(':').unwrap_or((name, ""));
        let numbers: Option<Vec<usize>> = match rest {
            "" => Some(Vec::new()),
            rest => rest.split('-').map(|n| n.parse().ok()).collect(),
        };
        match (kind, numbers.as_deref()) {
            ("moons", Some([])) => Self::moons(5),
            ("moons", Some([hidden])) => Self::moons(*hidden),
            ("lenet5", Some([])) => Ok(Self::lenet5()),
            ("mlp", Some([])) => Self::mlp(
                name,
                Shape {
                    channels: 1,
                    height: 28,
                    width: 28,
                },
                &[256, 128, 10],
            ),
            ("mlp", Some([inputs, widths @ ..])) if !widths.is_empty() => {
                Self::mlp(name, Shape::vector(*inputs), widths)
            }
            _ => Err(ModelError::Name(name.to_owned())),
        }
    }

    /// The network of the paper's crossbar: two inputs, one hidden layer with tanh, one logit
    /// (METHOD M1).
    ///
    /// # Errors
    /// [`ModelError`] for a width of 0.
    pub fn moons(hidden: usize) -> Result<Self, ModelError> {
        let layers = vec![
            Layer::dense(hidden, Activation::Tanh),
            Layer::dense(1, Activation::None),
        ];
        Self::new("moons", Shape::vector(2), layers)
    }

    /// Dense layers with ReLU, the last without.
    ///
    /// # Errors
    /// [`ModelError`] for a width of 0.
    pub fn mlp(name: &str, input: Shape, widths: &[usize]) -> Result<Self, ModelError> {
        let last = widths.len().saturating_sub(1);
        let layer = |(i, width): (usize, &usize)| {
            let none = i == last;
            Layer::dense(
                *width,
                if none {
                    Activation::None
                } else {
                    Activation::Relu
                },
            )
        };
        let layers = widths.iter().enumerate().map(layer).collect();
        Self::new(name, input, layers)
    }

    /// LeNet-5 on 28 x 28 images: two convolutions with pooling, 400-120-84-10 dense.
    ///
    /// # Panics
    /// Never: the sizes fit.
    #[must_use]
    pub fn lenet5() -> Self {
        let conv = |outputs, padding| Layer::Conv {
            outputs,
            kernel: 5,
            padding,
            pool: 2,
            activation: Activation::Relu,
            analog: true,
        };
        let layers = vec![
            conv(6, 2),
            conv(16, 0),
            Layer::dense(120, Activation::Relu),
            Layer::dense(84, Activation::Relu),
            Layer::dense(10, Activation::None),
        ];
        let input = Shape {
            channels: 1,
            height: 28,
            width: 28,
        };
        Self::new("lenet5", input, layers).expect("the layers of LeNet-5 fit")
    }
}
