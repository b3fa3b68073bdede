//! The charts of networks: what stands where, what the tables hold, what is refused.

mod support;

use memrilab_figures::{
    Figure, LayerSensitivity, MarkKind, Robustness, RobustnessFigure, RobustnessLevel,
    RobustnessMark, RobustnessMethod, Sensitivity, SensitivityFigure, Simplex, SimplexFigure,
    SimplexTrial, Training, TrainingEpoch, TrainingFigure, TrainingRun, svg,
};
use roxmltree::Document;
use support::look::{all, column, layout, names, refused, series, style, texts};
use support::network;

/// Of 2 draws, .7 and .9.
fn pair(usability: f64) -> RobustnessLevel {
    RobustnessLevel {
        usability,
        draws: 2,
        mean: 0.8,
        sd: Some(0.14),
        min: 0.7,
        max: 0.9,
        low: Some(0.6),
        high: Some(1.0),
    }
}

/// One draw.
fn single(usability: f64, accuracy: f64) -> RobustnessLevel {
    RobustnessLevel {
        draws: 1,
        mean: accuracy,
        sd: None,
        min: accuracy,
        max: accuracy,
        low: None,
        high: None,
        ..pair(usability)
    }
}

fn method(name: &str, levels: &[RobustnessLevel]) -> RobustnessMethod {
    RobustnessMethod {
        name: name.to_owned(),
        levels: levels.to_vec(),
    }
}

/// ERM at 1, .5 (one draw) and .25, out of order; multinomial at .5.
fn robustness() -> Robustness {
    Robustness {
        task: "MNIST".to_owned(),
        model: "LeNet-5".to_owned(),
        classes: 4,
        methods: vec![
            method("ERM", &[pair(1.0), pair(0.25), single(0.5, 0.75)]),
            method("multinomial", &[pair(0.5)]),
        ],
        marks: Vec::new(),
    }
}

#[test]
fn accuracy_stands_over_usability_and_chance_is_one_over_the_classes() {
    let figure = RobustnessFigure::new(robustness()).unwrap();
    let drawn = Figure::Robustness(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!([panel.x.low, panel.x.high], [0.0, 1.0]);
    assert_eq!([panel.y.low, panel.y.high], [0.0, 1.0]);
    let chance = series(panel, "chance, 1 of 4");
    assert_eq!(
        (chance.mark, &chance.points[..]),
        (MarkKind::Level, &[[0.0, 0.25]][..])
    );
    let means = [[0.25, 0.8], [0.5, 0.75], [1.0, 0.8]];
    let [line, dots] = all(panel, "ERM")[..] else {
        panic!("{:?}", names(panel))
    };
    assert_eq!((line.mark, &line.points[..]), (MarkKind::Line, &means[..]));
    assert_eq!((dots.mark, &dots.points[..]), (MarkKind::Dots, &means[..]));
    // A single draw has neither.
    let band = series(panel, "ERM, 95 % interval of the mean");
    let ends = [[0.25, 0.6], [1.0, 0.6], [0.25, 1.0], [1.0, 1.0]];
    assert_eq!((band.mark, &band.points[..]), (MarkKind::Band, &ends[..]));
    let extremes = series(panel, "ERM, smallest and largest");
    let ends = [[0.25, 0.7], [1.0, 0.7], [0.25, 0.9], [1.0, 0.9]];
    assert_eq!(
        (extremes.mark, &extremes.points[..]),
        (MarkKind::ErrorBars, &ends[..])
    );
    assert_ne!(dots.color, all(panel, "multinomial")[0].color);
    assert_eq!(layout.title, "MNIST, LeNet-5: accuracy under drift");
    assert_eq!(layout.notes, ["1 level has no interval yet."]);
    assert!(
        layout
            .description
            .contains("1 to 2 draws a level. At 0.25: ERM 0.80. Chance: 0.25."),
        "{}",
        layout.description
    );
}

#[test]
fn sigma_is_minus_the_logarithm_of_usability_in_the_table_and_under_the_pointer() {
    let figure = RobustnessFigure::new(robustness()).unwrap();
    let drawn = Figure::Robustness(&figure);
    assert_eq!(column(&drawn, "usability"), ["0.25", "0.5", "1", "0.5"]);
    let sigma: Vec<f64> = column(&drawn, "sigma")
        .iter()
        .map(|t| t.parse().unwrap())
        .collect();
    let ln2 = std::f64::consts::LN_2;
    for (got, wanted) in sigma.iter().zip([2.0 * ln2, ln2, 0.0, ln2]) {
        assert!((got - wanted).abs() < 1e-15, "{sigma:?}");
    }
    assert_eq!(column(&drawn, "sigma")[2], "0", "not minus zero");
    assert_eq!(column(&drawn, "draws"), ["2", "1", "2", "2"]);
    assert_eq!(column(&drawn, "95 % from"), ["0.6", "", "0.6", "0.6"]);
    assert_eq!(column(&drawn, "sd"), ["0.14", "", "0.14", "0.14"]);
    let layout = layout(&drawn);
    let [px, py] = layout.panels[0].pixel_of(0.5, 0.75).unwrap();
    let hover = layout.hover(px, py, 3.0).unwrap();
    assert_eq!(
        [hover.series, hover.x, hover.y],
        ["ERM", "Usability 0.50 (σ 0.69)", "Accuracy 0.75"]
    );
}

#[test]
fn what_a_test_found_stands_in_a_lane_below_the_data() {
    let mark = |usability, text: &str| RobustnessMark {
        usability,
        text: text.to_owned(),
    };
    let mut data = robustness();
    data.marks = vec![
        mark(0.5, "better"),
        mark(0.25, "better"),
        mark(0.5, "worse"),
    ];
    let figure = RobustnessFigure::new(data.clone()).unwrap();
    let drawn = Figure::Robustness(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    let better = series(panel, "better");
    assert_eq!(
        (better.mark, &better.points[..]),
        (MarkKind::Foot, &[[0.5, 0.0], [0.25, 0.0]][..])
    );
    // No accuracy is below 0: the lane lies under it.
    let floor = panel.pixel_of(0.5, 0.0).unwrap()[1];
    assert!(
        floor <= panel.rect.bottom - 15.0,
        "{floor} {:?}",
        panel.rect
    );
    let [px, _] = panel.pixel_of(0.25, 0.0).unwrap();
    let hover = layout.hover(px, panel.rect.bottom - 8.0, 4.0).unwrap();
    assert_eq!([hover.series, hover.y], ["better", ""]);
    assert_eq!(
        column(&drawn, "marked"),
        ["better", "better; worse", "", "better; worse"]
    );
    assert!(texts(&drawn, 720, 460).contains(&"worse".to_owned()));
    // More texts than can stand in the legend share an entry.
    data.marks.push(mark(0.3, "third"));
    let figure = RobustnessFigure::new(data).unwrap();
    let words = texts(&Figure::Robustness(&figure), 720, 460);
    assert!(words.contains(&"marked by a test: point at it".to_owned()));
    assert!(!words.contains(&"worse".to_owned()));
}

#[test]
fn up_to_36_methods_differ_in_colour_or_marker() {
    let methods = (0..36).map(|n| method(&format!("m{n}"), &[single(0.5, 0.5)]));
    let data = Robustness {
        methods: methods.collect(),
        ..robustness()
    };
    let figure = RobustnessFigure::new(data).unwrap();
    let text = svg(&Figure::Robustness(&figure), &style(2000, 700)).unwrap();
    let document = Document::parse(&text).unwrap();
    // The entries of the legend: whatever is drawn left of each name, without its place.
    let root = document.root_element();
    let shapes: Vec<_> = root
        .children()
        .filter(roxmltree::Node::is_element)
        .collect();
    let mut looks = std::collections::BTreeSet::new();
    for (at, node) in shapes.iter().enumerate() {
        let name = node.text().unwrap_or_default().trim();
        if node.tag_name().name() != "text" || !name.starts_with('m') || name.contains(' ') {
            continue;
        }
        let swatch = shapes[..at].iter().rev();
        let swatch = swatch
            .take_while(|n| n.tag_name().name() != "text")
            .map(|n| {
                let color = n.attribute("fill").filter(|c| *c != "none");
                let points = n.attribute("points").unwrap_or_default();
                let corners = points.split_whitespace().count();
                let color = color.or(n.attribute("stroke")).unwrap_or_default();
                format!("{} {corners} {color}", n.tag_name().name())
            });
        // A diamond and a square have four corners each, but not on the same rows.
        let levels = shapes[at - 1].attribute("points").map(|points| {
            let ys = points
                .split_whitespace()
                .filter_map(|p| p.split(',').nth(1));
            ys.collect::<std::collections::BTreeSet<_>>().len()
        });
        looks.insert((swatch.collect::<Vec<_>>(), levels));
    }
    assert_eq!(looks.len(), 36, "{looks:?}");
}

#[test]
fn robustness_that_makes_no_sense_is_refused_with_its_place() {
    let with = |change: fn(&mut Robustness)| {
        let mut data = robustness();
        change(&mut data);
        refused(RobustnessFigure::new(data))
    };
    assert_eq!(
        with(|d| d.methods.clear()),
        "the robustness chart needs at least one method"
    );
    assert_eq!(
        with(|d| d.classes = 1),
        "robustness: the number of classes is 1; it must be at least 2"
    );
    assert_eq!(
        with(|d| d.methods[1].name = "ERM\u{1b} ".to_owned()),
        "robustness: method \"ERM\" stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.methods[0].levels[1].usability = 1.0),
        "ERM: usability 1 stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.methods[0].levels[0].usability = 0.0),
        "ERM: usability is 0; it must be above 0 and at most 1"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].mean = f64::NAN),
        "multinomial at usability 0.5: the mean accuracy is NaN; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].max = 1.2),
        "multinomial at usability 0.5: the largest accuracy is 1.2; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].min = 0.81),
        "multinomial at usability 0.5: the smallest accuracy is 0.81; it must be at most the mean"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].max = 0.79),
        "multinomial at usability 0.5: the largest accuracy is 0.79; it must be at least the mean"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].sd = Some(f64::INFINITY)),
        "multinomial at usability 0.5: the standard deviation is inf; it must be at least 0"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].draws = 0),
        "multinomial at usability 0.5: the number of draws is 0; it must be at least 1"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].draws = 1),
        "multinomial at usability 0.5: an end of the interval is 0.6; it must be absent: a single draw has no interval"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].low = None),
        "multinomial at usability 0.5: one end of the interval is 1; it must be given with the other"
    );
    assert_eq!(
        with(|d| d.methods[1].levels[0].high = Some(0.5)),
        "multinomial at usability 0.5: the upper end of the interval is 0.5; it must be at least the mean"
    );
    assert_eq!(
        with(|d| {
            d.marks.push(RobustnessMark {
                usability: 1.5,
                text: "t".to_owned(),
            });
        }),
        "mark \"t\": usability is 1.5; it must be above 0 and at most 1"
    );
    // The mean of equal draws may be off by its rounding.
    let mut data = robustness();
    data.methods[0].levels[2].mean = 0.75 + 1e-16;
    assert!(RobustnessFigure::new(data).is_ok());
}

#[test]
fn methods_that_wait_are_counted_and_an_empty_chart_says_so() {
    let mut data = robustness();
    data.methods[1].levels.clear();
    let figure = RobustnessFigure::new(data.clone()).unwrap();
    let notes = layout(&Figure::Robustness(&figure)).notes;
    assert_eq!(notes[0], "1 method is not evaluated yet.");
    data.methods[0].levels.clear();
    let figure = RobustnessFigure::new(data).unwrap();
    let layout = layout(&Figure::Robustness(&figure));
    let panel = &layout.panels[0];
    assert_eq!(panel.empty.as_deref(), Some("No method is evaluated yet."));
    assert_eq!(Figure::Robustness(&figure).table().rows.len(), 0);
}

fn epoch(epoch: u32, loss: f64, accuracy: f64) -> TrainingEpoch {
    TrainingEpoch {
        epoch,
        loss: Some(loss),
        accuracy: Some(accuracy),
        validation_loss: Some(loss + 0.5),
        validation_accuracy: Some(accuracy / 2.0),
    }
}

/// Two runs: two epochs with the second kept, and one epoch that was not validated.
fn training() -> Training {
    let bare = TrainingEpoch {
        validation_loss: None,
        validation_accuracy: None,
        ..epoch(3, 4.0, 0.25)
    };
    let run = |name: &str, epochs: &[TrainingEpoch], best| TrainingRun {
        name: name.to_owned(),
        epochs: epochs.to_vec(),
        best,
    };
    Training {
        name: "MNIST".to_owned(),
        runs: vec![
            run("a", &[epoch(1, 2.0, 0.5), epoch(2, 1.0, 0.75)], Some(2)),
            run("b", &[bare], Some(3)),
        ],
    }
}

#[test]
fn loss_and_accuracy_stand_over_the_same_epochs_with_the_kept_one_marked() {
    let figure = TrainingFigure::new(training()).unwrap();
    let drawn = Figure::Training(&figure);
    let layout = layout(&drawn);
    let [loss, accuracy] = &layout.panels[..] else {
        panic!("{} panels", layout.panels.len())
    };
    assert_eq!([loss.x.low, loss.x.high], [0.5, 3.5]);
    assert_eq!((loss.x.low, loss.x.high), (accuracy.x.low, accuracy.x.high));
    assert_eq!((loss.y.low, accuracy.y.high), (0.0, 1.0));
    let points = |panel, name| &series(panel, name).points[..];
    assert_eq!(points(loss, "a, training"), [[1.0, 2.0], [2.0, 1.0]]);
    assert_eq!(points(loss, "a, validation"), [[1.0, 2.5], [2.0, 1.5]]);
    assert_eq!(points(accuracy, "a, training"), [[1.0, 0.5], [2.0, 0.75]]);
    assert_eq!(
        points(accuracy, "a, validation"),
        [[1.0, 0.25], [2.0, 0.375]]
    );
    assert_eq!(points(loss, "a, best epoch"), [[2.0, 1.5]]);
    assert_eq!(points(accuracy, "a, best epoch"), [[2.0, 0.375]]);
    // Without a validation the ring stands on what there is.
    assert_eq!(points(loss, "b, best epoch"), [[3.0, 4.0]]);
    assert!(!names(loss).contains(&"b, validation"));
    assert_ne!(
        series(loss, "a, training").color,
        series(loss, "b, training").color
    );
    let words = texts(&drawn, 720, 460);
    for word in [
        "a",
        "b",
        "best epoch",
        "solid: validation · dotted: training",
    ] {
        assert!(words.contains(&word.to_owned()), "{word} in {words:?}");
    }
    assert_eq!(column(&drawn, "best"), ["", "best", "best"]);
    assert_eq!(column(&drawn, "validation accuracy"), ["0.25", "0.375", ""]);
    assert!(
        layout
            .description
            .ends_with(" a: epoch 2, validation accuracy 0.38. b: epoch 3."),
        "{}",
        layout.description
    );
    let mut data = training();
    data.runs.truncate(1);
    let figure = TrainingFigure::new(data).unwrap();
    let words = texts(&Figure::Training(&figure), 720, 460);
    for word in ["training", "validation", "best epoch"] {
        assert!(words.contains(&word.to_owned()), "{word} in {words:?}");
    }
}

#[test]
fn training_that_makes_no_sense_is_refused_with_its_place() {
    let with = |change: fn(&mut Training)| {
        let mut data = training();
        change(&mut data);
        refused(TrainingFigure::new(data))
    };
    assert_eq!(
        with(|d| d.runs.clear()),
        "the training chart needs at least one run"
    );
    assert_eq!(
        with(|d| d.runs[1].name = "a".to_owned()),
        "training: run \"a\" stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.runs[0].epochs[1].epoch = 1),
        "a, epoch 1: its number is 1; it must be larger than the one before"
    );
    assert_eq!(
        with(|d| d.runs[0].epochs[1].loss = Some(f64::NAN)),
        "a, epoch 2: the training loss is NaN; it must be finite"
    );
    assert_eq!(
        with(|d| d.runs[0].epochs[1].validation_loss = Some(f64::INFINITY)),
        "a, epoch 2: the validation loss is inf; it must be finite"
    );
    assert_eq!(
        with(|d| d.runs[0].epochs[0].validation_accuracy = Some(98.0)),
        "a, epoch 1: the validation accuracy is 98; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.runs[0].best = Some(9)),
        "a: the best epoch is 9; it must be an epoch of the run"
    );
    let figure = TrainingFigure::new(Training {
        runs: vec![TrainingRun::default()],
        ..training()
    });
    let figure = figure.unwrap();
    let layout = layout(&Figure::Training(&figure));
    let empty = layout.panels.iter().map(|p| p.empty.as_deref().unwrap());
    assert_eq!(
        empty.collect::<Vec<_>>(),
        [
            "No epoch with a loss is done yet.",
            "No epoch with an accuracy is done yet."
        ]
    );
}

/// Three layers: with an interval, without, and helped by drift.
fn sensitivity() -> Sensitivity {
    let layer = |layer: &str, lost: f64, half: Option<f64>| LayerSensitivity {
        layer: layer.to_owned(),
        draws: if half.is_some() { 20 } else { 1 },
        lost,
        low: half.map(|half| lost - half),
        high: half.map(|half| lost + half),
    };
    Sensitivity {
        name: "MNIST, LeNet-5".to_owned(),
        usability: 0.5,
        clean: Some(0.98),
        layers: vec![
            layer("conv1", 0.25, Some(0.125)),
            layer("fc1", 0.5, None),
            layer("fc2", -0.125, Some(0.0625)),
        ],
    }
}

#[test]
fn layers_stand_in_their_order_with_bars_as_long_as_what_they_cost() {
    let figure = SensitivityFigure::new(sensitivity()).unwrap();
    let drawn = Figure::Sensitivity(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(panel.y.names, ["conv1", "fc1", "fc2"]);
    let bars = series(panel, "accuracy lost");
    assert_eq!(bars.points, [[0.25, 0.0], [0.5, 1.0], [-0.125, 2.0]]);
    let whiskers = &series(panel, "95 % interval of the mean").points;
    assert_eq!(
        whiskers[..],
        [[0.125, 0.0], [0.375, 0.0], [-0.1875, 2.0], [-0.0625, 2.0]]
    );
    assert_eq!(series(panel, "nothing lost").points, [[0.0, 0.0]]);
    assert!(panel.x.low < -0.1875 && panel.x.high > 0.5);
    assert_eq!(layout.notes, ["1 layer has no interval yet."]);
    assert!(
        layout
            .description
            .ends_with("The most sensitive is fc1, which costs 0.500."),
        "{}",
        layout.description
    );
    assert_eq!(column(&drawn, "accuracy lost"), ["0.25", "0.5", "-0.125"]);
    assert_eq!(column(&drawn, "95 % to"), ["0.375", "", "-0.0625"]);
    // Bars in pixels, and labels right of the intervals.
    let text = svg(&drawn, &style(720, 460)).unwrap();
    let document = Document::parse(&text).unwrap();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let widths: Vec<f64> = document
        .descendants()
        .filter(|n| n.tag_name().name() == "rect")
        .filter(|n| {
            let fill = n.attribute("fill").unwrap_or_default();
            fill.eq_ignore_ascii_case(&bars.color)
        })
        .map(|n| number(n, "width") / 10.0)
        .collect();
    let x = |value: f64| panel.pixel_of(value, 0.0).unwrap()[0];
    assert_eq!(widths.len(), 3, "{widths:?}");
    for (got, wanted) in widths.iter().zip([0.25, 0.5, 0.125]) {
        assert!((got - (x(wanted) - x(0.0))).abs() <= 0.1, "{widths:?}");
    }
    let label = |text: &str| {
        let mut nodes = document.descendants();
        let node =
            nodes.find(|n| n.tag_name().name() == "text" && n.text().unwrap().trim() == text);
        number(node.unwrap(), "x") / 10.0
    };
    assert!(label("0.250") > x(0.375), "right of the interval");
    assert!(label("−0.125") > x(0.0), "right of nothing lost");
}

#[test]
fn sensitivity_that_makes_no_sense_is_refused_with_its_place() {
    let with = |change: fn(&mut Sensitivity)| {
        let mut data = sensitivity();
        change(&mut data);
        refused(SensitivityFigure::new(data))
    };
    assert_eq!(
        with(|d| d.layers.clear()),
        "the sensitivity chart needs at least one layer"
    );
    assert_eq!(
        with(|d| d.usability = f64::NAN),
        "sensitivity: the usability is NaN; it must be above 0 and at most 1"
    );
    assert_eq!(
        with(|d| d.clean = Some(1.5)),
        "sensitivity: the accuracy without drift is 1.5; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.layers[2].layer = "fc1".to_owned()),
        "sensitivity: layer \"fc1\" stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.layers[1].lost = -2.0),
        "fc1: the accuracy lost is -2; it must be from -1 to 1"
    );
    assert_eq!(
        with(|d| d.layers[0].low = Some(0.3)),
        "conv1: the lower end of the interval is 0.3; it must be at most the mean"
    );
}

fn trial(number: u32, objective: Option<f64>, p: &[[f64; 2]]) -> SimplexTrial {
    SimplexTrial {
        number,
        objective,
        p: p.to_vec(),
    }
}

/// Four trials of two layers; the second and the third are the best.
fn simplex() -> Simplex {
    Simplex {
        name: "MNIST".to_owned(),
        objective: "Accuracy".to_owned(),
        layers: vec!["conv1".to_owned(), "fc1".to_owned()],
        trials: vec![
            trial(1, Some(0.25), &[[0.125, 0.25], [0.5, 0.5]]),
            trial(2, Some(0.75), &[[0.5, 0.125], [0.25, 0.5]]),
            trial(3, Some(0.75), &[[0.75, 0.25], [0.0, 0.0]]),
            trial(4, None, &[[0.0, 1.0], [1.0, 0.0]]),
        ],
    }
}

#[test]
fn trials_stand_in_a_triangle_a_layer_and_the_first_of_the_best_is_ringed() {
    let figure = SimplexFigure::new(simplex()).unwrap();
    let drawn = Figure::Simplex(&figure);
    let layout = layout(&drawn);
    let [conv1, fc1] = &layout.panels[..] else {
        panic!("{} panels", layout.panels.len())
    };
    assert_eq!(
        (conv1.y.label.as_str(), fc1.y.label.as_str()),
        ("p₂ · conv1", "p₂ · fc1")
    );
    for panel in [conv1, fc1] {
        assert_eq!([panel.x.low, panel.x.high], [0.0, 1.0]);
        assert_eq!([panel.y.low, panel.y.high], [0.0, 1.0]);
        assert!((panel.rect.width() - panel.rect.height()).abs() < 1e-9);
        assert_eq!(
            series(panel, "p₁ + p₂ = 1").points,
            [[0.0, 1.0], [1.0, 0.0]]
        );
    }
    assert_eq!(conv1.rect.top, fc1.rect.top, "side by side");
    assert!(conv1.rect.right < fc1.rect.left);
    let second = series(fc1, "trial 2");
    assert_eq!(
        (&second.points[..], &second.values[..]),
        (&[[0.25, 0.5]][..], &[Some(0.75)][..])
    );
    assert_eq!(series(fc1, "trial 4, no value").points, [[1.0, 0.0]]);
    assert_eq!(series(conv1, "best, trial 2: 0.75").points, [[0.5, 0.125]]);
    assert_eq!(column(&drawn, "best"), ["", "best", "", ""]);
    assert_eq!(column(&drawn, "Accuracy"), ["0.25", "0.75", "0.75", ""]);
    assert_eq!(column(&drawn, "p2 of fc1"), ["0.5", "0.5", "0", "0"]);
    assert!(layout.description.ends_with("The best, 0.75, is trial 2."));
    // Drawn over the others.
    let last = names(conv1)
        .into_iter()
        .rfind(|name| name.starts_with("trial"));
    assert_eq!(last, Some("trial 2"));
    // Equal values have one colour, the least another.
    let color = conv1.color.as_ref().unwrap();
    assert_eq!([color.low, color.high], [0.25, 0.75]);
    let of = |name| &series(conv1, name).color;
    assert_eq!(of("trial 2"), of("trial 3"));
    assert_ne!(of("trial 1"), of("trial 2"));
    let text = svg(&drawn, &style(720, 460)).unwrap().to_lowercase();
    for name in ["trial 1", "trial 2"] {
        assert!(
            text.contains(of(name)),
            "the circle has the colour of {name}"
        );
    }
    let [px, py] = conv1.pixel_of(0.125, 0.25).unwrap();
    let hover = layout.hover(px, py, 3.0).unwrap();
    assert_eq!(
        [hover.series, hover.x, hover.y],
        ["trial 1, Accuracy 0.25", "p₁ 0.12", "p₂ · conv1 0.25"]
    );
}

#[test]
fn up_to_30_trials_are_numbered_and_numbers_cover_nothing() {
    let count = |trials: u32| {
        let figure = network::trials(Simplex {
            layers: vec!["l".to_owned()],
            ..network::simplex(1, trials)
        });
        let text = svg(&Figure::Simplex(&figure), &style(720, 520)).unwrap();
        let document = Document::parse(&text).unwrap();
        let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
            node.attribute(name).unwrap().parse().unwrap()
        };
        // Numbers are the only texts this small.
        let small = document
            .descendants()
            .filter(|n| n.tag_name().name() == "text");
        let small = small.filter(|n| number(*n, "font-size") < 100.0);
        let boxes: Vec<[f64; 4]> = small
            .map(|n| {
                let size = number(n, "font-size") / 10.0;
                let half = 0.5 * 0.636 * size * n.text().unwrap().trim().len() as f64;
                let (x, y) = (number(n, "x") / 10.0, number(n, "y") / 10.0);
                [x - half, x + half, y - 0.36 * size, y + 0.36 * size]
            })
            .collect();
        for (at, a) in boxes.iter().enumerate() {
            for b in &boxes[..at] {
                let apart = a[1] <= b[0] || b[1] <= a[0] || a[3] <= b[2] || b[3] <= a[2];
                assert!(apart, "{a:?} {b:?}");
            }
        }
        boxes.len()
    };
    assert_eq!(count(2), 2);
    assert!((12..=30).contains(&count(30)), "{}", count(30));
    assert_eq!(count(31), 0);
}

#[test]
fn a_grid_wraps_and_says_what_has_no_room() {
    let figure = network::trials(network::simplex(8, 5));
    let drawn = Figure::Simplex(&figure);
    for (width, height) in [(360, 640), (720, 850), (1200, 500)] {
        let layout = drawn.picture(&style(width, height)).layout;
        assert_eq!(layout.panels.len(), 8, "{width} x {height}");
        for (at, a) in layout.panels.iter().enumerate() {
            for b in &layout.panels[..at] {
                let (a, b) = (a.rect, b.rect);
                let across = a.left >= b.right || b.left >= a.right;
                // Ticks and label below, a name above.
                let labels = 20.0 + 17.0 + 24.0;
                let down = a.top >= b.bottom + labels || b.top >= a.bottom + labels;
                assert!(across || down, "{a:?} {b:?}");
            }
        }
    }
    let layout = drawn.picture(&style(160, 180)).layout;
    assert!(layout.panels.len() < 8);
    let missing = 8 - layout.panels.len();
    let note = format!("No room for {missing} panels: the picture is too low.");
    assert!(layout.notes.contains(&note), "{:?}", layout.notes);
}

#[test]
fn trials_that_make_no_sense_are_refused_with_their_place() {
    let with = |change: fn(&mut Simplex)| {
        let mut data = simplex();
        change(&mut data);
        refused(SimplexFigure::new(data))
    };
    assert_eq!(
        with(|d| d.layers.clear()),
        "the chart of trials needs at least one layer"
    );
    assert_eq!(
        with(|d| d.layers[0] = "fc1".to_owned()),
        "trials: layer \"fc1\" stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.trials[3].number = 1),
        "trials: trial 1 stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.trials[2].p.truncate(1)),
        "trial 3: the number of pairs of probabilities is 1; it must be 2"
    );
    assert_eq!(
        with(|d| d.trials[0].objective = Some(f64::NAN)),
        "trial 1: the objective is NaN; it must be finite"
    );
    assert_eq!(
        with(|d| d.trials[0].p[1][0] = -0.1),
        "trial 1, fc1: p1 is -0.1; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.trials[0].p[1][1] = 0.75),
        "trial 1, fc1: p1 + p2 is 1.25; it must be at most 1"
    );
    let empty = Simplex {
        trials: Vec::new(),
        ..simplex()
    };
    let figure = SimplexFigure::new(empty).unwrap();
    let layout = layout(&Figure::Simplex(&figure));
    assert_eq!(layout.panels[1].empty.as_deref(), Some("No trial yet."));
    assert_eq!(layout.panels[1].color, None);
}

#[test]
fn hostile_names_of_networks_are_text() {
    let hostile = format!(
        "<script>alert(1)</script> ]]> \u{0}\u{1b}\u{202e} {}",
        "long ".repeat(3000)
    );
    let mut data = robustness();
    data.task = hostile.clone();
    data.methods[0].name = hostile.clone();
    data.marks.push(RobustnessMark {
        usability: 0.5,
        text: hostile.clone(),
    });
    let robust = RobustnessFigure::new(data).unwrap();
    let mut data = training();
    data.name = hostile.clone();
    data.runs[0].name = hostile.clone();
    let trained = TrainingFigure::new(data).unwrap();
    let mut data = sensitivity();
    data.name = hostile.clone();
    data.layers[0].layer = hostile.clone();
    let sensitive = SensitivityFigure::new(data).unwrap();
    let mut data = simplex();
    data.layers[0] = hostile.clone();
    data.objective = hostile.clone();
    let searched = SimplexFigure::new(data).unwrap();
    for figure in [
        Figure::Robustness(&robust),
        Figure::Training(&trained),
        Figure::Sensitivity(&sensitive),
        Figure::Simplex(&searched),
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
fn what_a_page_hands_over_is_checked() {
    let text = r#"{"task":"MNIST","model":"LeNet-5","classes":10,"methods":[{"name":"ERM","levels":
        [{"usability":0.5,"draws":1,"mean":0.8,"sd":null,"min":0.8,"max":0.8,"low":null,"high":null}]}]}"#;
    let figure: RobustnessFigure = serde_json::from_str(text).unwrap();
    assert_eq!(figure.data().methods[0].levels[0], single(0.5, 0.8));
    let back: Robustness = serde_json::from_str(&serde_json::to_string(&figure).unwrap()).unwrap();
    assert_eq!(&back, figure.data());
    let wrong = text.replace(r#""mean":0.8"#, r#""mean":8"#);
    let error = serde_json::from_str::<RobustnessFigure>(&wrong).unwrap_err();
    assert!(
        error.to_string().contains("it must be from 0 to 1"),
        "{error}"
    );
    let text = r#"{"name":"n","objective":"o","layers":["a"],"trials":[{"number":1,"objective":1,"p":[[0.6,0.6]]}]}"#;
    let error = serde_json::from_str::<SimplexFigure>(text).unwrap_err();
    assert!(error.to_string().contains("p1 + p2"), "{error}");
    assert!(serde_json::from_str::<TrainingFigure>(r#"{"name":"n","runs":[]}"#).is_err());
    let text = r#"{"name":"n","usability":2,"layers":[{"layer":"a","draws":1,"lost":0}]}"#;
    assert!(serde_json::from_str::<SensitivityFigure>(text).is_err());
}
