//! Energy of products on a crossbar: what goes through the devices, and what the converters
//! around them take, always side by side.
//!
//! A claim in operations per second and watt means nothing without the voltage, the
//! conductance, the length and the number of pulses, and the devices that make a weight; and
//! "so many times better" nothing without what it is compared with. So all of these are
//! inputs, and none has a default:
//!
//! ```text
//! EnergyInputs -> energy_of -> EnergyOutcome { array_only, with_converters }
//! Solution     -> power     -> Power { total, devices, wires }   (of one product, solved)
//! ```
//!
//! Energy of digital logic, of memory, of drivers at rest and of writing is left out; that of
//! writing is counted where devices are programmed.

mod baseline;
mod circuit;
mod converter;
mod error;
mod inputs;
mod outcome;

pub use baseline::Baseline;
pub use circuit::{Power, power};
pub use converter::{BitsPoint, Converter, over_bits};
pub use error::EnergyError;
pub use inputs::{Conductances, EnergyInputs};
pub use outcome::{Efficiency, EnergyOutcome, energy_of, required_conductance};
