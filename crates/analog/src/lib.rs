//! What a memristor does to a stored weight, on plain slices.
//!
//! A weight is mapped onto the device's conductance curve ([`mapping`]), then multiplied
//! by a log-normal factor ([`drift`]). Training guards against that with injected noise
//! ([`noise`]); [`certify`] says what can be proved of the result, and [`paired`] whether
//! one network is better than another. [`pairs`] and [`moons`] lay weights out as
//! conductances.
//!
//! There are no tensors, no input or output, no clock and no thread here. The caller
//! hands in slices and a random generator; functions of real numbers come from `libm`
//! or from [`bulk`], which adds and multiplies only, so that results have the same bits
//! natively and in a browser.

pub mod bulk;
pub mod certify;
pub mod drift;
mod error;
pub mod mapping;
pub mod moons;
pub mod noise;
pub mod paired;
pub mod pairs;

pub use drift::{Drift, DriftOptions, Preserve};
pub use error::Error;
pub use mapping::{Corrected, Curve, Listing, Mapping, MappingChoice};
pub use noise::{Injection, Noise, NoiseSource, Site};
