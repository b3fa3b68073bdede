//! What may be said of crossbars.

use super::chip_args::{Simulate, Waterfall};
use clap::{ArgGroup, Args as ClapArgs, Subcommand};
use memrilab_crossbar::program::Response;
use std::path::PathBuf;

/// `memrilab crossbar ...`
#[derive(Debug, Subcommand)]
pub(crate) enum CrossbarVerb {
    /// Output currents of a passive array with every wire segment.
    Solve(Solve),
    /// A network on arrays: its accuracy and its energy, programmed again and again.
    Simulate(Box<Simulate>),
    /// What each effect of the arrays costs a network.
    Waterfall(Box<Waterfall>),
    /// Write conductances into a virtual array by pulses and reads.
    Program(Box<Program>),
    /// Energy of products, array only and with converters side by side.
    Energy(Box<Energy>),
}

/// `memrilab crossbar solve`
#[derive(Debug, ClapArgs)]
pub(crate) struct Solve {
    /// Resistances of the devices in ohms, a word line a row (CSV); `inf` for one that does not conduct.
    #[arg(long, value_name = "FILE")]
    pub(super) resistances: PathBuf,
    /// Voltages of the word lines, an input vector a row (CSV).
    #[arg(long, value_name = "FILE")]
    pub(super) voltages: PathBuf,
    /// Resistance of each wire segment in ohms; 0 for ideal wires.
    #[arg(long, value_name = "OHMS", default_value_t = 0.0)]
    pub(super) wire_resistance: f64,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// The device that is programmed, and what a pulse does to it.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("device").required(true))]
pub(crate) struct Pulsed {
    /// A sweep file with one device, or its drift model: pulses climb the run of its curve.
    #[arg(long, value_name = "FILE", group = "device")]
    pub(super) sweeps: Option<PathBuf>,
    /// A device of this usability: 1 to 35 uS in 34 pulses, sigma = -ln U.
    #[arg(long, value_name = "U", group = "device")]
    pub(super) usability: Option<f64>,
    /// A device of the equation G = B (1 - exp(-P/A)) + Gmin, such as `1e-6:2e-5:200:120`.
    #[arg(long, value_name = "GMIN:GMAX:PULSES:A", value_parser = potentiation,
          group = "device", requires = "sigma")]
    pub(super) potentiation: Option<Response>,
    /// Standard deviation of the log conductance at each programming [default: the device's].
    #[arg(long)]
    pub(super) sigma: Option<f64>,
    /// Correlation of the deviations before and after a pulse, from 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    pub(super) memory: f64,
    /// Points of the curve that a pulse moves by.
    #[arg(long, default_value_t = 1.0)]
    pub(super) step: f64,
    /// Share of a step that half of the voltage moves by; assumed.
    #[arg(long, default_value_t = 0.01)]
    pub(super) half_select: f64,
    /// Voltage of a SET pulse, in volts.
    #[arg(long, value_name = "V", default_value_t = 3.0)]
    pub(super) v_set: f64,
    /// Voltage of a RESET pulse, in volts.
    #[arg(long, value_name = "V", default_value_t = -3.0)]
    pub(super) v_reset: f64,
}

/// When a device counts as written, and when it is given up.
#[derive(Debug, ClapArgs)]
pub(crate) struct Verified {
    /// How far from its target a conductance may be, as a share of it.
    #[arg(long, default_value_t = 0.05)]
    pub(crate) tolerance: f64,
    /// Most pulses of a device.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) pulse_limit: u32,
    /// Times the array is gone through.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) passes: u32,
}

/// `memrilab crossbar program`
#[derive(Debug, ClapArgs)]
pub(crate) struct Program {
    /// Conductances to reach in siemens, a word line a row (CSV).
    #[arg(long, value_name = "FILE")]
    pub(super) targets: PathBuf,
    /// The device.
    #[command(flatten)]
    pub(super) device: Pulsed,
    /// Resistance of each wire segment in ohms, which reads see; 0 for ideal wires.
    #[arg(long, value_name = "OHMS", default_value_t = 0.0)]
    pub(super) wire_resistance: f64,
    /// Standard deviation of a read, as a share of its current.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) read_noise: f64,
    /// Share of devices stuck at the largest conductance.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) stuck_on: f64,
    /// Share of devices stuck at the smallest conductance.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) stuck_off: f64,
    /// Share of devices that do not conduct.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) dead: f64,
    /// When a device counts as written.
    #[command(flatten)]
    pub(super) verified: Verified,
    /// Length of a pulse, in seconds.
    #[arg(long, value_name = "S", default_value_t = 1e-6)]
    pub(super) pulse_seconds: f64,
    /// Voltage of a read, in volts.
    #[arg(long, value_name = "V", default_value_t = 0.1)]
    pub(super) v_read: f64,
    /// Length of a read, in seconds.
    #[arg(long, value_name = "S", default_value_t = 1e-6)]
    pub(super) read_seconds: f64,
    /// What each pulse and read take besides, in seconds.
    #[arg(long, value_name = "S", default_value_t = 0.0)]
    pub(super) overhead_seconds: f64,
    /// Seed of faults, pulses and reads.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Draw errors and yield pulse by pulse into this file, SVG or PNG.
    #[arg(long, value_name = "FILE")]
    pub(super) figure: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab crossbar energy`
#[derive(Debug, ClapArgs)]
pub(crate) struct Energy {
    /// Word lines.
    #[arg(long, required_unless_present = "conductances")]
    pub(super) rows: Option<usize>,
    /// Bit lines.
    #[arg(long, required_unless_present = "conductances")]
    pub(super) columns: Option<usize>,
    /// Voltage of the word lines, in volts; of inputs that differ, their root mean square.
    #[arg(long, value_name = "V")]
    pub(super) v_read: f64,
    /// Length of a pulse, in seconds.
    #[arg(long, value_name = "S")]
    pub(super) seconds: f64,
    /// Mean conductance, in siemens.
    #[arg(long, value_name = "SIEMENS", required_unless_present = "conductances")]
    pub(super) conductance: Option<f64>,
    /// Conductances of the devices in siemens, a word line a row (CSV).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["conductance", "rows", "columns"])]
    pub(super) conductances: Option<PathBuf>,
    /// Pulses of a product.
    #[arg(long, default_value_t = 1.0)]
    pub(super) pulses: f64,
    /// Devices of a weight: 2 for differential pairs.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) devices_per_weight: u32,
    /// Energy of driving a row, in joules per product.
    #[arg(long, value_name = "J", default_value_t = 0.0)]
    pub(super) dac: f64,
    /// Energy of converting a column, in joules per product.
    #[arg(
        long,
        value_name = "J",
        required_unless_present = "adc_bits",
        conflicts_with = "adc_bits"
    )]
    pub(super) adc: Option<f64>,
    /// Bits of a column's converter: its energy is the figure of merit times 2^bits.
    #[arg(long, value_name = "N")]
    pub(super) adc_bits: Option<u32>,
    /// Figure of merit of converters, in joules a conversion step; assumed where not given.
    #[arg(long, value_name = "J", default_value_t = memrilab_crossbar::energy::Converter::ASSUMED.figure)]
    pub(super) adc_figure: f64,
    /// Products in all.
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    pub(super) samples: f64,
    /// What to compare with, such as v100-fp16, v100-fp32 or v100-tensor; nothing if not given.
    #[arg(long, value_name = "NAME")]
    pub(super) baseline: Option<String>,
    /// Tell the mean conductance at which the array alone reaches so many GOP/s/W.
    #[arg(long, value_name = "GOPS_PER_WATT")]
    pub(super) claim: Option<f64>,
    /// Draw the efficiency over the bits of converters into this file, SVG or PNG.
    #[arg(long, value_name = "FILE")]
    pub(super) figure: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

fn potentiation(text: &str) -> Result<Response, String> {
    let numbers: Result<Vec<f64>, _> = text.split(':').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok(&[g_min, g_max, pulses, curvature]) => Ok(Response::Exponential {
            g_min,
            g_max,
            pulses,
            curvature,
        }),
        _ => Err("give Gmin, Gmax, pulses and A, such as 1e-6:2e-5:200:120".into()),
    }
}
