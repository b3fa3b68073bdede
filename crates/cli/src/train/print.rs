//! Results for people.

use super::args::Running;
use crate::output;
use anyhow::Result;
use memrilab_study::networks::{Compared, MethodResult};
use std::fmt::Write as _;

/// Of one network.
pub(crate) fn one(compared: &Compared, said: &Running) -> Result<()> {
    if said.json {
        return output::json(compared);
    }
    let mut text = head(compared);
    for method in &compared.methods {
        let chosen = &method.chosen;
        let _ = writeln!(
            text,
            "{}, training {} of {}: {:.4} right on {} test samples without drift",
            method.name.name(),
            chosen.number + 1,
            method.trainings,
            method.clean,
            compared.samples[2]
        );
        text.push_str("  usability  sigma   mean    sd      min     max     draws\n");
        for level in &method.levels {
            let least = level.draws.iter().copied().fold(f64::INFINITY, f64::min);
            let most = level.draws.iter().copied().fold(0.0, f64::max);
            let sd = level
                .spread()
                .map_or_else(|| "-".into(), |s| format!("{:.4}", s.sd));
            let _ = writeln!(
                text,
                "  {:<9.3}  {:<6.3}  {:.4}  {sd:<6}  {least:.4}  {most:.4}  {}",
                level.usability,
                level.sigma,
                level.mean(),
                level.draws.len()
            );
        }
    }
    output::text(&text)
}

/// Of several methods.
pub(crate) fn several(compared: &Compared, said: &Running) -> Result<()> {
    if said.json {
        return output::json(compared);
    }
    output::text(&(head(compared) + &table(compared)))
}

fn head(compared: &Compared) -> String {
    let [train, validation, test] = compared.samples;
    format!(
        "{} by {}: {train} samples to learn from, {validation} to choose by, {test} of the test\n",
        compared.task, compared.model
    )
}

/// Mean accuracy by method and level, and where the paired test finds a difference.
pub(crate) fn table(compared: &Compared) -> String {
    let mut text = String::from("| method | trainings | clean |");
    let levels = compared.methods.first().map_or(&[][..], |m| &m.levels);
    for level in levels {
        let _ = write!(text, " U = {} |", rounded(level.usability));
    }
    text.push_str("\n|---|---|---|");
    text.push_str(&"---|".repeat(levels.len()));
    text.push('\n');
    for method in &compared.methods {
        row(&mut text, compared, method);
    }
    text.push_str(
        "\n`*`: differs from the first method on the same draws, p < .01 (paired t-test).\n",
    );
    text
}

fn row(text: &mut String, compared: &Compared, method: &MethodResult) {
    let _ = write!(
        text,
        "| {} | {} | {:.4} |",
        method.name.name(),
        method.trainings,
        method.clean
    );
    let first = compared.methods.first().map(|m| m.name);
    for level in &method.levels {
        let differs = compared.paired.iter().any(|p| {
            p.a == method.name && Some(p.b) == first && p.usability == level.usability && p.p < 0.01
        });
        let _ = write!(
            text,
            " {:.3}{} |",
            level.mean(),
            if differs { "*" } else { "" }
        );
    }
    text.push('\n');
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
