//! Results for people.

use memrilab_crossbar::energy::{Converter, Efficiency, EnergyInputs, EnergyOutcome};
use memrilab_crossbar::program::{Failure, ProgramConfig, Programmed, Targets, WrittenState};
use std::fmt::Write as _;

/// A quantity with four digits and the prefix that fits.
pub(crate) fn si(value: f64, unit: &str) -> String {
    const PREFIXES: [&str; 9] = ["f", "p", "n", "µ", "m", "", "k", "M", "G"];
    // What is rounded up to 1000 has the next prefix.
    let third = (value.abs() * (1.0 + 5e-5)).log10() / 3.0;
    let place = (third.floor() + 5.0).clamp(0.0, 8.0) as usize;
    if value == 0.0 {
        return format!("0 {unit}");
    }
    let scaled = value / 1000f64.powi(place as i32 - 5);
    let decimals = match scaled.abs() {
        s if s >= 100.0 => 1,
        s if s >= 10.0 => 2,
        _ => 3,
    };
    let text = format!("{scaled:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} {}{unit}", PREFIXES[place])
}

/// What products rest on, in a line.
pub(super) fn assumed(inputs: &EnergyInputs) -> String {
    let pulses = match inputs.pulses == 1.0 {
        true => "1 pulse".to_owned(),
        false => format!("{} pulses", inputs.pulses),
    };
    let devices = match inputs.devices_per_weight {
        1 => "1 device".to_owned(),
        n => format!("{n} devices"),
    };
    format!(
        "{} · {} · {} · {pulses} · {devices} a weight",
        si(inputs.v_read, "V"),
        si(inputs.seconds, "s"),
        si(inputs.mean_conductance(), "S"),
    )
}

/// Both ways of counting, side by side.
pub(super) fn energy(
    inputs: &EnergyInputs,
    energy: &EnergyOutcome,
    converter: Option<(u32, Converter)>,
    claim: Option<(f64, f64)>,
) -> String {
    let mut text = format!(
        "{} x {} devices, {}\n",
        inputs.rows,
        inputs.columns,
        assumed(inputs)
    );
    let _ = write!(text, "converters: {} a row", si(inputs.dac, "J"));
    let _ = write!(text, ", {} a column", si(inputs.adc, "J"));
    if let Some((bits, converter)) = converter {
        let figure = si(converter.figure, "J");
        let assumed = if converter == Converter::ASSUMED {
            ", assumed"
        } else {
            ""
        };
        let _ = write!(text, " ({bits} bits at {figure} a step{assumed})");
    }
    text.push_str("\n\n");
    let _ = writeln!(
        text,
        "{:<24} {:>16} {:>16}",
        "", "array only", "with converters"
    );
    let both = [energy.array_only, energy.with_converters];
    let mut row = |name: &str, of: &dyn Fn(&Efficiency) -> String| {
        let [array, with] = both.each_ref().map(of);
        let _ = writeln!(text, "{name:<24} {array:>16} {with:>16}");
    };
    row("energy of a product", &|e| si(e.joules_per_product, "J"));
    if inputs.samples != 1.0 {
        row("energy of all products", &|e| si(e.joules_in_all, "J"));
    }
    row("energy of an operation", &|e| {
        si(e.joules_per_operation, "J")
    });
    row("energy of a MAC", &|e| si(e.joules_per_mac, "J"));
    row("GOP/s/W", &|e| format!("{:.1}", e.gops_per_watt));
    if let Some(baseline) = &energy.baseline {
        let name = format!("times {}", baseline.name);
        let times = |e: &Efficiency| {
            e.times_baseline
                .map_or_else(String::new, |t| format!("{t:.1}"))
        };
        row(&name, &times);
    }
    row("power", &|e| si(e.watts, "W"));
    row("GOP/s", &|_| format!("{:.4}", energy.gops));
    if let Some(baseline) = &energy.baseline {
        let _ = writeln!(
            text,
            "\n{}: {:.1} GOP/s/W, {}",
            baseline.name, baseline.gops_per_watt, baseline.source
        );
    }
    if let Some((claim, siemens)) = claim {
        let siemens = si(siemens, "S");
        let _ = writeln!(
            text,
            "\n{claim} GOP/s/W of the array alone takes a mean conductance of {siemens}"
        );
    }
    text
}

/// Which devices a yield is of.
pub(crate) fn counted(targets: &Targets) -> String {
    let count = targets.count();
    match (count, &targets.used) {
        (1, Some(_)) => "the device with a weight".to_owned(),
        (_, Some(_)) => format!("the {count} devices with a weight"),
        (1, None) => "the device".to_owned(),
        (_, None) => format!("all {count} devices"),
    }
}

/// A programmed array.
pub(super) fn programmed(device: &str, config: &ProgramConfig, done: &Programmed) -> String {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let count = |failure| {
        let failed = WrittenState::Failed(failure);
        done.devices.iter().filter(|d| d.state == failed).count()
    };
    let faulty = done.faults.iter().flatten().count();
    let energy = done.energy;
    let rows = [
        (
            "yield",
            format!(
                "{} of {} within {} ({} by the conductances they have)",
                percent(done.yield_share),
                counted(&config.targets),
                percent(config.options.tolerance),
                percent(done.yield_true)
            ),
        ),
        (
            "given up",
            format!(
                "{} at the pulse limit, {} stuck, {} lost again; {faulty} have a fault",
                count(Failure::PulseLimit),
                count(Failure::Stuck),
                count(Failure::Lost)
            ),
        ),
        (
            "pulses",
            format!(
                "{} in all, median {}, most {}",
                done.pulses.total, done.pulses.median, done.pulses.max
            ),
        ),
        ("reads", done.reads.to_string()),
        (
            "energy",
            format!(
                "{}: {} in selected devices, {} in half-selected ones, {} in reads",
                si(energy.total, "J"),
                si(energy.selected, "J"),
                si(energy.half_selected, "J"),
                si(energy.reads, "J")
            ),
        ),
        ("time", si(done.seconds, "s")),
    ];
    let mut text = format!(
        "{} x {} devices of {device}, sigma {:.4}\n",
        done.rows, done.columns, config.array.model.sigma
    );
    for (name, value) in rows {
        let _ = writeln!(text, "{name:<10} {value}");
    }
    text.push_str("\nas read right after the pulses of a device:\npulses  median error  90 % below  within tolerance\n");
    let last = done.convergence.len().saturating_sub(1);
    let points = done.convergence.iter().enumerate();
    for (_, point) in points.filter(|(at, p)| told(p.pulses) || *at == last) {
        let _ = writeln!(
            text,
            "{:<7} {:<13} {:<11} {}",
            point.pulses,
            percent(point.median),
            percent(point.high),
            percent(point.within)
        );
    }
    text
}

/// 0, 1, 2, 5, 10, 20, 50, ..
fn told(pulses: u32) -> bool {
    let power = 10u32.pow(pulses.max(1).ilog10());
    [0, 1, 2, 5].contains(&(pulses / power)) && pulses.is_multiple_of(power)
}
