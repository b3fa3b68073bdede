//! `memrilab device drift`: what later stages need to know of a device, as a file.

use crate::args::Drift;
use crate::{files, output, train};
use anyhow::Result;
use memrilab_device::analysis::Options;
use memrilab_device::drift::SigmaChoice;
use std::process::ExitCode;

pub(crate) fn run(said: &Drift) -> Result<ExitCode> {
    let bytes = files::whole(&said.path)?;
    let sigma = if said.upper {
        SigmaChoice::Upper95
    } else {
        SigmaChoice::Estimate
    };
    let name = said.path.to_string_lossy();
    let model = train::device::drift(&name, &bytes, said.method, sigma, &Options::default())?;
    match &said.output {
        None => output::json(&model)?,
        Some(path) => output::file(
            path,
            (serde_json::to_string_pretty(&model)? + "\n").as_bytes(),
        )?,
    }
    Ok(ExitCode::SUCCESS)
}
