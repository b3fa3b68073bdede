//! The jobs that people run: each a config, a state machine and a result, the same in
//! the page and on the command line.
//!
//! Nothing here does input or output: the command line and the page hand in what they
//! read and print or draw what comes out.

pub mod bench;
#[cfg(feature = "networks")]
pub mod crossbar;
mod csv;
mod devices;
pub mod fabricate;
#[cfg(feature = "networks")]
pub mod networks;
mod project;
mod record;
mod settings;

pub use csv::to_csv;
pub use devices::{DevicesJob, Entry, Report, Source};
pub use project::{Project, ProjectError, ProjectFile, ProjectMark, is_project};
pub use record::{DeviceRecord, Document, SCHEMA, Skipped};
pub use settings::{DeviceKey, FileSettings};
