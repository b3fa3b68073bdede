//! What may be said of fabrication campaigns.

use crate::args::How;
use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use memrilab_bayesopt::{Encoding, Goal, Settings};
use memrilab_device::analysis::Method;
use std::path::PathBuf;

/// `memrilab fab ...`
#[derive(Debug, Subcommand)]
pub(crate) enum FabVerb {
    /// Begin a campaign: what may be made, and what is wanted.
    New(New),
    /// Say which recipes to make next.
    Suggest(Suggest),
    /// Tell what came of a recipe: a value, a failure, or sweeps to analyse.
    Observe(Box<Observe>),
    /// List what is being made; add to it, or take from it.
    Pending(Pending),
    /// Tell the best so far, what the model has learned, and whether to go on.
    Status(Status),
    /// Add the experiments of a table.
    Import(Import),
    /// Write the experiments as a table.
    Export(Export),
    /// Replay a measured table: how soon its best rows would have been found.
    Replay(Replay),
    /// Run campaigns on the virtual laboratory: how soon its best recipe is found.
    Simulate(Simulate),
}

/// What is wanted of the values.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GoalArg {
    /// As large as can be.
    Maximise,
    /// As small as can be.
    Minimise,
}

/// How categories become numbers.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum EncodingArg {
    /// In the order they are named, as the paper has it.
    Ordinal,
    /// All equally far from each other.
    Onehot,
    /// By the descriptors that the space gives them.
    Descriptors,
}

/// How usability is measured.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum MethodArg {
    /// Compliance masked, geometric reference, unbiased sigma.
    Corrected,
    /// The paper's text.
    Paper,
    /// The authors' published table.
    Table,
}

impl MethodArg {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Corrected => Method::Corrected,
            Self::Paper => Method::Paper,
            Self::Table => Method::Table,
        }
    }
}

/// The model's distances.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(crate) struct Distances {
    /// How categories become numbers [default: onehot].
    #[arg(long, value_enum)]
    pub(crate) encoding: Option<EncodingArg>,
    /// One length scale for all variables rather than one for each.
    #[arg(long)]
    pub(crate) isotropic: bool,
}

impl Distances {
    /// The settings with what was said.
    pub(crate) fn apply(self, mut settings: Settings) -> Settings {
        if let Some(encoding) = self.encoding {
            settings.encoding = match encoding {
                EncodingArg::Ordinal => Encoding::Ordinal,
                EncodingArg::Onehot => Encoding::Onehot,
                EncodingArg::Descriptors => Encoding::Descriptors,
            };
        }
        settings.ard &= !self.isotropic;
        settings
    }
}

impl From<GoalArg> for Goal {
    fn from(goal: GoalArg) -> Self {
        match goal {
            GoalArg::Maximise => Self::Maximise,
            GoalArg::Minimise => Self::Minimise,
        }
    }
}

/// `memrilab fab new`
#[derive(Debug, ClapArgs)]
pub(crate) struct New {
    /// The campaign file to write.
    pub(crate) file: PathBuf,
    /// `paper` for its five variables and 8400 recipes, or a JSON file with variables and
    /// constraints.
    #[arg(long, default_value = "paper", value_name = "paper|SPACE.json")]
    pub(crate) space: String,
    /// Whether large or small values are wanted.
    #[arg(long, value_enum, default_value = "maximise")]
    pub(crate) goal: GoalArg,
    /// What is measured of a device. Values of `usability` are from 0 to 1; anything else
    /// may have any scale.
    #[arg(long, default_value = "usability", value_name = "NAME")]
    pub(crate) objective: String,
    /// How usability is measured.
    #[arg(long, value_enum, default_value = "corrected")]
    pub(crate) method: MethodArg,
    /// How the model measures distances.
    #[command(flatten)]
    pub(crate) distances: Distances,
    /// What the campaign is called; the file's name if not given.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Seed of the suggestions.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Replace a file that is there already.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab suggest`
#[derive(Debug, ClapArgs)]
pub(crate) struct Suggest {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// How many recipes.
    #[arg(long, default_value_t = 1, value_name = "N", conflicts_with = "spread")]
    pub(crate) batch: usize,
    /// Recipes that come close to this value rather than to the best.
    #[arg(long, alias = "target", value_name = "U", conflicts_with = "spread")]
    pub(crate) target_usability: Option<f64>,
    /// A series of recipes whose usability is spread from 0.93 to 0.12, as the paper's is.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) spread: Option<u16>,
    /// Seed; the campaign's own if not given.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Write them into the file as being made.
    #[arg(long)]
    pub(crate) pend: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab observe`
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("outcome").required(true).args(["value", "failed", "sweeps"])))]
pub(crate) struct Observe {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// The number of the experiment.
    #[arg(long, value_name = "N")]
    pub(crate) id: Option<u32>,
    /// The recipe, such as `perovskite=MAPbI3,length=1.5,diameter=150,Pb=15,Ag=200`.
    ///
    /// If it is being made, this is what came of it; otherwise it is a new experiment.
    #[arg(long, conflicts_with = "id")]
    pub(crate) recipe: Option<String>,
    /// The measured value.
    #[arg(long, value_name = "V")]
    pub(crate) value: Option<f64>,
    /// Its standard deviation, where it is known.
    #[arg(long, requires = "value")]
    pub(crate) sd: Option<f64>,
    /// The device gave no value: shorted, cracked, open.
    #[arg(long)]
    pub(crate) failed: bool,
    /// Sweep files, or folders of them, to analyse: a device each.
    ///
    /// Without `--id` or `--recipe` the recipe is read off each file's name.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub(crate) sweeps: Vec<PathBuf>,
    /// Anything worth remembering.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) note: String,
    /// How sweeps are read and scored.
    #[command(flatten)]
    pub(crate) how: How,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab pending`
#[derive(Debug, ClapArgs)]
pub(crate) struct Pending {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// A recipe that is being made; may be repeated.
    #[arg(long, value_name = "RECIPE")]
    pub(crate) add: Vec<String>,
    /// The number of one that will not be made; may be repeated.
    #[arg(long, value_name = "ID")]
    pub(crate) withdraw: Vec<u32>,
    /// The number of one that was told wrongly: it is pending again; may be repeated.
    #[arg(long, value_name = "ID")]
    pub(crate) take_back: Vec<u32>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab status`
#[derive(Debug, ClapArgs)]
pub(crate) struct Status {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// How many more experiments to look ahead.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) outlook: usize,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab import`
#[derive(Debug, ClapArgs)]
pub(crate) struct Import {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// The table, as text or .xlsx: a column a variable, the value or `PENDING` or `FAILED`.
    /// A row with the number and the recipe of an experiment tells it; all others are new.
    pub(crate) table: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `memrilab fab export`
#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    /// The campaign file.
    pub(crate) file: PathBuf,
    /// File to write; standard output if not given.
    #[arg(short, long, value_name = "TABLE.csv")]
    pub(crate) output: Option<PathBuf>,
    /// Print JSON (with `--output`) instead of a sentence.
    #[arg(long, requires = "output")]
    pub(crate) json: bool,
}

/// `memrilab fab replay`
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("goal").required(true).args(["minimise", "maximise"])))]
pub(crate) struct Replay {
    /// The table, with a heading; rows of one recipe are averaged.
    pub(crate) table: PathBuf,
    /// The column of the values.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) target: String,
    /// Small values are wanted.
    #[arg(long)]
    pub(crate) minimise: bool,
    /// Large values are wanted.
    #[arg(long)]
    pub(crate) maximise: bool,
    /// Columns that are no part of a recipe.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Experiments at random before the model chooses.
    #[arg(long, default_value_t = 2)]
    pub(crate) initial: usize,
    /// Experiments of a run.
    #[arg(long, default_value_t = 50)]
    pub(crate) budget: usize,
    /// Runs.
    #[arg(long, default_value_t = 20)]
    pub(crate) seeds: u64,
    /// How the model measures distances.
    #[command(flatten)]
    pub(crate) distances: Distances,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What the virtual laboratory makes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LaboratorySpace {
    /// The paper's five variables and 8400 recipes.
    Paper,
}

/// `memrilab fab simulate`
#[derive(Debug, ClapArgs)]
pub(crate) struct Simulate {
    /// What may be made.
    #[arg(long, value_enum, default_value = "paper")]
    pub(crate) space: LaboratorySpace,
    /// Most experiments of a run, the start not counted.
    #[arg(long, default_value_t = 60)]
    pub(crate) budget: usize,
    /// Runs.
    #[arg(long, default_value_t = 20)]
    pub(crate) seeds: u64,
    /// Standard deviation of a measurement.
    #[arg(long, default_value_t = 0.02)]
    pub(crate) noise: f64,
    /// How the model measures distances.
    #[command(flatten)]
    pub(crate) distances: Distances,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
