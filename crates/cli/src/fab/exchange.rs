//! `memrilab fab import` and `export`: the campaign as a table.

use super::args::{Export, Import};
use super::{recipe, show, store, usable};
use crate::{files, output};
use anyhow::{Context as _, Result};
use memrilab_device::read::Caps;
use memrilab_fabrication::{from_csv, to_csv};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// A table as text: a text file as it is, of a workbook the first sheet that holds anything.
fn table(path: &Path) -> Result<String> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if !memrilab_workbook::is_workbook(&bytes) {
        return files::text(path);
    }
    let grids = memrilab_workbook::grids(&bytes, &Caps::default())
        .with_context(|| path.display().to_string())?;
    let grid = grids.iter().find(|grid| grid.rows() > 0);
    let grid =
        grid.with_context(|| format!("{} has no sheet with anything in it", path.display()))?;
    let cell = |row: usize, column: usize| {
        let number = grid.value(row, column);
        let text = match grid.label(row, column) {
            Some(label) => label.to_owned(),
            None if number.is_nan() => String::new(),
            None => number.to_string(),
        };
        format!("\"{}\"", text.replace('"', "\"\""))
    };
    let rows = (0..grid.rows()).map(|row| {
        let cells: Vec<String> = (0..grid.columns())
            .map(|column| cell(row, column))
            .collect();
        cells.join(",")
    });
    Ok(rows.collect::<Vec<_>>().join("\n"))
}

pub(crate) fn import(said: &Import) -> Result<ExitCode> {
    let table = table(&said.table)?;
    let place = || said.table.display().to_string();
    let (added, total, warnings) = store::change(&said.file, |campaign| {
        let first = campaign.experiments.len();
        let added = from_csv(campaign, &table).with_context(place)?;
        let mut warnings = Vec::new();
        for (at, experiment) in campaign.experiments.iter().enumerate() {
            let place = || format!("{}: experiment {}", said.table.display(), experiment.id);
            if let Some(measured) = &experiment.measured {
                usable(campaign, measured.value).with_context(place)?;
            }
            let beyond = recipe::inside(&campaign.space, &experiment.recipe);
            if let Some(beyond) = beyond.err().filter(|_| at >= first) {
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
            "{} added or told, {total} in all\n",
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
