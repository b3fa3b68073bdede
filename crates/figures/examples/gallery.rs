//! Writes every figure, on both grounds and in three sizes, as PNG and SVG:
//! `cargo run -p memrilab-figures --features png --example gallery -- DIR`.

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "gallery/campaigns.rs"]
mod campaigns;

#[path = "gallery/crossbars.rs"]
mod crossbars;

#[path = "gallery/networks.rs"]
mod networks;

use campaigns::Campaigns;
use crossbars::Crossbars;
use memrilab_device::analysis::Method;
use memrilab_figures::{
    Bin, CurrentVoltage, CurveFigure, Endurance, Figure, Histogram, Methods, Ranking, Style, Theme,
};
use networks::Networks;
use std::path::Path;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "gallery".into());
    let dir = Path::new(&dir);
    std::fs::create_dir_all(dir)?;
    let sweep = support::sweep(1, 20);
    let device = support::device(&sweep);
    let single = support::sweep(2, 1);
    let single_device = support::device(&single);
    let pulses = support::pulses();
    let nothing = memrilab_device::analysis::Switching::default();
    let (few, many) = (support::scores(14), support::scores(60));
    let methods = support::methods(29);
    let usability = support::usabilities(43);
    let name = "MAPbI3_1.8um_150nm_device-A_2023-10-31_run-07.xlsx";

    let current = CurrentVoltage {
        compliance: Some(support::COMPLIANCE),
        ..CurrentVoltage::of(name, &sweep)
    };
    let curve = |device, method| {
        CurveFigure::of(name, device, method, true).ok_or("the sample lacks a method")
    };
    let flat = CurrentVoltage {
        name: "One current, everywhere the same",
        voltage: &[0.0, 1.0, 2.0, 3.0],
        current: ndarray::ArrayView2::from_shape((1, 4), &[-1e-6; 4])?,
        cycle_names: &[],
        compliance: None,
        log: false,
    };
    let (huge, zero) = ([1e-12, 1e9, f64::NAN, -1e12], [0.0; 4]);
    let huge = CurrentVoltage {
        name: "A range of 24 decades, with a gap and a negative current",
        current: ndarray::ArrayView2::from_shape((1, 4), &huge)?,
        ..flat.clone()
    };
    let zero = CurrentVoltage {
        name: "<script>&\"' currents of zero, and a very long name that has to be shortened in its middle \u{1b}.xlsx",
        current: ndarray::ArrayView2::from_shape((1, 4), &zero)?,
        ..flat.clone()
    };
    let figures = [
        ("x-flat", Figure::CurrentVoltage(flat.clone())),
        ("x-huge", Figure::CurrentVoltage(huge.clone())),
        ("x-huge-log", Figure::CurrentVoltage(huge.logarithmic())),
        ("x-zero-log", Figure::CurrentVoltage(zero.logarithmic())),
        (
            "x-none",
            Figure::Ranking(Ranking {
                method: Method::Table,
                devices: &[],
                by_length: true,
            }),
        ),
        (
            "x-bins",
            Figure::Histogram(Histogram {
                method: Method::Table,
                usability: &[],
                bin: Bin::Tenth,
            }),
        ),
        ("iv", Figure::CurrentVoltage(current.clone())),
        ("iv-log", Figure::CurrentVoltage(current.logarithmic())),
        (
            "iv-one",
            Figure::CurrentVoltage(CurrentVoltage::of(name, &single)),
        ),
        (
            "curve",
            Figure::Conductance(curve(&device, Method::Corrected)?),
        ),
        (
            "curve-paper",
            Figure::Conductance(curve(&device, Method::Paper)?),
        ),
        (
            "curve-table",
            Figure::Conductance(curve(&device, Method::Table)?),
        ),
        (
            "curve-one",
            Figure::Conductance(curve(&single_device, Method::Corrected)?),
        ),
        (
            "curve-pulses",
            Figure::Conductance(curve(&pulses, Method::Corrected)?),
        ),
        ("spread", Figure::Spread(curve(&device, Method::Corrected)?)),
        (
            "spread-one",
            Figure::Spread(curve(&single_device, Method::Corrected)?),
        ),
        (
            "endurance",
            Figure::Endurance(Endurance {
                name,
                switching: &device.switching,
            }),
        ),
        (
            "endurance-none",
            Figure::Endurance(Endurance {
                name,
                switching: &nothing,
            }),
        ),
        (
            "ranking",
            Figure::Ranking(Ranking {
                method: Method::Corrected,
                devices: &few,
                by_length: true,
            }),
        ),
        (
            "ranking-60",
            Figure::Ranking(Ranking {
                method: Method::Paper,
                devices: &many,
                by_length: false,
            }),
        ),
        ("methods", Figure::Methods(Methods { devices: &methods })),
        (
            "histogram",
            Figure::Histogram(Histogram {
                method: Method::Corrected,
                usability: &usability,
                bin: Bin::Twentieth,
            }),
        ),
    ];
    let (campaigns, networks) = (Campaigns::new(), Networks::new());
    let (campaigns, networks) = (campaigns.figures(), networks.figures());
    let crossbars = Crossbars::new()?;
    let crossbars = crossbars.figures();
    let all = figures.iter().chain(&campaigns).chain(&networks);
    for (file, figure) in all.chain(&crossbars) {
        let height = figure.natural_height();
        for (size, width, height, scale) in [
            ("least", 160, 180, 1.0),
            ("small", 360, height.min(640), 1.0),
            ("normal", 720, height, 1.0),
            ("double", 720, height, 2.0),
        ] {
            for (ground, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
                let style = Style::new(width, height, scale, theme)?;
                let path = dir.join(format!("{file}-{size}-{ground}"));
                std::fs::write(
                    path.with_extension("svg"),
                    memrilab_figures::svg(figure, &style)?,
                )?;
                std::fs::write(
                    path.with_extension("png"),
                    memrilab_figures::png(figure, &style)?,
                )?;
            }
        }
    }
    Ok(())
}
