//! The published files of MNIST. The tests find them through `MEMRILAB_DATA` or beside the
//! checkout, and say so where they skip.

use super::row;
use memrilab_train::data::idx::{Expect, dataset};
use memrilab_train::data::{Amount, Shape, Split};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("MEMRILAB_DATA").map_or(beside, PathBuf::from);
    let mnist = folder.join("mnist");
    if mnist.is_dir() {
        return Some(mnist);
    }
    // Straight to standard error, which the test runner does not hold back.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: the tests on MNIST; set MEMRILAB_DATA to the folder that holds mnist"
    );
    None
}

#[test]
fn mnist_is_what_was_published() {
    let Some(folder) = data() else { return };
    let read = |part: &str| {
        let file = |name: &str| std::fs::read(folder.join(format!("{part}-{name}.gz"))).unwrap();
        let expect = Expect {
            shape: Some(Shape::image(28, 28)),
            classes: Some(10),
        };
        let images = file("images-idx3-ubyte");
        dataset(&images, &file("labels-idx1-ubyte"), &expect).unwrap()
    };
    let (train, test) = (read("train"), read("t10k"));
    // As every description of the set has them.
    let counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
    assert_eq!(train.counts(), counts);
    assert_eq!(
        test.counts(),
        [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    );
    let labels: Vec<u32> = (0..10).map(|i| train.label(i)).collect();
    assert_eq!(labels, [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    // Mean and deviation of the pixels, as everybody normalises by: 0.1307 and 0.3081.
    let (mut sum, mut square) = (0.0, 0.0);
    for i in 0..train.len() {
        for x in row(&train, i) {
            sum += f64::from(x);
            square += f64::from(x) * f64::from(x);
        }
    }
    let n = (train.len() * 784) as f64;
    let mean = sum / n;
    let sd = (square / n - mean * mean).sqrt();
    assert!(
        (mean - 0.1307).abs() < 5e-5 && (sd - 0.3081).abs() < 5e-5,
        "{mean} {sd}"
    );
    assert_eq!(train.memory(), 60_000 * 784 + 60_000 * 4);
    let split = Split {
        validation: Amount::Count(5000),
        test: Amount::Count(0),
        seed: 1,
    };
    let parts = split.of(&train).unwrap();
    assert_eq!(
        (parts.train.len(), parts.validation.unwrap().len()),
        (55_000, 5000)
    );
}
