//! `memrilab fab simulate`: campaigns on the virtual laboratory.

use super::args::{LaboratorySpace, Simulate};
use crate::output;
use anyhow::Result;
use memrilab_study::fabricate::{SimulateConfig, SimulateJob};
use std::fmt::Write as _;
use std::process::ExitCode;

pub(crate) fn run(said: &Simulate) -> Result<ExitCode> {
    let LaboratorySpace::Paper = said.space;
    let usual = SimulateConfig::default();
    let job = SimulateJob::new(SimulateConfig {
        budget: said.budget,
        seeds: said.seeds,
        noise: said.noise,
        settings: said.distances.apply(usual.settings.clone()),
        ..usual
    })?;
    let bar = output::progress(0, "simulating");
    let found = memrilab_core::run(job, |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
    })?;
    bar.finish_and_clear();
    if said.json {
        output::json(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    let all = &found.experiments_to_best;
    let within = all.iter().flatten().count();
    let median = found
        .median
        .map_or_else(|| format!("more than {}", said.budget), |m| m.to_string());
    let mut text = format!(
        "The best of {} recipes was made after {median} experiments on the median, in {within} of {} runs within {}.\nAt random it takes {} on the median.\n",
        found.candidates,
        all.len(),
        said.budget,
        found.random_median
    );
    for (experiments, best) in &found.best_at {
        let _ = writeln!(text, "  best after {experiments:>3}: {best:.3} on the mean");
    }
    let _ = writeln!(text, "note: {}", found.note);
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}
