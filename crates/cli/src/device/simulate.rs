//! `memrilab device simulate`: a device made by arithmetic, as a CSV file.

use crate::args::Simulate;
use crate::output;
use anyhow::{Context as _, Result};
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_device::simulate::{DeviceModel, Sample, to_csv};
use std::process::ExitCode;

pub(crate) fn run(said: &Simulate) -> Result<ExitCode> {
    let model = model(said)?;
    let csv = to_csv(&model.measure(said.seed)?);
    let Some(path) = &said.output else {
        output::text(&csv)?;
        return Ok(ExitCode::SUCCESS);
    };
    output::file(path, csv.as_bytes())?;
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "file": path, "seed": said.seed, "model": model,
        }))?;
    } else {
        output::text(&format!(
            "{} simulated cycles written to {}\n",
            model.cycles,
            path.display()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn model(said: &Simulate) -> Result<DeviceModel> {
    let mut model = match &said.sample {
        None => DeviceModel::default(),
        Some(name) => Sample::ALL
            .into_iter()
            .find(|s| s.name() == name)
            .with_context(|| {
                let names: Vec<_> = Sample::ALL.iter().map(|s| s.name()).collect();
                format!(
                    "there is no sample `{name}`; take one of {}",
                    names.join(", ")
                )
            })?
            .model(),
    };
    let set = |field: &mut f64, value: Option<f64>| {
        if let Some(value) = value {
            *field = value;
        }
    };
    set(&mut model.v_max.0, said.v_max);
    set(&mut model.v_step.0, said.v_step);
    set(&mut model.g0, said.g0);
    set(&mut model.growth, said.growth);
    set(&mut model.set_jump, said.set_jump);
    set(&mut model.v_reset.0, said.v_reset);
    set(&mut model.point_noise, said.point_noise);
    set(&mut model.cycle_noise, said.cycle_noise);
    model.cycles = said.cycles.unwrap_or(model.cycles);
    model.v_set = said.v_set.map(Volts).or(model.v_set);
    model.compliance = said.compliance.map(Amperes).or(model.compliance);
    model.dips.extend(&said.dip);
    Ok(model)
}
