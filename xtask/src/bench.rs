//! The benchmark natively and in wasm, as ratios within one run.

use crate::steps::{self, cargo, output, print, program, root, step, target};
use crate::{page, tools, wasm};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};

const CYCLES: &str = "100";
const POINTS: &str = "10000";
const DRAWS: &str = "200";
const ROUNDS: usize = 5;

/// Alternates native and wasm, and prints the medians and their ratio.
fn measure() -> Result<Value> {
    steps::run(cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "memrilab-cli",
    ]))?;
    let folder = wasm::parity()?;
    let program_path = target().join("release/memrilab");
    let (mut native, mut browser) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let here = program(
            &program_path,
            &[
                "bench",
                "analyze",
                "--cycles",
                CYCLES,
                "--points",
                POINTS,
                "--bootstrap",
                DRAWS,
                "--json",
            ],
        );
        native.push(seconds(&output(here, false)?)?);
        let script = root().join("tests/parity/bench.mjs");
        let node = program(
            "node",
            &[
                &script.to_string_lossy(),
                &folder.to_string_lossy(),
                CYCLES,
                POINTS,
                DRAWS,
            ],
        );
        browser.push(seconds(&output(node, false)?)?);
    }
    let total = |runs: &[(f64, f64)]| median(runs.iter().map(|r| r.0 + r.1).collect());
    Ok(json!({
        "schema": 1,
        "rounds": ROUNDS,
        "native": { "read": median(native.iter().map(|r| r.0).collect()), "analyze": median(native.iter().map(|r| r.1).collect()), "total": total(&native) },
        "wasm": { "read": median(browser.iter().map(|r| r.0).collect()), "analyze": median(browser.iter().map(|r| r.1).collect()), "total": total(&browser) },
        "wasm_over_native": total(&browser) / total(&native),
    }))
}

/// Runs it and prints the JSON.
pub(crate) fn run() -> Result<()> {
    let result = step("benchmark, native and wasm in turn", measure)?;
    print(&format!("{}\n", serde_json::to_string_pretty(&result)?))
}

/// The page in a browser, as one line of JSON.
pub(crate) fn page() -> Result<()> {
    let browser = tools::chromium(false)?;
    let first_load = page::build()?;
    steps::run(cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "memrilab-cli",
    ]))?;
    let result = step("benchmark, the page in a browser", || {
        let script = root().join("tests/page/bench.mjs");
        let mut node = program("node", &[&script.to_string_lossy()]);
        node.env("MEMRILAB_CHROMIUM", browser)
            .env("MEMRILAB_SITE", page::site())
            .env("MEMRILAB_PROGRAM", target().join("release/memrilab"));
        let text = output(node, false)?;
        let mut value: Value =
            serde_json::from_str(&text).context("the benchmark printed no JSON")?;
        value["schema"] = json!(1);
        value["first_load_bytes"] = json!(first_load);
        Ok(value)
    })?;
    print(&format!("{result}\n"))
}

fn seconds(text: &str) -> Result<(f64, f64)> {
    let value: Value = serde_json::from_str(text).context("the benchmark printed no JSON")?;
    let number = |key: &str| {
        value[key]
            .as_f64()
            .with_context(|| format!("no {key} in {text}"))
    };
    Ok((number("seconds_read")?, number("seconds_analyze")?))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
