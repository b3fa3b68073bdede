//! From the file an instrument wrote to how well the device would hold a weight.
//!
//! ```text
//! bytes -> read -> Measurement (Sweep | Pulses) -> analysis -> Analysis -> DriftModel
//! ```
//!
//! [`read`] turns files into measurements and says what it assumed; [`analysis`]
//! scores a measurement by three named methods. Nothing here does input or output.
//!
//! ```
//! use memrilab_device::analysis::{Method, Options, analyze};
//! use memrilab_device::drift::{DriftModel, SigmaChoice};
//! use memrilab_device::read::{ReadOptions, read};
//! use memrilab_device::simulate::{Sample, to_csv};
//!
//! let file = to_csv(&Sample::Good.model().measure(Sample::SEED)?);
//! let reading = read("good.csv", file.as_bytes(), &ReadOptions::default())?;
//! let device = analyze(&reading.measurements[0].trace, &Options::default())?;
//! let corrected = device.method(Method::Corrected).ok_or("not asked for")?;
//! assert_eq!(corrected.result.run_length, 60);
//! let drift = DriftModel::of(corrected, SigmaChoice::Estimate)?;
//! assert!((drift.sigma - 0.049).abs() < 0.001);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Functions of real numbers come from `libm` and sums run in a fixed order, so a
//! browser and a native build agree bit for bit.

pub mod analysis;
pub mod drift;
pub mod measurement;
pub mod read;
pub mod simulate;

pub use measurement::{Dialect, Measurement, Polarity, Pulses, Recipe, RecipeItem, Sweep, Trace};
