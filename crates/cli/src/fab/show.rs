//! Experiments and proposals, as JSON and for a person.

use super::recipe;
use memrilab_bayesopt::Space;
use memrilab_bayesopt::campaign::ModelReport;
use memrilab_fabrication::{Campaign, Experiment, Proposal, Status};
use serde_json::{Value, json};

/// An experiment with its recipe as an object.
pub(crate) fn experiment(space: &Space, experiment: &Experiment) -> Value {
    let measured = experiment.measured.as_ref();
    json!({
        "id": experiment.id,
        "recipe": recipe::object(space, &experiment.recipe),
        "status": experiment.status,
        "value": measured.map(|m| m.value),
        "sd": measured.and_then(|m| m.sd),
        "low": measured.and_then(|m| m.low),
        "high": measured.and_then(|m| m.high),
        "expected": experiment.expected,
        "source": experiment.source,
        "simulated": experiment.simulated,
        "note": experiment.note,
    })
}

/// A proposal with its recipe as an object.
pub(crate) fn proposal(space: &Space, proposal: &Proposal, id: Option<u32>) -> Value {
    json!({
        "id": id,
        "recipe": recipe::object(space, &proposal.recipe),
        "index": proposal.index,
        "target": proposal.target,
        "mean": proposal.mean,
        "sd": proposal.sd,
        "acquisition": proposal.acquisition,
        "works": proposal.works,
    })
}

/// An experiment in a line.
pub(crate) fn experiment_line(space: &Space, experiment: &Experiment) -> String {
    let outcome = match (experiment.status, &experiment.measured) {
        (Status::Measured, Some(m)) => spread(m.value, m.sd),
        (Status::Failed, _) => "failed".into(),
        _ => "pending".into(),
    };
    let source = if experiment.source.is_empty() {
        String::new()
    } else {
        format!("  ({})", experiment.source)
    };
    format!(
        "{:>4}  {outcome:<18}  {}{source}",
        experiment.id,
        recipe::line(space, &experiment.recipe)
    )
}

/// A value and its standard deviation.
pub(crate) fn spread(value: f64, sd: Option<f64>) -> String {
    match sd {
        Some(sd) => format!("{value:.4} +- {sd:.4}"),
        None => format!("{value:.4}"),
    }
}

/// How many are measured, failed and pending.
pub(crate) fn counts(campaign: &Campaign) -> [usize; 3] {
    [Status::Measured, Status::Failed, Status::Pending].map(|status| {
        let all = campaign.experiments.iter();
        all.filter(|e| e.status == status).count()
    })
}

/// `1 recipe`, `2 recipes`.
pub(crate) fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a model is of: recipes, or points where measurements of a recipe differ in what is known
/// of their uncertainty.
pub(crate) fn points(campaign: &Campaign, model: &ModelReport) -> String {
    let measured = campaign
        .experiments
        .iter()
        .filter(|e| e.status == Status::Measured);
    let mut recipes = Vec::new();
    for experiment in measured {
        if !recipes.contains(&&experiment.recipe) {
            recipes.push(&experiment.recipe);
        }
    }
    let of = plural(recipes.len(), "recipe");
    match recipes.len() == model.points {
        true => of,
        false => format!("{} of {of}", plural(model.points, "point")),
    }
}
