//! Networks made up for pictures and tests.

use memrilab_core::stream::{Stream, normal, u53};
use memrilab_figures::{
    Boundary, BoundaryFigure, BoundaryPoint, Draws, DrawsFigure, DrawsMethod, LayerSensitivity,
    Robustness, RobustnessFigure, RobustnessLevel, RobustnessMark, RobustnessMethod, Sensitivity,
    SensitivityFigure, Simplex, SimplexFigure, SimplexTrial, Theory, TheoryBound, TheoryFigure,
    Training, TrainingEpoch, TrainingFigure, TrainingRun,
};

/// A level summed up from what each draw gave.
pub fn level(usability: f64, accuracies: &[f64]) -> RobustnessLevel {
    let n = accuracies.len() as f64;
    let mean = accuracies.iter().sum::<f64>() / n;
    let squares: f64 = accuracies.iter().map(|a| (a - mean).powi(2)).sum();
    let sd = (accuracies.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
    let half = sd.map(|sd| 2.1 * sd / n.sqrt());
    RobustnessLevel {
        usability,
        draws: accuracies.len() as u32,
        mean,
        sd,
        min: accuracies.iter().copied().fold(f64::INFINITY, f64::min),
        max: accuracies.iter().copied().fold(0.0, f64::max),
        low: half.map(|half| mean - half),
        high: half.map(|half| mean + half),
    }
}

const NAMES: [&str; 14] = [
    "ERM",
    "multinomial(.3, .3)",
    "BayesMulti",
    "log-normal(.4)",
    "dropout(.3)",
    "BayesFT",
    "weight(.2, .4)",
    "activation(.2, .4)",
    "method 9",
    "method 10",
    "method 11",
    "method 12",
    "method 13",
    "method 14",
];

/// `methods` at ten levels of `draws` draws each.
pub fn robustness(methods: usize, draws: usize) -> Robustness {
    let mut rng = Stream::new(3, "robustness", 0, 0);
    let one = |(number, name): (usize, &&str)| {
        let half = 0.62 - 0.09 * number as f64;
        let levels = (1..=10).map(|k| {
            let usability = f64::from(k) / 10.0;
            let steep = (usability - half) / 0.09;
            let level_of = 0.1 + 0.88 / (1.0 + libm::exp(-steep));
            let draw = |_| {
                let spread = 0.004 + 0.25 * (level_of - 0.1) * (0.99 - level_of);
                (level_of + spread * normal(&mut rng)).clamp(0.02, 1.0)
            };
            level(usability, &(0..draws).map(draw).collect::<Vec<_>>())
        });
        RobustnessMethod {
            name: (*name).to_owned(),
            levels: levels.collect(),
        }
    };
    let mark = |usability| RobustnessMark {
        usability,
        text: "multinomial(.3, .3) better than ERM, p < .01".to_owned(),
    };
    Robustness {
        task: "MNIST".to_owned(),
        model: "LeNet-5".to_owned(),
        classes: 10,
        methods: NAMES.iter().take(methods).enumerate().map(one).collect(),
        marks: match draws > 1 && methods > 1 {
            true => [0.3, 0.4, 0.5, 0.6].map(mark).to_vec(),
            false => Vec::new(),
        },
    }
}

pub fn robust(data: Robustness) -> RobustnessFigure {
    RobustnessFigure::new(data).unwrap()
}

/// Runs of `epochs` epochs.
pub fn training(runs: usize, epochs: u32) -> TrainingFigure {
    let mut rng = Stream::new(5, "training", 0, 0);
    let one = |number: usize| {
        let mut noise = |size: f64| size * normal(&mut rng);
        let epochs = (1..=epochs).map(|epoch| {
            let t = f64::from(epoch) / (4.0 + 3.0 * number as f64);
            let fall = libm::exp(-t);
            TrainingEpoch {
                epoch,
                loss: Some(2.3 * fall + 0.02 + noise(0.01).abs()),
                accuracy: Some((0.985 - 0.85 * fall + noise(0.004)).clamp(0.0, 1.0)),
                validation_loss: Some(2.2 * fall + 0.09 + 0.03 * t + noise(0.03).abs()),
                validation_accuracy: Some((0.96 - 0.82 * fall + noise(0.01)).clamp(0.0, 1.0)),
            }
        });
        let epochs: Vec<TrainingEpoch> = epochs.collect();
        let best = epochs.iter().max_by(|a, b| {
            let value = |e: &TrainingEpoch| e.validation_accuracy.unwrap_or(0.0);
            value(a).total_cmp(&value(b))
        });
        TrainingRun {
            name: NAMES[number].to_owned(),
            best: best.map(|e| e.epoch),
            epochs,
        }
    };
    let runs = (0..runs).map(one).collect();
    let name = "MNIST, LeNet-5".to_owned();
    TrainingFigure::new(Training { name, runs }).unwrap()
}

pub fn layer_names(n: usize) -> Vec<String> {
    let lenet = ["conv1", "conv2", "fc1", "fc2", "fc3"];
    let name = |k: usize| match lenet.get(k) {
        Some(name) if n <= 5 => (*name).to_owned(),
        _ => format!("features.{k}.conv"),
    };
    (0..n).map(name).collect()
}

pub fn sensitivity(layers: usize, draws: u32) -> Sensitivity {
    let mut rng = Stream::new(9, "sensitivity", 0, 0);
    let layer = |(k, layer): (usize, String)| {
        let lost = 0.31 * libm::exp(-0.6 * k as f64) - 0.012 + 0.01 * normal(&mut rng);
        let half = (draws > 1).then(|| 0.012 + 0.02 * u53(&mut rng));
        LayerSensitivity {
            layer,
            draws,
            lost,
            low: half.map(|half| lost - half),
            high: half.map(|half| lost + half),
        }
    };
    Sensitivity {
        name: "MNIST, LeNet-5, ERM".to_owned(),
        usability: 0.5,
        clean: Some(0.984),
        layers: layer_names(layers)
            .into_iter()
            .enumerate()
            .map(layer)
            .collect(),
    }
}

pub fn sensitive(data: Sensitivity) -> SensitivityFigure {
    SensitivityFigure::new(data).unwrap()
}

/// Trials that close in on one point of each triangle.
pub fn simplex(layers: usize, trials: u32) -> Simplex {
    let mut rng = Stream::new(11, "simplex", 0, 0);
    let trials = (1..=trials).map(|number| {
        let wide = libm::exp(-f64::from(number) / 9.0);
        let mut off = 0.0;
        let p = (0..layers).map(|layer| {
            let (a, b) = (u53(&mut rng), u53(&mut rng));
            let (a, b) = if a + b > 1.0 {
                (1.0 - a, 1.0 - b)
            } else {
                (a, b)
            };
            let best = [0.15 + 0.06 * layer as f64 % 0.4, 0.3];
            let at = [
                best[0] + wide * (a - best[0]),
                best[1] + wide * (b - best[1]),
            ];
            off += (at[0] - best[0]).powi(2) + (at[1] - best[1]).powi(2);
            at
        });
        let p: Vec<[f64; 2]> = p.collect();
        let objective = 0.9 - 0.6 * off / layers as f64 + 0.01 * normal(&mut rng);
        SimplexTrial {
            number,
            objective: (number % 11 != 4).then_some(objective),
            p,
        }
    });
    Simplex {
        name: "MNIST, LeNet-5".to_owned(),
        objective: "Mean accuracy under drift".to_owned(),
        trials: trials.collect(),
        layers: layer_names(layers),
    }
}

pub fn trials(data: Simplex) -> SimplexFigure {
    SimplexFigure::new(data).unwrap()
}

/// Two moons told apart by a wave that drift shifts up and down.
pub fn boundary(columns: u32, rows: u32, points: usize) -> Boundary {
    let mut rng = Stream::new(13, "boundary", 0, 0);
    let (x, y) = ([-1.6, 2.6], [-1.2, 1.7]);
    let wave = |x: f64| 0.25 + 0.55 * libm::sin(2.2 * x + 1.6);
    let draws = 20;
    let shifts: Vec<f64> = (0..draws).map(|_| 0.35 * normal(&mut rng)).collect();
    let middle = |[low, high]: [f64; 2], at: u32, of: u32| {
        low + (high - low) * (f64::from(at) + 0.5) / f64::from(of)
    };
    let share = |row: u32, column: u32| {
        let (x, y) = (middle(x, column, columns), middle(y, row, rows));
        let below = shifts
            .iter()
            .filter(|s| y < wave(x) + **s * (1.0 + x.abs()));
        below.count() as f64 / draws as f64
    };
    let sample = |k: usize| {
        let class = (k % 2) as u32;
        let turn = core::f64::consts::PI * u53(&mut rng);
        let (sin, cos) = (libm::sin(turn), libm::cos(turn));
        let [x, y] = match class {
            0 => [cos, sin],
            _ => [1.0 - cos, 0.5 - sin],
        };
        let (x, y) = (x + 0.16 * normal(&mut rng), y + 0.16 * normal(&mut rng));
        BoundaryPoint {
            x,
            y,
            class,
            right: (y < wave(x)) == (class == 1),
        }
    };
    let steps = 160;
    let at = |k: u32| {
        let x = x[0] + (x[1] - x[0]) * f64::from(k) / f64::from(steps);
        [x, wave(x)]
    };
    let clean = (0..steps).map(|k| [at(k), at(k + 1)].concat());
    let clean = clean.map(|c| [c[0], c[1], c[2], c[3]]).collect();
    Boundary {
        name: "moons, BayesMulti".to_owned(),
        x,
        y,
        columns,
        rows,
        share: (0..rows)
            .flat_map(|r| (0..columns).map(move |c| (r, c)))
            .map(|(r, c)| share(r, c))
            .collect(),
        draws,
        usability: 0.5,
        on: None,
        clean: Some(clean),
        points: (0..points).map(sample).collect(),
    }
}

pub fn bounded(data: Boundary) -> BoundaryFigure {
    BoundaryFigure::new(data).unwrap()
}

/// `draws` draws of `methods` methods, some of them in two heaps.
pub fn draws(methods: usize, draws: usize) -> Draws {
    let mut rng = Stream::new(17, "draws", 0, 0);
    let one = |(number, name): (usize, &&str)| {
        let draw = |k: usize| {
            let heap = if number.is_multiple_of(3) && k.is_multiple_of(3) {
                0.45
            } else {
                0.8
            };
            // Of 200 test samples.
            (200.0 * (heap + 0.02 * number as f64 + 0.05 * normal(&mut rng)))
                .round()
                .clamp(0.0, 200.0)
                / 200.0
        };
        let accuracies: Vec<f64> = (0..draws).map(draw).collect();
        let whole = level(0.5, &accuracies);
        DrawsMethod {
            name: (*name).to_owned(),
            low: whole.low,
            high: whole.high,
            accuracies,
        }
    };
    Draws {
        task: "moons".to_owned(),
        model: "MLP 2-16-16-2".to_owned(),
        usability: 0.5,
        sigma: core::f64::consts::LN_2,
        methods: NAMES.iter().take(methods).enumerate().map(one).collect(),
        classes: 2,
    }
}

pub fn drawn(data: Draws) -> DrawsFigure {
    DrawsFigure::new(data).unwrap()
}

/// Bounds of the shape that the theorem has; the exact one as a function of the other.
pub fn theory(c: f64, p1: f64, p2: f64, parameters: u64) -> Theory {
    let published = |c: f64, r: u64| {
        c - 1.0 + libm::pow(p1, r as f64) * libm::pow(1.0 - p2, (parameters - r) as f64)
    };
    let exact = |c: f64, r: u64| {
        let kept = libm::pow(p1, r as f64) * libm::pow(1.0 - p2, (parameters - r) as f64);
        (kept - (1.0 - c) * ((1.0 - p1 - p2) / p2).max(1.0)).max(0.0)
    };
    let at_r = |r: u64| TheoryBound {
        at: r as f64,
        published: published(c, r),
        exact: exact(c, r),
    };
    let at_c = |k: u32| {
        let c = 0.5 + f64::from(k) / 120.0;
        TheoryBound {
            at: c,
            published: published(c, 0),
            exact: exact(c, 0),
        }
    };
    Theory {
        c,
        p1,
        p2,
        parameters,
        along_r: (0..=parameters.min(12)).map(at_r).collect(),
        along_c: (0..=60).map(at_c).collect(),
    }
}

pub fn proved(data: Theory) -> TheoryFigure {
    TheoryFigure::new(data).unwrap()
}
