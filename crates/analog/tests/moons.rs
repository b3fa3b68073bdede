//! The moons against `tests/golden/moons.json`, which `reference/moons.py` generates.

mod common;

use common::{SplitMix64, close, golden, list, near, number, numbers, rows, whole};
use memrilab_analog::moons::{Bias, Columns, Crossbar, Moons, MoonsNet, make_moons, sizes};
use memrilab_analog::pairs::{PairLayout, Pairs};
use memrilab_analog::{Error, Preserve};
use serde_json::Value;

fn moons(n: usize, noise: f64, seed: u64, shuffle: bool) -> Moons {
    make_moons(n, noise, shuffle, &mut SplitMix64(seed)).unwrap()
}

#[track_caller]
fn same_points(got: &[[f64; 2]], expected: &Value, tolerance: f64) {
    let expected = rows(expected);
    assert_eq!(2 * got.len(), expected.len());
    for (g, e) in got.iter().flatten().zip(&expected) {
        near("coordinate", *g, *e, tolerance);
    }
}

#[test]
fn the_points_are_golden() {
    let vectors = golden("moons");
    for (key, n) in [("noise_free_20", 20), ("noise_free_21", 21)] {
        let got = moons(n, 0.0, 0, false);
        same_points(&got.points, &vectors[key]["X"], 1e-15);
        let labels: Vec<f64> = got.labels.iter().map(|y| f64::from(*y)).collect();
        assert_eq!(labels, numbers(&vectors[key]["y"]));
    }
    let case = &vectors["noisy_8"];
    let got = moons(
        8,
        number(&case["noise"]),
        case["seed"].as_u64().unwrap(),
        true,
    );
    same_points(&got.points, &case["X"], 1e-14);
    let labels: Vec<f64> = got.labels.iter().map(|y| f64::from(*y)).collect();
    assert_eq!(labels, numbers(&case["y"]));
    for key in ["train", "test"] {
        let case = &vectors[key];
        let seed = case["seed"].as_u64().unwrap();
        let got = moons(whole(&case["n"]), number(&case["noise"]), seed, false);
        same_points(&got.points[..3], &case["first3"], 1e-14);
        if key == "train" {
            same_points(
                &got.points[199..],
                &serde_json::json!([case["last"]]),
                1e-14,
            );
        }
    }
}

#[test]
fn networks_and_crossbars_are_golden() {
    let vectors = golden("moons");
    let tol = number(&vectors["tol"]);
    let pairs = Pairs {
        g_min: number(&vectors["gmin"]),
        g_max: number(&vectors["gmax"]),
        layout: PairLayout::OneSided,
    };
    let points = moons(20, 0.0, 0, false).points;
    let test = moons(400, 0.1, 2, false);
    let nets = vectors["nets"].as_object().unwrap();
    assert_eq!(nets.len(), 2);
    for case in nets.values() {
        let net = MoonsNet {
            hidden: whole(&vectors["H"]),
            w1: rows(&case["W1"]),
            w2: numbers(&case["W2"]),
        };
        let crossbar = Crossbar::new(&net, pairs).unwrap();
        let [w1, w2] = crossbar.w_max();
        assert_eq!((w1, w2), (number(&case["wmax1"]), number(&case["wmax2"])));
        let drifted = crossbar
            .drifted(
                number(&case["drift_sigma"]),
                Preserve::Median,
                &mut SplitMix64(case["drift_seed"].as_u64().unwrap()),
            )
            .unwrap();
        let compare = |got: Vec<f64>, key: &str| {
            let expected = list(&case[key]);
            let expected = if expected[0].is_array() {
                rows(&case[key])
            } else {
                numbers(&case[key])
            };
            assert_eq!(got.len(), expected.len());
            for (g, e) in got.iter().zip(&expected) {
                close(key, *g, *e, tol);
            }
        };
        let flat = |c: &Crossbar| {
            c.conductance()
                .iter()
                .flatten()
                .copied()
                .collect::<Vec<_>>()
        };
        compare(flat(&crossbar), "G");
        compare(flat(&drifted), "G_drifted");
        compare(net.hidden(&points).unwrap(), "hidden20");
        compare(net.forward(&points).unwrap(), "logits20");
        compare(crossbar.forward(&points).unwrap(), "logits20");
        compare(drifted.forward(&points).unwrap(), "logits20_drifted");
        compare(
            drifted.network().unwrap().forward(&points).unwrap(),
            "logits20_drifted",
        );
        let accuracy = net.accuracy(&test.points, &test.labels).unwrap();
        assert_eq!(accuracy, number(&case["accuracy_test400"]));
        let accuracy = drifted.accuracy(&test.points, &test.labels).unwrap();
        assert_eq!(accuracy, number(&case["accuracy_test400_drifted"]));
        let used = crossbar.used();
        assert_eq!(used.iter().flatten().filter(|u| **u).count(), 42);
        // Every device that is not used rests at Gmin; of every used pair, one may.
        for (g, u) in crossbar
            .conductance()
            .iter()
            .flatten()
            .zip(used.iter().flatten())
        {
            assert!(*u || *g == pairs.g_min);
        }
        assert!(used[2][9] && used[8][1] && !used[9][0] && !used[3][2]);
    }
}

#[test]
fn the_sizes_are_golden() {
    let vectors = golden("moons");
    let mut compared = 0;
    for size in sizes(10, 10, 2, 1) {
        let columns = match size.columns {
            Columns::Differential => "differential columns",
            Columns::Reference => "one reference column",
        };
        let bias = match size.bias {
            Bias::Row => "bias row",
            Bias::Digital => "digital bias",
        };
        let case = &vectors["sizes"][format!("{columns}, {bias}")];
        assert_eq!(size.resident, whole(&case["resident"]));
        assert_eq!(size.swap, whole(&case["swap"]));
        compared += 1;
    }
    assert_eq!(compared, 4);
    assert!(sizes(2, 10, 2, 1).iter().all(|s| s.resident == 0));
}

#[test]
fn what_does_not_fit_is_refused() {
    let pairs = Pairs {
        g_min: 1e-7,
        g_max: 1e-6,
        layout: PairLayout::OneSided,
    };
    let net = |hidden: usize| MoonsNet {
        hidden,
        w1: vec![0.5; 3 * hidden],
        w2: vec![0.5; hidden + 1],
    };
    assert!(Crossbar::new(&net(5), pairs).is_ok());
    assert!(matches!(
        Crossbar::new(&net(6), pairs),
        Err(Error::Parameter { .. })
    ));
    assert!(matches!(net(0).check(), Err(Error::Parameter { .. })));
    let mut wrong = net(3);
    wrong.w2.pop();
    assert!(matches!(
        wrong.check(),
        Err(Error::Length {
            expected: 4,
            got: 3,
            ..
        })
    ));
    let mut wrong = net(3);
    wrong.w1[7] = f64::NAN;
    assert!(matches!(
        wrong.forward(&[]),
        Err(Error::NotFinite { index: 7, .. })
    ));
    let mut large = net(3);
    large.w2 = vec![f64::MAX; 4];
    assert!(matches!(
        large.forward(&[[9.0, 9.0]]),
        Err(Error::Overflow { .. })
    ));
    assert!(matches!(
        net(3).accuracy(&[], &[]),
        Err(Error::TooFew { .. })
    ));
    assert!(make_moons(5, f64::NAN, false, &mut SplitMix64(1)).is_err());
    assert!(
        Crossbar::new(&net(2), pairs)
            .unwrap()
            .drifted(-1.0, Preserve::Mean, &mut SplitMix64(1))
            .is_err()
    );
    assert!(
        make_moons(0, 0.0, true, &mut SplitMix64(1))
            .unwrap()
            .points
            .is_empty()
    );
    assert_eq!(
        make_moons(1, 0.0, true, &mut SplitMix64(1)).unwrap().points,
        [[0.0, 0.5]]
    );
}
