//! Conductance along the forward sweep: mean, smoothed mean, quartiles, compliance mask,
//! run and window. The mask and the run decide the number, so they are on the plot.

use super::curve::{Abscissa, CurveFigure};
use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;

pub(crate) fn plot(chart: &CurveFigure<'_>) -> Plot {
    let curve = &chart.analysis.curve;
    let mut marks = Vec::new();
    let mask = mask(chart);
    let masked = !mask.is_empty();
    if masked {
        let kind = Kind::Shade(mask);
        marks.push(Mark::new("at compliance, left out", Hue::Vermilion, kind).keyed());
    }
    let quartiles = curve.low.iter().zip(&curve.high).enumerate();
    let band = quartiles
        .map(|(point, (low, high))| {
            [
                chart.x(point),
                low.unwrap_or(f64::NAN),
                high.unwrap_or(f64::NAN),
            ]
        })
        .collect();
    if chart.analysis.result.cycles > 1 {
        marks.push(Mark::new("middle half of the cycles", Hue::Blue, Kind::Band(band)).keyed());
    }
    if curve.smoothed != curve.mean {
        let smoothed = Kind::Line {
            points: chart.line(&curve.smoothed),
            width: 2.2,
            dash: Dash::Solid,
        };
        marks.push(Mark::new("smoothed mean", Hue::Blue, smoothed).keyed());
    }
    let raw = Kind::Dots {
        points: chart.line(&curve.mean),
        glyph: Glyph::Disc,
        radius: 2.0,
    };
    marks.push(Mark::new("mean", Hue::Orange, raw).keyed());
    marks.extend(chart.spans());
    let along = match chart.abscissa {
        Abscissa::Voltage => "the forward sweep",
        Abscissa::Pulse => "the pulses",
    };
    Plot {
        title: chart.name.to_owned(),
        subtitle: chart.numbers(),
        description: format!(
            "Mean conductance along {along}, {}, by the method {}. {}.",
            counted(chart.analysis.result.cycles, "cycle", "cycles"),
            chart.analysis.method.name(),
            chart.numbers()
        ),
        notes: Vec::new(),
        facets: vec![Facet {
            x: chart.x_axis(),
            y: AxisSpec::new("Conductance", chart.unit()).near_zero(),
            marks,
            empty: "There is no conductance to draw.".to_owned(),
        }],
    }
}

/// `[left, right, share of the cycles]` around each point of the branch that compliance
/// hides, neighbours of equal share joined.
fn mask(chart: &CurveFigure<'_>) -> Vec<[f64; 3]> {
    let curve = &chart.analysis.curve;
    let x = &curve.branch_voltage;
    let middle = |a: usize, b: usize| x[a] * 0.5 + x[b] * 0.5;
    let cycles = chart.analysis.result.cycles.max(1) as f64;
    let mut spans: Vec<[f64; 3]> = Vec::new();
    for (point, &masked) in curve.masked.iter().enumerate().take(x.len()) {
        if masked == 0 {
            continue;
        }
        let left = point.checked_sub(1).map_or(x[point], |p| middle(p, point));
        let right = if point + 1 < x.len() {
            middle(point, point + 1)
        } else {
            x[point]
        };
        let share = (f64::from(masked) / cycles).min(1.0);
        match spans.last_mut() {
            Some([_, end, known]) if *end == left && *known == share => *end = right,
            _ => spans.push([left, right, share]),
        }
    }
    spans
}

pub(crate) fn table(chart: &CurveFigure<'_>) -> Table {
    let curve = &chart.analysis.curve;
    let unit = chart.unit();
    let mut table = Table::new(&[
        chart.x_column(),
        ("mean", unit),
        ("smoothed mean", unit),
        ("lower quartile", unit),
        ("upper quartile", unit),
        ("cycles present", ""),
        ("in the run", ""),
    ]);
    let run = chart.run();
    for point in 0..curve.voltage.len() {
        let at = |values: &[Option<f64>]| Cell::of(values.get(point).copied().flatten());
        let inside = run.is_some_and(|(first, last)| (first..=last).contains(&point));
        let present = curve.present.get(point).copied().map(f64::from);
        table.rows.push(vec![
            Cell::of(chart.x(point)),
            at(&curve.mean),
            at(&curve.smoothed),
            at(&curve.low),
            at(&curve.high),
            Cell::of(present),
            Cell::Text(if inside { "yes" } else { "no" }.to_owned()),
        ]);
    }
    table
}
