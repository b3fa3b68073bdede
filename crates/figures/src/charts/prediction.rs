//! Whether the model can be trusted: each measurement predicted from all the others.

use super::along::AxisName;
use super::slice::NORMAL_95;
use crate::axis::AxisSpec;
use crate::number::{counted, fixed};
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Residuals beyond this many standard deviations are marked.
const FAR: f64 = 2.0;

/// A measurement, and what the model expects there from all the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PredictionPoint {
    /// The number of the experiment, where it has one.
    pub number: Option<u32>,
    /// What was measured.
    pub measured: f64,
    /// What is expected without it.
    pub mean: f64,
    /// The standard deviation of that.
    pub sd: f64,
    /// `(measured - mean) / sd`, the sd with the noise of the measurement; from `sd` alone
    /// if absent.
    pub standardised: Option<f64>,
}

impl PredictionPoint {
    fn is_finite(&self) -> bool {
        self.measured.is_finite() && self.mean.is_finite()
    }

    /// The residual in standard deviations, where one is known.
    fn residual(&self) -> Option<f64> {
        let alone = (self.measured - self.mean) / self.sd;
        let given = self.standardised.unwrap_or(alone);
        Some(given).filter(|z| z.is_finite())
    }

    /// Whether the residual is far from zero, where one is known.
    fn is_far(&self) -> Option<bool> {
        self.residual().map(|z| z.abs() > FAR)
    }
}

/// Input of the prediction chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PredictionFigure {
    /// What is measured.
    pub value: AxisName,
    /// The measurements.
    pub points: Vec<PredictionPoint>,
}

impl PredictionFigure {
    fn drawn(&self) -> Vec<&PredictionPoint> {
        self.points.iter().filter(|p| p.is_finite()).collect()
    }

    /// How many residuals are known, and how many of them a normal distribution would have
    /// in its middle 95 %.
    fn inside(&self) -> (usize, usize) {
        let points = self.points.iter().filter(|p| p.is_finite());
        let known: Vec<f64> = points.filter_map(PredictionPoint::residual).collect();
        let inside = known.iter().filter(|z| z.abs() <= NORMAL_95).count();
        (known.len(), inside)
    }

    /// Both axes, so that equal values are level.
    fn axis(&self, label: &str, drawn: &[&PredictionPoint]) -> (AxisSpec, (f64, f64)) {
        let axis = AxisSpec::new(
            &format!("{label} {}", self.value.name()),
            &self.value.unit(),
        );
        let reach = |p: &&PredictionPoint| {
            let sd = if p.sd.is_finite() { p.sd.abs() } else { 0.0 };
            [p.measured, p.mean - sd, p.mean + sd]
        };
        let values = drawn.iter().flat_map(reach).filter(|v| v.is_finite());
        let extent = values.fold(None, |extent: Option<(f64, f64)>, v| {
            Some(extent.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
        });
        let range = axis.padded(extent);
        (axis.fixed(range.0, range.1), range)
    }

    pub(crate) fn plot(&self) -> Plot {
        let drawn = self.drawn();
        let (x, range) = self.axis("Measured", &drawn);
        let (y, _) = self.axis("Predicted", &drawn);
        let mut marks = Vec::new();
        if !drawn.is_empty() {
            let diagonal = Kind::Line {
                points: vec![[range.0, range.0], [range.1, range.1]],
                width: 1.2,
                dash: Dash::Long,
            };
            marks.push(Mark::new("predicted as measured", Hue::Frame, diagonal).keyed());
            let spread = |p: &&PredictionPoint| {
                (p.sd > 0.0).then_some([p.measured, p.mean - p.sd, p.mean + p.sd])
            };
            let bars: Vec<[f64; 3]> = drawn.iter().filter_map(spread).collect();
            if !bars.is_empty() {
                marks.push(Mark::new("± 1 sd", Hue::Sky, Kind::ErrorBars(bars)).keyed());
            }
        }
        for (far, name, hue, glyph) in [
            (None, "sd not known", Hue::Muted, Glyph::Square),
            (Some(false), "within 2 sd", Hue::Blue, Glyph::Disc),
            (
                Some(true),
                "off by more than 2 sd",
                Hue::Vermilion,
                Glyph::Triangle,
            ),
        ] {
            let mine = drawn.iter().filter(|p| p.is_far() == far);
            let points: Vec<[f64; 2]> = mine.map(|p| [p.measured, p.mean]).collect();
            if !points.is_empty() {
                let radius = if drawn.len() > 120 { 2.4 } else { 3.4 };
                let dots = Kind::Dots {
                    points,
                    glyph,
                    radius,
                };
                marks.push(Mark::new(name, hue, dots).keyed());
            }
        }
        let (known, inside) = self.inside();
        let count = counted(drawn.len(), "measurement", "measurements");
        let subtitle = match known {
            0 => String::new(),
            _ => {
                let share = 100.0 * inside as f64 / known as f64;
                format!(
                    "{inside} of {known} ({} %) inside their 95 % interval",
                    fixed(share, 0)
                )
            }
        };
        let mut notes = Vec::new();
        let left_out = self.points.len() - drawn.len();
        if left_out > 0 {
            let points = counted(left_out, "measurement", "measurements");
            notes.push(format!(
                "Left out: {points} without a value or a prediction."
            ));
        }
        if drawn.len() > known {
            let points = counted(drawn.len() - known, "prediction has", "predictions have");
            notes.push(format!("{points} no sd, and no part in the share."));
        }
        Plot {
            title: format!("Left out and predicted: {count}"),
            description: format!(
                "{} predicted for {count} from all the others, against what was measured. {subtitle}.",
                self.value.name()
            ),
            subtitle,
            notes,
            facets: vec![Facet {
                x,
                y,
                marks,
                empty: "Nothing can be predicted yet: it needs two measurements.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("experiment", "")]);
        let unit = self.value.unit();
        for name in ["measured", "predicted", "sd"] {
            table.column(name, &unit);
        }
        table.column("residual in sd", "");
        table.column("inside 95 %", "");
        for point in &self.points {
            let residual = point.residual();
            let inside = residual.map(|z| if z.abs() <= NORMAL_95 { "yes" } else { "no" });
            table.rows.push(vec![
                Cell::of(point.number.map(f64::from)),
                Cell::of(point.measured),
                Cell::of(point.mean),
                Cell::of(point.sd),
                Cell::of(residual),
                inside.map_or(Cell::Empty, |word| Cell::Text(word.to_owned())),
            ]);
        }
        table
    }
}
