//! Networks made up for pictures and tests.

use memrilab_core::stream::{Stream, normal, u53};
use memrilab_figures::{
    LayerSensitivity, Robustness, RobustnessFigure, RobustnessLevel, RobustnessMark,
    RobustnessMethod, Sensitivity, SensitivityFigure, Simplex, SimplexFigure, SimplexTrial,
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
