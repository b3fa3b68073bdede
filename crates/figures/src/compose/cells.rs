//! Cells of a heat map, and the bar that says what colours mean.

use super::{LABEL, SMALL, Sheet};
use crate::layout::{Axis, Panel, Rect};
use crate::plot::{Facet, Mark, Patch, Plot};
use crate::scene::Align;
use crate::text;
use crate::theme::{Hue, Rgb};

/// Height of the bar, and of its tick labels.
const BAR: f64 = 11.0;
const TICKS: f64 = 18.0;
/// How wide the bar is, at most, and at least where its name stands beside it.
const WIDEST: f64 = 340.0;
const NARROWEST: f64 = 200.0;

/// What the colours of a panel mean, without ticks; `None` where nothing has a value.
pub(super) fn axis(facet: &Facet) -> Option<Axis> {
    let color = facet.marks.iter().find_map(Mark::color)?;
    let values = facet.marks.iter().flat_map(Mark::values);
    let values: Vec<f64> = values.flatten().collect();
    (!values.is_empty()).then(|| color.over(values.into_iter()))
}

/// Whether the colours of a panel part in the middle.
fn diverging(facet: &Facet) -> bool {
    let spec = facet.marks.iter().find_map(Mark::color);
    spec.is_some_and(|spec| spec.diverging)
}

/// The axis with the ticks that fit a bar of a width.
fn ticked(facet: &Facet, pixels: f64) -> Option<Axis> {
    let spec = facet.marks.iter().find_map(Mark::color)?;
    let mut axis = axis(facet)?;
    spec.ticked(&mut axis, pixels, SMALL, true);
    Some(axis)
}

/// Draws the bar of the first panel that has cells, as long as it ends above `end`.
pub(super) fn bar(sheet: &mut Sheet, plot: &Plot, end: f64) {
    let Some((facet, axis)) = plot.facets.iter().find_map(|f| Some((f, axis(f)?))) else {
        return;
    };
    let title = text::clean(&axis.title());
    let name = text::width(&title, LABEL) + 14.0;
    let beside = sheet.room() - name >= NARROWEST;
    let head = if beside { 0.0 } else { 1.4 * LABEL };
    let top = sheet.free.top + 4.0 + head;
    if top + BAR + TICKS > end {
        return;
    }
    // Room for half of the last label.
    let left = sheet.free.left + if beside { name } else { 4.0 };
    let rect = Rect {
        left,
        right: (sheet.free.right - 14.0).min(left + WIDEST),
        top,
        bottom: top + BAR,
    };
    let Some(axis) = ticked(facet, rect.width()) else {
        return;
    };
    let ink = sheet.color(Hue::Ink);
    let title = text::shorten(&title, LABEL, sheet.room());
    let level = if beside {
        rect.top + 0.5 * BAR
    } else {
        sheet.free.top + 2.0 + 0.6 * LABEL
    };
    let at = [sheet.free.left, level];
    sheet.scene.text(&title, at, LABEL, Align::Start, ink);
    let (steps, parting) = (64, diverging(facet));
    let edge = |step: i32| rect.left + rect.width() * f64::from(step) / f64::from(steps);
    for step in 0..steps {
        let piece = Rect {
            left: edge(step),
            // Over the next one, so that no gap is seen.
            right: (edge(step + 1) + 0.5).min(rect.right),
            ..rect
        };
        let share = (f64::from(step) + 0.5) / f64::from(steps);
        let color = sheet.ramp(parting).color(share);
        sheet.scene.fill(piece, color, 1.0);
    }
    let line = sheet.color(Hue::Frame);
    for tick in &axis.ticks {
        let Some(part) = axis.fraction(tick.value) else {
            continue;
        };
        let x = rect.left + part * rect.width();
        let at = libm::round(x).min(rect.right - 1.0);
        sheet.scene.down(at, rect.bottom, rect.bottom + 3.0, line);
        let half = 0.5 * text::width(&tick.text, SMALL);
        let x = x.min(sheet.free.right + 8.0 - half);
        let label = [x, rect.bottom + 10.0];
        sheet
            .scene
            .text(&tick.text, label, SMALL, Align::Middle, ink);
    }
    sheet.free.top = rect.bottom + TICKS;
}

/// The axis of a panel's colours, with ticks as for the widest bar.
pub(super) fn described(facet: &Facet) -> Option<Axis> {
    ticked(facet, WIDEST)
}

/// Fills the cells; what is blank shows the grid. Neighbours of one colour are filled as one,
/// because most of a large map has few colours and is drawn again and again.
pub(super) fn draw(sheet: &mut Sheet, panel: &Panel, cells: &[Patch], parting: bool) {
    let Some(axis) = &panel.color else { return };
    let rect = panel.rect;
    let mut run: Option<(Rect, Rgb)> = None;
    for cell in cells.iter().filter(|cell| cell.value.is_finite()) {
        let ends = (
            panel.pixel_of(cell.x[0], cell.y[0]),
            panel.pixel_of(cell.x[1], cell.y[1]),
        );
        let (Some(a), Some(b), Some(share)) = (ends.0, ends.1, axis.fraction(cell.value)) else {
            continue;
        };
        let across = |x: f64| libm::round(x.clamp(rect.left, rect.right));
        let down = |y: f64| libm::round(y.clamp(rect.top, rect.bottom));
        let next = Rect {
            left: across(a[0].min(b[0])),
            right: across(a[0].max(b[0])),
            top: down(a[1].min(b[1])),
            bottom: down(a[1].max(b[1])),
        };
        let color = sheet.ramp(parting).color(share);
        match &mut run {
            Some((run, known))
                if *known == color
                    && [run.right, run.top, run.bottom] == [next.left, next.top, next.bottom] =>
            {
                run.right = next.right;
            }
            _ => {
                let done = run.replace((next, color));
                fill(sheet, rect, done);
            }
        }
    }
    fill(sheet, rect, run);
}

/// Fills what has one colour, a little over the next ones, or the ground would show where a
/// device pixel is shared.
fn fill(sheet: &mut Sheet, panel: Rect, run: Option<(Rect, Rgb)>) {
    if let Some((run, color)) = run {
        let filled = Rect {
            right: (run.right + 0.5).min(panel.right),
            bottom: (run.bottom + 0.5).min(panel.bottom),
            ..run
        };
        sheet.scene.fill(filled, color, 1.0);
    }
}
