//! What must be absent, searched for in the sources.

use crate::steps::{output, program, root};
use anyhow::{Result, bail, ensure};

/// Crates below the surfaces: no input or output, no clock, no thread, no randomness of
/// the system, no difference between targets.
const PURE: [&str; 11] = [
    "crates/core/src/",
    "crates/device/src/",
    "crates/bayesopt/src/",
    "crates/fabrication/src/",
    "crates/analog/src/",
    "crates/crossbar/src/",
    "crates/hardware/src/",
    "crates/train/src/",
    "crates/workbook/src/",
    "crates/study/src/",
    "crates/figures/src/",
];

/// The loop that drives a serial port, behind a feature of its own.
const PORT: &str = "crates/hardware/src/native/";

const NOT_PURE: [&str; 14] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "std::thread",
    "std::net",
    "println!",
    "eprintln!",
    "print!(",
    "rand::rng()",
    "getrandom",
    "SystemTime",
    "Instant::now",
    "target_os",
];

/// Functions whose last bits differ between platforms, in the crates that must agree.
const AGREE: [&str; 6] = [
    "crates/core/src/",
    "crates/device/src/",
    "crates/bayesopt/src/",
    "crates/fabrication/src/",
    "crates/analog/src/",
    "crates/hardware/src/",
];
const NOT_AGREE: [&str; 14] = [
    ".exp()",
    ".ln()",
    ".log10()",
    ".log2()",
    ".powf(",
    ".powi(",
    ".sin()",
    ".cos()",
    ".tan()",
    ".tanh()",
    ".exp_m1()",
    ".ln_1p()",
    ".cbrt()",
    ".mul_add(",
];

/// Searches every tracked file.
pub(crate) fn check() -> Result<()> {
    let files = output(program("git", &["ls-files"]), false)?;
    let (mut seen, mut found) = (0, Vec::new());
    for file in files.lines() {
        let Ok(text) = std::fs::read_to_string(root().join(file)) else {
            continue;
        };
        seen += 1;
        found.extend(in_file(file, &text));
    }
    ensure!(seen > 50, "only {seen} files were searched");
    if !found.is_empty() {
        bail!("{}", found.join("\n"));
    }
    Ok(())
}

fn in_file(file: &str, text: &str) -> Vec<String> {
    let code = text.split("\n#[cfg(test)]").next().unwrap_or(text);
    let mut found = Vec::new();
    let mut search = |text: &str, words: &[&str], why: &str| {
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start();
            let comment = line.starts_with("//");
            if let Some(word) = words.iter().find(|w| !comment && line.contains(**w)) {
                found.push(format!("{file}:{}: `{word}` {why}", number + 1));
            }
        }
    };
    if PURE.iter().any(|p| file.starts_with(p)) && !file.starts_with(PORT) {
        search(
            code,
            &NOT_PURE,
            "is input, output or the system's: it belongs above `study`",
        );
    }
    if AGREE.iter().any(|p| file.starts_with(p)) {
        search(code, &NOT_AGREE, "differs between platforms: use libm");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_absent_is_found() {
        assert_eq!(
            in_file("crates/device/src/a.rs", "let x = std::fs::read(p);\n").len(),
            1
        );
        assert_eq!(
            in_file("crates/core/src/a.rs", "let x = y.exp();\n").len(),
            1
        );
        assert!(
            in_file(
                "crates/core/src/a.rs",
                "// y.exp()\nlet x = libm::exp(y);\n"
            )
            .is_empty()
        );
        assert!(
            in_file(
                "crates/core/src/a.rs",
                "fn f() {}\n#[cfg(test)]\nmod t { y.exp() }\n"
            )
            .is_empty()
        );
        for above in ["crates/cli/src/a.rs", "crates/hardware/src/native/a.rs"] {
            assert!(in_file(above, "let x = std::fs::read(p);\n").is_empty());
        }
        let below = in_file("crates/hardware/src/a.rs", "let now = Instant::now();\n");
        assert_eq!(below.len(), 1);
    }
}
