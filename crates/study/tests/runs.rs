//! Runs, data from files, and probes: what a page asks for, held against contests and sweeps.
#![cfg(feature = "networks")]

use memrilab_analog::DriftOptions;
use memrilab_core::run;
use memrilab_device::drift::{DriftModel, SigmaChoice};
use memrilab_study::networks::{
    Contest, ContestConfig, Device, Entry, Parts, Plan, Probe, RunConfig, Strength, Task,
};
use memrilab_train::data::{Dataset, idx};
use memrilab_train::model::{Batch, Weights};
use memrilab_train::robustness::{Level, Sweep, SweepConfig};
use memrilab_train::search::{Contender, Objective, Outcome, Samples, TrialJob};

const NONE: Strength = Strength {
    p1: 0.0,
    p2: 0.0,
    strength: None,
};

fn asked(method: Contender, trainings: usize) -> RunConfig {
    RunConfig {
        model: Some("moons:4".into()),
        method,
        trainings,
        wave: 2,
        noise: NONE,
        epochs: 8,
        batch: 16,
        rate: 0.03,
        device: Device::Usability { usability: 0.5 },
        objective: Objective::Drift { draws: 3 },
        seed: 5,
    }
}

fn moons() -> Parts {
    Parts::moons(0.1, 60, 5).unwrap()
}

/// Trains a trial of a run.
fn tried(
    asked: &RunConfig,
    parts: &Parts,
    trial: &memrilab_train::search::Trial,
    watch: bool,
) -> Outcome {
    let samples = Samples::new(parts.train.clone(), parts.validation.clone());
    let samples = if watch { samples.watched() } else { samples };
    let level = asked.device.level().unwrap();
    let (objective, seed) = (asked.objective, asked.seed);
    let job = TrialJob::new(trial.clone(), &samples, &level, objective, seed, None);
    run(job.unwrap(), |_| ()).unwrap().outcome
}

#[test]
fn a_plan_asks_for_what_a_contest_trains() {
    let (parts, asked) = (moons(), asked(Contender::Bayesmulti, 5));
    let search = asked.search(parts.form()).unwrap();
    let config = ContestConfig {
        task: parts.name.clone(),
        entries: vec![Entry {
            method: asked.method,
            site: asked.method.site(),
            fixed: false,
            base: search.base.clone(),
        }],
        trainings: 5,
        wave: 2,
        objective: asked.objective,
        device: asked.device.clone(),
        levels: vec![asked.device.clone()],
        draws: 1,
        seed: asked.seed,
        data: [0; 3],
    };
    let (train, validation) = (parts.train.clone(), parts.validation.clone());
    let mut contest = Contest::new(config, train, validation, &parts.test).unwrap();
    let mut outcomes: Vec<Outcome> = Vec::new();
    for wave in [2, 2, 1] {
        let plan = Plan::of(search.clone(), outcomes.clone()).unwrap();
        let tasks = contest.ready().unwrap();
        assert_eq!((plan.trials.len(), plan.total), (wave, 5));
        assert_eq!(plan.layers, ["dense1", "dense2"]);
        for (trial, task) in plan.trials.iter().zip(&tasks) {
            assert_eq!(&Task::Trial(Box::new(trial.clone())), task);
            let job = memrilab_study::networks::TaskJob::new(task, contest.lab(), None).unwrap();
            contest.tell(run(job, |_| ()).unwrap()).unwrap();
            // In front of the others: the order of outcomes does not count.
            outcomes.insert(0, tried(&asked, &parts, trial, false));
        }
    }
    let plan = Plan::of(search, outcomes.clone()).unwrap();
    assert!(plan.trials.is_empty());
    let best = outcomes
        .iter()
        .find(|o| Some(o.trial.number) == plan.best)
        .unwrap();
    assert!(outcomes.iter().all(|o| o.score <= best.score));
}

#[test]
fn watching_a_training_changes_nothing_but_what_is_told() {
    let (parts, asked) = (moons(), asked(Contender::Multinomial, 1));
    let plan = Plan::of(asked.search(parts.form()).unwrap(), Vec::new()).unwrap();
    let [seen, unseen] = [true, false].map(|watch| tried(&asked, &parts, &plan.trials[0], watch));
    assert_eq!((seen.score, seen.clean), (unseen.score, unseen.clean));
    assert!(seen.history.iter().all(|e| e.validation.is_some()));
    assert!(unseen.history.iter().all(|e| e.validation.is_none()));
    assert!(
        seen.history
            .iter()
            .zip(&unseen.history)
            .all(|(a, b)| a.loss == b.loss)
    );
}

#[test]
fn a_run_that_cannot_be_is_refused_in_words() {
    let form = moons().form();
    let refused = |change: fn(&mut RunConfig), words: &str| {
        let mut asked = asked(Contender::Multinomial, 1);
        change(&mut asked);
        let made = asked.search(form).and_then(|s| Plan::of(s, Vec::new()));
        let error = made.unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(|a| a.rate = 11.0, "the learning rate is 11");
    refused(|a| a.noise.p1 = 1.2, "p1");
    refused(|a| (a.noise.p1, a.noise.p2) = (0.6, 0.6), "p1");
    refused(|a| a.model = Some("lenet5".into()), "28");
    refused(|a| a.model = Some("vgg".into()), "vgg");
    refused(
        |a| a.device = Device::Usability { usability: 0.0 },
        "usability",
    );
    refused(|a| a.trainings = 0, "the number of trainings");
}

/// A device whose run is short, so that storing weights changes them.
fn coarse() -> Device {
    let model = DriftModel {
        schema: 1,
        method: None,
        sigma_choice: SigmaChoice::Estimate,
        conductance: (0..12).map(|i| 1e-6 * f64::from(1 + i)).collect(),
        run_start: 0,
        run_end: 12,
        sigma: 0.3,
        length_factor: 12.0 / 35.0,
    };
    Device::Measured {
        name: "coarse".into(),
        model,
        options: DriftOptions::default(),
    }
}

#[test]
fn a_probe_sees_the_draws_of_a_sweep() {
    let parts = moons();
    let net = parts.form().network(Some("moons:6")).unwrap();
    let weights = Weights::random(&net, 3);
    let test: &Dataset = &parts.test;
    for device in [Device::Usability { usability: 0.3 }, coarse()] {
        let level: Level = device.level().unwrap();
        let batches = Batch::all(test, 64).into();
        let config = SweepConfig::new(6, 11);
        let job = Sweep::new(weights.clone().into(), batches, vec![level], config).unwrap();
        let accuracies = run(job, |_| ()).unwrap().remove(0).draws;
        let mut probe = Probe::new(&weights, &device, 11).unwrap();
        let all: Vec<usize> = (0..test.len()).collect();
        let judged = probe.judged(test, &all, 6).unwrap();
        // Over all draws, the votes for the right class are the accuracies.
        let right: f64 = judged.iter().map(|j| j.votes[j.label as usize]).sum();
        let mean = accuracies.iter().sum::<f64>() / 6.0;
        assert!((right / test.len() as f64 - mean).abs() < 1e-12);
        let seen = probe.boundary(test, 6, [24, 18]).unwrap();
        assert_eq!(seen.share.len(), 24 * 18);
        let agree = seen.points.iter().zip(&judged);
        for (point, j) in agree.filter(|(_, j)| j.votes[0] != j.votes[1]) {
            assert_eq!(point.3, j.says == j.label as usize);
        }
        let [trained, stored, drifted] = probe.layer(0, 2).unwrap();
        assert_eq!(trained, weights.matrices[0]);
        assert_eq!(
            trained == stored,
            matches!(device, Device::Usability { .. })
        );
        // What moved is a factor: its logarithms scatter as the device's sigma says.
        let sigma = device.level().unwrap().sigma();
        let mut logs = Vec::new();
        for draw in 0..200 {
            let [_, s, d] = probe.layer(0, draw).unwrap();
            logs.extend(
                d.iter()
                    .zip(&s)
                    .filter(|(_, s)| **s != 0.0)
                    .map(|(d, s)| f64::from(d / s).ln()),
            );
        }
        let spread = (logs.iter().map(|l| l * l).sum::<f64>() / logs.len() as f64).sqrt();
        // 200 draws of 12 weights: the sd of a sd is 1/sqrt(2 n), here 1.5 %; five of them.
        assert!((spread / sigma - 1.0).abs() < 0.08, "{spread} for {sigma}");
        assert_eq!(drifted.len(), stored.len());
    }
}

fn images(n: usize, first: u8) -> (Vec<u8>, Vec<u8>) {
    let pixels: Vec<u8> = (0..n * 9)
        .map(|i| first.wrapping_add((i * 7 % 251) as u8))
        .collect();
    let labels: Vec<u8> = (0..n).map(|i| (i % 3) as u8).collect();
    let shape = memrilab_train::data::Shape::image(3, 3);
    let images = idx::write_images(&idx::Images { shape, pixels }).unwrap();
    (images, idx::write_labels(&labels).unwrap())
}

#[test]
fn files_become_data_in_parts() {
    let ((a, b), (c, d)) = (images(60, 0), images(30, 9));
    let four = [
        ("x/t10k-labels-idx1-ubyte", d.as_slice()),
        ("x/train-images-idx3-ubyte", &a),
        ("x/train-labels-idx1-ubyte", &b),
        ("x/t10k-images-idx3-ubyte", &c),
    ];
    let parts = Parts::from_files(&four, 1).unwrap();
    assert_eq!(
        [parts.train.len(), parts.validation.len(), parts.test.len()],
        [54, 6, 30]
    );
    let two = Parts::from_files(&four[1..3], 1).unwrap();
    assert_eq!(
        [two.train.len(), two.validation.len(), two.test.len()],
        [42, 6, 12]
    );
    assert_eq!(two.form().network(None).unwrap().layers().len(), 3);
    let rows = |n: usize| {
        let row = |i: usize| format!("{},{},{}\n", i % 7, (i * i) % 11, ["red", "green"][i % 2]);
        "a,b,class\n".to_owned() + &(0..n).map(row).collect::<String>()
    };
    let (train, test) = (rows(80), rows(20));
    let table = Parts::from_files(&[("wine.csv", train.as_bytes())], 1).unwrap();
    assert_eq!((table.name.as_str(), table.form().classes), ("wine", 2));
    assert_eq!(
        [table.train.len(), table.validation.len(), table.test.len()],
        [56, 8, 16]
    );
    // Numbers of a table are scaled by the part that is learned from.
    let mut sum = [0.0f32; 2];
    for i in 0..table.train.len() {
        let mut x = [0.0; 2];
        table.train.features_into(i, &mut x);
        sum = [sum[0] + x[0], sum[1] + x[1]];
    }
    assert!(sum.iter().all(|s| s.abs() < 1e-3), "{sum:?}");
    let both = [
        ("train.csv", train.as_bytes()),
        ("test.csv", test.as_bytes()),
    ];
    assert_eq!(Parts::from_files(&both, 1).unwrap().test.len(), 20);

    let refused = |files: &[(&str, &[u8])], words: &str| {
        let error = Parts::from_files(files, 1).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(&four[1..2], "labels is missing");
    refused(&four[2..3], "images is missing");
    refused(
        &[four[1], ("t.csv", train.as_bytes())],
        "do not belong together",
    );
    refused(&[four[1], ("other-images", &c)], "same kind");
    refused(
        &[("one.csv", b"a,class\n1,red\n2,red\n3,red\n4,red\n")],
        "class",
    );
    refused(
        &[(
            "sweep.csv",
            b"Voltage (V),Current (A)\n0,0\n0.1,1e-9\n0.2,2.5e-9\n",
        )],
        "",
    );
    refused(&[], "no files");
}

#[test]
fn parts_in_order_share_no_sample() {
    let (a, b) = images(60, 0);
    let data = idx::dataset(&a, &b, &idx::Expect::default()).unwrap();
    let parts = Parts::in_order("digits", &data, 40, 8).unwrap();
    assert_eq!(
        [parts.train.len(), parts.validation.len(), parts.test.len()],
        [40, 8, 12]
    );
    for (i, part) in (0..60).map(|i| {
        (
            i,
            if i < 40 {
                &parts.train
            } else if i < 48 {
                &parts.validation
            } else {
                &parts.test
            },
        )
    }) {
        let place = if i < 40 {
            i
        } else if i < 48 {
            i - 40
        } else {
            i - 48
        };
        assert_eq!(part.pixels(place), data.pixels(i));
    }
    assert!(
        Parts::in_order("digits", &data, 40, 20).is_err(),
        "no test is left"
    );
}
