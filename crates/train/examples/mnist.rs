//! Trains on MNIST.
use memrilab_core::{Job, Step};
use memrilab_train::{data::idx, model::Architecture, training::*};
use std::time::Instant;
fn main() {
    let read = |n: &str| std::fs::read(format!("../shared/data/mnist/{n}")).unwrap();
    let train = idx::dataset(
        &read("train-images-idx3-ubyte.gz"),
        &read("train-labels-idx1-ubyte.gz"),
        &idx::Expect::default(),
    )
    .unwrap();
    let test = idx::dataset(
        &read("t10k-images-idx3-ubyte.gz"),
        &read("t10k-labels-idx1-ubyte.gz"),
        &idx::Expect::default(),
    )
    .unwrap();
    for name in std::env::args().skip(1) {
        let config = TrainConfig::new(Architecture::named(&name).unwrap(), 2, 1);
        let mut job = Trainer::new(config, train.clone(), Some(&test)).unwrap();
        let t = Instant::now();
        let done = loop {
            if let Step::Done(d) = job.step().unwrap() {
                break d;
            }
        };
        println!(
            "{name} {:?} {:.2} s",
            done.history,
            t.elapsed().as_secs_f64()
        );
    }
}
