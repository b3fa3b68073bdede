//! One panel: where it stands, its grid, frame, ticks and labels.

use super::{LABEL, Sheet, brackets, cells, marks};
use crate::axis::{AxisSpec, Columns};
use crate::layout::{Axis, AxisScale, MarkKind, Panel, Rect, Series};
use crate::plot::{Facet, Kind, Mark};
use crate::scene::{Align, thinned};
use crate::theme::{Hue, Rgb};
use crate::{text, ticks};

/// Height of the line that holds the label of the y axis.
const HEAD: f64 = 24.0;
/// Height of the tick labels of the x axis, and of its label.
pub(super) const TICKS: f64 = 20.0;
pub(super) const FOOT: f64 = 17.0;
/// Pixels between tick labels and the frame.
pub(super) const NEAR: f64 = 6.0;

/// Height of a second line of names under columns.
const LINE: f64 = 14.0;
/// Height kept free for markers at the foot of a panel.
pub(super) const LANE: f64 = 16.0;

/// Pixels between two panels, and the least height of one worth drawing.
const GAP: f64 = 8.0;
pub(super) const LEAST: f64 = 30.0;

/// How many of the panels have room in a height; at least one.
pub(super) fn fitting(height: f64, facets: &[Facet]) -> usize {
    (1..=facets.len())
        .rev()
        .find(|&n| room(height, &facets[..n], LINE) >= LEAST)
        .unwrap_or(facets.len().min(1))
}

/// The height left for the data of each panel, `more` being kept for names of columns.
fn room(height: f64, facets: &[Facet], more: f64) -> f64 {
    let heads: f64 = facets.iter().map(head).sum();
    let foots: f64 = (0..facets.len()).map(|at| foot(facets, at)).sum();
    let gaps = GAP * facets.len().saturating_sub(1) as f64;
    (height - heads - foots - more - gaps) / facets.len().max(1) as f64
}

/// Whether the tick labels of x stand under a panel: it is the last, or the next is over
/// something else.
fn footed(facets: &[Facet], at: usize) -> bool {
    let next = facets.get(at + 1);
    next.is_none_or(|next| {
        (&next.x.label, &next.x.unit) != (&facets[at].x.label, &facets[at].x.unit)
    })
}

/// The height of what stands under a panel.
fn foot(facets: &[Facet], at: usize) -> f64 {
    match footed(facets, at) {
        true => TICKS + foot_label(&facets[at].x),
        false => 0.0,
    }
}

/// Panels under each other; the tick labels of x stand under the last of those that share
/// them.
pub(super) fn stack(sheet: &mut Sheet, facets: &[Facet]) -> Vec<Panel> {
    let height = sheet.free.height();
    let mut each = room(height, facets, 0.0).max(LEAST);

    // All panels share the left edge that the widest labels need.
    let over = |each: f64| -> Vec<(Axis, Axis)> { facets.iter().map(|f| axes(f, each)).collect() };
    let mut axes = over(each);
    let widest = axes
        .iter()
        .flat_map(|(_, y)| &y.ticks)
        .map(|tick| text::width(&tick.text, LABEL));
    let most = 0.42 * sheet.room();
    let left = libm::ceil(sheet.free.left + widest.fold(0.0, f64::max).min(most) + NEAR);
    let right = libm::round(sheet.free.right - 6.0).max(left + 10.0);
    let more = facets.last().map_or(0.0, |f| names(&f.x, right - left));
    if more > 0.0 {
        each = room(height, facets, more).max(LEAST);
        axes = over(each);
    }

    let mut panels = Vec::new();
    let mut top = sheet.free.top;
    let mut some = false;
    for (index, (facet, (x, y))) in facets.iter().zip(axes).enumerate() {
        let rect = Rect {
            left,
            right,
            top: libm::round(top + head(facet)),
            bottom: libm::round(top + head(facet) + each),
        };
        let panel = placed(sheet, facet, rect, (x, y));
        let last = footed(facets, index);
        some |= panel.empty.is_none();
        draw(sheet, facet, &panel, last, last && some);
        some &= !last;
        panels.push(panel);
        top = rect.bottom + foot(facets, index) + GAP;
    }
    panels
}

/// A panel in its place, not drawn yet.
pub(super) fn placed(sheet: &Sheet, facet: &Facet, rect: Rect, (x, y): (Axis, Axis)) -> Panel {
    let mut panel = Panel {
        rect,
        x,
        y,
        color: cells::described(facet),
        series: Vec::new(),
        empty: None,
    };
    facet.x.ticked(&mut panel.x, rect.width(), LABEL, true);
    panel.series = series(sheet, &facet.marks, &panel);
    if !drawable(facet, &panel) {
        panel.empty = Some(text::clean(&facet.empty));
    }
    panel
}

pub(super) fn head(facet: &Facet) -> f64 {
    let bare = facet.y.label.is_empty() && facet.y.unit.is_empty();
    let label = if facet.y.scale == AxisScale::Rows && bare {
        4.0
    } else {
        HEAD
    };
    label + brackets::height(facet)
}

/// What the names of columns need beside a line of tick labels.
fn names(x: &AxisSpec, pixels: f64) -> f64 {
    match x.scale {
        AxisScale::Rows => LINE * (Columns::fitting(&x.names, pixels, LABEL).lines - 1) as f64,
        _ => 0.0,
    }
}

fn foot_label(x: &AxisSpec) -> f64 {
    if x.label.is_empty() && x.unit.is_empty() {
        0.0
    } else {
        FOOT
    }
}

/// Both axes over everything that has a place on them.
pub(super) fn axes(facet: &Facet, height: f64) -> (Axis, Axis) {
    let placed =
        |scale: AxisScale| move |v: &f64| v.is_finite() && (scale != AxisScale::Log || *v > 0.0);
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for mark in &facet.marks {
        let (x, y) = mark.extent();
        xs.extend(x.into_iter().filter(placed(facet.x.scale)));
        ys.extend(y.into_iter().filter(placed(facet.y.scale)));
    }
    let x = facet.x.over(xs.into_iter());
    let mut y = facet.y.over(ys.into_iter());
    let foot = |mark: &Mark| matches!(mark.kind, Kind::Foot { .. });
    if facet.marks.iter().any(foot) && y.scale == AxisScale::Linear {
        let share = (LANE / (height - LANE).max(1.0)).min(1.0);
        y.low -= share * (y.high - y.low);
    }
    facet
        .y
        .ticked(&mut y, height, row_size(facet, height), false);
    (x, y)
}

/// Font size of the y tick labels: rows may need a smaller one.
fn row_size(facet: &Facet, height: f64) -> f64 {
    if facet.y.scale == AxisScale::Rows {
        (height / facet.y.names.len().max(1) as f64 - 2.0).clamp(9.0, LABEL)
    } else {
        LABEL
    }
}

/// What a pointer can find: the points that are drawn.
fn series(sheet: &Sheet, marks: &[Mark], panel: &Panel) -> Vec<Series> {
    let finite = |point: &[f64; 2]| point.iter().all(|v| v.is_finite());
    marks
        .iter()
        .map(|mark| Series {
            name: text::clean(&mark.name),
            mark: mark.mark_kind(),
            color: told(sheet, mark, panel).hex(),
            points: {
                let points: Vec<_> = mark.points().into_iter().filter(finite).collect();
                let kind = mark.mark_kind();
                if kind == MarkKind::Cells {
                    points
                } else {
                    let place = |&p: &[f64; 2]| panel.place(kind, p).unwrap_or([f64::INFINITY; 2]);
                    let pixels: Vec<_> = points.iter().map(place).collect();
                    thinned(&pixels).into_iter().map(|at| points[at]).collect()
                }
            },
            values: mark.values(),
        })
        .collect()
}

/// The colour of a mark: its own, or that of the value it tells.
fn told(sheet: &Sheet, mark: &Mark, _panel: &Panel) -> Rgb {
    #[cfg(feature = "networks")]
    if let Kind::Colored { values, .. } = &mark.kind
        && let Some(&value) = values.first()
    {
        return super::colored::color(sheet, _panel, value);
    }
    sheet.color(mark.hue)
}

/// Whether any data of a facet has a place in its panel.
fn drawable(facet: &Facet, panel: &Panel) -> bool {
    facet.marks.iter().any(|mark| {
        let seen = |&point: &[f64; 2]| panel.place(mark.mark_kind(), point).is_some();
        mark.is_data() && mark.points().iter().any(seen)
    })
}

pub(super) fn draw(sheet: &mut Sheet, facet: &Facet, panel: &Panel, last: bool, numbered: bool) {
    if panel.empty.is_none() {
        for mark in &facet.marks {
            marks::under(sheet, panel, mark);
        }
    }
    frame(sheet, facet, panel, last, numbered);
    if panel.empty.is_none() {
        brackets::draw(sheet, facet, panel);
        for mark in &facet.marks {
            marks::over(sheet, panel, mark);
        }
        #[cfg(feature = "networks")]
        super::colored::numbers(sheet, facet, panel);
    }
    if let Some(sentence) = &panel.empty {
        let lines = text::wrap(sentence, LABEL, panel.rect.width() - 16.0);
        let x = 0.5 * (panel.rect.left + panel.rect.right);
        let middle = 0.5 * (panel.rect.top + panel.rect.bottom);
        let color = sheet.color(Hue::Muted);
        let shown = (panel.rect.height() / (1.4 * LABEL)).max(1.0) as usize;
        let lines = &lines[..lines.len().min(shown)];
        for (row, line) in lines.iter().enumerate() {
            let y = middle + (row as f64 - 0.5 * (lines.len() - 1) as f64) * 1.4 * LABEL;
            sheet.scene.text(line, [x, y], LABEL, Align::Middle, color);
        }
    }
}

/// Grid, frame, tick labels and axis labels.
fn frame(sheet: &mut Sheet, facet: &Facet, panel: &Panel, last: bool, numbered: bool) {
    let rect = panel.rect;
    let grid = sheet.color(Hue::Grid);
    let line = sheet.color(Hue::Frame);
    let ink = sheet.color(Hue::Ink);
    let faint = grid.over(sheet.color(Hue::Ground), 0.5);
    let seen = panel.empty.is_none();
    let minor = ticks::minor(&panel.y, rect.height()).into_iter();
    for y in minor.filter(|y| seen && (panel.y.low..=panel.y.high).contains(y)) {
        if let Some(y) = panel.pixel_y(y) {
            sheet
                .scene
                .across(rect.left, rect.right, libm::round(y), faint);
        }
    }
    let inside = |v: f64, low: f64, high: f64| libm::round(v).clamp(low, high - 1.0);
    let columns = (panel.x.scale == AxisScale::Rows)
        .then(|| Columns::fitting(&panel.x.names, rect.width(), LABEL));
    for (index, tick) in panel.x.ticks.iter().enumerate() {
        let Some(x) = panel.pixel_x(tick.value) else {
            continue;
        };
        let at = inside(x, rect.left, rect.right);
        if seen {
            sheet.scene.down(at, rect.top, rect.bottom, grid);
        }
        if seen || numbered {
            sheet.scene.down(at, rect.bottom, rect.bottom + 4.0, line);
        }
        if numbered {
            let edge = sheet.free.right + 8.0;
            let mut y = rect.bottom + 12.0;
            let name = match &columns {
                // A name stays under the middle of its column.
                Some(columns) => {
                    y += LINE * (index % columns.lines) as f64;
                    let beside = (x - sheet.free.left).min(edge - x);
                    text::shorten(&tick.text, LABEL, columns.room.min(2.0 * beside))
                }
                None => tick.text.clone(),
            };
            let half = 0.5 * text::width(&name, LABEL);
            let at = [x.min(edge - half), y];
            sheet.scene.text(&name, at, LABEL, Align::Middle, ink);
        }
    }
    let rows = panel.y.scale == AxisScale::Rows;
    let size = row_size(facet, rect.height());
    let room = rect.left - NEAR - sheet.free.left;
    for tick in panel.y.ticks.iter().filter(|_| seen) {
        let Some(y) = panel.pixel_y(tick.value) else {
            continue;
        };
        let at = inside(y, rect.top, rect.bottom);
        sheet.scene.across(rect.left, rect.right, at, grid);
        let label = if rows {
            text::shorten(&tick.text, size, room)
        } else {
            tick.text.clone()
        };
        let at = [rect.left - NEAR, y];
        sheet.scene.text(&label, at, size, Align::End, ink);
    }
    sheet.scene.down(rect.left, rect.top, rect.bottom, line);
    sheet
        .scene
        .across(rect.left, rect.right, rect.bottom - 1.0, line);
    if !panel.y.title().is_empty() {
        let title = text::shorten(&panel.y.title(), LABEL, sheet.room());
        let y = rect.top - head(facet) + 8.0;
        sheet
            .scene
            .text(&title, [sheet.free.left, y], LABEL, Align::Start, ink);
    }
    if last {
        let title = text::shorten(&panel.x.title(), LABEL, sheet.room());
        let half = 0.5 * text::width(&title, LABEL);
        let middle = 0.5 * (rect.left + rect.right);
        let x = middle
            .min(sheet.free.right - half)
            .max(sheet.free.left + half);
        let below = TICKS + names(&facet.x, rect.width());
        let at = [x, rect.bottom + below + 0.5 * FOOT - 1.0];
        sheet.scene.text(&title, at, LABEL, Align::Middle, ink);
    }
}
