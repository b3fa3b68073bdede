//! What a network is made of: a list of layers, checked against the size of its input.

use super::ModelError;
use crate::data::Shape;
use crate::kernels::{Activation, Conv};
use serde::{Deserialize, Serialize};

/// One layer. Its matrix stands on a crossbar if it is `analog`; biases are digital.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "layer", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Layer {
    /// Convolution with stride 1, then the activation, then max-pooling.
    Conv {
        /// Channels of the result.
        outputs: usize,
        /// Side of the kernel.
        kernel: usize,
        /// Zeros around the image.
        #[serde(default)]
        padding: usize,
        /// Side and stride of the pooling window; 1 for none.
        #[serde(default = "one")]
        pool: usize,
        /// What follows the sums.
        #[serde(default)]
        activation: Activation,
        /// Whether its weights stand on a crossbar.
        #[serde(default = "yes")]
        analog: bool,
    },
    /// Every input to every output.
    Dense {
        /// Features of the result.
        outputs: usize,
        /// What follows the sums.
        #[serde(default)]
        activation: Activation,
        /// Whether its weights stand on a crossbar.
        #[serde(default = "yes")]
        analog: bool,
    },
}

fn one() -> usize {
    1
}

fn yes() -> bool {
    true
}

impl Layer {
    /// A dense layer on a crossbar.
    #[must_use]
    pub fn dense(outputs: usize, activation: Activation) -> Self {
        Self::Dense {
            outputs,
            activation,
            analog: true,
        }
    }

    /// Whether its weights stand on a crossbar.
    #[must_use]
    pub fn is_analog(&self) -> bool {
        match self {
            Self::Conv { analog, .. } | Self::Dense { analog, .. } => *analog,
        }
    }

    /// What follows its sums.
    #[must_use]
    pub fn activation(&self) -> Activation {
        match self {
            Self::Conv { activation, .. } | Self::Dense { activation, .. } => *activation,
        }
    }
}

/// A network: the shape of a sample and the layers, first to last.
///
/// The last layer gives the logits: one for each class, or a single one for two classes,
/// where above 0 is class 1. Dense layers after convolutions take channels, rows and columns
/// in that order.
///
/// ```
/// use memrilab_train::model::Architecture;
/// let net = Architecture::lenet5();
/// assert_eq!(net.parameters(), 61_706);
/// assert_eq!(Architecture::named("mlp:784-256-128-10")?.parameters(), 235_146);
/// # Ok::<(), memrilab_train::model::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Said", into = "Said")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Architecture {
    name: String,
    input: Shape,
    layers: Vec<Layer>,
    #[cfg_attr(feature = "types", ts(skip))]
    sizes: Vec<Size>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    name: String,
    input: Shape,
    layers: Vec<Layer>,
}

impl TryFrom<Said> for Architecture {
    type Error = ModelError;
    fn try_from(said: Said) -> Result<Self, ModelError> {
        Self::new(&said.name, said.input, said.layers)
    }
}

impl From<Architecture> for Said {
    fn from(net: Architecture) -> Self {
        Self {
            name: net.name,
            input: net.input,
            layers: net.layers,
        }
    }
}

/// A layer with the size of what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A convolution; its batch is set when it runs.
    Conv(Conv),
    /// Inputs and outputs of a dense layer.
    Dense(usize, usize),
}

impl Size {
    /// Rows and columns of its matrix: outputs, and what each output sums.
    #[must_use]
    pub fn matrix(&self) -> (usize, usize) {
        match self {
            Self::Conv(c) => {
                let area = c.kernel.saturating_mul(c.kernel);
                (c.outputs, c.inputs.saturating_mul(area))
            }
            Self::Dense(inputs, outputs) => (*outputs, *inputs),
        }
    }

    /// Features of the result for one sample.
    #[must_use]
    pub fn results(&self) -> usize {
        match self {
            Self::Conv(c) => c.outputs * c.rows() * c.columns(),
            Self::Dense(_, outputs) => *outputs,
        }
    }

    /// Multiplications of one sample.
    #[must_use]
    pub fn products(&self) -> usize {
        let (outputs, inputs) = self.matrix();
        match self {
            Self::Conv(c) => (outputs * c.full_height() * c.full_width()).saturating_mul(inputs),
            Self::Dense(..) => outputs * inputs,
        }
    }
}

/// Most layers of a network.
const MOST_LAYERS: usize = 64;
/// Most parameters, numbers of a sample, and results of a layer for one sample before pooling;
/// also the largest size that may be named, so that no sum of sizes overflows.
const MOST_NUMBERS: usize = 1 << 28;

impl Architecture {
    /// Checks that each layer fits what the one before gives.
    ///
    /// # Errors
    /// [`ModelError`] names the layer and what does not fit.
    pub fn new(name: &str, input: Shape, layers: Vec<Layer>) -> Result<Self, ModelError> {
        if layers.is_empty() || layers.len() > MOST_LAYERS {
            return Err(ModelError::Layers(layers.len()));
        }
        let too_large = ModelError::TooLarge { most: MOST_NUMBERS };
        if input.features() == 0 {
            return Err(ModelError::NoInput);
        }
        if input.features() > MOST_NUMBERS {
            return Err(too_large);
        }
        let (mut shape, mut sizes, mut parameters) = (input, Vec::new(), 0usize);
        let last = layers.len() - 1;
        for (number, layer) in layers.iter().enumerate() {
            let wrong = |why: &str| ModelError::Layer {
                number: number + 1,
                why: why.to_owned(),
            };
            let size = match *layer {
                Layer::Conv {
                    outputs,
                    kernel,
                    padding,
                    pool,
                    ..
                } => {
                    if matches!(sizes.last(), Some(Size::Dense(..))) {
                        return Err(wrong("a convolution cannot follow a dense layer"));
                    }
                    if outputs == 0 || kernel == 0 || pool == 0 || padding >= kernel {
                        return Err(wrong(
                            "outputs, kernel and pool are at least 1, the padding is below the kernel",
                        ));
                    }
                    if outputs.max(kernel) > MOST_NUMBERS {
                        return Err(too_large);
                    }
                    let conv = Conv {
                        inputs: shape.channels,
                        outputs,
                        height: shape.height,
                        width: shape.width,
                        kernel,
                        padding,
                        pool,
                        batch: 0,
                    };
                    if conv.rows() == 0 || conv.columns() == 0 {
                        return Err(wrong(
                            "its kernel or pooling window is larger than the image",
                        ));
                    }
                    let pixels = conv.full_height().saturating_mul(conv.full_width());
                    if outputs.saturating_mul(pixels) > MOST_NUMBERS {
                        return Err(too_large);
                    }
                    shape = Shape {
                        channels: outputs,
                        height: conv.rows(),
                        width: conv.columns(),
                    };
                    Size::Conv(conv)
                }
                Layer::Dense { outputs, .. } => {
                    let inputs = shape.features();
                    if outputs == 0 {
                        return Err(wrong("it has no outputs"));
                    }
                    if outputs > MOST_NUMBERS {
                        return Err(too_large);
                    }
                    shape = Shape::vector(outputs);
                    Size::Dense(inputs, outputs)
                }
            };
            if number == last
                && (layer.activation() != Activation::None || !matches!(size, Size::Dense(..)))
            {
                return Err(wrong(
                    "the last layer gives the logits: make it dense, with activation `none`",
                ));
            }
            let (rows, columns) = size.matrix();
            parameters = parameters.saturating_add(rows.saturating_mul(columns.saturating_add(1)));
            if parameters > MOST_NUMBERS {
                return Err(too_large);
            }
            sizes.push(size);
        }
        Ok(Self {
            name: name.to_owned(),
            input,
            layers,
            sizes,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shape of a sample.
    #[must_use]
    pub fn input(&self) -> Shape {
        self.input
    }

    /// Its layers.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layers with their sizes.
    #[must_use]
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// How many logits it gives.
    #[must_use]
    pub fn logits(&self) -> usize {
        self.sizes.last().map_or(0, Size::results)
    }

    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.logits().max(2)
    }

    /// Whether it takes samples of a shape, of so many classes; numbers of an image may come as
    /// a list.
    ///
    /// # Errors
    /// [`ModelError::Input`] for another shape, [`ModelError::Classes`] for another number of
    /// classes.
    pub fn takes(&self, got: Shape, classes: usize) -> Result<(), ModelError> {
        let wants = self.input;
        let flat = wants.is_vector() || got.is_vector();
        if wants != got && !(flat && wants.features() == got.features()) {
            return Err(ModelError::Input {
                wants: wants.to_string(),
                got: got.to_string(),
            });
        }
        if self.classes() != classes {
            return Err(ModelError::Classes {
                model: self.classes(),
                data: classes,
            });
        }
        Ok(())
    }

    /// How many weights and biases it has.
    #[must_use]
    pub fn parameters(&self) -> usize {
        let each = self.sizes.iter().map(Size::matrix);
        each.map(|(rows, columns)| rows * (columns + 1)).sum()
    }

    /// Multiplications of one sample, forward.
    #[must_use]
    pub fn products(&self) -> usize {
        let each = self.sizes.iter().map(Size::products);
        each.fold(0, usize::saturating_add)
    }

    /// The name of a layer, such as `conv1` or `dense3`.
    #[must_use]
    pub fn layer_name(&self, layer: usize) -> String {
        let kind = match self.layers.get(layer) {
            Some(Layer::Conv { .. }) => "conv",
            _ => "dense",
        };
        format!("{kind}{}", layer + 1)
    }
}
