//! `memrilab device`.

pub(crate) mod analyze;
mod drift;
mod figures;
mod formats;
mod print;
mod simulate;

use crate::args::DeviceVerb;
use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(verb: DeviceVerb) -> Result<ExitCode> {
    match verb {
        DeviceVerb::Analyze(said) => analyze::run(&said),
        DeviceVerb::Simulate(said) => simulate::run(&said),
        DeviceVerb::Drift(said) => drift::run(&said),
        DeviceVerb::Formats { json } => formats::run(json),
    }
}
