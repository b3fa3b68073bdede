//! What a picture must hold, read back from the documents themselves.

mod support;

use memrilab_device::analysis::{Method, Switching};
use memrilab_figures::{
    Bin, CurrentVoltage, CurveFigure, Endurance, Figure, Histogram, MarkKind, Methods, Ranking,
    Score, Style, Theme, svg,
};
use ndarray::Array2;
use roxmltree::{Document, Node};

fn style(width: u32, height: u32) -> Style {
    Style::new(width, height, 1.0, Theme::Light).unwrap()
}

/// Units of an SVG document to the logical pixel.
const FINE: f64 = 10.0;

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn texts(document: &Document<'_>) -> Vec<String> {
    document
        .descendants()
        .filter(|node| node.has_tag_name("text") || node.tag_name().name() == "text")
        .map(|node| node.text().unwrap().trim().to_owned())
        .collect()
}

fn corners(node: Node<'_, '_>) -> Vec<[f64; 2]> {
    let points = node.attribute("points").unwrap();
    let pair = |text: &str| {
        let (x, y) = text.split_once(',').unwrap();
        [x.parse().unwrap(), y.parse().unwrap()]
    };
    points.split_whitespace().map(pair).collect()
}

fn lines<'a>(document: &'a Document<'_>, color: &str) -> Vec<Vec<[f64; 2]>> {
    let named = |node: &Node<'a, '_>| {
        let stroke = node.attribute("stroke").unwrap_or_default();
        node.tag_name().name() == "polyline" && stroke.eq_ignore_ascii_case(color)
    };
    document.descendants().filter(named).map(corners).collect()
}

#[test]
fn every_cycle_and_the_mean_is_one_line() {
    let sweep = support::sweep(1, 12);
    let figure = Figure::CurrentVoltage(CurrentVoltage::of("device A", &sweep));
    let text = svg(&figure, &style(640, 400)).unwrap();
    let document = Document::parse(&text).unwrap();
    let layout = figure.picture(&style(640, 400)).layout;
    let series = &layout.panels[0].series;
    assert_eq!(series.len(), 13);
    // One more of each colour is the swatch of the legend.
    let cycles = lines(&document, &series[0].color);
    assert_eq!(cycles.len(), 12 + 1);
    assert_eq!(lines(&document, &series[12].color).len(), 1 + 1);
    // 241 points, of which those that round to the same place are drawn once.
    assert!(cycles[1..].iter().all(|line| line.len() > 200));
    let texts = texts(&document);
    for wanted in [
        "device A",
        "12 cycles",
        "mean",
        "Current (µA)",
        "Voltage (V)",
        "−6",
        "20",
    ] {
        assert!(
            texts.iter().any(|text| text == wanted),
            "{wanted}: {texts:?}"
        );
    }
}

#[test]
fn the_mean_is_the_mean_of_the_cycles_present() {
    let voltage = [1.0, 2.0];
    let current = Array2::from_shape_vec((2, 2), vec![1.0, -4.0, 3.0, f64::NAN]).unwrap();
    let chart = CurrentVoltage {
        name: "two",
        voltage: &voltage,
        current: current.view(),
        cycle_names: &[],
        compliance: None,
        log: false,
    };
    let mean = |chart: &CurrentVoltage<'_>| {
        let layout = Figure::CurrentVoltage(chart.clone())
            .picture(&style(400, 300))
            .layout;
        layout.panels[0].series[2].points.clone()
    };
    assert_eq!(mean(&chart), [[1.0, 2.0], [2.0, -4.0]]);
    assert_eq!(mean(&chart.clone().logarithmic()), [[1.0, 2.0], [2.0, 4.0]]);
    // A current of zero, which the logarithm leaves out, does not lower the mean.
    let current = Array2::from_shape_vec((2, 2), vec![0.0, -4.0, 3.0, 2.0]).unwrap();
    let current = current.view();
    let chart = CurrentVoltage { current, ..chart };
    assert_eq!(mean(&chart), [[1.0, 1.5], [2.0, -1.0]]);
    assert_eq!(mean(&chart.clone().logarithmic()), [[1.0, 3.0], [2.0, 3.0]]);
}

#[test]
fn lines_break_at_gaps_and_zeros_are_counted() {
    let mut sweep = support::sweep(1, 1);
    sweep.current[[0, 30]] = f64::NAN;
    let count = |figure: &Figure<'_>| {
        let text = svg(figure, &style(640, 400)).unwrap();
        let layout = figure.picture(&style(640, 400)).layout;
        let document = Document::parse(&text).unwrap();
        let drawn = lines(&document, &layout.panels[0].series[0].color).len();
        (drawn, layout.notes)
    };
    let linear = CurrentVoltage::of("gap", &sweep);
    assert_eq!(
        count(&Figure::CurrentVoltage(linear.clone())),
        (2 + 1, vec![])
    );
    // The voltage is zero at the start, in the middle and at the end.
    let (drawn, notes) = count(&Figure::CurrentVoltage(linear.logarithmic()));
    assert_eq!(drawn, 3 + 1);
    assert!(
        notes[0].starts_with("3 currents of exactly zero"),
        "{notes:?}"
    );
}

#[test]
fn the_bracket_spans_exactly_the_pixels_of_the_run() {
    let sweep = support::sweep(1, 20);
    let device = support::device(&sweep);
    for method in Method::ALL {
        let chart = CurveFigure::of("device", &device, method, true).unwrap();
        let figure = Figure::Conductance(chart);
        let style = style(720, 420);
        let text = svg(&figure, &style).unwrap();
        let document = Document::parse(&text).unwrap();
        let panel = &figure.picture(&style).layout.panels[0];
        let result = &chart.analysis.result;
        let last = match method {
            Method::Table => result.run_end,
            _ => result.run_end - 1,
        };
        let at = |point: usize| {
            let volts = chart.analysis.curve.voltage[point];
            panel.pixel_of(volts, 0.0).unwrap()[0] * FINE
        };
        let run = panel
            .series
            .iter()
            .find(|s| s.name.starts_with("run"))
            .unwrap();
        let rule: Vec<[f64; 2]> = lines(&document, &run.color)
            .into_iter()
            .filter(|line| line.iter().all(|p| p[1] == line[0][1]))
            .flatten()
            .collect();
        let left = rule.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
        let right = rule.iter().map(|p| p[0]).fold(0.0, f64::max);
        assert_eq!(left, at(result.run_start).round(), "{method:?}");
        assert_eq!(right, at(last).round(), "{method:?}");
        assert!(rule.iter().all(|p| p[1] < panel.rect.top * FINE));
    }
}

#[test]
fn the_mask_covers_the_points_that_compliance_hides() {
    let sweep = support::sweep(1, 20);
    let device = support::device(&sweep);
    let chart = CurveFigure::of("device", &device, Method::Corrected, true).unwrap();
    let layout = Figure::Conductance(chart).picture(&style(720, 420)).layout;
    let shade = layout.panels[0]
        .series
        .iter()
        .find(|s| s.mark == MarkKind::Shade);
    let points = &shade.unwrap().points;
    let curve = &chart.analysis.curve;
    for (&volts, &masked) in curve.branch_voltage.iter().zip(&curve.masked) {
        let covered = points
            .chunks(2)
            .any(|ends| (ends[0][0]..=ends[1][0]).contains(&volts));
        assert_eq!(covered, masked > 0, "{volts} V");
    }
    let paper = CurveFigure::of("device", &device, Method::Paper, true).unwrap();
    let layout = Figure::Conductance(paper).picture(&style(720, 420)).layout;
    assert!(
        layout.panels[0]
            .series
            .iter()
            .all(|s| s.mark != MarkKind::Shade)
    );
}

#[test]
fn endurance_panels_share_the_cycle_axis_and_say_what_is_missing() {
    let mut switching = support::switching(20);
    for cycle in &mut switching.cycles {
        cycle.compliance = None;
    }
    let name = "device";
    let figure = Figure::Endurance(Endurance {
        name,
        switching: &switching,
    });
    let layout = figure.picture(&style(480, 560)).layout;
    assert_eq!(layout.panels.len(), 4);
    for panel in &layout.panels {
        assert_eq!(panel.rect.left, layout.panels[0].rect.left);
        assert_eq!((panel.x.low, panel.x.high), (0.5, 20.5));
    }
    for pair in layout.panels.windows(2) {
        assert!(pair[0].rect.bottom < pair[1].rect.top);
    }
    let empty: Vec<_> = layout.panels.iter().map(|p| p.empty.as_deref()).collect();
    assert_eq!(
        empty,
        [
            None,
            None,
            None,
            Some("Less than half of the cycles reach a compliance.")
        ]
    );
    let text = svg(&figure, &style(480, 560)).unwrap();
    let texts = texts(&Document::parse(&text).unwrap());
    assert!(
        texts
            .iter()
            .any(|t| t == "Less than half of the cycles reach a compliance.")
    );
    assert!(
        texts.iter().any(|t| t == "20"),
        "cycle numbers are under an empty panel too"
    );
}

#[test]
fn intervals_levels_and_bars_reach_their_values() {
    let devices = [Score {
        name: "one".to_owned(),
        usability: Some(0.5),
        low: Some(0.4),
        high: Some(0.7),
        length_factor: Some(1.0),
    }];
    let ranking = Ranking {
        method: Method::Paper,
        devices: &devices,
        by_length: false,
    };
    let figure = Figure::Ranking(ranking);
    let drawn = |figure: &Figure<'_>, series: usize| {
        let text = svg(figure, &style(500, 400)).unwrap();
        let panel = figure.picture(&style(500, 400)).layout.panels.remove(0);
        let document = Document::parse(&text).unwrap();
        let all = lines(&document, &panel.series[series].color);
        let inside = |p: &[f64; 2]| panel.rect.contains(p[0] / FINE, p[1] / FINE);
        let lines: Vec<_> = all.into_iter().filter(|l| l.iter().all(inside)).collect();
        (lines, panel)
    };
    let (whiskers, panel) = drawn(&figure, 0);
    assert_eq!(whiskers.len(), 3, "a line and two caps");
    let x = |value| (panel.pixel_of(value, 0.0).unwrap()[0] * FINE).round();
    assert_eq!([whiskers[0][0][0], whiskers[0][1][0]], [x(0.4), x(0.7)]);

    let device = support::device(&support::sweep(1, 6));
    let chart = CurveFigure::of("device", &device, Method::Corrected, true).unwrap();
    let figure = Figure::Spread(chart);
    let (level, panel) = drawn(&figure, 2);
    assert_eq!(panel.series[2].mark, MarkKind::Level);
    let sigma = chart.analysis.result.sigma.unwrap();
    let y = (panel.pixel_of(1.0, sigma).unwrap()[1] * FINE).round();
    assert!(level.len() > 10 && level.iter().flatten().all(|p| p[1] == y));

    let (method, bin) = (Method::Paper, Bin::Tenth);
    let usability = [0.55, 0.55, 0.15];
    let figure = Figure::Histogram(Histogram {
        method,
        usability: &usability,
        bin,
    });
    let text = svg(&figure, &style(500, 400)).unwrap();
    let panel = figure.picture(&style(500, 400)).layout.panels.remove(0);
    let document = Document::parse(&text).unwrap();
    let fill = |node: &Node<'_, '_>| {
        let fill = node.attribute("fill").unwrap_or_default();
        fill.eq_ignore_ascii_case(&panel.series[0].color)
    };
    let bars: Vec<f64> = document
        .descendants()
        .filter(|node| fill(node) && number(*node, "y") >= panel.rect.top * FINE)
        .map(|node| number(node, "y"))
        .collect();
    let y = |value| (panel.pixel_of(0.0, value).unwrap()[1] * FINE).round();
    assert_eq!(bars, [y(1.0), y(2.0)]);
}

#[test]
fn what_is_counted_has_whole_ticks() {
    let texts = |figure: &Figure<'_>| {
        let panel = figure.picture(&style(720, 420)).layout.panels.remove(0);
        let ticks = panel.x.ticks.into_iter().chain(panel.y.ticks);
        ticks.map(|tick| tick.text).collect::<Vec<_>>()
    };
    let histogram = Histogram {
        method: Method::Paper,
        usability: &[0.5],
        bin: Bin::Tenth,
    };
    let texts = texts(&Figure::Histogram(histogram));
    assert_eq!(texts[texts.len() - 2..], ["0", "1"], "{texts:?}");
    let switching = support::switching(2);
    let name = "two";
    let layout = Figure::Endurance(Endurance {
        name,
        switching: &switching,
    })
    .picture(&style(720, 560))
    .layout;
    let ticks = layout.panels[0].x.ticks.iter();
    assert_eq!(
        ticks.map(|t| t.text.as_str()).collect::<Vec<_>>(),
        ["1", "2"]
    );
}

#[test]
fn a_ranking_has_the_best_on_top() {
    let score = |name: &str, usability: Option<f64>| Score {
        name: name.to_owned(),
        usability,
        low: usability.map(|u| u - 0.05),
        high: usability.map(|u| u + 0.05),
        length_factor: Some(1.0),
    };
    let devices = [
        score("worst", Some(0.2)),
        score("none", None),
        score("best", Some(0.8)),
        score("odd", Some(f64::NAN)),
    ];
    let ranking = Ranking {
        method: Method::Corrected,
        devices: &devices,
        by_length: true,
    };
    let figure = Figure::Ranking(ranking);
    let layout = figure.picture(&style(480, 300)).layout;
    let names: Vec<_> = layout.panels[0]
        .y
        .ticks
        .iter()
        .map(|t| t.text.as_str())
        .collect();
    assert_eq!(names, ["best", "worst", "none", "odd"]);
    let dots = layout.panels[0]
        .series
        .iter()
        .find(|s| s.mark == MarkKind::Dots);
    assert_eq!(dots.unwrap().points, [[0.8, 0.0], [0.2, 1.0]]);
    assert!(layout.notes[0].starts_with("2 devices have no usability"));
    let pixel = layout.panels[0].pixel_of(0.8, 0.0).unwrap();
    let below = layout.panels[0].pixel_of(0.2, 1.0).unwrap();
    assert!(pixel[1] < below[1]);
    let rows = figure.table().rows;
    assert_eq!(rows[0][1].text(), "best");
    assert_eq!(rows[3][2].text(), "");
}

#[test]
fn a_histogram_counts_every_value_once() {
    let usability = [0.0, 0.049, 0.05, 0.15, 0.3, 0.95, 1.0, 1.2, f64::NAN];
    let figure = |bin| {
        let method = Method::Paper;
        Figure::Histogram(Histogram {
            method,
            usability: &usability,
            bin,
        })
    };
    let counts = |bin| -> Vec<String> {
        let rows = figure(bin).table().rows;
        rows.iter().map(|row| row[2].text()).collect()
    };
    let twentieth = counts(Bin::Twentieth);
    assert_eq!(twentieth.len(), 20);
    assert_eq!(twentieth[..7], ["2", "1", "0", "1", "0", "0", "1"]);
    assert_eq!(twentieth[19], "2");
    assert_eq!(
        counts(Bin::Tenth),
        ["3", "1", "0", "1", "0", "0", "0", "0", "0", "2"]
    );
    let layout = figure(Bin::Tenth).picture(&style(400, 300)).layout;
    assert_eq!(
        layout.notes,
        ["Left out: 2 devices without a usability from 0 to 1."]
    );
    let post = layout.panels[0]
        .series
        .iter()
        .find(|s| s.mark == MarkKind::Post);
    assert_eq!(post.unwrap().points[0][0], 0.15);
}

#[test]
fn methods_are_joined_per_device() {
    let devices = support::methods(9);
    let figure = Figure::Methods(Methods { devices: &devices });
    let layout = figure.picture(&style(480, 400)).layout;
    let series = &layout.panels[0].series;
    let scored = devices.iter().filter(|d| d.corrected.is_some()).count();
    assert_eq!(series[0].points.len(), 2 * scored);
    let names: Vec<_> = series.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["same device", "corrected", "paper", "table"]);
    for dots in &series[1..] {
        assert_eq!(dots.points.len(), scored);
    }
}

#[test]
fn hostile_names_are_text_and_nothing_else() {
    let name = format!(
        "<script>alert(1)</script> \"'&amp; ]]> \u{0}\u{8}\u{1b}\u{fffe}\u{202e} {}",
        "long ".repeat(5000)
    );
    let sweep = support::sweep(1, 3);
    let device = support::device(&sweep);
    let mut scores = support::scores(3);
    scores[0].name.clone_from(&name);
    let figures = [
        Figure::CurrentVoltage(CurrentVoltage::of(&name, &sweep)),
        Figure::Conductance(CurveFigure::of(&name, &device, Method::Paper, true).unwrap()),
        Figure::Ranking(Ranking {
            method: Method::Paper,
            devices: &scores,
            by_length: false,
        }),
    ];
    for figure in &figures {
        let text = svg(figure, &style(400, 300)).unwrap();
        assert!(text.len() < 400_000);
        let document = Document::parse(&text).unwrap();
        let known = [
            "svg", "title", "desc", "rect", "polyline", "polygon", "circle", "text",
        ];
        for node in document.descendants().filter(Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{node:?}");
        }
        let titled = document
            .descendants()
            .find(|n| n.tag_name().name() == "title");
        let title = titled.unwrap().text().unwrap();
        assert!(
            title.contains("<script>") || title == "Usability of 3 devices",
            "{title}"
        );
        assert!(texts(&document).iter().any(|t| t.contains("<scr")));
    }
}

#[test]
fn a_document_names_itself() {
    let switching = Switching::default();
    let figure = Figure::Endurance(Endurance {
        name: "A & B",
        switching: &switching,
    });
    let text = svg(&figure, &Style::new(300, 200, 2.0, Theme::Dark).unwrap()).unwrap();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert!(
        root.attribute("aria-label")
            .unwrap()
            .starts_with("A & B. SET voltage")
    );
    assert_eq!(
        (number(root, "width"), number(root, "height")),
        (600.0, 400.0)
    );
    assert_eq!(root.attribute("viewBox"), Some("0 0 3000 2000"));
}

#[test]
fn a_table_holds_what_was_put_in() {
    let sweep = support::sweep(4, 3);
    let table = Figure::CurrentVoltage(CurrentVoltage::of("t", &sweep)).table();
    assert_eq!(table.columns.len(), 2 + 3);
    assert_eq!(
        (
            table.columns[4].name.as_str(),
            table.columns[4].unit.as_str()
        ),
        ("cycle 3", "A")
    );
    assert_eq!(table.rows.len(), sweep.voltage.len());
    for (point, row) in table.rows.iter().enumerate() {
        let back: f64 = row[4].text().parse().unwrap();
        assert_eq!(back, sweep.current[[2, point]]);
    }
    let device = support::device(&sweep);
    let chart = CurveFigure::of("t", &device, Method::Corrected, true).unwrap();
    let table = Figure::Conductance(chart).table();
    assert_eq!(table.rows.len(), chart.analysis.curve.voltage.len());
    let inside = table
        .rows
        .iter()
        .filter(|row| row[6].text() == "yes")
        .count();
    assert_eq!(inside, chart.analysis.result.run_length);
    let mean: f64 = table.rows[10][1].text().parse().unwrap();
    assert_eq!(Some(mean), chart.analysis.curve.mean[10]);
    let spread = Figure::Spread(chart).table();
    assert_eq!(
        spread.rows[10][1].text(),
        chart.analysis.curve.spread[10].unwrap().to_string()
    );
}
