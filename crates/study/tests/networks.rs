//! Contests: equal budgets, any order of answers, the test samples touched last.
#![cfg(feature = "networks")]

use memrilab_analog::certify::{Law, vote::VoteOptions};
use memrilab_core::{Job, run};
use memrilab_study::networks::{
    Answer, Certify, CertifyConfig, Compared, Contest, ContestConfig, Device, Entry, Task, TaskJob,
};
use memrilab_train::data::moons;
use memrilab_train::model::{Architecture, Batch, Weights};
use memrilab_train::search::{Contender, Objective};
use memrilab_train::training::TrainConfig;

fn config(methods: &[Contender]) -> ContestConfig {
    let base = TrainConfig {
        rate: 0.03,
        batch: 16,
        ..TrainConfig::new(Architecture::moons(5).unwrap(), 10, 7)
    };
    let entry = |method: &Contender| Entry {
        method: *method,
        site: method.site(),
        fixed: false,
        base: base.clone(),
    };
    let usability = |usability| Device::Usability { usability };
    ContestConfig {
        task: "moons".into(),
        entries: methods.iter().map(entry).collect(),
        trainings: 5,
        wave: 2,
        objective: Objective::Drift { draws: 3 },
        device: usability(0.5),
        levels: vec![usability(1.0), usability(0.4)],
        draws: 3,
        seed: 7,
        data: [0; 3],
    }
}

fn contest(methods: &[Contender]) -> Contest {
    let data = |n, seed| moons(n, 0.1, seed).unwrap();
    Contest::new(config(methods), data(64, 1), data(40, 2), &data(50, 3)).unwrap()
}

fn answer(contest: &Contest, task: &Task) -> Answer {
    run(TaskJob::new(task, contest.lab(), None).unwrap(), |_| ()).unwrap()
}

/// Plays a contest; `pick` chooses which of the waiting tasks is answered next.
fn play(mut contest: Contest, mut pick: impl FnMut(usize) -> usize) -> (Compared, Vec<String>) {
    let mut waiting = contest.ready().unwrap();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let task = waiting.remove(pick(waiting.len()));
        order.push(task.name());
        let answer = answer(&contest, &task);
        contest.tell(answer).unwrap();
        waiting.extend(contest.ready().unwrap());
    }
    (contest.result().unwrap(), order)
}

#[test]
fn the_order_of_answers_changes_nothing() {
    let methods = [Contender::Erm, Contender::Lognormal, Contender::Bayesmulti];
    let (first, forward) = play(contest(&methods), |_| 0);
    let (last, backward) = play(contest(&methods), |n| n - 1);
    assert_ne!(forward, backward);
    assert_eq!(first, last);
    // No test task was handed out before the last training was told.
    for order in [forward, backward] {
        let test = order
            .iter()
            .position(|name| name.starts_with("test-"))
            .unwrap();
        assert_eq!(test, 15);
        assert!(order[test..].iter().all(|name| name.starts_with("test-")));
    }
    for method in &first.methods {
        assert_eq!((method.trainings, method.all.len()), (5, 5));
        let seeds: Vec<u64> = method.all.iter().map(|t| t.seed).collect();
        assert_eq!(seeds, [7, 8, 9, 10, 11]);
        // Usability 1 is no drift, and every draw of it is the clean accuracy.
        assert_eq!(method.levels[0].draws, [method.clean; 3]);
    }
    assert_eq!(first.paired.len(), 6);
}

#[test]
fn an_answer_that_nobody_waits_for_is_refused() {
    let mut contest = contest(&[Contender::Erm]);
    let tasks = contest.ready().unwrap();
    assert_eq!(tasks.len(), 2);
    assert!(contest.ready().unwrap().is_empty());
    let first = answer(&contest, &tasks[0]);
    let second = answer(&contest, &tasks[1]);
    contest.tell(first.clone()).unwrap();
    contest.tell(second).unwrap();
    assert!(contest.tell(first).is_err());
}

#[test]
fn settings_out_of_range_are_refused() {
    let data = |n, seed| moons(n, 0.1, seed).unwrap();
    let made = |config| Contest::new(config, data(64, 1), data(40, 2), &data(50, 3)).map(|_| ());
    let usual = || config(&[Contender::Erm]);
    assert!(made(usual()).is_ok());
    for (wrong, words) in [
        (
            ContestConfig {
                draws: 0,
                ..usual()
            },
            "the number of draws is 0",
        ),
        (
            ContestConfig {
                levels: vec![],
                ..usual()
            },
            "the number of levels is 0",
        ),
        (
            ContestConfig {
                entries: vec![],
                ..usual()
            },
            "the number of methods is 0",
        ),
        (
            ContestConfig {
                trainings: 0,
                ..usual()
            },
            "the number of trainings is 0",
        ),
        (ContestConfig { wave: 0, ..usual() }, "wave is 0"),
        (
            ContestConfig {
                objective: Objective::Drift { draws: 0 },
                ..usual()
            },
            "draws of the objective is 0",
        ),
        (
            ContestConfig {
                device: Device::Usability { usability: 0.0 },
                ..usual()
            },
            "usability is 0",
        ),
    ] {
        let said = made(wrong).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_certificate_rests_on_its_votes() {
    let net = Architecture::moons(5).unwrap();
    let weights = Weights::random(&net, 1);
    let data = moons(10, 0.1, 1).unwrap();
    let config = CertifyConfig {
        law: Law::new(0.1, 0.2).unwrap(),
        sigma: 0.2,
        device: 0.2,
        votes: VoteOptions {
            selection: 20,
            draws: 100,
            alpha: 0.01,
        },
        seed: 1,
    };
    let of = |config| Certify::new(config, weights.clone(), Batch::of(&data, &[3]));
    let found = run(of(config).unwrap(), |_| ()).unwrap();
    let vote = &found.lognormal["vote"];
    assert!(vote["agreed"].as_u64().unwrap() <= 100);
    let certificate = &found.lognormal["certificate"];
    assert_eq!(certificate["p-lower"], vote["p-lower"]);
    // At the device's own sigma the device is right as often as the vote.
    let (p, device) = (
        certificate["p-lower"].as_f64(),
        certificate["p-sigma"].as_f64(),
    );
    assert!((p.unwrap() - device.unwrap()).abs() < 1e-12);
    assert_eq!(found.published["c"], found.published["vote"]["p-lower"]);
    assert_eq!(found.published["theta"], 15);
    // Steps of the job are bounded: 120 draws take more than one.
    let mut job = of(config).unwrap();
    assert!(matches!(job.step().unwrap(), memrilab_core::Step::Running(p) if p.done < 120));
    let silent = CertifyConfig {
        sigma: 0.0,
        ..config
    };
    assert!(of(silent).unwrap_err().to_string().contains("noise"));
}
