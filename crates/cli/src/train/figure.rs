//! The figure of a contest: accuracy against usability, a line a method.

use crate::figure::write_one;
use anyhow::{Context as _, Result};
use memrilab_figures::{Figure, Robustness, RobustnessFigure, RobustnessLevel, RobustnessMethod};
use memrilab_study::networks::Compared;
use memrilab_train::robustness::LevelResult;
use std::path::Path;

/// Writes it as SVG and PNG.
pub(crate) fn write(folder: &Path, compared: &Compared) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let figure = RobustnessFigure::new(data(compared))?;
    let name = format!("robustness_{}_{}", compared.task, compared.model);
    write_one(folder, &name, &Figure::Robustness(&figure))
}

fn data(compared: &Compared) -> Robustness {
    let classes = compared
        .config
        .entries
        .first()
        .map_or(2, |e| e.base.model.classes());
    let methods = compared.methods.iter().map(|method| RobustnessMethod {
        name: method.name.name().to_owned(),
        levels: method.levels.iter().map(level).collect(),
    });
    Robustness {
        task: compared.task.clone(),
        model: compared.model.clone(),
        classes: classes as u32,
        methods: methods.collect(),
        marks: Vec::new(),
    }
}

pub(crate) fn level(level: &LevelResult) -> RobustnessLevel {
    let spread = level.spread();
    let draws = level.draws.iter().copied();
    RobustnessLevel {
        usability: level.usability,
        draws: level.draws.len() as u32,
        mean: level.mean(),
        sd: spread.map(|s| s.sd),
        min: draws.clone().fold(f64::INFINITY, f64::min),
        max: draws.fold(f64::NEG_INFINITY, f64::max),
        low: spread.map(|s| s.low),
        high: spread.map(|s| s.high),
    }
}
