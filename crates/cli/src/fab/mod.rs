//! `memrilab fab`: campaigns of fabrication, a file each.

mod args;
mod exchange;
mod new;
mod observe;
mod pending;
mod recipe;
mod replay;
mod show;
mod simulate;
mod status;
mod store;
mod suggest;

pub(crate) use args::FabVerb;

use anyhow::{Result, ensure};
use memrilab_fabrication::Campaign;
use std::process::ExitCode;

pub(crate) fn run(verb: FabVerb) -> Result<ExitCode> {
    match verb {
        FabVerb::New(said) => new::run(&said),
        FabVerb::Suggest(said) => suggest::run(&said),
        FabVerb::Observe(said) => observe::run(&said),
        FabVerb::Pending(said) => pending::run(&said),
        FabVerb::Status(said) => status::run(&said),
        FabVerb::Import(said) => exchange::import(&said),
        FabVerb::Export(said) => exchange::export(&said),
        FabVerb::Replay(said) => replay::run(said),
        FabVerb::Simulate(said) => simulate::run(&said),
    }
}

/// A usability is a share: a percentage typed in would mislead the model for good.
fn usable(campaign: &Campaign, value: f64) -> Result<()> {
    ensure!(
        campaign.objective != "usability" || (0.0..=1.0).contains(&value),
        "the value is {value}; a usability is from 0 to 1, so divide a percentage by 100"
    );
    Ok(())
}
