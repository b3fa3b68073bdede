//! The jobs of fabrication: stepwise, the same each time, better than chance.

use memrilab_bayesopt::{Encoding, Goal, Settings};
use memrilab_core::{Job as _, Step, run};
use memrilab_fabrication::{landscape, optimum, settings, start};
use memrilab_study::fabricate::{
    ReplayConfig, ReplayError, ReplayJob, SimulateConfig, SimulateJob, Table,
};
use std::fmt::Write as _;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn short() -> SimulateConfig {
    SimulateConfig {
        budget: 15,
        seeds: 3,
        ..SimulateConfig::default()
    }
}

#[test]
fn a_simulation_is_the_same_each_time_and_goes_an_experiment_a_step() -> Outcome {
    let once = run(SimulateJob::new(short())?, |_| {})?;
    let mut job = SimulateJob::new(short())?;
    let (mut steps, mut last) = (0, 0);
    let again = loop {
        match job.step()? {
            Step::Running(progress) => {
                assert_eq!(progress.total, 45);
                assert!(progress.done >= last && progress.done <= 45);
                last = progress.done;
                steps += 1;
            }
            Step::Done(result) => break result,
        }
    };
    assert_eq!(again, once);
    assert_eq!(last, 45);
    let made: usize = once
        .experiments_to_best
        .iter()
        .map(|n| n.unwrap_or(15))
        .sum();
    // A step a run begins it, and one an experiment.
    assert_eq!(steps, made + 3);
    Ok(())
}

#[test]
fn a_simulation_says_what_it_found() -> Outcome {
    let found = run(SimulateJob::new(short())?, |_| {})?;
    assert_eq!((found.schema, found.candidates), (1, 8400));
    assert_eq!(found.experiments_to_best.len(), 3);
    // Of 8399 left after the start, the best is as likely to be any: the middle is 4200.
    assert!((found.random_median - 4200.0).abs() < 1e-12);
    let marks: Vec<usize> = found.best_at.keys().copied().collect();
    assert_eq!(marks, [5, 12, 15]);
    let best: Vec<f64> = found.best_at.values().copied().collect();
    assert!(best.windows(2).all(|w| w[0] <= w[1]));
    assert!(best[0] >= landscape(&start())? && best[2] <= landscape(&optimum())? + 1e-12);
    // METHOD B6: the best of twelve at random is 0.444 on the mean.
    assert!(best[1] > 0.55, "{best:?}");
    assert!(found.note.contains("logarithms"));
    let json = serde_json::to_value(&found)?;
    assert!(json["best_at"]["12"].is_number());
    assert_eq!(json["config"]["budget"], 15);
    Ok(())
}

#[test]
fn a_start_that_is_the_best_takes_no_experiment() -> Outcome {
    let config = SimulateConfig {
        start: optimum(),
        ..short()
    };
    let found = run(SimulateJob::new(config)?, |_| {})?;
    assert_eq!(found.experiments_to_best, [Some(0); 3]);
    assert_eq!(found.median, Some(0.0));
    assert!(
        found
            .best_at
            .values()
            .all(|best| (best - 0.93).abs() < 1e-9)
    );
    Ok(())
}

#[test]
fn the_settings_of_a_simulation_are_used() -> Outcome {
    let config = SimulateConfig {
        settings: Settings {
            encoding: Encoding::Ordinal,
            ard: false,
            ..settings()
        },
        ..short()
    };
    let ordinal = run(SimulateJob::new(config.clone())?, |_| {})?;
    assert_eq!(ordinal.config, config);
    let onehot = run(SimulateJob::new(short())?, |_| {})?;
    assert_ne!(ordinal.best_at, onehot.best_at);
    Ok(())
}

#[test]
fn a_simulation_refuses_what_it_cannot_do() {
    let said = |config: SimulateConfig| SimulateJob::new(config).unwrap_err().to_string();
    for (config, wanted) in [
        (
            SimulateConfig {
                budget: 0,
                ..short()
            },
            "the budget is 0; it must be from 1 to 120",
        ),
        (
            SimulateConfig {
                seeds: 0,
                ..short()
            },
            "the number of seeds is 0",
        ),
        (
            SimulateConfig {
                noise: f64::NAN,
                ..short()
            },
            "the noise is NaN",
        ),
        (
            SimulateConfig {
                noise: -0.1,
                ..short()
            },
            "the noise is -0.1; it must be from 0 to 1",
        ),
    ] {
        let said = said(config);
        assert!(said.starts_with(wanted), "{said}");
    }
    let mut config = short();
    config.start.0.pop();
    assert!(said(config).contains("5 variables"));
}

/// A hill over two numbers and a category, 6 x 6 x 3, each recipe twice, 0.01 apart.
fn hill() -> String {
    let mut text = String::from("salt,a,b,lot,quality\n");
    for (salt, name) in ["chloride", "bromide", "iodide"].iter().enumerate() {
        for a in 0..6 {
            for b in 0..6 {
                let d = (a - 4) * (a - 4) + (b - 1) * (b - 1);
                let value = 10.0 - f64::from(d) * 0.3 - (2 - salt) as f64;
                for lot in 0..2 {
                    let value = value + 0.01 * (f64::from(lot) - 0.5);
                    let _ = writeln!(text, "{name},{a},{b},{lot},{value}");
                }
            }
        }
    }
    text
}

fn replayed(goal: Goal) -> ReplayConfig {
    ReplayConfig {
        target: "quality".into(),
        ignore: vec!["lot".into()],
        budget: 30,
        seeds: 5,
        settings: Settings {
            goal,
            ..Settings::default()
        },
        ..ReplayConfig::default()
    }
}

#[test]
fn a_replay_beats_chance_both_ways() -> Outcome {
    let table = Table::read(&hill())?;
    for goal in [Goal::Maximise, Goal::Minimise] {
        let found = run(ReplayJob::new(&table, replayed(goal))?, |_| {})?;
        assert_eq!((found.candidates, found.best), (108, 6));
        assert_eq!(found.top5.len(), 30);
        assert!(found.top5.windows(2).all(|w| w[0] <= w[1]));
        assert!((found.top5_random[29] - 30.0 / 108.0).abs() < 1e-15);
        let error = found.top5_se.as_ref().ok_or("five runs have an error")?[29];
        assert!(
            found.top5[29] > found.top5_random[29] + 3.0 * error.max(0.02) && found.top5[29] > 0.6,
            "{goal:?}: {:?}",
            found.top5
        );
        let again = run(ReplayJob::new(&table, replayed(goal))?, |_| {})?;
        assert_eq!(again, found);
    }
    Ok(())
}

#[test]
fn the_first_points_are_random_by_seed() -> Outcome {
    let table = Table::read(&hill())?;
    let config = ReplayConfig {
        initial: 40,
        budget: 40,
        seeds: 40,
        ..replayed(Goal::Maximise)
    };
    let found = run(ReplayJob::new(&table, config)?, |_| {})?;
    // Nothing but chance: each share is within five standard errors of n / candidates, which
    // of a hypergeometric count are at most sqrt(p (1 - p) / (6 seeds)).
    for (share, chance) in found.top5.iter().zip(&found.top5_random) {
        let error = (chance * (1.0 - chance) / 240.0).sqrt();
        assert!((share - chance).abs() < 5.0 * error, "{share} of {chance}");
    }
    assert!(found.top5_se.is_some_and(|e| e[39] > 0.0));
    Ok(())
}

#[test]
fn a_table_becomes_candidates() -> Outcome {
    let text = "\u{feff}Salt;T;empty;P;yield\r\nA;90;1;0,1;5\r\nB;120;1;0,1;7\r\nA;90,0;1;0,2;6\r\nA;90;1;0,1;8\r\n";
    let candidates = Table::read(text)?.candidates("YIELD", &[])?;
    assert_eq!(candidates.constant, ["empty"]);
    assert_eq!(candidates.space.variables().len(), 3);
    let all: Vec<(f64, usize)> = candidates.all.iter().map(|c| (c.value, c.count)).collect();
    assert_eq!(all, [(6.5, 2), (7.0, 1), (6.0, 1)]);
    // Values 5 and 8: their deviation is 3 / sqrt 2, that of their mean 1.5.
    assert!((candidates.all[0].sd.ok_or("no scatter")? - 1.5).abs() < 1e-12);
    assert_eq!(candidates.all[1].sd, None);
    Ok(())
}

#[test]
fn a_replay_refuses_what_it_cannot_do() -> Outcome {
    let said = |text: &str, change: fn(&mut ReplayConfig)| {
        let mut config = ReplayConfig {
            target: "y".into(),
            ..ReplayConfig::default()
        };
        change(&mut config);
        Table::read(text)
            .and_then(|table| ReplayJob::new(&table, config))
            .map(|_| ())
            .unwrap_err()
    };
    let fine = "x,y\n1,2\n2,3\n3,1\n";
    let cases: [(ReplayError, &str); 8] = [
        (said("", |_| {}), "the table is empty"),
        (
            said(fine, |c| c.target = "z".into()),
            "there is no column `z`; the table has x, y",
        ),
        (
            said(fine, |c| c.ignore = vec!["w".into()]),
            "there is no column `w`",
        ),
        (
            said(fine, |c| c.ignore = vec!["x".into()]),
            "no column but `y` varies",
        ),
        (
            said("x,y\n1,2\n2,high\n", |_| {}),
            "row 3: `y` is `high`; the target must be a finite number",
        ),
        (
            said("x,y\n1,2\n,3\n", |_| {}),
            "row 3: `x` is ``; fill it in",
        ),
        (
            said(fine, |c| c.initial = 9),
            "the number of experiments at random is 9; it must be from 1 to 3",
        ),
        (
            said(fine, |c| c.settings.goal = Goal::Target { value: 2.0 }),
            "the target of a replay is 2",
        ),
    ];
    for (said, wanted) in cases {
        assert!(said.to_string().starts_with(wanted), "{said}");
        assert!(!said.code().is_empty());
    }
    // Every candidate is made in the end.
    let config = ReplayConfig {
        target: "y".into(),
        ..ReplayConfig::default()
    };
    let all = run(ReplayJob::new(&Table::read(fine)?, config)?, |_| {})?;
    assert_eq!(all.config.budget, 3);
    assert!((all.top5[2] - 1.0).abs() < 1e-15);
    Ok(())
}
