//! `memrilab hardware infer`: the moons on a real array.

use super::args::Infer;
use super::bench::Bench;
use super::record::Record;
use super::{goal, limits, print};
use crate::output;
use anyhow::{Context as _, Result, ensure};
use indicatif::ProgressBar;
use memrilab_analog::certify::binomial;
use memrilab_crossbar::chip::{Chip, Inference, Labelled, Network};
use memrilab_hardware::{Answer, Limits, ReadVolts, Request};
use memrilab_study::crossbar::{labelled, samples_of};
use memrilab_study::networks::Parts;
use serde::Serialize;
use std::process::ExitCode;

/// An accuracy, and what it may be of all points there are.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Accuracy {
    pub(super) share: f64,
    /// Clopper and Pearson's, 95 %.
    pub(super) interval: [f64; 2],
}

/// The array beside the network in floating point, on the same points.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// Points that went through the array.
    pub(super) points: usize,
    pub(super) array: Accuracy,
    pub(super) software: Accuracy,
    /// The share of points that both put into the same class.
    pub(super) agreement: f64,
    /// Root mean square of the differences of outputs.
    pub(super) rms_error: f64,
    /// Root mean square of the outputs in floating point.
    pub(super) rms_software: f64,
}

/// What the array gave so far.
#[derive(Debug, Default)]
struct Gathered {
    outputs: Vec<f64>,
    products: u64,
    /// Whether the board reads device by device instead.
    composed: bool,
    /// Voltages that the limits for reading have cut.
    clipped: u64,
}

pub(super) fn run(said: &Infer) -> Result<ExitCode> {
    let own = limits::load(&said.board.limits)?;
    let (network, sha256) = goal::network(&said.weights)?;
    let (record, on) = Record::chip(&said.programmed, &sha256)?;
    let parts = Parts::moons(said.moons_noise, 2, said.seed)?;
    let chip = goal::on_one_array(&network, on.options, &samples_of(&parts.train))?;
    let first: Vec<usize> = (0..said.points.into()).collect();
    let data = labelled(&network, &parts.test.subset(&first)?)?;
    both_signs(on.options.v_read, &own)?;
    let mut bench = Bench::open(&said.board.wire, own)?;
    both_signs(on.options.v_read, bench.limits())?;
    let size = (bench.limits().rows, bench.limits().columns);
    ensure!(
        size.0 >= on.options.rows && size.1 >= on.options.columns,
        "{} is of {} x {} devices, but the limits and the board leave {} x {}; connect that array, or program this one",
        said.programmed.display(),
        on.options.rows,
        on.options.columns,
        size.0,
        size.1
    );
    let board = bench.board().clone();
    let bar = output::progress(first.len() as u64, "inferring");
    let mut gathered = Gathered::default();
    let outcome = through(&mut bench, &chip, &data, &mut gathered, &bar);
    let ended = bench.close(outcome);
    bar.finish_and_clear();
    let compared = match gathered.outputs.is_empty() {
        true => None,
        false => Some(compare(&gathered.outputs, &data)?),
    };
    if !ended.whole() {
        let done = gathered.outputs.len();
        output::note(&format!(
            "{done} of {} points went through the array",
            first.len()
        ));
    }
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "board": board, "complete": ended.whole(), "stopped": ended.why(),
            "yield_share": record.yield_share, "compared": compared,
            "products": gathered.products, "composed": gathered.composed, "clipped": gathered.clipped,
        }))?;
    } else if let Some(compared) = &compared {
        let counts = (gathered.products, gathered.clipped, gathered.composed);
        output::text(&print::compared(compared, record.yield_share, counts))?;
    }
    ended.code()
}

/// That the largest input and its opposite can be driven.
fn both_signs(v_read: f64, limits: &Limits) -> Result<()> {
    for volts in [v_read, -v_read] {
        limits
            .read_volts(volts)
            .context("the inputs of the network have both signs")?;
    }
    Ok(())
}

/// Each point by the products it wants. What goes beyond the limits for reading is cut there, as
/// a converter cuts what is beyond its range.
fn through(
    bench: &mut Bench,
    chip: &Chip,
    data: &Labelled,
    gathered: &mut Gathered,
    bar: &ProgressBar,
) -> Result<()> {
    let limits = bench.limits().clone();
    for sample in data.samples().chunks_exact(chip.network().inputs()) {
        let mut inference = Inference::new(chip, sample)?;
        while let Some((_, mut wanted)) = inference.wanted() {
            wanted.resize(limits.rows, 0.0);
            let mut volts: Vec<ReadVolts> = Vec::with_capacity(wanted.len());
            for asked in wanted {
                let cut = asked.clamp(-limits.read_volts, limits.read_volts);
                gathered.clipped += u64::from(cut != asked);
                volts.push(limits.read_volts(cut)?);
            }
            if let Answer::Product {
                amperes, composed, ..
            } = bench.ask(Request::Product { volts })?
            {
                gathered.products += 1;
                gathered.composed = composed;
                inference.told(&amperes)?;
            }
        }
        gathered
            .outputs
            .extend(inference.outputs().unwrap_or_default());
        bar.inc(1);
    }
    Ok(())
}

fn compare(outputs: &[f64], data: &Labelled) -> Result<Compared> {
    let points = outputs.len();
    let software = &data.outputs()[..points];
    let accuracy = |outputs: &[f64]| {
        let told = outputs.iter().zip(data.labels());
        let right = told
            .filter(|(z, label)| class(**z) == usize::from(**label))
            .count() as u64;
        let n = points as u64;
        Ok::<_, anyhow::Error>(Accuracy {
            share: right as f64 / n as f64,
            interval: [
                binomial::lower(right, n, 0.025)?,
                binomial::upper(right, n, 0.025)?,
            ],
        })
    };
    let pairs = || outputs.iter().zip(software);
    let rms = |squares: f64| (squares / points as f64).sqrt();
    Ok(Compared {
        points,
        array: accuracy(outputs)?,
        software: accuracy(software)?,
        agreement: pairs().filter(|(a, s)| class(**a) == class(**s)).count() as f64 / points as f64,
        rms_error: rms(pairs().map(|(a, s)| (a - s).powi(2)).sum()),
        rms_software: rms(software.iter().map(|s| s * s).sum()),
    })
}

fn class(output: f64) -> usize {
    Network::class(&[output])
}
