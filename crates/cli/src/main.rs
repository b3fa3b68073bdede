//! The `memrilab` command: arguments -> config -> job -> printer.
//!
//! Exit codes: 0 done, 1 it ran and the answer is no, 2 wrong use, bad input or a
//! board that is not as it should be, 130 Ctrl-C.

mod args;
mod bench;
mod crossbar;
mod data;
mod dataset;
mod device;
mod fab;
mod figure;
mod files;
#[cfg(feature = "hardware")]
mod hardware;
mod output;
mod reproduce;
mod train;

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match args::Args::said().command {
        args::Command::Device { verb } => device::run(verb),
        args::Command::Fab { verb } => fab::run(*verb),
        args::Command::Data { verb } => data::run(&verb),
        args::Command::Train { verb } => train::run(&verb),
        args::Command::Robust { verb } => train::robust::run(&verb),
        args::Command::Certify(said) => train::certify::run(&said),
        args::Command::Crossbar { verb } => crossbar::run(&verb),
        #[cfg(feature = "hardware")]
        args::Command::Hardware { verb } => hardware::run(&verb),
        args::Command::Reproduce { verb } => reproduce::run(&verb),
        args::Command::Bench { verb } => bench::run(&verb),
    };
    outcome.unwrap_or_else(|error| {
        output::error(&error);
        ExitCode::from(2)
    })
}
