//! `memrilab hardware infer`: the moons on a real array.

use super::args::Infer;
use super::bench::Bench;
use super::record::Record;
use super::{goal, limits, print};
use crate::output;
use anyhow::{Context as _, Result, ensure};
use indicatif::ProgressBar;
use memrilab_crossbar::chip::{Chip, Inference, Labelled};
use memrilab_hardware::{Answer, Limits, ReadVolts, Request};
use memrilab_study::crossbar::{Outcome, labelled, samples_of};
use memrilab_study::networks::Parts;
use std::process::ExitCode;

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
        false => Some(Outcome::of(chip.network(), &data, &gathered.outputs)?),
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
            "counted": record.targets.count(), "yield_share": record.yield_share, "compared": compared,
            "products": gathered.products, "composed": gathered.composed, "clipped": gathered.clipped,
        }))?;
    } else if let Some(compared) = &compared {
        let counts = (gathered.products, gathered.clipped, gathered.composed);
        output::text(&print::compared(compared, &record, counts))?;
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
