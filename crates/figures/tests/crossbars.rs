//! The charts of crossbars: what stands where, what the tables hold, what is refused.

mod support;

use memrilab_figures::{
    AxisScale, Convergence, ConvergenceFigure, Energy, EnergyFigure, Errors, ErrorsFigure, Figure,
    MarkKind, Style, Theme, Waterfall, WaterfallFigure, svg,
};
use roxmltree::Document;
use support::crossbar;
use support::look::{all, column, layout, names, refused, series, texts};

fn convergence() -> Convergence {
    let mut data = crossbar::convergence(3);
    let rows = [
        (0, 0.2, 0.5, 4.0, 0.0),
        (1, 0.0, 0.04, 0.3, 0.625),
        (3, 0.0, 0.02, 0.05, 1.0),
    ];
    for (step, row) in data.steps.iter_mut().zip(rows) {
        (step.pulses, step.low, step.median, step.high, step.within) = row;
    }
    data.yield_share = Some(0.8125);
    data
}

#[test]
fn errors_stand_over_pulses_with_the_tolerance_and_the_share_below() {
    let figure = ConvergenceFigure::new(convergence()).unwrap();
    let layout = layout(&Figure::Convergence(&figure));
    let [errors, shares] = &layout.panels[..] else {
        panic!("{} panels", layout.panels.len())
    };
    assert_eq!(errors.y.scale, AxisScale::Log);
    let tolerance = series(errors, "tolerance, 5 %");
    assert_eq!(
        (tolerance.mark, &tolerance.points[..]),
        (MarkKind::Level, &[[0.0, 0.05]][..])
    );
    // Few enough for dots on the line.
    for median in all(errors, "median") {
        assert_eq!(median.points, [[0.0, 0.5], [1.0, 0.04], [3.0, 0.02]]);
    }
    assert_eq!(all(errors, "median").len(), 2);
    // An error of 0 has no logarithm: it is drawn at a hundredth of the tolerance.
    let floor = 0.01 * 0.05;
    let band = series(errors, "10 % to 90 % of the devices");
    let low = [[0.0, 0.2], [1.0, floor], [3.0, floor]];
    let high = [[0.0, 4.0], [1.0, 0.3], [3.0, 0.05]];
    assert_eq!(band.points, [low, high].concat());
    assert_eq!(layout.notes, ["2 errors are below 0.05 % and drawn there."]);
    let share = all(shares, "within tolerance")[0];
    assert_eq!(share.points, [[0.0, 0.0], [1.0, 0.625], [3.0, 1.0]]);
    let end = series(shares, "at the end, 81.3 %");
    assert_eq!(end.points, [[0.0, 0.8125]]);
    assert_eq!([shares.y.low, shares.y.high], [0.0, 1.0]);
    assert!(
        layout.description.contains(
            "of 1024 devices, 0 % within 5 % before the first pulse, 100 % after at most 3 pulses. \
             Median error 0.50, then 0.0200. At the end 81.3 % are within."
        ),
        "{}",
        layout.description
    );
    let drawn = Figure::Convergence(&figure);
    assert_eq!(column(&drawn, "pulses"), ["0", "1", "3"]);
    // The table keeps what was measured.
    assert_eq!(column(&drawn, "error, 10 %"), ["0.2", "0", "0"]);
    assert_eq!(
        column(&drawn, "share within tolerance"),
        ["0", "0.625", "1"]
    );
}

#[test]
fn efficiency_falls_with_bits_below_that_of_the_array() {
    let data = crossbar::energy(12);
    let figure = EnergyFigure::new(data.clone()).unwrap();
    let drawn = Figure::Energy(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(
        (panel.y.scale, panel.y.unit.as_str()),
        (AxisScale::Log, "GOP/s/W")
    );
    assert_eq!([panel.y.low, panel.y.high], [100.0, 1e5]);
    let array = series(panel, "array only");
    assert_eq!(array.points, [[0.0, data.array_only]]);
    let [line, dots] = all(panel, "with converters")[..] else {
        panic!("{:?}", names(panel))
    };
    assert_eq!((line.mark, dots.mark), (MarkKind::Line, MarkKind::Dots));
    assert_eq!(line.points.len(), 12);
    assert_eq!(line.points[7], [8.0, data.bits[7].gops_per_watt]);
    let baseline = series(panel, "V100, tensor cores");
    assert_eq!(baseline.points, [[0.0, 416.7]]);
    // 7.26 pJ of the array against 10 conversions of 10 fJ 2^bits: 6.4 pJ at 6 bits, 12.8 at 7.
    assert!(
        layout
            .description
            .contains("From 7 bits on converters take more than the array."),
        "{}",
        layout.description
    );
    assert_eq!(column(&drawn, "bits").len(), 12);
    let times = column(&drawn, "times V100, tensor cores");
    assert_eq!(times[0], (data.bits[0].gops_per_watt / 416.7).to_string());
    let share: f64 = column(&drawn, "share of energy in the array")[6]
        .parse()
        .unwrap();
    assert!((share - 7.26 / (7.26 + 12.8)).abs() < 1e-12);
    // A baseline on a decade has the next one below it.
    let mut low = data.clone();
    low.baseline.as_mut().unwrap().gops_per_watt = 100.0;
    let figure = EnergyFigure::new(low).unwrap();
    let panel = self::layout(&Figure::Energy(&figure)).panels.remove(0);
    assert_eq!([panel.y.low, panel.y.high], [10.0, 1e5]);
    assert!(texts(&drawn, 720, 420).iter().any(|t| t == &data.assumed));
}

#[test]
fn what_contradicts_itself_is_refused() {
    let with = |change: fn(&mut Convergence)| {
        let mut data = convergence();
        change(&mut data);
        refused(ConvergenceFigure::new(data))
    };
    for (got, words) in [
        (
            with(|d| d.tolerance = 0.0),
            "the tolerance is 0; it must be above 0",
        ),
        (
            with(|d| d.steps[1].pulses = 0),
            "after 0 pulses: the number of pulses is 0",
        ),
        (
            with(|d| d.steps[0].low = -0.1),
            "the error of a tenth is -0.1",
        ),
        (
            with(|d| d.steps[0].median = 0.1),
            "at least that of a tenth",
        ),
        (with(|d| d.steps[0].high = 0.4), "at least the median"),
        (with(|d| d.yield_share = Some(-1.0)), "the yield is -1"),
        (
            with(|d| d.steps[2].within = 1.5),
            "after 3 pulses: the share within tolerance is 1.5",
        ),
    ] {
        assert!(got.contains(words), "{got}");
    }
    let with = |change: fn(&mut Energy)| {
        let mut data = crossbar::energy(4);
        change(&mut data);
        refused(EnergyFigure::new(data))
    };
    for (got, words) in [
        (
            with(|d| d.array_only = 0.0),
            "GOP/s/W of the array alone is 0",
        ),
        (with(|d| d.bits[2].bits = 2), "larger than the one before"),
        (
            with(|d| d.bits[3].gops_per_watt = 2.0 * d.array_only),
            "energy at 4 bits: GOP/s/W is 55096.4",
        ),
        (
            with(|d| d.baseline.as_mut().unwrap().gops_per_watt = f64::NAN),
            "V100, tensor cores: GOP/s/W is NaN",
        ),
    ] {
        assert!(got.contains(words), "{got}");
    }
    let text = serde_json::to_string(&convergence()).unwrap();
    let back: ConvergenceFigure = serde_json::from_str(&text).unwrap();
    assert_eq!(back.data(), &convergence());
    let wrong = text.replace("\"tolerance\":0.05", "\"tolerance\":-1");
    assert!(serde_json::from_str::<ConvergenceFigure>(&wrong).is_err());
    let text = serde_json::to_string(&crossbar::energy(2)).unwrap();
    let back: EnergyFigure = serde_json::from_str(&text).unwrap();
    assert_eq!(back.data(), &crossbar::energy(2));
}

#[test]
fn nothing_yet_is_said_and_every_size_has_a_picture() {
    let none = ConvergenceFigure::new(crossbar::convergence(0)).unwrap();
    let empty = layout(&Figure::Convergence(&none));
    let empty = empty.panels.iter().map(|p| p.empty.as_deref());
    assert_eq!(
        empty.collect::<Vec<_>>(),
        [Some("No device is read yet."); 2]
    );
    let hostile = format!(
        "<script>alert(1)</script> ]]> \u{0}\u{1b}\u{202e} {}",
        "long ".repeat(3000)
    );
    let mut data = convergence();
    data.name = hostile.clone();
    let converged = ConvergenceFigure::new(data).unwrap();
    let mut data = crossbar::energy(8);
    data.name = hostile.clone();
    data.assumed = hostile.clone();
    data.baseline.as_mut().unwrap().name = hostile;
    let counted = EnergyFigure::new(data).unwrap();
    let mut data = crossbar::waterfall();
    data.name.clone_from(&counted.data().name);
    data.steps[0].label.clone_from(&counted.data().name);
    let fallen = WaterfallFigure::new(data).unwrap();
    let mut data = crossbar::errors();
    data.rows[0].name.clone_from(&counted.data().name);
    let erred = ErrorsFigure::new(data).unwrap();
    for figure in [
        Figure::Convergence(&converged),
        Figure::Energy(&counted),
        Figure::Waterfall(&fallen),
        Figure::Errors(&erred),
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
fn a_waterfall_is_a_staircase_with_each_effect_alone_beside_it() {
    let data = crossbar::waterfall();
    let figure = WaterfallFigure::new(data.clone()).unwrap();
    let drawn = Figure::Waterfall(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    let [stairs, dots] = all(panel, "with one more effect")[..] else {
        panic!("{:?}", names(panel))
    };
    // From floating point down: each stair begins where the one before ended.
    assert_eq!(
        stairs.points[..4],
        [[0.9975, 0.0], [0.995, 0.0], [0.995, 1.0], [0.99, 1.0]]
    );
    assert_eq!(dots.points[6], [0.86, 6.0]);
    assert_eq!(series(panel, "in floating point").points, [[0.9975, 0.0]]);
    // Without randomness there are no draws to span.
    assert_eq!(series(panel, "95 % of the draws").points.len(), 2 * 5);
    let alone = series(panel, "this effect alone");
    assert_eq!((alone.points.len(), alone.points[2]), (6, [0.92, 3.0]));
    assert!(
        layout
            .description
            .ends_with("Alone, drift costs most, 0.075."),
        "{}",
        layout.description
    );
    assert_eq!(column(&drawn, "alone")[..2], ["", "0.99"]);
    let with = |change: fn(&mut Waterfall)| {
        let mut data = crossbar::waterfall();
        change(&mut data);
        refused(WaterfallFigure::new(data))
    };
    for (got, words) in [
        (with(|d| d.steps.clear()), "effect"),
        (
            with(|d| d.steps[1].mean = 1.5),
            "conductance levels: the accuracy is 1.5",
        ),
        (
            with(|d| d.software = f64::NAN),
            "the accuracy in floating point is NaN",
        ),
        (with(|d| d.draws = 0), "the number of draws is 0"),
        (with(|d| d.steps[2].label = "drift".into()), "drift"),
    ] {
        assert!(got.contains(words), "{got}");
    }
    let text = serde_json::to_string(&data).unwrap();
    let back: WaterfallFigure = serde_json::from_str(&text).unwrap();
    assert_eq!(back.data(), &data);
}

#[test]
fn errors_of_the_output_stand_about_zero() {
    let data = crossbar::errors();
    let figure = ErrorsFigure::new(data.clone()).unwrap();
    let drawn = Figure::Errors(&figure);
    let layout = layout(&drawn);
    let panel = &layout.panels[0];
    assert_eq!(series(panel, "no error").points, [[0.0, 0.0]]);
    let spans = series(panel, "5 % to 95 %");
    assert_eq!(spans.points[..2], [[-6.0, 0.0], [2.2 * 3.0, 0.0]]);
    assert_eq!(column(&drawn, "rms")[1], "1.2");
    assert!(
        layout.description.contains("BayesMulti rms 0.72"),
        "{}",
        layout.description
    );
    let mut wrong = data;
    wrong.rows[0].quantiles[3] = -9.0;
    let got = refused(ErrorsFigure::new(wrong));
    assert!(
        got.contains("ERM: a quantile is -9; it must be at least the one before"),
        "{got}"
    );
    assert!(
        refused(ErrorsFigure::new(Errors {
            count: 1,
            ..Errors::default()
        }))
        .contains("network")
    );
}
