//! From a [`Plot`] to shapes and a layout: title, legend, panels, notes, once for all
//! charts and all back ends.

mod bars;
mod brackets;
mod cells;
#[cfg(feature = "networks")]
mod colored;
#[cfg(feature = "networks")]
mod grid;
mod legend;
mod marks;
mod panel;

use crate::layout::{Layout, Rect};
use crate::number::counted;
use crate::plot::Plot;
use crate::ramp::Ramp;
use crate::scene::{Align, Scene};
use crate::theme::{Hue, Rgb};
use crate::{Picture, Style, text};
use std::cell::OnceCell;

/// Space around everything, in logical pixels.
const MARGIN: f64 = 12.0;
/// Font sizes, in logical pixels to the em.
const TITLE: f64 = 14.0;
const LABEL: f64 = 12.0;
const SMALL: f64 = 11.0;

/// The sheet that a picture is composed on.
struct Sheet {
    style: Style,
    scene: Scene,
    /// What is still free.
    free: Rect,
    /// The colours of values, in one direction and in two, made when first needed.
    ramp: OnceCell<Ramp>,
    diverging: OnceCell<Ramp>,
}

impl Sheet {
    fn color(&self, hue: Hue) -> Rgb {
        self.style.theme().color(hue)
    }

    fn ramp(&self, diverging: bool) -> &Ramp {
        let theme = self.style.theme();
        match diverging {
            false => self.ramp.get_or_init(|| Ramp::new(theme)),
            true => self.diverging.get_or_init(|| Ramp::diverging(theme)),
        }
    }

    fn room(&self) -> f64 {
        self.free.width()
    }

    /// Writes lines at the top of what is free.
    fn lines(&mut self, lines: &[String], size: f64, hue: Hue) {
        let color = self.color(hue);
        for line in lines {
            let at = [self.free.left, self.free.top + 0.6 * size];
            self.scene.text(line, at, size, Align::Start, color);
            self.free.top += 1.35 * size;
        }
    }
}

/// How the panels of a figure stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// Under each other, sharing the labels of x.
    Stack,
    /// Squares side by side, each with its own.
    #[cfg(feature = "networks")]
    Grid,
}

pub(crate) fn compose(plot: &Plot, arrangement: Arrangement, style: &Style) -> Picture {
    let (width, height) = (f64::from(style.width()), f64::from(style.height()));
    let mut sheet = Sheet {
        style: *style,
        scene: Scene::default(),
        free: Rect {
            left: MARGIN,
            top: MARGIN - 2.0,
            right: width - MARGIN,
            bottom: height - 8.0,
        },
        ramp: OnceCell::new(),
        diverging: OnceCell::new(),
    };

    // At least half of the height is for data: what does not fit is left to the
    // layout, which holds every word.
    let words_end = (0.45 * height).min(height - 150.0);
    let title = text::clean(&plot.title);
    let shown_title = text::shorten(&title, TITLE, sheet.room());
    sheet.lines(&[shown_title], TITLE, Hue::Ink);
    let subtitle = text::wrap(&text::clean(&plot.subtitle), LABEL, sheet.room());
    let fitting = ((words_end - sheet.free.top) / (1.35 * LABEL)).max(0.0) as usize;
    sheet.lines(&subtitle[..fitting.min(subtitle.len())], LABEL, Hue::Muted);
    legend::draw(&mut sheet, plot, words_end);
    cells::bar(&mut sheet, plot, words_end);

    let mut notes: Vec<String> = plot.notes.iter().map(|note| text::clean(note)).collect();
    sheet.free.top += 4.0;
    let fitting = match arrangement {
        Arrangement::Stack => panel::fitting(sheet.free.height(), &plot.facets),
        #[cfg(feature = "networks")]
        Arrangement::Grid => grid::fitting(&sheet, &plot.facets),
    };
    if fitting < plot.facets.len() {
        let missing = counted(plot.facets.len() - fitting, "panel", "panels");
        notes.push(format!("No room for {missing}: the picture is too low."));
    }
    draw_notes(&mut sheet, &notes);
    let facets = &plot.facets[..fitting];
    let panels = match arrangement {
        Arrangement::Stack => panel::stack(&mut sheet, facets),
        #[cfg(feature = "networks")]
        Arrangement::Grid => grid::lay(&mut sheet, facets),
    };
    Picture {
        ground: sheet.color(Hue::Ground),
        shapes: sheet.scene.shapes,
        layout: Layout {
            width: style.width(),
            height: style.height(),
            title,
            description: text::clean(&plot.description),
            notes,
            panels,
        },
    }
}

/// Notes at the foot, as many whole ones as leave the panels most of the height.
fn draw_notes(sheet: &mut Sheet, notes: &[String]) {
    let line = 1.3 * SMALL;
    let budget = 0.35 * (sheet.free.height() - 120.0).max(0.0);
    let mut lines: Vec<String> = Vec::new();
    for note in notes {
        let wrapped = text::wrap(note, SMALL, sheet.room());
        if (lines.len() + wrapped.len()) as f64 * line <= budget {
            lines.extend(wrapped);
        }
    }
    let color = sheet.color(Hue::Muted);
    let top = sheet.free.bottom - lines.len() as f64 * line;
    for (row, text) in lines.iter().enumerate() {
        let y = top + (row as f64 + 0.5) * line;
        sheet
            .scene
            .text(text, [sheet.free.left, y], SMALL, Align::Start, color);
    }
    if !lines.is_empty() {
        sheet.free.bottom = top - 4.0;
    }
}
