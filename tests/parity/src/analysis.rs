//! Files read, devices scored: everything from bytes to the JSON form.

use crate::Lines;
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_device::analysis::{
    Bound, Compliance, Method, Options, PolarityChoice, Smoothing, Window, analyze,
};
use memrilab_device::drift::{DriftModel, SigmaChoice};
use memrilab_device::read::{ReadOptions, read};
use memrilab_device::simulate::{DeviceModel, Dip, Sample, to_csv};
use memrilab_device::{Sweep, Trace};
use memrilab_study::{DevicesJob, bench};

pub(crate) fn cases(lines: &mut Lines) {
    for (name, sweep) in sweeps() {
        lines.all(&format!("{name} current"), sweep.current.iter().copied());
        for (variant, options) in variants() {
            scored(
                lines,
                &format!("{name}, {variant}"),
                &Trace::Sweep(sweep.clone()),
                &options,
            );
        }
    }
    for sample in Sample::ALL {
        if let Ok(sweep) = sample.model().measure(Sample::SEED) {
            file(lines, sample.name(), to_csv(&sweep).as_bytes());
        }
    }
    file(lines, "benchmark", &bench::sweep_csv(6, 400, 1));
    file(
        lines,
        "semicolons",
        b"Spannung (mV);Strom (\xb5A)\r\n0;0\r\n100,5;1,5\r\n201;3,2\r\n100;2\r\n0;0\r\n",
    );
    file(
        lines,
        "pulses potentiation",
        b"1.5\n1.7\n2.25\n2.5\n2.4\n3\n3.5\n4.125\n",
    );
    file(lines, "notes", b"# what was done\nnothing yet\n");
}

fn sweeps() -> Vec<(&'static str, Sweep)> {
    let base = DeviceModel::default();
    let models = [
        ("plain", base.clone()),
        (
            "clipped",
            DeviceModel {
                compliance: Some(Amperes(3e-7)),
                growth: 0.9,
                cycles: 15,
                ..base.clone()
            },
        ),
        (
            "dipped",
            DeviceModel {
                dips: vec![Dip {
                    from: Volts(1.5),
                    to: Volts(2.5),
                    depth: 0.4,
                }],
                point_noise: 0.2,
                ..base.clone()
            },
        ),
        (
            "jumping",
            DeviceModel {
                v_set: Some(Volts(2.0)),
                set_jump: 4.0,
                cycle_noise: 0.5,
                ..base.clone()
            },
        ),
        ("single", DeviceModel { cycles: 1, ..base }),
    ];
    models
        .into_iter()
        .filter_map(|(name, model)| Some((name, model.measure(11).ok()?)))
        .collect()
}

fn variants() -> Vec<(&'static str, Options)> {
    let base = Options {
        bootstrap: 40,
        ..Options::default()
    };
    vec![
        ("default", base.clone()),
        (
            "short",
            Options {
                required_length: 12,
                seed: 3,
                ..base.clone()
            },
        ),
        (
            "all points",
            Options {
                window: Window::All,
                bound: Bound::OneSided,
                ..base.clone()
            },
        ),
        (
            "rough",
            Options {
                smoothing: Smoothing {
                    r: 0.0,
                    ..Smoothing::default()
                },
                ..base.clone()
            },
        ),
        (
            "no compliance",
            Options {
                compliance: Compliance::None,
                ..base.clone()
            },
        ),
        (
            "negative",
            Options {
                polarity: PolarityChoice::Negative,
                read_voltage: Some(Volts(0.7)),
                ..base
            },
        ),
    ]
}

fn scored(lines: &mut Lines, name: &str, trace: &Trace, options: &Options) {
    let device = match analyze(trace, options) {
        Ok(device) => device,
        Err(error) => return lines.text(name, &error.to_string()),
    };
    for method in &device.methods {
        let name = format!("{name}, {}", method.method.name());
        let r = &method.result;
        lines.text(
            &format!("{name} run"),
            &format!("{}..{} of {}", r.run_start, r.run_end, r.points),
        );
        for (what, value) in [
            ("sigma", r.sigma),
            ("sigma95", r.sigma95),
            ("pooled", r.sigma95_pooled),
            ("usability", r.usability),
            ("low", r.usability_low),
            ("high", r.usability_high),
            ("conservative", r.usability_conservative),
        ] {
            lines.some(&format!("{name} {what}"), value);
        }
        lines.all(
            &format!("{name} curve"),
            method.curve.smoothed.iter().copied().flatten(),
        );
        lines.all(
            &format!("{name} spread"),
            method.curve.spread.iter().copied().flatten(),
        );
        if method.method == Method::Corrected
            && let Ok(drift) = DriftModel::of(method, SigmaChoice::Upper95)
        {
            lines.number(&format!("{name} drift"), drift.sigma);
        }
    }
    let cycles = device.switching.cycles.iter();
    lines.all(
        &format!("{name} switching"),
        cycles
            .flat_map(|c| [c.v_set, c.v_reset, c.on_off_ratio])
            .map(|v| v.unwrap_or(-1.0)),
    );
    lines.text(&format!("{name} warnings"), &device.warnings.join(" "));
}

/// A file all the way to the JSON that the command line prints.
fn file(lines: &mut Lines, name: &str, bytes: &[u8]) {
    let reading = match read(name, bytes, &ReadOptions::default()) {
        Ok(reading) => reading,
        Err(error) => return lines.text(name, &error.to_string()),
    };
    lines.text(&format!("{name} kind"), reading.kind.name());
    lines.text(
        &format!("{name} report"),
        &reading.report.sentences().join(" "),
    );
    let options = Options {
        bootstrap: 25,
        ..Options::default()
    };
    let Ok(job) = DevicesJob::new(vec![reading], options) else {
        return;
    };
    let Ok(report) = memrilab_core::run(job, |_| ());
    for entry in &report.devices {
        let json = serde_json::to_string(&entry.record).unwrap_or_default();
        lines.text(&format!("{name} record"), &json);
    }
}
