//! LabVIEW measurement files: two headers, each ended by a line of its own.

use super::error::{Problem, ReadError};

const END: &str = "***End_of_Header***";

/// Whether a text is such a file.
pub(super) fn is(text: &str) -> bool {
    text.trim_start().starts_with("LabVIEW Measurement")
}

/// The table behind the headers with `X_Value` and its channels named by their units,
/// and how many lines stood before it.
pub(super) fn table(file: &str, text: &str) -> Result<(String, u32), ReadError> {
    let lines: Vec<&str> = text.lines().collect();
    let ends: Vec<usize> = (0..lines.len())
        .filter(|&i| lines[i].trim().starts_with(END))
        .collect();
    let incomplete = || {
        Problem::Incomplete {
            dialect: "a LabVIEW measurement",
            missing: "its header has no end",
        }
        .of(file)
    };
    let &last = ends.last().ok_or_else(incomplete)?;
    let setting = |name: &str| -> Option<Vec<&str>> {
        let line = lines[..last].iter().rev().find(|l| l.starts_with(name))?;
        Some(
            line[name.len()..]
                .split(['\t', ','])
                .skip(1)
                .map(str::trim)
                .collect(),
        )
    };
    let units = setting("Y_Unit_Label").unwrap_or_default();
    let rest = &lines[(last + 1).min(lines.len())..];
    let mut out = String::new();
    for (at, line) in rest.iter().enumerate() {
        if at == 0 && !line.trim().is_empty() {
            out.push_str(&renamed(line, &units));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    Ok((out, last as u32 + 1))
}

/// Channel names by unit, where the names say nothing.
fn renamed(header: &str, units: &[&str]) -> String {
    let separator = if header.contains('\t') { '\t' } else { ',' };
    let mut channel = 0;
    let names = header.split(separator).map(|name| {
        let known = super::header::heading(name).is_some() || name.trim() == "Comment";
        if name.trim() == "X_Value" || known {
            return name.to_owned();
        }
        let unit = units.get(channel).copied().unwrap_or("");
        channel += 1;
        match unit.to_ascii_lowercase().as_str() {
            "volts" | "volt" | "v" => "Voltage (V)".to_owned(),
            "amps" | "amp" | "amperes" | "a" => "Current (A)".to_owned(),
            _ => name.to_owned(),
        }
    });
    names.collect::<Vec<_>>().join(&separator.to_string())
}
