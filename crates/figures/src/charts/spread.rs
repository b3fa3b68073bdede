//! Spread over cycles at each point, against the sigma that summarises it.

use super::curve::CurveFigure;
use crate::axis::AxisSpec;
use crate::number::short;
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;

pub(crate) fn plot(chart: &CurveFigure<'_>) -> Plot {
    let spread = chart.line(&chart.analysis.curve.spread);
    let mut marks = Vec::new();
    let line = Kind::Line {
        points: spread.clone(),
        width: 1.4,
        dash: Dash::Solid,
    };
    marks.push(Mark::new("spread at a point", Hue::Blue, line).keyed());
    let dots = Kind::Dots {
        points: spread,
        glyph: Glyph::Disc,
        radius: 2.2,
    };
    marks.push(Mark::new("spread at a point", Hue::Blue, dots));
    if let Some(sigma) = chart.analysis.result.sigma.filter(|s| s.is_finite()) {
        let kind = Kind::Level {
            y: sigma,
            dash: Dash::Long,
        };
        let name = format!("σ = {}", short(sigma));
        marks.push(Mark::new(name, Hue::Vermilion, kind).keyed());
    }
    marks.extend(chart.spans());
    Plot {
        title: chart.name.to_owned(),
        subtitle: chart.numbers(),
        description: format!(
            "Standard deviation over cycles of the logarithm of the conductance, point by \
             point. {}.",
            chart.numbers()
        ),
        notes: Vec::new(),
        facets: vec![Facet {
            x: chart.x_axis(),
            y: AxisSpec::new("Spread of ln G (sd)", "").near_zero(),
            marks,
            empty: "A spread needs at least two cycles at a point.".to_owned(),
        }],
    }
}

pub(crate) fn table(chart: &CurveFigure<'_>) -> Table {
    let curve = &chart.analysis.curve;
    let mut table = Table::new(&[
        chart.x_column(),
        ("spread of ln G", ""),
        ("cycles present", ""),
        ("in the window of sigma", ""),
    ]);
    let (first, end) = chart.analysis.result.window;
    for point in 0..curve.voltage.len() {
        let inside = (first..end).contains(&point);
        table.rows.push(vec![
            Cell::of(chart.x(point)),
            Cell::of(curve.spread.get(point).copied().flatten()),
            Cell::of(curve.present.get(point).copied().map(f64::from)),
            Cell::Text(if inside { "yes" } else { "no" }.to_owned()),
        ]);
    }
    table
}
