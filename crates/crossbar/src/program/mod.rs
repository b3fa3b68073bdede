//! Programming devices: pulse, read, and pulse again until a conductance is near its target.
//!
//! ```text
//! DriftModel -> PulseModel -> VirtualArray <- pulses, reads -> Writer -> Programmed
//! ```
//!
//! [`Writer`] decides and does nothing itself, so that it is the same for the simulation here,
//! for instruments and for the page; [`VirtualArray`] does what devices do, and decides
//! nothing. [`Programming`] puts the one before the other.
//!
//! Left out: the dynamics within a pulse, devices that differ from each other but for faults,
//! the voltage that wires take from a pulse (they act on reads and products), and conductances
//! that relax after a pulse.

mod action;
mod array;
mod count;
mod device;
mod error;
mod faults;
mod options;
mod response;
mod run;
mod writer;

pub use action::{Action, Failure, Written, WrittenState};
pub use array::{ArrayConfig, VirtualArray};
pub use count::{ConvergencePoint, PulseCount};
pub use device::{DeviceState, PulseModel};
pub use error::ProgramError;
pub use faults::{Fault, FaultAt, Faults, FaultyDevices};
pub use options::{Targets, WriterOptions};
pub use response::Response;
pub use run::{ProgramConfig, Programmed, Programming, WriteEnergy};
pub use writer::Writer;
