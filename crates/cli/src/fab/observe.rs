//! `memrilab fab observe`: what came of a recipe.

use super::args::Observe;
use super::{recipe, show, store, usable};
use crate::args::{Analyze, MethodChoice};
use crate::device::analyze::scored;
use crate::output;
use anyhow::{Context as _, Result, bail, ensure};
use memrilab_bayesopt::Point;
use memrilab_device::Dialect;
use memrilab_device::analysis::Method;
use memrilab_fabrication::{Campaign, Measured, Status, from_items};
use memrilab_study::{Entry, Skipped};
use serde_json::json;
use std::process::ExitCode;

/// What is to be told, before it is known of which experiment.
struct Told {
    recipe: Option<Point>,
    /// Absent of a failure.
    measured: Option<Measured>,
    source: String,
    simulated: bool,
}

pub(crate) fn run(said: &Observe) -> Result<ExitCode> {
    let before = store::open(&said.file)?;
    let given = match &said.recipe {
        Some(text) => Some(recipe::parse(&before.space, text)?),
        None => None,
    };
    let (told, skipped) = if said.sweeps.is_empty() {
        ensure!(
            said.id.is_some() || given.is_some(),
            "it is not said of which recipe; give --id or --recipe"
        );
        let measured = said.value.map(|value| Measured::typed(value, said.sd));
        let told = Told {
            recipe: given,
            measured,
            source: String::new(),
            simulated: false,
        };
        (vec![told], Vec::new())
    } else {
        sweeps(said, &before, given.as_ref())?
    };
    let (ids, warnings, after) = store::change(&said.file, |campaign| {
        ensure!(
            campaign.space == before.space,
            "the space was changed by another program meanwhile; nothing was written: try again"
        );
        let (mut ids, mut warnings) = (Vec::new(), Vec::new());
        for told in told {
            warnings.extend(again(campaign, &told));
            let id = said.id.filter(|_| ids.is_empty());
            ids.push(tell(campaign, id, told, said, &ids)?);
        }
        Ok((ids, warnings, campaign.clone()))
    })?;
    let observed = after.experiments.iter().filter(|e| ids.contains(&e.id));
    if said.json {
        output::json(&json!({
            "schema": 1,
            "observed": observed.map(|e| show::experiment(&after.space, e)).collect::<Vec<_>>(),
            "skipped": skipped,
            "warnings": warnings,
            "best": after.best().map(|e| show::experiment(&after.space, e)),
        }))?;
    } else {
        for experiment in observed {
            let line = show::experiment_line(&after.space, experiment);
            output::text(&format!("{line}\n"))?;
        }
        for skipped in &skipped {
            output::note(&format!("skipped {}: {}", skipped.file, skipped.reason));
        }
        for warning in &warnings {
            output::note(&format!("note: {warning}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// That a file was told before, which the model would take for another device.
fn again(campaign: &Campaign, told: &Told) -> Option<String> {
    let mut all = campaign.experiments.iter();
    let before = all.find(|e| !told.source.is_empty() && e.source == told.source)?;
    Some(format!(
        "{} was observed before, as experiment {}; if it is the same device, take one back.",
        told.source, before.id
    ))
}

/// Tells one outcome: of experiment `id`, else of one with that recipe that is being made,
/// else of a new one. `mine` are those that were told in this call.
fn tell(
    campaign: &mut Campaign,
    id: Option<u32>,
    told: Told,
    said: &Observe,
    mine: &[u32],
) -> Result<u32> {
    let id = match (id, told.recipe) {
        (Some(id), _) => id,
        (None, Some(recipe)) => {
            let mut all = campaign.experiments.iter();
            let waiting =
                all.find(|e| e.status == Status::Pending && recipe::same(&e.recipe, &recipe));
            match waiting.map(|e| e.id) {
                Some(id) => id,
                None => campaign.add(recipe)?,
            }
        }
        (None, None) => {
            // Several devices of experiment `--id`: those after the first are new ones.
            let first = mine.first().context("there is no first device")?;
            let recipe = campaign.experiment(*first)?.recipe.clone();
            campaign.add(recipe)?
        }
    };
    match told.measured {
        Some(measured) => {
            usable(campaign, measured.value)?;
            campaign.tell(id, measured)?;
        }
        None => campaign.fail(id)?,
    }
    let experiment = campaign.experiment(id)?;
    experiment.source = told.source;
    experiment.simulated = told.simulated;
    if !said.note.is_empty() {
        experiment.note.clone_from(&said.note);
    }
    Ok(id)
}

/// The devices in sweep files, scored by the campaign's method.
fn sweeps(
    said: &Observe,
    campaign: &Campaign,
    given: Option<&Point>,
) -> Result<(Vec<Told>, Vec<Skipped>)> {
    let asked = Analyze {
        paths: said.sweeps.clone(),
        method: Some(match campaign.method {
            Method::Corrected => MethodChoice::Corrected,
            Method::Paper => MethodChoice::Paper,
            Method::Table => MethodChoice::Table,
        }),
        how: said.how.clone(),
        json: said.json,
        csv: false,
        figures: None,
        report: false,
    };
    let (report, _) = scored(&asked)?;
    if report.devices.is_empty() {
        let reasons = report
            .skipped
            .iter()
            .map(|s| format!("{}: {}", s.file, s.reason));
        bail!(
            "no device was found in the sweeps; {}",
            reasons.collect::<Vec<_>>().join("; ")
        );
    }
    let told = report
        .devices
        .iter()
        .map(|entry| device(said, campaign, given, entry))
        .collect::<Result<_>>()?;
    Ok((told, report.skipped))
}

fn device(
    said: &Observe,
    campaign: &Campaign,
    given: Option<&Point>,
    entry: &Entry,
) -> Result<Told> {
    let block = entry.source.measurement.block.as_str();
    let source = match block {
        "" => entry.source.file.clone(),
        block => format!("{} [{block}]", entry.source.file),
    };
    let result = entry.record.methods.get(&campaign.method);
    let result = result.with_context(|| {
        format!(
            "{source} was not scored by `{}`; check the file with `memrilab device analyze`",
            campaign.method.name()
        )
    })?;
    let measured = Measured::of(&source, campaign.method, result)?;
    let recipe = match (given, said.id) {
        (Some(recipe), _) => Some(recipe.clone()),
        (None, Some(_)) => None,
        (None, None) => {
            let read = from_items(&campaign.space, &entry.record.recipe);
            let read = read.with_context(|| {
                format!("the name of {source} does not say the whole recipe; give --id or --recipe")
            })?;
            recipe::inside(&campaign.space, &read).with_context(|| source.clone())?;
            Some(read)
        }
    };
    Ok(Told {
        recipe,
        measured: Some(measured),
        source,
        simulated: entry.record.dialect == Dialect::Simulated,
    })
}
