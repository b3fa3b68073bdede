//! Why there is no such network, with what to try.

use thiserror::Error;

/// What is wrong with a network or its weights.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ModelError {
    /// A name that is none.
    #[error(
        "there is no model `{0}`; give moons, moons:WIDTH, mlp, mlp:A-B-..-Z, lenet5 or a JSON file of layers"
    )]
    Name(String),
    /// No layers, or too many.
    #[error("a network has 1 to 64 layers, not {0}")]
    Layers(usize),
    /// A layer that does not fit.
    #[error("layer {number}: {why}")]
    Layer {
        /// Counted from 1.
        number: usize,
        /// What does not fit.
        why: String,
    },
    /// Samples without numbers.
    #[error("the network takes samples without numbers; give its input a size")]
    NoInput,
    /// Too large to hold.
    #[error("the network is larger than {most} numbers; make its layers smaller")]
    TooLarge {
        /// What is allowed.
        most: usize,
    },
    /// Data of another shape.
    #[error(
        "the model takes samples of {wants}, the data has {got}; choose a model for such samples, or other data"
    )]
    Input {
        /// What the model takes.
        wants: String,
        /// What the data has.
        got: String,
    },
    /// More classes than logits, or fewer.
    #[error(
        "the model tells {model} classes apart, the data has {data}; give the last layer as many outputs as there are classes"
    )]
    Classes {
        /// Of the model.
        model: usize,
        /// Of the data.
        data: usize,
    },
    /// A file of weights that cannot be used.
    #[error("the weights cannot be used: {0}")]
    Weights(String),
}
