//! Saved at any batch and resumed, a training has the same bits.

use super::common::{SMALL, all_bits, images, share, small_lenet, small_mlp, train};
use memrilab_analog::{Noise, Site};
use memrilab_core::{Job, Step, run};
use memrilab_train::data::Dataset;
use memrilab_train::kernels::Sgd;
use memrilab_train::model::{Architecture, Batch};
use memrilab_train::training::{Method, NoisePlan, TrainConfig, Trained, Trainer};

/// A network so large that a step of the job is one batch.
fn slow() -> Architecture {
    Architecture::mlp("slow", SMALL, &[2048, 512, 3]).unwrap()
}

/// Steps to the end, saving and resuming after every `each` steps.
fn interrupted(
    config: &TrainConfig,
    data: &Dataset,
    validation: Option<&Dataset>,
    each: usize,
) -> (Trained, usize) {
    let mut trainer = Trainer::new(config.clone(), data.clone(), validation).unwrap();
    for step in 1.. {
        if let Step::Done(trained) = trainer.step().unwrap() {
            return (trained, step);
        }
        if step % each == 0 {
            let file = trainer.checkpoint().unwrap();
            trainer = Trainer::resume(config.clone(), data.clone(), validation, &file).unwrap();
            assert_eq!(
                trainer.checkpoint().unwrap(),
                file,
                "what is resumed is what was saved"
            );
        }
    }
    unreachable!()
}

#[track_caller]
fn same(a: &Trained, b: &Trained) {
    assert_eq!(all_bits(&a.weights), all_bits(&b.weights));
    assert_eq!(
        (&a.history, a.epoch, a.stopped),
        (&b.history, b.epoch, b.stopped)
    );
}

#[test]
fn resumed_in_the_middle_of_an_epoch() {
    let data = images(80, SMALL, 3, 1);
    let config = TrainConfig {
        batch: 16,
        ..TrainConfig::new(slow(), 2, 1)
    };
    let (trained, steps) = interrupted(&config, &data, None, 1);
    assert_eq!(steps, 10, "five batches an epoch, a step each");
    same(&trained, &train(config, &data, None));
}

#[test]
fn resumed_with_every_noise_site_method_and_patience() {
    let (data, validation) = (images(50, SMALL, 3, 1), images(30, SMALL, 3, 2));
    let laws = [
        Noise::Multinomial { p1: 0.2, p2: 0.4 },
        Noise::Dropout { rate: 0.3 },
        Noise::Gaussian { sigma: 0.4 },
        Noise::Laplace { scale: 0.3 },
        Noise::LogNormal { sigma: 0.5 },
    ];
    for net in [small_lenet(), small_mlp()] {
        for (i, law) in laws.into_iter().enumerate() {
            for site in [Site::Weight, Site::Activation] {
                let config = TrainConfig {
                    batch: 20,
                    rate: 0.01,
                    noise: NoisePlan::every(law, site),
                    patience: (i % 2 == 0).then_some(3),
                    method: match i % 3 {
                        0 => Method::Sgd(Sgd { momentum: 0.9 }),
                        _ => Method::default(),
                    },
                    ..TrainConfig::new(net.clone(), 8, 1)
                };
                let whole = train(config.clone(), &data, Some(&validation));
                for each in [1, 2] {
                    same(
                        &interrupted(&config, &data, Some(&validation), each).0,
                        &whole,
                    );
                }
            }
        }
    }
}

/// A validation that takes several steps: they are short, a checkpoint in the middle of it goes
/// on, and the accuracy is that of one pass.
#[test]
fn a_long_validation_is_interrupted_too() {
    let net = Architecture::lenet5();
    let shape = net.input();
    let (data, validation) = (images(40, shape, 10, 1), images(700, shape, 10, 2));
    let config = TrainConfig {
        batch: 20,
        ..TrainConfig::new(net, 2, 1)
    };
    let whole = train(config.clone(), &data, Some(&validation));
    let mut trainer = Trainer::new(config.clone(), data.clone(), Some(&validation)).unwrap();
    let mut files = Vec::new();
    while let Step::Running(_) = trainer.step().unwrap() {
        files.push(trainer.checkpoint().unwrap());
    }
    // Two epochs of one step each, and of more than one step of validation.
    assert!(files.len() > 3, "{}", files.len());
    for file in files {
        let resumed = Trainer::resume(config.clone(), data.clone(), Some(&validation), &file);
        same(&run(resumed.unwrap(), |_| ()).unwrap(), &whole);
    }
    let told = whole.history[1].validation.unwrap();
    let right = share(&Batch::all(&validation, 64), &whole.weights);
    assert_eq!(told, right);
}
