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

/// The exact solve of crossbars as they grow, and, where `MEMRILAB_BADCROSSBAR` names a Python with
/// badcrossbar and `MEMRILAB_BADCROSSBAR_SOLVE` a script that prints `{n, inputs, seconds}` lines,
/// that in turn.
fn crossbars() -> Result<Value> {
    let memrilab = target().join("release/memrilab");
    let sizes = [
        "bench",
        "crossbar",
        "--sizes",
        "10,16,32,64,128,256",
        "--json",
    ];
    let peer = std::env::var("MEMRILAB_BADCROSSBAR").ok();
    let script = std::env::var("MEMRILAB_BADCROSSBAR_SOLVE").unwrap_or_default();
    let (mut ours, mut theirs): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        ours.push(serde_json::from_str(&output(
            program(&memrilab, &sizes),
            false,
        )?)?);
        if let Some(python) = &peer {
            let mut run = program(python, &[script.as_str()]);
            run.env("OMP_NUM_THREADS", "1")
                .env("OPENBLAS_NUM_THREADS", "1");
            let lines = output(run, false)?;
            // Its log stands between them.
            let lines = lines.lines().filter(|line| line.starts_with('{'));
            let lines = lines.map(serde_json::from_str);
            theirs.push(Value::Array(lines.collect::<Result<_, _>>()?));
        }
    }
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let mut cases = Vec::new();
    for (at, case) in ours[0]["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let of = |key: &str| median(ours.iter().map(|o| number(&o["cases"][at][key])).collect());
        let (factor, solve) = (of("ms_factor"), of("ms_solve"));
        let mut one = json!({ "n": case["n"], "ms_factor": factor, "ms_solve": solve });
        let seconds = theirs.iter().filter_map(|lines| {
            let mut lines = lines.as_array()?.iter();
            let line = lines.find(|l| l["n"] == case["n"] && l["inputs"] == 1)?;
            Some(number(&line["seconds"]))
        });
        let seconds: Vec<f64> = seconds.collect();
        if !seconds.is_empty() {
            let peer = 1e3 * median(seconds);
            one["badcrossbar_ms"] = json!(peer);
            one["over_badcrossbar"] = json!((factor + solve) / peer);
        }
        cases.push(one);
    }
    Ok(Value::Array(cases))
}

/// Runs it and prints the JSON.
pub(crate) fn run() -> Result<()> {
    let mut result = step("benchmark, native and wasm in turn", measure)?;
    result["crossbar"] = step("benchmark, crossbars", crossbars)?;
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

/// Milliseconds of a step of training and of a pass forward, each side's.
type Timed = Vec<(f64, f64)>;

/// A step of LeNet-5 and of the dense network, batch 64, one thread: native, wasm, and, where
/// `MEMRILAB_TORCH` names a Python with PyTorch and `MEMRILAB_TORCH_STEPS` a script that
/// prints the same lines, PyTorch, in turn.
pub(crate) fn train() -> Result<()> {
    steps::run(cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "memrilab-cli",
    ]))?;
    wasm::package("memrilab_train")?;
    let torch = std::env::var("MEMRILAB_TORCH").ok();
    let result = step("benchmark, training", || {
        let mut sides: Vec<(&str, [Timed; 2])> = vec![
            ("native", <[Timed; 2]>::default()),
            ("wasm", <[Timed; 2]>::default()),
        ];
        if torch.is_some() {
            sides.push(("pytorch", <[Timed; 2]>::default()));
        }
        for _ in 0..ROUNDS {
            for (side, models) in &mut sides {
                for (model, timed) in MODELS.into_iter().zip(models) {
                    let text = match *side {
                        "native" => native_steps(model)?,
                        "wasm" => wasm_steps(model)?,
                        _ => torch_steps(torch.as_deref().unwrap_or_default())?,
                    };
                    timed.push(milliseconds(&text, model)?);
                }
            }
        }
        let mut value = json!({ "schema": 1, "rounds": ROUNDS, "batch": 64, "threads": 1 });
        for (i, model) in MODELS.into_iter().enumerate() {
            let of = |side: usize| {
                let timed = &sides[side].1[i];
                let least = timed.iter().map(|t| t.0).fold(f64::INFINITY, f64::min);
                let forward = median(timed.iter().map(|t| t.1).collect());
                (median(timed.iter().map(|t| t.0).collect()), forward, least)
            };
            let native = of(0);
            for (number, (side, _)) in sides.iter().enumerate() {
                let (step, forward, least) = of(number);
                value[model][*side] = json!({
                    "ms_per_step": step,
                    "ms_per_forward": forward,
                    "least_ms_per_step": least,
                    "step_over_native": step / native.0,
                    "forward_over_native": forward / native.1,
                });
            }
        }
        Ok(value)
    })?;
    print(&format!("{}\n", serde_json::to_string_pretty(&result)?))
}

const MODELS: [&str; 2] = ["lenet5", "mlp"];

fn native_steps(model: &str) -> Result<String> {
    let settings = "--batch 64 --steps 100 --threads 1 --json";
    let mut arguments = vec!["bench", "train", "--model", model];
    arguments.extend(settings.split(' '));
    output(
        program(target().join("release/memrilab"), &arguments),
        false,
    )
}

fn wasm_steps(model: &str) -> Result<String> {
    let script = root().join("tests/web/train_bench.mjs");
    let mut node = program("node", &[]);
    node.arg(script).arg(root()).arg(model);
    output(node, false)
}

fn torch_steps(python: &str) -> Result<String> {
    let script = std::env::var("MEMRILAB_TORCH_STEPS");
    let script = script.context("MEMRILAB_TORCH_STEPS names no script")?;
    output(
        program(python, &[&script, "--threads", "1", "--batch", "64"]),
        false,
    )
}

/// The line of a model among lines of JSON, or the only one.
fn milliseconds(text: &str, model: &str) -> Result<(f64, f64)> {
    let lines = text.lines().filter_map(|l| serde_json::from_str(l).ok());
    let values: Vec<Value> = match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => lines.collect(),
    };
    let mut values = values.iter();
    let line = values.find(|v| v["model"] == model);
    let line = line.with_context(|| format!("no line of {model} in {text}"))?;
    let number = |key: &str| {
        line[key]
            .as_f64()
            .with_context(|| format!("no {key} in {text}"))
    };
    Ok((number("ms_per_step")?, number("ms_per_forward")?))
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
