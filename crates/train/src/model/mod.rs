//! Networks: what they are made of, their weights, learning and at work.

mod architecture;
mod error;
mod inference;
mod named;
mod network;
mod panels;
pub(crate) mod weights;

pub use architecture::{Architecture, Layer, Size};
pub use error::ModelError;
pub use inference::Inference;
pub use network::{Factors, Network, Parameter};
pub use panels::Batch;
pub use weights::Weights;
