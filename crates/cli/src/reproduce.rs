//! `memrilab reproduce`: the paper's experiments, with every baseline and equal budgets.

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

pub(crate) fn run(verb: &ReproduceVerb) -> Result<ExitCode> {
    let ReproduceVerb::Fig3Mnist(said) = verb;
    let Some(all) = figures3::run(said)? else {
        return Ok(ExitCode::from(130));
    };
    if said.running.json {
        output::json(&all)?;
    } else {
        output::text(&figures3::table(&all))?;
    }
    Ok(ExitCode::SUCCESS)
}
