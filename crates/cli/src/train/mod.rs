//! `memrilab train`: networks that survive on a device.

pub(crate) mod args;
pub(crate) mod certify;
pub(crate) mod device;
mod figure;
pub(crate) mod figures3;
pub(crate) mod methods;
mod print;
pub(crate) mod robust;
mod run;
pub(crate) mod runner;
mod store;
pub(crate) mod task;

pub(crate) use args::TrainVerb;

use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(verb: &TrainVerb) -> Result<ExitCode> {
    match verb {
        TrainVerb::Run(said) => run::one(said),
        TrainVerb::Compare(said) => run::several(said),
    }
}
