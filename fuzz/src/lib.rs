//! What every target does with its bytes: read them, analyse what came out, and insist
//! that numbers are finite and in their range.

use memrilab_device::analysis::{Options, analyze};
use memrilab_device::read::{ReadError, ReadOptions, Reading, join, read, read_grids};

/// Reads `head` and then `data` as a text file.
pub fn text(name: &str, head: &str, data: &[u8]) {
    let bytes = [head.as_bytes(), data].concat();
    outcome(read(name, &bytes, &ReadOptions::default()));
}

/// Reads a workbook's bytes.
pub fn workbook(data: &[u8]) {
    let options = ReadOptions::default();
    if let Ok(grids) = memrilab_workbook::grids(data, &options.caps) {
        outcome(read_grids("a.xlsx", grids, &options));
    }
}

fn outcome(reading: Result<Reading, ReadError>) {
    let reading = match reading {
        Ok(reading) => reading,
        Err(error) => {
            assert!(!error.to_string().is_empty() && !error.code().is_empty());
            return;
        }
    };
    assert!(reading.report.sentences().len() < 10_000);
    let mut twin = reading.clone();
    twin.file.push('2');
    for reading in join(vec![reading, twin]) {
        for measurement in &reading.measurements {
            let options = Options { bootstrap: 0, ..Options::default() };
            let Ok(device) = analyze(&measurement.trace, &options) else { continue };
            for method in &device.methods {
                let r = &method.result;
                for u in [r.usability, r.usability_conservative, r.usability_mle].into_iter().flatten() {
                    assert!((0.0..=1.0).contains(&u), "usability {u}");
                }
                for s in [r.sigma, r.sigma95, r.sigma95_pooled].into_iter().flatten() {
                    assert!(s.is_finite(), "sigma {s}");
                }
            }
        }
    }
}
