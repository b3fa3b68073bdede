//! `memrilab crossbar solve`: what a crossbar with real wires gives.

use super::args::Solve;
use super::grid::grid;
use crate::output;
use anyhow::{Context as _, Result};
use memrilab_crossbar::{Array, Solver, Wires};
use std::process::ExitCode;

pub(super) fn run(said: &Solve) -> Result<ExitCode> {
    let Solve {
        resistances,
        voltages,
        wire_resistance,
        json,
    } = said;
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
