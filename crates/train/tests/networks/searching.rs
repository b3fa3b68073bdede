//! Searches: the same trials for the same seed, resumed by telling again, equal budgets.

use super::common::small_mlp;
use memrilab_analog::Noise;
use memrilab_bayesopt::Value;
use memrilab_train::search::{Contender, Outcome, Search, SearchConfig, Trial};
use memrilab_train::training::{Stop, TrainConfig, engine};

fn config(method: Contender, seed: u64) -> SearchConfig {
    SearchConfig {
        fixed: false,
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
