//! Datasets: what comes in, what is refused, and how it is told.

mod idx;
mod parts;
mod pictures;
mod real;
mod sets;
mod tables;

use memrilab_train::data::{DataError, Dataset, Features, Shape};
use std::io::Write as _;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|i| i.to_string()).collect()
}

/// One number a sample, labelled in turn by `classes` classes.
fn line(samples: usize, classes: usize) -> Dataset {
    let numbers = (0..samples).map(|i| i as f32).collect();
    let labels = (0..samples).map(|i| (i % classes) as u32).collect();
    Dataset::new(
        Shape::vector(1),
        Features::Numbers(numbers),
        labels,
        names(classes),
    )
    .unwrap()
}

fn row(data: &Dataset, i: usize) -> Vec<f32> {
    let mut sample = vec![0.0; data.shape().features()];
    data.features_into(i, &mut sample);
    sample
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The sentence of an error: it says something, and what to try.
#[track_caller]
fn sentence<T: std::fmt::Debug>(result: Result<T, DataError>) -> String {
    let text = result.unwrap_err().to_string();
    assert!(text.len() > 20 && text.len() < 400, "{text}");
    assert!(!text.contains('\n'), "{text}");
    text
}
