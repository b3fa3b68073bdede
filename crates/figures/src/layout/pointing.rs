//! From a pointer to what it points at.

use super::{Layout, MarkKind, Panel, Series};
use serde::Serialize;

/// Pixels from the lower edge up to the middle of the markers at the foot.
const FOOTING: f64 = 8.0;
/// Where there are cells, a point is meant within this many pixels only: otherwise few
/// cells could be pointed at.
const ON_CELLS: f64 = 8.0;

/// The data point closest to a pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Index into [`Panel::series`].
    pub series: usize,
    /// Index into [`Series::points`].
    pub point: usize,
    /// Its values.
    pub value: [f64; 2],
    /// Its pixel.
    pub pixel: [f64; 2],
}

/// What a pointer points at, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Hover {
    /// The pixel of the data point.
    pub pixel: [f64; 2],
    /// Its series, such as `cycle 3`; of a cell, its value.
    pub series: String,
    /// Its x with name and unit, such as `Voltage 2.10 V`.
    pub x: String,
    /// Its y, such as `Current 34.1 µA`; empty for what has none.
    pub y: String,
}

impl Panel {
    /// The drawn point (of lines, dots, bands, whiskers, bars and the foot) that is closest
    /// to a pixel, within `reach` pixels; where there is none, the cell under the pixel.
    #[must_use]
    pub fn nearest(&self, px: f64, py: f64, reach: f64) -> Option<Nearest> {
        let cells = |drawn: &Series| drawn.mark == MarkKind::Cells;
        let reach = if self.series.iter().any(cells) {
            reach.min(ON_CELLS)
        } else {
            reach
        };
        let point = self.closest([px, py], reach, |drawn| {
            !matches!(
                drawn.mark,
                MarkKind::Level
                    | MarkKind::Post
                    | MarkKind::Shade
                    | MarkKind::Span
                    | MarkKind::Cells
            )
        });
        // Cells lie side by side and part half way between their middles.
        let inside = self.rect.contains(px, py);
        point.or_else(|| inside.then(|| self.closest([px, py], f64::INFINITY, cells))?)
    }

    fn closest(
        &self,
        [px, py]: [f64; 2],
        reach: f64,
        among: impl Fn(&Series) -> bool,
    ) -> Option<Nearest> {
        let mut best: Option<(f64, Nearest)> = None;
        let series = self.series.iter().enumerate();
        for (series, drawn) in series.filter(|(_, drawn)| among(drawn)) {
            for (point, &value) in drawn.points.iter().enumerate() {
                let Some(pixel) = self.place(drawn.mark, value) else {
                    continue;
                };
                let distance = libm::hypot(pixel[0] - px, pixel[1] - py);
                // Of what lies on one another the uppermost, which is drawn last, is meant.
                if distance <= reach && best.as_ref().is_none_or(|(least, _)| distance <= *least) {
                    best = Some((
                        distance,
                        Nearest {
                            series,
                            point,
                            value,
                            pixel,
                        },
                    ));
                }
            }
        }
        best.map(|(_, nearest)| nearest)
    }

    /// Where a point of a mark is drawn.
    pub(crate) fn place(&self, mark: MarkKind, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        match mark {
            MarkKind::Foot => Some([self.pixel_x(x)?, self.rect.bottom - FOOTING]),
            _ => self.pixel_of(x, y),
        }
    }
}

impl Layout {
    /// The panel under a pixel.
    #[must_use]
    pub fn panel_at(&self, px: f64, py: f64) -> Option<&Panel> {
        self.panels.iter().find(|panel| panel.rect.contains(px, py))
    }

    /// What lies closest to a pixel, within `reach` pixels, in words.
    #[must_use]
    pub fn hover(&self, px: f64, py: f64, reach: f64) -> Option<Hover> {
        let panel = self.panel_at(px, py)?;
        let nearest = panel.nearest(px, py, reach)?;
        let [x, y] = nearest.value;
        let drawn = panel.series.get(nearest.series)?;
        let value = drawn.values.get(nearest.point).copied().flatten();
        let series = match (drawn.mark, &panel.color, value) {
            (MarkKind::Cells, Some(color), Some(value)) => color.words(value),
            (MarkKind::Cells, ..) => "no value".to_owned(),
            (_, Some(color), Some(value)) => format!("{}, {}", drawn.name, color.words(value)),
            _ => drawn.name.clone(),
        };
        Some(Hover {
            pixel: nearest.pixel,
            series,
            x: panel.x.words(x),
            y: match drawn.mark {
                MarkKind::Foot => String::new(),
                _ => panel.y.words(y),
            },
        })
    }
}
