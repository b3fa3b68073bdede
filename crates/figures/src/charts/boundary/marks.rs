//! The marks of the chart of a boundary.

use super::BoundaryFigure;
use crate::axis::AxisSpec;
use crate::plot::{Dash, Glyph, Kind, Mark, Patch};
use crate::theme::Hue;

/// Samples up to which each is drawn large.
const FEW: usize = 150;

impl BoundaryFigure {
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let told = match self.0.on {
            Some(_) => "Share of programmings that say class 1",
            None => "Share of draws that say class 1",
        };
        if !self.0.share.is_empty() {
            let cells = self.places().map(|(x, y, value)| Patch {
                x,
                y,
                at: [0.5 * x[0] + 0.5 * x[1], 0.5 * y[0] + 0.5 * y[1]],
                value,
            });
            let kind = Kind::Cells {
                cells: cells.collect(),
                color: AxisSpec::new(told, "").fixed(0.0, 1.0).diverging(),
            };
            marks.push(Mark::new(told, Hue::Blue, kind));
        }
        marks.extend(self.boundary());
        marks.extend(self.samples());
        marks
    }

    /// The boundary without drift as one line with gaps; pieces that follow each other are
    /// joined.
    fn boundary(&self) -> Option<Mark> {
        let pieces = self.0.clean.as_ref().filter(|pieces| !pieces.is_empty())?;
        let mut points: Vec<[f64; 2]> = Vec::with_capacity(2 * pieces.len());
        for &[x0, y0, x1, y1] in pieces {
            if points.last() != Some(&[x0, y0]) {
                if !points.is_empty() {
                    points.push([f64::NAN; 2]);
                }
                points.push([x0, y0]);
            }
            points.push([x1, y1]);
        }
        let line = Kind::Line {
            points,
            width: 2.0,
            dash: Dash::Solid,
        };
        let name = match self.0.on {
            Some(_) => "boundary in floating point",
            None => "boundary without drift",
        };
        Some(Mark::new(name, Hue::Ink, line).keyed())
    }

    /// Discs of class 0 and diamonds of class 1, with rings around those told wrong.
    fn samples(&self) -> Vec<Mark> {
        let points = &self.0.points;
        let radius = if points.len() > FEW { 2.2 } else { 3.0 };
        let classes = [
            (0, Hue::Blue, Glyph::Disc),
            (1, Hue::Vermilion, Glyph::Diamond),
        ];
        let mut marks = Vec::new();
        let mut rings = Vec::new();
        for (class, hue, glyph) in classes {
            let of = |wrong: bool| -> Vec<[f64; 2]> {
                let wanted = points
                    .iter()
                    .filter(|p| p.class == class && (!wrong || !p.right));
                wanted.map(|p| [p.x, p.y]).collect()
            };
            let name = format!("class {class}");
            let (all, wrong) = (of(false), of(true));
            if !all.is_empty() {
                let dots = Kind::Dots {
                    points: all,
                    glyph,
                    radius,
                };
                marks.push(Mark::new(name.clone(), hue, dots).keyed());
            }
            if !wrong.is_empty() {
                let ring = Kind::Dots {
                    points: wrong,
                    glyph: Glyph::Ring,
                    radius: radius + 2.6,
                };
                let ring = Mark::new(format!("{name}, told wrong"), Hue::Ink, ring);
                rings.push(ring.keyed_as("told wrong".to_owned()));
            }
        }
        // Over the samples beside them.
        marks.extend(rings);
        marks
    }
}
