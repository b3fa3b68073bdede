//! `memrilab crossbar simulate`: accuracy and energy of a network on arrays, programmed again
//! and again, over drift and converter bits.

use super::chip::{Ready, effects};
use super::chip_args::Simulate;
use super::print::si;
use crate::output;
use anyhow::{Result, ensure};
use memrilab_core::{finite, run as run_job};
use memrilab_crossbar::chip::{Effects, Trials, Tried};
use memrilab_crossbar::energy::Converter;
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;

/// One drift and one converter.
#[derive(Serialize)]
struct Row {
    sigma: f64,
    /// Bits of the converter of currents; none for an ideal one.
    adc_bits: Option<u32>,
    /// What was switched on.
    effects: Effects,
    tried: Tried,
    /// Energy of a sample in the arrays alone, in joules.
    joules_array: f64,
    /// With the converters that an energy is known of; none where there are none.
    joules_all: Option<f64>,
    /// Accuracy over the energy of a sample, all of it where that is known.
    accuracy_per_joule: f64,
}

pub(super) fn run(said: &Simulate) -> Result<ExitCode> {
    ensure!(
        said.seconds > 0.0 && said.seconds.is_finite(),
        "--seconds is {}; a read pulse takes some time",
        said.seconds
    );
    if let Some(dac) = said.dac {
        ensure!(
            dac >= 0.0 && dac.is_finite(),
            "--dac is {dac}; it must be a finite energy of at least 0 J"
        );
    }
    let ready = Ready::new(&said.chip)?;
    let bits: Vec<Option<u32>> = match said.adc_bits.is_empty() {
        true => vec![None],
        false => said.adc_bits.iter().copied().map(Some).collect(),
    };
    let all = said
        .sigma
        .iter()
        .flat_map(|s| bits.iter().map(move |b| (*s, *b)));
    let all: Vec<(f64, Option<u32>)> = all.collect();
    let bar = output::progress((all.len() * said.chip.draws) as u64, "running");
    let mut rows = Vec::new();
    for (number, (sigma, adc_bits)) in all.into_iter().enumerate() {
        let effects = effects(&said.chip, sigma, adc_bits);
        let first = (number * said.chip.draws) as u64;
        let job = Trials::new(
            ready.chip.clone(),
            ready.data.clone(),
            effects.clone(),
            said.chip.draws,
            said.chip.source.seed,
        )?;
        let tried = run_job(job, |p| bar.set_position(first + p.done))?;
        rows.push(row(said, (sigma, adc_bits), effects, tried, &ready)?);
    }
    bar.finish_and_clear();
    if said.chip.json {
        output::json(&serde_json::json!({
            "schema": 1,
            "network": ready.name,
            "options": ready.chip.options(),
            "arrays": ready.chip.layout().arrays,
            "software": ready.data.accuracy(),
            "samples": ready.data.labels().len(),
            // Of the first row, as files have it; each row tells its own.
            "effects": rows.first().map(|row| &row.effects),
            "rows": rows,
        }))?;
    } else {
        output::text(&table(said, &ready, &rows))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(
    said: &Simulate,
    (sigma, adc_bits): (f64, Option<u32>),
    effects: Effects,
    tried: Tried,
    ready: &Ready,
) -> Result<Row> {
    let samples = (tried.accuracy.len() * ready.data.labels().len()) as f64;
    let joules_array = tried.watts * said.seconds;
    let figure = said.adc_figure;
    let each = adc_bits.map(|bits| Converter { figure }.joules(bits));
    let adc = each.transpose()?;
    let adc = adc.map(|each| each * tried.tally.adc as f64 / samples);
    let dac = said.dac.map(|each| each * ready.driven() as f64);
    let joules_all = match (adc, dac) {
        (None, None) => None,
        _ => Some(joules_array + adc.unwrap_or(0.0) + dac.unwrap_or(0.0)),
    };
    let joules = finite("the energy of a sample", joules_all.unwrap_or(joules_array))?;
    Ok(Row {
        sigma,
        adc_bits,
        effects,
        accuracy_per_joule: finite("accuracy over energy", tried.mean / joules)?,
        tried,
        joules_array,
        joules_all,
    })
}

fn table(said: &Simulate, ready: &Ready, rows: &[Row]) -> String {
    let mut text = format!(
        "{}\n{}\n{:.4} in floating point on {} samples\n",
        ready.name,
        ready.arrays(),
        ready.data.accuracy(),
        ready.data.labels().len()
    );
    let driven = said.dac.map_or(String::new(), |dac| {
        format!(", {} a driven row", si(dac, "J"))
    });
    let _ = writeln!(
        text,
        "{} a read pulse, {} a conversion step{driven}\n",
        si(said.seconds, "s"),
        si(said.adc_figure, "J")
    );
    let _ = writeln!(
        text,
        "sigma   ADC  accuracy  95 % of draws    error rms  clipped  array / sample  with converters  accuracy / J"
    );
    for row in rows {
        let tally = row.tried.tally;
        let clipped = (tally.dac_clipped + tally.adc_clipped) as f64;
        let clipped = 100.0 * clipped / ((tally.dac + tally.adc).max(1)) as f64;
        let bits = row.adc_bits.map_or("ideal".to_owned(), |b| b.to_string());
        let _ = writeln!(
            text,
            "{:5.3} {bits:>5}    {:.4}  {:.4} to {:.4}  {:9.4}  {clipped:5.1} %  {:>14}  {:>15}  {:>12.3e}",
            row.sigma,
            row.tried.mean,
            row.tried.interval[0],
            row.tried.interval[1],
            row.tried.errors.rms,
            si(row.joules_array, "J"),
            row.joules_all.map_or("-".to_owned(), |j| si(j, "J")),
            row.accuracy_per_joule,
        );
    }
    text
}
