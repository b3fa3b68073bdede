//! The reading report: what was found, what was assumed, what was left out.

use crate::Dialect;
use serde::{Deserialize, Serialize};

/// Where a unit came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum UnitSource {
    /// The file states it.
    Stated,
    /// The dialect fixes it.
    Dialect,
    /// Nothing says so: the SI unit was taken.
    Assumed,
    /// The caller gave it.
    Given,
}

/// A column that was used, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ColumnUse {
    /// Its heading; `column 3` where it has none.
    pub name: String,
    /// `voltage`, `current`, `resistance`, `conductance`, `time`, `status`, `cycle`.
    pub role: String,
    /// Its unit as read.
    pub unit: String,
    /// Where the unit came from.
    pub source: UnitSource,
}

/// Cells that stood for "no value".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Missing {
    /// What stood there: `9.91E37`, `#REF`, `NaN`.
    pub written: String,
    /// How often.
    pub count: usize,
    /// The first lines, at most twenty.
    pub lines: Vec<u32>,
}

/// A part of the file that was not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LeftOut {
    /// Where it stands.
    pub place: String,
    /// Why it was left out.
    pub reason: String,
}

/// How a file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReadingReport {
    /// The dialect.
    pub dialect: Option<Dialect>,
    /// How the text was encoded; absent for workbooks.
    pub encoding: Option<String>,
    /// What separates cells; absent for workbooks.
    pub delimiter: Option<String>,
    /// `point` or `comma`.
    pub decimal_mark: Option<String>,
    /// The line of the header, counted from 1.
    pub header_line: Option<u32>,
    /// The columns used.
    pub columns: Vec<ColumnUse>,
    /// How cycles were found.
    pub cycles: Vec<String>,
    /// Cells that stood for "no value".
    pub missing: Vec<Missing>,
    /// What was not used.
    pub left_out: Vec<LeftOut>,
    /// What had to be assumed.
    pub assumptions: Vec<String>,
    /// What else a reader should know.
    pub notes: Vec<String>,
}

impl ReadingReport {
    pub(super) fn assume(&mut self, sentence: impl Into<String>) {
        push_once(&mut self.assumptions, sentence.into());
    }

    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        push_once(&mut self.notes, sentence.into());
    }

    pub(super) fn found_cycles(&mut self, sentence: impl Into<String>) {
        push_once(&mut self.cycles, sentence.into());
    }

    pub(super) fn leave_out(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        let part = LeftOut {
            place: place.into(),
            reason: reason.into(),
        };
        if self.left_out.len() < 200 && !self.left_out.contains(&part) {
            self.left_out.push(part);
        }
    }

    pub(super) fn missing(&mut self, written: &str, line: u32) {
        let written: String = written.chars().take(20).collect();
        let at = self.missing.iter().position(|m| m.written == written);
        let entry = match at {
            Some(at) => &mut self.missing[at],
            None if self.missing.len() < 50 => {
                self.missing.push(Missing {
                    written,
                    count: 0,
                    lines: Vec::new(),
                });
                let last = self.missing.len() - 1;
                &mut self.missing[last]
            }
            None => return,
        };
        entry.count += 1;
        if entry.lines.len() < 20 {
            entry.lines.push(line);
        }
    }

    pub(super) fn used(&mut self, column: ColumnUse) {
        if self.columns.len() < 1100 && !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }

    /// The report for a person, one sentence each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(dialect) = self.dialect {
            said.push(format!("Dialect: {}.", dialect.name()));
        }
        let text = [
            self.encoding.as_ref().map(|e| format!("encoding {e}")),
            self.delimiter
                .as_ref()
                .map(|d| format!("cells separated by {d}")),
            self.decimal_mark.as_ref().map(|d| format!("decimal {d}")),
            self.header_line.map(|l| format!("header in line {l}")),
        ];
        let text: Vec<String> = text.into_iter().flatten().collect();
        if !text.is_empty() {
            said.push(format!("Text: {}.", text.join(", ")));
        }
        for column in self.columns.iter().take(8) {
            let source = match column.source {
                UnitSource::Stated => "stated",
                UnitSource::Dialect => "fixed by the dialect",
                UnitSource::Assumed => "assumed",
                UnitSource::Given => "given",
            };
            said.push(format!(
                "Column `{}` is {} in {} ({source}).",
                column.name, column.role, column.unit
            ));
        }
        if self.columns.len() > 8 {
            said.push(format!("{} more columns likewise.", self.columns.len() - 8));
        }
        said.extend(self.cycles.iter().map(|c| format!("Cycles: {c}")));
        said.extend(self.missing.iter().map(|m| {
            let lines: Vec<String> = m.lines.iter().take(5).map(u32::to_string).collect();
            let dots = if m.count > lines.len() { ", ..." } else { "" };
            format!(
                "`{}` stood for no value {} times (lines {}{dots}).",
                m.written,
                m.count,
                lines.join(", ")
            )
        }));
        said.extend(self.assumptions.iter().map(|a| format!("Assumed: {a}")));
        said.extend(
            self.left_out
                .iter()
                .map(|l| format!("Left out: {}: {}", l.place, l.reason)),
        );
        said.extend(self.notes.iter().cloned());
        said
    }
}

fn push_once(list: &mut Vec<String>, sentence: String) {
    if list.len() < 200 && !list.contains(&sentence) {
        list.push(sentence);
    }
}
