//! `memrilab data`: datasets that networks learn from.

mod args;
mod fetch;
mod get;
mod info;
mod public;

pub(crate) use args::{DataVerb, How};
#[cfg(feature = "hardware")]
pub(crate) use get::hash;

use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(verb: &DataVerb) -> Result<ExitCode> {
    match verb {
        DataVerb::Get(said) => get::run(said),
        DataVerb::Info(said) => info::run(said),
    }
}
