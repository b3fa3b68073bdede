//! The charts of campaigns: what stands where, what the tables hold, what is said of gaps.

mod support;

use memrilab_figures::{
    Along, AxisName, AxisScale, CampaignGoal, Figure, Importances, Layout, MapFigure, MapOf,
    MapPoint, MarkKind, Panel, PointState, PredictionFigure, PredictionPoint, ProgressFigure,
    ProgressOutlook, ProgressPoint, Series, SliceFigure, SlicePoint, Style, Theme, VariableShare,
    svg,
};
use roxmltree::{Document, Node};
use support::campaign;

fn style(width: u32, height: u32) -> Style {
    Style::new(width, height, 1.0, Theme::Light).unwrap()
}

fn layout(figure: &Figure<'_>) -> Layout {
    figure.picture(&style(720, 460)).layout
}

fn series<'l>(panel: &'l Panel, name: &str) -> &'l Series {
    let found = panel.series.iter().find(|series| series.name == name);
    found.unwrap_or_else(|| panic!("{name} among {:?}", names(panel)))
}

fn names(panel: &Panel) -> Vec<&str> {
    panel.series.iter().map(|s| s.name.as_str()).collect()
}

/// A column of a table as text.
fn column(figure: &Figure<'_>, name: &str) -> Vec<String> {
    let table = figure.table();
    let at = table.columns.iter().position(|column| column.name == name);
    let at = at.unwrap_or_else(|| panic!("{name} among {:?}", table.columns));
    table.rows.iter().map(|row| row[at].text()).collect()
}

fn point(number: u32, state: PointState, value: f64) -> ProgressPoint {
    ProgressPoint {
        number,
        state,
        value: Some(value),
        sd: None,
    }
}

/// Six experiments, out of order: 0.3, 0.7, failed, 0.5 simulated, 0.9, pending at 2.
fn six(goal: CampaignGoal) -> ProgressFigure {
    use PointState::{Failed, Measured, Pending, Simulated};
    ProgressFigure {
        name: "six".to_owned(),
        value: AxisName::new("Usability", ""),
        goal,
        points: vec![
            point(5, Measured, 0.9),
            point(1, Measured, 0.3),
            point(2, Measured, 0.7),
            point(6, Pending, 2.0),
            point(3, Failed, 9.0),
            point(4, Simulated, 0.5),
        ],
        ..ProgressFigure::default()
    }
}

#[test]
fn the_best_so_far_follows_the_goal_and_leaves_out_what_failed_or_is_pending() {
    let best = |goal| column(&Figure::Progress(&six(goal)), "best so far");
    let wanted = ["0.3", "0.7", "0.7", "0.7", "0.9", "0.9"];
    assert_eq!(best(CampaignGoal::Maximise), wanted);
    assert_eq!(best(CampaignGoal::Minimise), ["0.3"; 6]);
    let target = CampaignGoal::Target { value: 0.55 };
    assert_eq!(best(target), ["0.3", "0.7", "0.7", "0.5", "0.5", "0.5"]);
    let figure = six(target);
    let layout = layout(&Figure::Progress(&figure));
    let line = &series(&layout.panels[0], "best so far").points;
    let steps = [
        [1.0, 0.3],
        [2.0, 0.3],
        [2.0, 0.7],
        [3.0, 0.7],
        [4.0, 0.7],
        [4.0, 0.5],
    ];
    assert_eq!(line[..6], steps);
    assert_eq!(line.last(), Some(&[6.0, 0.5]));
    // For a target a second panel tells the distance, along the same experiments.
    let [values, distance] = &layout.panels[..] else {
        panic!("{} panels", layout.panels.len())
    };
    assert_eq!((values.x.low, values.x.high), (0.5, 6.5));
    assert_eq!((distance.x.low, distance.x.high), (0.5, 6.5));
    let last = series(distance, "best so far").points.last().unwrap()[1];
    assert!((last - 0.05).abs() < 1e-12);
    assert_eq!(series(values, "target").points, [[0.0, 0.55]]);
    assert!(layout.description.contains("closest 0.50 in experiment 4"));
}

#[test]
fn each_experiment_is_a_marker_of_its_kind() {
    let mut figure = six(CampaignGoal::Maximise);
    figure.points[3].sd = Some(0.5);
    let layout = layout(&Figure::Progress(&figure));
    let panel = &layout.panels[0];
    assert_eq!(
        series(panel, "measured").points,
        [[1.0, 0.3], [2.0, 0.7], [5.0, 0.9]]
    );
    assert_eq!(series(panel, "simulated").points, [[4.0, 0.5]]);
    assert_eq!(series(panel, "pending, expected").points, [[6.0, 2.0]]);
    let bars = series(panel, "pending, expected, ± 1 sd");
    assert_eq!(
        (bars.mark, &bars.points[..]),
        (MarkKind::ErrorBars, &[[6.0, 1.5], [6.0, 2.5]][..])
    );
    // What failed has no value: it lies in a lane below every value.
    let failed = series(panel, "failed");
    assert_eq!(
        (failed.mark, &failed.points[..]),
        (MarkKind::Foot, &[[3.0, 0.0]][..])
    );
    let lowest = panel.pixel_of(1.0, 0.3).unwrap()[1];
    let [px, _] = panel.pixel_of(3.0, 0.3).unwrap();
    let hover = layout.hover(px, panel.rect.bottom - 8.0, 4.0).unwrap();
    assert_eq!(
        (hover.series.as_str(), hover.x.as_str(), hover.y.as_str()),
        ("failed", "Experiment 3", "")
    );
    assert!(
        lowest < panel.rect.bottom - 16.0,
        "{lowest} in {:?}",
        panel.rect
    );
    assert_eq!(hover.pixel, [px, panel.rect.bottom - 8.0]);
}

#[test]
fn the_outlook_starts_at_the_last_experiment() {
    let mut figure = six(CampaignGoal::Maximise);
    figure.outlook = Some(ProgressOutlook {
        expected: vec![0.9, 1.1, 1.2],
        low: vec![0.9, 0.95, 1.0],
        high: vec![0.9, 1.3, 1.4],
    });
    figure.model_from = Some(4);
    figure.start = Some(0.36);
    let drawn = Figure::Progress(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        series(panel, "expected best").points,
        [[6.0, 0.9], [7.0, 1.1], [8.0, 1.2]]
    );
    let band = &series(panel, "expected best, 10 to 90 %").points;
    assert_eq!(
        band[..],
        [
            [6.0, 0.9],
            [7.0, 0.95],
            [8.0, 1.0],
            [6.0, 0.9],
            [7.0, 1.3],
            [8.0, 1.4]
        ]
    );
    assert_eq!((panel.x.low, panel.x.high), (0.5, 8.5));
    assert_eq!(
        series(panel, "chosen by the model from here").points,
        [[3.5, 0.0]]
    );
    assert_eq!(series(panel, "start").points, [[0.0, 0.36]]);
    assert_eq!(column(&drawn, "expected best")[6..], ["0.9", "1.1", "1.2"]);
    assert_eq!(column(&drawn, "90 % quantile")[6..], ["0.9", "1.3", "1.4"]);
    assert_eq!(column(&drawn, "experiment")[6..], ["6", "7", "8"]);
}

#[test]
fn experiments_without_a_value_are_counted() {
    let mut figure = six(CampaignGoal::Maximise);
    figure.points[0].value = Some(f64::NAN);
    figure.points[1].value = None;
    let drawn = Figure::Progress(&figure);
    let notes = layout(&drawn).notes;
    assert_eq!(notes, ["2 experiments have no value and no marker."]);
    assert_eq!(
        column(&drawn, "best so far"),
        ["", "0.7", "0.7", "0.7", "0.7", "0.7"]
    );
    figure.points.clear();
    let panel = layout(&Figure::Progress(&figure)).panels.remove(0);
    assert_eq!(
        panel.empty.as_deref(),
        Some("No experiment has a value yet.")
    );
}

/// A slice at two options, of mean 1 and 2 and sd 0.1 and 0.5.
fn two(along: Along) -> SliceFigure {
    SliceFigure {
        variable: AxisName::new("Length", "µm"),
        along,
        value: AxisName::new("Usability", ""),
        mean: vec![Some(1.0), Some(2.0)],
        sd: vec![Some(0.1), Some(0.5)],
        observed: Vec::new(),
        current: None,
        held: String::new(),
    }
}

fn names_of(list: &[&str]) -> Along {
    let names = list.iter().map(|&name| name.to_owned()).collect();
    Along::Categories { names }
}

#[test]
fn a_slice_shows_the_middle_95_percent_around_the_mean() {
    // Given from the larger to the smaller option.
    let values = vec![3.0, 1.0];
    let figure = two(Along::Range { values, log: false });
    let drawn = Figure::Slice(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        series(panel, "mean of the model").points,
        [[1.0, 2.0], [3.0, 1.0]]
    );
    let band = series(panel, "95 % interval");
    assert_eq!(band.mark, MarkKind::Band);
    let wanted = [[1.0, 1.02], [3.0, 0.804], [1.0, 2.98], [3.0, 1.196]];
    for (got, wanted) in band.points.iter().flatten().zip(wanted.iter().flatten()) {
        assert!((got - wanted).abs() < 1e-12, "{got} {wanted}");
    }
    assert_eq!(column(&drawn, "Length"), ["1", "3"]);
    assert_eq!(column(&drawn, "95 % from"), ["1.02", "0.804"]);
}

#[test]
fn categories_of_a_slice_are_named_columns() {
    let mut figure = two(names_of(&["MAPbI3", "CsPbI3"]));
    let at = |at, shared| SlicePoint {
        at,
        value: 1.5,
        sd: None,
        shared,
    };
    figure.observed = vec![at(1.0, true), at(0.0, false), at(7.0, true)];
    figure.current = Some(1.0);
    let drawn = Figure::Slice(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        (panel.x.scale, panel.x.low, panel.x.high),
        (AxisScale::Rows, -0.5, 1.5)
    );
    let ticks: Vec<_> = panel.x.ticks.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(ticks, ["MAPbI3", "CsPbI3"]);
    let bars = series(panel, "95 % interval");
    assert_eq!(bars.mark, MarkKind::ErrorBars);
    let quarter = panel.rect.left + 0.25 * panel.rect.width();
    assert!((panel.pixel_of(0.0, 1.0).unwrap()[0] - quarter).abs() < 1e-9);
    assert_eq!(series(panel, "measured elsewhere").points, [[0.0, 1.5]]);
    assert_eq!(series(panel, "chosen").points, [[1.0, 0.0]]);
    assert_eq!(
        layout.notes,
        ["1 point has no place on the axis of Length."]
    );
    let [px, py] = panel.pixel_of(1.0, 1.5).unwrap();
    let hover = layout.hover(px, py, 5.0).unwrap();
    assert_eq!(
        (hover.series.as_str(), hover.x.as_str()),
        ("measured here", "Length CsPbI3 µm")
    );
    assert_eq!(
        column(&drawn, "Length"),
        ["MAPbI3", "CsPbI3", "CsPbI3", "MAPbI3", ""]
    );
    assert!(layout.description.ends_with("Chosen: CsPbI3 µm."));
}

#[test]
fn a_logarithmic_variable_has_a_logarithmic_axis_that_fits() {
    let values = vec![1e-3, 1.0];
    let mut figure = two(Along::Levels { values, log: true });
    figure.observed = vec![SlicePoint {
        at: 0.0,
        value: 1.0,
        sd: None,
        shared: true,
    }];
    let drawn = Figure::Slice(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(panel.x.scale, AxisScale::Log);
    let ends = [
        panel.x.fraction(1e-3).unwrap(),
        panel.x.fraction(1.0).unwrap(),
    ];
    assert!(ends[0] > 0.01 && ends[0] < 0.05 && (ends[0] + ends[1] - 1.0).abs() < 1e-9);
    assert_eq!(
        layout.notes,
        ["1 point has no place on the axis of Length."]
    );
}

#[test]
fn long_names_of_columns_are_shortened_and_stand_apart() {
    let long = "a very long name of a category, number";
    let named: Vec<String> = (0..7).map(|n| format!("{long} {n}")).collect();
    let mut figure = two(Along::Categories {
        names: named.clone(),
    });
    figure.mean = vec![Some(1.0); 7];
    figure.sd = vec![Some(0.1); 7];
    for width in [160, 360, 720] {
        let text = svg(&Figure::Slice(&figure), &style(width, 420)).unwrap();
        let document = Document::parse(&text).unwrap();
        let mut labels: Vec<(f64, f64, f64)> = document
            .descendants()
            .filter(|node| node.tag_name().name() == "text")
            .filter(|node| node.text().unwrap().trim().starts_with("a v"))
            .map(|node| {
                let number = |name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
                // Letters are 0.52 em wide on average in this name.
                let letters = node.text().unwrap().trim().chars().count();
                let wide = 0.52 * number("font-size") * letters as f64;
                (number("y"), number("x"), wide)
            })
            .collect();
        assert!(labels.len() >= 2, "{width}: {}", labels.len());
        labels.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for pair in labels.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let apart = pair[1].1 - pair[0].1;
            assert!(apart > 0.5 * (pair[0].2 + pair[1].2), "{width}: {pair:?}");
        }
    }
}

/// Three categories by two levels, with values 1 to 6; the fifth is blank.
fn grid() -> MapFigure {
    let values = (1..=6).map(|v| (v != 5).then_some(f64::from(v)));
    MapFigure {
        x: AxisName::new("Perovskite", ""),
        x_along: names_of(&["MAPbI3", "CsPbI3", "FAPbI3"]),
        y: AxisName::new("Length", "µm"),
        y_along: Along::Levels {
            values: vec![0.6, 3.0],
            log: false,
        },
        value: AxisName::new("delay", "ms"),
        of: MapOf::Mean,
        values: values.collect(),
        suggested: vec![MapPoint { x: 2.0, y: 0.6 }],
        measured: vec![MapPoint { x: 0.0, y: 1.8 }, MapPoint { x: 5.0, y: 0.6 }],
        held: String::new(),
    }
}

#[test]
fn cells_tile_the_panel_and_their_colours_run_along_the_bar() {
    let figure = grid();
    let drawn = Figure::Map(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    let text = svg(&drawn, &style(720, 460)).unwrap();
    let document = Document::parse(&text).unwrap();
    let number = |node: &Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse::<f64>().unwrap() / 10.0
    };
    let wide = panel.rect.width() / 3.0 - 2.0;
    let cells: Vec<Node<'_, '_>> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect")
        .filter(|node| number(node, "width") > wide && number(node, "height") > 50.0)
        .filter(|node| number(node, "y") >= panel.rect.top)
        .collect();
    assert_eq!(cells.len(), 5, "the blank one is not drawn");
    let area: f64 = cells
        .iter()
        .map(|c| number(c, "width") * number(c, "height"))
        .sum();
    let whole = panel.rect.width() * panel.rect.height();
    // Edges are whole pixels: each side of a cell is off by half of one at most.
    assert!((area / whole - 5.0 / 6.0).abs() < 0.01, "{area} of {whole}");
    // The first option of y is the lower row: numbers grow upwards.
    let first = cells
        .iter()
        .find(|c| number(c, "x") == panel.rect.left && number(c, "y") > panel.rect.top);
    let last = cells.iter().find(|c| {
        number(c, "x") > panel.rect.left + wide + 10.0 && number(c, "y") == panel.rect.top
    });
    let fill = |node: Option<&Node<'_, '_>>| node.unwrap().attribute("fill").unwrap().to_owned();
    let bar: Vec<String> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect")
        .filter(|node| (number(node, "height") - 11.0).abs() < 0.11)
        .map(|node| node.attribute("fill").unwrap().to_owned())
        .collect();
    assert_eq!(bar.len(), 64);
    let value = |hex: &str| -> Vec<i32> {
        (0..3)
            .map(|k| i32::from_str_radix(&hex[1 + 2 * k..3 + 2 * k], 16).unwrap())
            .collect()
    };
    let near = |a: &str, b: &str| {
        value(a)
            .iter()
            .zip(value(b))
            .all(|(a, b)| (a - b).abs() <= 4)
    };
    assert!(near(&fill(first), &bar[0]), "{} {}", fill(first), bar[0]);
    assert!(near(&fill(last), &bar[63]), "{} {}", fill(last), bar[63]);
    let color = panel.color.as_ref().unwrap();
    assert_eq!(
        (color.low, color.high, color.title().as_str()),
        (1.0, 6.0, "Expected delay (ms)")
    );
    assert!(color.ticks.len() >= 2);
    assert_eq!(
        layout.notes,
        [
            "1 cell has no value and is blank.",
            "1 point lies outside the map."
        ]
    );
}

#[test]
fn a_cell_tells_its_value_and_a_marker_on_it_comes_first() {
    let figure = grid();
    let layout = layout(&Figure::Map(&figure));
    let panel = &layout.panels[0];
    let at = |across: f64, down: f64| {
        let px = panel.rect.left + across * panel.rect.width();
        layout
            .hover(px, panel.rect.top + down * panel.rect.height(), 24.0)
            .unwrap()
    };
    let words = |across, down| {
        let hover = at(across, down);
        [hover.series, hover.x, hover.y]
    };
    assert_eq!(
        words(0.02, 0.97),
        ["Expected delay 1 ms", "Perovskite MAPbI3", "Length 0.6 µm"]
    );
    assert_eq!(
        words(0.98, 0.03),
        ["Expected delay 6 ms", "Perovskite FAPbI3", "Length 3 µm"]
    );
    assert_eq!(
        words(0.5, 0.2),
        ["no value", "Perovskite CsPbI3", "Length 3 µm"]
    );
    assert_eq!(words(2.5 / 3.0, 0.75)[0], "try next");
    // Off the marker it is the cell again, however far a pointer may reach.
    assert_eq!(words(2.5 / 3.0 + 0.02, 0.75)[0], "Expected delay 3 ms");
    // A length between two levels lies between their rows, at its share.
    let between = series(panel, "measured").points[0];
    assert!(between[0] == 0.0 && (between[1] - 0.5).abs() < 1e-12);
    assert_eq!(
        panel.nearest(panel.rect.left - 5.0, panel.rect.top, 24.0),
        None
    );
}

#[test]
fn a_map_of_ranges_has_numeric_axes_with_every_cell_in_its_place() {
    let x = (
        AxisName::new("Voltage", "V"),
        campaign::range(100, 20.0, 200.0, false),
    );
    let y = (
        AxisName::new("c", "mol/l"),
        campaign::range(100, 0.02, 2.0, true),
    );
    let figure = campaign::map(MapOf::Mean, x, y);
    let drawn = Figure::Map(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        (panel.x.scale, panel.x.low, panel.x.high),
        (AxisScale::Linear, 20.0, 200.0)
    );
    assert_eq!(panel.y.scale, AxisScale::Log);
    assert!((panel.y.low - 0.02).abs() < 1e-12 && (panel.y.high - 2.0).abs() < 1e-12);
    let cells = &panel.series[0];
    assert_eq!(
        (cells.mark, cells.points.len(), cells.values.len()),
        (MarkKind::Cells, 10_000, 10_000)
    );
    for at in [0, 99, 5_050, 9_999] {
        let [px, py] = panel
            .pixel_of(cells.points[at][0], cells.points[at][1])
            .unwrap();
        let inside = |v: f64, low: f64, high: f64| v.clamp(low + 0.01, high - 0.01);
        let (px, py) = (
            inside(px, panel.rect.left, panel.rect.right),
            inside(py, panel.rect.top, panel.rect.bottom),
        );
        assert_eq!(panel.nearest(px, py, 0.0).unwrap().point, at);
        // Ranges are laid out from below, as they are handed over.
        assert_eq!(figure.values[at], cells.values[at]);
    }
    assert_eq!(drawn.table().rows.len(), 10_000 + 6);
    let bytes = drawn.picture(&style(720, 520)).to_bytes().unwrap().len();
    assert!(bytes < 1_500_000, "{bytes} bytes");
    let mut large = figure.clone();
    large.x_along = campaign::range(101, 0.0, 1.0, false);
    let panel = self::layout(&Figure::Map(&large)).panels.remove(0);
    assert!(panel.empty.unwrap().starts_with("A map has at most 100"));
}

#[test]
fn numbers_of_a_range_part_half_way_between_them() {
    let side = |values: &[f64], log| Along::Range {
        values: values.to_vec(),
        log,
    };
    let mut figure = grid();
    // From the largest: options keep their values wherever they stand.
    figure.x_along = side(&[4.0, 1.0, 0.0], false);
    figure.y_along = side(&[1.0, 100.0], true);
    figure.values = (1..=6).map(|v| Some(f64::from(v))).collect();
    let drawn = Figure::Map(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    let wanted = [
        [0.0, 1.0],
        [1.0, 1.0],
        [4.0, 1.0],
        [0.0, 100.0],
        [1.0, 100.0],
        [4.0, 100.0],
    ];
    assert_eq!(panel.series[0].points, wanted);
    let values: Vec<f64> = panel.series[0].values.iter().flatten().copied().collect();
    assert_eq!(values, [3.0, 2.0, 1.0, 6.0, 5.0, 4.0]);
    let text = svg(&drawn, &style(720, 460)).unwrap();
    let document = Document::parse(&text).unwrap();
    let number = |node: &Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse::<f64>().unwrap() / 10.0
    };
    let cells: Vec<[f64; 4]> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect")
        .map(|node| ["x", "y", "width", "height"].map(|name| number(&node, name)))
        .filter(|cell| cell[1] >= panel.rect.top && cell[2] > 40.0 && cell[3] > 40.0)
        .collect();
    assert_eq!(cells.len(), 6);
    let x = |value| panel.pixel_of(value, 1.0).unwrap()[0];
    let middle = panel.pixel_of(0.0, 10.0).unwrap()[1];
    for (cell, (from, to)) in cells.iter().zip([(0.0, 0.5), (0.5, 2.5), (2.5, 4.0)]) {
        // Edges are rounded to whole pixels, and reach half of one over the next cell.
        assert!((cell[0] - x(from)).abs() <= 0.5, "{cell:?}");
        assert!((cell[0] + cell[2] - x(to)).abs() <= 1.0, "{cell:?}");
        assert!((cell[1] - middle).abs() <= 0.5, "{cell:?}");
    }
}

#[test]
fn a_logarithm_of_nothing_is_blank_and_the_depths_are_one_colour() {
    let mut figure = grid();
    figure.of = MapOf::LogAcquisition;
    figure.values = [f64::NEG_INFINITY, -100.0, -3.0, -10.0, f64::NAN, -22.9]
        .map(Some)
        .to_vec();
    let layout = layout(&Figure::Map(&figure));
    let color = layout.panels[0].color.as_ref().unwrap();
    assert_eq!((color.low, color.high), (-23.0, -3.0));
    assert_eq!(
        layout.panels[0].series[0].values,
        [
            Some(-10.0),
            None,
            Some(-22.9),
            None,
            Some(-100.0),
            Some(-3.0)
        ],
        "from the uppermost row, the largest length"
    );
    assert_eq!(
        layout.notes[..2],
        [
            "2 cells have no value and are blank.",
            "1 cell is more than 20 below the largest logarithm, drawn as the least.",
        ]
    );
    figure.values = vec![Some(0.25); 6];
    let color = self::layout(&Figure::Map(&figure))
        .panels
        .remove(0)
        .color
        .unwrap();
    assert!(
        color.low < 0.25 && color.high > 0.25,
        "one value has a range around it"
    );
    figure.values.clear();
    figure.measured.clear();
    figure.suggested.clear();
    let panel = self::layout(&Figure::Map(&figure)).panels.remove(0);
    assert_eq!(panel.color, None);
    assert!(panel.empty.unwrap().contains("needs a measurement"));
}

#[test]
fn bars_of_importance_are_as_long_as_their_shares_and_the_longest_is_on_top() {
    let share = |variable: &str, share| VariableShare {
        variable: variable.to_owned(),
        share,
    };
    let variables = [share("b", 0.25), share("lost", f64::NAN), share("a", 0.75)];
    let figure = Figure::Importance(Importances {
        variables: &variables,
    });
    let layout = layout(&figure);
    let panel = &layout.panels[0];
    assert_eq!(panel.y.names, ["a", "b", "lost"]);
    assert_eq!(panel.series[0].mark, MarkKind::RowBars);
    assert_eq!(panel.series[0].points, [[75.0, 0.0], [25.0, 1.0]]);
    assert_eq!(
        layout.notes,
        ["1 variable has no share from 0 to 1 and no bar."]
    );
    let text = svg(&figure, &style(720, 460)).unwrap();
    let document = Document::parse(&text).unwrap();
    let color = &panel.series[0].color;
    let bars: Vec<f64> = document
        .descendants()
        .filter(|n| n.tag_name().name() == "rect")
        .filter(|n| {
            n.attribute("fill")
                .unwrap_or_default()
                .eq_ignore_ascii_case(color)
        })
        .map(|n| n.attribute("width").unwrap().parse::<f64>().unwrap())
        .collect();
    assert_eq!(bars.len(), 2);
    let x = |value| panel.pixel_of(value, 0.0).unwrap()[0];
    for (bar, share) in bars.iter().zip([75.0, 25.0]) {
        assert!((bar / 10.0 - (x(share) - x(0.0))).abs() <= 0.1, "{bars:?}");
    }
    assert!(text.contains("75 %") && text.contains("25 %"));
    assert_eq!(column(&figure, "share"), ["75", "25", ""]);
    assert_eq!(column(&figure, "rank"), ["1", "2", "3"]);
    let hover = layout.hover(
        panel.pixel_of(25.0, 1.0).unwrap()[0],
        panel.pixel_of(25.0, 1.0).unwrap()[1],
        3.0,
    );
    assert_eq!(
        hover.map(|h| [h.x, h.y]),
        Some(["Share 25 %".to_owned(), "b".to_owned()])
    );
}

fn left_out(measured: f64, mean: f64, sd: f64) -> PredictionPoint {
    PredictionPoint {
        number: None,
        measured,
        mean,
        sd,
        standardised: None,
    }
}

#[test]
fn predictions_are_judged_by_their_standard_deviation() {
    let mut points = vec![
        left_out(1.0, 1.1, 0.1),
        left_out(2.0, 2.1969, 0.1),
        left_out(3.0, 2.0, 0.4),
        left_out(4.0, 4.0, 0.0),
        left_out(f64::NAN, 1.0, 0.1),
    ];
    // Far by its own sd, but not once the noise of the measurement is counted.
    points.push(PredictionPoint {
        standardised: Some(1.0),
        ..left_out(2.5, 3.5, 0.1)
    });
    let figure = PredictionFigure {
        value: AxisName::new("Usability", ""),
        points,
    };
    let drawn = Figure::Prediction(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    // 1.969 sd is outside of 1.96 but not beyond 2.
    assert_eq!(
        series(panel, "within 2 sd").points,
        [[1.0, 1.1], [2.0, 2.1969], [2.5, 3.5]]
    );
    assert_eq!(series(panel, "off by more than 2 sd").points, [[3.0, 2.0]]);
    assert_eq!(series(panel, "sd not known").points, [[4.0, 4.0]]);
    assert!(
        layout
            .description
            .contains("2 of 4 (50 %) inside their 95 % interval")
    );
    assert_eq!(
        layout.notes,
        [
            "Left out: 1 measurement without a value or a prediction.",
            "1 prediction has no sd, and no part in the share.",
        ]
    );
    assert_eq!((panel.x.low, panel.x.high), (panel.y.low, panel.y.high));
    let diagonal = &series(panel, "predicted as measured").points;
    assert_eq!(diagonal[..], [[panel.x.low; 2], [panel.x.high; 2]]);
    assert_eq!(
        column(&drawn, "inside 95 %"),
        ["yes", "no", "no", "", "", "yes"]
    );
    let residual: f64 = column(&drawn, "residual in sd")[2].parse().unwrap();
    assert!((residual - 2.5).abs() < 1e-12);
}

#[test]
fn hostile_names_of_a_campaign_are_text() {
    let hostile = format!(
        "<script>alert(1)</script> ]]> \u{0}\u{1b}\u{202e} {}",
        "long ".repeat(3000)
    );
    let name = || AxisName::new(&hostile, &hostile);
    let progress = ProgressFigure {
        name: hostile.clone(),
        value: name(),
        ..campaign::progress(12, CampaignGoal::Target { value: 0.5 })
    };
    let categories = || names_of(&[&hostile, &hostile, "c"]);
    let slice = SliceFigure {
        held: hostile.clone(),
        ..campaign::slice(categories(), name())
    };
    let map = campaign::map(MapOf::Sd, (name(), categories()), (name(), categories()));
    let variables = [VariableShare {
        variable: hostile.clone(),
        share: 1.0,
    }];
    let prediction = PredictionFigure {
        value: name(),
        ..campaign::prediction(5)
    };
    for figure in [
        Figure::Progress(&progress),
        Figure::Slice(&slice),
        Figure::Map(&map),
        Figure::Importance(Importances {
            variables: &variables,
        }),
        Figure::Prediction(&prediction),
    ] {
        for (width, height) in [(160, 180), (360, 400), (720, 460)] {
            let text = svg(&figure, &style(width, height)).unwrap();
            assert!(text.len() < 100_000, "{}", text.len());
            let document = Document::parse(&text).unwrap();
            assert!(
                document
                    .descendants()
                    .all(|node| node.tag_name().name() != "script")
            );
        }
        let csv = figure.table().csv();
        assert!(!csv.contains(['\u{0}', '\u{1b}', '\u{202e}']), "{csv}");
    }
}

#[test]
fn what_a_page_hands_over_is_read_with_its_defaults() {
    let text = r#"{"name":"c","value":{"name":"U"},"goal":{"aim":"target","value":0.6},
        "points":[{"number":1,"state":"failed","value":null,"sd":null}]}"#;
    let figure: ProgressFigure = serde_json::from_str(text).unwrap();
    assert_eq!(figure.goal, CampaignGoal::Target { value: 0.6 });
    assert_eq!(
        (figure.outlook.is_none(), figure.points[0].state),
        (true, PointState::Failed)
    );
    let text = r#"{"x":{"name":"a"},"x_along":{"kind":"levels","values":[1,2]},"y":{"name":"b"},
        "y_along":{"kind":"categories","names":["p"]},"value":{"name":"U"},"of":"log-acquisition",
        "values":[0.5,null]}"#;
    let figure: MapFigure = serde_json::from_str(text).unwrap();
    assert_eq!(
        (figure.of, figure.values),
        (MapOf::LogAcquisition, vec![Some(0.5), None])
    );
    let figure = campaign::slice(campaign::range(5, 1.0, 2.0, true), AxisName::new("x", "V"));
    let back: SliceFigure = serde_json::from_str(&serde_json::to_string(&figure).unwrap()).unwrap();
    assert_eq!(back, figure);
}
