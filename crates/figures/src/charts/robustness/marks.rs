//! The marks of the robustness chart.

use super::{RobustnessFigure, RobustnessMethod, ordered};
use crate::plot::{Dash, Glyph, Kind, Mark};
use crate::text;
use crate::theme::Hue;

const GLYPHS: [Glyph; 6] = [
    Glyph::Disc,
    Glyph::Square,
    Glyph::Triangle,
    Glyph::Diamond,
    Glyph::Ring,
    Glyph::Cross,
];

/// Pixels between the whiskers of two methods, and over those of all.
const APART: f64 = 3.0;
const ALL: f64 = 12.0;
/// Texts of marks that have an entry of their own in the legend.
const KEYED: usize = 2;

/// Methods beside which the extremes of each still can be told apart.
pub(super) const SPREAD: usize = 4;

/// Colour and marker of a method: no two of 36 are the same. The first, which the others are
/// compared with, is in ink.
fn look(number: usize) -> (Hue, Glyph) {
    let Some(later) = number.checked_sub(1) else {
        return (Hue::Ink, GLYPHS[0]);
    };
    let turn = later / Hue::SERIES.len();
    (
        Hue::SERIES[later % Hue::SERIES.len()],
        GLYPHS[(number + turn) % GLYPHS.len()],
    )
}

impl RobustnessFigure {
    /// Band, extremes, line and markers of a method.
    pub(super) fn method_marks(&self, number: usize, method: &RobustnessMethod) -> Vec<Mark> {
        let levels = ordered(method);
        if levels.is_empty() {
            return Vec::new();
        }
        let (hue, glyph) = look(number);
        let name = text::clean(&method.name);
        let band: Vec<[f64; 3]> = levels
            .iter()
            .map(|l| {
                let end = |end: Option<f64>| end.unwrap_or(f64::NAN);
                [l.usability, end(l.low), end(l.high)]
            })
            .collect();
        let spans: Vec<[f64; 3]> = levels
            .iter()
            .filter(|l| l.max > l.min && self.0.methods.len() <= SPREAD)
            .map(|l| [l.usability, l.min, l.max])
            .collect();
        let points: Vec<[f64; 2]> = levels.iter().map(|l| [l.usability, l.mean]).collect();
        let count = self.0.methods.len();
        let step = APART.min(ALL / count.saturating_sub(1).max(1) as f64);
        let shift = step * (number as f64 - 0.5 * (count - 1) as f64);
        let mut marks = Vec::new();
        if band.iter().any(|b| b[1].is_finite()) {
            marks.push(Mark::new(
                format!("{name}, 95 % interval of the mean"),
                hue,
                Kind::Band(band),
            ));
        }
        if !spans.is_empty() {
            marks.push(Mark::new(
                format!("{name}, smallest and largest"),
                hue,
                Kind::Extremes {
                    spans,
                    width: 1.0,
                    shift,
                },
            ));
        }
        let line = Kind::Line {
            points: points.clone(),
            width: 1.8,
            dash: Dash::Solid,
        };
        marks.push(Mark::new(name.clone(), hue, line));
        let dots = Kind::Dots {
            points,
            glyph,
            radius: 3.8,
        };
        marks.push(Mark::new(name, hue, dots).keyed());
        marks
    }

    /// One series of stars for each text.
    pub(super) fn stars(&self) -> Vec<Mark> {
        let mut texts: Vec<(String, Vec<f64>)> = Vec::new();
        for mark in &self.0.marks {
            let text = text::clean(&mark.text);
            match texts.iter_mut().find(|(known, _)| *known == text) {
                Some((_, xs)) => xs.push(mark.usability),
                None => texts.push((text, vec![mark.usability])),
            }
        }
        let few = texts.len() <= KEYED;
        let star = |(text, xs)| {
            let kind = Kind::Foot {
                xs,
                glyph: Glyph::Star,
            };
            let mark = Mark::new(text, Hue::Ink, kind);
            if few {
                mark.keyed()
            } else {
                mark.keyed_as("marked by a test: point at it".to_owned())
            }
        };
        texts.into_iter().map(star).collect()
    }
}
