//! What may be said of datasets.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use memrilab_train::data::Shape;
use std::path::PathBuf;

/// `memrilab data ...`
#[derive(Debug, Subcommand)]
pub(crate) enum DataVerb {
    /// Download a public dataset.
    Get(Get),
    /// Tell what a dataset holds: samples, classes, range.
    Info(Info),
}

/// A public dataset.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Set {
    /// Handwritten digits: 60000 to learn from, 10000 to test, 28 x 28 pixels.
    Mnist,
}

/// `memrilab data get`
///
/// What is there already and right is kept; a download that was interrupted goes on where it
/// ended. Every file is checked against the published one.
#[derive(Debug, ClapArgs)]
pub(crate) struct Get {
    /// Which.
    #[arg(value_enum)]
    pub(crate) set: Set,
    /// The folder to write it into [default: the name of the set].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Where to download from instead of the known places; the next is tried if one fails.
    #[arg(long, value_name = "URL", num_args = 1.., value_parser = mirror)]
    pub(crate) mirror: Vec<String>,
    /// How long a place may be silent before it is given up, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) patience: u64,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab data info`
#[derive(Debug, ClapArgs)]
pub(crate) struct Info {
    /// A folder of IDX files, a table (CSV), or a folder with a folder of pictures for each class.
    pub(crate) path: PathBuf,
    /// How it is read.
    #[command(flatten)]
    pub(crate) how: How,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How a dataset is read, wherever it is.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct How {
    /// The column of the classes of a table, by heading or number [default: the one called label,
    /// class, target or y, else the last].
    #[arg(long, value_name = "COLUMN")]
    pub(crate) label: Option<String>,
    /// A column of a table to leave out, by heading or number; may be repeated.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) ignore: Vec<String>,
    /// The columns of a table are pixels from 0 to 255.
    #[arg(long)]
    pub(crate) pixels: bool,
    /// The shape of a row of a table, such as 28x28 or 3x32x32.
    #[arg(long, value_name = "SHAPE")]
    pub(crate) shape: Option<Shape>,
    /// Read pictures as gray.
    #[arg(long)]
    pub(crate) grayscale: bool,
}

/// The address of a folder: it ends in a slash.
fn mirror(text: &str) -> Result<String, String> {
    let host = ["http://", "https://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    match host {
        Some(host) if !host.trim_matches('/').is_empty() => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("give the address of a folder that begins with https:// or http://".into()),
    }
}
