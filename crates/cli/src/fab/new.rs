//! `memrilab fab new`: an empty campaign.

use super::args::New;
use super::store;
use crate::{files, output};
use anyhow::{Result, anyhow};
use memrilab_bayesopt::{Settings, Space};
use memrilab_fabrication::{Campaign, settings, space};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(said: &New) -> Result<ExitCode> {
    let space = match said.space.as_str() {
        "paper" => space()?,
        path => read(Path::new(path))?,
    };
    let general = if said.objective == "usability" {
        settings()
    } else {
        Settings::default()
    };
    let settings = Settings {
        goal: said.goal.into(),
        ..said.distances.apply(general)
    };
    let stem = said.file.file_stem().unwrap_or_default().to_string_lossy();
    let name = said.name.clone().unwrap_or_else(|| stem.into_owned());
    let campaign = Campaign {
        objective: said.objective.clone(),
        method: said.method.method(),
        seed: said.seed,
        ..Campaign::new(&name, space, settings)
    };
    store::begin(&said.file, &campaign, said.force)?;
    let count = campaign.space.count();
    if said.json {
        output::json(&json!({
            "schema": 1, "file": said.file, "name": campaign.name,
            "variables": campaign.space.variables().len(), "recipes": count,
            "objective": campaign.objective, "goal": campaign.settings.goal,
            "method": campaign.method, "seed": campaign.seed,
        }))?;
    } else {
        let recipes = count.map_or("more recipes than can be counted".into(), |n| {
            format!("{n} recipes")
        });
        output::text(&format!(
            "{} begun: {} variables, {recipes}; `memrilab fab suggest` says which to make first\n",
            said.file.display(),
            campaign.space.variables().len()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A space from its own JSON file.
fn read(path: &Path) -> Result<Space> {
    let bytes = files::whole(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|e| {
        let text = e.to_string();
        let reason = text.split(" at line ").next().unwrap_or(&text);
        if e.is_data() && e.line() == 0 {
            return anyhow!("{}: {reason}", path.display());
        }
        anyhow!(
            "{}, line {}, column {}: {reason}",
            path.display(),
            e.line(),
            e.column()
        )
    })
}
