//! Vertical intervals, and horizontal bars with labels.

use super::marks::row_height;
use super::{LABEL, Sheet};
use crate::layout::{Panel, Rect};
use crate::plot::Dash;
use crate::scene::Align;
use crate::text;
use crate::theme::Hue;

/// A line from the lower to the upper end of each interval, with caps.
pub(super) fn error_bars(sheet: &mut Sheet, panel: &Panel, spans: &[[f64; 3]], hue: Hue) {
    let rect = panel.rect;
    let color = sheet.color(hue);
    let half = (0.3 * rect.width() / spans.len().max(1) as f64).min(3.0);
    for &[x, low, high] in spans {
        let ends = (panel.pixel_of(x, low), panel.pixel_of(x, high));
        let (Some(from), Some(to)) = ends else {
            continue;
        };
        let pen = (1.3, Dash::Solid);
        sheet.scene.line(&[Some(from), Some(to)], rect, pen, color);
        // Caps that would run into each other say nothing.
        for [x, y] in [from, to].into_iter().filter(|_| half > 1.0) {
            let cap = [Some([x - half, y]), Some([x + half, y])];
            sheet.scene.line(&cap, rect, pen, color);
        }
    }
}

/// An upright line over each span, moved aside.
#[cfg(feature = "networks")]
pub(super) fn extremes(
    sheet: &mut Sheet,
    panel: &Panel,
    (spans, width, shift): (&[[f64; 3]], f64, f64),
    hue: Hue,
) {
    let rect = panel.rect;
    let color = sheet.color(hue);
    for &[x, low, high] in spans {
        let ends = (panel.pixel_of(x, low), panel.pixel_of(x, high));
        if let (Some([x, from]), Some([_, to])) = ends {
            let x = (x + shift).clamp(rect.left, rect.right);
            let line = [Some([x, from]), Some([x, to])];
            sheet.scene.line(&line, rect, (width, Dash::Solid), color);
        }
    }
}

/// Bars with a label at the end of each, or in it where it would not fit.
pub(super) fn row_bars(
    sheet: &mut Sheet,
    panel: &Panel,
    (bars, labels, beyond): (&[[f64; 2]], &[String], &[f64]),
    hue: Hue,
) {
    let rect = panel.rect;
    let row = row_height(panel);
    let size = (row - 2.0).clamp(9.0, LABEL);
    let shown = row >= size;
    let (color, ink, ground) = (
        sheet.color(hue),
        sheet.color(Hue::Ink),
        sheet.color(Hue::Ground),
    );
    for (index, &[length, at]) in bars.iter().enumerate() {
        let ends = (panel.pixel_of(0.0, at), panel.pixel_of(length, at));
        let (Some([left, y]), Some([right, _])) = ends else {
            continue;
        };
        let half = (0.36 * row).clamp(0.5, 11.0);
        let bar = Rect {
            left: left.min(right).clamp(rect.left, rect.right),
            right: left.max(right).clamp(rect.left, rect.right),
            top: (y - half).max(rect.top),
            bottom: (y + half).min(rect.bottom),
        };
        sheet.scene.fill(bar, color, 1.0);
        let label = labels.get(index).map(|label| text::clean(label));
        let Some(label) = label.filter(|_| shown) else {
            continue;
        };
        let wide = text::width(&label, size) + 12.0;
        let interval = beyond.get(index).and_then(|end| panel.pixel_x(*end));
        let end = interval.map_or(bar.right, |end| end.max(bar.right));
        if end + wide - 6.0 <= rect.right {
            let at = [end + 6.0, y];
            sheet.scene.text(&label, at, size, Align::Start, ink);
        } else if interval.is_none() && bar.width() >= wide && bar.height() >= size {
            let at = [bar.right - 6.0, y];
            sheet.scene.text(&label, at, size, Align::End, ground);
        }
    }
}
