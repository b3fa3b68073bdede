//! Pixels to values and back, on every figure and for any data.

mod support;

#[path = "../examples/gallery/campaigns.rs"]
mod campaigns;

#[path = "../examples/gallery/networks.rs"]
mod networks;

use campaigns::Campaigns;
use memrilab_device::analysis::{CycleSwitching, Method, Switching};
use memrilab_figures::{
    Along, AxisName, AxisScale, Bin, CampaignGoal, CurrentVoltage, CurveFigure, Endurance, Figure,
    Histogram, Importances, Layout, MapFigure, MapOf, MapPoint, MethodScores, Methods, PointState,
    PredictionFigure, PredictionPoint, ProgressFigure, ProgressOutlook, ProgressPoint, Ranking,
    Score, SliceFigure, SlicePoint, Style, Theme, VariableShare, svg,
};
use ndarray::Array2;
use networks::Networks;
use proptest::prelude::*;

fn style(width: u32, height: u32) -> Style {
    Style::new(width, height, 1.0, Theme::Dark).unwrap()
}

fn with_all_figures(check: impl Fn(&Figure<'_>)) {
    let sweep = support::sweep(1, 12);
    let device = support::device(&sweep);
    let pulses = support::pulses();
    let (scores, methods) = (support::scores(23), support::methods(11));
    let usability = support::usabilities(30);
    let current = CurrentVoltage::of("device", &sweep);
    let (name, switching) = ("device", &device.switching);
    for method in Method::ALL {
        let curve = CurveFigure::of("device", &device, method, true).unwrap();
        check(&Figure::Conductance(curve));
        check(&Figure::Spread(curve));
        check(&Figure::Ranking(Ranking {
            method,
            devices: &scores,
            by_length: true,
        }));
        let usability = &usability;
        check(&Figure::Histogram(Histogram {
            method,
            usability,
            bin: Bin::Tenth,
        }));
    }
    check(&Figure::CurrentVoltage(current.clone()));
    check(&Figure::CurrentVoltage(current.logarithmic()));
    check(&Figure::Conductance(
        CurveFigure::of("pulses", &pulses, Method::Paper, false).unwrap(),
    ));
    check(&Figure::Endurance(Endurance { name, switching }));
    check(&Figure::Methods(Methods { devices: &methods }));
    let campaigns = Campaigns::new();
    campaigns
        .figures()
        .iter()
        .for_each(|(_, figure)| check(figure));
    let networks = Networks::new();
    networks
        .figures()
        .iter()
        .for_each(|(_, figure)| check(figure));
}

/// Panels lie inside the picture, and values come back from their pixels.
fn round_trips(layout: &Layout) {
    for panel in &layout.panels {
        let rect = panel.rect;
        assert!(
            rect.left >= 0.0 && rect.right <= f64::from(layout.width),
            "{rect:?}"
        );
        assert!(
            rect.top >= 0.0 && rect.bottom <= f64::from(layout.height),
            "{rect:?}"
        );
        assert!(rect.width() > 0.0 && rect.height() > 0.0, "{rect:?}");
        for (across, down) in [(0.0, 0.0), (0.25, 0.6), (0.5, 0.5), (1.0, 1.0)] {
            let px = rect.left + across * rect.width();
            let py = rect.top + down * rect.height();
            let [x, y] = panel.value_at(px, py).unwrap();
            let [qx, qy] = panel.pixel_of(x, y).unwrap();
            assert!(
                (px - qx).abs() < 1e-6 && (py - qy).abs() < 1e-6,
                "{panel:?}"
            );
        }
        assert_eq!(panel.value_at(rect.left - 1.0, rect.top), None);
        assert_eq!(panel.value_at(rect.left, rect.bottom + 1.0), None);
    }
}

#[test]
fn values_come_back_from_their_pixels() {
    with_all_figures(|figure| {
        for (width, height) in [(360, 300), (720, 420), (1000, 900)] {
            round_trips(&figure.picture(&style(width, height)).layout);
        }
    });
}

#[test]
fn every_point_is_in_its_panel_and_is_the_nearest_to_itself() {
    with_all_figures(|figure| {
        let layout = figure.picture(&style(720, 420)).layout;
        for panel in &layout.panels {
            // Of a fine map some cells.
            let all = panel.series.iter().flat_map(|series| {
                let every = (series.points.len() / 300).max(1);
                series.points.iter().step_by(every)
            });
            for [x, y] in all {
                // A level has no x and a post no y; zero stands in for it.
                if let Some([px, py]) = panel.pixel_of(*x, *y)
                    && panel.rect.contains(px, py)
                    && let Some(nearest) = panel.nearest(px, py, 0.5)
                {
                    let [qx, qy] = nearest.pixel;
                    assert!((px - qx).abs() <= 0.5 && (py - qy).abs() <= 0.5);
                }
            }
        }
    });
}

#[test]
fn hovering_finds_the_cycle_under_the_pointer() {
    let sweep = support::sweep(1, 5);
    let figure = Figure::CurrentVoltage(CurrentVoltage::of("device", &sweep));
    let layout = figure.picture(&style(720, 420)).layout;
    let (volts, amperes) = (sweep.voltage[55], sweep.current[[3, 55]]);
    let [px, py] = layout.panels[0].pixel_of(volts, amperes).unwrap();
    let panel = layout.panel_at(px, py).unwrap();
    let nearest = panel.nearest(px + 0.1, py, 8.0).unwrap();
    assert_eq!(nearest.value, [volts, amperes]);
    assert_eq!(panel.series[nearest.series].name, "cycle 4");
    assert_eq!(panel.nearest(-500.0, -500.0, 8.0), None);
}

#[test]
fn tick_labels_do_not_overlap() {
    with_all_figures(|figure| {
        for (width, height) in [(360, 280), (720, 420), (1400, 900)] {
            let layout = figure.picture(&style(width, height)).layout;
            for panel in layout.panels.iter().filter(|panel| panel.empty.is_none()) {
                let columns = panel.x.scale == AxisScale::Rows;
                assert!(panel.x.ticks.len() >= 2, "{:?}", panel.x);
                let x = |value| panel.pixel_of(value, panel.y.high).unwrap()[0];
                // Names of columns are shortened: see `campaigns.rs`.
                for pair in panel.x.ticks.windows(2).filter(|_| !columns) {
                    // 0.64 em is the width of a digit.
                    let half = |t: &str| 0.5 * 12.0 * 0.64 * t.chars().count() as f64;
                    let needed = half(&pair[0].text) + half(&pair[1].text);
                    assert!(x(pair[1].value) - x(pair[0].value) > needed, "{pair:?}");
                }
                let y = |value| panel.pixel_of(panel.x.high, value).unwrap()[1];
                let size = if panel.y.scale == AxisScale::Rows {
                    9.0
                } else {
                    12.0
                };
                for pair in panel.y.ticks.windows(2) {
                    assert!(
                        (y(pair[1].value) - y(pair[0].value)).abs() > size,
                        "{pair:?}"
                    );
                }
            }
        }
    });
}

/// Everything a document draws lies inside it; texts are taken at their table width.
fn inside(text: &str, (width, height): (u32, u32)) {
    let document = roxmltree::Document::parse(text).unwrap();
    let (w, h) = (f64::from(width) * 10.0, f64::from(height) * 10.0);
    let check = |x: f64, y: f64, what: &str| {
        let near = (-0.5..=w + 0.5).contains(&x) && (-0.5..=h + 0.5).contains(&y);
        assert!(near, "{what} at {x}, {y}");
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let value = |name: &str| -> f64 { node.attribute(name).unwrap().parse().unwrap() };
        match node.tag_name().name() {
            "rect" => {
                check(value("x"), value("y"), "a corner");
                check(
                    value("x") + value("width"),
                    value("y") + value("height"),
                    "a corner",
                );
            }
            "circle" => check(value("cx"), value("cy"), "a disc"),
            "polyline" | "polygon" => {
                for pair in node.attribute("points").unwrap().split_whitespace() {
                    let (x, y) = pair.split_once(',').unwrap();
                    check(x.parse().unwrap(), y.parse().unwrap(), "a line");
                }
            }
            "text" => {
                let written = node.text().unwrap().trim();
                // A little less than the narrowest usual fonts take.
                let half = 0.4 * value("font-size") * 0.5 * written.chars().count() as f64;
                let (before, after) = match node.attribute("text-anchor").unwrap() {
                    "start" => (0.0, 2.0 * half),
                    "end" => (2.0 * half, 0.0),
                    _ => (half, half),
                };
                check(value("x") - before, value("y"), written);
                check(value("x") + after, value("y"), written);
            }
            _ => {}
        }
    }
}

#[test]
fn nothing_is_drawn_outside_the_picture() {
    with_all_figures(|figure| {
        for (width, height) in [(160, 180), (360, 240), (720, 420)] {
            let text = svg(figure, &style(width, height)).unwrap();
            inside(&text, (width, height));
        }
    });
}

/// Any number a file may hold.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e-4..1e-4,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => any::<f64>(),
        1 => prop_oneof![Just(f64::MAX), Just(f64::MIN), Just(5e-324), Just(f64::INFINITY)],
    ]
}

fn any_option() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(any_value())
}

/// A variable with any options.
fn any_along() -> impl Strategy<Value = Along> {
    let values = || prop::collection::vec(any_value(), 0..9);
    prop_oneof![
        (values(), any::<bool>()).prop_map(|(values, log)| Along::Range { values, log }),
        (values(), any::<bool>()).prop_map(|(values, log)| Along::Levels { values, log }),
        prop::collection::vec(".{0,40}", 0..9).prop_map(|names| Along::Categories { names }),
    ]
}

fn holds(figure: &Figure<'_>, size: (u32, u32)) {
    let style = style(size.0, size.1);
    let text = svg(figure, &style).unwrap();
    inside(&text, size);
    let layout = figure.picture(&style).layout;
    for panel in &layout.panels {
        assert!(panel.rect.width() > 0.0 && panel.rect.height() > 0.0);
        assert!(
            panel.x.low < panel.x.high && panel.y.low < panel.y.high,
            "{panel:?}"
        );
        assert!(panel.x.high.is_finite() && panel.y.high.is_finite());
    }
    let json = serde_json::to_string(&layout).unwrap();
    assert!(json.contains("\"panels\""));
    let table = figure.table();
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.columns.len())
    );
    // Bitmaps take longer, and one in four is enough.
    #[cfg(feature = "png")]
    if size.0.is_multiple_of(4) {
        memrilab_figures::png(figure, &style).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn any_current_is_drawn(
        voltage in prop::collection::vec(any_value(), 0..12),
        cells in prop::collection::vec(any_value(), 36),
        cycles in 0_usize..4,
        log: bool,
        compliance in any_option(),
        size in (160_u32..700, 180_u32..500),
    ) {
        let points = voltage.len();
        let current = Array2::from_shape_fn((cycles, points), |(c, p)| cells[c * points + p]);
        let chart = CurrentVoltage {
            name: "any",
            voltage: &voltage,
            current: current.view(),
            cycle_names: &[],
            compliance,
            log,
        };
        holds(&Figure::CurrentVoltage(chart), size);
    }

    #[test]
    fn any_curve_is_drawn(
        values in prop::collection::vec((any_value(), any_option(), any_option(), 0_u32..30), 0..12),
        run in (0_usize..20, 0_usize..20),
        sigma in any_option(),
        window in (0_usize..20, 0_usize..20),
        size in (160_u32..700, 180_u32..500),
    ) {
        let mut device = support::device(&support::sweep(1, 2));
        for analysis in &mut device.methods {
            let curve = &mut analysis.curve;
            curve.voltage = values.iter().map(|v| v.0).collect();
            curve.branch_voltage.clone_from(&curve.voltage);
            curve.mean = values.iter().map(|v| v.1).collect();
            curve.smoothed = values.iter().map(|v| v.2).collect();
            curve.low.clone_from(&curve.mean);
            curve.high.clone_from(&curve.smoothed);
            curve.spread.clone_from(&curve.mean);
            // Lists of unlike length must not matter either.
            curve.masked = values.iter().map(|v| v.3).skip(1).collect();
            curve.present = Vec::new();
            (analysis.result.run_start, analysis.result.run_end) = run;
            analysis.result.window = window;
            analysis.result.sigma = sigma;
            analysis.result.usability = sigma;
        }
        for method in Method::ALL {
            let curve = CurveFigure::of("any", &device, method, false).unwrap();
            holds(&Figure::Conductance(curve), size);
            holds(&Figure::Spread(curve), size);
        }
    }

    #[test]
    fn any_switching_is_drawn(
        cycles in prop::collection::vec((any_option(), any_option(), any_option(), any_option()), 0..12),
        size in (160_u32..700, 180_u32..500),
    ) {
        let cycles = cycles.into_iter().map(|(v_set, v_reset, on_off_ratio, compliance)| {
            CycleSwitching { v_set, v_reset, on_off_ratio, compliance }
        });
        let switching = Switching { cycles: cycles.collect(), ..Switching::default() };
        holds(&Figure::Endurance(Endurance { name: "any", switching: &switching }), size);
    }

    #[test]
    fn any_devices_are_drawn(
        devices in prop::collection::vec((".{0,40}", any_option(), any_option(), any_option()), 0..70),
        by_length: bool,
        size in (160_u32..700, 180_u32..900),
    ) {
        let scores: Vec<Score> = devices.iter().map(|(name, usability, low, high)| Score {
            name: name.clone(), usability: *usability, low: *low, high: *high, length_factor: *low,
        }).collect();
        holds(&Figure::Ranking(Ranking { method: Method::Table, devices: &scores, by_length }), size);
        let methods: Vec<MethodScores> = devices.iter().map(|(name, corrected, paper, table)| MethodScores {
            name: name.clone(), corrected: *corrected, paper: *paper, table: *table,
        }).collect();
        holds(&Figure::Methods(Methods { devices: &methods }), size);
        let usability: Vec<f64> = devices.iter().filter_map(|d| d.1).collect();
        let method = Method::Corrected;
        holds(&Figure::Histogram(Histogram { method, usability: &usability, bin: Bin::Tenth }), size);
    }

    #[test]
    fn any_campaign_is_drawn(
        points in prop::collection::vec((any::<u32>(), 0_usize..4, any_option(), any_option()), 0..14),
        outlook in prop::collection::vec((any_value(), any_value(), any_value()), 0..5),
        levels in (any_value(), any_option(), any::<Option<u32>>(), 0..3),
        size in (160_u32..700, 180_u32..500),
    ) {
        use PointState::{Failed, Measured, Pending, Simulated};
        let (target, start, model_from, goal) = levels;
        let figure = ProgressFigure {
            name: "any".to_owned(),
            value: AxisName::new("value", "V"),
            goal: match goal {
                0 => CampaignGoal::Maximise,
                1 => CampaignGoal::Minimise,
                _ => CampaignGoal::Target { value: target },
            },
            points: points.iter().map(|&(number, state, value, sd)| ProgressPoint {
                number, state: [Measured, Simulated, Failed, Pending][state], value, sd,
            }).collect(),
            start,
            model_from,
            outlook: Some(ProgressOutlook {
                expected: outlook.iter().map(|o| o.0).collect(),
                low: outlook.iter().map(|o| o.1).collect(),
                high: outlook.iter().map(|o| o.2).collect(),
            }),
        };
        holds(&Figure::Progress(&figure), size);
        let points = points.iter().zip(&outlook).map(|(point, o)| PredictionPoint {
            number: Some(point.0), measured: o.0, mean: o.1, sd: o.2, standardised: point.2,
        });
        let figure = PredictionFigure {
            value: AxisName::new("value", "V"),
            points: points.collect(),
        };
        holds(&Figure::Prediction(&figure), size);
        let variables: Vec<VariableShare> = outlook.iter().map(|o| VariableShare {
            variable: "any".to_owned(), share: o.0,
        }).collect();
        holds(&Figure::Importance(Importances { variables: &variables }), size);
    }

    #[test]
    fn any_model_is_drawn(
        sides in (any_along(), any_along()),
        values in prop::collection::vec(any_option(), 0..60),
        observed in prop::collection::vec((any_value(), any_value(), any_option(), any::<bool>()), 0..8),
        current in any_option(),
        of in 0_usize..4,
        size in (160_u32..700, 180_u32..500),
    ) {
        let name = || AxisName::new("name", "unit");
        let slice = SliceFigure {
            variable: name(),
            along: sides.0.clone(),
            value: name(),
            mean: values.clone(),
            sd: values.iter().rev().copied().collect(),
            observed: observed.iter().map(|&(at, value, sd, shared)| SlicePoint {
                at, value, sd, shared,
            }).collect(),
            current,
            held: String::new(),
        };
        holds(&Figure::Slice(&slice), size);
        let points = || observed.iter().map(|&(x, y, ..)| MapPoint { x, y }).collect();
        let map = MapFigure {
            x: name(),
            x_along: sides.0,
            y: name(),
            y_along: sides.1,
            value: name(),
            of: [MapOf::Mean, MapOf::Sd, MapOf::Acquisition, MapOf::LogAcquisition][of],
            values,
            suggested: points(),
            measured: points(),
            held: String::new(),
        };
        holds(&Figure::Map(&map), size);
    }
}
