//! Training: a config, a job, a result.

mod checkpoint;
mod config;
mod counting;
mod error;
mod optimiser;
mod record;
mod trainer;

pub(crate) use config::within;
pub use config::{Method, NoisePlan, Schedule, TrainConfig};
pub(crate) use counting::Counting;
pub use error::TrainError;
pub(crate) use optimiser::Moments;
pub use optimiser::engine;
pub use record::{Epoch, Stop, Trained};
pub use trainer::{Trainer, fits};
