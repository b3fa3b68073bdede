//! What a network of two inputs says over the plane when its devices drift: how many draws
//! of the drift say which class, place by place.

mod check;
mod marks;
mod table;

use super::checked;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::layout::Second;
use crate::number::{counted, fixed, given, reading};
use crate::plot::{Facet, Plot};
use crate::text;
use serde::{Deserialize, Serialize};

/// Columns and rows that a plane may have.
const MOST: u32 = 120;

/// A sample of the task.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BoundaryPoint {
    /// Its first input.
    pub x: f64,
    /// Its second input.
    pub y: f64,
    /// The class it belongs to, 0 or 1.
    pub class: u32,
    /// Whether the network tells it right.
    pub right: bool,
}

/// Input of the chart of a boundary.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Boundary {
    /// Task and method, such as `moons, BayesMulti`.
    pub name: String,
    /// From where to where the first input goes.
    pub x: [f64; 2],
    /// From where to where the second input goes.
    pub y: [f64; 2],
    /// How many places there are across, 1 to 120.
    pub columns: u32,
    /// How many there are up, 1 to 120.
    pub rows: u32,
    /// The share of draws that say class 1 in the middle of each place, from 0 to 1: the
    /// lowest row from left to right, then the row above it, and so on. Empty while none is
    /// known.
    pub share: Vec<f64>,
    /// How many draws of the drift there are, at least 1.
    pub draws: u32,
    /// The usability whose drift was drawn, above 0 and at most 1.
    pub usability: f64,
    /// What was programmed, such as `the array`: the draws are then programmings of it, and the
    /// boundary without drift is that in floating point.
    #[serde(default)]
    pub on: Option<String>,
    /// The boundary without drift as pieces `[x0, y0, x1, y1]`, in any order.
    #[serde(default)]
    pub clean: Option<Vec<[f64; 4]>>,
    /// Samples to show over it.
    #[serde(default)]
    pub points: Vec<BoundaryPoint>,
}

/// The chart of a boundary: a checked [`Boundary`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Boundary")]
pub struct BoundaryFigure(Boundary);

impl TryFrom<Boundary> for BoundaryFigure {
    type Error = FigureError;

    fn try_from(data: Boundary) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

impl BoundaryFigure {
    /// The edges of a place along a side.
    fn edges([low, high]: [f64; 2], at: u32, of: u32) -> [f64; 2] {
        let edge = |at: u32| {
            let part = f64::from(at) / f64::from(of);
            low * (1.0 - part) + high * part
        };
        [edge(at), edge(at + 1)]
    }

    /// Every place with its share, in the order of the data.
    fn places(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2], f64)> {
        let data = &self.0;
        let row = move |y: u32| (0..data.columns).map(move |x| (x, y));
        let places = (0..data.rows).flat_map(row).zip(&data.share);
        places.map(|((x, y), share)| {
            (
                Self::edges(data.x, x, data.columns),
                Self::edges(data.y, y, data.rows),
                *share,
            )
        })
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let (title, subtitle) = self.headed();
        let axis = |label: &str, [low, high]: [f64; 2]| AxisSpec::new(label, "").fixed(low, high);
        let outside = data.points.iter().filter(|point| !self.holds(point));
        let outside = outside.count();
        let mut notes = Vec::new();
        if outside > 0 {
            let points = counted(outside, "sample lies", "samples lie");
            notes.push(format!("{points} outside the picture."));
        }
        Plot {
            description: self.described(&title, &subtitle),
            title,
            subtitle,
            notes,
            facets: vec![Facet {
                x: axis("x", data.x),
                y: axis("y", data.y),
                marks: self.marks(),
                empty: "No draw of the drift is known yet.".to_owned(),
            }],
        }
    }

    /// Title and subtitle.
    fn headed(&self) -> (String, String) {
        let data = &self.0;
        let (name, draws) = (text::clean(&data.name), data.draws as usize);
        if let Some(on) = &data.on {
            return (
                format!("{name}: classes on {}", text::clean(on)),
                counted(draws, "programming", "programmings"),
            );
        }
        let mut subtitle = format!(
            "{} of the drift at usability {}",
            counted(draws, "draw", "draws"),
            given(data.usability)
        );
        if let Some(sigma) = Second::Sigma.of(data.usability) {
            subtitle.push_str(&format!(" (σ {})", reading(sigma, "")));
        }
        (format!("{name}: classes under drift"), subtitle)
    }

    /// Whether a sample lies where places are.
    fn holds(&self, point: &BoundaryPoint) -> bool {
        let inside = |[low, high]: [f64; 2], at: f64| at >= low && at <= high;
        inside(self.0.x, point.x) && inside(self.0.y, point.y)
    }

    /// The figure in words: how much of the plane is certain, and how many samples are wrong.
    fn described(&self, title: &str, subtitle: &str) -> String {
        let data = &self.0;
        let part = |of: &dyn Fn(f64) -> bool| {
            let count = data.share.iter().filter(|share| of(**share)).count();
            fixed(100.0 * count as f64 / data.share.len() as f64, 0)
        };
        let mut words = format!("{title}, {subtitle}.");
        if !data.share.is_empty() {
            words.push_str(&format!(
                " Over {} by {} places every draw says class 0 in {} % of the plane, class 1 in {} %; elsewhere draws differ.",
                data.columns,
                data.rows,
                part(&|share| share == 0.0),
                part(&|share| share == 1.0),
            ));
        }
        if !data.points.is_empty() {
            let wrong = data.points.iter().filter(|point| !point.right).count();
            let count = counted(data.points.len(), "sample", "samples");
            words.push_str(&format!(" Of {count} {wrong} told wrong."));
        }
        words
    }
}
