//! `memrilab device analyze`: files in, scored devices out.

use super::{figures, print};
use crate::args::Analyze;
use crate::{files, output};
use anyhow::{Result, bail};
use memrilab_device::analysis::Options;
use memrilab_study::{DevicesJob, Document, Report, to_csv};
use std::process::ExitCode;

/// Exit code 0 if any device was read, 2 if none.
pub(crate) fn run(said: &Analyze) -> Result<ExitCode> {
    let (report, options) = scored(said)?;
    if let Some(folder) = &said.figures {
        let written = figures::write(folder, &report, &options)?;
        output::note(&format!(
            "{written} figures written to {}",
            folder.display()
        ));
    }
    let mut devices: Vec<_> = report.devices.iter().map(|e| e.record.clone()).collect();
    if said.report {
        for (record, entry) in devices.iter_mut().zip(&report.devices) {
            record.reading = Some((*entry.source.report).clone());
        }
    }
    let document = Document {
        schema: memrilab_study::SCHEMA,
        version: env!("CARGO_PKG_VERSION").into(),
        options,
        devices,
        skipped: report.skipped,
    };
    if said.json {
        output::json(&document)?;
    } else if said.csv {
        output::text(&to_csv(&document.devices))?;
    } else {
        output::text(&print::document(&document))?;
    }
    if said.csv {
        for skipped in &document.skipped {
            output::note(&format!("skipped {}: {}", skipped.file, skipped.reason));
        }
    }
    if document.devices.is_empty() {
        let files = document.skipped.len();
        let noun = if files == 1 { "file was" } else { "files were" };
        output::note(&format!(
            "error: no sweep was found: {files} {noun} skipped, each with its reason; \
             `memrilab device formats` lists what is read"
        ));
    }
    Ok(ExitCode::from(if document.devices.is_empty() {
        2
    } else {
        0
    }))
}

/// Reads and scores every device under the paths; with the settings of the run.
pub(crate) fn scored(said: &Analyze) -> Result<(Report, Options)> {
    said.options(Options::default()).check()?;
    let files = files::read_all(said)?;
    let options = options(said, files.projects)?;
    let job = DevicesJob::with_settings(files.readings, &files.removed, options.clone())?;
    let bar = output::progress(0, "analysing");
    let mut report = memrilab_core::run(job, |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
    })?;
    bar.finish_and_clear();
    report.skipped.splice(0..0, files.failed);
    Ok((report, options))
}

/// The settings of the run: those of the projects, changed by what was said.
fn options(said: &Analyze, projects: Vec<(String, Options)>) -> Result<Options> {
    let mut run: Option<(String, Options)> = None;
    for (name, kept) in projects {
        let options = said.options(kept);
        match &run {
            None => run = Some((name, options)),
            Some((first, others)) if *others != options => bail!(
                "{first} and {name} were saved with different settings; analyse one at a time, \
                 or say on the command line what shall hold for both"
            ),
            Some(_) => {}
        }
    }
    Ok(run.map_or_else(|| said.options(Options::default()), |(_, options)| options))
}
