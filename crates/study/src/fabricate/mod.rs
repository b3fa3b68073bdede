//! How an optimiser fares: on the virtual laboratory, and on tables that were measured.
//!
//! Both jobs ask for one recipe, tell its value and go on, a step an experiment, over
//! several seeds. The settings under test are part of what they give.

mod error;
mod replay;
mod simulate;
mod table;

pub use error::ReplayError;
pub(crate) use error::within;
pub use replay::{Replay, ReplayConfig, ReplayJob};
pub use simulate::{Simulate, SimulateConfig, SimulateJob};
pub use table::{Candidate, Candidates, Table};

use memrilab_bayesopt::{Campaign, Error, Point, Settings, Space, Value};

/// Version of what these jobs give, as JSON.
pub const SCHEMA: u32 = 1;
/// Most experiments of one run: a step, which fits the model to as many values, stays
/// below 50 ms.
const MOST_BUDGET: usize = 120;
/// Most runs.
const MOST_SEEDS: u64 = 10_000;

/// A campaign in which nothing was made yet, of these settings and a seed of its own.
fn begun(space: Space, settings: &Settings, seed: u64) -> Result<Campaign, Error> {
    let settings = Settings {
        seed,
        ..settings.clone()
    };
    Campaign::new(space, settings)
}

/// The index of the recipe to make next, in the order of a space that can be listed.
fn ask(campaign: &Campaign, seed: u64) -> Result<u64, Error> {
    let next = memrilab_bayesopt::suggest(campaign, 1, seed)?;
    let index = next.suggestions.first().and_then(|s| s.index);
    index.ok_or(Error::Exhausted)
}

/// A recipe as one of its space's grid, so that equal recipes have equal keys.
fn key(point: &Point) -> String {
    let cells = point.0.iter().map(|value| match value {
        Value::Number(number) => format!("{number:.9e}"),
        other => other.to_string(),
    });
    cells.collect::<Vec<_>>().join("\u{1f}")
}
