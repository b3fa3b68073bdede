//! `memrilab fab import` and `export`: the campaign as a table.

use super::args::{Export, Import};
use super::{recipe, show, store, usable};
use crate::{files, output};
use anyhow::{Context as _, Result};
use memrilab_fabrication::{from_csv, to_csv};
use serde_json::json;
use std::process::ExitCode;

pub(crate) fn import(said: &Import) -> Result<ExitCode> {
    let table = files::text(&said.table)?;
    let place = || said.table.display().to_string();
    let (added, total, warnings) = store::change(&said.file, |campaign| {
        let first = campaign.experiments.len();
        let added = from_csv(campaign, &table).with_context(place)?;
        let mut warnings = Vec::new();
        for (row, experiment) in campaign.experiments[first..].iter().enumerate() {
            let place = || format!("{}: row {}", said.table.display(), row + 2);
            if let Some(measured) = &experiment.measured {
                usable(campaign, measured.value).with_context(place)?;
            }
            if let Err(beyond) = recipe::inside(&campaign.space, &experiment.recipe) {
                warnings.push(format!("{}: {beyond}", place()));
            }
        }
        Ok((added, campaign.experiments.len(), warnings))
    })?;
    if said.json {
        output::json(&json!({
            "schema": 1, "file": said.file, "added": added, "experiments": total,
            "warnings": warnings,
        }))?;
    } else {
        output::text(&format!(
            "{} added, {total} in all\n",
            show::plural(added, "experiment")
        ))?;
        for warning in warnings {
            output::note(&format!("note: {warning}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn export(said: &Export) -> Result<ExitCode> {
    let campaign = store::open(&said.file)?;
    let csv = to_csv(&campaign);
    let Some(path) = &said.output else {
        output::text(&csv)?;
        return Ok(ExitCode::SUCCESS);
    };
    output::file(path, csv.as_bytes())?;
    let count = campaign.experiments.len();
    if said.json {
        output::json(&json!({ "schema": 1, "file": path, "experiments": count }))?;
    } else {
        output::text(&format!(
            "{} written to {}\n",
            show::plural(count, "experiment"),
            path.display()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
