//! Tables that hold no sweep, recognised as what they are.

use super::grid::Grid;
use super::header::Role;
use super::kind::FileKind;
use super::table::{Table, is_named, looks_swept};

/// Recognises a table by the words of its first rows; a sweep may have such words above
/// its header.
pub(super) fn by_words(grid: &Grid) -> Option<FileKind> {
    if is_named(grid) {
        return None;
    }
    (0..grid.rows())
        .filter(|&r| grid.count_numbers(r) > 0)
        .nth(2)?;
    let rows = grid.rows().min(12);
    let words: Vec<String> = (0..rows)
        .flat_map(|r| grid.labels(r).map(|(_, t)| t).collect::<Vec<_>>())
        .filter(|t| t.len() <= 40)
        .map(str::to_ascii_lowercase)
        .map(|t| {
            t.replace(['_', '-'], " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let has = |what: &str| words.iter().any(|w| w.contains(what));
    let first = |what: &str| {
        (0..rows).any(|r| {
            grid.label(r, 0)
                .is_some_and(|t| t.eq_ignore_ascii_case(what))
        })
    };
    if has("ilrs") && has("ihrs") && (first("cycle") || first("index")) {
        return Some(FileKind::EnduranceSummary);
    }
    if has("set voltage") || has("form voltage") || has("forming voltage") {
        return Some(FileKind::SetVoltages);
    }
    const CONDITIONS: [&str; 12] = [
        "temperature",
        "thickness",
        "electrode",
        "diameter",
        "baking",
        "anneal",
        "pmma",
        "material",
        "third etch",
        "contact type",
        "running bias",
        "film",
    ];
    let swept = words
        .iter()
        .any(|w| w == "voltage" || w.starts_with("current"));
    if !swept && CONDITIONS.iter().filter(|c| has(c)).count() >= 2 {
        return Some(FileKind::FabricationConditions);
    }
    None
}

/// Recognises a table by what its columns hold.
pub(super) fn by_columns(table: &Table) -> Option<FileKind> {
    let none = |role| table.with_role(role).is_empty();
    let resistance = table
        .with_role(Role::Resistance)
        .iter()
        .any(|&c| table.name(c).to_ascii_lowercase().contains("resist"));
    if none(Role::Voltage) && none(Role::Current) && resistance && !none(Role::Time) {
        return Some(FileKind::Retention);
    }
    if table.header.is_none() && table.columns() >= 20 && !looks_swept_like_voltage(table) {
        let positive = table
            .data
            .clone()
            .all(|r| table.grid.row(r).iter().all(|v| v.is_nan() || *v >= 0.0));
        let resistances =
            (1..table.columns()).all(|c| table.raw(c).iter().all(|v| v.is_nan() || *v >= 1.0));
        if positive && resistances {
            return Some(FileKind::ResistanceCycles);
        }
    }
    None
}

/// Addresses also step regularly, but they are whole numbers and so is their step.
fn looks_swept_like_voltage(table: &Table) -> bool {
    let first = table.raw(0);
    looks_swept(&first) && first.iter().any(|v| v.is_finite() && v.fract() != 0.0)
}
