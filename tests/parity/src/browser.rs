//! The wasm side: the cases, and the benchmark in pieces that Node can time.

use memrilab_device::Trace;
use memrilab_device::analysis::analyze;
use memrilab_device::read::{ReadOptions, read};
use memrilab_study::bench;
use wasm_bindgen::prelude::*;

/// Every line of the cases.
#[wasm_bindgen]
#[must_use]
pub fn cases() -> String {
    crate::cases()
}

/// The benchmark's file.
#[wasm_bindgen]
#[must_use]
pub fn bench_file(cycles: usize, points: usize) -> Vec<u8> {
    bench::sweep_csv(cycles, points, 1)
}

/// The benchmark's measurement, read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct BenchSweep(Trace);

/// Reads the benchmark's file.
///
/// # Errors
/// A sentence, if the file does not read.
#[wasm_bindgen]
pub fn bench_read(bytes: &[u8]) -> Result<BenchSweep, String> {
    let reading = read("sweep.csv", bytes, &ReadOptions::default()).map_err(|e| e.to_string())?;
    let first = reading.measurements.into_iter().next();
    first
        .map(|m| BenchSweep(m.trace))
        .ok_or_else(|| "the file gave no device".into())
}

/// Analyses it; the number of cycles comes back.
///
/// # Errors
/// A sentence, if it cannot be analysed.
#[wasm_bindgen]
pub fn bench_analyze(sweep: &BenchSweep, bootstrap: usize) -> Result<usize, String> {
    analyze(&sweep.0, &bench::options(bootstrap))
        .map(|a| a.cycles)
        .map_err(|e| e.to_string())
}
