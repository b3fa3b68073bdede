//! The analysis against `tests/golden`, which `reference/` generates independently.

mod common;

use common::{SplitMix64, close, golden, index, number, numbers};
use memrilab_device::analysis::bootstrap::{Bootstrap, Settings, Statistic};
use memrilab_device::analysis::conductance::Conductance;
use memrilab_device::analysis::run::{
    length_factor, longest_increasing, longest_subsequence, sigma_window,
};
use memrilab_device::analysis::smooth::smooth;
use memrilab_device::analysis::spread::{Reference, scatter};
use memrilab_device::analysis::{Bound, Smoothing, Window};
use ndarray::Array2;
use serde_json::Value;

#[test]
fn smoother() {
    let vectors = golden("smoother_lcis_chi2");
    let cases = vectors["smoother"].as_array().unwrap();
    assert_eq!(cases.len(), 22);
    for case in cases {
        let settings = Smoothing {
            q: number(&case["q"]),
            r: number(&case["r"]),
            p0: number(&case["p0"]),
        };
        let got = smooth(&numbers(&case["y"]), settings);
        for (g, e) in got.iter().zip(numbers(&case["smooth"])) {
            close(case["name"].as_str().unwrap(), *g, e, 1e-12);
        }
    }
}

#[test]
fn runs() {
    let vectors = golden("smoother_lcis_chi2");
    let cases = vectors["lcis"].as_array().unwrap();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let x = numbers(&case["seq"]);
        let expected = (index(&case["start"]), index(&case["end"]));
        assert_eq!(longest_increasing(&x), expected, "{case}");
        assert_eq!(longest_subsequence(&x), index(&case["lis"]), "{case}");
    }
}

/// `G = I / V` as the generator has it: every point, V = 0 and masked entries missing.
fn matrix(case: &Value) -> Conductance {
    let params = &case["params"];
    let volts = numbers(&case["V"]);
    let rows: Vec<Vec<f64>> = case["I"].as_array().unwrap().iter().map(numbers).collect();
    let compliance = number(&params["i_compliance"]);
    let level = (1.0 - number(&params["comp_tol"])) * compliance;
    let all = Array2::from_shape_fn((rows.len(), volts.len()), |(k, j)| {
        if volts[j].abs() <= number(&params["v_eps"]) || rows[k][j].abs() >= level {
            f64::NAN
        } else {
            rows[k][j] / volts[j]
        }
    });
    let points: Vec<usize> = (0..volts.len()).collect();
    Conductance::new(&all, &points)
}

struct Settled {
    required: usize,
    smoothing: Smoothing,
    window: Window,
    reference: Reference,
}

fn check(name: &str, g: &Conductance, by: &Settled, expected: &Value) {
    let cycles = g.cycles.len() as f64;
    let mean: Vec<f64> = g
        .values
        .columns()
        .into_iter()
        .map(|c| {
            let present: Vec<f64> = c.iter().copied().filter(|v| v.is_finite()).collect();
            present.iter().sum::<f64>() / present.len() as f64
        })
        .collect();
    let smoothed = smooth(&mean, by.smoothing);
    let run = longest_increasing(&smoothed);
    assert_eq!(
        run,
        (index(&expected["start"]), index(&expected["end"])),
        "{name}"
    );
    let factor = length_factor(run.1 - run.0, by.required);
    close(name, factor, number(&expected["factor"]), 1e-12);
    let window = sigma_window(run, smoothed.len(), by.required, by.window);
    let wanted = numbers(&expected["window"]);
    assert_eq!(window, (wanted[0] as usize, wanted[1] as usize), "{name}");
    let s = scatter(&g.values, window, by.reference);
    assert_eq!(s.entries, index(&expected["n_samples"]), "{name}");
    // On the ohmic resistor sigma is rounding noise around zero.
    let noise = |got: f64, wanted: f64| wanted < 1e-14 && got < 1e-14;
    let sigma = |what: &str, got: Option<f64>, key: &str| {
        let Some(wanted) = expected.get(key) else {
            return;
        };
        let (got, wanted) = (got.unwrap_or(f64::NAN), number(wanted));
        if !noise(got, wanted) {
            close(&format!("{name} {what}"), got, wanted, 1e-9);
        }
    };
    let s95 = s.sigma95_paper(0.025);
    sigma("sigma", s.sigma_mle(), "sigma_mle");
    sigma("sigma95", s95, "sigma95");
    sigma("one-sided", s.sigma95_paper(0.05), "sigma95_one_sided");
    sigma("wrong tail", s.sigma95_paper(0.975), "sigma_wrong_tail");
    close(
        name,
        factor * libm::exp(-s95.unwrap()),
        number(&expected["usability"]),
        1e-9,
    );
    let geometric = scatter(&g.values, window, Reference::Geometric);
    sigma("unbiased", geometric.sigma_unbiased(), "sigma_unbiased");
    sigma("pooled", geometric.sigma95_pooled(), "sigma95_pooled");
    sigma(
        "cycle",
        geometric.sigma95_cycle(cycles as usize),
        "sigma95_cycle",
    );
    if let Some(df) = expected.get("df_pooled") {
        assert_eq!(s.df, index(df), "{name}");
        assert_eq!(s.excluded, index(&expected["n_excluded"]), "{name}");
        for (g, e) in smoothed.iter().zip(numbers(&expected["smooth"])) {
            close(name, *g, e, 1e-12);
        }
        if let Some(lis) = expected["lis"].as_u64() {
            assert_eq!(longest_subsequence(&smoothed) as u64, lis, "{name}");
        }
    }
}

#[test]
fn usability() {
    let vectors = golden("usability");
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 9);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let g = matrix(case);
        assert_eq!(
            g.cycles,
            numbers(&case["expected"]["kept_cycles"])
                .iter()
                .map(|&k| k as usize)
                .collect::<Vec<_>>()
        );
        assert_eq!(
            g.rows,
            numbers(&case["expected"]["kept_points"])
                .iter()
                .map(|&k| k as usize)
                .collect::<Vec<_>>()
        );
        let base = || Settled {
            required: 35,
            smoothing: Smoothing::default(),
            window: Window::Operative,
            reference: Reference::Arithmetic,
        };
        check(name, &g, &base(), &case["expected"]);
        let other = &case["alternatives"];
        check(
            name,
            &g,
            &Settled {
                window: Window::All,
                ..base()
            },
            &other["sigma_window_all"],
        );
        let geometric = Settled {
            reference: Reference::Geometric,
            ..base()
        };
        check(name, &g, &geometric, &other["reference_geometric"]);
        let rough = Smoothing {
            r: 0.0,
            ..Smoothing::default()
        };
        check(
            name,
            &g,
            &Settled {
                smoothing: rough,
                ..base()
            },
            &other["no_smoothing"],
        );
        check(
            name,
            &g,
            &Settled {
                required: 20,
                ..base()
            },
            &other["required_len_20"],
        );
    }
}

#[test]
fn bootstrap() {
    let vectors = golden("usability");
    for case in vectors["cases"].as_array().unwrap() {
        let expected = &case["bootstrap"];
        let g = matrix(case);
        for (key, statistic) in [
            ("naive", Statistic::Naive(Bound::TwoSided)),
            ("rescaled", Statistic::Rescaled),
        ] {
            let name = format!("{} {key}", case["name"]);
            let settings = Settings {
                required_length: 35,
                smoothing: Smoothing::default(),
                window: Window::Operative,
                statistic,
            };
            let mut bootstrap = Bootstrap::new(&g.values, settings);
            let mut rng = SplitMix64(expected["seed"].as_u64().unwrap());
            for _ in 0..index(&expected["B"]) {
                bootstrap.draw(&mut rng);
            }
            let wanted = &expected[key];
            for (got, e) in bootstrap.values().iter().zip(numbers(&wanted["first5"])) {
                close(&name, *got, e, 1e-9);
            }
            let finite: Vec<f64> = bootstrap
                .values()
                .iter()
                .copied()
                .filter(|v| v.is_finite())
                .collect();
            assert_eq!(finite.len(), index(&wanted["n_finite"]), "{name}");
            let mean = finite.iter().sum::<f64>() / finite.len() as f64;
            close(&name, mean, number(&wanted["mean"]), 1e-9);
            let (low, high) = bootstrap.interval(0.95).unwrap();
            close(&name, low, number(&wanted["lo"]), 1e-9);
            close(&name, high, number(&wanted["hi"]), 1e-9);
        }
    }
}
