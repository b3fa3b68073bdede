//! `memrilab bench`: how long the main work takes here, as JSON.

mod crossbar;
mod networks;

use crate::args::BenchVerb;
use crate::output;
use anyhow::{Context as _, Result, ensure};
use memrilab_bayesopt::{Model, suggest};
use memrilab_device::analysis::analyze;
use memrilab_device::read::{ReadOptions, read};
use memrilab_study::bench;
use std::process::ExitCode;
use std::time::Instant;

pub(crate) fn run(verb: &BenchVerb) -> Result<ExitCode> {
    match verb {
        BenchVerb::Analyze {
            cycles,
            points,
            bootstrap,
            json,
        } => analyze_csv(*cycles, *points, *bootstrap, *json),
        BenchVerb::Train {
            model,
            batch,
            steps,
            threads: _,
            json,
        } => networks::train(model, *batch, *steps, *json),
        BenchVerb::Sweep {
            model,
            images,
            levels,
            draws,
            threads,
            json,
        } => networks::sweep(model, (*images, *levels, *draws), *threads, *json),
        BenchVerb::Crossbar { sizes, json } => crossbar::run(sizes, *json),
        BenchVerb::Suggest {
            observations,
            runs,
            json,
        } => suggest_one(*observations, *runs, *json),
    }
}

/// Fitting alone, and a suggestion with its fit, each many times.
fn suggest_one(observations: usize, runs: u32, json: bool) -> Result<ExitCode> {
    let campaign = bench::campaign(observations)?;
    let (mut fits, mut suggestions) = (Vec::new(), Vec::new());
    let mut candidates = 0;
    for _ in 0..runs {
        let start = Instant::now();
        std::hint::black_box(Model::new(&campaign)?);
        fits.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        let next = suggest(&campaign, 1, 1)?;
        suggestions.push(start.elapsed().as_secs_f64() * 1e3);
        candidates = next.candidates.count;
    }
    let (fit, whole) = (middle(fits), middle(suggestions));
    if json {
        output::json(&serde_json::json!({
            "schema": 1, "observations": observations, "candidates": candidates,
            "ms_fit": fit, "ms_suggest": whole, "runs": runs, "threads": 1,
        }))?;
    } else {
        output::text(&format!(
            "{observations} values, {candidates} candidates: the model fitted in {fit:.2} ms, \
             a recipe suggested, its fit included, in {whole:.2} ms, one thread\n"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The median; of an even count the upper of the two in the middle.
fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

fn analyze_csv(cycles: usize, points: usize, bootstrap: usize, json: bool) -> Result<ExitCode> {
    ensure!(
        (2..=255).contains(&cycles) && (40..=1_000_000).contains(&points),
        "give 2 to 255 cycles and 40 to 1000000 points"
    );
    let folder = tempfile::tempdir().context("there is no place for a temporary file")?;
    let path = folder.path().join("sweep.csv");
    std::fs::write(&path, bench::sweep_csv(cycles, points, 1))?;

    let start = Instant::now();
    let bytes = std::fs::read(&path)?;
    let reading = read("sweep.csv", &bytes, &ReadOptions::default())?;
    let seconds_read = start.elapsed().as_secs_f64();

    let measurement = reading
        .measurements
        .first()
        .context("the file gave no device")?;
    let start = Instant::now();
    let analysis = analyze(&measurement.trace, &bench::options(bootstrap))?;
    let seconds_analyze = start.elapsed().as_secs_f64();

    ensure!(
        analysis.cycles == cycles,
        "{} of {cycles} cycles were read",
        analysis.cycles
    );
    if json {
        output::json(&serde_json::json!({
            "schema": 1, "bytes": bytes.len(), "seconds_read": seconds_read,
            "seconds_analyze": seconds_analyze, "threads": 1,
        }))?;
    } else {
        output::text(&format!(
            "{} bytes read in {seconds_read:.3} s, analysed in {seconds_analyze:.3} s, one thread\n",
            bytes.len()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
