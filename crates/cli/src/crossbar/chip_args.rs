//! What may be said of a network on arrays.

use crate::train::args::Source;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// A network on arrays, and what happens to it there.
#[derive(Debug, ClapArgs)]
pub(super) struct OnChip {
    /// The weights that `train run` wrote, of dense layers [default: the moons are learned first, by plain training].
    #[arg(long, value_name = "FILE")]
    pub(super) weights: Option<PathBuf>,
    /// The data; the test samples are run.
    #[command(flatten)]
    pub(super) source: Source,
    /// Word lines and bit lines of an array.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) size: usize,
    /// How the sign of a weight is kept.
    #[arg(long, value_enum, default_value = "one-sided")]
    pub(super) coding: CodingName,
    /// Where biases are kept.
    #[arg(long, value_enum, default_value = "row")]
    pub(super) bias: BiasName,
    /// The conductances that devices are set to, in siemens.
    #[arg(long, value_name = "GMIN:GMAX", default_value = "0.2e-6:6e-6", value_parser = window)]
    pub(super) window: (f64, f64),
    /// Voltage of the largest input, in volts.
    #[arg(long, value_name = "V", default_value_t = 0.1)]
    pub(super) v_read: f64,
    /// Conductances that a device can be set to, evenly spaced.
    #[arg(long, value_name = "N")]
    pub(super) levels: Option<u32>,
    /// Relative error that programming leaves, uniform within plus and minus it.
    #[arg(long, value_name = "SHARE")]
    pub(super) programming: Option<f64>,
    /// What a draw of drift multiplies.
    #[arg(long, value_enum, default_value = "device")]
    pub(super) drift_per: DriftPerName,
    /// Share of devices stuck at the largest conductance.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) stuck_on: f64,
    /// Share of devices stuck at the smallest conductance.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) stuck_off: f64,
    /// Share of devices that do not conduct.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(super) dead: f64,
    /// Cubic part of the current at the read voltage, in units of the linear.
    #[arg(long, value_name = "C", conflicts_with = "poole_frenkel")]
    pub(super) cubic: Option<f64>,
    /// Lowering of the barrier by the field, in 1/sqrt(V).
    #[arg(long, value_name = "B")]
    pub(super) poole_frenkel: Option<f64>,
    /// Resistance of each wire segment in ohms.
    #[arg(long, value_name = "OHMS")]
    pub(super) wire_resistance: Option<f64>,
    /// Standard deviation of each device's current at each product, as a share of it.
    #[arg(long, value_name = "SHARE")]
    pub(super) read_noise: Option<f64>,
    /// Bits of the converter of inputs; ideal if not given.
    #[arg(long, value_name = "N")]
    pub(super) dac_bits: Option<u32>,
    /// Which current is converted.
    #[arg(long, value_enum, default_value = "column")]
    pub(super) adc_at: ConvertedName,
    /// Full scale of the converter, in units of the largest current of the samples that were learned from.
    #[arg(long, value_name = "R", default_value_t = 1.0)]
    pub(super) adc_range: f64,
    /// Programmings that are drawn.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) draws: usize,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// `memrilab crossbar simulate`
#[derive(Debug, ClapArgs)]
pub(crate) struct Simulate {
    /// The network and its arrays.
    #[command(flatten)]
    pub(super) chip: OnChip,
    /// Standard deviations of the log conductance that drift leaves, separated by commas.
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "0")]
    pub(super) sigma: Vec<f64>,
    /// Bits of the converter of currents, separated by commas; ideal if not given.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(super) adc_bits: Vec<u32>,
    /// Length of a read pulse, in seconds, for the energy; assumed where not given.
    #[arg(long, value_name = "S", default_value_t = 1e-6)]
    pub(super) seconds: f64,
    /// Figure of merit of converters of currents, in joules a conversion step; assumed where not given.
    #[arg(long, value_name = "J", default_value_t = memrilab_crossbar::energy::Converter::ASSUMED.figure)]
    pub(super) adc_figure: f64,
    /// Energy of driving a word line, in joules a product; of each block of a layer, its own; not counted if not given.
    #[arg(long, value_name = "J")]
    pub(super) dac: Option<f64>,
}

/// `memrilab crossbar waterfall`
#[derive(Debug, ClapArgs)]
pub(crate) struct Waterfall {
    /// The network and its arrays.
    #[command(flatten)]
    pub(super) chip: OnChip,
    /// Standard deviation of the log conductance that drift leaves.
    #[arg(long)]
    pub(super) sigma: Option<f64>,
    /// Bits of the converter of currents; ideal if not given.
    #[arg(long, value_name = "N")]
    pub(super) adc_bits: Option<u32>,
    /// Draw it into this file, SVG or PNG.
    #[arg(long, value_name = "FILE")]
    pub(super) figure: Option<PathBuf>,
}

/// How the sign of a weight is kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CodingName {
    /// A pair: one device carries the weight, the other rests at Gmin.
    OneSided,
    /// A pair: both move about the middle.
    Centred,
    /// One device against a column that all share.
    Reference,
}

/// Where biases are kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum BiasName {
    /// In one more row of each layer.
    Row,
    /// Outside the array.
    Digital,
}

/// What a draw of drift multiplies.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DriftPerName {
    /// Each device by its own factor.
    Device,
    /// Each weight, as the paper has it.
    Weight,
}

/// Which current is converted.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ConvertedName {
    /// Each bit line's own.
    Column,
    /// The difference of the two of an output.
    Difference,
}

fn window(text: &str) -> Result<(f64, f64), String> {
    let numbers: Result<Vec<f64>, _> = text.split(':').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok(&[low, high]) => Ok((low, high)),
        _ => Err("give the smallest and the largest conductance, such as 0.2e-6:6e-6".into()),
    }
}
