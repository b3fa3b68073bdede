//! The paper's MNIST figure: every method on two networks, with equal budgets.

use super::args::Running;
use super::run::finished;
use super::{figure, print, task};
use crate::output;
use crate::reproduce::Fig3;
use anyhow::{Context as _, Result};
use memrilab_study::networks::{Compared, Contest, ContestConfig, Device, Entry};
use memrilab_train::data::{Amount, Split};
use memrilab_train::model::Architecture;
use memrilab_train::search::{Contender, Objective};
use memrilab_train::training::TrainConfig;
use std::path::Path;

/// Usabilities of the figure.
const LEVELS: [f64; 12] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1];
/// The device networks are trained for.
const TARGET: f64 = 0.5;

/// A result for each network; nothing if it was stopped.
pub(crate) fn run(said: &Fig3) -> Result<Option<Vec<Compared>>> {
    let loaded = crate::dataset::load(&said.data, &crate::data::How::default())?;
    let split = Split {
        validation: Amount::Count(5000),
        test: Amount::Count(0),
        seed: said.seed,
    };
    let parts = split.of(&loaded.train)?;
    let validation = parts.validation.context("no sample is left to choose by")?;
    let test = loaded
        .test
        .context("the folder has no test part; get MNIST with `memrilab data get mnist`")?;
    let mut train = parts.train;
    if said.quick {
        let first: Vec<usize> = (0..6000.min(train.len())).collect();
        train = train.subset(&first)?;
    }
    let mut all = Vec::new();
    for name in &said.models {
        let model = Architecture::named(name)?;
        let config = config(said, model);
        let mut contest = Contest::new(config, train.clone(), validation.clone(), &test)?;
        let folder = said
            .running
            .out
            .as_ref()
            .map(|f| f.join(name.replace(':', "-")));
        let running = Running {
            out: folder,
            ..said.running.clone()
        };
        let Some((compared, _)) = finished(&mut contest, &running)? else {
            return Ok(None);
        };
        if let Some(folder) = &said.running.out {
            figure::write(folder, &compared)?;
        }
        all.push(compared);
    }
    if let Some(folder) = &said.running.out {
        write(folder, &all)?;
    }
    Ok(Some(all))
}

fn config(said: &Fig3, model: Architecture) -> ContestConfig {
    let epochs = said.epochs.unwrap_or(if said.quick { 1 } else { 5 });
    let base = TrainConfig {
        rate: task::RATE,
        ..TrainConfig::new(model, epochs, said.seed)
    };
    let entry = |method: Contender| Entry {
        method,
        site: method.site(),
        fixed: false,
        base: base.clone(),
    };
    let usability = |usability| Device::Usability { usability };
    ContestConfig {
        task: "mnist".into(),
        entries: Contender::ALL.map(entry).to_vec(),
        trainings: said.trainings.unwrap_or(if said.quick { 3 } else { 12 }),
        wave: 2,
        objective: Objective::Drift {
            draws: if said.quick { 3 } else { 10 },
        },
        device: usability(TARGET),
        levels: LEVELS.map(usability).to_vec(),
        draws: if said.quick { 4 } else { 20 },
        seed: said.seed,
        data: [0; 3],
    }
}

fn write(folder: &Path, all: &[Compared]) -> Result<()> {
    output::file(&folder.join("fig3-mnist.md"), table(all).as_bytes())?;
    let json = serde_json::to_string_pretty(all)? + "\n";
    output::file(&folder.join("fig3-mnist.json"), json.as_bytes())
}

/// The tables of all networks.
pub(crate) fn table(all: &[Compared]) -> String {
    let one = |c: &Compared| format!("## {} by {}\n\n{}\n", c.task, c.model, print::table(c));
    all.iter().map(one).collect()
}
