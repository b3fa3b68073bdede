//! What may be said on the command line; `memrilab --help` is made from it.

use crate::crossbar::CrossbarVerb;
use crate::data::DataVerb;
use crate::fab::FabVerb;
#[cfg(feature = "hardware")]
use crate::hardware::HardwareVerb;
use crate::reproduce::ReproduceVerb;
use crate::train::TrainVerb;
use crate::train::args::{Certify, RobustVerb};
use clap::{
    Arg, Args as ClapArgs, Command as Clap, CommandFactory as _, FromArgMatches as _, Parser,
    Subcommand, ValueEnum,
};
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_crossbar::chip::ConductanceWindow;
use memrilab_crossbar::program::Response;
use memrilab_device::analysis::{Compliance, Method, Options, PolarityChoice};
use memrilab_device::read::ReadOptions;
use memrilab_study::FileSettings;
use std::any::TypeId;
use std::path::PathBuf;

/// From measured current-voltage sweeps to neural networks that survive on the device.
#[derive(Debug, Parser)]
#[command(name = "memrilab", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// What to work on.
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    /// What was said. A number that is negative is the value of its option everywhere, so that the
    /// option tells its range.
    pub(crate) fn said() -> Self {
        let mut command = with_negative_numbers(Self::command());
        let said = command.try_get_matches_from_mut(std::env::args_os());
        said.and_then(|said| Self::from_arg_matches(&said))
            .unwrap_or_else(|error| error.format(&mut command).exit())
    }
}

fn with_negative_numbers(command: Clap) -> Clap {
    let number = |arg: &Arg| {
        let kind = arg.get_value_parser().type_id();
        let windows = kind == TypeId::of::<(f64, f64)>() || kind == TypeId::of::<Response>();
        kind == TypeId::of::<f64>() || kind == TypeId::of::<ConductanceWindow>() || windows
    };
    command
        .mut_args(|arg| match arg.get_action().takes_values() {
            // Only these know `-1e-6` and `-1,0`: to the parser of arguments they are no numbers.
            true if number(&arg) => arg.allow_hyphen_values(true),
            true => arg.allow_negative_numbers(true),
            false => arg,
        })
        .mut_subcommands(with_negative_numbers)
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Measured devices: sweeps in, conductance curve and usability out.
    Device {
        /// What to do with them.
        #[command(subcommand)]
        verb: DeviceVerb,
    },
    /// Fabrication campaigns: which recipe to make next, and what came of the others.
    Fab {
        /// What to do with them.
        #[command(subcommand)]
        verb: Box<FabVerb>,
    },
    /// Datasets that networks learn from: get them, look into them.
    Data {
        /// What to do with them.
        #[command(subcommand)]
        verb: DataVerb,
    },
    /// Networks: train them to survive a device's drift.
    Train {
        /// What to do.
        #[command(subcommand)]
        verb: TrainVerb,
    },
    /// Trained networks on devices that drift.
    Robust {
        /// What to do.
        #[command(subcommand)]
        verb: RobustVerb,
    },
    /// What can be proved of a network on one sample, and of the paper's theorem.
    Certify(Box<Certify>),
    /// Crossbars with real wires.
    Crossbar {
        /// What to do.
        #[command(subcommand)]
        verb: CrossbarVerb,
    },
    /// Boards that drive a real crossbar, or an emulated one.
    #[cfg(feature = "hardware")]
    Hardware {
        /// What to do.
        #[command(subcommand)]
        verb: HardwareVerb,
    },
    /// The paper's experiments, done again with fair comparisons.
    Reproduce {
        /// Which.
        #[command(subcommand)]
        verb: ReproduceVerb,
    },
    /// Benchmarks of this program on this machine.
    Bench {
        /// Which.
        #[command(subcommand)]
        verb: BenchVerb,
    },
}

/// `memrilab device ...`
#[derive(Debug, Subcommand)]
pub(crate) enum DeviceVerb {
    /// Read sweep files and score each device.
    Analyze(Box<Analyze>),
    /// Make a device and write its sweeps as CSV.
    Simulate(Box<Simulate>),
    /// Write a device's drift model, which networks are trained for.
    Drift(Box<Drift>),
    /// List the file formats that are read and recognised.
    Formats {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// `memrilab bench ...`
#[derive(Debug, Subcommand)]
pub(crate) enum BenchVerb {
    /// Read and analyse one large CSV file.
    Analyze {
        /// Cycles in the file.
        #[arg(long, default_value_t = 100)]
        cycles: usize,
        /// Points of each cycle.
        #[arg(long, default_value_t = 10_000)]
        points: usize,
        /// Bootstrap draws.
        #[arg(long, default_value_t = 200)]
        bootstrap: usize,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Train a network on one batch, step after step.
    Train {
        /// lenet5, mlp or another model.
        #[arg(long, default_value = "lenet5")]
        model: String,
        /// Samples of a step.
        #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=65536))]
        batch: u32,
        /// Steps in all, in blocks of 20; the medians of blocks are told.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        steps: u32,
        /// Threads; a step runs on one.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1))]
        threads: u16,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Run a network on drifted weights, level by level and draw by draw.
    Sweep {
        /// lenet5, mlp or another model.
        #[arg(long, default_value = "lenet5")]
        model: String,
        /// Samples.
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        images: u32,
        /// Levels of sigma, from 0 to 1.5.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
        levels: u32,
        /// Draws of each level.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        draws: u32,
        /// Threads.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=1024))]
        threads: u16,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The exact solve of square crossbars with wires: the factors, and each further input.
    Crossbar {
        /// Lines a side, separated by commas.
        #[arg(long, value_delimiter = ',', default_value = "10,32,64,128")]
        sizes: Vec<usize>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Fit the model of a campaign over the paper's space and suggest one recipe.
    Suggest {
        /// Recipes measured so far.
        #[arg(long, default_value_t = 60)]
        observations: usize,
        /// How often each is timed; the medians are told.
        #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..=1000))]
        runs: u32,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// `memrilab device drift`
#[derive(Debug, ClapArgs)]
pub(crate) struct Drift {
    /// A sweep file with one device.
    pub(crate) path: PathBuf,
    /// The method that measures curve, run and sigma: corrected, paper or table.
    #[arg(long, default_value = "corrected", value_parser = one_method)]
    pub(crate) method: Method,
    /// Take the upper 95 % bound of sigma rather than its estimate.
    #[arg(long)]
    pub(crate) upper: bool,
    /// File to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print JSON; it is always JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

fn one_method(text: &str) -> Result<Method, String> {
    let mut all = Method::ALL.into_iter();
    all.find(|m| m.name() == text)
        .ok_or_else(|| "give corrected, paper or table".into())
}

/// Which methods.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum MethodChoice {
    /// Compliance masked, geometric reference, unbiased sigma.
    Corrected,
    /// The paper's text.
    Paper,
    /// The authors' published table.
    Table,
    /// All three side by side.
    All,
}

/// Which polarity SETs.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PolarityArg {
    /// What the file says, else positive if positive voltages are swept.
    Auto,
    /// Positive.
    Positive,
    /// Negative.
    Negative,
}

/// `memrilab device analyze`
///
/// What is not said is `None`: a project file or the default fills it in.
#[derive(Debug, ClapArgs)]
pub(crate) struct Analyze {
    /// Sweep files, project files, or folders to read through.
    ///
    /// A project file is what the page saves; the files in it are read, and named
    /// `project.json:path`. Its settings hold for the whole run, those it keeps for one file for
    /// that file. What is said on the command line wins over both. Projects with different settings
    /// are analysed one at a time.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How usability is measured [default: all].
    #[arg(long, value_enum)]
    pub(crate) method: Option<MethodChoice>,
    /// How the files are read and scored.
    #[command(flatten)]
    pub(crate) how: How,
    /// Print JSON.
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print CSV, one row a device and method.
    #[arg(long)]
    pub(crate) csv: bool,
    /// Write figures (SVG and PNG) into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) figures: Option<PathBuf>,
    /// Tell how each file was read: dialect, units, cycles, what was skipped.
    #[arg(long)]
    pub(crate) report: bool,
}

/// How sweep files are read and scored, wherever they are.
///
/// What is not said is `None`: a project file or the default fills it in.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct How {
    /// Points of rising conductance for a length factor of 1 [default: 35].
    #[arg(long, value_name = "POINTS")]
    pub(crate) required_length: Option<usize>,
    /// `auto`, `none` or a current in amperes; acts on `corrected` only [default: auto].
    #[arg(long, value_parser = compliance)]
    pub(crate) compliance: Option<Compliance>,
    /// The sign of the voltage that SETs the device [default: auto].
    #[arg(long, value_enum)]
    pub(crate) polarity: Option<PolarityArg>,
    /// Where the on/off ratio is read, in volts; a tenth of the largest voltage if not given.
    #[arg(long, value_name = "V")]
    pub(crate) read_voltage: Option<f64>,
    /// Units where the file names none or the wrong ones, such as `V=mV,I=uA`.
    #[arg(long, value_name = "V=..,I=..", value_parser = units)]
    pub(crate) unit: Option<ReadOptions>,
    /// Bootstrap draws over cycles for the intervals; 0 for none [default: 200].
    #[arg(long, value_name = "N")]
    pub(crate) bootstrap: Option<usize>,
    /// Seed of the bootstrap [default: 1].
    #[arg(long)]
    pub(crate) seed: Option<u64>,
}

impl Analyze {
    /// The settings of the analysis: what was said, and the rest as in `unsaid`.
    pub(crate) fn options(&self, unsaid: Options) -> Options {
        let methods = self.method.map(|method| match method {
            MethodChoice::Corrected => vec![Method::Corrected],
            MethodChoice::Paper => vec![Method::Paper],
            MethodChoice::Table => vec![Method::Table],
            MethodChoice::All => Method::ALL.to_vec(),
        });
        let how = &self.how;
        let polarity = how.polarity.map(|polarity| match polarity {
            PolarityArg::Auto => PolarityChoice::Auto,
            PolarityArg::Positive => PolarityChoice::Positive,
            PolarityArg::Negative => PolarityChoice::Negative,
        });
        Options {
            methods: methods.unwrap_or(unsaid.methods),
            required_length: how.required_length.unwrap_or(unsaid.required_length),
            compliance: how.compliance.unwrap_or(unsaid.compliance),
            polarity: polarity.unwrap_or(unsaid.polarity),
            read_voltage: how.read_voltage.map(Volts).or(unsaid.read_voltage),
            bootstrap: how.bootstrap.unwrap_or(unsaid.bootstrap),
            seed: how.seed.unwrap_or(unsaid.seed),
            ..unsaid
        }
    }

    /// The settings of one file: what was said wins over what the file has of its own.
    pub(crate) fn settings(&self, own: FileSettings) -> FileSettings {
        let mut read = own.read;
        if let Some(said) = &self.how.unit {
            for (unit, said) in [
                (&mut read.voltage_unit, &said.voltage_unit),
                (&mut read.current_unit, &said.current_unit),
                (&mut read.resistance_unit, &said.resistance_unit),
                (&mut read.conductance_unit, &said.conductance_unit),
            ] {
                if said.is_some() {
                    unit.clone_from(said);
                }
            }
        }
        FileSettings {
            read,
            polarity: own.polarity.filter(|_| self.how.polarity.is_none()),
            compliance: own.compliance.filter(|_| self.how.compliance.is_none()),
        }
    }
}

/// `memrilab device simulate`
#[derive(Debug, ClapArgs)]
pub(crate) struct Simulate {
    /// A device that ships: `good`, `non-monotonic` or `noisy`; the other settings change it.
    #[arg(long)]
    pub(crate) sample: Option<String>,
    /// Sweeps.
    #[arg(long)]
    pub(crate) cycles: Option<usize>,
    /// Largest voltage, in volts.
    #[arg(long, value_name = "V")]
    pub(crate) v_max: Option<f64>,
    /// Voltage step, in volts.
    #[arg(long, value_name = "V")]
    pub(crate) v_step: Option<f64>,
    /// Conductance at 0 V, in siemens.
    #[arg(long, value_name = "S")]
    pub(crate) g0: Option<f64>,
    /// Growth of the log conductance per volt.
    #[arg(long)]
    pub(crate) growth: Option<f64>,
    /// SET voltage of a sudden jump.
    #[arg(long, value_name = "V")]
    pub(crate) v_set: Option<f64>,
    /// How far the log conductance jumps at SET.
    #[arg(long)]
    pub(crate) set_jump: Option<f64>,
    /// RESET voltage, as a magnitude.
    #[arg(long, value_name = "V")]
    pub(crate) v_reset: Option<f64>,
    /// Compliance, in amperes.
    #[arg(long, value_name = "A")]
    pub(crate) compliance: Option<f64>,
    /// Log-noise of a point.
    #[arg(long)]
    pub(crate) point_noise: Option<f64>,
    /// Log-noise common to a cycle.
    #[arg(long)]
    pub(crate) cycle_noise: Option<f64>,
    /// A stretch of falling conductance, such as `2.0:3.2:0.5` (from V, to V, depth); may be repeated.
    #[arg(long, value_name = "FROM:TO:DEPTH", value_parser = dip)]
    pub(crate) dip: Vec<memrilab_device::simulate::Dip>,
    /// Seed.
    #[arg(long, default_value_t = memrilab_device::simulate::Sample::SEED)]
    pub(crate) seed: u64,
    /// File to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print the settings of the device as JSON (with `--output`) instead of a sentence.
    #[arg(long, requires = "output")]
    pub(crate) json: bool,
}

fn compliance(text: &str) -> Result<Compliance, String> {
    match text {
        "auto" => Ok(Compliance::Auto),
        "none" => Ok(Compliance::None),
        amperes => amperes
            .parse()
            .map(|a| Compliance::Given(Amperes(a)))
            .map_err(|_| "give `auto`, `none` or a current in amperes, such as 2.7e-5".into()),
    }
}

fn units(text: &str) -> Result<ReadOptions, String> {
    ReadOptions::with_units(text).map_err(|e| e.to_string())
}

fn dip(text: &str) -> Result<memrilab_device::simulate::Dip, String> {
    let numbers: Vec<f64> = text
        .split(':')
        .filter_map(|t| t.trim().parse().ok())
        .collect();
    let &[from, to, depth] = numbers.as_slice() else {
        return Err("give three numbers, such as 2.0:3.2:0.5".into());
    };
    Ok(memrilab_device::simulate::Dip {
        from: Volts(from),
        to: Volts(to),
        depth,
    })
}
