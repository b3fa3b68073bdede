//! How long the exact solve of a crossbar takes as it grows.

use super::middle;
use crate::output;
use anyhow::Result;
use memrilab_core::{Stream, stream::u53};
use memrilab_crossbar::{Array, Solver, Wires};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Each is timed for about so long, and at least three times.
const ENOUGH: Duration = Duration::from_millis(300);

/// Median milliseconds of `work`.
fn timed<T>(mut work: impl FnMut() -> Result<T>) -> Result<f64> {
    let (begun, mut times) = (Instant::now(), Vec::new());
    while times.len() < 3 || begun.elapsed() < ENOUGH {
        let start = Instant::now();
        std::hint::black_box(work()?);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(middle(times))
}

/// Devices of 1 to 100 kilohm, wires of 0.5 ohm.
pub(crate) fn run(sizes: &[usize], json: bool) -> Result<ExitCode> {
    let mut cases = Vec::new();
    for &n in sizes {
        let mut rng = Stream::new(1, "benchmark of the crossbar", n as u64, 0);
        let ohms: Vec<f64> = (0..n.saturating_mul(n).min(Array::MOST * Array::MOST))
            .map(|_| 1e3 + 99e3 * u53(&mut rng))
            .collect();
        let inputs: Vec<f64> = (0..n).map(|_| u53(&mut rng)).collect();
        let (array, wires) = (Array::of_resistances(n, n, &ohms)?, Wires::uniform(0.5));
        let factor = timed(|| Ok(Solver::new(&array, &wires)?))?;
        let solver = Solver::new(&array, &wires)?;
        let solve = timed(|| Ok(solver.solve(&inputs)?))?;
        if !json {
            output::text(&format!(
                "{n} x {n}: factorised in {factor:.3} ms, an input solved in {solve:.3} ms, one thread\n"
            ))?;
        }
        cases.push(serde_json::json!({ "n": n, "ms_factor": factor, "ms_solve": solve }));
    }
    if json {
        output::json(&serde_json::json!({ "schema": 1, "cases": cases }))?;
    }
    Ok(ExitCode::SUCCESS)
}
