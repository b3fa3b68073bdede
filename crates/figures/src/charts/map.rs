//! What the model says over two variables, the others held: a heat map.

mod table;

use super::along::{Along, AxisName};
use super::side::Side;
use crate::axis::AxisSpec;
use crate::number::{counted, reading};
use crate::plot::{Facet, Glyph, Kind, Mark, Patch, Plot};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Options that a side may have.
const MOST: usize = 100;
/// How far below the largest logarithm of an acquisition colours still differ: a
/// thousand-millionth of it is as good as nothing.
const DEPTH: f64 = 20.0;

/// What the cells of a map tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum MapOf {
    /// The value that the model expects.
    #[default]
    Mean,
    /// The standard deviation of that.
    Sd,
    /// How promising a point is, in the units of the values.
    Acquisition,
    /// The natural logarithm of that.
    LogAcquisition,
}

/// A point on a map: along each side its number, or the place of its category from 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MapPoint {
    /// Along the horizontal side.
    pub x: f64,
    /// Along the vertical side.
    pub y: f64,
}

/// Input of the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MapFigure {
    /// The horizontal variable.
    pub x: AxisName,
    /// Its options; at most 100 are drawn.
    pub x_along: Along,
    /// The vertical variable.
    pub y: AxisName,
    /// Its options; at most 100 are drawn.
    pub y_along: Along,
    /// What was measured.
    pub value: AxisName,
    /// What the cells tell of it.
    pub of: MapOf,
    /// A value for each pair of options, for the first option of `y` all of `x`, and so on;
    /// blank where it is absent or not finite.
    pub values: Vec<Option<f64>>,
    /// The points to try next.
    #[serde(default)]
    pub suggested: Vec<MapPoint>,
    /// The points measured.
    #[serde(default)]
    pub measured: Vec<MapPoint>,
    /// The values of the other variables in words; may be empty.
    #[serde(default)]
    pub held: String,
}

impl MapFigure {
    fn is_too_large(&self) -> bool {
        self.x_along.len() > MOST || self.y_along.len() > MOST
    }

    fn at(&self, x: usize, y: usize) -> f64 {
        let value = self.values.get(y * self.x_along.len() + x);
        value.copied().flatten().unwrap_or(f64::NAN)
    }

    /// What the colours tell: name and unit.
    fn told(&self) -> (String, String) {
        let (name, unit) = (self.value.name(), self.value.unit());
        match self.of {
            MapOf::Mean => (format!("Expected {name}"), unit),
            MapOf::Sd => (format!("Sd of {name}"), unit),
            MapOf::Acquisition => ("Acquisition".to_owned(), unit),
            MapOf::LogAcquisition => ("Log acquisition".to_owned(), String::new()),
        }
    }

    fn cells(&self, x: &Side, y: &Side) -> Vec<Patch> {
        let row = |&(down, rows, middle): &(usize, [f64; 2], f64)| {
            x.places
                .iter()
                .map(move |&(across, columns, center)| Patch {
                    x: columns,
                    y: rows,
                    at: [center, middle],
                    value: self.at(across, down),
                })
        };
        y.places.iter().flat_map(row).collect()
    }

    /// The axis of the colours, and how many values lie below its lower end.
    fn color(&self, cells: &[Patch]) -> (AxisSpec, usize) {
        let (name, unit) = self.told();
        let axis = AxisSpec::new(&name, &unit);
        let values = || {
            cells
                .iter()
                .map(|cell| cell.value)
                .filter(|v| v.is_finite())
        };
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let mut low = values().fold(f64::INFINITY, f64::min);
        if self.of == MapOf::LogAcquisition {
            low = low.max(high - DEPTH);
        }
        let below = values().filter(|&v| v < low).count();
        // Values that differ in their last digits only are the same colour.
        if high - low > 1e-9 * high.abs().max(low.abs()) && high - low < f64::INFINITY {
            (axis.fixed(low, high), below)
        } else {
            (axis, below)
        }
    }

    fn markers(&self, x: &Side, y: &Side) -> (Vec<Mark>, usize) {
        let mut marks = Vec::new();
        let mut lost = 0;
        for (points, name, hue, glyph, radius) in [
            (&self.measured, "measured", Hue::Ink, Glyph::Disc, 3.0),
            (
                &self.suggested,
                "try next",
                Hue::Vermilion,
                Glyph::Diamond,
                4.6,
            ),
        ] {
            let place = |point: &MapPoint| Some([x.place(point.x)?, y.place(point.y)?]);
            let placed: Vec<[f64; 2]> = points.iter().filter_map(place).collect();
            lost += points.len() - placed.len();
            if !placed.is_empty() {
                let dots = Kind::Dots {
                    points: placed,
                    glyph,
                    radius,
                };
                marks.push(Mark::new(name, hue, dots).keyed());
            }
        }
        (marks, lost)
    }

    pub(crate) fn plot(&self) -> Plot {
        let (x, y) = (
            Side::new(&self.x, &self.x_along, false),
            Side::new(&self.y, &self.y_along, true),
        );
        let (name, unit) = self.told();
        let title = format!("{name} over {} and {}", self.x.name(), self.y.name());
        let held = text::clean(&self.held);
        let mut notes = Vec::new();
        let mut marks = Vec::new();
        let mut found = String::new();
        let empty = if self.is_too_large() {
            format!("A map has at most {MOST} options a side: choose fewer.")
        } else {
            let cells = self.cells(&x, &y);
            let (color, below) = self.color(&cells);
            let known = || {
                cells
                    .iter()
                    .map(|cell| cell.value)
                    .filter(|v| v.is_finite())
            };
            let blank = cells.len() - known().count();
            if blank > 0 && blank < cells.len() {
                let cells = counted(
                    blank,
                    "cell has no value and is",
                    "cells have no value and are",
                );
                notes.push(format!("{cells} blank."));
            }
            if below > 0 {
                let cells = counted(below, "cell is", "cells are");
                notes.push(format!(
                    "{cells} more than {DEPTH} below the largest logarithm, drawn as the least."
                ));
            }
            let (low, high) = (
                known().fold(f64::INFINITY, f64::min),
                known().fold(f64::NEG_INFINITY, f64::max),
            );
            if low <= high {
                found = format!(", from {} to {}", reading(low, &unit), reading(high, &unit));
            }
            marks.push(Mark::new(
                name.clone(),
                Hue::Blue,
                Kind::Cells { cells, color },
            ));
            let (markers, lost) = self.markers(&x, &y);
            marks.extend(markers);
            if lost > 0 {
                let points = counted(lost, "point lies", "points lie");
                notes.push(format!("{points} outside the map."));
            }
            "The model says nothing here yet: it needs a measurement.".to_owned()
        };
        Plot {
            description: format!(
                "{title}: {} by {} cells{found}, {} and {} to try next.",
                self.x_along.len(),
                self.y_along.len(),
                counted(self.measured.len(), "measured point", "measured points"),
                counted(self.suggested.len(), "point", "points"),
            ),
            title,
            subtitle: held,
            notes,
            facets: vec![Facet {
                x: x.axis,
                y: y.axis,
                marks,
                empty,
            }],
        }
    }
}
