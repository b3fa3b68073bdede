//! From what was said to data in three parts and a training.

use super::args::{Learn, OptimiserName, ScheduleName, Source, TaskName};
use crate::dataset;
use anyhow::{Context as _, Result, ensure};
use memrilab_study::networks::Parts;
use memrilab_train::data::Amount;
use memrilab_train::kernels::Sgd;
use memrilab_train::model::{Architecture, Weights};
use memrilab_train::training::{Method, Schedule, TrainConfig};

/// The learning rate at the beginning, where nobody says.
pub(crate) const RATE: f64 = 2e-3;

/// Loads and splits the data.
pub(crate) fn parts(said: &Source) -> Result<Parts> {
    let mut parts = if is_moons(said) {
        Parts::moons(said.moons_noise, said.validation.unwrap_or(400), said.seed)?
    } else {
        files(said)?
    };
    if let Some(limit) = said.limit.filter(|l| *l < parts.train.len()) {
        ensure!(
            limit > 0,
            "--limit is 0; give at least 1 sample to learn from"
        );
        let first: Vec<usize> = (0..limit).collect();
        parts.train = parts.train.subset(&first)?;
    }
    Ok(parts)
}

fn is_moons(said: &Source) -> bool {
    match said.task {
        Some(task) => task == TaskName::Moons,
        None => said.data.is_none(),
    }
}

fn files(said: &Source) -> Result<Parts> {
    let path = said
        .data
        .as_ref()
        .context("say where the data are, with --data")?;
    let loaded = dataset::load(path, &said.how)?;
    let twelfth = Amount::Fraction(1.0 / 12.0);
    let validation = said.validation.map_or(twelfth, Amount::Count);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let parts = Parts::split(&name, &loaded.train, loaded.test, validation, said.seed)?;
    // Numbers of a table have units of their own.
    Ok(match loaded.kind {
        dataset::Kind::Table => parts.scaled()?,
        _ => parts,
    })
}

/// The network that was named, or the task's own.
pub(crate) fn model(said: &Learn, parts: &Parts) -> Result<Architecture> {
    match &said.model {
        None if is_moons(&said.source) => Ok(Architecture::moons(5)?),
        Some(name) if name.to_ascii_lowercase().ends_with(".json") => {
            let text = crate::files::text(name.as_ref())?;
            serde_json::from_str(&text).with_context(|| format!("{name} holds no network"))
        }
        name => Ok(parts.form().network(name.as_deref())?),
    }
}

/// The training, without noise.
pub(crate) fn training(said: &Learn, model: Architecture) -> TrainConfig {
    let moons = is_moons(&said.source);
    let epochs = said.epochs.unwrap_or(if moons { 100 } else { 5 });
    TrainConfig {
        batch: said.batch.unwrap_or(if moons { 16 } else { 64 }),
        rate: said.rate.unwrap_or(if moons { 0.03 } else { RATE }),
        schedule: match said.schedule {
            ScheduleName::Constant => Schedule::Constant,
            ScheduleName::Cosine => Schedule::Cosine,
            ScheduleName::Steps => Schedule::Steps {
                every: epochs.div_ceil(3),
                factor: 1.0 / 3.0,
            },
        },
        method: match said.optimiser {
            OptimiserName::Adam => Method::default(),
            OptimiserName::Sgd => Method::Sgd(Sgd {
                momentum: said.momentum,
            }),
        },
        decay: said.decay,
        patience: said.patience,
        ..TrainConfig::new(model, epochs, said.source.seed)
    }
}

/// Weights from a file.
pub(crate) fn weights(path: &std::path::Path) -> Result<Weights> {
    let bytes = crate::files::up_to(path, 1 << 31)?;
    Weights::from_safetensors(&bytes).with_context(|| path.display().to_string())
}
