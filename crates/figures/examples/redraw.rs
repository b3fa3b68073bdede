//! How long the chart of a boundary takes, which is drawn again while a slider moves:
//! `cargo run --release -p memrilab-figures --example redraw`.

#[path = "../tests/support/mod.rs"]
mod support;

use memrilab_figures::{BoundaryFigure, Figure, Picture, Style, Theme, svg};
use std::io::Write;
use std::time::Instant;
use support::network;

/// The median of the milliseconds that something takes.
fn median(mut work: impl FnMut() -> usize) -> (f64, usize) {
    let mut size = 0;
    let mut times: Vec<f64> = (0..51)
        .map(|_| {
            let start = Instant::now();
            size = work();
            1e3 * start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], size)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let style = Style::new(720, 520, 2.0, Theme::Light)?;
    for (columns, rows, points) in [(60, 45, 400), (120, 120, 400)] {
        let data = network::boundary(columns, rows, points);
        // No two neighbours alike: as many rectangles as there can be.
        let mut mixed = data.clone();
        let places = mixed.share.iter_mut().enumerate();
        places.for_each(|(at, share)| *share = (at % 7) as f64 / 7.0);
        for (what, data) in [("moons", data), ("worst", mixed)] {
            let check = median(|| BoundaryFigure::new(data.clone()).map_or(0, |_| 1)).0;
            let figure = BoundaryFigure::new(data)?;
            let figure = Figure::Boundary(&figure);
            let compose = median(|| figure.picture(&style).layout.panels.len()).0;
            let picture = figure.picture(&style);
            let (pack, bytes) = median(|| picture.to_bytes().map_or(0, |bytes| bytes.len()));
            let packed = picture.to_bytes()?;
            let unpack = median(|| Picture::from_bytes(&packed).map_or(0, |_| 1)).0;
            let (paint, length) = median(|| svg(&figure, &style).map_or(0, |text| text.len()));
            writeln!(
                out,
                "{columns} x {rows}, {points} samples, {what}: check {check:.2} ms, compose {compose:.2} ms, \
                 to bytes {pack:.2} ms ({bytes}), from bytes {unpack:.2} ms, compose and SVG {paint:.2} ms ({length})"
            )?;
        }
    }
    Ok(())
}
