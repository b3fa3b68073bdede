//! `memrilab fab suggest`: what to make next.

use super::args::Suggest;
use super::{recipe, show, store};
use crate::output;
use anyhow::Result;
use memrilab_bayesopt::Goal;
use memrilab_fabrication::{Campaign, Error, Proposals, targets};
use serde_json::json;
use std::fmt::Write as _;
use std::process::ExitCode;

/// The paper's series reaches from here to there.
const SERIES: (f64, f64) = (0.12, 0.93);

/// Exit code 0 with suggestions, 1 if nothing is left to suggest.
pub(crate) fn run(said: &Suggest) -> Result<ExitCode> {
    let made = if said.pend {
        store::change(&said.file, |campaign| {
            let proposals = propose(campaign, said)?;
            let ids = campaign.take_up(&proposals.suggestions)?;
            Ok((campaign.clone(), proposals, ids))
        })
    } else {
        store::open(&said.file).and_then(|campaign| {
            let proposals = propose(&campaign, said)?;
            Ok((campaign, proposals, Vec::new()))
        })
    };
    let (campaign, proposals, ids) = match made {
        Ok(made) => made,
        Err(error) => return nothing_left(said, error),
    };
    let space = &campaign.space;
    if said.json {
        let all = proposals.suggestions.iter().enumerate();
        let all = all.map(|(i, p)| show::proposal(space, p, ids.get(i).copied()));
        output::json(&json!({
            "schema": 1,
            "suggestions": all.collect::<Vec<_>>(),
            "model": proposals.model,
            "candidates": proposals.candidates,
            "warnings": proposals.warnings,
        }))?;
    } else {
        output::text(&text(&campaign, &proposals, &ids))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn propose(campaign: &Campaign, said: &Suggest) -> Result<Proposals> {
    let seed = said.seed.unwrap_or(campaign.seed);
    if let Some(count) = said.spread {
        let wanted = targets(SERIES.0, SERIES.1, count.into());
        return Ok(campaign.suggest_series(&wanted, seed)?);
    }
    let mut asked = campaign.clone();
    if let Some(value) = said.target_usability {
        super::usable(campaign, value)?;
        asked.settings.goal = Goal::Target { value };
    }
    Ok(asked.suggest(said.batch, seed)?)
}

/// That everything was made is an answer, any other error is one.
fn nothing_left(said: &Suggest, error: anyhow::Error) -> Result<ExitCode> {
    let reason = match error.downcast_ref() {
        Some(Error::Optimiser(reason @ memrilab_bayesopt::Error::Exhausted)) => reason.to_string(),
        _ => return Err(error),
    };
    if said.json {
        output::json(&json!({
            "schema": 1, "suggestions": [], "model": null, "candidates": null,
            "warnings": [reason],
        }))?;
    } else {
        output::note(&reason);
    }
    Ok(ExitCode::from(1))
}

fn text(campaign: &Campaign, proposals: &Proposals, ids: &[u32]) -> String {
    let mut text = String::new();
    for (i, proposal) in proposals.suggestions.iter().enumerate() {
        let number = ids
            .get(i)
            .map_or(String::new(), |id| format!("experiment {id}: "));
        let line = recipe::line(&campaign.space, &proposal.recipe);
        let _ = writeln!(text, "{number}{line}");
        let mut facts = Vec::new();
        facts.extend(proposal.target.map(|t| format!("aims at {t:.2}")));
        facts.extend(
            proposal
                .mean
                .map(|mean| format!("expected {}", show::spread(mean, proposal.sd))),
        );
        facts.extend(
            proposal
                .works
                .map(|p| format!("works with probability {p:.2}")),
        );
        facts.extend(proposal.index.map(|i| format!("recipe {i} of the space")));
        let _ = writeln!(text, "    {}", facts.join("; "));
    }
    match &proposals.model {
        Some(model) => {
            let _ = writeln!(
                text,
                "By a model of {}; the best so far is worth {:.4}.",
                show::points(campaign, model),
                model.incumbent_value
            );
        }
        None => text.push_str("Spread over the space: too few values for a model yet.\n"),
    }
    for warning in &proposals.warnings {
        let _ = writeln!(text, "note: {warning}");
    }
    text
}
