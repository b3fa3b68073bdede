//! The table of devices as CSV, safe to open in a spreadsheet.

use crate::DeviceRecord;
use memrilab_core::csv::cell;
use memrilab_device::analysis::MethodResult;

type Column = (&'static str, fn(&MethodResult) -> Option<f64>);

const COLUMNS: [Column; 10] = [
    ("run_start", |r| Some(r.run_start as f64)),
    ("run_end", |r| Some(r.run_end as f64)),
    ("run_length", |r| Some(r.run_length as f64)),
    ("length_factor", |r| Some(r.length_factor)),
    ("sigma", |r| r.sigma),
    ("sigma95", |r| r.sigma95),
    ("usability", |r| r.usability),
    ("usability_low", |r| r.usability_low),
    ("usability_high", |r| r.usability_high),
    ("usability_conservative", |r| r.usability_conservative),
];

/// One row a device and method; a missing value is an empty cell.
#[must_use]
pub fn to_csv(devices: &[DeviceRecord]) -> String {
    let mut text = String::from(
        "file,block,dialect,kind,cycles,points,v_max,v_set,v_reset,on_off_ratio,compliance_a,\
         clipped_fraction,points_before_compliance,method",
    );
    for (name, _) in COLUMNS {
        text.push(',');
        text.push_str(name);
    }
    text.push_str(",warnings\n");
    let number = |v: Option<f64>| v.map_or(String::new(), |v| format!("{v}"));
    for d in devices {
        for (method, result) in &d.methods {
            let mut cells = vec![
                cell(&d.file),
                cell(&d.block),
                d.dialect.name().to_owned(),
                d.kind.clone(),
                d.cycles.to_string(),
                d.points.to_string(),
                number(d.v_max),
                number(d.v_set),
                number(d.v_reset),
                number(d.on_off_ratio),
                number(d.compliance_a),
                number(d.clipped_fraction),
                d.points_before_compliance
                    .map_or(String::new(), |p| p.to_string()),
                method.name().to_owned(),
            ];
            cells.extend(COLUMNS.iter().map(|(_, of)| number(of(result))));
            cells.push(cell(&d.warnings.join(" ")));
            text.push_str(&cells.join(","));
            text.push('\n');
        }
    }
    text
}
