//! Marks in a panel, kind by kind.

#[cfg(feature = "networks")]
use super::colored;
use super::{Sheet, bars, cells};
use crate::layout::{AxisScale, MarkKind, Panel, Rect};
use crate::plot::{Dash, Glyph, Kind, Mark};
use crate::scene::{Shape, clip_segment};
use crate::theme::Hue;

/// Strength of the area of a band.
pub(super) const BAND: f64 = 0.24;
/// Distance of the hatch lines of a shade, in pixels.
const HATCH: f64 = 7.0;

/// Size of a marker at the foot of a panel.
pub(super) const FOOT: f64 = 3.4;

/// Draws what lies under the grid.
pub(super) fn under(sheet: &mut Sheet, panel: &Panel, mark: &Mark) {
    match &mark.kind {
        Kind::Shade(spans) => {
            for &[left, right, share] in spans {
                let ends = (panel.pixel_x(left), panel.pixel_x(right));
                let (Some(a), Some(b)) = ends else { continue };
                let rect = Rect {
                    left: a.min(b).clamp(panel.rect.left, panel.rect.right),
                    right: a.max(b).clamp(panel.rect.left, panel.rect.right),
                    ..panel.rect
                };
                shade(sheet, rect, share, mark.hue);
            }
        }
        Kind::Band(spans) => {
            let edges: Vec<Option<[f64; 3]>> = spans
                .iter()
                .map(|&[x, low, high]| {
                    let [px, under] = panel.pixel_of(x, low)?;
                    let [_, over] = panel.pixel_of(x, high)?;
                    let within = |y: f64| y.clamp(panel.rect.top, panel.rect.bottom);
                    let inside = panel.rect.contains(px, panel.rect.top);
                    inside.then(|| [px, within(over), within(under)])
                })
                .collect();
            let color = sheet.color(mark.hue);
            for run in edges.split(Option::is_none) {
                let mut edges: Vec<[f64; 3]> = run.iter().flatten().copied().collect();
                // A single point still shows how wide it is.
                if let [[x, over, under]] = edges[..] {
                    let at = |x: f64| [x.clamp(panel.rect.left, panel.rect.right), over, under];
                    edges = vec![at(x - 2.0), at(x + 2.0)];
                }
                if edges.len() > 1 {
                    let alpha = BAND;
                    sheet.scene.shapes.push(Shape::Area {
                        edges,
                        color,
                        alpha,
                    });
                }
            }
        }
        _ => {}
    }
}

/// A shaded rectangle; hatched where the share is at least a half.
pub(super) fn shade(sheet: &mut Sheet, rect: Rect, share: f64, hue: Hue) {
    let color = sheet.color(hue);
    sheet
        .scene
        .fill(rect, color, 0.08 + 0.17 * share.clamp(0.0, 1.0));
    if share < 0.5 {
        return;
    }
    let ground = sheet.color(Hue::Ground);
    let first = libm::ceil((rect.left + rect.top) / HATCH) as i64;
    let last = libm::floor((rect.right + rect.bottom) / HATCH) as i64;
    for k in first..=last {
        // The line x + y = sum.
        let sum = k as f64 * HATCH;
        let ends = ([sum - rect.top, rect.top], [sum - rect.bottom, rect.bottom]);
        if let Some(points) = clip_segment(ends.0, ends.1, rect) {
            sheet.scene.stroke(&points, 1.0, color.over(ground, 0.45));
        }
    }
}

/// Pixels from one row to the next; without rows, more than any marker needs.
pub(super) fn row_height(panel: &Panel) -> f64 {
    match (panel.pixel_y(0.0), panel.pixel_y(1.0)) {
        (Some(first), Some(second)) if panel.y.scale == AxisScale::Rows => second - first,
        _ => f64::INFINITY,
    }
}

/// Draws what lies over the grid. Spans are drawn with the frame of the panel.
pub(super) fn over(sheet: &mut Sheet, panel: &Panel, mark: &Mark) {
    let color = sheet.color(mark.hue);
    let rect = panel.rect;
    match &mark.kind {
        Kind::Line {
            points,
            width,
            dash,
        } => {
            let points: Vec<_> = points.iter().map(|&[x, y]| panel.pixel_of(x, y)).collect();
            sheet.scene.line(&points, rect, (*width, *dash), color);
        }
        Kind::Dots {
            points,
            glyph,
            radius,
        } => {
            // Markers of narrow rows shrink rather than cover their neighbours.
            let radius = radius.min(0.45 * row_height(panel));
            // On cells, whose colours may be any, they have a rim; rings lie around others.
            let on_cells = panel.series.iter().any(|s| s.mark == MarkKind::Cells);
            let on_cells = on_cells && *glyph != Glyph::Ring;
            let rim = sheet.color(Hue::Ground);
            for [px, py] in points.iter().filter_map(|&[x, y]| panel.pixel_of(x, y)) {
                if rect.contains(px, py) {
                    if on_cells {
                        sheet.scene.glyph([px, py], *glyph, radius + 1.6, rim);
                    }
                    sheet.scene.glyph([px, py], *glyph, radius, color);
                }
            }
        }
        Kind::Whiskers { spans, caps } => {
            let half = (0.4 * row_height(panel)).min(3.0);
            for &[low, high, y] in spans {
                let ends = (panel.pixel_of(low, y), panel.pixel_of(high, y));
                let (Some(from), Some(to)) = ends else {
                    continue;
                };
                let line = [Some(from), Some(to)];
                sheet.scene.line(&line, rect, (1.5, Dash::Solid), color);
                if *caps {
                    for [x, y] in [from, to] {
                        let cap = [Some([x, y - half]), Some([x, y + half])];
                        sheet.scene.line(&cap, rect, (1.5, Dash::Solid), color);
                    }
                }
            }
        }
        Kind::Bars(spans) => {
            for &[left, right, height] in spans {
                let ends = (panel.pixel_of(left, height), panel.pixel_of(right, 0.0));
                let (Some([left, top]), Some([right, bottom])) = ends else {
                    continue;
                };
                let bar = Rect {
                    left: libm::round(left.clamp(rect.left, rect.right)) + 1.0,
                    right: libm::round(right.clamp(rect.left, rect.right)),
                    top: top.clamp(rect.top, rect.bottom),
                    bottom: bottom.clamp(rect.top, rect.bottom),
                };
                sheet.scene.fill(bar, color, 1.0);
            }
        }
        Kind::Level { y, dash } => {
            if let Some(y) = panel.pixel_y(*y) {
                let line = [Some([rect.left, y]), Some([rect.right, y])];
                sheet.scene.line(&line, rect, (1.5, *dash), color);
            }
        }
        Kind::Post { x, dash } => {
            if let Some(x) = panel.pixel_x(*x) {
                let line = [Some([x, rect.top]), Some([x, rect.bottom])];
                sheet.scene.line(&line, rect, (1.5, *dash), color);
            }
        }
        // The window usually ends where the run does: its bracket has to do.
        Kind::Span { dash, .. } if *dash != Dash::Solid => {}
        Kind::Span { from, to, .. } => {
            for x in [*from, *to].into_iter().filter_map(|x| panel.pixel_x(x)) {
                let line = [Some([x, rect.top]), Some([x, rect.bottom])];
                sheet.scene.line(&line, rect, (1.0, Dash::Dotted), color);
            }
        }
        Kind::ErrorBars(spans) => bars::error_bars(sheet, panel, spans, mark.hue),
        Kind::RowBars {
            bars,
            labels,
            beyond,
        } => bars::row_bars(sheet, panel, (bars, labels, beyond), mark.hue),
        Kind::Foot { xs, glyph } => {
            let lane = panel.rect.bottom - super::panel::LANE;
            let faint = sheet.color(Hue::Frame).over(sheet.color(Hue::Ground), 0.6);
            sheet.scene.across(rect.left, rect.right, lane, faint);
            for &x in xs {
                let place = panel.place(MarkKind::Foot, [x, 0.0]);
                if let Some(at) = place.filter(|at| rect.contains(at[0], at[1])) {
                    sheet.scene.glyph(at, *glyph, FOOT, color);
                }
            }
        }
        Kind::Cells { cells, color } => cells::draw(sheet, panel, cells, color.diverging),
        #[cfg(feature = "networks")]
        Kind::Extremes {
            spans,
            width,
            shift,
        } => bars::extremes(sheet, panel, (spans, *width, *shift), mark.hue),
        #[cfg(feature = "networks")]
        Kind::Colored {
            points,
            values,
            radius,
            ..
        } => colored::dots(sheet, panel, (points, values), *radius),
        // Over all markers: see `colored::numbers`.
        #[cfg(feature = "networks")]
        Kind::Numbers { .. } => {}
        Kind::Band(_) | Kind::Shade(_) => {}
    }
}
