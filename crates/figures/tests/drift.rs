//! The charts of a boundary, of every draw and of Theorem 1: what stands where, what the
//! tables hold, what is refused.

mod support;

use memrilab_figures::{
    Boundary, BoundaryFigure, BoundaryPoint, Draws, DrawsFigure, DrawsMethod, Figure, MarkKind,
    Style, Theme, Theory, TheoryBound, TheoryFigure, svg,
};
use roxmltree::Document;
use support::look::{column, layout, names, refused, series, style, texts};
use support::network;

/// Two places across, two up; one piece of boundary and two that follow each other.
fn boundary() -> Boundary {
    let point = |x, y, class, right| BoundaryPoint { x, y, class, right };
    Boundary {
        name: "moons, ERM".to_owned(),
        x: [-1.0, 1.0],
        y: [0.0, 4.0],
        columns: 2,
        rows: 2,
        share: vec![0.0, 0.25, 0.5, 1.0],
        draws: 4,
        usability: 0.5,
        on: None,
        clean: Some(vec![
            [-1.0, 0.0, 0.0, 1.0],
            [0.0, 1.0, 0.5, 3.0],
            [0.75, 0.0, 1.0, 0.5],
        ]),
        points: vec![
            point(-0.5, 1.0, 0, true),
            point(0.5, 3.0, 1, true),
            point(0.25, 1.0, 1, false),
            point(0.0, 9.0, 0, true),
        ],
    }
}

#[test]
fn places_stand_from_the_lowest_row_up_and_part_in_colour_at_a_half() {
    let figure = BoundaryFigure::new(boundary()).unwrap();
    let drawn = Figure::Boundary(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!([panel.x.low, panel.x.high], [-1.0, 1.0]);
    assert_eq!([panel.y.low, panel.y.high], [0.0, 4.0]);
    let cells = series(panel, "Share of draws that say class 1");
    assert_eq!(cells.mark, MarkKind::Cells);
    let middles = [[-0.5, 1.0], [0.5, 1.0], [-0.5, 3.0], [0.5, 3.0]];
    assert_eq!(cells.points, middles);
    assert_eq!(cells.values, [0.0, 0.25, 0.5, 1.0].map(Some));
    let color = panel.color.as_ref().unwrap();
    assert_eq!([color.low, color.high], [0.0, 1.0]);
    // The colour under the middle of each place, in pixels.
    let text = svg(&drawn, &style(720, 460)).unwrap();
    let document = Document::parse(&text).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse::<f64>().unwrap() / 10.0
    };
    let under = |[x, y]: [f64; 2]| -> [u8; 3] {
        let [px, py] = panel.pixel_of(x, y).unwrap();
        let rects = document
            .descendants()
            .filter(|n| n.tag_name().name() == "rect");
        let mut over = rects.filter(|n| {
            let (left, top) = (number(n, "x"), number(n, "y"));
            (left..=left + number(n, "width")).contains(&px)
                && (top..=top + number(n, "height")).contains(&py)
        });
        let fill = over.next_back().unwrap().attribute("fill").unwrap();
        [1, 3, 5].map(|at| u8::from_str_radix(&fill[at..at + 2], 16).unwrap())
    };
    // Blue, paler blue, neutral, vermilion. The grid crosses no middle.
    let [zero, quarter, half, one] = middles.map(under);
    let warmth = |[red, _, blue]: [u8; 3]| i32::from(red) - i32::from(blue);
    assert!(warmth(zero) < warmth(quarter) - 20, "{zero:?} {quarter:?}");
    assert!(warmth(quarter) < -20 && warmth(one) > 60, "{one:?}");
    assert!(warmth(half).abs() < 10, "{half:?}");
    let [px, py] = panel.pixel_of(0.5, 2.2).unwrap();
    let hover = layout.hover(px, py, 20.0).unwrap();
    assert_eq!(hover.series, "Share of draws that say class 1 1");
}

#[test]
fn the_boundary_without_drift_is_one_line_with_gaps() {
    let figure = BoundaryFigure::new(boundary()).unwrap();
    let drawn = Figure::Boundary(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    let line = series(panel, "boundary without drift");
    let points = [[-1.0, 0.0], [0.0, 1.0], [0.5, 3.0], [0.75, 0.0], [1.0, 0.5]];
    assert_eq!((line.mark, &line.points[..]), (MarkKind::Line, &points[..]));
    // Two strokes in the panel, the last two pieces not being joined, and the legend's.
    let text = svg(&drawn, &style(720, 460)).unwrap().to_lowercase();
    let document = Document::parse(&text).unwrap();
    let strokes = document.descendants().filter(|n| {
        n.tag_name().name() == "polyline" && n.attribute("stroke") == Some(&line.color)
    });
    let lengths: Vec<usize> = strokes
        .map(|n| n.attribute("points").unwrap().split_whitespace().count())
        .filter(|points| *points < 10)
        .collect();
    assert_eq!(lengths, [2, 3, 2]);
}

#[test]
fn samples_differ_by_class_and_those_told_wrong_are_ringed() {
    let figure = BoundaryFigure::new(boundary()).unwrap();
    let drawn = Figure::Boundary(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        series(panel, "class 0").points,
        [[-0.5, 1.0], [0.0, 9.0]],
        "{:?}",
        names(panel)
    );
    assert_eq!(series(panel, "class 1").points, [[0.5, 3.0], [0.25, 1.0]]);
    assert_ne!(
        series(panel, "class 0").color,
        series(panel, "class 1").color
    );
    assert_eq!(series(panel, "class 1, told wrong").points, [[0.25, 1.0]]);
    assert!(!names(panel).contains(&"class 0, told wrong"));
    assert_eq!(layout.notes, ["1 sample lies outside the picture."]);
    assert!(texts(&drawn, 720, 460).contains(&"told wrong".to_owned()));
    assert_eq!(
        layout.description,
        "moons, ERM: classes under drift, 4 draws of the drift at usability 0.5 (σ 0.69). Over 2 by 2 places every draw says class 0 in 25 % of the plane, class 1 in 25 %; elsewhere draws differ. Of 4 samples 1 told wrong."
    );
    let array = Boundary {
        on: Some("the array".to_owned()),
        draws: 1,
        ..boundary()
    };
    let array = BoundaryFigure::new(array).unwrap();
    let programmed = self::layout(&Figure::Boundary(&array));
    assert_eq!(programmed.title, "moons, ERM: classes on the array");
    assert!(
        programmed
            .description
            .contains("classes on the array, 1 programming.")
    );
    assert!(names(&programmed.panels[0]).contains(&"boundary in floating point"));
    let share = column(&drawn, "share of draws that say class 1");
    assert_eq!(share[..4], ["", "", "", ""]);
    assert_eq!(share[4..8], ["0", "0.25", "0.5", "1"]);
    assert_eq!(column(&drawn, "told")[..3], ["right", "right", "wrong"]);
    assert_eq!(column(&drawn, "class")[..3], ["0", "1", "1"]);
    assert_eq!(column(&drawn, "what").len(), 4 + 4 + 6);
    assert_eq!(column(&drawn, "y")[4..8], ["1", "1", "3", "3"]);
}

#[test]
fn neighbours_of_one_colour_are_one_rectangle_and_cover_the_plane() {
    let mut data = network::boundary(120, 120, 400);
    let figure = network::bounded(data.clone());
    let cells = |figure: &BoundaryFigure| {
        let drawn = Figure::Boundary(figure);
        let panel = layout(&drawn).panels.remove(0);
        let text = svg(&drawn, &style(720, 460)).unwrap();
        let document = Document::parse(&text).unwrap();
        let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> f64 {
            node.attribute(name).unwrap().parse::<f64>().unwrap() / 10.0
        };
        let rects = document
            .descendants()
            .filter(|n| n.tag_name().name() == "rect" && number(n, "height") > 1.2);
        let inside = rects.filter(|n| {
            number(n, "y") >= panel.rect.top
                && number(n, "y") < panel.rect.bottom
                && number(n, "width") > 1.2
        });
        let areas: Vec<f64> = inside
            .map(|n| (number(&n, "width") - 0.5) * (number(&n, "height") - 0.5))
            .collect();
        let whole = panel.rect.width() * panel.rect.height();
        (areas.len(), areas.iter().sum::<f64>() / whole)
    };
    let (count, area) = cells(&figure);
    assert!(count < 120 * 120 / 3, "{count}");
    // Rectangles at the right and lower edge do not reach over it.
    assert!((area - 1.0).abs() < 0.01, "{area}");
    // Where no two neighbours are the same each has its own.
    let mixed = data.share.iter().enumerate();
    data.share = mixed.map(|(at, _)| (at % 2) as f64).collect();
    let (count, area) = cells(&network::bounded(data));
    assert_eq!(count, 120 * 120);
    assert!((area - 1.0).abs() < 0.01, "{area}");
}

#[test]
fn a_boundary_that_makes_no_sense_is_refused_with_its_place() {
    let with = |change: fn(&mut Boundary)| {
        let mut data = boundary();
        change(&mut data);
        refused(BoundaryFigure::new(data))
    };
    assert_eq!(
        with(|d| d.x[0] = f64::NAN),
        "the boundary: the lower end of x is NaN; it must be finite"
    );
    assert_eq!(
        with(|d| d.y[1] = 0.0),
        "the boundary: the upper end of y is 0; it must be finite and above the lower end"
    );
    assert_eq!(
        with(|d| d.columns = 0),
        "the boundary: the number of columns is 0; it must be from 1 to 120"
    );
    assert_eq!(
        with(|d| d.rows = 121),
        "the boundary: the number of rows is 121; it must be from 1 to 120"
    );
    assert_eq!(
        with(|d| d.rows = 3),
        "the boundary: the number of shares is 4; it must be 6"
    );
    assert_eq!(
        with(|d| d.share[2] = 1.5),
        "column 1, row 2 from below: the share is 1.5; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.draws = 0),
        "the boundary: the number of draws is 0; it must be at least 1"
    );
    assert_eq!(
        with(|d| d.usability = 0.0),
        "the boundary: the usability is 0; it must be above 0 and at most 1"
    );
    assert_eq!(
        with(|d| d.clean = Some(vec![[0.0, f64::INFINITY, 0.0, 0.0]])),
        "piece 1 of the boundary without drift: an end is inf; it must be finite"
    );
    assert_eq!(
        with(|d| d.points[1].y = f64::NAN),
        "sample 2: y is NaN; it must be finite"
    );
    assert_eq!(
        with(|d| d.points[3].class = 2),
        "sample 4: the class is 2; it must be 0 or 1"
    );
    let empty = Boundary {
        share: Vec::new(),
        clean: None,
        points: Vec::new(),
        ..boundary()
    };
    let figure = BoundaryFigure::new(empty).unwrap();
    let layout = layout(&Figure::Boundary(&figure));
    let said = layout.panels[0].empty.as_deref();
    assert_eq!(said, Some("No draw of the drift is known yet."));
    assert_eq!(layout.panels[0].color, None);
}

/// ERM with three draws of which two are equal; BayesMulti with one.
fn draws() -> Draws {
    let method = |name: &str, accuracies: &[f64], ends: Option<[f64; 2]>| DrawsMethod {
        name: name.to_owned(),
        accuracies: accuracies.to_vec(),
        low: ends.map(|ends| ends[0]),
        high: ends.map(|ends| ends[1]),
    };
    Draws {
        task: "moons".to_owned(),
        model: "MLP".to_owned(),
        usability: 0.5,
        sigma: 0.693,
        methods: vec![
            method("ERM", &[0.5, 0.5, 0.875], Some([0.25, 1.0])),
            method("BayesMulti", &[0.75], None),
        ],
        classes: 4,
    }
}

#[test]
fn every_draw_is_a_dot_in_the_row_of_its_method_and_equal_ones_are_apart() {
    let figure = DrawsFigure::new(draws()).unwrap();
    let drawn = Figure::Draws(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(panel.y.names, ["ERM", "BayesMulti"]);
    assert_eq!([panel.x.low, panel.x.high], [0.0, 1.0]);
    let dots = series(panel, "one draw");
    let at: Vec<f64> = dots.points.iter().map(|p| p[0]).collect();
    assert_eq!(
        (dots.mark, &at[..]),
        (MarkKind::Dots, &[0.5, 0.5, 0.875, 0.75][..])
    );
    let off: Vec<f64> = dots.points.iter().map(|p| p[1] - p[1].round()).collect();
    assert!(off.iter().all(|off| off.abs() <= 0.27), "{off:?}");
    assert!((off[0] - off[1]).abs() > 0.1, "{off:?}");
    let alike = (off[0] - off[3]).abs() < 4.0 * f64::EPSILON;
    assert!(alike, "draw 1 stands alike in every row: {off:?}");
    assert_eq!(dots.points[3][1].round(), 1.0);
    // The mean of .5, .5 and .875 is .625; a single draw is its own.
    let mean = series(panel, "mean");
    assert_eq!(mean.points, [[0.625, -0.36], [0.625, 0.36]]);
    let interval = &series(panel, "95 % interval of the mean").points;
    assert_eq!(interval[..], [[0.25, 0.0], [1.0, 0.0]]);
    assert_eq!(series(panel, "chance, 1 of 4").points, [[0.25, 0.0]]);
    assert_eq!(
        layout.description,
        "moons, MLP: every draw of the drift at usability 0.5 (σ 0.69). Accuracy: ERM 0.625 on average over 3 draws, from 0.500 to 0.875; BayesMulti 0.750 on average over 1 draw, from 0.750 to 0.750. Chance: 0.25."
    );
    assert_eq!(column(&drawn, "draw"), ["1", "2", "3", "1"]);
    assert_eq!(column(&drawn, "accuracy"), ["0.5", "0.5", "0.875", "0.75"]);
    assert_eq!(column(&drawn, "method")[2..], ["ERM", "BayesMulti"]);
    let [px, py] = panel.pixel_of(0.75, dots.points[3][1]).unwrap();
    let hover = layout.hover(px, py, 3.0).unwrap();
    assert_eq!(
        [hover.series, hover.x, hover.y],
        ["one draw", "Accuracy 0.75", "BayesMulti"]
    );
}

#[test]
fn two_hundred_equal_draws_fill_their_row_evenly() {
    let mut data = draws();
    data.methods.truncate(1);
    data.methods[0] = DrawsMethod {
        accuracies: vec![0.5; 200],
        ..data.methods[0].clone()
    };
    let figure = DrawsFigure::new(data).unwrap();
    let layout = layout(&Figure::Draws(&figure));
    let dots = &series(&layout.panels[0], "one draw").points;
    let mut off: Vec<f64> = dots.iter().map(|p| p[1]).collect();
    off.sort_by(f64::total_cmp);
    let widest = off.windows(2).map(|p| p[1] - p[0]).fold(0.0, f64::max);
    let least = off.windows(2).map(|p| p[1] - p[0]).fold(1.0, f64::min);
    // Multiples of the golden section leave gaps of three sizes, each within a factor of
    // 2.62 of the next: over .54 of a row, none above 2.62 / 200 of it or below a quarter.
    assert!(widest < 0.54 * 2.62 / 200.0, "{widest}");
    assert!(least > 0.54 / (4.0 * 200.0), "{least}");
}

#[test]
fn draws_that_make_no_sense_are_refused_with_their_place() {
    let with = |change: fn(&mut Draws)| {
        let mut data = draws();
        change(&mut data);
        refused(DrawsFigure::new(data))
    };
    assert_eq!(
        with(|d| d.methods.clear()),
        "the chart of draws needs at least one method"
    );
    assert_eq!(
        with(|d| d.classes = 1),
        "draws: the number of classes is 1; it must be at least 2"
    );
    assert_eq!(
        with(|d| d.usability = 1.5),
        "draws: the usability is 1.5; it must be above 0 and at most 1"
    );
    assert_eq!(
        with(|d| d.sigma = -0.5),
        "draws: sigma is -0.5; it must be at least 0"
    );
    assert_eq!(
        with(|d| d.methods[1].name = "ERM".to_owned()),
        "draws: method \"ERM\" stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.methods[0].accuracies[2] = 87.5),
        "ERM, draw 3: the accuracy is 87.5; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.methods[0].low = Some(0.7)),
        "ERM: the lower end of the interval is 0.7; it must be at most the mean"
    );
    assert_eq!(
        with(|d| d.methods[0].accuracies.clear()),
        "ERM: an end of the interval is 0.25; it must be absent: there is no draw"
    );
    let mut data = draws();
    data.methods[1].accuracies.clear();
    let figure = DrawsFigure::new(data.clone()).unwrap();
    let notes = layout(&Figure::Draws(&figure)).notes;
    assert_eq!(notes, ["1 method has no draw yet."]);
    data.methods.remove(0);
    let figure = DrawsFigure::new(data).unwrap();
    let panel = layout(&Figure::Draws(&figure)).panels.remove(0);
    assert_eq!(panel.empty.as_deref(), Some("No draw is done yet."));
}

fn bound(at: f64, published: f64, exact: f64) -> TheoryBound {
    TheoryBound {
        at,
        published,
        exact,
    }
}

/// Published up to r = 1, true for r = 0 only; by c out of order, one value below 0.
fn theory() -> Theory {
    Theory {
        c: 0.75,
        p1: 0.5,
        p2: 0.25,
        parameters: 3,
        along_r: vec![
            bound(0.0, 0.75, 0.625),
            bound(1.0, 0.625, 0.5),
            bound(2.0, 0.5, 0.25),
        ],
        along_c: vec![
            bound(1.0, 1.0, 1.0),
            bound(0.5, -0.25, 0.0),
            bound(0.875, 0.75, 0.25),
        ],
    }
}

#[test]
fn both_bounds_stand_over_what_is_needed_and_false_promises_are_marked() {
    let figure = TheoryFigure::new(theory()).unwrap();
    let drawn = Figure::Theory(&figure);
    let layout = layout(&drawn);
    let [by_r, by_c] = &layout.panels[..] else {
        panic!("{} panels", layout.panels.len())
    };
    for panel in [by_r, by_c] {
        assert_eq!([panel.y.low, panel.y.high], [0.0, 1.0]);
        assert_eq!(series(panel, "needed: above 1/2").points, [[0.0, 0.5]]);
    }
    assert_eq!([by_r.x.low, by_r.x.high], [-0.5, 2.5]);
    assert_eq!([by_c.x.low, by_c.x.high], [0.5, 1.0]);
    let points = |panel, name| &series(panel, name).points[..];
    assert_eq!(
        points(by_r, "published"),
        [[0.0, 0.75], [1.0, 0.625], [2.0, 0.5]]
    );
    assert_eq!(
        points(by_r, "exact"),
        [[0.0, 0.625], [1.0, 0.5], [2.0, 0.25]]
    );
    // Below 0 is drawn at 0, from the smallest c up.
    assert_eq!(
        points(by_c, "published"),
        [[0.5, 0.0], [0.875, 0.75], [1.0, 1.0]]
    );
    // One half itself promises nothing, and is not enough.
    assert_eq!(points(by_r, "promised, not true"), [[1.0, 0.625]]);
    assert_eq!(points(by_c, "promised, not true"), [[0.875, 0.75]]);
    assert_eq!(points(by_c, "c = 0.75"), [[0.75, 0.0]]);
    assert!(!names(by_r).contains(&"c = 0.75"));
    assert_eq!(
        layout.notes,
        [
            "At 2 places the published bound exceeds 1/2 and the exact one does not: promised, not true.",
            "1 value is below 0 and drawn at 0."
        ]
    );
    assert_eq!(
        layout.description,
        "Theorem 1: as published, and exact, p₁ 0.5 · p₂ 0.25 · 3 weights. At c = 0.75 the published bound exceeds 1/2 up to r = 1, the exact one up to r = 0. At r = 0 the published bound exceeds 1/2 from c = 0.875 on, the exact one from c = 1 on."
    );
    assert_eq!(column(&drawn, "at"), ["0", "1", "2", "0.5", "0.875", "1"]);
    assert_eq!(column(&drawn, "published")[3..], ["-0.25", "0.75", "1"]);
    assert_eq!(column(&drawn, "exact")[..3], ["0.625", "0.5", "0.25"]);
    assert_eq!(
        column(&drawn, "panel")[2..4],
        ["weights changed, r", "probability of the vote, c"]
    );
}

#[test]
fn panels_over_different_axes_have_ticks_and_a_label_each() {
    let figure = TheoryFigure::new(theory()).unwrap();
    let drawn = Figure::Theory(&figure);
    for (width, height) in [(360, 560), (720, 620)] {
        let layout = drawn.picture(&style(width, height)).layout;
        let [by_r, by_c] = &layout.panels[..] else {
            panic!("{} panels", layout.panels.len())
        };
        // Ticks and label of the first, the label of y of the second.
        let room = 20.0 + 17.0 + 24.0;
        assert!(
            by_c.rect.top >= by_r.rect.bottom + room,
            "{by_r:?} {by_c:?}"
        );
        assert!(by_c.rect.bottom + 37.0 <= f64::from(height));
        let words = texts(&drawn, width, height);
        for word in [
            "Weights changed arbitrarily, r",
            "Probability of the vote, c",
            "Lower bound at c = 0.75",
            "Lower bound at r = 0",
        ] {
            assert!(words.contains(&word.to_owned()), "{word} in {words:?}");
        }
        let count = |text: &str| words.iter().filter(|word| *word == text).count();
        assert_eq!(
            (count("2"), count("0.7") + count("0.70")),
            (1, 1),
            "{words:?}"
        );
    }
}

#[test]
fn a_theory_that_makes_no_sense_is_refused_with_its_place() {
    let with = |change: fn(&mut Theory)| {
        let mut data = theory();
        change(&mut data);
        refused(TheoryFigure::new(data))
    };
    assert_eq!(
        with(|d| d.c = 1.5),
        "Theorem 1: c is 1.5; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.p2 = -0.5),
        "Theorem 1: p2 is -0.5; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.p2 = 0.75),
        "Theorem 1: p1 + p2 is 1.25; it must be at most 1"
    );
    assert_eq!(
        with(|d| d.parameters = 0),
        "Theorem 1: the number of weights is 0; it must be at least 1"
    );
    for (at, r) in [4.0, 0.5, -1.0].iter().zip(["4", "0.5", "-1"]) {
        let mut data = theory();
        data.along_r[2].at = *at;
        assert_eq!(
            refused(TheoryFigure::new(data)),
            format!(
                "Theorem 1 at r {r}: it is {r}; it must be a whole number from 0 to that of weights"
            )
        );
    }
    assert_eq!(
        with(|d| d.along_r[1].at = 0.0),
        "Theorem 1: r 0 stands twice; give each once"
    );
    assert_eq!(
        with(|d| d.along_c[1].at = 2.0),
        "Theorem 1 at c 2: it is 2; it must be from 0 to 1"
    );
    assert_eq!(
        with(|d| d.along_r[0].published = 1.25),
        "Theorem 1 at r 0: the published bound is 1.25; it must be at most 1"
    );
    assert_eq!(
        with(|d| d.along_c[2].exact = f64::NAN),
        "Theorem 1 at c 0.875: the exact bound is NaN; it must be at most 1"
    );
    let empty = Theory {
        along_r: Vec::new(),
        along_c: Vec::new(),
        ..theory()
    };
    let figure = TheoryFigure::new(empty).unwrap();
    let layout = layout(&Figure::Theory(&figure));
    let empty = layout.panels.iter().map(|p| p.empty.as_deref().unwrap());
    assert_eq!(
        empty.collect::<Vec<_>>(),
        [
            "No bound by the weights changed is known yet.",
            "No bound by c is known yet."
        ]
    );
}

#[test]
fn hostile_names_are_text_and_every_size_has_a_picture() {
    let hostile = format!(
        "<script>alert(1)</script> ]]> \u{0}\u{1b}\u{202e} {}",
        "long ".repeat(3000)
    );
    let mut data = boundary();
    data.name = hostile.clone();
    let bounded = BoundaryFigure::new(data).unwrap();
    let mut data = draws();
    data.task = hostile.clone();
    data.methods[0].name = hostile;
    let drawn = DrawsFigure::new(data).unwrap();
    let proved = TheoryFigure::new(theory()).unwrap();
    for figure in [
        Figure::Boundary(&bounded),
        Figure::Draws(&drawn),
        Figure::Theory(&proved),
    ] {
        for (width, height) in [(160, 180), (360, 400), (720, figure.natural_height())] {
            for theme in [Theme::Light, Theme::Dark] {
                let style = Style::new(width, height, 1.0, theme).unwrap();
                let text = svg(&figure, &style).unwrap();
                assert!(text.len() < 100_000, "{}", text.len());
                let document = Document::parse(&text).unwrap();
                let mut nodes = document.descendants();
                assert!(nodes.all(|node| node.tag_name().name() != "script"));
            }
        }
        let csv = figure.table().csv();
        assert!(!csv.contains(['\u{0}', '\u{1b}', '\u{202e}']), "{csv}");
    }
}

#[test]
fn what_a_page_hands_over_of_drift_is_checked() {
    let text = serde_json::to_string(&boundary()).unwrap();
    let figure: BoundaryFigure = serde_json::from_str(&text).unwrap();
    assert_eq!(figure.data(), &boundary());
    let bare = r#"{"name":"n","x":[0,1],"y":[0,1],"columns":1,"rows":1,"share":[0.5],"draws":1,"usability":1}"#;
    assert!(serde_json::from_str::<BoundaryFigure>(bare).is_ok());
    let wrong = bare.replace(r#""rows":1"#, r#""rows":2"#);
    let error = serde_json::from_str::<BoundaryFigure>(&wrong).unwrap_err();
    assert!(error.to_string().contains("it must be 2"), "{error}");
    let text = serde_json::to_string(&draws()).unwrap();
    assert_eq!(
        serde_json::from_str::<DrawsFigure>(&text).unwrap().data(),
        &draws()
    );
    let wrong = text.replace("0.875", "8.75");
    assert!(serde_json::from_str::<DrawsFigure>(&wrong).is_err());
    let text = serde_json::to_string(&theory()).unwrap();
    assert_eq!(
        serde_json::from_str::<TheoryFigure>(&text).unwrap().data(),
        &theory()
    );
    let wrong = text.replace(r#""parameters":3"#, r#""parameters":1"#);
    assert!(serde_json::from_str::<TheoryFigure>(&wrong).is_err());
}
