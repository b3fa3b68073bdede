//! `memrilab data info`: what a dataset holds.

use super::args::Info;
use crate::{dataset, output};
use anyhow::Result;
use memrilab_train::data::Dataset;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Classes that are shown to a person; JSON has all.
const SHOWN: usize = 40;

pub(super) fn run(said: &Info) -> Result<ExitCode> {
    let loaded = dataset::load(&said.path, &said.how)?;
    if said.json {
        output::json(&json!({
            "schema": 1,
            "path": said.path.to_string_lossy(),
            "kind": loaded.kind.code(),
            "shape": loaded.train.shape(),
            "classes": loaded.train.classes(),
            "label": loaded.columns.as_ref().map(|c| &c.label),
            "features": loaded.columns.as_ref().map(|c| &c.features),
            "train": part(&loaded.train),
            "test": loaded.test.as_ref().map(part),
            "notes": loaded.notes,
        }))?;
    } else {
        output::text(&sentences(&said.path.display().to_string(), &loaded))?;
        for note in &loaded.notes {
            output::note(&format!("note: {note}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn part(data: &Dataset) -> Value {
    let (low, high) = data.range();
    json!({
        "samples": data.len(),
        "counts": data.counts(),
        "low": low,
        "high": high,
        "digest": digest(data),
        "memory_bytes": data.memory(),
    })
}

fn digest(data: &Dataset) -> String {
    format!("{:016x}", data.digest())
}

fn sentences(path: &str, loaded: &dataset::Loaded) -> String {
    let mut text = format!("{path}: {}\n", loaded.kind.name());
    let parts = [
        ("training", Some(&loaded.train)),
        ("test", loaded.test.as_ref()),
    ];
    for (name, data) in parts {
        let Some(data) = data else { continue };
        let (low, high) = data.range();
        let _ = writeln!(
            text,
            "{name}: {} samples of {}, from {low} to {high}, digest {}",
            data.len(),
            data.shape(),
            digest(data)
        );
    }
    if let Some(columns) = &loaded.columns {
        let _ = writeln!(text, "class: the column `{}`", columns.label);
    }
    let test = loaded.test.as_ref().map(Dataset::counts);
    let classes = loaded.train.classes();
    for (i, count) in loaded.train.counts().iter().enumerate().take(SHOWN) {
        let test = test
            .as_ref()
            .map_or(String::new(), |t| format!(" and {}", t[i]));
        let _ = writeln!(text, "  {}: {count}{test}", classes[i]);
    }
    if classes.len() > SHOWN {
        let _ = writeln!(text, "  and {} more classes", classes.len() - SHOWN);
    }
    text
}
