//! What may be said of boards.

use crate::crossbar::args::{Pulsed, Verified};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use memrilab_crossbar::chip::ConductanceWindow;
use memrilab_hardware::{Dialect, FaultScript};
use std::path::PathBuf;

/// `memrilab hardware ...`
#[derive(Debug, Subcommand)]
pub(crate) enum HardwareVerb {
    /// The serial ports of this computer.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print an example of the file of limits, which an operator writes for one array.
    Limits,
    /// Greet a board and tell what it says of itself; nothing is driven.
    Connect(Connect),
    /// Read devices; nothing is armed.
    Read(Read),
    /// Write conductances by pulses and reads; without --arm the devices are only read.
    ///
    /// Ends with code 1 unless all devices with a target are within tolerance; where a network is
    /// written, all devices that carry its weights.
    Program(Box<Program>),
    /// Run the moons network on an array that was programmed with it, and compare with software.
    Infer(Infer),
    /// Serve an emulated board on a pseudo-terminal until Ctrl-C.
    Emulate(Box<Emulate>),
}

/// What a board speaks.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DialectName {
    /// The line protocol of docs/HARDWARE.md.
    Line,
    /// The commands of an ArC ONE.
    ArcOne,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Line => Self::Line,
            DialectName::ArcOne => Self::ArcOne,
        }
    }
}

/// How the sign of a weight is kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CodingName {
    /// A pair: one device carries the weight, the other rests at Gmin.
    OneSided,
    /// A pair: both move about the middle of the window.
    Centred,
    /// One device against a column that rests at the middle.
    Reference,
}

/// A board on a port.
#[derive(Debug, ClapArgs)]
pub(super) struct Wire {
    /// The port, such as /dev/ttyUSB0 or COM3; `memrilab hardware list` names them.
    pub(super) port: String,
    /// What the board speaks.
    #[arg(long, value_enum, default_value_t = DialectName::Line)]
    pub(super) dialect: DialectName,
}

/// A board, and what may be done to its array.
#[derive(Debug, ClapArgs)]
pub(super) struct Limited {
    /// The board.
    #[command(flatten)]
    pub(super) wire: Wire,
    /// The file of limits (JSON) that you wrote for this array; `memrilab hardware limits` prints an example.
    #[arg(long, value_name = "FILE")]
    pub(super) limits: PathBuf,
}

/// `memrilab hardware connect`
#[derive(Debug, ClapArgs)]
pub(crate) struct Connect {
    /// The board.
    #[command(flatten)]
    pub(super) wire: Wire,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab hardware read`
#[derive(Debug, ClapArgs)]
pub(crate) struct Read {
    /// The board and its limits.
    #[command(flatten)]
    pub(super) board: Limited,
    /// The word line of one device, from 1.
    #[arg(long, value_name = "N", requires = "column", required_unless_present = "all",
          value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) row: Option<u16>,
    /// Its bit line, from 1.
    #[arg(long, value_name = "N", requires = "row",
          value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) column: Option<u16>,
    /// Read all devices, word line by word line.
    #[arg(long, conflicts_with = "row")]
    pub(super) all: bool,
    /// The voltage, in volts.
    #[arg(long, value_name = "V", default_value_t = 0.1)]
    pub(super) volts: f64,
    /// Write what was read into this file, CSV; what was read before a fault is written too.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab hardware program`
#[derive(Debug, ClapArgs)]
pub(crate) struct Program {
    /// The board and its limits.
    #[command(flatten)]
    pub(super) board: Limited,
    /// Conductances to reach in siemens, a word line a row (CSV).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["weights", "window"])]
    pub(super) targets: Option<PathBuf>,
    /// The weights of a network with two inputs and one output, from `memrilab train run --task moons`.
    #[arg(long, value_name = "FILE", requires = "window")]
    pub(super) weights: Option<PathBuf>,
    /// The conductances that weights are put between, in siemens, such as 2e-6:2e-5.
    #[arg(long, value_name = "GMIN:GMAX", value_parser = window)]
    pub(super) window: Option<ConductanceWindow>,
    /// How the sign of a weight is kept.
    #[arg(long, value_enum, default_value_t = CodingName::OneSided)]
    pub(super) coding: CodingName,
    /// Add biases in software instead of giving them a word line.
    #[arg(long)]
    pub(super) digital_bias: bool,
    /// Voltage of a pulse that raises the conductance, in volts.
    #[arg(long, value_name = "V")]
    pub(super) v_set: f64,
    /// Voltage of a pulse that lowers it, of the other sign.
    #[arg(long, value_name = "V")]
    pub(super) v_reset: f64,
    /// Length of a pulse, in seconds.
    #[arg(long, value_name = "S")]
    pub(super) pulse_seconds: f64,
    /// Voltage of a read, and of the largest input of the network, in volts.
    #[arg(long, value_name = "V", default_value_t = 0.1)]
    pub(super) v_read: f64,
    /// When a device counts as written.
    #[command(flatten)]
    pub(super) verified: Verified,
    /// Arm the board and send pulses. Without it the devices are read and compared, no more.
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) arm: bool,
    /// Print the waveform of the reads and pulses, and open no port.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write what came of it into this file, JSON; what was done before a fault or Ctrl-C is written too.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab hardware infer`
#[derive(Debug, ClapArgs)]
pub(crate) struct Infer {
    /// The board and its limits.
    #[command(flatten)]
    pub(super) board: Limited,
    /// The weights that the array was programmed with.
    #[arg(long, value_name = "FILE")]
    pub(super) weights: PathBuf,
    /// What `memrilab hardware program --out` wrote: how the weights were put on this array.
    #[arg(long, value_name = "FILE")]
    pub(super) programmed: PathBuf,
    /// Test points.
    #[arg(long, value_name = "N", default_value_t = 400, value_parser = clap::value_parser!(u16).range(1..=400))]
    pub(super) points: u16,
    /// Noise of the moons, a standard deviation; take that of the training.
    #[arg(long, value_name = "SD", default_value_t = 0.1)]
    pub(super) moons_noise: f64,
    /// Seed of the moons; take that of the training.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab hardware emulate`
#[derive(Debug, ClapArgs)]
pub(crate) struct Emulate {
    /// What the board speaks.
    #[arg(long, value_enum, default_value_t = DialectName::Line)]
    pub(super) dialect: DialectName,
    /// Word lines.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) rows: usize,
    /// Bit lines.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) columns: usize,
    /// The devices.
    #[command(flatten)]
    pub(super) device: Pulsed,
    /// Resistance of each wire segment in ohms; 0 for ideal wires.
    #[arg(long, value_name = "OHMS", default_value_t = 0.0)]
    pub(super) wire_resistance: f64,
    /// Standard deviation of a read, as a share of its current.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) read_noise: f64,
    /// Seed of devices, reads and faults.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// What goes wrong with the pieces of bytes that the board sends, such as corrupt@12,eof@40:
    /// drop, split, delay, duplicate, corrupt, garbage, nan, silence or eof.
    #[arg(long, value_name = "SCRIPT", value_parser = faults)]
    pub(super) fault: Option<FaultScript>,
    /// Make a symbolic link to the port here, and take it away at the end.
    #[arg(long, value_name = "PATH")]
    pub(super) link: Option<PathBuf>,
}

fn window(text: &str) -> Result<ConductanceWindow, String> {
    let numbers: Result<Vec<f64>, _> = text.split(':').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok(&[g_min, g_max]) => Ok(ConductanceWindow { g_min, g_max }),
        _ => Err("give Gmin and Gmax in siemens, such as 2e-6:2e-5".into()),
    }
}

fn faults(text: &str) -> Result<FaultScript, String> {
    text.parse()
        .map_err(|e: memrilab_hardware::HardwareError| e.to_string())
}
