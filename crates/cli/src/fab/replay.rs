//! `memrilab fab replay`: a measured table, asked again.

use super::args::Replay;
use crate::{files, output};
use anyhow::{Context as _, Result};
use memrilab_bayesopt::{Goal, Settings};
use memrilab_study::fabricate::{ReplayConfig, ReplayJob, Table};
use std::fmt::Write as _;
use std::process::ExitCode;

pub(crate) fn run(said: Replay) -> Result<ExitCode> {
    let text = files::text(&said.table)?;
    let place = || said.table.display().to_string();
    let goal = if said.minimise {
        Goal::Minimise
    } else {
        Goal::Maximise
    };
    let config = ReplayConfig {
        target: said.target,
        ignore: said.ignore,
        initial: said.initial,
        budget: said.budget,
        seeds: said.seeds,
        settings: Settings {
            goal,
            ..said.distances.apply(Settings::default())
        },
    };
    let table = Table::read(&text).with_context(place)?;
    let job = ReplayJob::new(&table, config).with_context(place)?;
    let bar = output::progress(0, "replaying");
    let found = memrilab_core::run(job, |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
    })
    .with_context(place)?;
    bar.finish_and_clear();
    if said.json {
        output::json(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!(
        "{} recipes, {} of them the best 5 %; {} runs\n{:>11}  {:>16}  {:>9}\n",
        found.candidates,
        found.best,
        found.config.seeds,
        "experiments",
        "best 5 % found",
        "at random"
    );
    for n in 1..=found.top5.len() {
        if n % 10 != 0 && n != found.top5.len() {
            continue;
        }
        let error = found
            .top5_se
            .as_ref()
            .map_or(String::new(), |se| format!(" +- {:.3}", se[n - 1]));
        let share = format!("{:.3}{error}", found.top5[n - 1]);
        let _ = writeln!(
            text,
            "{n:>11}  {share:>16}  {:>9.3}",
            found.top5_random[n - 1]
        );
    }
    if !found.constant.is_empty() {
        let _ = writeln!(
            text,
            "note: every row has the same in {}; left out",
            found.constant.join(", ")
        );
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}
