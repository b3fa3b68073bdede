//! Square panels side by side, in as many columns as make them largest.

use super::{LABEL, Sheet, panel};
use crate::layout::{Panel, Rect};
use crate::plot::Facet;
use crate::text;

/// Pixels between two panels, across and down.
const GAP: [f64; 2] = [14.0, 10.0];
/// Pixels right of a panel, for half of its last tick label.
const EDGE: f64 = 8.0;
/// The least and the largest side of a square.
const LEAST: f64 = 44.0;
const MOST: f64 = 320.0;
/// What the widest tick labels show; all panels of a grid run from 0 to 1.
const WIDEST: &str = "0.5";

/// The cells of a grid: how many columns, how large each cell, the side of its square.
struct Cells {
    columns: usize,
    cell: [f64; 2],
    side: f64,
}

fn left() -> f64 {
    libm::ceil(text::width(WIDEST, LABEL)) + panel::NEAR
}

/// The columns that give `n` squares the longest side; of equals the most.
fn cells(sheet: &Sheet, facets: &[Facet]) -> Option<Cells> {
    let head = facets.iter().map(panel::head).fold(0.0, f64::max);
    let foot = panel::TICKS + panel::FOOT;
    let of = |columns: usize| {
        let rows = facets.len().div_ceil(columns);
        let share = |room: f64, n: usize, gap: f64| (room - gap * (n - 1) as f64) / n as f64;
        let cell = [
            share(sheet.free.width(), columns, GAP[0]),
            share(sheet.free.height(), rows, GAP[1]),
        ];
        let side = (cell[0] - left() - EDGE).min(cell[1] - head - foot);
        let side = side.min(MOST);
        Cells {
            columns,
            cell: [cell[0], cell[1].min(head + side + foot)],
            side,
        }
    };
    let all = (1..=facets.len()).map(of);
    all.max_by(|a, b| a.side.total_cmp(&b.side))
}

/// How many of the panels have room; at least one.
pub(super) fn fitting(sheet: &Sheet, facets: &[Facet]) -> usize {
    let fits = |n: &usize| cells(sheet, &facets[..*n]).is_some_and(|c| c.side >= LEAST);
    (1..=facets.len())
        .rev()
        .find(fits)
        .unwrap_or(facets.len().min(1))
}

/// Row by row, from the upper left.
pub(super) fn lay(sheet: &mut Sheet, facets: &[Facet]) -> Vec<Panel> {
    let Some(cells) = cells(sheet, facets) else {
        return Vec::new();
    };
    let side = libm::floor(cells.side.max(panel::LEAST));
    let whole = sheet.free;
    let mut panels = Vec::new();
    for (index, facet) in facets.iter().enumerate() {
        let (column, row) = (index % cells.columns, index / cells.columns);
        let from = [
            whole.left + column as f64 * (cells.cell[0] + GAP[0]),
            whole.top + row as f64 * (cells.cell[1] + GAP[1]),
        ];
        let (left, top) = (
            libm::round(from[0] + left()),
            libm::round(from[1] + panel::head(facet)),
        );
        let rect = Rect {
            left,
            top,
            right: (left + side).min(whole.right),
            bottom: top + side,
        };
        // A panel writes in what is free: here its own cell.
        sheet.free = Rect {
            left: from[0],
            top: from[1],
            right: (from[0] + cells.cell[0]).min(whole.right),
            bottom: from[1] + cells.cell[1],
        };
        let panel = panel::placed(sheet, facet, rect, panel::axes(facet, side));
        panel::draw(sheet, facet, &panel, true, panel.empty.is_none());
        panels.push(panel);
    }
    sheet.free = whole;
    panels
}
