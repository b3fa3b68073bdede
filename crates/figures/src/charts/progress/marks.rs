//! The marks of the progress chart.

use super::{PointState, ProgressFigure, ProgressPoint};
use crate::plot::{Dash, Glyph, Kind, Mark};
use crate::theme::Hue;

impl PointState {
    fn look(self) -> (Hue, Glyph) {
        match self {
            Self::Measured => (Hue::Blue, Glyph::Disc),
            Self::Simulated => (Hue::Green, Glyph::Square),
            Self::Failed => (Hue::Vermilion, Glyph::Cross),
            Self::Pending => (Hue::Purple, Glyph::Ring),
        }
    }
}

impl ProgressFigure {
    pub(super) fn outlook_marks(ahead: &[[f64; 4]]) -> Vec<Mark> {
        if ahead.is_empty() {
            return Vec::new();
        }
        let band = Kind::Band(ahead.iter().map(|a| [a[0], a[2], a[3]]).collect());
        let line = Kind::Line {
            points: ahead.iter().map(|a| [a[0], a[1]]).collect(),
            width: 1.8,
            dash: Dash::Long,
        };
        vec![
            Mark::new("expected best, 10 to 90 %", Hue::Orange, band).keyed(),
            Mark::new("expected best", Hue::Orange, line).keyed(),
        ]
    }

    /// Every experiment as a dot, by what became of it, with its sd.
    pub(super) fn dots(points: &[ProgressPoint]) -> Vec<Mark> {
        let radius = match points.len() {
            0..=60 => 3.4,
            61..=150 => 2.6,
            _ => 1.9,
        };
        let mut marks = Vec::new();
        for state in PointState::ALL {
            let (hue, glyph) = state.look();
            let mine = || points.iter().filter(|point| point.state == state);
            if state == PointState::Failed {
                let xs: Vec<f64> = mine().map(|point| f64::from(point.number)).collect();
                if !xs.is_empty() {
                    marks.push(Mark::new(state.name(), hue, Kind::Foot { xs, glyph }).keyed());
                }
                continue;
            }
            let placed = mine().filter_map(|p| Some((f64::from(p.number), p.value?, p.sd)));
            let placed: Vec<(f64, f64, Option<f64>)> = placed.collect();
            let spread = |&(x, y, sd): &(f64, f64, Option<f64>)| Some([x, y - sd?, y + sd?]);
            let bars: Vec<[f64; 3]> = placed.iter().filter_map(spread).collect();
            if !bars.is_empty() {
                let name = format!("{}, ± 1 sd", state.name());
                marks.push(Mark::new(name, hue, Kind::ErrorBars(bars)));
            }
            if !placed.is_empty() {
                let dots = Kind::Dots {
                    points: placed.iter().map(|&(x, y, _)| [x, y]).collect(),
                    glyph,
                    radius,
                };
                marks.push(Mark::new(state.name(), hue, dots).keyed());
            }
        }
        marks
    }

    /// The target and the start.
    pub(super) fn levels(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut level = |y: f64, name: &str, hue: Hue, dash: Dash| {
            marks.push(Mark::new(name, hue, Kind::Level { y, dash }).keyed());
        };
        if let Some(target) = self.target() {
            level(target, "target", Hue::Green, Dash::Long);
        }
        if let Some(start) = self.start.filter(|v| v.is_finite()) {
            level(start, "start", Hue::Muted, Dash::Dotted);
        }
        marks
    }
}

/// A line that keeps each value until the next; none where there is no value.
pub(super) fn staircase(x: impl Iterator<Item = f64>, values: &[Option<f64>]) -> Option<Mark> {
    let mut points: Vec<[f64; 2]> = Vec::new();
    for (x, value) in x.zip(values) {
        let Some(value) = *value else { continue };
        if let Some(&[_, before]) = points.last()
            && before != value
        {
            points.push([x, before]);
        }
        points.push([x, value]);
    }
    if points.is_empty() {
        return None;
    }
    let line = Kind::Line {
        points,
        width: 2.0,
        dash: Dash::Solid,
    };
    Some(Mark::new("best so far", Hue::Ink, line).keyed())
}
