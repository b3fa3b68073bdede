//! From what was said to data in three parts and a training.

use super::args::{Learn, OptimiserName, ScheduleName, Source, TaskName};
use crate::dataset;
use anyhow::{Context as _, Result, ensure};
use memrilab_train::data::{Amount, Dataset, Scaling, Shape, Split, moons};
use memrilab_train::kernels::Sgd;
use memrilab_train::model::{Architecture, Weights};
use memrilab_train::training::{Method, Schedule, TrainConfig};

/// The learning rate at the beginning, where nobody says.
pub(crate) const RATE: f64 = 2e-3;

/// Data in three parts.
pub(crate) struct Parts {
    pub(crate) name: String,
    pub(crate) train: Dataset,
    pub(crate) validation: Dataset,
    pub(crate) test: Dataset,
}

/// Loads and splits the data.
pub(crate) fn parts(said: &Source) -> Result<Parts> {
    let mut parts = if is_moons(said) {
        two_moons(said)?
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

/// METHOD M1: 200 to learn from; 400 to choose by and 400 of the test, drawn apart.
fn two_moons(said: &Source) -> Result<Parts> {
    let noise = said.moons_noise;
    let seed = said.seed.wrapping_mul(3);
    Ok(Parts {
        name: "moons".into(),
        train: moons(200, noise, seed)?,
        validation: moons(said.validation.unwrap_or(400), noise, seed.wrapping_add(1))?,
        test: moons(400, noise, seed.wrapping_add(2))?,
    })
}

fn files(said: &Source) -> Result<Parts> {
    let path = said
        .data
        .as_ref()
        .context("say where the data are, with --data")?;
    let loaded = dataset::load(path, &said.how)?;
    let twelfth = Amount::Fraction(1.0 / 12.0);
    let validation = said.validation.map_or(twelfth, Amount::Count);
    let split = Split {
        validation,
        test: if loaded.test.is_some() {
            Amount::Count(0)
        } else {
            Amount::Fraction(0.2)
        },
        seed: said.seed,
    };
    let mut parts = split.of(&loaded.train)?;
    let test = loaded.test.or(parts.test.take());
    let mut parts = Parts {
        name: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        validation: parts
            .validation
            .take()
            .context("no sample is left to choose settings by; lower --validation")?,
        test: test.context("no sample is left for the test; give more data")?,
        train: parts.train,
    };
    // Numbers of a table have units of their own; pixels have one.
    if loaded.kind == dataset::Kind::Table && parts.train.pixels(0).is_none() {
        let scaling = Scaling::fit(&parts.train);
        for part in [&mut parts.train, &mut parts.validation, &mut parts.test] {
            *part = scaling.apply(part)?;
        }
    }
    Ok(parts)
}

/// The network that was named, or the task's own.
pub(crate) fn model(said: &Learn, train: &Dataset) -> Result<Architecture> {
    let Some(name) = &said.model else {
        let classes = train.classes().len();
        if is_moons(&said.source) {
            return Ok(Architecture::moons(5)?);
        }
        return Ok(match train.shape() {
            shape if shape == Shape::image(28, 28) && classes == 10 => Architecture::lenet5(),
            _ => Architecture::mlp(
                "mlp",
                train.shape(),
                &[128, 64, if classes == 2 { 1 } else { classes }],
            )?,
        });
    };
    if name.to_ascii_lowercase().ends_with(".json") {
        let text = crate::files::text(name.as_ref())?;
        return serde_json::from_str(&text).with_context(|| format!("{name} holds no network"));
    }
    Ok(Architecture::named(name)?)
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
