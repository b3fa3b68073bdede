//! Trainings: the same bits for the same seed, moons learned, early and diverged ends.

use super::common::{SMALL, all_bits, images, share, small_lenet, small_mlp, train};
use memrilab_core::{Job, Step, run};
use memrilab_train::data::{Dataset, Features, Shape, moons};
use memrilab_train::kernels::Sgd;
use memrilab_train::model::{Architecture, Batch, ModelError, Weights};
use memrilab_train::training::{Method, Schedule, Stop, TrainConfig, TrainError, Trainer};

fn accuracy(weights: &Weights, data: &Dataset) -> f64 {
    share(&Batch::all(data, 64), weights)
}

#[test]
fn moons_are_learned() {
    let (learn, test) = (moons(200, 0.1, 1).unwrap(), moons(400, 0.1, 2).unwrap());
    let config = TrainConfig {
        rate: 0.02,
        batch: 32,
        ..TrainConfig::new(Architecture::moons(5).unwrap(), 200, 1)
    };
    let trained = train(config, &learn, None);
    assert_eq!((trained.stopped, trained.epoch), (Stop::Finished, 200));
    let right = accuracy(&trained.weights, &test);
    assert!(right >= 0.985, "{right}");
    let last = trained.history.last().unwrap();
    assert!(last.loss < 0.05 && last.loss > 0.0, "{last:?}");
}

#[test]
fn one_seed_one_training() {
    let (data, other) = (images(70, SMALL, 3, 1), images(40, SMALL, 3, 2));
    for net in [small_lenet(), small_mlp()] {
        let config = |seed| TrainConfig {
            batch: 20,
            ..TrainConfig::new(net.clone(), 3, seed)
        };
        let (a, b) = (
            train(config(1), &data, Some(&other)),
            train(config(1), &data, Some(&other)),
        );
        assert_eq!(all_bits(&a.weights), all_bits(&b.weights));
        assert_eq!(a.history, b.history);
        // Validation watches and changes nothing.
        let unwatched = train(config(1), &data, None);
        assert_eq!(all_bits(&a.weights), all_bits(&unwatched.weights));
        assert!(a.history.iter().all(|e| e.validation.is_some()));
        assert_eq!(a.history[2].validation, Some(accuracy(&a.weights, &other)));
        assert_ne!(
            all_bits(&a.weights),
            all_bits(&train(config(2), &data, None).weights)
        );
    }
}

/// The rate is far beyond what gradient descent with momentum bears on these images.
#[test]
fn a_diverging_training_stops_with_finite_weights() {
    let data = images(64, Shape::image(9, 8), 3, 1);
    let wild = TrainConfig {
        rate: 10.0,
        batch: 16,
        method: Method::Sgd(Sgd { momentum: 0.99 }),
        schedule: Schedule::Constant,
        decay: 1.0,
        ..TrainConfig::new(small_mlp(), 200, 1)
    };
    for patience in [None, Some(150)] {
        let trained = train(
            TrainConfig {
                patience,
                ..wild.clone()
            },
            &data,
            Some(&data),
        );
        let Stop::Diverged { epoch, batch } = trained.stopped else {
            panic!("{:?}", trained.stopped);
        };
        assert_eq!(
            trained.history.len(),
            epoch - 1,
            "the epochs that were finite"
        );
        assert!((1..=4).contains(&batch), "{batch}");
        let m = trained
            .weights
            .matrices
            .iter()
            .chain(&trained.weights.biases);
        assert!(m.flatten().all(|w| w.is_finite()));
        assert!(trained.history.iter().all(|e| e.loss.is_finite()));
        let text = trained.stopped.warning().unwrap();
        assert!(text.contains("Lower the learning rate"), "{text}");
    }
    // The very first step may be the last good one; then nothing has been learned.
    let data = {
        let huge = vec![3e38; 64 * 72];
        let labels = (0..64).map(|i| i % 3).collect();
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        Dataset::new(SMALL, Features::Numbers(huge), labels, names).unwrap()
    };
    let trained = train(wild.clone(), &data, None);
    assert_eq!(
        (trained.epoch, trained.stopped),
        (0, Stop::Diverged { epoch: 1, batch: 1 })
    );
    assert_eq!(trained.weights, Weights::random(&small_mlp(), 1));
}

/// The loss is finite, but the step after it takes the weights beyond all numbers: the last
/// batch of the epoch was the bad one.
#[test]
fn weights_that_are_no_numbers_end_a_training_too() {
    let numbers = Features::Numbers(vec![1e38; 4 * 2]);
    let names = ["a", "b"].map(str::to_owned).to_vec();
    let data = Dataset::new(Shape::vector(2), numbers, vec![0, 1, 0, 1], names).unwrap();
    let config = TrainConfig {
        rate: 10.0,
        method: Method::Sgd(Sgd { momentum: 0.0 }),
        ..TrainConfig::new(Architecture::named("mlp:2-2").unwrap(), 3, 1)
    };
    let trained = train(config.clone(), &data, None);
    assert_eq!(trained.stopped, Stop::Diverged { epoch: 1, batch: 1 });
    assert_eq!(trained.weights, Weights::random(&config.model, 1));
}

#[test]
fn an_early_stop_gives_the_best_epochs_weights() {
    let data = images(60, SMALL, 3, 1);
    let validation = images(90, SMALL, 3, 2);
    let config = TrainConfig {
        patience: Some(4),
        rate: 0.01,
        batch: 20,
        schedule: Schedule::Constant,
        ..TrainConfig::new(small_lenet(), 300, 5)
    };
    let trained = train(config.clone(), &data, Some(&validation));
    assert_eq!(trained.stopped, Stop::NoBetter);
    assert_eq!(trained.history.len(), trained.epoch + 4);
    let score = |epoch: usize| trained.history[epoch - 1].validation.unwrap();
    let best = score(trained.epoch);
    assert!((1..trained.epoch).all(|e| score(e) < best));
    assert!((trained.epoch..=trained.epoch + 4).all(|e| score(e) <= best));
    assert_eq!(
        accuracy(&trained.weights, &validation).to_bits(),
        best.to_bits()
    );
    // They are the weights that a training without patience has there.
    let mut plain = Trainer::new(
        TrainConfig {
            patience: None,
            ..config
        },
        data,
        None,
    )
    .unwrap();
    while plain.history().len() < trained.epoch {
        plain.step().unwrap();
    }
    assert_eq!(
        all_bits(&plain.weights().unwrap()),
        all_bits(&trained.weights)
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let data = images(30, SMALL, 3, 1);
    let error = |net: Architecture, data: &Dataset| {
        let config = TrainConfig::new(net, 1, 1);
        Trainer::new(config, data.clone(), None)
            .unwrap_err()
            .to_string()
    };
    let text = error(Architecture::lenet5(), &data);
    assert!(text.contains("1x28x28") && text.contains("1x9x8"), "{text}");
    let text = error(Architecture::mlp("two", SMALL, &[2]).unwrap(), &data);
    assert!(
        text.contains("tells 2 classes apart, the data has 3"),
        "{text}"
    );
    let config = TrainConfig::new(small_mlp(), 1, 1);
    let odd = images(30, Shape::image(3, 3), 3, 1);
    assert!(Trainer::new(config.clone(), data.clone(), Some(&odd)).is_err());
    let others = Weights::random(&small_lenet(), 1);
    let cpu = candle_core::Device::Cpu;
    let refused = Trainer::from_weights(config.clone(), data.clone(), None, &others, &cpu);
    assert!(matches!(
        refused,
        Err(TrainError::Model(ModelError::Weights(_)))
    ));
    // A flat list of the same length is as good as an image.
    let flat = images(30, Shape::vector(72), 3, 1);
    assert_eq!(
        all_bits(&train(config.clone(), &flat, None).weights),
        all_bits(&train(config, &data, None).weights),
    );
}

#[test]
fn a_finished_training_says_so() {
    let data = images(30, SMALL, 3, 1);
    let mut trainer = Trainer::new(TrainConfig::new(small_mlp(), 2, 1), data, None).unwrap();
    let mut seen = vec![];
    while let Step::Running(progress) = trainer.step().unwrap() {
        seen.push((progress.done, progress.total));
    }
    assert_eq!(seen, [(1, 2)], "one batch an epoch");
    assert!(matches!(trainer.step(), Err(TrainError::Over)));
    assert!(matches!(trainer.checkpoint(), Err(TrainError::Over)));
    assert!(run(trainer, |_| {}).is_err());
}
