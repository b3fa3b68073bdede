//! `memrilab bench`: how long the main work takes here, as JSON.

use crate::args::BenchVerb;
use crate::output;
use anyhow::{Context as _, Result, ensure};
use memrilab_device::analysis::analyze;
use memrilab_device::read::{ReadOptions, read};
use memrilab_study::bench;
use std::process::ExitCode;
use std::time::Instant;

pub(crate) fn run(verb: &BenchVerb) -> Result<ExitCode> {
    let BenchVerb::Analyze {
        cycles,
        points,
        bootstrap,
        json,
    } = verb;
    ensure!(
        (2..=255).contains(cycles) && (40..=1_000_000).contains(points),
        "give 2 to 255 cycles and 40 to 1000000 points"
    );
    let folder = tempfile::tempdir().context("there is no place for a temporary file")?;
    let path = folder.path().join("sweep.csv");
    std::fs::write(&path, bench::sweep_csv(*cycles, *points, 1))?;

    let start = Instant::now();
    let bytes = std::fs::read(&path)?;
    let reading = read("sweep.csv", &bytes, &ReadOptions::default())?;
    let seconds_read = start.elapsed().as_secs_f64();

    let measurement = reading
        .measurements
        .first()
        .context("the file gave no device")?;
    let start = Instant::now();
    let analysis = analyze(&measurement.trace, &bench::options(*bootstrap))?;
    let seconds_analyze = start.elapsed().as_secs_f64();

    ensure!(
        analysis.cycles == *cycles,
        "{} of {cycles} cycles were read",
        analysis.cycles
    );
    if *json {
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
