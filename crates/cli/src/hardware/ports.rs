//! `memrilab hardware list`: the serial ports of this computer.

use crate::output;
use anyhow::Result;
use memrilab_hardware::native;
use std::fmt::Write as _;
use std::process::ExitCode;

pub(super) fn run(json: bool) -> Result<ExitCode> {
    let ports = native::list();
    if json {
        let port =
            |(port, about): &(String, String)| serde_json::json!({ "port": port, "about": about });
        let ports: Vec<_> = ports.iter().map(port).collect();
        output::json(&serde_json::json!({ "schema": 1, "ports": ports }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if ports.is_empty() {
        output::note(
            "no serial ports; plug a board in, or try `memrilab hardware emulate --usability 0.9`",
        );
    }
    let wide = ports.iter().map(|(port, _)| port.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (port, about) in &ports {
        let line = format!("{port:<wide$}  {about}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}
