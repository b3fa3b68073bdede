//! The result as text for a person: a row a device and method, then what to know.

use memrilab_core::quantity::engineering;
use memrilab_device::analysis::MethodResult;
use memrilab_device::read::ReadingReport;
use memrilab_study::{DeviceRecord, Document};
use std::fmt::Write as _;

/// The whole document.
pub(crate) fn document(document: &Document) -> String {
    let mut text = String::new();
    for device in &document.devices {
        one(&mut text, device);
    }
    if !document.skipped.is_empty() {
        let _ = writeln!(text, "Skipped:");
        for skipped in &document.skipped {
            let _ = writeln!(
                text,
                "  {} [{}]: {}",
                skipped.file, skipped.kind, skipped.reason
            );
        }
    }
    text
}

fn one(text: &mut String, d: &DeviceRecord) {
    let block = if d.block.is_empty() {
        String::new()
    } else {
        format!(" [{}]", d.block)
    };
    let _ = writeln!(text, "{}{block}", d.file);
    if let Some(partner) = &d.partner {
        let _ = writeln!(text, "  with {partner}");
    }
    let mut facts = vec![
        format!("{}, {}", d.dialect.name(), plural(d.cycles, "cycle")),
        plural(d.points, "point"),
    ];
    let volts = |name: &str, v: Option<f64>| v.map(|v| format!("{name} {v:.3} V"));
    facts.extend(volts("largest voltage", d.v_max));
    facts.extend(volts("V_SET", d.v_set));
    facts.extend(volts("V_RESET", d.v_reset));
    facts.extend(
        d.on_off_ratio
            .zip(d.read_voltage)
            .map(|(r, v)| format!("on/off {r:.3} at {v:.3} V")),
    );
    facts.extend(
        d.compliance_a
            .map(|a| format!("compliance {}", engineering(a, "A"))),
    );
    let _ = writeln!(text, "  {}", facts.join("; "));
    if !d.recipe.0.is_empty() {
        let items: Vec<String> = d
            .recipe
            .0
            .iter()
            .map(|i| format!("{} {}{}", i.name, i.value, i.unit))
            .collect();
        let _ = writeln!(text, "  recipe: {}", items.join(", "));
    }
    let _ = writeln!(
        text,
        "  {:<10} {:>11} {:>7} {:>8} {:>9}  {:<22} conservative",
        "method", "run", "factor", "sigma", "usability", "95 % interval"
    );
    for (method, r) in &d.methods {
        let _ = writeln!(text, "  {:<10} {}", method.name(), row(r));
    }
    for warning in &d.warnings {
        let _ = writeln!(text, "  note: {warning}");
    }
    if let Some(report) = &d.reading {
        reading(text, report);
    }
    text.push('\n');
}

fn row(r: &MethodResult) -> String {
    let number = |v: Option<f64>| v.map_or_else(|| "-".to_owned(), |v| format!("{v:.4}"));
    let interval = match (r.usability_low, r.usability_high) {
        (Some(low), Some(high)) => format!("{low:.4} to {high:.4}"),
        _ => "-".to_owned(),
    };
    format!(
        "{:>11} {:>7.4} {:>8} {:>9}  {:<22} {}",
        format!("{}..{}", r.run_start, r.run_end),
        r.length_factor,
        number(r.sigma),
        number(r.usability),
        interval,
        number(r.usability_conservative)
    )
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// How the file was read.
fn reading(text: &mut String, report: &ReadingReport) {
    let _ = writeln!(text, "  how it was read:");
    for line in report.sentences() {
        let _ = writeln!(text, "    {line}");
    }
}
