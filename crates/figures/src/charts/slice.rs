//! What the model expects along one variable, the others held.

use super::along::{Along, AxisName};
use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Standard deviations on either side of the mean that hold 95 % of a normal distribution.
pub(super) const NORMAL_95: f64 = 1.96;

/// An observation beside a slice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SlicePoint {
    /// Where it stands: the number, or the place of its category from 0.
    pub at: f64,
    /// Its value.
    pub value: f64,
    /// The standard deviation of the value, where it is known.
    pub sd: Option<f64>,
    /// Whether it shares the values of the other variables; drawn faint if not.
    pub shared: bool,
}

/// Input of the slice chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SliceFigure {
    /// The variable.
    pub variable: AxisName,
    /// Its options that the model was asked for.
    pub along: Along,
    /// What is expected.
    pub value: AxisName,
    /// The mean at each option.
    pub mean: Vec<Option<f64>>,
    /// The standard deviation at each option.
    pub sd: Vec<Option<f64>>,
    /// What was measured.
    #[serde(default)]
    pub observed: Vec<SlicePoint>,
    /// Where the point stands that the slice goes through: a number or the place of a
    /// category.
    pub current: Option<f64>,
    /// The values of the other variables in words; may be empty.
    #[serde(default)]
    pub held: String,
}

impl SliceFigure {
    /// `[x, mean, low, high]` of each option, gaps where something is missing.
    fn posterior(&self) -> Vec<[f64; 4]> {
        let known = |list: &[Option<f64>], option: usize| {
            let value = list.get(option).copied().flatten();
            value.filter(|v| v.is_finite()).unwrap_or(f64::NAN)
        };
        let at = |option: usize| {
            let (mean, sd) = (known(&self.mean, option), known(&self.sd, option));
            let half = NORMAL_95 * sd;
            [self.along.at(option), mean, mean - half, mean + half]
        };
        let mut all: Vec<[f64; 4]> = (0..self.along.len()).map(at).collect();
        if !matches!(self.along, Along::Categories { .. }) {
            all.sort_by(|a, b| a[0].total_cmp(&b[0]));
        }
        all
    }

    fn x_axis(&self) -> AxisSpec {
        let axis = self.variable.axis();
        if let Along::Categories { names } = &self.along {
            return axis.named(names.iter().map(|name| text::clean(name)).collect());
        }
        if !self.along.is_log() {
            return axis;
        }
        let options = (0..self.along.len()).map(|option| self.along.at(option));
        let seen = self.observed.iter().map(|point| point.at);
        let all = options.chain(seen).chain(self.current);
        let (low, high) = all
            .filter(|&at| self.along.holds(at))
            .fold((f64::INFINITY, 0.0_f64), |(low, high), at| {
                (low.min(at), high.max(at))
            });
        // As far beyond the ends as on a linear axis.
        let beyond = libm::pow(high / low, 0.04).max(1.05);
        axis.log()
            .fixed((low / beyond).max(1e-306), (high * beyond).min(1e306))
    }

    fn model(&self, posterior: &[[f64; 4]]) -> Vec<Mark> {
        let spans = posterior.iter().map(|p| [p[0], p[2], p[3]]).collect();
        let points: Vec<[f64; 2]> = posterior.iter().map(|p| [p[0], p[1]]).collect();
        let (name, mean) = ("95 % interval", "mean of the model");
        if matches!(self.along, Along::Range { .. }) {
            let line = Kind::Line {
                points,
                width: 2.2,
                dash: Dash::Solid,
            };
            return vec![
                Mark::new(name, Hue::Blue, Kind::Band(spans)).keyed(),
                Mark::new(mean, Hue::Blue, line).keyed(),
            ];
        }
        let dots = Kind::Dots {
            points,
            glyph: Glyph::Square,
            radius: 3.6,
        };
        vec![
            Mark::new(name, Hue::Blue, Kind::ErrorBars(spans)).keyed(),
            Mark::new(mean, Hue::Blue, dots).keyed(),
        ]
    }

    fn seen(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (shared, name, hue, glyph, radius) in [
            (false, "measured elsewhere", Hue::Frame, Glyph::Ring, 2.6),
            (true, "measured here", Hue::Vermilion, Glyph::Disc, 3.6),
        ] {
            let mine = || self.observed.iter().filter(|point| point.shared == shared);
            if mine().next().is_none() {
                continue;
            }
            let spread = |p: &SlicePoint| {
                let sd = p.sd.filter(|sd| shared && *sd > 0.0)?;
                Some([p.at, p.value - sd, p.value + sd])
            };
            let bars: Vec<[f64; 3]> = mine().filter_map(spread).collect();
            if !bars.is_empty() {
                let name = format!("{name}, ± 1 sd");
                marks.push(Mark::new(name, hue, Kind::ErrorBars(bars)));
            }
            let dots = Kind::Dots {
                points: mine().map(|point| [point.at, point.value]).collect(),
                glyph,
                radius,
            };
            marks.push(Mark::new(name, hue, dots).keyed());
        }
        marks
    }

    pub(crate) fn plot(&self) -> Plot {
        let posterior = self.posterior();
        let seen = self.seen();
        // What was measured elsewhere lies under the model, what was measured here over it.
        let (over, mut marks): (Vec<Mark>, Vec<Mark>) = seen
            .into_iter()
            .partition(|mark| mark.hue == Hue::Vermilion);
        let current = self.current.filter(|&at| self.along.holds(at));
        if let Some(x) = current {
            let dash = Dash::Dotted;
            marks.push(Mark::new("chosen", Hue::Ink, Kind::Post { x, dash }).keyed());
        }
        if posterior.iter().any(|p| p[1].is_finite()) {
            marks.extend(self.model(&posterior));
        }
        marks.extend(over);
        let (value, variable) = (self.value.name(), self.variable.name());
        let held = text::clean(&self.held);
        let options = (0..self.along.len()).map(|option| self.along.at(option));
        let places = options.chain(self.observed.iter().map(|point| point.at));
        let lost = places.filter(|&at| !self.along.holds(at)).count();
        let mut notes = Vec::new();
        if lost > 0 {
            let points = counted(lost, "point has", "points have");
            notes.push(format!("{points} no place on the axis of {variable}."));
        }
        let at = current.map_or_else(String::new, |at| {
            let word = format!("{} {}", self.along.word(at), self.variable.unit());
            format!(" Chosen: {}.", word.trim_end())
        });
        Plot {
            title: format!("{value} along {variable}"),
            subtitle: held.clone(),
            description: format!(
                "What the model expects of {value} along {variable}, with 95 % intervals and {}.{at}",
                counted(self.observed.len(), "measurement", "measurements"),
            ),
            notes,
            facets: vec![Facet {
                x: self.x_axis(),
                y: self.value.axis(),
                marks,
                empty: "The model expects nothing yet: it needs a measurement.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::default();
        let unit = self.value.unit();
        table.column(&self.variable.name(), &self.variable.unit());
        for name in ["mean", "95 % from", "95 % to", "measured", "sd"] {
            table.column(name, &unit);
        }
        table.column("shares the other values", "");
        let place = |at: f64| match self.along {
            Along::Categories { .. } => Cell::Text(self.along.word(at)),
            _ => Cell::of(at),
        };
        for [at, mean, low, high] in self.posterior() {
            let mut row = vec![place(at)];
            row.extend([mean, low, high].map(Cell::of));
            row.resize(table.columns.len(), Cell::Empty);
            table.rows.push(row);
        }
        for point in &self.observed {
            let mut row = vec![place(point.at), Cell::Empty, Cell::Empty, Cell::Empty];
            row.extend([Cell::of(point.value), Cell::of(point.sd)]);
            let shared = if point.shared { "yes" } else { "no" };
            row.push(Cell::Text(shared.to_owned()));
            table.rows.push(row);
        }
        table
    }
}
