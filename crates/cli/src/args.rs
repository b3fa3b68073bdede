//! What may be said on the command line; `memrilab --help` is made from it.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_device::analysis::{Compliance, Method, Options, PolarityChoice};
use memrilab_device::read::ReadOptions;
use std::path::PathBuf;

/// From measured current-voltage sweeps to neural networks that survive on the device.
#[derive(Debug, Parser)]
#[command(name = "memrilab", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// What to work on.
    #[command(subcommand)]
    pub(crate) command: Command,
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
#[derive(Debug, ClapArgs)]
pub(crate) struct Analyze {
    /// Files, or folders to read through.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How usability is measured.
    #[arg(long, value_enum, default_value = "all")]
    pub(crate) method: MethodChoice,
    /// Points of rising conductance for a length factor of 1.
    #[arg(long, default_value_t = 35, value_name = "POINTS")]
    pub(crate) required_length: usize,
    /// `auto`, `none` or a current in amperes; acts on `corrected` only.
    #[arg(long, default_value = "auto", value_parser = compliance)]
    pub(crate) compliance: Compliance,
    /// The sign of the voltage that SETs the device.
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) polarity: PolarityArg,
    /// Where the on/off ratio is read, in volts; a tenth of the largest voltage if not given.
    #[arg(long, value_name = "V", allow_negative_numbers = true)]
    pub(crate) read_voltage: Option<f64>,
    /// Units where the file names none or the wrong ones, such as `V=mV,I=uA`.
    #[arg(long, value_name = "V=..,I=..", value_parser = units)]
    pub(crate) unit: Option<ReadOptions>,
    /// Bootstrap draws over cycles for the intervals; 0 for none.
    #[arg(long, default_value_t = 200, value_name = "N")]
    pub(crate) bootstrap: usize,
    /// Seed of the bootstrap.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
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

impl Analyze {
    /// The settings of the analysis.
    pub(crate) fn options(&self) -> Options {
        Options {
            methods: match self.method {
                MethodChoice::Corrected => vec![Method::Corrected],
                MethodChoice::Paper => vec![Method::Paper],
                MethodChoice::Table => vec![Method::Table],
                MethodChoice::All => Method::ALL.to_vec(),
            },
            required_length: self.required_length,
            compliance: self.compliance,
            polarity: match self.polarity {
                PolarityArg::Auto => PolarityChoice::Auto,
                PolarityArg::Positive => PolarityChoice::Positive,
                PolarityArg::Negative => PolarityChoice::Negative,
            },
            read_voltage: self.read_voltage.map(Volts),
            bootstrap: self.bootstrap,
            seed: self.seed,
            ..Options::default()
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
