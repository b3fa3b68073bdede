//! Searches: the same trials for the same seed, resumed by telling again, equal budgets.

use super::common::{SMALL, all_bits, images, small_mlp};
use memrilab_analog::Noise;
use memrilab_bayesopt::Value;
use memrilab_core::{Job, Step, run};
use memrilab_train::kernels::Sgd;
use memrilab_train::model::{Batch, Inference};
use memrilab_train::robustness::{Level, Sweep, SweepConfig};
use memrilab_train::search::{
    Contender, Objective, Outcome, Samples, Search, SearchConfig, Trial, TrialJob, Tried,
};
use memrilab_train::training::{Method, Stop, TrainConfig, engine};
use std::sync::Arc;

fn config(method: Contender, seed: u64) -> SearchConfig {
    SearchConfig {
        method,
        site: method.site(),
        trainings: 11,
        wave: 3,
        base: TrainConfig::new(small_mlp(), 2, seed),
    }
}

/// An outcome without a training.
fn outcome(trial: Trial, score: Option<f64>) -> Outcome {
    Outcome {
        trial,
        score,
        clean: 0.5,
        history: vec![],
        stopped: Stop::Finished,
        engine: engine(),
    }
}

/// A score that depends on the settings alone; every fourth training fails.
fn score(trial: &Trial) -> Option<f64> {
    let of = |v: &Value| match v {
        Value::Number(x) => *x,
        Value::Shares(s) => s[0] - 0.5 * s[1],
        Value::Name(_) => 0.0,
    };
    let sum: f64 = trial.point.0.iter().map(of).sum();
    (trial.number % 4 != 3).then_some(0.9 - (sum - 0.3) * (sum - 0.3))
}

fn play(config: &SearchConfig) -> Search {
    let mut search = Search::new(config.clone()).unwrap();
    loop {
        let wave = search.next().unwrap();
        if wave.is_empty() {
            return search;
        }
        assert!(wave.len() <= config.wave);
        for trial in wave {
            let score = score(&trial);
            search.tell(outcome(trial, score)).unwrap();
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_trials_and_every_method_the_same_budget() {
    for method in Contender::ALL {
        let search = play(&config(method, 3));
        assert_eq!(search.outcomes(), play(&config(method, 3)).outcomes());
        let points =
            |s: &Search| -> Vec<_> { s.outcomes().iter().map(|o| o.trial.point.clone()).collect() };
        assert_ne!(points(&search), points(&play(&config(method, 4))));
        assert_eq!(search.outcomes().len(), 11);
        for (i, outcome) in search.outcomes().iter().enumerate() {
            let Trial { number, config, .. } = &outcome.trial;
            assert_eq!((*number, config.seed), (i, 3 + i as u64));
            assert_eq!((config.epochs, config.batch), (2, 64));
            config.check().unwrap();
            for law in &config.noise.layers {
                if let Noise::Multinomial { p1, p2 } = law {
                    assert!(
                        *p1 >= 0.0 && *p2 >= 0.0 && p1 + p2 <= 1.0 + 1e-12 && *p1 <= 0.9 + 1e-12
                    );
                }
            }
        }
        let scores = search.outcomes().iter().filter_map(|o| o.score);
        assert_eq!(search.best().unwrap().score, scores.reduce(f64::max));
    }
}

/// The first third of a search over layers has one law on all of them.
#[test]
fn a_search_over_layers_begins_with_tied_ones() {
    let search = play(&config(Contender::Bayesmulti, 3));
    let tied = |o: &Outcome| o.trial.point.0.windows(2).all(|two| two[0] == two[1]);
    assert!(search.outcomes()[..4].iter().all(tied));
    assert!(
        !search.outcomes()[4..].iter().all(tied),
        "later ones differ by layer"
    );
}

#[test]
fn told_again_in_order_a_search_is_where_it_was() {
    for method in [Contender::Lognormal, Contender::Bayesmulti] {
        let whole = play(&config(method, 3));
        for told in 0..=11 {
            let mut again = Search::new(config(method, 3)).unwrap();
            for outcome in &whole.outcomes()[..told] {
                again.tell(outcome.clone()).unwrap();
            }
            // To ask is to change nothing.
            let next = again.next().unwrap();
            assert_eq!(next, again.next().unwrap());
            if told % 3 == 0 {
                let rest = &whole.outcomes()[told..];
                let wanted: Vec<_> = rest.iter().take(3).map(|o| o.trial.clone()).collect();
                assert_eq!(next, wanted);
            }
        }
    }
}

#[test]
fn trials_out_of_order_or_of_another_search_are_refused() {
    let mut search = Search::new(config(Contender::Lognormal, 3)).unwrap();
    let wave = search.next().unwrap();
    let tell = |search: &mut Search, trial: &Trial| search.tell(outcome(trial.clone(), Some(0.5)));
    assert!(tell(&mut search, &wave[1]).is_err());
    tell(&mut search, &wave[0]).unwrap();
    let text = tell(&mut search, &wave[0]).unwrap_err().to_string();
    assert!(
        text.starts_with("the number of the trial is 0; it must be 1"),
        "{text}"
    );
    for other in [
        config(Contender::Lognormal, 4),
        config(Contender::Gaussian, 3),
    ] {
        let other = Search::new(other).unwrap().next().unwrap();
        assert!(tell(&mut search, &other[1]).is_err());
    }
    assert_eq!(search.outcomes().len(), 1);
    let mut done = play(&config(Contender::Lognormal, 3));
    let mut more = done.outcomes()[10].trial.clone();
    more.number = 11;
    more.config.seed += 1;
    assert!(tell(&mut done, &more).is_err(), "the budget is spent");
    for (trainings, wave) in [(0, 3), (1001, 3), (11, 0), (11, 65)] {
        let config = SearchConfig {
            trainings,
            wave,
            ..config(Contender::Erm, 1)
        };
        assert_eq!(Search::new(config).unwrap_err().code(), "setting");
    }
}

#[test]
fn the_first_of_equals_is_best_and_failures_never() {
    let scored = |scores: &[Option<f64>]| {
        let mut search = Search::new(config(Contender::Lognormal, 3)).unwrap();
        for score in scores {
            let trial = search.next().unwrap().remove(0);
            search.tell(outcome(trial, *score)).unwrap();
        }
        search.best().map(|o| o.trial.number)
    };
    assert_eq!(scored(&[]), None);
    assert_eq!(scored(&[None, None]), None);
    assert_eq!(
        scored(&[None, Some(0.2), Some(0.7), Some(0.7), None, Some(0.6)]),
        Some(2)
    );
}

fn samples() -> Samples {
    Samples::new(images(40, SMALL, 3, 1), images(50, SMALL, 3, 2))
}

fn first_trial(base: TrainConfig) -> Trial {
    let config = SearchConfig {
        base,
        ..config(Contender::Lognormal, 3)
    };
    Search::new(config).unwrap().next().unwrap().remove(0)
}

fn job(trial: &Trial, objective: Objective, checkpoint: Option<&[u8]>) -> TrialJob {
    let level = Level::of_usability(0.6).unwrap();
    TrialJob::new(trial.clone(), &samples(), &level, objective, 8, checkpoint).unwrap()
}

fn tried(trial: &Trial, objective: Objective) -> Tried {
    run(job(trial, objective, None), |_| {}).unwrap()
}

#[test]
fn a_trial_is_scored_by_its_objective() {
    let base = TrainConfig {
        rate: 0.01,
        ..TrainConfig::new(small_mlp(), 4, 3)
    };
    let trial = first_trial(base);
    let share = |weights: &memrilab_train::model::Weights, data| {
        let batches = Batch::all(data, 16);
        let (net, m, b) = (weights.architecture(), &weights.matrices, &weights.biases);
        let each = batches
            .iter()
            .map(|b_| Inference::default().correct(net, m, b, b_));
        each.sum::<usize>() as f64 / data.len() as f64
    };
    let drifted = tried(&trial, Objective::Drift { draws: 20 });
    let clean = tried(&trial, Objective::CleanTraining);
    assert_eq!(all_bits(&drifted.weights), all_bits(&clean.weights));
    let samples = samples();
    for tried in [&drifted, &clean] {
        assert_eq!(
            tried.outcome.clean,
            share(&tried.weights, &samples.validation)
        );
        assert_eq!(tried.outcome.history.len(), 4);
        assert_eq!(tried.outcome.trial, trial);
    }
    assert_eq!(
        clean.outcome.score,
        Some(share(&clean.weights, &samples.train))
    );
    // The mean over draws of drift, on draws that are not those of a test with this seed: a
    // sweep of as many others agrees to 5 standard errors of the difference.
    let level = Level::of_usability(0.6).unwrap();
    let batches = Arc::new(Batch::all(&samples.validation, 64));
    let sweep = Sweep::new(
        Arc::clone(&drifted.weights),
        batches,
        vec![level],
        SweepConfig::new(400, 8),
    );
    let result = run(sweep.unwrap(), |_| {}).unwrap().remove(0);
    let spread = result.spread().unwrap();
    let score = drifted.outcome.score.unwrap();
    let error = spread.sd * (1.0 / 20.0 + 1.0 / 400.0f64).sqrt();
    super::common::near("score", score, spread.mean, 5.0 * error);
    let same: f64 = result.draws[..20].iter().sum::<f64>() / 20.0;
    assert_ne!(
        score, same,
        "a score must not come from the draws of a test"
    );
}

#[test]
fn a_diverged_trial_has_failed() {
    let wild = TrainConfig {
        rate: 10.0,
        decay: 1.0,
        method: Method::Sgd(Sgd { momentum: 0.99 }),
        ..TrainConfig::new(small_mlp(), 400, 3)
    };
    for objective in [Objective::default(), Objective::CleanTraining] {
        let tried = tried(&first_trial(wild.clone()), objective);
        assert!(matches!(tried.outcome.stopped, Stop::Diverged { .. }));
        assert_eq!(tried.outcome.score, None);
        let m = tried.weights.matrices.iter().flatten();
        assert!(m.into_iter().all(|w| w.is_finite()));
    }
}

#[test]
fn a_trial_goes_on_from_its_checkpoint() {
    for patience in [None, Some(2)] {
        let base = TrainConfig {
            rate: 0.01,
            patience,
            ..TrainConfig::new(small_mlp(), 5, 3)
        };
        let trial = first_trial(base);
        let whole = tried(&trial, Objective::default());
        let mut half = job(&trial, Objective::default(), None);
        half.step().unwrap();
        half.step().unwrap();
        let file = half.checkpoint().unwrap().unwrap();
        let resumed = run(job(&trial, Objective::default(), Some(&file)), |_| {}).unwrap();
        assert_eq!(resumed.outcome, whole.outcome);
        assert_eq!(all_bits(&resumed.weights), all_bits(&whole.weights));
        let mut spent = job(&trial, Objective::default(), Some(&file));
        while let Step::Running(_) = spent.step().unwrap() {}
        assert_eq!(spent.step().unwrap_err().code(), "over");
    }
}
