//! The marks of the chart of Theorem 1.

use super::{NEEDED, TheoryBound, TheoryFigure, ordered};
use crate::number::given;
use crate::plot::{Dash, Glyph, Kind, Mark};
use crate::theme::Hue;

impl TheoryFigure {
    /// Both bounds over the level they have to exceed, and where only the published one does.
    pub(super) fn bounds(bounds: &[TheoryBound]) -> Vec<Mark> {
        if bounds.is_empty() {
            return Vec::new();
        }
        let bounds = ordered(bounds);
        let level = Kind::Level {
            y: NEEDED,
            dash: Dash::Dotted,
        };
        let line = |of: fn(&TheoryBound) -> f64, dash| Kind::Line {
            // Nothing is less probable than impossible.
            points: bounds
                .iter()
                .map(|b| [b.at, of(b).clamp(0.0, 1.0)])
                .collect(),
            width: 2.0,
            dash,
        };
        let mut marks = vec![
            Mark::new("needed: above 1/2", Hue::Muted, level).keyed(),
            Mark::new("exact", Hue::Blue, line(|b| b.exact, Dash::Solid)).keyed(),
            Mark::new(
                "published",
                Hue::Vermilion,
                line(|b| b.published, Dash::Long),
            )
            .keyed(),
        ];
        let wrong: Vec<[f64; 2]> = bounds
            .iter()
            .filter(|bound| bound.is_false())
            .map(|bound| [bound.at, bound.published.min(1.0)])
            .collect();
        if !wrong.is_empty() {
            let cross = Kind::Dots {
                points: wrong,
                glyph: Glyph::Cross,
                radius: if bounds.len() > 40 { 1.9 } else { 3.4 },
            };
            marks.push(Mark::new("promised, not true", Hue::Ink, cross).keyed());
        }
        marks
    }

    /// The same by `c`, with a post at the one that was asked about.
    pub(super) fn bounds_by_c(&self) -> Vec<Mark> {
        let mut marks = Self::bounds(&self.0.along_c);
        if !marks.is_empty() {
            let post = Kind::Post {
                x: self.0.c,
                dash: Dash::Solid,
            };
            let name = format!("c = {}", given(self.0.c));
            marks.insert(0, Mark::new(name.clone(), Hue::Frame, post).keyed());
        }
        marks
    }
}
