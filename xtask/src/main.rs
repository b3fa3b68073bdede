//! `cargo xtask`: build, test, check and measure.
//!
//! Each command runs its steps cheapest first, stops at the first that fails and says
//! so; each step asserts what it made, so that a green line means work was done.

mod bench;
mod check;
mod flows;
mod imports;
mod page;
mod scan;
mod steps;
mod test;
mod tools;
mod types;
mod wasm;

use anyhow::{Result, bail};
use std::io::Write as _;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [PORT]      build everything and serve the page on this machine
cargo xtask site              write the static site to target/site
cargo xtask test [--install]  run every test there is
cargo xtask parity            only the cases that must be the same natively and in wasm
cargo xtask check             formatting, lints, imports, invariants, generated types
cargo xtask web [NAME]        write the wasm packages, or one, to pkg/
cargo xtask types             write the TypeScript types to www/src/generated
cargo xtask bench             the benchmark, native and in wasm, as JSON
cargo xtask bench page        the page in a browser, as JSON
cargo xtask bench train       a step of training, native and in wasm, as JSON
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => page::serve("4173"),
        ["serve", port] => page::serve(port),
        ["site"] => page::build().map(|_| ()),
        ["test"] => test::run(false),
        ["test", "--install"] => test::run(true),
        ["parity"] => test::parity().map(|_| ()),
        ["check"] => check::run(),
        ["web"] => wasm::packages(),
        ["web", name] => wasm::package(name),
        ["types"] => types::write(),
        ["bench"] => bench::run(),
        ["bench", "page"] | ["bench", "page", "--json"] => bench::page(),
        ["bench", "train"] | ["bench", "train", "--json"] => bench::train(),
        [] | ["help" | "--help" | "-h"] => steps::print(HELP),
        other => bail!("`{}` is not a command\n{HELP}", other.join(" ")),
    }
}
