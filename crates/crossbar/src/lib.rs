//! The physics of a crossbar: word lines and bit lines, a device where they cross, and every
//! wire segment between.
//!
//! ```text
//! Array (conductances) + Wires (resistances) -> Solver (factorised once) -> Solution (each input)
//! ```
//!
//! Word lines are driven from the left, bit lines are held at 0 V at the bottom, where their
//! currents are measured. All quantities are in SI units: siemens, ohms, volts, amperes.

pub mod chip;
mod circuit;
pub mod energy;
mod error;
pub mod program;

pub use circuit::{Array, Law, Solution, Solver, Wires};
pub use error::{CrossbarError, Extreme};
