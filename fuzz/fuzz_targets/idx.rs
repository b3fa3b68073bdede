#![no_main]

use memrilab_train::data::idx::{Expect, dataset, read_images, read_labels, write_images, write_labels};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // The first byte says where the images end and the labels begin.
    let (cut, rest) = data.split_first().map_or((0, data), |(cut, rest)| (usize::from(*cut), rest));
    let (images, labels) = rest.split_at(rest.len().min(cut));
    if let Err(error) = dataset(images, labels, &Expect::default()) {
        assert!(!error.to_string().is_empty());
    }
    // What is read is written and read again as the same.
    if let Ok(images) = read_images(rest) {
        let written = write_images(&images).expect("what was read can be written");
        assert_eq!(read_images(&written), Ok(images));
    }
    if let Ok(labels) = read_labels(rest) {
        let written = write_labels(&labels).expect("what was read can be written");
        assert_eq!(read_labels(&written), Ok(labels));
    }
});
