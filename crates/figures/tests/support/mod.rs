//! Measurements made up for pictures and tests: a device like those of the paper, with
//! noise, compliance and gaps, and an analysis of it good enough to be drawn.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod campaign;
pub mod crossbar;
pub mod look;
pub mod network;

use memrilab_core::quantity::Amperes;
use memrilab_core::stats::{self, quartiles};
use memrilab_core::stream::{Stream, normal, u53};
use memrilab_device::analysis::{
    Analysis, Curve, CycleSwitching, DeviceAnalysis, Method, MethodResult, Switching,
};
use memrilab_device::{Polarity, Sweep};
use memrilab_figures::{MethodScores, Score};
use ndarray::Array2;

pub const COMPLIANCE: f64 = 2.7e-5;

/// 0 to 6 to 0 to -6 to 0 V in steps of 0.1 V.
pub fn voltages() -> Vec<f64> {
    let leg = |from: i32, to: i32| (0..60).map(move |k| from + (to - from) * k / 60);
    let steps = leg(0, 60).chain(leg(60, 0)).chain(leg(0, -60));
    let steps = steps.chain(leg(-60, 0)).chain([0]);
    steps.map(|k| f64::from(k) / 10.0).collect()
}

/// `cycles` sweeps whose conductance grows as `2e-8 exp(0.09 j)` until compliance.
pub fn sweep(seed: u64, cycles: usize) -> Sweep {
    let voltage = voltages();
    let mut current = Array2::zeros((cycles, voltage.len()));
    for cycle in 0..cycles {
        let mut rng = Stream::new(seed, "sample", cycle as u64, 0);
        let gain = libm::exp(0.18 * normal(&mut rng));
        for (point, &v) in voltage.iter().enumerate() {
            let steps = match point {
                0..=60 => point as f64,
                61..=180 => 60.0,
                _ => 240.0 - point as f64,
            };
            let noise = libm::exp(0.07 * normal(&mut rng));
            let conductance = 2e-8 * libm::exp(0.09 * steps) * gain * noise;
            let amperes = (conductance * v).clamp(-COMPLIANCE, COMPLIANCE);
            current[[cycle, point]] = amperes;
        }
    }
    Sweep {
        lines: (2..).take(voltage.len()).collect(),
        cycle_names: (1..=cycles).map(|n| format!("cycle {n}")).collect(),
        voltage,
        current,
        compliance_flags: None,
        stated_compliance: Some(Amperes(COMPLIANCE)),
        set_polarity: Some(Polarity::Positive),
        magnitude_only: false,
    }
}

/// The forward branch of a sweep by one method.
pub fn analysis(sweep: &Sweep, method: Method) -> Analysis {
    let branch: Vec<usize> = (1..=60).collect();
    let cycles = sweep.current.nrows();
    let masks = method == Method::Corrected;
    let present = |point: usize| -> Vec<f64> {
        (0..cycles)
            .map(|cycle| sweep.current[[cycle, point]])
            .filter(|i| !masks || i.abs() < 0.98 * COMPLIANCE)
            .map(|i| i / sweep.voltage[point])
            .collect()
    };
    let kept: Vec<usize> = branch
        .iter()
        .copied()
        .filter(|&point| !present(point).is_empty())
        .collect();
    let values: Vec<Vec<f64>> = kept.iter().map(|&point| present(point)).collect();
    let mean: Vec<Option<f64>> = values.iter().map(|v| stats::mean(v)).collect();
    let smoothed = (0..kept.len())
        .map(|k| {
            let near = &mean[k.saturating_sub(2)..(k + 3).min(kept.len())];
            stats::mean(&near.iter().flatten().copied().collect::<Vec<_>>())
        })
        .collect();
    let spread = values.iter().map(|v| {
        let logs: Vec<f64> = v.iter().map(|g| g.ln()).collect();
        let centre = stats::mean(&logs)?;
        let squares: f64 = logs.iter().map(|l| (l - centre).powi(2)).sum();
        (logs.len() > 1).then(|| (squares / (logs.len() - 1) as f64).sqrt())
    });
    let run_end = kept.len().min(47);
    let curve = Curve {
        voltage: kept.iter().map(|&point| sweep.voltage[point]).collect(),
        rows: kept.clone(),
        smoothed: if method == Method::Table {
            mean.clone()
        } else {
            smoothed
        },
        mean,
        low: values.iter().map(|v| Some(quartiles(v)?.low)).collect(),
        high: values.iter().map(|v| Some(quartiles(v)?.high)).collect(),
        spread: spread.collect(),
        present: values.iter().map(|v| v.len() as u32).collect(),
        branch_voltage: branch.iter().map(|&point| sweep.voltage[point]).collect(),
        masked: branch
            .iter()
            .map(|&point| (cycles - present(point).len()) as u32)
            .collect(),
    };
    let sigma = (cycles > 1).then_some(0.19);
    let result = MethodResult {
        cycles,
        points: kept.len(),
        run_start: 3,
        run_end,
        run_start_row: 4,
        run_end_row: run_end + 1,
        run_length: run_end - 3,
        length_factor: 1.0,
        window: (3, run_end),
        entries: (run_end - 3) * cycles,
        excluded: 0,
        sigma,
        sigma95: sigma.map(|s| s * 1.5),
        sigma95_pooled: None,
        usability: sigma.map(|s| (-s).exp()),
        usability_low: sigma.map(|s| (-s * 1.3).exp()),
        usability_high: sigma.map(|s| (-s * 0.8).exp()),
        usability_conservative: None,
        usability_mle: None,
        subsequence_length: None,
        degenerate: false,
    };
    Analysis {
        method,
        result,
        curve,
    }
}

pub fn device(sweep: &Sweep) -> DeviceAnalysis {
    DeviceAnalysis {
        cycles: sweep.current.nrows(),
        points: sweep.voltage.len(),
        v_max: Some(6.0),
        v_step: Some(0.1),
        polarity: Some(Polarity::Positive),
        switching: switching(sweep.current.nrows()),
        compliance_a: Some(COMPLIANCE),
        clipped_fraction: Some(0.2),
        points_before_compliance: Some(44),
        warnings: Vec::new(),
        methods: Method::ALL.map(|method| analysis(sweep, method)).to_vec(),
    }
}

/// A pulse train of 80 pulses as an analysis, in siemens.
pub fn pulses() -> DeviceAnalysis {
    let sweep = sweep(5, 8);
    let mut device = device(&sweep);
    device.v_max = None;
    for analysis in &mut device.methods {
        let curve = &mut analysis.curve;
        let points = curve.voltage.len();
        curve.voltage = (1..=points).map(|n| n as f64).collect();
        curve.branch_voltage = curve.voltage.clone();
        curve.masked = vec![0; points];
    }
    device
}

pub fn switching(cycles: usize) -> Switching {
    let mut rng = Stream::new(3, "switching", 0, 0);
    let cycles = (0..cycles)
        .map(|cycle| CycleSwitching {
            v_set: (cycle % 7 != 4).then(|| 3.0 + 0.15 * normal(&mut rng)),
            v_reset: Some(-3.6 + 0.3 * normal(&mut rng)),
            on_off_ratio: Some(libm::exp(5.0 + 0.8 * normal(&mut rng))),
            compliance: Some(COMPLIANCE * (1.0 + 0.002 * normal(&mut rng))),
        })
        .collect();
    Switching {
        read_voltage: Some(0.6),
        cycles,
        ..Switching::default()
    }
}

pub fn scores(n: usize) -> Vec<Score> {
    let mut rng = Stream::new(9, "scores", 0, 0);
    (0..n)
        .map(|index| {
            let factor = (1.4 * u53(&mut rng)).min(1.0);
            let usability = factor * libm::exp(-0.6 * u53(&mut rng));
            let half = 0.12 * u53(&mut rng);
            let some = index % 13 != 7;
            Score {
                name: format!(
                    "PbI2-1.8um-10nm_2023-0{}-1{}_device-{index}.xlsx",
                    index % 9 + 1,
                    index % 8
                ),
                usability: some.then_some(usability),
                low: some.then(|| (usability - half).max(0.0)),
                high: some.then(|| (usability + half).min(1.0)),
                length_factor: Some(factor),
            }
        })
        .collect()
}

pub fn methods(n: usize) -> Vec<MethodScores> {
    let mut rng = Stream::new(11, "methods", 0, 0);
    scores(n)
        .into_iter()
        .map(|score| MethodScores {
            paper: score.usability.map(|u| u * (0.3 + 0.6 * u53(&mut rng))),
            table: score.usability.map(|u| 0.4 * u * u53(&mut rng)),
            corrected: score.usability,
            name: score.name,
        })
        .collect()
}

pub fn usabilities(n: usize) -> Vec<f64> {
    scores(n)
        .iter()
        .filter_map(|score| score.usability)
        .collect()
}
