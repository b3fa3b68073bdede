//! A network on arrays: mapped, programmed, run.
//!
//! ```text
//! Network -> Coding, Layout -> Chip (conductances to set) -> Effects, a draw -> Realised -> outputs
//! ```

mod coding;
mod converter;
mod effects;
mod fault;
mod inference;
mod layout;
mod mapped;
mod network;
mod realised;
mod trials;
mod waterfall;

pub use crate::program::{FaultAt, FaultyDevices};
pub use coding::{Coded, Coding, ConductanceWindow};
pub use converter::{Adc, ConvertedAt, Dac, LEAST_BITS, MOST_BITS, Tally};
pub use effects::{ChipDrift, DriftPer, Effect, Effects};
pub use inference::Inference;
pub use layout::{Block, Layout};
pub use mapped::{Chip, ChipOptions};
pub use network::{Activation, Dense, Network};
pub use realised::{Ran, Realised};
pub use trials::{Gathered, Labelled, OutputErrors, Trials, Tried};
pub use waterfall::{Fall, Waterfall, WaterfallResult};

/// Share of samples whose class is the one labelled, of a network with so many outputs.
#[must_use]
pub fn accuracy(outputs: &[f64], width: usize, labels: &[u8]) -> f64 {
    let told = outputs.chunks_exact(width).zip(labels);
    let right = told.filter(|(z, label)| Network::class(z) == usize::from(**label));
    right.count() as f64 / labels.len() as f64
}
