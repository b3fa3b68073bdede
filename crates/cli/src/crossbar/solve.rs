//! `memrilab crossbar`: what a crossbar with real wires gives.

use crate::{files, output};
use anyhow::{Context as _, Result, bail, ensure};
use clap::Subcommand;
use memrilab_crossbar::{Array, Solver, Wires};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// `memrilab crossbar ...`
#[derive(Debug, Subcommand)]
pub(crate) enum CrossbarVerb {
    /// Output currents of a passive array with every wire segment.
    Solve {
        /// Resistances of the devices in ohms, a word line a row (CSV); `inf` for one that does not conduct.
        #[arg(long, value_name = "FILE")]
        resistances: PathBuf,
        /// Voltages of the word lines, an input vector a row (CSV).
        #[arg(long, value_name = "FILE")]
        voltages: PathBuf,
        /// Resistance of each wire segment in ohms; 0 for ideal wires.
        #[arg(long, value_name = "OHMS", default_value_t = 0.0)]
        wire_resistance: f64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(verb: &CrossbarVerb) -> Result<ExitCode> {
    let CrossbarVerb::Solve {
        resistances,
        voltages,
        wire_resistance,
        json,
    } = verb;
    let (ohms, volts) = (grid(resistances)?, grid(voltages)?);
    let columns = ohms.first().map_or(0, Vec::len);
    let array = Array::of_resistances(ohms.len(), columns, &ohms.concat())
        .with_context(|| resistances.display().to_string())?;
    let solver = Solver::new(&array, &Wires::uniform(*wire_resistance))?;
    let mut outputs = Vec::new();
    for (number, inputs) in volts.iter().enumerate() {
        let solution = solver
            .solve(inputs)
            .with_context(|| format!("{}, row {}", voltages.display(), number + 1))?;
        outputs.push(solution.outputs);
    }
    if *json {
        output::json(&serde_json::json!({ "schema": 1, "outputs": outputs }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for currents in outputs {
        let row: Vec<String> = currents.iter().map(|i| format!("{i:e}")).collect();
        output::text(&format!("{}\n", row.join(",")))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Rows of numbers, parted by commas, semicolons or blanks; blank lines are passed over.
fn grid(path: &Path) -> Result<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for (number, line) in files::text(path)?.lines().enumerate() {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let cells = line.split([',', ';', '\t', ' ']).map(str::trim);
        let mut row = Vec::new();
        for cell in cells.filter(|c| !c.is_empty()) {
            match cell.parse() {
                Ok(value) => row.push(value),
                Err(_) => bail!("{}: `{cell}` is not a number", place()),
            }
        }
        if row.is_empty() {
            continue;
        }
        let wide = rows.first().map_or(row.len(), Vec::len);
        ensure!(
            row.len() == wide,
            "{}: {} numbers, but the first row has {wide}",
            place(),
            row.len()
        );
        rows.push(row);
    }
    ensure!(!rows.is_empty(), "{} holds no numbers", path.display());
    Ok(rows)
}
