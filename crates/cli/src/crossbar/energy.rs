//! `memrilab crossbar energy`: what products cost, both ways of counting side by side.

use super::args::Energy;
use super::grid::grid;
use super::print;
use crate::{figure, output};
use anyhow::{Context as _, Result};
use memrilab_crossbar::energy::{
    Baseline, Conductances, Converter, EnergyInputs, EnergyOutcome, energy_of, over_bits,
    required_conductance,
};
use memrilab_figures::{Energy as Chart, EnergyBaseline, EnergyBits, EnergyFigure, Figure};
use std::path::Path;
use std::process::ExitCode;

/// Bits that a figure reaches to.
const MOST_BITS: u32 = 12;

pub(super) fn run(said: &Energy) -> Result<ExitCode> {
    if let Some(path) = &said.figure {
        figure::can_be(path)?;
    }
    let converter = Converter {
        figure: said.adc_figure,
    };
    let inputs = inputs(said, converter)?;
    let baseline = said.baseline.as_deref().map(Baseline::named).transpose()?;
    let energy = energy_of(&inputs, baseline)?;
    let required = match said.claim {
        None => None,
        Some(claim) => Some(required_conductance(
            claim,
            inputs.v_read,
            inputs.seconds,
            inputs.pulses,
            inputs.devices_per_weight,
        )?),
    };
    if let Some(path) = &said.figure {
        draw(path, &inputs, &energy, converter)?;
    }
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1,
            "inputs": inputs,
            "adc-bits": said.adc_bits,
            "adc-figure": said.adc_bits.map(|_| said.adc_figure),
            "energy": energy,
            "claim": said.claim,
            "required-conductance": required,
        }))?;
    } else {
        let model = said.adc_bits.map(|bits| (bits, converter));
        let claim = said.claim.zip(required);
        output::text(&print::energy(&inputs, &energy, model, claim))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn inputs(said: &Energy, converter: Converter) -> Result<EnergyInputs> {
    let (rows, columns, conductances) = match (&said.conductances, said.conductance) {
        (Some(path), _) => {
            let rows = grid(path)?;
            let columns = rows.first().map_or(0, Vec::len);
            (rows.len(), columns, Conductances::Each(rows.concat()))
        }
        (None, mean) => (
            said.rows.context("no number of rows is given")?,
            said.columns.context("no number of columns is given")?,
            Conductances::Mean(mean.context("no conductance is given")?),
        ),
    };
    let adc = match (said.adc, said.adc_bits) {
        (Some(joules), _) => joules,
        (None, Some(bits)) => converter.joules(bits)?,
        (None, None) => anyhow::bail!("no energy of a conversion is given"),
    };
    Ok(EnergyInputs {
        rows,
        columns,
        v_read: said.v_read,
        seconds: said.seconds,
        pulses: said.pulses,
        devices_per_weight: said.devices_per_weight,
        conductances,
        dac: said.dac,
        adc,
        samples: said.samples,
    })
}

fn draw(
    path: &Path,
    inputs: &EnergyInputs,
    energy: &EnergyOutcome,
    converter: Converter,
) -> Result<()> {
    let bits = over_bits(inputs, converter, MOST_BITS)?;
    let bits = bits.iter().map(|point| EnergyBits {
        bits: point.bits,
        gops_per_watt: point.with_converters.gops_per_watt,
    });
    let chart = Chart {
        name: format!("{} × {} devices", inputs.rows, inputs.columns),
        assumed: format!(
            "{} a conversion step · {}",
            print::si(converter.figure, "J"),
            print::assumed(inputs)
        ),
        array_only: energy.array_only.gops_per_watt,
        bits: bits.collect(),
        baseline: energy.baseline.as_ref().map(|one| EnergyBaseline {
            name: one.name.clone(),
            gops_per_watt: one.gops_per_watt,
        }),
    };
    let figure = EnergyFigure::new(chart)?;
    figure::write_as(path, &Figure::Energy(&figure))
}
