//! A trial: its training, its score by each objective, and going on from a checkpoint.

use super::common::{SMALL, all_bits, images, near, share, small_mlp};
use memrilab_core::{Job, Step, run};
use memrilab_train::kernels::Sgd;
use memrilab_train::model::Batch;
use memrilab_train::robustness::{Level, Sweep, SweepConfig};
use memrilab_train::search::{
    Contender, Objective, Samples, Search, SearchConfig, Trial, TrialJob, Tried,
};
use memrilab_train::training::{Method, Stop, TrainConfig};
use std::sync::Arc;

fn samples() -> Samples {
    Samples::new(images(40, SMALL, 3, 1), images(50, SMALL, 3, 2))
}

fn first_trial(base: TrainConfig) -> Trial {
    let config = SearchConfig {
        fixed: false,
        base,
        method: Contender::Lognormal,
        site: Contender::Lognormal.site(),
        trainings: 11,
        wave: 3,
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
    let on = |weights: &_, data: &_| share(&Batch::all(data, 16), weights);
    let drifted = tried(&trial, Objective::Drift { draws: 20 });
    let clean = tried(&trial, Objective::CleanTraining);
    assert_eq!(all_bits(&drifted.weights), all_bits(&clean.weights));
    let samples = samples();
    for tried in [&drifted, &clean] {
        assert_eq!(tried.outcome.clean, on(&tried.weights, &samples.validation));
        assert_eq!(tried.outcome.history.len(), 4);
        assert_eq!(tried.outcome.trial, trial);
    }
    assert_eq!(
        clean.outcome.score,
        Some(on(&clean.weights, &samples.train))
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
    near("score", score, spread.mean, 5.0 * error);
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
