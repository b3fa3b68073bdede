//! The paper's crossbar figure: the moons by three methods, each mapped, programmed by
//! write-verify, drifted and run, with intervals.

use super::fig7_table::table;
use crate::figure::write_one;
use crate::output;
use crate::reproduce::Fig7;
use crate::train::{device, methods, runner};
use anyhow::{Context as _, Result, ensure};
use memrilab_core::{Job as _, Step};
use memrilab_crossbar::Wires;
use memrilab_crossbar::chip::{Adc, ChipOptions, ConductanceWindow, ConvertedAt, Dac, Effects};
use memrilab_crossbar::program::{PulseModel, WriterOptions};
use memrilab_device::drift::DriftModel;
use memrilab_figures::{
    Errors, ErrorsFigure, ErrorsRow, Figure, Robustness, RobustnessFigure, RobustnessLevel,
    RobustnessMethod,
};
use memrilab_study::crossbar::{Experiment, ExperimentConfig, ExperimentResult, ExperimentRow};
use memrilab_study::networks::{Device, Parts};
use memrilab_train::model::Weights;
use memrilab_train::search::Contender;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Plain training, noise like the device's own, and the paper's.
const METHODS: [Contender; 3] = [Contender::Erm, Contender::Lognormal, Contender::Bayesmulti];
/// Spreads besides the device's own.
const SIGMAS: [f64; 4] = [0.2, 0.4, 0.7, 1.0];
/// The device of METHOD M3, where no sweep is given.
const USABILITY: f64 = 0.93;
/// The device that networks are trained for, at a spread where plain training suffers.
const TRAINED_FOR: f64 = 0.5;

/// The device and the result; nothing if it was stopped.
pub(crate) fn run(said: &Fig7) -> Result<Option<(String, ExperimentResult)>> {
    let (name, model) = match &said.sweeps {
        Some(path) => (path.display().to_string(), device::model(path)?),
        None => (
            format!("usability {USABILITY}"),
            DriftModel::from_usability(USABILITY)?,
        ),
    };
    // Before anything is made or trained.
    let config = config(said, &model)?;
    config.check()?;
    let parts = Parts::moons(0.1, 400, said.seed)?;
    let trainings = said.trainings.unwrap_or(if said.quick { 3 } else { 12 });
    let usability = Device::Usability {
        usability: TRAINED_FOR,
    };
    let running = &said.running;
    let trained = methods::trained(
        parts.clone(),
        &METHODS,
        trainings,
        usability,
        said.seed,
        running,
    )?;
    let Some(trained) = trained else {
        return Ok(None);
    };
    let plain = methods::plain(parts.clone(), said.seed)?;
    let mut networks: Vec<(&str, &Weights)> = Vec::new();
    for (method, weights) in &trained {
        networks.push((called(*method), weights));
    }
    networks.push(("ERM, trained once", &plain));
    let mut job = Experiment::new(config, &networks, &parts)?;
    let stop = runner::stop()?;
    let bar = output::progress(job.progress().total, "programming and running");
    let result = loop {
        if stop.load(Ordering::Relaxed) {
            bar.finish_and_clear();
            output::note(match running.out {
                Some(_) => {
                    "Stopped; the networks are kept, with --resume they are not trained again."
                }
                None => "Stopped; nothing was kept. With --out DIR a run can be resumed.",
            });
            return Ok(None);
        }
        match job.step()? {
            Step::Running(progress) => bar.set_position(progress.done),
            Step::Done(result) => break result,
        }
    };
    bar.finish_and_clear();
    if let Some(folder) = &running.out {
        write(folder, &name, &result)?;
    }
    Ok(Some((name, result)))
}

/// What a method is called here: plain training has the same budget, in which it chooses its
/// learning rate by accuracy under drift.
fn called(method: Contender) -> &'static str {
    match method {
        Contender::Erm => "ERM, same budget",
        Contender::Lognormal => "log-normal",
        Contender::Bayesmulti => "BayesMulti",
        other => other.name(),
    }
}

fn config(said: &Fig7, model: &DriftModel) -> Result<ExperimentConfig> {
    let pulses = PulseModel::of(model)?;
    let [g_min, g_max] = pulses.response.reach();
    ensure!(
        said.draws.is_none_or(|n| n >= 2),
        "--draws needs at least 2"
    );
    let mut sigmas = vec![model.sigma];
    sigmas.extend(SIGMAS.iter().filter(|s| **s > model.sigma * 1.01));
    Ok(ExperimentConfig {
        chip: ChipOptions {
            window: ConductanceWindow { g_min, g_max },
            ..ChipOptions::square(10)
        },
        pulses,
        writer: WriterOptions::default(),
        effects: Effects {
            wires: Some(Wires::uniform(said.wire_resistance)),
            read_noise: Some(said.read_noise),
            dac: Some(Dac { bits: 8 }),
            adc: Some(Adc {
                bits: 8,
                at: ConvertedAt::Column,
                range: 2.0,
            }),
            ..Effects::default()
        },
        sigmas,
        draws: said.draws.unwrap_or(if said.quick { 10 } else { 200 }),
        seed: said.seed,
    })
}

fn write(folder: &Path, device: &str, result: &ExperimentResult) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    output::file(&folder.join("fig7.md"), table(device, result).as_bytes())?;
    let json = serde_json::to_string_pretty(result)? + "\n";
    output::file(&folder.join("fig7.json"), json.as_bytes())?;
    let accuracy = RobustnessFigure::new(accuracy(result))?;
    write_one(folder, "fig7_accuracy", &Figure::Robustness(&accuracy))?;
    let errors = ErrorsFigure::new(errors(result))?;
    write_one(folder, "fig7_errors", &Figure::Errors(&errors))
}

fn accuracy(result: &ExperimentResult) -> Robustness {
    let level = |row: &ExperimentRow| RobustnessLevel {
        usability: row.usability,
        draws: row.spread.count as u32,
        mean: row.spread.mean,
        sd: Some(row.spread.sd),
        min: row.spread.min,
        max: row.spread.max,
        low: Some(row.spread.low),
        high: Some(row.spread.high),
    };
    let methods = result.methods.iter().map(|method| RobustnessMethod {
        name: method.name.clone(),
        levels: method.rows.iter().map(level).collect(),
    });
    Robustness {
        task: "moons".into(),
        model: "10 × 10 devices, programmed".into(),
        classes: 2,
        methods: methods.collect(),
        marks: Vec::new(),
    }
}

/// Errors at every spread, as shares of the output in floating point, so that networks of
/// large and of small outputs can be compared.
fn errors(result: &ExperimentResult) -> Errors {
    let rows = result.methods.iter().flat_map(|method| {
        method.rows.iter().map(move |row| {
            let errors = &row.tried.errors;
            ErrorsRow {
                name: format!("{}, σ {:.2}", method.name, row.sigma),
                quantiles: errors.quantiles.map(|q| q / errors.scale),
                rms: errors.rms / errors.scale,
            }
        })
    });
    Errors {
        name: "moons, in units of the rms output in floating point".into(),
        count: (result.samples * result.config.draws) as u32,
        rows: rows.collect(),
    }
}
