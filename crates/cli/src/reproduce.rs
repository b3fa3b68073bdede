//! `memrilab reproduce`: the paper's experiments, with every baseline and equal budgets.

use crate::crossbar::{fig7, fig7_table};
use crate::output;
use crate::train::args::Running;
use crate::train::figures3;
use anyhow::Result;
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// `memrilab reproduce ...`
#[derive(Debug, Subcommand)]
pub(crate) enum ReproduceVerb {
    /// Accuracy on MNIST against usability, of an MLP and of LeNet-5, by every method.
    #[command(name = "fig3-mnist")]
    Fig3Mnist(Box<Fig3>),
    /// The moons on a 10 x 10 crossbar, programmed and run again and again, by three methods.
    #[command(name = "fig7")]
    Fig7(Box<Fig7>),
}

/// `memrilab reproduce fig3-mnist`
#[derive(Debug, ClapArgs)]
pub(crate) struct Fig3 {
    /// The folder with the IDX files of MNIST.
    #[arg(long, value_name = "PATH")]
    pub(crate) data: PathBuf,
    /// A short run, to see that it works: 3 trainings of 1 epoch on 6000 samples.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Networks, separated by commas.
    #[arg(long, value_delimiter = ',', default_value = "mlp,lenet5")]
    pub(crate) models: Vec<String>,
    /// Trainings of each method.
    #[arg(long, value_name = "N")]
    pub(crate) trainings: Option<usize>,
    /// Passes over the data of each training.
    #[arg(long, value_name = "N")]
    pub(crate) epochs: Option<usize>,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How it runs; the folder gets table, figures, reports and what is needed to resume.
    #[command(flatten)]
    pub(crate) running: Running,
}

/// `memrilab reproduce fig7`
#[derive(Debug, ClapArgs)]
pub(crate) struct Fig7 {
    /// A sweep file with one device, or its drift model: what pulses do comes from it [default: usability 0.93].
    #[arg(long, value_name = "FILE")]
    pub(crate) sweeps: Option<PathBuf>,
    /// A short run, to see that it works: 3 trainings, 10 programmings.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Trainings of each method.
    #[arg(long, value_name = "N")]
    pub(crate) trainings: Option<usize>,
    /// Programmings of each network at each spread.
    #[arg(long, value_name = "N")]
    pub(crate) draws: Option<usize>,
    /// Resistance of each wire segment in ohms.
    #[arg(long, value_name = "OHMS", default_value_t = 1.0)]
    pub(crate) wire_resistance: f64,
    /// Standard deviation of each device's current at each product, as a share of it.
    #[arg(long, value_name = "SHARE", default_value_t = 0.01)]
    pub(crate) read_noise: f64,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How it runs; the folder gets table, figures, and what is needed to resume.
    #[command(flatten)]
    pub(crate) running: Running,
}

pub(crate) fn run(verb: &ReproduceVerb) -> Result<ExitCode> {
    match verb {
        ReproduceVerb::Fig3Mnist(said) => mnist(said),
        ReproduceVerb::Fig7(said) => moons(said),
    }
}

fn moons(said: &Fig7) -> Result<ExitCode> {
    let Some((device, result)) = fig7::run(said)? else {
        return Ok(ExitCode::from(130));
    };
    if said.running.json {
        output::json(&result)?;
    } else {
        output::text(&fig7_table::table(&device, &result))?;
    }
    kept(&said.running);
    Ok(ExitCode::SUCCESS)
}

/// Says so where nothing is.
fn kept(running: &Running) {
    if running.out.is_none() {
        output::note(
            "nothing was written: give --out DIR for the table, the figures and what a run is resumed from",
        );
    }
}

fn mnist(said: &Fig3) -> Result<ExitCode> {
    let Some(all) = figures3::run(said)? else {
        return Ok(ExitCode::from(130));
    };
    if said.running.json {
        output::json(&all)?;
    } else {
        output::text(&figures3::table(&all))?;
    }
    kept(&said.running);
    Ok(ExitCode::SUCCESS)
}
