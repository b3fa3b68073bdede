//! `memrilab hardware`: boards on a serial port, and boards that are not there.
//!
//! ```text
//! arguments, file of limits -> Bench (a port that stops on every way out) -> read | program | infer
//! ```

mod args;
mod bench;
mod compare;
mod connect;
mod dry_run;
mod emulate;
mod goal;
mod infer;
mod limits;
mod ports;
mod print;
mod program;
mod read;
mod record;
mod signals;
mod write;

pub(crate) use args::HardwareVerb;

use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(verb: &HardwareVerb) -> Result<ExitCode> {
    match verb {
        HardwareVerb::List { json } => ports::run(*json),
        HardwareVerb::Limits => limits::example(),
        HardwareVerb::Connect(said) => connect::run(said),
        HardwareVerb::Read(said) => read::run(said),
        HardwareVerb::Program(said) => program::run(said),
        HardwareVerb::Infer(said) => infer::run(said),
        HardwareVerb::Emulate(said) => emulate::run(said),
    }
}
