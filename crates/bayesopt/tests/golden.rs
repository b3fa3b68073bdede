//! Spaces, process, acquisition and fit against `tests/golden/bo.json`, which
//! `reference/bo.py` generates independently.

mod common;

use common::{golden, landscape, near, number, numbers, rows};
use memrilab_bayesopt::acquisition::expected_improvement;
use memrilab_bayesopt::gp::{
    Axis, Gp, Hyperparameters, Likelihood, Measured, Priors, Queries, Training, fit,
};
use memrilab_bayesopt::{Encoder, Encoding, Kernel, Point};
use serde_json::Value;

const MODES: [(&str, Encoding); 2] = [("ordinal", Encoding::Ordinal), ("onehot", Encoding::Onehot)];

fn point(value: &Value) -> Point {
    serde_json::from_value(value.clone()).unwrap()
}

fn hyper(value: &Value) -> Hyperparameters {
    Hyperparameters {
        length_scales: numbers(&value["ls"]),
        signal: number(&value["sf2"]),
        noise: number(&value["sn2"]),
    }
}

/// A length scale for every coordinate, as the vectors have them.
fn training(case: &Value, y: &[f64], mean: f64) -> Training {
    let x = rows(&case["X"]);
    let measured: Vec<Measured> = y.iter().copied().map(Measured::once).collect();
    let dimension = x.len() / y.len();
    Training::new((0..dimension).collect(), x, measured, mean).unwrap()
}

fn grid(encoder: &Encoder, space: &memrilab_bayesopt::Space) -> Queries {
    let axes = space.variables().iter().enumerate().map(|(i, variable)| {
        let span = encoder.spans()[i].clone();
        let mut base = space.point(0).unwrap();
        let levels = (0..variable.options().unwrap())
            .flat_map(|o| {
                base.0[i] = variable.option(o).unwrap();
                encoder.encode(&base).unwrap()[span.clone()].to_vec()
            })
            .collect();
        Axis { span, levels }
    });
    Queries::grid(axes.collect()).unwrap()
}

#[test]
fn enumeration_and_encodings() {
    let vectors = golden();
    let space = landscape::space(false);
    assert_eq!(space.count(), vectors["n"].as_u64());
    let cases = vectors["indexes"].as_array().unwrap();
    assert_eq!(cases.len(), 18);
    for case in cases {
        let index = case["index"].as_u64().unwrap();
        let point = point(&case["config"]);
        assert_eq!(space.index(&point), Some(index));
        assert_eq!(space.point(index).as_ref(), Some(&point));
        for (name, encoding) in MODES {
            let got = Encoder::new(&space, encoding, true).encode(&point).unwrap();
            let expected = numbers(&case[format!("encode_{name}")]);
            assert_eq!(got.len(), expected.len());
            for (g, e) in got.iter().zip(&expected) {
                near(name, *g, *e, 4.0 * f64::EPSILON);
            }
        }
        near(
            "usability",
            landscape::usability(&point),
            number(&case["usability"]),
            1e-14,
        );
    }
    let all: Vec<f64> = (0..8400)
        .map(|i| landscape::usability(&space.point(i).unwrap()))
        .collect();
    near(
        "sum",
        all.iter().sum(),
        number(&vectors["landscape"]["sum"]),
        1e-9,
    );
}

#[test]
fn posterior_improvement_and_likelihood() {
    let vectors = golden();
    let y = numbers(&vectors["golden_y"]);
    let tol = number(&vectors["tol_mu_var"]);
    let tol_ei = number(&vectors["tol_ei_abs"]);
    for (name, _) in MODES {
        let case = &vectors["golden"][name];
        let hyper = hyper(&case["hyper"]);
        let training = training(case, &y, number(&case["hyper"]["mean"]));
        let (lml, gradient) = Likelihood::new(Kernel::SquaredExponential, &training)
            .gradient(&hyper)
            .unwrap();
        near("lml", lml, number(&case["lml"]), tol);
        let expected = numbers(&case["lml_grad_log"]);
        assert_eq!(gradient.len(), expected.len());
        for (g, e) in gradient.iter().zip(&expected) {
            near("gradient", *g, *e, tol);
        }
        let dimension = training.dimension();
        let gp = Gp::new(Kernel::SquaredExponential, training, hyper).unwrap();
        near("lml", gp.log_likelihood().unwrap(), lml, 1e-12);
        assert_eq!(gp.jitter(), 0.0);
        let queries = Queries::list(dimension, rows(&case["Xs"])).unwrap();
        let at = gp.posterior(&queries).unwrap();
        let best = number(&case["best"]);
        for i in 0..queries.len() {
            near("mu", at.mean[i], numbers(&case["mu"])[i], tol);
            near("var", at.variance[i], numbers(&case["var"])[i], tol);
            for (key, xi) in [("ei_xi0", 0.0), ("ei_xi001", 0.01)] {
                let got = expected_improvement(at.mean[i], at.variance[i].sqrt(), best, xi);
                near(key, got, numbers(&case[key])[i], tol_ei);
            }
        }
    }
}

#[test]
fn improvement_cases() {
    let vectors = golden();
    let cases = vectors["ei_cases"].as_array().unwrap();
    assert_eq!(cases.len(), 7);
    for case in cases {
        let sd = number(&case["var"]).sqrt();
        let got = expected_improvement(
            number(&case["mu"]),
            sd,
            number(&case["best"]),
            number(&case["xi"]),
        );
        near(
            "ei",
            got,
            number(&case["ei"]),
            number(&vectors["tol_ei_abs"]),
        );
    }
}

#[test]
fn traces_with_fixed_hyperparameters() {
    let vectors = golden();
    let space = landscape::space(false);
    for (name, encoding) in MODES {
        let encoder = Encoder::new(&space, encoding, true);
        let queries = grid(&encoder, &space);
        let given = &vectors["golden"][name]["hyper"];
        let mut indexes: Vec<u64> = vectors["golden_X"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| space.index(&point(c)).unwrap())
            .collect();
        let steps = vectors["trace_fixed_hyper"][name].as_array().unwrap();
        assert_eq!(steps.len(), 15);
        for step in steps {
            let mut x = Vec::new();
            let mut y = Vec::new();
            for &i in &indexes {
                let point = space.point(i).unwrap();
                x.extend(encoder.encode(&point).unwrap());
                y.push(landscape::usability(&point));
            }
            let measured = y.iter().copied().map(Measured::once).collect();
            let groups = (0..encoder.dimension()).collect();
            let training = Training::new(groups, x, measured, number(&given["mean"])).unwrap();
            let gp = Gp::new(Kernel::SquaredExponential, training, hyper(given)).unwrap();
            let at = gp.posterior(&queries).unwrap();
            let best = y.iter().copied().fold(f64::MIN, f64::max);
            let mut top = (0, -1.0);
            for i in 0..queries.len() {
                let ei = expected_improvement(at.mean[i], at.variance[i].sqrt(), best, 0.0);
                if ei > top.1 && !indexes.contains(&(i as u64)) {
                    top = (i as u64, ei);
                }
            }
            assert_eq!(Some(top.0), step["index"].as_u64(), "{name}");
            near("ei", top.1, number(&step["ei"]), 1e-10);
            indexes.push(top.0);
        }
    }
}

#[test]
fn fitted_hyperparameters() {
    let vectors = golden();
    let y = numbers(&vectors["golden_y"]);
    for (name, _) in MODES {
        let given = &vectors["map_fit_golden"][name];
        let groups: Vec<usize> = numbers(&given["groups"])
            .iter()
            .map(|g| *g as usize)
            .collect();
        let x = rows(&vectors["golden"][name]["X"]);
        let measured = y.iter().copied().map(Measured::once).collect();
        let training = Training::new(groups, x, measured, 0.35).unwrap();
        let priors = Priors::unit_interval();
        let got = fit(Kernel::SquaredExponential, &training, &priors, 3, 1).unwrap();
        let expected = number(&given["map_objective"]);
        assert!(
            got.objective >= expected - 1e-6,
            "{name}: {} {expected}",
            got.objective
        );
        near(
            "parts",
            got.log_likelihood + priors.log_density(&got.hyper),
            got.objective,
            1e-12,
        );
    }
}
