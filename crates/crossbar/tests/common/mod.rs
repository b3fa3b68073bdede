//! Devices to program, and statistics of samples.
#![allow(dead_code, reason = "each test file uses its part")]

use memrilab_core::Stream;
use memrilab_core::stream::u53;
use memrilab_crossbar::Wires;
use memrilab_crossbar::program::{
    ArrayConfig, FaultyDevices, ProgramConfig, Programmed, Programming, PulseModel, Response,
    Targets, WriterOptions,
};

/// 1 to 20 uS in 200 pulses.
pub(crate) fn fine() -> Response {
    Response::Exponential {
        g_min: 1e-6,
        g_max: 20e-6,
        pulses: 200.0,
        curvature: 120.0,
    }
}

/// 1, 2, 4, 8, 16 uS.
pub(crate) fn doubling() -> Response {
    Response::Measured {
        conductance: vec![1e-6, 2e-6, 4e-6, 8e-6, 16e-6],
    }
}

/// Devices that do not touch each other, behind ideal wires and a perfect meter.
pub(crate) fn quiet(rows: usize, columns: usize, response: Response, sigma: f64) -> ArrayConfig {
    ArrayConfig {
        rows,
        columns,
        model: PulseModel {
            half_select: 0.0,
            ..PulseModel::new(response, sigma)
        },
        wires: Wires::default(),
        read_noise: 0.0,
        faults: FaultyDevices::default(),
    }
}

/// Uniform in `[low, high)`.
pub(crate) fn uniform(count: usize, low: f64, high: f64, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, "test targets", 0, 0);
    let draw = |_| low + (high - low) * u53(&mut stream);
    (0..count).map(draw).collect()
}

pub(crate) fn targets(rows: usize, columns: usize, conductance: Vec<f64>) -> Targets {
    Targets::of(rows, columns, conductance)
}

/// All devices to the same conductance.
pub(crate) fn alike(rows: usize, columns: usize, siemens: f64) -> Targets {
    targets(rows, columns, vec![siemens; rows * columns])
}

pub(crate) fn programmed(
    array: ArrayConfig,
    targets: Targets,
    options: WriterOptions,
) -> Programmed {
    let config = ProgramConfig {
        array,
        targets,
        options,
        seed: 5,
    };
    memrilab_core::run(Programming::new(config).unwrap(), |_| ()).unwrap()
}

/// Asserts that a mean of `count` draws is within five standard errors.
#[track_caller]
pub(crate) fn mean_is(got: f64, expected: f64, sd: f64, count: usize) {
    let off = (got - expected) / (sd / (count as f64).sqrt());
    assert!(
        off.abs() < 5.0,
        "{got}, expected {expected}: {off} standard errors"
    );
}

/// Mean and standard deviation.
pub(crate) fn moments(values: &[f64]) -> [f64; 2] {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
    [mean, (square / (n - 1.0)).sqrt()]
}
