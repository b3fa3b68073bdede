//! `memrilab fab status`: the best so far, what the model has learned, and whether to go on.

use super::args::Status;
use super::show::points;
use super::{recipe, show, store};
use crate::output;
use anyhow::Result;
use memrilab_bayesopt::campaign::{Importance, ModelReport, Outlook};
use memrilab_bayesopt::{Error, Goal, Model, outlook};
use memrilab_fabrication::Campaign;
use serde::Serialize;
use serde_json::json;
use std::fmt::Write as _;
use std::process::ExitCode;

/// Draws of the function that the outlook rests on.
const DRAWS: usize = 1000;
/// Half the width of a 95 % interval, in standard deviations.
const WITHIN: f64 = 1.96;

/// Each point predicted from the others: a recipe's measurements of one standard deviation.
#[derive(Serialize)]
struct LeftOut {
    /// Points.
    points: usize,
    /// Root of the mean squared error of the prediction, in the units of the values.
    rmse: f64,
    /// Share of the values within the prediction's 95 % interval.
    within: f64,
    /// Root of the mean squared error in standard deviations: 1 of a model that knows how
    /// far off it may be.
    standardised: f64,
}

/// What the model has learned.
struct Learned {
    report: ModelReport,
    importance: Vec<Importance>,
    left_out: Option<LeftOut>,
    outlook: Option<Outlook>,
    warnings: Vec<String>,
}

pub(crate) fn run(said: &Status) -> Result<ExitCode> {
    let campaign = store::open(&said.file)?;
    let learned = learned(&campaign, said.outlook)?;
    if !said.json {
        output::text(&text(&campaign, learned.as_ref()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let [measured, failed, pending] = show::counts(&campaign);
    let space = &campaign.space;
    let all = campaign.experiments.iter();
    output::json(&json!({
        "schema": 1,
        "name": campaign.name,
        "objective": campaign.objective,
        "goal": campaign.settings.goal,
        "method": campaign.method,
        "recipes": space.count(),
        "measured": measured,
        "failed": failed,
        "pending": pending,
        "best": campaign.best().map(|e| show::experiment(space, e)),
        "experiments": all.map(|e| show::experiment(space, e)).collect::<Vec<_>>(),
        "model": learned.as_ref().map(|l| &l.report),
        "importance": learned.as_ref().map(|l| &l.importance),
        "leave_one_out": learned.as_ref().and_then(|l| l.left_out.as_ref()),
        "outlook": learned.as_ref().and_then(|l| l.outlook.as_ref()),
        "warnings": learned.as_ref().map_or(&[][..], |l| &l.warnings),
    }))?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing before there is a value.
fn learned(campaign: &Campaign, ahead: usize) -> Result<Option<Learned>> {
    let told = campaign.told()?;
    let model = match Model::new(&told) {
        Ok(model) => model,
        Err(Error::NoModel) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let report = model.report();
    let left_out = if report.points > 1 {
        let all = model.leave_one_out()?;
        let n = all.len() as f64;
        let off = all.iter().map(|(_, l)| l.residual * l.residual);
        let standardised = all.iter().map(|(_, l)| l.standardised * l.standardised);
        let inside = all.iter().filter(|(_, l)| l.standardised.abs() <= WITHIN);
        Some(LeftOut {
            points: all.len(),
            rmse: (off.sum::<f64>() / n).sqrt(),
            within: inside.count() as f64 / n,
            standardised: (standardised.sum::<f64>() / n).sqrt(),
        })
    } else {
        None
    };
    let outlook = if ahead == 0 {
        None
    } else {
        Some(outlook(&told, ahead, DRAWS, campaign.seed)?)
    };
    Ok(Some(Learned {
        importance: model.importance()?,
        warnings: model.warnings().to_vec(),
        report,
        left_out,
        outlook,
    }))
}

fn text(campaign: &Campaign, learned: Option<&Learned>) -> String {
    let [measured, failed, pending] = show::counts(campaign);
    let goal = match campaign.settings.goal {
        Goal::Maximise => "maximised".to_owned(),
        Goal::Minimise => "minimised".to_owned(),
        Goal::Target { value } => format!("brought to {value}"),
    };
    let mut text = format!(
        "{}: {} {goal}; {measured} measured, {failed} failed, {pending} pending\n",
        campaign.name, campaign.objective
    );
    for experiment in &campaign.experiments {
        let _ = writeln!(
            text,
            "{}",
            show::experiment_line(&campaign.space, experiment)
        );
    }
    if let Some(best) = campaign.best() {
        let line = recipe::line(&campaign.space, &best.recipe);
        let _ = writeln!(text, "Best so far: experiment {}, {line}", best.id);
    }
    let Some(learned) = learned else {
        text.push_str("Nothing was measured yet: there is no model.\n");
        return text;
    };
    let report = &learned.report;
    let _ = writeln!(
        text,
        "Model of {}: the function varies by {:.4}, a measurement by {:.4}",
        points(campaign, report),
        report.signal_sd,
        report.noise_sd
    );
    for scale in &report.length_scales {
        let _ = writeln!(text, "  length scale {:.2} of {}", scale.value, scale.name);
    }
    for importance in &learned.importance {
        let (share, name) = (100.0 * importance.share, &importance.variable);
        let _ = writeln!(text, "  importance {share:>3.0} % of {name}");
    }
    if let Some(left) = &learned.left_out {
        let _ = writeln!(
            text,
            "Each point from the others: off by {:.4}, {:.0} % within the 95 % interval",
            left.rmse,
            100.0 * left.within
        );
    }
    if let Some(outlook) = &learned.outlook {
        let ends = [&outlook.expected, &outlook.low, &outlook.high].map(|all| all.last());
        if let [Some(expected), Some(low), Some(high)] = ends {
            let _ = writeln!(
                text,
                "After {} more the best is expected at {expected:.4} ({low:.4} to {high:.4} in 8 of 10 cases)",
                show::plural(outlook.expected.len() - 1, "experiment")
            );
        }
    }
    for warning in &learned.warnings {
        let _ = writeln!(text, "note: {warning}");
    }
    text
}
