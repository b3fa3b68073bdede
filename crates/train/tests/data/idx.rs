//! IDX files: what is written is read, and what is damaged is told.

use super::{gzip, row, sentence};
use memrilab_train::data::idx::{
    Expect, Images, dataset, read_images, read_labels, write_images, write_labels,
};
use memrilab_train::data::{DataError, Shape};
use proptest::prelude::*;

fn pair(count: usize) -> (Vec<u8>, Vec<u8>) {
    let images = Images {
        shape: Shape::image(2, 3),
        pixels: (0..6 * count).map(|i| i as u8).collect(),
    };
    let labels: Vec<u8> = (0..count).map(|i| (i % 3) as u8).collect();
    (
        write_images(&images).unwrap(),
        write_labels(&labels).unwrap(),
    )
}

#[test]
fn a_pair_of_files_is_a_dataset_packed_or_not() {
    let (images, labels) = pair(4);
    assert_eq!(
        images[..16],
        [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3]
    );
    assert_eq!(labels, [0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 2, 0]);
    let plain = dataset(&images, &labels, &Expect::default()).unwrap();
    assert_eq!((plain.len(), plain.shape()), (4, Shape::image(2, 3)));
    assert_eq!(
        (plain.classes().join(""), plain.label(2)),
        ("012".into(), 2)
    );
    assert_eq!(row(&plain, 1)[0], 6.0 / 255.0);
    let packed = dataset(&gzip(&images), &gzip(&labels), &Expect::default()).unwrap();
    assert_eq!(packed.digest(), plain.digest());
    let ten = Expect {
        classes: Some(10),
        shape: Some(Shape::image(2, 3)),
    };
    assert_eq!(dataset(&images, &labels, &ten).unwrap().classes().len(), 10);
}

#[test]
fn every_damage_has_a_sentence() {
    let (images, labels) = pair(4);
    let any = Expect::default();
    let with = |i: &[u8], l: &[u8]| sentence(dataset(i, l, &any));
    let changed = |bytes: &[u8], at: usize, to: u8| {
        let mut bytes = bytes.to_vec();
        bytes[at] = to;
        bytes
    };
    for (said, wanted) in [
        (with(&[], &labels), "there are no bytes"),
        (with(&images[..3], &labels), "fewer bytes"),
        (
            with(&images[..9], &labels),
            "has 16 bytes unpacked, but it has 9",
        ),
        (
            with(&images[..30], &labels),
            "has 40 bytes unpacked, but it has 30",
        ),
        (
            with(&[&images[..], &[0]].concat(), &labels),
            "has 40 bytes unpacked, but it has 41",
        ),
        (with(&labels, &labels), "these are labels"),
        (with(&images, &images), "these are images"),
        (
            with(&changed(&images, 2, 13), &labels),
            "0x00000d03; other numbers than bytes",
        ),
        (with(b"P5 28 28 255 ", &labels), "right file"),
        (with(&changed(&images, 7, 0), &labels), "no images"),
        (with(&changed(&images, 11, 0), &labels), "no images"),
        (with(&images, &pair(5).1), "4 images but 5 labels"),
        (with(&images, &changed(&labels, 7, 0)), "no labels"),
        (with(&gzip(&images)[..20], &labels), "damaged"),
        (with(b"\x1f\x8b\x08", &labels), "damaged"),
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let wrong = |expect: Expect| sentence(dataset(&images, &labels, &expect));
    let other = wrong(Expect {
        shape: Some(Shape::image(28, 28)),
        ..any
    });
    assert!(other.contains("are of 1x2x3, but 1x28x28"), "{other}");
    let two = wrong(Expect {
        classes: Some(2),
        ..any
    });
    assert!(two.contains("sample 3 has the label 2"), "{two}");
}

/// A header may announce anything: nothing is reserved for it before it is true.
#[test]
fn a_header_that_lies_costs_nothing() {
    let mut huge = vec![0, 0, 8, 3];
    huge.extend([255; 12]);
    assert!(sentence(read_images(&huge)).contains("is too many"));
    huge[4..16].copy_from_slice(&[0, 0, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28]);
    assert!(sentence(read_images(&huge)).contains("but it has 16"));
    let labels = [0, 0, 8, 1, 255, 255, 255, 255];
    assert!(sentence(read_labels(&labels)).contains("but it has 8"));
}

/// A bomb is put out at the limit of 512 MiB.
#[test]
fn a_bomb_is_put_out() {
    let member = gzip(&vec![0; 64 << 20]);
    let bomb: Vec<u8> = (0..9).flat_map(|_| member.clone()).collect();
    let error = read_labels(&bomb).unwrap_err();
    assert!(matches!(error, DataError::TooMany { .. }), "{error}");
}

#[test]
fn what_has_no_idx_form_is_not_written() {
    let images = |shape, pixels: usize| {
        write_images(&Images {
            shape,
            pixels: vec![0; pixels],
        })
    };
    let colour = Shape {
        channels: 3,
        ..Shape::image(2, 2)
    };
    assert!(sentence(images(colour, 12)).contains("3x2x2"));
    assert!(sentence(images(Shape::image(2, 2), 6)).contains("got 6"));
    assert!(sentence(images(Shape::image(2, 2), 0)).contains("got 0"));
    assert!(sentence(images(Shape::image(0, 2), 0)).contains("got 0"));
    assert!(sentence(write_labels(&[])).contains("no labels"));
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        height in 1usize..6,
        width in 1usize..6,
        count in 1usize..5,
        seed: u8,
        labels in proptest::collection::vec(0u8.., 1..50),
    ) {
        let pixels = (0..height * width * count).map(|i| (i as u8).wrapping_mul(31) ^ seed).collect();
        let images = Images { shape: Shape::image(height, width), pixels };
        let written = write_images(&images).unwrap();
        prop_assert_eq!(&read_images(&written).unwrap(), &images);
        prop_assert_eq!(read_images(&gzip(&written)).unwrap(), images);
        prop_assert_eq!(read_labels(&write_labels(&labels).unwrap()).unwrap(), labels);
    }

    /// Any bytes behind any head: an answer or a sentence, never a panic.
    #[test]
    fn any_bytes_are_answered(head in 0usize..5, bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let heads: [&[u8]; 5] = [b"", &[0, 0, 8, 3], &[0, 0, 8, 1], &[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0], b"\x1f\x8b\x08"];
        let all = [heads[head], &bytes].concat();
        for error in [read_images(&all).err(), read_labels(&all).err()].into_iter().flatten() {
            prop_assert!(!error.to_string().is_empty());
        }
        if let Ok(images) = read_images(&all) {
            prop_assert_eq!(images.count() * images.shape.features(), images.pixels.len());
        }
    }
}
