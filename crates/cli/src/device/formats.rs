//! `memrilab device formats`: what can be read, from the one table of formats.

use crate::output;
use anyhow::Result;
use memrilab_device::read::formats;
use std::fmt::Write as _;
use std::process::ExitCode;

pub(crate) fn run(json: bool) -> Result<ExitCode> {
    if json {
        output::json(&serde_json::json!({ "schema": 1, "formats": formats() }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for format in formats() {
        let _ = writeln!(
            text,
            "{} ({})\n  recognised by {}\n  gives {}\n",
            format.name, format.extensions, format.recognised_by, format.gives
        );
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}
