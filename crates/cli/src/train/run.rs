//! `memrilab train run` and `memrilab train compare`.

use super::args::{Compare, Devices, Learn, ObjectiveName, Run, Running, Searching, SiteName};
use super::runner::{self, Ended};
use super::store::Store;
use super::{device, print, task};
use crate::output;
use anyhow::{Result, bail, ensure};
use memrilab_analog::Site;
use memrilab_study::networks::{Compared, Contest, ContestConfig, Device, Entry, Parts, Strength};
use memrilab_train::search::{Contender, Objective};
use memrilab_train::training::{NoisePlan, TrainConfig};
use std::process::ExitCode;

/// `memrilab train run`
pub(crate) fn one(said: &Run) -> Result<ExitCode> {
    let target = device::target(&said.devices)?;
    let trainings = said
        .trainings
        .unwrap_or(if said.method == Contender::Bayesmulti {
            12
        } else {
            1
        });
    let (parts, base) = prepared(&said.learn)?;
    let mut entry = entry(said.method, base, &said.searching);
    if trainings == 1 {
        ensure!(
            said.method != Contender::Bayesmulti,
            "bayesmulti chooses among trainings: give --trainings of at least 2, or --method multinomial with --p1 and --p2"
        );
        let strength = Strength {
            p1: said.p1,
            p2: said.p2,
            strength: said.strength,
        };
        entry.fixed = true;
        entry.base.noise = NoisePlan {
            mean_preserving: !said.no_mean_preserving,
            ..NoisePlan::every(strength.noise(said.method, &target)?, entry.site)
        };
    } else {
        ensure!(
            !said.no_mean_preserving,
            "a search divides noise by its mean; give --trainings 1 for noise that is not"
        );
    }
    let config = config(
        &parts.name,
        vec![entry],
        trainings,
        (&said.devices, &said.searching),
        target,
        said.learn.source.seed,
    )?;
    let mut contest = Contest::new(config, parts.train, parts.validation, &parts.test)?;
    let Some((compared, store)) = finished(&mut contest, &said.running)? else {
        return Ok(ExitCode::from(130));
    };
    if let (Some(store), Some(weights)) = (&store, contest.weights(said.method)) {
        store.write("weights.safetensors", &weights.to_safetensors()?)?;
    }
    print::one(&compared, &said.running)?;
    Ok(ExitCode::SUCCESS)
}

/// `memrilab train compare`
pub(crate) fn several(said: &Compare) -> Result<ExitCode> {
    let target = device::target(&said.devices)?;
    let (parts, base) = prepared(&said.learn)?;
    let mut entries: Vec<Entry> = Vec::new();
    for method in &said.methods {
        ensure!(
            entries.iter().all(|e| e.method != *method),
            "`{}` is named twice in --methods",
            method.name()
        );
        entries.push(entry(*method, base.clone(), &said.searching));
    }
    let config = config(
        &parts.name,
        entries,
        said.trainings,
        (&said.devices, &said.searching),
        target,
        said.learn.source.seed,
    )?;
    let mut contest = Contest::new(config, parts.train, parts.validation, &parts.test)?;
    let Some((compared, store)) = finished(&mut contest, &said.running)? else {
        return Ok(ExitCode::from(130));
    };
    if let Some(store) = &store {
        for method in &said.methods {
            if let Some(weights) = contest.weights(*method) {
                let name = format!("weights-{}.safetensors", method.name());
                store.write(&name, &weights.to_safetensors()?)?;
            }
        }
    }
    if let Some(folder) = &said.figures {
        super::figure::write(folder, &compared)?;
    }
    print::several(&compared, &said.running)?;
    Ok(ExitCode::SUCCESS)
}

/// The data, and the training without noise.
pub(crate) fn prepared(said: &Learn) -> Result<(Parts, TrainConfig)> {
    let parts = task::parts(&said.source)?;
    let base = task::training(said, task::model(said, &parts)?);
    base.check()?;
    Ok((parts, base))
}

fn entry(method: Contender, base: TrainConfig, said: &Searching) -> Entry {
    Entry {
        method,
        site: match said.site {
            Some(SiteName::Weight) => Site::Weight,
            Some(SiteName::Activation) => Site::Activation,
            None => method.site(),
        },
        fixed: false,
        base,
    }
}

fn config(
    task: &str,
    entries: Vec<Entry>,
    trainings: usize,
    (devices, searching): (&Devices, &Searching),
    target: Device,
    seed: u64,
) -> Result<ContestConfig> {
    Ok(ContestConfig {
        task: task.to_owned(),
        entries,
        trainings,
        wave: searching.wave,
        objective: match searching.objective {
            ObjectiveName::Drift => Objective::Drift {
                draws: searching.objective_draws,
            },
            ObjectiveName::Clean => Objective::CleanTraining,
        },
        device: target,
        levels: device::levels(&devices.tested.levels)?,
        draws: devices.tested.draws,
        seed,
        data: [0; 3],
    })
}

/// Runs a contest to its end; nothing if it was stopped.
pub(crate) fn finished(
    contest: &mut Contest,
    said: &Running,
) -> Result<Option<(Compared, Option<Store>)>> {
    let store = said
        .out
        .as_ref()
        .map(|folder| Store::open(folder, contest.config(), said.resume))
        .transpose()?;
    if runner::run(contest, runner::threads(said.threads), store.as_ref())? == Ended::Stopped {
        output::note(match &said.out {
            Some(_) => {
                "Stopped, and everything so far is kept: the same command with --resume goes on."
            }
            None => "Stopped; nothing was kept. With --out DIR a run can be resumed.",
        });
        return Ok(None);
    }
    let failed: Vec<&str> = contest.failed().into_iter().map(Contender::name).collect();
    if !failed.is_empty() {
        bail!(
            "no training of {} converged: the loss was no longer a number; lower --rate",
            failed.join(", ")
        );
    }
    let compared = contest.result()?;
    if let Some(store) = &store {
        let json = serde_json::to_string_pretty(&compared)? + "\n";
        store.write("report.json", json.as_bytes())?;
    }
    Ok(Some((compared, store)))
}
