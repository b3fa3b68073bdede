//! Networks for the moons, trained by some methods with equal budgets, as the crossbar wants
//! them.

use super::args::Running;
use super::run::finished;
use anyhow::{Context as _, Result};
use memrilab_study::networks::{Contest, ContestConfig, Device, Entry, Parts};
use memrilab_train::model::{Architecture, Weights};
use memrilab_train::search::{Contender, Objective};
use memrilab_train::training::TrainConfig;
use std::sync::Arc;

/// The device that is trained for where none is said.
const USABILITY: f64 = 0.5;

/// Networks by the method that trained them.
pub(crate) type Trained = Vec<(Contender, Arc<Weights>)>;

/// The best weights of each method; nothing if it was stopped.
pub(crate) fn trained(
    parts: Parts,
    methods: &[Contender],
    trainings: usize,
    device: Device,
    seed: u64,
    running: &Running,
) -> Result<Option<Trained>> {
    let base = TrainConfig {
        batch: 16,
        rate: 0.03,
        ..TrainConfig::new(Architecture::moons(5)?, 100, seed)
    };
    let entry = |method: &Contender| Entry {
        method: *method,
        site: method.site(),
        fixed: trainings == 1,
        base: base.clone(),
    };
    let config = ContestConfig {
        task: parts.name.clone(),
        entries: methods.iter().map(entry).collect(),
        trainings,
        wave: 2,
        objective: Objective::Drift { draws: 10 },
        levels: vec![device.clone()],
        device,
        draws: 10,
        seed,
        data: [0; 3],
    };
    let mut contest = Contest::new(config, parts.train, parts.validation, &parts.test)?;
    if finished(&mut contest, running)?.is_none() {
        return Ok(None);
    }
    let weights = |method: &Contender| {
        let weights = contest
            .weights(*method)
            .context("a training gave no weights")?;
        Ok((*method, weights.clone()))
    };
    methods
        .iter()
        .map(weights)
        .collect::<Result<Vec<_>>>()
        .map(Some)
}

/// One plain training.
pub(crate) fn plain(parts: Parts, seed: u64) -> Result<Arc<Weights>> {
    anyhow::ensure!(
        parts.name == "moons",
        "only the moons are learned on the way; train a network with `memrilab train run`, and give its --weights"
    );
    let running = Running {
        out: None,
        resume: false,
        threads: None,
        json: false,
    };
    let device = Device::Usability {
        usability: USABILITY,
    };
    let all = trained(parts, &[Contender::Erm], 1, device, seed, &running)?;
    let (_, weights) = all.and_then(|mut all| all.pop()).context("stopped")?;
    Ok(weights)
}
