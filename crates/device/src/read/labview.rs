//! LabVIEW measurement files: two headers, each ended by a line of its own.

use super::error::{Problem, ReadError};
use std::borrow::Cow;

const END: &str = "***End_of_Header***";

/// Whether a text is such a file.
pub(super) fn is(text: &str) -> bool {
    text.trim_start().starts_with("LabVIEW Measurement")
}

/// The tables behind the headers, one below the other, with `X_Value` and the channels
/// named by their units. Each segment of a file has a header of its own; headers become
/// blank lines, which part the segments and keep every line its number.
pub(super) fn table(file: &str, text: &str) -> Result<String, ReadError> {
    let mut lines: Vec<Cow<'_, str>> = text.lines().map(Cow::Borrowed).collect();
    let ends: Vec<usize> = (0..lines.len())
        .filter(|&i| lines[i].trim().starts_with(END))
        .collect();
    let Some(&last) = ends.last() else {
        let problem = Problem::Incomplete {
            dialect: "a LabVIEW measurement",
            missing: "its header has no end",
        };
        return Err(problem.of(file));
    };
    let units: Vec<String> = lines[..last]
        .iter()
        .rev()
        .find_map(|l| l.strip_prefix("Y_Unit_Label"))
        .map_or_else(Vec::new, |labels| {
            let labels = labels.split(['\t', ',']).skip(1);
            labels.map(|u| u.trim().to_owned()).collect()
        });
    let mut named = false;
    let mut before = 0;
    for (k, &end) in ends.iter().enumerate() {
        // Before the third end and later ones stand the data of the segment before.
        let header = match k {
            0 | 1 => before,
            _ => (before..end)
                .rev()
                .find(|&i| lines[i].starts_with("Channels"))
                .unwrap_or(end),
        };
        lines[header..=end].fill(Cow::Borrowed(""));
        before = end + 1;
        let next = ends.get(k + 1).copied().unwrap_or(lines.len());
        let titles = (before..next).find(|&i| !lines[i].trim().is_empty());
        if let Some(titles) = titles.filter(|_| k > 0 || ends.len() == 1) {
            if !named {
                lines[titles] = Cow::Owned(renamed(&lines[titles], &units));
            } else if lines[titles].trim_start().starts_with("X_Value") {
                lines[titles] = Cow::Borrowed("");
            }
            named = true;
        }
    }
    Ok(lines.join("\n"))
}

/// Channel names by unit, where the names say nothing.
fn renamed(header: &str, units: &[String]) -> String {
    let separator = if header.contains('\t') { '\t' } else { ',' };
    let mut channel = 0;
    let names = header.split(separator).map(|name| {
        let known = super::header::heading(name).is_some() || name.trim() == "Comment";
        if name.trim() == "X_Value" || known {
            return name.to_owned();
        }
        let unit = units.get(channel).map_or("", String::as_str);
        channel += 1;
        match unit.to_ascii_lowercase().as_str() {
            "volts" | "volt" | "v" => "Voltage (V)".to_owned(),
            "amps" | "amp" | "amperes" | "a" => "Current (A)".to_owned(),
            _ => name.to_owned(),
        }
    });
    names.collect::<Vec<_>>().join(&separator.to_string())
}
