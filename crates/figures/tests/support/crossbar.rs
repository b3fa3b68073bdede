//! Crossbars made up for pictures and tests.

use memrilab_figures::{
    Convergence, ConvergenceStep, Energy, EnergyBaseline, EnergyBits, Errors, ErrorsRow, Waterfall,
    WaterfallStep,
};

/// Errors that shrink by a tenth a pulse, towards 2 %.
pub fn convergence(pulses: u32) -> Convergence {
    let steps = (0..pulses).map(|pulses| {
        let left = libm::exp(-f64::from(pulses) / 9.0);
        ConvergenceStep {
            pulses,
            low: (0.4 * left - 0.02).max(0.0),
            median: 0.02 + 0.9 * left,
            high: 0.04 + 3.0 * left,
            within: 1.0 - libm::pow(left, 0.7),
        }
    });
    Convergence {
        name: "32 × 32 devices".to_owned(),
        devices: 1024,
        tolerance: 0.05,
        steps: steps.collect(),
        yield_share: (pulses > 3).then_some(0.875),
    }
}

/// 10 x 10 devices at 72.6 fJ each, converters of 10 fJ a step.
pub fn energy(most: u32) -> Energy {
    let (operations, array) = (200.0, 7.26e-12);
    let gops = |joules: f64| operations / joules * 1e-9;
    let bits = (1..=most).map(|bits| EnergyBits {
        bits,
        gops_per_watt: gops(array + 10.0 * 1e-14 * libm::exp2(f64::from(bits))),
    });
    Energy {
        name: "10 × 10 devices".to_owned(),
        assumed: "0.1 V · 1 µs · 7.26 µS · 1 pulse · 1 device a weight · 10 fJ a conversion step"
            .to_owned(),
        array_only: gops(array),
        bits: bits.collect(),
        baseline: Some(EnergyBaseline {
            name: "V100, tensor cores".to_owned(),
            gops_per_watt: 416.7,
        }),
    }
}

/// Seven effects, drift the worst.
pub fn waterfall() -> Waterfall {
    let rows = [
        ("ideal devices", 0.995, 0.995, 0.995, None),
        ("conductance levels", 0.99, 0.99, 0.99, Some(0.99)),
        ("programming error", 0.985, 0.97, 0.995, Some(0.99)),
        ("drift", 0.91, 0.78, 0.99, Some(0.92)),
        ("wire resistance", 0.9, 0.76, 0.985, Some(0.98)),
        ("read noise", 0.89, 0.75, 0.98, Some(0.985)),
        ("ADC", 0.86, 0.7, 0.97, Some(0.97)),
    ];
    Waterfall {
        name: "moons, ERM".to_owned(),
        software: 0.9975,
        samples: 400,
        draws: 50,
        steps: rows
            .map(|(label, mean, low, high, alone)| WaterfallStep {
                label: label.to_owned(),
                mean,
                low,
                high,
                alone,
            })
            .to_vec(),
    }
}

/// Three networks, one far worse.
pub fn errors() -> Errors {
    let row = |name: &str, scale: f64| ErrorsRow {
        name: name.to_owned(),
        quantiles: [-2.0, -0.6, 0.05, 0.7, 2.2].map(|q| q * scale),
        rms: 1.2 * scale,
    };
    Errors {
        name: "moons on 10 × 10 devices".to_owned(),
        count: 40_000,
        rows: vec![
            row("ERM", 3.0),
            row("log-normal", 1.0),
            row("BayesMulti", 0.6),
        ],
    }
}
