#![no_main]

use memrilab_train::data::table::{Options, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for (pixels, label) in [(false, None), (true, None), (false, Some("1".to_owned()))] {
        let options = Options { pixels, label, ..Options::default() };
        match read(data, &options) {
            Ok(table) => {
                let data = &table.dataset;
                assert_eq!(data.shape().features(), table.features.len());
                let (low, high) = data.range();
                assert!(low.is_finite() && low <= high && high.is_finite());
                assert_eq!(data.counts().iter().sum::<usize>(), data.len());
            }
            Err(error) => {
                let text = error.to_string();
                assert!(!text.is_empty() && !text.chars().any(char::is_control), "{text:?}");
            }
        }
    }
});
