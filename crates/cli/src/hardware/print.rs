//! Results for people.

use super::dry_run::Planned;
use super::read::Reading;
use super::record::{Device, Record};
use crate::crossbar::print::{counted, si};
use memrilab_crossbar::program::{Failure, Targets, WriterOptions, WrittenState};
use memrilab_hardware::Capabilities;
use memrilab_study::crossbar::{Accuracy, Outcome};
use std::fmt::Write as _;

fn rows(rows: &[(&str, String)]) -> String {
    let wide = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        let _ = writeln!(text, "{name:<wide$}  {value}");
    }
    text
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// What a board says of itself.
pub(super) fn board(board: &Capabilities) -> String {
    let limits = &board.limits;
    let dead_man = match board.dead_man_ms {
        Some(ms) => format!("goes safe after {ms} ms without a word"),
        None => "none: nothing watches the computer".to_owned(),
    };
    rows(&[
        ("firmware", board.name.clone()),
        (
            "array",
            format!("{} word lines, {} bit lines", limits.rows, limits.columns),
        ),
        ("reading", format!("up to {}", si(limits.read_volts, "V"))),
        (
            "pulses",
            format!(
                "{} to {}, up to {}",
                si(limits.least_volts, "V"),
                si(limits.most_volts, "V"),
                si(limits.pulse_seconds, "s")
            ),
        ),
        ("compliance", si(limits.compliance_amperes, "A")),
        ("ramps", si(limits.volts_per_second, "V/s")),
        ("dead man", dead_man),
    ])
}

/// Conductances, a word line a row.
pub(super) fn readings(readings: &[Reading]) -> String {
    if let [one] = readings {
        let at = if one.compliance {
            ", at compliance"
        } else {
            ""
        };
        return format!(
            "row {}, column {}: {} ({} at {}{at})\n",
            one.row,
            one.column,
            si(one.siemens, "S"),
            si(one.amperes, "A"),
            si(one.volts, "V")
        );
    }
    let mut text = String::new();
    for row in readings.chunk_by(|a, b| a.row == b.row) {
        let _ = write!(text, "row {:>2} ", row[0].row);
        for one in row {
            let mark = if one.compliance { "!" } else { "" };
            let _ = write!(text, " {:>10}", si(one.siemens, "S") + mark);
        }
        text.push('\n');
    }
    if readings.iter().any(|one| one.compliance) {
        text.push_str("! at compliance\n");
    }
    text
}

/// An array as far as it is programmed.
pub(super) fn programmed(record: &Record) -> String {
    let count = |failure| {
        let failed = WrittenState::Failed(failure);
        record.devices.iter().filter(|d| d.state == failed).count()
    };
    let read = record
        .devices
        .iter()
        .filter(|d| d.conductance.is_some())
        .count();
    let most = record.devices.iter().map(|d| d.pulses).max().unwrap_or(0);
    let mut text = format!(
        "{} x {} devices on {}, {read} read\n",
        record.targets.rows, record.targets.columns, record.board
    );
    let of = counted(&record.targets);
    let (share, tolerance) = (
        percent(record.yield_share),
        percent(record.options.tolerance),
    );
    let pulses = match record.targets.used {
        Some(_) => format!(
            "{} in all, {} to {of}",
            record.pulses, record.pulses_counted
        ),
        None => format!("{} in all", record.pulses),
    };
    text += &rows(&[
        ("yield", format!("{share} of {of} within {tolerance}")),
        (
            "given up",
            format!(
                "{} at the pulse limit, {} stuck, {} lost again",
                count(Failure::PulseLimit),
                count(Failure::Stuck),
                count(Failure::Lost)
            ),
        ),
        ("pulses", format!("{pulses}, most {most}")),
        ("reads", record.reads.to_string()),
    ]);
    if let Some(Device { row, column }) = record.unanswered_pulse {
        let _ = writeln!(
            text,
            "the last pulse, on row {row}, column {column}, was sent and not answered: it is counted, but may not have reached the device"
        );
    }
    text
}

/// Waveforms, point by point.
pub(super) fn planned(planned: &[Planned], targets: &Targets, options: &WriterOptions) -> String {
    let devices = targets.conductance.len();
    let mut text = format!(
        "{} x {} devices, each at most {} pulses in {} passes\n",
        targets.rows, targets.columns, options.pulse_limit, options.passes
    );
    for one in planned {
        let steepest = match one.waveform.steepest() {
            slope if slope.is_finite() => format!("edges of {}", si(slope, "V/s")),
            _ => "edges as fast as the board makes them".to_owned(),
        };
        let after = if one.what == "read" {
            ""
        } else {
            " and the reading after it"
        };
        let _ = writeln!(
            text,
            "\n{}{after}: row {}, column {}, {}, {steepest}\n        ms          V",
            one.what,
            one.waveform.row + 1,
            one.column + 1,
            si(one.seconds, "s")
        );
        for (seconds, volts) in &one.waveform.points {
            let _ = writeln!(text, "{:>10.3} {volts:>10.4}", 1e3 * seconds);
        }
    }
    let pulse = planned.iter().map(|one| one.seconds).fold(0.0, f64::max);
    let longest = pulse * f64::from(options.pulse_limit) * devices as f64;
    let _ = writeln!(text, "\nat most {} of pulses", si(longest, "s"));
    text
}

/// The array beside software.
pub(super) fn compared(
    compared: &Outcome,
    record: &Record,
    (products, clipped, composed): (u64, u64, bool),
) -> String {
    let accuracy = |of: &Accuracy| {
        let [low, high] = of.interval.map(percent);
        format!("{} (95 %: {low} to {high})", percent(of.share))
    };
    let how = if composed {
        "composed of single readings: the board does no products"
    } else {
        "by the board"
    };
    rows(&[
        ("points", compared.points.to_string()),
        ("on the array", accuracy(&compared.array)),
        ("in software", accuracy(&compared.software)),
        ("agreement", percent(compared.agreement)),
        (
            "logit",
            format!(
                "off by {:.3} (root mean square; in software it is {:.3})",
                compared.rms_error, compared.rms_software
            ),
        ),
        (
            "products",
            format!("{products}, {how}; {clipped} voltages were cut at the limit for reading"),
        ),
        (
            "programmed",
            format!(
                "{} of {} within tolerance",
                percent(record.yield_share),
                counted(&record.targets)
            ),
        ),
    ])
}
