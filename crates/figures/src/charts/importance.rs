//! How much each variable matters to the model, the most important on top.

use super::list::{ranked, rows};
use crate::axis::AxisSpec;
use crate::number::{counted, fixed};
use crate::plot::{Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// How much one variable matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VariableShare {
    /// The variable.
    pub variable: String,
    /// Its share of all, from 0 to 1.
    pub share: f64,
}

/// Input of the importance chart.
#[derive(Debug, Clone, Copy)]
pub struct Importances<'a> {
    /// The variables, in any order.
    pub variables: &'a [VariableShare],
}

fn share(variable: &VariableShare) -> Option<f64> {
    Some(variable.share).filter(|share| (0.0..=1.0 + 1e-9).contains(share))
}

impl Importances<'_> {
    fn ranked(&self) -> Vec<&VariableShare> {
        ranked(self.variables, share, |variable| variable.variable.as_str())
    }

    pub(crate) fn plot(&self) -> Plot {
        let variables = self.ranked();
        let (mut bars, mut labels) = (Vec::new(), Vec::new());
        for (row, variable) in variables.iter().enumerate() {
            if let Some(share) = share(variable) {
                bars.push([100.0 * share, row as f64]);
                labels.push(percent(share));
            }
        }
        let without = variables.len() - bars.len();
        let mut notes = Vec::new();
        if without > 0 {
            let variables = counted(without, "variable has", "variables have");
            notes.push(format!("{variables} no share from 0 to 1 and no bar."));
        }
        let count = counted(variables.len(), "variable", "variables");
        let best = variables.first().filter(|_| !bars.is_empty());
        let longest = bars.iter().map(|bar| bar[0]).fold(0.0, f64::max);
        let mut marks = Vec::new();
        let mut subtitle = String::new();
        if !bars.is_empty() {
            subtitle
                .push_str("how far the model tells the options of each apart, as a share of all");
            marks.push(Mark::new(
                "share",
                Hue::Blue,
                Kind::RowBars {
                    bars,
                    labels,
                    beyond: Vec::new(),
                },
            ));
        }
        Plot {
            title: format!("Importance of {count}"),
            subtitle,
            description: match best {
                Some(best) => format!(
                    "Shares of {count} in what the model tells apart, from the largest, {}, {}.",
                    best.variable,
                    percent(best.share)
                ),
                None => format!("{count}, none with a share."),
            },
            notes,
            facets: vec![Facet {
                x: AxisSpec::new("Share", "%").fixed(0.0, (1.25 * longest).max(1.0)),
                y: rows(variables.iter().map(|variable| variable.variable.as_str())),
                marks,
                empty: "There is no model yet to say what matters.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("rank", ""), ("variable", ""), ("share", "%")]);
        for (rank, variable) in (1..).zip(self.ranked()) {
            table.rows.push(vec![
                Cell::Number(f64::from(rank)),
                Cell::Text(text::clean(&variable.variable)),
                Cell::of(share(variable).map(|share| 100.0 * share)),
            ]);
        }
        table
    }
}

/// A share in per cent; a tenth where it is small.
fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    format!("{} %", fixed(percent, if percent < 9.95 { 1 } else { 0 }))
}
