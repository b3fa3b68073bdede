//! Dots whose colours tell a value, and the numbers beside them.

use super::Sheet;
use crate::layout::{Panel, Rect};
use crate::plot::{Facet, Kind};
use crate::scene::Align;
use crate::text;
use crate::theme::{Hue, Rgb};

/// Font size of a number beside a dot.
const SIZE: f64 = 9.0;
/// How far digits reach above and below their middle, in ems.
const HALF: f64 = 0.42;
/// Pixels between two numbers side by side.
const APART: f64 = 3.0;

/// The colour of a value.
pub(super) fn color(sheet: &Sheet, panel: &Panel, value: f64) -> Rgb {
    let share = panel.color.as_ref().and_then(|axis| axis.fraction(value));
    share.map_or(sheet.color(Hue::Muted), |share| {
        sheet.ramp(false).color(share)
    })
}

/// Discs with a rim: the least of the colours is close to the ground.
pub(super) fn dots(
    sheet: &mut Sheet,
    panel: &Panel,
    (points, values): (&[[f64; 2]], &[f64]),
    radius: f64,
) {
    let rim = sheet.color(Hue::Muted);
    for (&[x, y], &value) in points.iter().zip(values) {
        let place = panel.pixel_of(x, y);
        let Some(at) = place.filter(|at| panel.rect.contains(at[0], at[1])) else {
            continue;
        };
        let color = color(sheet, panel, value);
        sheet
            .scene
            .glyph(at, crate::plot::Glyph::Disc, radius + 1.0, rim);
        sheet
            .scene
            .glyph(at, crate::plot::Glyph::Disc, radius, color);
    }
}

/// Numbers beside their points, each on the first side where it covers nothing.
pub(super) fn numbers(sheet: &mut Sheet, facet: &Facet, panel: &Panel) {
    let ink = sheet.color(Hue::Ink);
    for mark in &facet.marks {
        let Kind::Numbers {
            points,
            texts,
            clear,
        } = &mark.kind
        else {
            continue;
        };
        let numbered = points.iter().zip(texts).zip(clear);
        let numbered: Vec<([f64; 2], &str, f64)> = numbered
            .filter_map(|((&[x, y], text), &clear)| Some((panel.pixel_of(x, y)?, &**text, clear)))
            .collect();
        let markers = numbered
            .iter()
            .map(|&(at, _, clear)| around(at, [clear - 0.5; 2]));
        let mut taken: Vec<Rect> = markers.collect();
        for ([x, y], text, clear) in numbered {
            let half = [0.5 * text::width(text, SIZE), HALF * SIZE];
            let (dx, dy) = (clear + half[0], clear + half[1]);
            let aside = [
                [dx, 0.0],
                [-dx, 0.0],
                [0.0, -dy],
                [0.0, dy],
                [dx, -dy],
                [-dx, -dy],
                [dx, dy],
                [-dx, dy],
            ];
            let places = aside.map(|[dx, dy]| [x + dx, y + dy]);
            let free = |&&at: &&[f64; 2]| {
                let place = around(at, half);
                inside(&place, &panel.rect) && taken.iter().all(|other| apart(&place, other))
            };
            let Some(&at) = places.iter().find(free) else {
                continue;
            };
            sheet.scene.text(text, at, SIZE, Align::Middle, ink);
            taken.push(around(at, [half[0] + APART, half[1]]));
        }
    }
}

fn around([x, y]: [f64; 2], [across, down]: [f64; 2]) -> Rect {
    Rect {
        left: x - across,
        top: y - down,
        right: x + across,
        bottom: y + down,
    }
}

fn inside(a: &Rect, b: &Rect) -> bool {
    a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom
}

fn apart(a: &Rect, b: &Rect) -> bool {
    a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
}
