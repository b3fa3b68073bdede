//! Brackets above a panel, which mark ranges of x without covering data.

use super::{SMALL, Sheet};
use crate::layout::{Panel, Rect};
use crate::plot::{Dash, Facet, Kind, Mark};
use crate::scene::Align;
use crate::text;
use crate::theme::Hue;

/// Height of one bracket.
const LANE: f64 = 15.0;

/// Height of all brackets of a panel.
pub(super) fn height(facet: &Facet) -> f64 {
    LANE * facet.marks.iter().filter(|mark| is_span(mark)).count() as f64
}

fn is_span(mark: &Mark) -> bool {
    matches!(mark.kind, Kind::Span { .. })
}

/// A thick rule over each marked range, with its name beside it or, where the range is
/// wide, in a gap of it.
pub(super) fn draw(sheet: &mut Sheet, facet: &Facet, panel: &Panel) {
    let rect = panel.rect;
    let spans: Vec<&Mark> = facet.marks.iter().filter(|mark| is_span(mark)).collect();
    for (lane, mark) in spans.iter().enumerate() {
        let Kind::Span { from, to, dash } = mark.kind else {
            continue;
        };
        let (Some(a), Some(b)) = (panel.pixel_x(from), panel.pixel_x(to)) else {
            continue;
        };
        // A range of one point is widened enough to be seen.
        let widen = (3.0 - (b - a).abs()).max(0.0) * 0.5;
        let inside = |x: f64| x.clamp(rect.left, rect.right);
        let (left, right) = (inside(a.min(b) - widen), inside(a.max(b) + widen));
        let y = rect.top - LANE * (spans.len() - lane) as f64 + 0.5 * LANE;
        let color = sheet.color(mark.hue);
        let name = text::clean(&mark.name);
        let width = text::width(&name, SMALL);
        let clip = Rect {
            top: y - 4.0,
            bottom: y + 4.0,
            ..rect
        };
        let rule = |sheet: &mut Sheet, from: f64, to: f64| {
            let points = [Some([from, y]), Some([to, y])];
            sheet.scene.line(&points, clip, (3.0, dash), color);
        };
        let ink = sheet.color(Hue::Ink);
        let pad = 5.0;
        let middle = 0.5 * (left + right);
        if right + pad + width <= sheet.free.right {
            rule(sheet, left, right);
            let at = [right + pad, y];
            sheet.scene.text(&name, at, SMALL, Align::Start, ink);
        } else if left - pad - width >= sheet.free.left {
            rule(sheet, left, right);
            let at = [left - pad, y];
            sheet.scene.text(&name, at, SMALL, Align::End, ink);
        } else {
            let name = text::shorten(&name, SMALL, right - left - 4.0 * pad);
            let half = 0.5 * text::width(&name, SMALL) + pad;
            rule(sheet, left, middle - half);
            rule(sheet, middle + half, right);
            sheet
                .scene
                .text(&name, [middle, y], SMALL, Align::Middle, ink);
        }
        for x in [left, right] {
            let cap = [Some([x, y - 4.0]), Some([x, y + 4.0])];
            let solid = Dash::Solid;
            sheet.scene.line(&cap, clip, (1.5, solid), color);
        }
    }
}
