//! A network on arrays: mapped, programmed, run.
//!
//! ```text
//! Network -> Coding, Layout -> Chip (conductances to set) -> Effects, a draw -> Realised -> outputs
//! ```

mod chip;
mod coding;
mod converter;
mod effects;
mod fault;
mod layout;
mod network;
mod realised;
mod waterfall;

pub use chip::{Chip, ChipOptions};
pub use coding::{Coded, Coding, Window};
pub use converter::{Adc, ConvertedAt, Dac, LEAST_BITS, MOST_BITS, Tally};
pub use effects::{ChipDrift, DriftPer, Effect, Effects};
pub use fault::{Fault, FaultAt, Faults};
pub use layout::{Block, Layout};
pub use network::{Activation, Dense, Network};
pub use realised::{Ran, Realised};
pub use waterfall::{Fall, Waterfall, WaterfallResult};
