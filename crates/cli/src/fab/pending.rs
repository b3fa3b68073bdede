//! `memrilab fab pending`: what is being made.

use super::args::Pending;
use super::{recipe, show, store};
use crate::output;
use anyhow::{Result, ensure};
use memrilab_fabrication::{Campaign, Status};
use serde_json::json;
use std::process::ExitCode;

pub(crate) fn run(said: &Pending) -> Result<ExitCode> {
    let quiet = said.add.is_empty() && said.withdraw.is_empty() && said.take_back.is_empty();
    let campaign = if quiet {
        store::open(&said.file)?
    } else {
        store::change(&said.file, |campaign| {
            apply(campaign, said)?;
            Ok(campaign.clone())
        })?
    };
    let all = campaign.experiments.iter();
    let pending: Vec<_> = all.filter(|e| e.status == Status::Pending).collect();
    if said.json {
        let pending = pending.iter().map(|e| show::experiment(&campaign.space, e));
        let pending: Vec<_> = pending.collect();
        output::json(&json!({ "schema": 1, "pending": pending }))?;
    } else if pending.is_empty() {
        output::text("nothing is pending\n")?;
    } else {
        for experiment in pending {
            let line = show::experiment_line(&campaign.space, experiment);
            output::text(&format!("{line}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn apply(campaign: &mut Campaign, said: &Pending) -> Result<()> {
    for &id in &said.withdraw {
        ensure!(
            campaign.experiment(id)?.status == Status::Pending,
            "experiment {id} has an outcome already; --take-back makes it pending again"
        );
        campaign.remove(id)?;
    }
    for &id in &said.take_back {
        campaign.take_back(id)?;
    }
    for text in &said.add {
        let recipe = recipe::parse(&campaign.space, text)?;
        campaign.add(recipe)?;
    }
    Ok(())
}
