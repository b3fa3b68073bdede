//! The dataset itself, the digest, and the two moons.

use super::{line, names, row, sentence};
use memrilab_train::data::{DataError, Dataset, Features, Shape, moons};
use proptest::prelude::*;

fn tiny(features: Features, labels: &[u32], classes: usize) -> Result<Dataset, DataError> {
    Dataset::new(Shape::vector(2), features, labels.to_vec(), names(classes))
}

fn numbers(numbers: &[f32]) -> Features {
    Features::Numbers(numbers.to_vec())
}

fn named(name: &str) -> Result<Dataset, DataError> {
    let classes = vec!["a".into(), name.into()];
    Dataset::new(Shape::vector(1), numbers(&[1.0, 2.0]), vec![0, 1], classes)
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let four = [1.0, 2.0, 3.0, 4.0];
    assert!(tiny(numbers(&four), &[0, 1], 2).is_ok());
    for (result, wanted) in [
        (tiny(numbers(&[]), &[], 2), "no samples"),
        (tiny(numbers(&four[..3]), &[0, 1], 2), "expected 4, got 3"),
        (
            tiny(Features::Bytes(vec![1; 5]), &[0, 1], 2),
            "expected 4, got 5",
        ),
        (tiny(numbers(&four), &[0, 2], 2), "sample 2 has the label 2"),
        (
            tiny(numbers(&four), &[1, 1], 2),
            "all samples are of the class `1`",
        ),
        (
            tiny(numbers(&[1.0, 2.0, f32::NAN, 4.0]), &[0, 1], 2),
            "sample 2, feature 1 is NaN",
        ),
        (
            tiny(numbers(&[1.0, f32::INFINITY, 3.0, 4.0]), &[0, 1], 2),
            "sample 1, feature 2 is inf",
        ),
        (tiny(numbers(&four), &[0, 1], 1001), "1001 is too many"),
        (
            Dataset::new(Shape::vector(0), numbers(&[]), vec![0, 1], names(2)),
            "no features",
        ),
        (
            Dataset::new(
                Shape::vector(usize::MAX),
                numbers(&[]),
                vec![0, 1],
                names(2),
            ),
            "is too many",
        ),
        (
            Dataset::new(
                Shape::vector(1),
                numbers(&[1.0, 2.0]),
                vec![0, 1],
                vec!["a".into(), "a".into()],
            ),
            "two classes are called `a`",
        ),
        (named("\u{1b}[31m"), "`\\u{1b}[31m` is no name"),
        (named(" "), "` ` is no name"),
    ] {
        let said = sentence(result);
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn a_subset_shares_the_numbers_and_composes() {
    let data = line(10, 3);
    let some = data.subset(&[9, 0, 4, 4]).unwrap();
    assert_eq!(
        (some.len(), row(&some, 0), some.label(1)),
        (4, vec![9.0], 0)
    );
    let of_it = some.subset(&[2, 0]).unwrap();
    assert_eq!((row(&of_it, 0), row(&of_it, 1)), (vec![4.0], vec![9.0]));
    assert_eq!(of_it.counts(), [1, 1, 0]);
    assert_eq!(of_it.memory(), data.memory() + 2 * 4);
    assert!(sentence(data.subset(&[10])).contains("no sample at 10"));
    assert!(sentence(some.subset(&[4])).contains("there are 4"));
    assert!(sentence(data.subset(&[])).contains("no samples"));
    // One class only, which a part may have.
    assert!(data.subset(&[0, 3]).is_ok());
}

#[test]
fn bytes_are_shares_of_255_and_take_a_byte_each() {
    let data = tiny(Features::Bytes(vec![0, 255, 51, 102]), &[0, 1], 2).unwrap();
    assert_eq!(
        (row(&data, 0), row(&data, 1)),
        (vec![0.0, 1.0], vec![0.2, 0.4])
    );
    assert_eq!(data.memory(), 4 + 2 * 4);
    assert_eq!(data.pixels(1), Some(&[51, 102][..]));
    assert_eq!(data.range(), (0.0, 1.0));
    assert_eq!(line(2, 2).pixels(0), None);
}

/// The digest is part of what a checkpoint stores: it must not change. Computed by
/// `f = 0xcbf29ce484222325; for b in bytes: f = ((f ^ b) * 0x100000001b3) % 2**64` over
/// `struct.pack("<5Q2I4B", 2, 1, 1, 2, 2, 0, 1, 0, 255, 51, 102)`.
#[test]
fn the_digest_is_the_one_it_always_was() {
    let data = tiny(Features::Bytes(vec![0, 255, 51, 102]), &[0, 1], 2).unwrap();
    assert_eq!(data.digest(), 0x69af_bb72_d5c5_a56e);
    let same = data.subset(&[0, 1]).unwrap();
    assert_eq!(same.digest(), data.digest());
    let others = [
        data.subset(&[1, 0]).unwrap(),
        data.subset(&[0]).unwrap(),
        tiny(Features::Bytes(vec![0, 255, 51, 103]), &[0, 1], 2).unwrap(),
        tiny(Features::Bytes(vec![0, 255, 51, 102]), &[1, 0], 2).unwrap(),
        tiny(Features::Bytes(vec![0, 255, 51, 102]), &[0, 1], 3).unwrap(),
        tiny(numbers(&[0.0, 1.0, 0.2, 0.4]), &[0, 1], 2).unwrap(),
    ];
    for other in others {
        assert_ne!(other.digest(), data.digest());
    }
}

#[test]
fn the_moons_are_half_circles_and_a_seed_makes_them_again() {
    let clean = moons(101, 0.0, 3).unwrap();
    assert_eq!(clean.counts(), [50, 51]);
    for i in 0..clean.len() {
        let point = row(&clean, i);
        let (x, y) = (f64::from(point[0]), f64::from(point[1]));
        let (x, y) = match clean.label(i) {
            0 => (x, y),
            _ => (1.0 - x, 0.5 - y),
        };
        // Coordinates are rounded to f32 once: half an ulp of at most 2 each.
        assert!((x.hypot(y) - 1.0).abs() < 3e-7 && y > -1e-6, "{i}: {x} {y}");
    }
    let digest = |seed| moons(100, 0.1, seed).unwrap().digest();
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
    for n in [0, 1] {
        assert!(sentence(moons(n, 0.1, 1)).contains("points"));
    }
    assert_eq!(moons(2, 0.0, 1).unwrap().counts(), [1, 1]);
    for noise in [-0.1, f64::NAN, f64::INFINITY] {
        assert!(sentence(moons(10, noise, 1)).contains("noise"));
    }
}

/// The residual of a point from its clean place is the noise: mean 0 and the standard deviation
/// asked for, within 5 standard errors. The place is known from next to no noise and the same seed.
#[test]
fn the_noise_of_the_moons_has_the_size_asked_for() {
    let n = 20_000;
    // The same seed draws the same normals whatever their size, and so the same order.
    let (clean, noisy) = (moons(n, 1e-12, 5).unwrap(), moons(n, 0.2, 5).unwrap());
    let residuals: Vec<f64> = (0..n)
        .flat_map(|i| {
            let (a, b) = (row(&clean, i), row(&noisy, i));
            [0, 1].map(|j| f64::from(b[j]) - f64::from(a[j]))
        })
        .collect();
    let count = residuals.len() as f64;
    let mean = residuals.iter().sum::<f64>() / count;
    let variance = residuals.iter().map(|r| r * r).sum::<f64>() / count;
    assert!(mean.abs() < 5.0 * 0.2 / count.sqrt(), "{mean}");
    // The variance of a squared normal is 2 sigma^4.
    let error = 0.04 * (2.0 / count).sqrt();
    assert!((variance - 0.04).abs() < 5.0 * error, "{variance}");
}

proptest! {
    /// A subset gives what its indices say, in order, and its digest is that of a copy.
    #[test]
    fn a_subset_is_a_copy(indices in proptest::collection::vec(0usize..30, 2..40)) {
        let data = line(30, 3);
        let some = data.subset(&indices).unwrap();
        for (i, &index) in indices.iter().enumerate() {
            prop_assert_eq!(row(&some, i), row(&data, index));
            prop_assert_eq!(some.label(i), data.label(index));
        }
        let copied = Dataset::new(
            Shape::vector(1),
            Features::Numbers(indices.iter().map(|&i| i as f32).collect()),
            indices.iter().map(|&i| (i % 3) as u32).collect(),
            names(3),
        );
        if let Ok(copied) = copied {
            prop_assert_eq!(some.digest(), copied.digest());
        }
    }
}
