//! What Theorem 1 promises as it was published, and what is true in the worst case: against
//! the number of weights that may be changed, and against the share of the vote.

mod check;
mod marks;

use super::checked;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, given};
use crate::plot::{Facet, Plot};
use crate::table::{Cell, Table};
use serde::{Deserialize, Serialize};

/// The level that a bound has to exceed, so that the vote keeps its class.
const NEEDED: f64 = 0.5;

/// Both bounds at one place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TheoryBound {
    /// Where: the number of weights that may be changed arbitrarily, or `c`.
    pub at: f64,
    /// The lower bound as published, at most 1; it may be negative.
    pub published: f64,
    /// The exact worst case, at most 1.
    pub exact: f64,
}

impl TheoryBound {
    /// Whether the published bound promises what is not true.
    fn is_false(&self) -> bool {
        self.published > NEEDED && self.exact <= NEEDED
    }
}

/// Input of the chart of Theorem 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Theory {
    /// The lower bound of the vote's probability without change, from 0 to 1.
    pub c: f64,
    /// The probability that noise takes a weight away, from 0 to 1.
    pub p1: f64,
    /// The probability that noise halves a weight; at most 1 together with `p1`.
    pub p2: f64,
    /// How many weights there are, at least 1.
    pub parameters: u64,
    /// The bounds at this `c`, by the number of weights changed arbitrarily; in any order.
    pub along_r: Vec<TheoryBound>,
    /// The bounds by `c`, no weight being changed arbitrarily; in any order.
    pub along_c: Vec<TheoryBound>,
}

/// The chart of Theorem 1: a checked [`Theory`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Theory")]
pub struct TheoryFigure(Theory);

impl TryFrom<Theory> for TheoryFigure {
    type Error = FigureError;

    fn try_from(data: Theory) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

/// Bounds from the smallest place up.
fn ordered(bounds: &[TheoryBound]) -> Vec<TheoryBound> {
    let mut ordered = bounds.to_vec();
    ordered.sort_by(|a, b| a.at.total_cmp(&b.at));
    ordered
}

/// From the smallest place to the largest.
fn range(bounds: &[TheoryBound]) -> Option<(f64, f64)> {
    let ordered = ordered(bounds);
    Some((ordered.first()?.at, ordered.last()?.at))
}

impl TheoryFigure {
    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let c = given(data.c);
        let y = |held: String| AxisSpec::new(&format!("Lower bound at {held}"), "").fixed(0.0, 1.0);
        let mut along_c = AxisSpec::new("Probability of the vote, c", "");
        if let Some((low, high)) = range(&data.along_c).filter(|(low, high)| low < high) {
            along_c = along_c.fixed(low.min(data.c), high.max(data.c));
        }
        let title = "Theorem 1: as published, and exact".to_owned();
        let subtitle = format!(
            "p₁ {} · p₂ {} · {}",
            given(data.p1),
            given(data.p2),
            counted(
                usize::try_from(data.parameters).unwrap_or(usize::MAX),
                "weight",
                "weights"
            )
        );
        Plot {
            description: self.described(&title, &subtitle),
            title,
            subtitle,
            notes: self.notes(),
            facets: vec![
                Facet {
                    x: AxisSpec::new("Weights changed arbitrarily, r", "").whole(),
                    y: y(format!("c = {c}")),
                    marks: Self::bounds(&data.along_r),
                    empty: "No bound by the weights changed is known yet.".to_owned(),
                },
                Facet {
                    x: along_c,
                    y: y("r = 0".to_owned()),
                    marks: self.bounds_by_c(),
                    empty: "No bound by c is known yet.".to_owned(),
                },
            ],
        }
    }

    fn notes(&self) -> Vec<String> {
        let all = || self.0.along_r.iter().chain(&self.0.along_c);
        let mut notes = Vec::new();
        let lies = all().filter(|bound| bound.is_false()).count();
        if lies > 0 {
            let places = counted(lies, "place", "places");
            notes.push(format!(
                "At {places} the published bound exceeds 1/2 and the exact one does not: promised, not true."
            ));
        }
        let values = all().flat_map(|bound| [bound.published, bound.exact]);
        let below = values.filter(|value| *value < 0.0).count();
        if below > 0 {
            let values = counted(below, "value is below 0 and", "values are below 0 and");
            notes.push(format!("{values} drawn at 0."));
        }
        notes
    }

    /// The figure in words: how far each bound reaches.
    fn described(&self, title: &str, subtitle: &str) -> String {
        let furthest = |of: fn(&TheoryBound) -> f64| {
            let kept = self.0.along_r.iter().filter(|bound| of(bound) > NEEDED);
            let last = kept.map(|bound| bound.at).fold(f64::NEG_INFINITY, f64::max);
            match last.is_finite() {
                true => format!("up to r = {}", given(last)),
                false => "for no r".to_owned(),
            }
        };
        let least = |of: fn(&TheoryBound) -> f64| {
            let kept = self.0.along_c.iter().filter(|bound| of(bound) > NEEDED);
            let first = kept.map(|bound| bound.at).fold(f64::INFINITY, f64::min);
            match first.is_finite() {
                true => format!("from c = {} on", given(first)),
                false => "for no c".to_owned(),
            }
        };
        let mut words = format!("{title}, {subtitle}.");
        if !self.0.along_r.is_empty() {
            words.push_str(&format!(
                " At c = {} the published bound exceeds 1/2 {}, the exact one {}.",
                given(self.0.c),
                furthest(|bound| bound.published),
                furthest(|bound| bound.exact),
            ));
        }
        if !self.0.along_c.is_empty() {
            words.push_str(&format!(
                " At r = 0 the published bound exceeds 1/2 {}, the exact one {}.",
                least(|bound| bound.published),
                least(|bound| bound.exact),
            ));
        }
        words
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("panel", ""), ("at", ""), ("published", ""), ("exact", "")]);
        for (panel, bounds) in [
            ("weights changed, r", &self.0.along_r),
            ("probability of the vote, c", &self.0.along_c),
        ] {
            for bound in ordered(bounds) {
                let mut row = vec![Cell::Text(panel.to_owned())];
                row.extend([bound.at, bound.published, bound.exact].map(Cell::of));
                table.rows.push(row);
            }
        }
        table
    }
}
