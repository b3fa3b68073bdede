//! What may be said of training networks.

use crate::data::How;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use memrilab_train::search::Contender;
use std::path::PathBuf;

/// `memrilab train ...`
#[derive(Debug, Subcommand)]
pub(crate) enum TrainVerb {
    /// Train one network, and tell how it fares on devices that drift.
    Run(Box<Run>),
    /// Train by several methods with equal budgets, and compare them on the same drift.
    Compare(Box<Compare>),
}

/// What is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TaskName {
    /// Two half circles, made here.
    Moons,
    /// Handwritten digits, from a folder of IDX files.
    Mnist,
    /// A table of numbers with a column of classes.
    Csv,
    /// Pictures, a folder for each class.
    Images,
}

/// The data.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Source {
    /// What is learned [default: moons; with --data, what is there].
    #[arg(long, value_enum)]
    pub(crate) task: Option<TaskName>,
    /// Where the data are: a folder of IDX files, a table (CSV), or a folder of pictures for each class.
    #[arg(long, value_name = "PATH", required_if_eq_any([("task", "mnist"), ("task", "csv"), ("task", "images")]))]
    pub(crate) data: Option<PathBuf>,
    /// How the data are read.
    #[command(flatten)]
    pub(crate) how: How,
    /// Samples that are kept to choose settings by [default: 400 moons, else a twelfth].
    #[arg(long, value_name = "N")]
    pub(crate) validation: Option<usize>,
    /// Use only so many of the samples to learn from.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Noise of the moons, a standard deviation.
    #[arg(long, value_name = "SD", default_value_t = 0.1)]
    pub(crate) moons_noise: f64,
    /// Seed of the split, weights, order, noise and drift.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// The data and the network.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Learn {
    /// The data.
    #[command(flatten)]
    pub(crate) source: Source,
    /// `moons:WIDTH`, `mlp`, `mlp:A-B-..-Z`, `lenet5`, or a JSON file of layers [default: by the task].
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    /// Passes over the data [default: 5; moons: 100].
    #[arg(long, value_name = "N")]
    pub(crate) epochs: Option<usize>,
    /// Samples of a step [default: 64; moons: 16].
    #[arg(long, value_name = "N")]
    pub(crate) batch: Option<usize>,
    /// Learning rate at the beginning [default: 0.002; moons: 0.03].
    #[arg(long, value_name = "RATE")]
    pub(crate) rate: Option<f64>,
    /// How the learning rate changes.
    #[arg(long, value_enum, default_value = "cosine")]
    pub(crate) schedule: ScheduleName,
    /// How the weights follow the gradient.
    #[arg(long, value_enum, default_value = "adam")]
    pub(crate) optimiser: OptimiserName,
    /// Momentum of gradient descent.
    #[arg(long, default_value_t = 0.9)]
    pub(crate) momentum: f32,
    /// Share of a weight that is added to its gradient.
    #[arg(long, default_value_t = 0.0)]
    pub(crate) decay: f64,
    /// Stop after so many epochs without a better validation accuracy, and keep the best weights.
    #[arg(long, value_name = "EPOCHS")]
    pub(crate) patience: Option<usize>,
}

/// How the learning rate changes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ScheduleName {
    /// It stays.
    Constant,
    /// It falls to 0 along half a cosine.
    Cosine,
    /// It falls to a third after each third of the epochs.
    Steps,
}

/// How the weights follow the gradient.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OptimiserName {
    /// Adam.
    Adam,
    /// Gradient descent with momentum.
    Sgd,
}

/// The devices.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Devices {
    /// The device to train for: what `device drift` wrote, or a sweep file.
    #[arg(long, value_name = "FILE", conflicts_with = "usability")]
    pub(crate) device: Option<PathBuf>,
    /// The device to train for, if only its usability is known [default: 0.5].
    #[arg(long, value_name = "U")]
    pub(crate) usability: Option<f64>,
    /// The test.
    #[command(flatten)]
    pub(crate) tested: Tested,
}

/// The devices of a test.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Tested {
    /// Usabilities or device files to test on, separated by commas.
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "1,0.9,0.8,0.7,0.6,0.5,0.4,0.3,0.2,0.1"
    )]
    pub(crate) levels: Vec<String>,
    /// Draws of drift at each level.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) draws: u64,
}

/// How settings are searched.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Searching {
    /// Trainings of a wave; it changes the result, threads do not.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) wave: usize,
    /// What trainings are chosen by.
    #[arg(long, value_enum, default_value = "drift")]
    pub(crate) objective: ObjectiveName,
    /// Draws of drift of the objective.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) objective_draws: u64,
    /// Where noise is injected [default: activation for dropout, else weight].
    #[arg(long, value_enum)]
    pub(crate) site: Option<SiteName>,
}

/// What trainings are chosen by.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ObjectiveName {
    /// Mean accuracy under the device's drift, on validation samples.
    Drift,
    /// Accuracy on the training samples without drift, as in the authors' code.
    Clean,
}

/// Where noise is injected.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SiteName {
    /// On each weight.
    Weight,
    /// On what each layer but the last gives.
    Activation,
}

/// How it runs.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Running {
    /// The folder for weights, the report and what is needed to resume.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Go on with the run in the folder.
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
    /// Threads [default: as many as there are processors]; they never change a result.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab train run`
#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// What is learned, by which network.
    #[command(flatten)]
    pub(crate) learn: Learn,
    /// How it is trained: erm, dropout, gaussian, laplace, lognormal, multinomial or bayesmulti.
    #[arg(long, default_value = "erm")]
    pub(crate) method: Contender,
    /// Trainings among which the best is chosen by the objective [default: 12 for bayesmulti, else 1].
    #[arg(long, value_name = "N")]
    pub(crate) trainings: Option<usize>,
    /// Probability of 0 of multinomial noise.
    #[arg(long, value_name = "P", default_value_t = 0.3)]
    pub(crate) p1: f64,
    /// Probability of 1/2 of multinomial noise.
    #[arg(long, value_name = "P", default_value_t = 0.3)]
    pub(crate) p2: f64,
    /// Sigma of Gaussian and log-normal noise, rate of dropout, scale of Laplace noise
    /// [default: 0.3; lognormal: the device's own sigma].
    #[arg(long, value_name = "X")]
    pub(crate) strength: Option<f64>,
    /// Do not divide injected noise by its mean.
    #[arg(long)]
    pub(crate) no_mean_preserving: bool,
    /// The devices.
    #[command(flatten)]
    pub(crate) devices: Devices,
    /// How settings are searched.
    #[command(flatten)]
    pub(crate) searching: Searching,
    /// How it runs.
    #[command(flatten)]
    pub(crate) running: Running,
}

/// `memrilab train compare`
#[derive(Debug, ClapArgs)]
pub(crate) struct Compare {
    /// What is learned, by which network.
    #[command(flatten)]
    pub(crate) learn: Learn,
    /// The methods, separated by commas.
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "erm,dropout,gaussian,laplace,lognormal,multinomial,bayesmulti"
    )]
    pub(crate) methods: Vec<Contender>,
    /// Trainings of each method.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) trainings: usize,
    /// The devices.
    #[command(flatten)]
    pub(crate) devices: Devices,
    /// How settings are searched.
    #[command(flatten)]
    pub(crate) searching: Searching,
    /// Write the figure (SVG and PNG) into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) figures: Option<PathBuf>,
    /// How it runs.
    #[command(flatten)]
    pub(crate) running: Running,
}

/// `memrilab robust ...`
#[derive(Debug, Subcommand)]
pub(crate) enum RobustVerb {
    /// Run a trained network on devices of each level, draw by draw.
    Sweep(Box<Sweep>),
}

/// `memrilab robust sweep`
#[derive(Debug, ClapArgs)]
pub(crate) struct Sweep {
    /// The weights that `train run` wrote (safetensors).
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: PathBuf,
    /// The data; the test part is used.
    #[command(flatten)]
    pub(crate) source: Source,
    /// The test.
    #[command(flatten)]
    pub(crate) tested: Tested,
    /// Biases stand on the crossbar as well, and drift.
    #[arg(long)]
    pub(crate) biases: bool,
    /// Also let each layer drift alone.
    #[arg(long)]
    pub(crate) layers: bool,
    /// Threads [default: as many as there are processors]; they never change a result.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab certify`
///
/// With --weights, votes are drawn for one test sample; with --c and --parameters the theorems are
/// asked about any vote.
#[derive(Debug, ClapArgs)]
pub(crate) struct Certify {
    /// The weights that `train run` wrote (safetensors).
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// The data; the test part is used.
    #[command(flatten)]
    pub(crate) source: Source,
    /// Which test sample, from 0.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) sample: usize,
    /// Probability of 0 of the multinomial vote.
    #[arg(long, value_name = "P", default_value_t = 0.1)]
    pub(crate) p1: f64,
    /// Probability of 1/2 of the multinomial vote.
    #[arg(long, value_name = "P", default_value_t = 0.1)]
    pub(crate) p2: f64,
    /// Sigma of the log-normal vote.
    #[arg(long, default_value_t = 0.1)]
    pub(crate) sigma: f64,
    /// Sigma of the device that is asked about [default: that of the vote].
    #[arg(long, value_name = "SIGMA")]
    pub(crate) device_sigma: Option<f64>,
    /// Draws of each vote.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) votes: u64,
    /// One minus the confidence.
    #[arg(long, default_value_t = 0.001)]
    pub(crate) alpha: f64,
    /// Theory alone: probability of the vote.
    #[arg(long, requires = "parameters")]
    pub(crate) c: Option<f64>,
    /// Theory alone: how many weights there are.
    #[arg(long, value_name = "N", requires = "c")]
    pub(crate) parameters: Option<u64>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
