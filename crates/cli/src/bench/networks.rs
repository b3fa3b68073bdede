//! `memrilab bench train` and `memrilab bench sweep`.

use super::middle;
use crate::output;
use crate::train::robust::parallel;
use anyhow::Result;
use memrilab_analog::{Drift, Preserve};
use memrilab_train::bench::{Bench, random_batch};
use memrilab_train::kernels;
use memrilab_train::model::{Architecture, Weights};
use memrilab_train::robustness::{Level, SweepConfig};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// Steps of a block.
const BLOCK: u32 = 20;

pub(super) fn train(model: &str, batch: u32, steps: u32, json: bool) -> Result<ExitCode> {
    let mut bench = Bench::new(&Architecture::named(model)?, batch as usize)?;
    bench.step()?;
    let (mut of_step, mut of_forward) = (Vec::new(), Vec::new());
    for _ in 0..steps.div_ceil(BLOCK) {
        let start = Instant::now();
        for _ in 0..BLOCK {
            std::hint::black_box(bench.step()?);
        }
        of_step.push(start.elapsed().as_secs_f64() * 1e3 / f64::from(BLOCK));
        let start = Instant::now();
        for _ in 0..BLOCK {
            std::hint::black_box(bench.forward());
        }
        of_forward.push(start.elapsed().as_secs_f64() * 1e3 / f64::from(BLOCK));
    }
    let (step, forward, kernel) = (middle(of_step), middle(of_forward), kernels::kernel());
    if json {
        output::json(&serde_json::json!({
            "schema": 1, "model": model, "batch": batch, "threads": 1, "kernel": kernel,
            "ms_per_step": step, "ms_per_forward": forward,
        }))?;
    } else {
        output::text(&format!(
            "{model}, batch {batch}: a step in {step:.2} ms, a pass forward in {forward:.2} ms, one thread ({kernel})\n"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn sweep(
    model: &str,
    (images, levels, draws): (u32, u32, u32),
    threads: u16,
    json: bool,
) -> Result<ExitCode> {
    let net = Architecture::named(model)?;
    let weights = Arc::new(Weights::random(&net, 1));
    let batches = (0..images.div_ceil(64))
        .map(|i| random_batch(&net, (images - 64 * i).min(64) as usize, u64::from(i)));
    let batches = Arc::new(batches.collect::<Vec<_>>());
    let level = |i: u32| -> Result<Level> {
        let sigma = 1.5 * f64::from(i) / f64::from(levels.max(2) - 1);
        let usability = (-sigma).exp();
        Ok(Level {
            usability,
            drift: Drift::from_usability(usability, Preserve::Median)?,
        })
    };
    let said = (0..levels).map(level).collect::<Result<Vec<_>>>()?;
    let start = Instant::now();
    parallel(
        &weights,
        &batches,
        &said,
        SweepConfig::new(u64::from(draws), 1),
        threads.into(),
    )?;
    let seconds = start.elapsed().as_secs_f64();
    let evaluations = levels * draws;
    if json {
        output::json(&serde_json::json!({
            "schema": 1, "model": model, "images": images, "evaluations": evaluations,
            "threads": threads, "kernel": kernels::kernel(), "seconds": seconds,
        }))?;
    } else {
        output::text(&format!(
            "{model}: {evaluations} evaluations of {images} images in {seconds:.2} s, {threads} threads\n"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
