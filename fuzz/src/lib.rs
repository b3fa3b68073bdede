//! What every target does with its bytes: read them, analyse what came out, and insist
//! on what reader and analysis promise.

use memrilab_device::Trace;
use memrilab_device::analysis::{Options, analyze};
use memrilab_device::read::{Grid, ReadError, ReadOptions, Reading, join, read, read_grids};
use memrilab_study::{Project, is_project};

/// Reads `head` and then `data` as a text file.
pub fn text(name: &str, head: &str, data: &[u8]) {
    let bytes = [head.as_bytes(), data].concat();
    outcome(read(name, &bytes, &ReadOptions::default()));
}

/// Reads a workbook's bytes.
pub fn workbook(data: &[u8]) {
    let options = ReadOptions::default();
    match memrilab_workbook::grids(data, &options.caps) {
        Ok(grids) => outcome(read_grids("a.xlsx", grids, &options)),
        Err(error) => assert!(!error.to_string().is_empty() && !error.code().is_empty()),
    }
}

/// Reads sheets.
pub fn grids(name: &str, grids: Vec<Grid>) {
    outcome(read_grids(name, grids, &ReadOptions::default()));
}

/// Opens a project: what opens can be written, and opens again as the same.
pub fn project(data: &[u8]) {
    match Project::open(data) {
        Ok(project) => {
            assert!(project.files.iter().all(|file| file.bytes().is_ok()));
            let json = project.to_json().expect("what was opened can be written");
            assert!(is_project(json.as_bytes()));
            assert_eq!(Project::open(json.as_bytes()).as_ref(), Ok(&project));
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.code().is_empty()),
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
            shape(&measurement.trace);
            let options = Options { bootstrap: 0, ..Options::default() };
            let Ok(device) = analyze(&measurement.trace, &options) else { continue };
            for method in &device.methods {
                let (r, curve) = (&method.result, &method.curve);
                assert!((0.0..=1.0).contains(&r.length_factor) && r.run_start <= r.run_end, "{r:?}");
                for u in [r.usability, r.usability_conservative, r.usability_mle].into_iter().flatten() {
                    assert!((0.0..=1.0).contains(&u), "usability {u}");
                }
                for s in [r.sigma, r.sigma95, r.sigma95_pooled].into_iter().flatten() {
                    assert!(s.is_finite() && s >= 0.0, "sigma {s}");
                }
                for list in [&curve.mean, &curve.smoothed, &curve.low, &curve.high, &curve.spread] {
                    assert!(list.iter().flatten().all(|g| g.is_finite()), "{curve:?}");
                }
            }
            let numbers = [device.v_max, device.v_step, device.compliance_a, device.clipped_fraction];
            assert!(numbers.iter().flatten().all(|x| x.is_finite()), "{numbers:?}");
        }
    }
}

/// A trace is rectangular, its voltages are finite, and what is missing is `NaN`.
fn shape(trace: &Trace) {
    match trace {
        Trace::Sweep(sweep) => {
            let (cycles, points) = sweep.current.dim();
            assert!(points >= 3 && cycles >= 1 && sweep.voltage.iter().all(|v| v.is_finite()));
            assert_eq!((sweep.voltage.len(), sweep.lines.len()), (points, points));
            assert_eq!(sweep.cycle_names.len(), cycles);
            assert!(sweep.current.iter().all(|i| !i.is_infinite()));
            assert!(sweep.compliance_flags.as_ref().is_none_or(|f| f.dim() == (cycles, points)));
        }
        Trace::Pulses(pulses) => {
            assert_eq!(pulses.lines.len(), pulses.conductance.ncols());
            assert!(pulses.conductance.iter().all(|g| !g.is_infinite()));
        }
    }
}

/// A sheet of any cells: each byte makes one or ends a row.
pub fn sheet(name: &str, data: &[u8]) -> Grid {
    const WORDS: [&str; 24] = [
        "V", "I", "AV", "AI", "Voltage (mV)", "Current (uA)", "R", "G", "Time", "Cycle", "Index", "DataName",
        "DataValue", "Compliance", "#REF", "NaN", "AAO_time", "ILRS", "IHRS", "set voltage", "pulse_v", "meas_v",
        "i_0", "note",
    ];
    let mut grid = Grid::new(name);
    let mut line = 1;
    let mut rest = data.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            0..=159 => grid.number((f64::from(byte) - 80.0) * 0.05),
            160..=183 => grid.text(WORDS[usize::from(byte - 160)]),
            184..=199 => grid.blank(),
            200..=239 => {
                grid.end_row(line);
                line += 1;
            }
            240..=247 => {
                line += 1;
                grid.end_row(line);
                line += 1;
            }
            // Very large and very small ones.
            _ => {
                let mantissa = f64::from(rest.next().copied().unwrap_or(0) as i8);
                grid.number(mantissa * 10f64.powi(77 * (i32::from(byte) - 251)));
            }
        }
    }
    grid.end_row(line);
    grid
}

/// Limits for an array of 3 x 2 devices.
#[must_use]
pub fn limits() -> memrilab_hardware::Limits {
    memrilab_hardware::Limits {
        rows: 3,
        columns: 2,
        read_volts: 0.2,
        least_volts: -1.5,
        most_volts: 1.5,
        pulse_seconds: 0.05,
        compliance_amperes: 1e-3,
        volts_per_second: 500.0,
    }
}
