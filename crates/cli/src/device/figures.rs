//! The figures of an analysis, each as SVG and as PNG of twice the size.

use crate::figure::write_one;
use anyhow::{Context as _, Result};
use memrilab_device::Trace;
use memrilab_device::analysis::{Method, Options};
use memrilab_figures::{
    Bin, CurrentVoltage, CurveFigure, Endurance, Figure, Histogram, MethodScores, Methods, Ranking,
    Score,
};
use memrilab_study::{Entry, Report};
use std::path::Path;

/// Writes every figure of every device and of all of them; returns how many.
pub(crate) fn write(folder: &Path, report: &Report, options: &Options) -> Result<usize> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut to = Writer { folder, written: 0 };
    for (number, entry) in report.devices.iter().enumerate() {
        device(&mut to, number + 1, entry)?;
    }
    survey(&mut to, &report.devices, options)?;
    Ok(to.written)
}

struct Writer<'a> {
    folder: &'a Path,
    written: usize,
}

impl Writer<'_> {
    fn figure(&mut self, name: &str, figure: &Figure<'_>) -> Result<()> {
        write_one(self.folder, name, figure)?;
        self.written += 2;
        Ok(())
    }
}

fn device(to: &mut Writer<'_>, number: usize, entry: &Entry) -> Result<()> {
    let title = entry.source.name();
    let stem = format!("{number:03}_{}", file_stem(&title));
    let mut in_siemens = true;
    match &entry.source.measurement.trace {
        Trace::Sweep(sweep) => {
            let linear = CurrentVoltage {
                compliance: entry.analysis.compliance_a,
                ..CurrentVoltage::of(&title, sweep)
            };
            to.figure(
                &format!("{stem}_current_log"),
                &Figure::CurrentVoltage(linear.clone().logarithmic()),
            )?;
            to.figure(&format!("{stem}_current"), &Figure::CurrentVoltage(linear))?;
            let switching = &entry.analysis.switching;
            let endurance = Endurance {
                name: &title,
                switching,
            };
            to.figure(&format!("{stem}_endurance"), &Figure::Endurance(endurance))?;
        }
        Trace::Pulses(pulses) => in_siemens = pulses.in_siemens,
    }
    for analysis in &entry.analysis.methods {
        let method = analysis.method;
        if let Some(curve) = CurveFigure::of(&title, &entry.analysis, method, in_siemens) {
            let name = method.name();
            to.figure(
                &format!("{stem}_conductance_{name}"),
                &Figure::Conductance(curve),
            )?;
            to.figure(&format!("{stem}_spread_{name}"), &Figure::Spread(curve))?;
        }
    }
    Ok(())
}

fn survey(to: &mut Writer<'_>, devices: &[Entry], options: &Options) -> Result<()> {
    for &method in &options.methods {
        let scores: Vec<Score> = devices
            .iter()
            .filter_map(|e| Some(Score::of(&e.source.name(), e.record.methods.get(&method)?)))
            .collect();
        if scores.is_empty() {
            continue;
        }
        let name = method.name();
        let ranking = Ranking {
            method,
            devices: &scores,
            by_length: true,
        };
        to.figure(
            &format!("usability_ranked_{name}"),
            &Figure::Ranking(ranking),
        )?;
        let usability: Vec<f64> = scores.iter().filter_map(|s| s.usability).collect();
        let histogram = Histogram {
            method,
            usability: &usability,
            bin: Bin::Tenth,
        };
        to.figure(
            &format!("usability_histogram_{name}"),
            &Figure::Histogram(histogram),
        )?;
    }
    if options.methods.len() == Method::ALL.len() && !devices.is_empty() {
        let scores: Vec<MethodScores> = devices
            .iter()
            .map(|e| MethodScores::of(&e.source.name(), |m| e.record.methods.get(&m)))
            .collect();
        to.figure(
            "usability_by_method",
            &Figure::Methods(Methods { devices: &scores }),
        )?;
    }
    Ok(())
}

/// A name that any file system takes: letters, digits, `.`, `-` and `_`, at most 80.
fn file_stem(title: &str) -> String {
    let safe = |c: char| {
        if c.is_alphanumeric() || ".-_".contains(c) {
            c
        } else {
            '_'
        }
    };
    let stem: String = title.chars().map(safe).take(80).collect();
    stem.trim_matches(['.', '_']).to_owned()
}
