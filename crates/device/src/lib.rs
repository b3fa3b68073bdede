//! From the file an instrument wrote to how well the device would hold a weight.
//!
//! ```text
//! bytes -> read -> Measurement (Sweep | Pulses) -> analysis -> Analysis -> DriftModel
//! ```
//!
//! [`read`] turns files into measurements and says what it assumed; [`analysis`]
//! scores a measurement by three named methods. Nothing here does input or output.
//! Functions of real numbers come from `libm` and sums run in a fixed order, so a
//! browser and a native build agree bit for bit.

pub mod analysis;
pub mod drift;
pub mod measurement;
pub mod read;
pub mod simulate;

pub use measurement::{Dialect, Measurement, Polarity, Pulses, Recipe, RecipeItem, Sweep, Trace};
