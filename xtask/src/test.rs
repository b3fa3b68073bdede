//! Every test there is, and how many there were.

use crate::steps::{cargo, output, print, program, root, run as run_program, step, target};
use crate::{flows, page, tools, wasm};
use anyhow::{Context as _, Result, bail, ensure};

/// What the runners counted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs everything; fails on a failure, and where nothing was tested.
pub(crate) fn run(install: bool) -> Result<()> {
    tools::node(install)?;
    tools::wasm_target()?;
    let browser = tools::chromium(install)?;
    let mut total = Count::default();
    let rust = step("Rust tests, the command line among them", rust)?;
    total.add(rust);
    let parity = step("the same cases natively and in wasm", parity)?;
    total.add(parity);
    let first_load = page::build()?;
    ensure!(first_load > 0, "no page was built");
    let packages = step("the wasm packages under Node", packages)?;
    total.add(packages);
    let training = step("training natively and in wasm", training)?;
    total.add(training);
    let units = step("the page's types and unit tests", units)?;
    total.add(units);
    let (flows, again) = step("the page in a browser", || flows::run(&browser))?;
    total.add(flows);
    print(&format!(
        "Rust {}, native against wasm {}, wasm packages {}, training {}, page units {}, page in a browser {}\n{} passed, {} failed, {} skipped\n",
        rust.passed,
        parity.passed,
        packages.passed,
        training.passed,
        units.passed,
        flows.passed,
        total.passed,
        total.failed,
        total.skipped
    ))?;
    for name in again {
        print(&format!("passed only when it was run again: {name}\n"))?;
    }
    ensure!(total.failed == 0, "{} tests failed", total.failed);
    Ok(())
}

fn rust() -> Result<Count> {
    let text = output(
        cargo(&[
            "test",
            "--workspace",
            "--quiet",
            "--all-features",
            "--no-fail-fast",
        ]),
        true,
    )?;
    let count = text
        .lines()
        .filter_map(result_line)
        .fold(Count::default(), |mut sum, c| {
            sum.add(c);
            sum
        });
    ensure!(count.passed > 0, "cargo test ran no test");
    Ok(count)
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; ..`
fn result_line(line: &str) -> Option<Count> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let number = |what: &str| {
        let part = rest.split(['.', ';']).find(|p| p.trim().ends_with(what))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some(Count {
        passed: number("passed")?,
        failed: number("failed")?,
        skipped: number("ignored")?,
    })
}

/// Compares the cases line by line.
pub(crate) fn parity() -> Result<Count> {
    let native = output(
        cargo(&["run", "--quiet", "--package", "memrilab-parity"]),
        false,
    )?;
    let folder = wasm::parity()?;
    let script = root().join("tests/parity/run.mjs");
    let node = program(
        "node",
        &[&script.to_string_lossy(), &folder.to_string_lossy()],
    );
    let browser = output(node, false)?;
    let (native, browser): (Vec<&str>, Vec<&str>) =
        (native.lines().collect(), browser.lines().collect());
    for (a, b) in native.iter().zip(&browser) {
        if a != b {
            bail!("native and wasm differ:\n  native  {a}\n  wasm    {b}");
        }
    }
    ensure!(
        native.len() == browser.len(),
        "native has {} lines and wasm {}",
        native.len(),
        browser.len()
    );
    ensure!(
        native.len() > 100,
        "only {} lines were compared",
        native.len()
    );
    print(&format!("{} lines are the same\n", native.len()))?;
    Ok(Count {
        passed: 1,
        ..Count::default()
    })
}

/// `4 passed, 0 failed, 1 skipped`, as the scripts under Node close.
fn closing_line(text: &str) -> Option<Count> {
    let line = text.lines().last()?;
    let number = |what: &str| {
        let part = line.split(", ").find(|p| p.ends_with(what))?;
        part.split(' ').next()?.parse().ok()
    };
    Some(Count {
        passed: number("passed")?,
        failed: number("failed")?,
        skipped: number("skipped")?,
    })
}

fn packages() -> Result<Count> {
    run_program(cargo(&["build", "--quiet", "--package", "memrilab-cli"]))?;
    let script = root().join("tests/web/packages.mjs");
    let program_path = target().join("debug/memrilab");
    let node = program(
        "node",
        &[
            &script.to_string_lossy(),
            &root().to_string_lossy(),
            &program_path.to_string_lossy(),
        ],
    );
    let text = output(node, true)?;
    let count = closing_line(&text).context("the script told no count")?;
    ensure!(count.passed > 0, "no package was tested");
    Ok(count)
}

/// Trains natively, and then the training module under Node.
fn training() -> Result<Count> {
    let folder = target().join("train-native");
    let mut native = cargo(&["run", "--quiet", "--package", "memrilab-web-train"]);
    native.args(["--example", "native", "--"]).arg(&folder);
    run_program(native)?;
    let script = root().join("tests/web/train.mjs");
    let node = program(
        "node",
        &[
            &script.to_string_lossy(),
            &root().to_string_lossy(),
            &folder.to_string_lossy(),
        ],
    );
    let count = closing_line(&output(node, true)?).context("the script told no count")?;
    ensure!(count.passed > 0, "no training was tested");
    Ok(count)
}

fn units() -> Result<Count> {
    let report: serde_json::Value = serde_json::from_str(&page::unit_tests()?)?;
    let number = |key: &str| {
        let value = report[key]
            .as_u64()
            .with_context(|| format!("vitest told no {key}"))?;
        Ok::<usize, anyhow::Error>(usize::try_from(value)?)
    };
    let count = Count {
        passed: number("numPassedTests")?,
        failed: number("numFailedTests")?,
        skipped: number("numPendingTests")?,
    };
    ensure!(count.passed > 0, "vitest ran no test");
    print(&format!(
        "{} passed, {} failed, {} skipped\n",
        count.passed, count.failed, count.skipped
    ))?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_off_cargo() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(
            result_line(line),
            Some(Count {
                passed: 12,
                failed: 0,
                skipped: 1
            })
        );
        assert_eq!(result_line("test a ... ok"), None);
        let closed = closing_line("noise\n4 passed, 0 failed, 1 skipped\n");
        assert_eq!(
            closed,
            Some(Count {
                passed: 4,
                failed: 0,
                skipped: 1
            })
        );
    }
}
