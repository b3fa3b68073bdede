//! Every setting of a training at and beyond the ends of its range.

use super::common::{small_lenet, small_mlp};
use memrilab_analog::{Noise, Site};
use memrilab_train::kernels::{Adam, Sgd};
use memrilab_train::training::{Method, NoisePlan, Schedule, TrainConfig, TrainError};

fn with(change: impl FnOnce(&mut TrainConfig)) -> Result<(), TrainError> {
    let mut config = TrainConfig::new(small_lenet(), 3, 1);
    change(&mut config);
    config.check()
}

#[track_caller]
fn range<T: Copy + std::fmt::Debug>(
    what: &str,
    good: &[T],
    bad: &[T],
    set: impl Fn(&mut TrainConfig, T),
) {
    for value in good {
        let result = with(|config| set(config, *value));
        assert!(result.is_ok(), "{what} {value:?}: {result:?}");
    }
    for value in bad {
        let error = with(|config| set(config, *value)).unwrap_err();
        assert_eq!(error.code(), "setting", "{error}");
        let text = error.to_string();
        assert!(text.starts_with(what) && text.contains("must be"), "{text}");
    }
}

#[test]
fn ranges() {
    let nan = f64::NAN;
    range(
        "the number of epochs",
        &[1, 100_000],
        &[0, 100_001],
        |c, v| c.epochs = v,
    );
    range(
        "the batch",
        &[1, 65_536],
        &[0, 65_537, usize::MAX],
        |c, v| c.batch = v,
    );
    range(
        "the learning rate",
        &[1e-9, 10.0],
        &[0.0, -1.0, 10.1, nan, f64::INFINITY],
        |c, v| {
            c.rate = v;
        },
    );
    range(
        "the weight decay",
        &[0.0, 1.0],
        &[-1e-9, 1.1, nan],
        |c, v| c.decay = v,
    );
    range("the patience", &[1, 100_000], &[0, 100_001], |c, v| {
        c.patience = Some(v);
    });
    let adam = Adam::default();
    let nan = f32::NAN;
    let set = |c: &mut TrainConfig, of| c.method = Method::Adam(of);
    range("beta 1", &[0.0, 0.9999], &[-0.1, 1.0, nan], |c, beta1| {
        set(c, Adam { beta1, ..adam });
    });
    range("beta 2", &[0.0, 0.9999], &[-0.1, 1.0, nan], |c, beta2| {
        set(c, Adam { beta2, ..adam });
    });
    range(
        "epsilon of Adam",
        &[1e-8, 1.0],
        &[0.0, -1.0, 1.1, nan],
        |c, epsilon| {
            set(c, Adam { epsilon, ..adam });
        },
    );
    range(
        "the momentum",
        &[0.0, 0.99],
        &[-0.1, 1.0, nan],
        |c, momentum| {
            c.method = Method::Sgd(Sgd { momentum });
        },
    );
    range(
        "the epochs between two falls",
        &[1, 100_000],
        &[0, 100_001],
        |c, every| {
            c.schedule = Schedule::Steps { every, factor: 0.5 };
        },
    );
    range(
        "the factor of the schedule",
        &[1e-6, 1.0],
        &[0.0, 1.1, f64::NAN],
        |c, factor| {
            c.schedule = Schedule::Steps { every: 1, factor };
        },
    );
    range("the number of noises", &[0, 1, 3], &[2, 4], |c, n| {
        c.noise.layers = vec![Noise::Dropout { rate: 0.1 }; n];
    });
}

#[test]
fn laws_are_checked_on_every_layer() {
    let bad = Noise::Multinomial { p1: 0.6, p2: 0.5 };
    let always = Noise::Multinomial { p1: 1.0, p2: 0.0 };
    for site in [Site::Weight, Site::Activation] {
        for at in 0..3 {
            let mut layers = vec![Noise::None; 3];
            layers[at] = bad;
            let plan = NoisePlan {
                layers,
                site,
                mean_preserving: false,
            };
            let error = with(|c| c.noise = plan).unwrap_err();
            assert_eq!(error.code(), "analog", "{error}");
        }
        let plan = NoisePlan::every(always, site);
        assert!(
            with(|c| c.noise = plan.clone()).is_err(),
            "a mean of 0 cannot be kept"
        );
        assert!(
            with(|c| c.noise = NoisePlan {
                mean_preserving: false,
                ..plan.clone()
            })
            .is_ok()
        );
    }
}

#[test]
fn schedules_by_hand() {
    assert_eq!(Schedule::Constant.share(7, 10, 3), 1.0);
    let cosine = |t| Schedule::Cosine.share(t, 10, 0);
    assert_eq!(cosine(0), 1.0);
    assert!((cosine(5) - 0.5).abs() < 1e-15 && cosine(10).abs() < 1e-15);
    assert!((1..=10).all(|t| cosine(t) < cosine(t - 1)));
    let steps = Schedule::Steps {
        every: 2,
        factor: 0.5,
    };
    assert_eq!(
        [0, 1, 2, 3, 4].map(|e| steps.share(0, 1, e)),
        [1.0, 1.0, 0.5, 0.5, 0.25]
    );
}

#[test]
fn a_config_is_read_as_it_was_written() {
    let config = TrainConfig {
        rate: 0.1 + 0.2,
        patience: Some(3),
        schedule: Schedule::Steps {
            every: 2,
            factor: 1.0 / 3.0,
        },
        method: Method::Sgd(Sgd { momentum: 0.1 }),
        noise: NoisePlan::every(Noise::Laplace { scale: 1.0 / 3.0 }, Site::Activation),
        ..TrainConfig::new(small_mlp(), 3, u64::MAX)
    };
    let text = serde_json::to_string(&config).unwrap();
    assert_eq!(serde_json::from_str::<TrainConfig>(&text).unwrap(), config);
    let other = text.replace("\"epochs\"", "\"epoch\"");
    assert!(serde_json::from_str::<TrainConfig>(&other).is_err());
}
