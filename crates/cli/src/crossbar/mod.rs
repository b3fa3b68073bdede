//! `memrilab crossbar`: what a crossbar with real wires gives, takes and can be set to.

pub(crate) mod args;
pub(crate) mod blame;
mod chip;
mod chip_args;
pub(crate) mod device;
mod energy;
pub(crate) mod fig7;
pub(crate) mod fig7_table;
pub(crate) mod grid;
pub(crate) mod print;
mod program;
mod simulate;
mod solve;
mod waterfall;

pub(crate) use args::CrossbarVerb;

use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(verb: &CrossbarVerb) -> Result<ExitCode> {
    match verb {
        CrossbarVerb::Solve(said) => solve::run(said),
        CrossbarVerb::Simulate(said) => simulate::run(said),
        CrossbarVerb::Waterfall(said) => waterfall::run(said),
        CrossbarVerb::Program(said) => program::run(said),
        CrossbarVerb::Energy(said) => energy::run(said),
    }
}
