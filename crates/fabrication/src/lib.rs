//! How devices are made: ask for the next recipe, make it, measure it, tell.
//!
//! ```text
//! space -> Campaign (a file) -> suggest -> pending -> sweeps -> usability -> Campaign
//! ```
//! The optimiser is `bayesopt`, which knows nothing of devices; what is added here is the
//! paper's space of recipes, recipes read off names and tables, what a measured device
//! says as an observation, the campaign file, and a laboratory without a furnace.
//! Nothing here does input or output.

mod campaign;
mod error;
mod experiment;
mod file;
mod laboratory;
mod landscape;
mod paper;
mod recipe;
mod series;
mod table;

pub use campaign::{Campaign, Proposal, Proposals};
pub use error::Error;
pub use experiment::{Experiment, Measured, Status};
pub use file::SCHEMA;
pub use laboratory::{Device, Laboratory};
pub use landscape::{landscape, penalty};
pub use paper::{optimum, settings, space, start};
pub use recipe::{from_items, from_words, in_words};
pub use series::targets;
pub use table::{cells, from_csv, to_csv};
