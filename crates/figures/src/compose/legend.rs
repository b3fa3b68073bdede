//! The legend: rows of swatches between title and panels, where they cover no data.

use super::{LABEL, Sheet};
use crate::layout::Rect;
use crate::plot::{Dash, Glyph, Kind, Mark, Plot};
use crate::scene::Align;
use crate::text;
use crate::theme::Hue;

const SWATCH: f64 = 22.0;
const GAP: f64 = 6.0;
const ROW: f64 = 18.0;

/// Draws one entry for each distinct text, row by row, as far as `end`.
pub(super) fn draw(sheet: &mut Sheet, plot: &Plot, end: f64) {
    let mut entries: Vec<(&str, &Mark)> = Vec::new();
    for mark in plot.facets.iter().flat_map(|facet| &facet.marks) {
        if let Some(text) = &mark.legend
            && entries.iter().all(|(known, _)| known != text)
        {
            entries.push((text, mark));
        }
    }
    if entries.is_empty() {
        return;
    }
    let ink = sheet.color(Hue::Ink);
    let (mut x, mut y) = (sheet.free.left, sheet.free.top + 0.5 * ROW);
    for (name, mark) in entries {
        let name = text::clean(name);
        let name = text::shorten(&name, LABEL, sheet.room() - SWATCH - GAP);
        let width = SWATCH + GAP + text::width(&name, LABEL);
        if x > sheet.free.left && x + width > sheet.free.right {
            x = sheet.free.left;
            y += ROW;
        }
        if y + 0.5 * ROW > end {
            break;
        }
        swatch(sheet, mark, x, y);
        let at = [x + SWATCH + GAP, y];
        sheet.scene.text(&name, at, LABEL, Align::Start, ink);
        x += width + 16.0;
        sheet.free.top = y + 0.5 * ROW;
    }
}

fn swatch(sheet: &mut Sheet, mark: &Mark, x: f64, y: f64) {
    let color = sheet.color(mark.hue);
    let ground = sheet.color(Hue::Ground);
    let middle = x + 0.5 * SWATCH;
    let block = |half: f64| Rect {
        left: x,
        right: x + SWATCH,
        top: y - half,
        bottom: y + half,
    };
    let line = |sheet: &mut Sheet, width: f64, dash: Dash| {
        let points = [Some([x, y]), Some([x + SWATCH, y])];
        sheet.scene.line(&points, block(1.0), (width, dash), color);
    };
    match &mark.kind {
        Kind::Line { width, dash, .. } => line(sheet, *width, *dash),
        Kind::Level { dash, .. } | Kind::Post { dash, .. } => line(sheet, 1.5, *dash),
        Kind::Span { dash, .. } => line(sheet, 3.0, *dash),
        Kind::Dots { glyph, radius, .. } => {
            sheet.scene.glyph([middle, y], *glyph, *radius, color);
        }
        Kind::Whiskers { caps, .. } => {
            line(sheet, 1.5, Dash::Solid);
            if !caps {
                sheet.scene.glyph([middle, y], Glyph::Disc, 1.0, color);
            }
        }
        Kind::Band(_) => sheet
            .scene
            .fill(block(5.0), color.over(ground, super::marks::BAND), 1.0),
        #[cfg(feature = "networks")]
        Kind::Extremes { width, .. } => {
            let stem = [Some([middle, y - 6.0]), Some([middle, y + 6.0])];
            let pen = (*width, Dash::Solid);
            sheet.scene.line(&stem, block(6.0), pen, color);
        }
        Kind::ErrorBars(_) => {
            let stem = [Some([middle, y - 6.0]), Some([middle, y + 6.0])];
            let pen = (1.5, Dash::Solid);
            sheet.scene.line(&stem, block(6.0), pen, color);
            for y in [y - 6.0, y + 6.0] {
                let cap = [Some([middle - 3.0, y]), Some([middle + 3.0, y])];
                sheet.scene.line(&cap, block(6.0), pen, color);
            }
        }
        Kind::Foot { glyph, .. } => {
            let size = super::marks::FOOT;
            sheet.scene.glyph([middle, y], *glyph, size, color);
        }
        // Their colours stand in a bar of their own.
        Kind::Cells { .. } => {}
        #[cfg(feature = "networks")]
        Kind::Colored { .. } | Kind::Numbers { .. } => {}
        Kind::Bars(_) | Kind::RowBars { .. } => sheet.scene.fill(block(5.0), color, 1.0),
        Kind::Shade(_) => super::marks::shade(sheet, block(6.0), 1.0, mark.hue),
    }
}
