//! `memrilab crossbar waterfall`: what each effect costs.

use super::chip::{Ready, effects};
use super::chip_args::Waterfall as Said;
use crate::{figure, output};
use anyhow::{Result, bail};
use memrilab_core::run as run_job;
use memrilab_crossbar::chip::{Effect, Fall, Waterfall, WaterfallResult};
use memrilab_figures::{Figure, Waterfall as Chart, WaterfallFigure, WaterfallStep};
use std::fmt::Write as _;
use std::process::ExitCode;

pub(super) fn run(said: &Said) -> Result<ExitCode> {
    if let Some(path) = &said.figure {
        figure::can_be(path)?;
    }
    let effects = effects(&said.chip, said.sigma.unwrap_or(0.0), said.adc_bits);
    if effects.on().is_empty() {
        bail!(
            "no effect is switched on; give one or more, such as --sigma 0.2, --wire-resistance 5 or --adc-bits 6"
        );
    }
    let ready = Ready::new(&said.chip)?;
    let (draws, seed) = (said.chip.draws, said.chip.source.seed);
    let job = Waterfall::new(&ready.chip, &ready.data, &effects, draws, seed)?;
    let bar = output::progress(job.progress().total, "running");
    let result = run_job(job, |progress| bar.set_position(progress.done))?;
    bar.finish_and_clear();
    if let Some(path) = &said.figure {
        let figure = WaterfallFigure::new(chart(&ready.name, &result))?;
        figure::write_as(path, &Figure::Waterfall(&figure))?;
    }
    if said.chip.json {
        output::json(&serde_json::json!({
            "schema": 1, "network": ready.name, "options": ready.chip.options(),
            "effects": effects, "waterfall": result,
        }))?;
    } else {
        output::text(&table(&ready, &result))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn label(fall: &Fall) -> &'static str {
    fall.effect.map_or("ideal devices", Effect::label)
}

fn alone<'r>(result: &'r WaterfallResult, fall: &Fall) -> Option<&'r Fall> {
    result.alone.iter().find(|one| one.effect == fall.effect)
}

fn chart(name: &str, result: &WaterfallResult) -> Chart {
    let steps = result.added.iter().map(|fall| WaterfallStep {
        label: label(fall).to_owned(),
        mean: fall.tried.mean,
        low: fall.tried.interval[0],
        high: fall.tried.interval[1],
        alone: alone(result, fall).map(|one| one.tried.mean),
    });
    Chart {
        name: name.to_owned(),
        software: result.software,
        samples: result.samples as u32,
        draws: result.draws as u32,
        steps: steps.collect(),
    }
}

fn table(ready: &Ready, result: &WaterfallResult) -> String {
    let mut text = format!(
        "{}\n{}\n{:.4} in floating point on {} samples, {} draws\n\n",
        ready.name,
        ready.arrays(),
        result.software,
        result.samples,
        result.draws
    );
    let _ = writeln!(
        text,
        "with one more       accuracy  95 % of draws     alone"
    );
    for fall in &result.added {
        let tried = &fall.tried;
        let alone = alone(result, fall);
        let alone = alone.map_or("-".to_owned(), |one| format!("{:.4}", one.tried.mean));
        let _ = writeln!(
            text,
            "{:18}    {:.4}  {:.4} to {:.4}  {alone:>6}",
            label(fall),
            tried.mean,
            tried.interval[0],
            tried.interval[1],
        );
    }
    text
}
