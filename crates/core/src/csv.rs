//! Cells of CSV, safe to open in a spreadsheet.

/// A text as a cell: quoted where needed, and with an apostrophe where a spreadsheet would
/// take it for a formula. A number written as text stays a number.
///
/// ```
/// use memrilab_core::csv::cell;
/// assert_eq!(cell("=1+1"), "'=1+1");
/// assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
/// assert_eq!(cell("-0.5"), "-0.5");
/// ```
#[must_use]
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula && text.parse::<f64>().is_err() {
        "'"
    } else {
        ""
    };
    let text = format!("{guard}{text}");
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The text of a cell that [`cell`] guarded.
///
/// ```
/// use memrilab_core::csv::{cell, unguarded};
/// assert_eq!(unguarded(&cell("=1+1")), "=1+1");
/// assert_eq!(unguarded("'twas"), "'twas");
/// ```
#[must_use]
pub fn unguarded(text: &str) -> &str {
    let rest = text.strip_prefix('\'').unwrap_or(text);
    if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        rest
    } else {
        text
    }
}
