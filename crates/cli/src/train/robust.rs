//! `memrilab robust sweep`: how a trained network fares on devices that drift.

use super::args::{RobustVerb, Source, Sweep};
use super::runner::{self, Ended};
use super::{device, task};
use crate::output;
use anyhow::{Context as _, Result, ensure};
use memrilab_core::{Job as _, Step};
use memrilab_study::networks::{Swept, sensitivity, swept};
use memrilab_train::data::Dataset;
use memrilab_train::model::{Batch, Inference, Weights};
use memrilab_train::robustness::{self, Level, LevelResult, Sensitivity, SweepConfig, Which};
use memrilab_train::training::fits;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) fn run(verb: &RobustVerb) -> Result<ExitCode> {
    let RobustVerb::Sweep(said) = verb;
    sweep(said)
}

fn sweep(said: &Sweep) -> Result<ExitCode> {
    let weights = Arc::new(task::weights(&said.weights)?);
    let data = test_samples(&said.source)?;
    fits(weights.architecture(), &data)?;
    let levels = device::levels(&said.tested.levels)?;
    let levels = levels
        .iter()
        .map(|d| Ok(d.level()?))
        .collect::<Result<Vec<Level>>>()?;
    let batches = Arc::new(Batch::all(&data, 64));
    let which = if said.biases {
        Which::WithBiases
    } else {
        Which::Matrices
    };
    let config = |which| SweepConfig {
        which,
        ..SweepConfig::new(said.tested.draws, said.source.seed)
    };
    let threads = runner::threads(said.threads);
    let sweep = |which| parallel(&weights, &batches, &levels, config(which), threads);
    let Some(whole) = sweep(which)? else {
        return Ok(stopped());
    };
    let mut found = swept(
        weights.architecture().name(),
        data.len(),
        clean(&weights, &batches, data.len()),
        whole,
    );
    if said.layers {
        let mut layers = Vec::new();
        for layer in 0..weights.matrices.len() {
            if !weights.architecture().layers()[layer].is_analog() {
                continue;
            }
            let Some(levels) = sweep(Which::Layer(layer))? else {
                return Ok(stopped());
            };
            layers.push(Sensitivity {
                layer: weights.architecture().layer_name(layer),
                levels,
            });
        }
        found = sensitivity(found, layers);
    }
    if said.json {
        output::json(&found)?;
    } else {
        output::text(&text(&found))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn stopped() -> ExitCode {
    output::note("Stopped; a sweep is soon done again.");
    ExitCode::from(130)
}

/// The samples a network is tested on: the test part of the task.
pub(crate) fn test_samples(said: &Source) -> Result<Dataset> {
    Ok(task::parts(said)?.test)
}

fn clean(weights: &Weights, batches: &[Batch], samples: usize) -> f64 {
    let mut inference = Inference::default();
    let (m, b) = (&weights.matrices, &weights.biases);
    let each = batches.iter();
    let right: usize = each
        .map(|x| inference.correct(weights.architecture(), m, b, x))
        .sum();
    right as f64 / samples as f64
}

/// A sweep with its draws shared among threads; the draws come out in their order, so the
/// threads change nothing. Nothing if it was stopped.
pub(crate) fn parallel(
    weights: &Arc<Weights>,
    batches: &Arc<Vec<Batch>>,
    levels: &[Level],
    config: SweepConfig,
    threads: usize,
) -> Result<Option<Vec<LevelResult>>> {
    ensure!(
        (1..=100_000).contains(&config.draws),
        "--draws is {}; give at least 1 and at most 100000",
        config.draws
    );
    let stop = runner::stop()?;
    let bar = output::progress(config.draws, "sweeping");
    let next = AtomicUsize::new(0);
    let draw = |number: u64| -> Result<Drawn> {
        let one = SweepConfig {
            first: config.first + number,
            draws: 1,
            ..config
        };
        let mut job = robustness::Sweep::new(
            Arc::clone(weights),
            Arc::clone(batches),
            levels.to_vec(),
            one,
        )?;
        loop {
            if stop.load(Ordering::Relaxed) {
                return Ok(Err(Ended::Stopped));
            }
            if let Step::Done(levels) = job.step()? {
                bar.inc(1);
                return Ok(Ok((number, levels)));
            }
        }
    };
    let work = || -> Result<Option<Vec<Numbered>>> {
        let mut mine = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed) as u64;
            if number >= config.draws {
                return Ok(Some(mine));
            }
            match draw(number)? {
                Ok(done) => mine.push(done),
                Err(_) => return Ok(None),
            }
        }
    };
    let each = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter()
            .map(|t| {
                t.join()
                    .map_err(|_| anyhow::anyhow!("a thread ended; run it again"))?
            })
            .collect::<Result<Vec<_>>>()
    })?;
    bar.finish_and_clear();
    let Some(each) = each.into_iter().collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let mut done: Vec<Numbered> = each.into_iter().flatten().collect();
    done.sort_by_key(|(number, _)| *number);
    let mut draws = done.into_iter().map(|(_, levels)| levels);
    let mut all = draws.next().context("no draw was done")?;
    for levels in draws {
        for (to, from) in all.iter_mut().zip(levels) {
            to.draws.extend(from.draws);
        }
    }
    Ok(Some(all))
}

/// A draw's levels by its number, or that it was stopped.
type Drawn = std::result::Result<Numbered, Ended>;

/// A draw's levels by its number.
type Numbered = (u64, Vec<LevelResult>);

fn text(found: &Swept) -> String {
    use std::fmt::Write as _;
    let mut text = format!(
        "{} on {} test samples: {:.4} right without drift\n  usability  sigma   mean    sd      min     max     95 % interval of the mean\n",
        found.model, found.samples, found.clean
    );
    let mut rows = |name: &str, levels: &[memrilab_study::networks::Summed]| {
        for one in levels {
            let LevelResult {
                usability,
                sigma,
                draws,
            } = &one.level;
            let least = draws.iter().copied().fold(f64::INFINITY, f64::min);
            let most = draws.iter().copied().fold(0.0, f64::max);
            let mean = one.level.mean();
            let (sd, interval) = one.spread.map_or(("-".into(), "-".into()), |s| {
                (
                    format!("{:.4}", s.sd),
                    format!("{:.4} to {:.4}", s.low.max(0.0), s.high.min(1.0)),
                )
            });
            let _ = writeln!(
                text,
                "  {usability:<9.3}  {sigma:<6.3}  {mean:.4}  {sd:<6}  {least:.4}  {most:.4}  {interval}  {name}"
            );
        }
    };
    rows("", &found.levels);
    for layer in &found.layers {
        rows(&format!("only {}", layer.layer), &layer.levels);
    }
    text
}
