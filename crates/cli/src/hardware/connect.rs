//! `memrilab hardware connect`: what a board says of itself.

use super::args::Connect;
use super::bench::Bench;
use super::{limits, print};
use crate::output;
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn run(said: &Connect) -> Result<ExitCode> {
    let bench = Bench::open(&said.wire, limits::strictest())?;
    let board = bench.board().clone();
    let ended = bench.close(Ok(()));
    match said.json {
        true => output::json(&serde_json::json!({ "schema": 1, "board": board }))?,
        false => output::text(&print::board(&board))?,
    }
    ended.code()
}
