//! How a network fares on devices that drift: accuracy by level of usability and by draw.

mod level;
mod result;
mod sweep;

pub use level::Level;
pub use result::{LevelResult, Sensitivity};
pub use sweep::{Sweep, SweepConfig, Which, drifted, stored};
