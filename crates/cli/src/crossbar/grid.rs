//! Tables of numbers in files, a word line a row.
//!
//! A file has one delimiter and one decimal mark, both decided from all of it. What can be read in
//! two ways is refused: a resistance that is silently another is worse than none.

use crate::files;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::Path;

/// The numbers of a file; lines without any are passed over.
pub(crate) fn grid(path: &Path) -> Result<Vec<Vec<f64>>> {
    numbers(&files::text(path)?).with_context(|| path.display().to_string())
}

/// A cell, and where it stands in the file, from 1.
#[derive(Clone, Copy)]
struct Cell<'t> {
    line: usize,
    column: usize,
    text: &'t str,
}

impl Cell<'_> {
    fn place(&self) -> String {
        format!("line {}, column {}", self.line, self.column)
    }
}

fn numbers(text: &str) -> Result<Vec<Vec<f64>>> {
    let delimiter = delimiter(text);
    let rows: Vec<Vec<Cell<'_>>> = text
        .lines()
        .enumerate()
        .map(|(at, line)| cells(line, at + 1, delimiter))
        .filter(|row| !row.is_empty())
        .collect();
    match delimiter {
        Some(',') => parting_commas(text)?,
        _ => decimal_commas(&rows.concat())?,
    }
    let Some(wide) = rows.first().map(Vec::len) else {
        bail!("there are no numbers in it");
    };
    let mut table = Vec::with_capacity(rows.len());
    for row in &rows {
        let found: Result<Vec<f64>> = row.iter().map(number).collect();
        table.push(found?);
        ensure!(
            row.len() == wide,
            "line {}: {} numbers, but the first row has {wide}",
            row[0].line,
            row.len()
        );
    }
    Ok(table)
}

/// What parts the numbers: a semicolon or a tab where there is one, else a comma, else blanks
/// (none). Where commas leave two numbers in a cell, they are decimal and blanks part the numbers.
fn delimiter(text: &str) -> Option<char> {
    let parts = |line: &str| line.split(',').all(|cell| !cell.trim().contains(' '));
    match [';', '\t', ','].into_iter().find(|d| text.contains(*d)) {
        Some(',') if !text.lines().all(parts) => None,
        found => found,
    }
}

/// The cells of a line; a spreadsheet fills short rows up with empty ones.
fn cells(line: &str, number: usize, delimiter: Option<char>) -> Vec<Cell<'_>> {
    let parts: Vec<&str> = match delimiter {
        None => line.split_whitespace().collect(),
        Some(delimiter) => line.split(delimiter).map(str::trim).collect(),
    };
    let used = parts.iter().rposition(|text| !text.is_empty());
    let parts = parts.into_iter().take(used.map_or(0, |last| last + 1));
    let cells = parts.enumerate().map(|(at, text)| Cell {
        line: number,
        column: at + 1,
        text,
    });
    cells.collect()
}

/// That commas part numbers and none is a decimal one: without points, they are all before a blank
/// or none of them is.
fn parting_commas(text: &str) -> Result<()> {
    let close = |line: &str| {
        let mut pairs = line.as_bytes().windows(3);
        pairs.position(|w| w[0].is_ascii_digit() && w[1] == b',' && w[2].is_ascii_digit())
    };
    let spaced = text.lines().any(|line| line.trim_end().contains(", "));
    let mut lines = text.lines().enumerate();
    let found = lines.find_map(|(at, line)| Some((at + 1, line, close(line)?)));
    match found {
        Some((line, whole, at)) if spaced && !text.contains('.') => bail!(
            "line {line}, column {}: the comma between `{}` and `{}` may be a decimal one, because others have a blank behind them; part the numbers by semicolons",
            whole[..at].matches(',').count() + 1,
            &whole[at..=at],
            &whole[at + 2..at + 3],
        ),
        _ => Ok(()),
    }
}

/// That each comma can only be a decimal one: one in a number, no points elsewhere in the file, and
/// not all of them where thousands would be marked.
fn decimal_commas(cells: &[Cell<'_>]) -> Result<()> {
    let with = |mark: char| cells.iter().filter(move |cell| cell.text.contains(mark));
    let Some(first) = with(',').next() else {
        return Ok(());
    };
    if let Some(cell) = with(',').find(|cell| cell.text.matches(',').count() > 1) {
        bail!(
            "{}: `{}` has more than one comma; part numbers by one delimiter, and mark no thousands",
            cell.place(),
            cell.text
        );
    }
    if let Some(point) = with('.').next() {
        bail!(
            "{}: `{}` has a comma, but `{}` in {} has a point; write one decimal mark in the whole file, and mark no thousands",
            first.place(),
            first.text,
            point.text,
            point.place()
        );
    }
    if with(',').all(|cell| thousands(cell.text)) {
        bail!(
            "{}: `{}` may be {} or {}; write one of these",
            first.place(),
            first.text,
            first.text.replace(',', "."),
            first.text.replace(',', "")
        );
    }
    Ok(())
}

/// Whether a comma stands where it would mark thousands: `1,234`, but not `0,234` or `1,2e3`.
fn thousands(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    text.trim_start_matches(['+', '-'])
        .split_once(',')
        .is_some_and(|(front, behind)| {
            let front_is = (1..=3).contains(&front.len()) && !front.starts_with('0');
            front_is && behind.len() == 3 && digits(front) && digits(behind)
        })
}

/// A number; an infinite one has to be called so.
fn number(cell: &Cell<'_>) -> Result<f64> {
    let text = cell.text.replace(',', ".");
    let word = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() || ["inf", "infinity"].contains(&&*word) => Ok(value),
        Ok(value) if value.is_infinite() => bail!(
            "{}: `{}` is beyond the largest number, 1.8e308; write `inf` for what has no end, such as an open device",
            cell.place(),
            cell.text
        ),
        _ if cell.text.is_empty() => bail!(
            "{}: nothing stands there; write a number in each place",
            cell.place()
        ),
        _ => bail!(
            "{}: `{}` is not a number; give rows of numbers alone, without headings or units",
            cell.place(),
            cell.text
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_delimiter_and_one_decimal_mark() {
        let inf = f64::INFINITY;
        for (text, wanted) in [
            (
                "345,5;903,25\n652,5;401,5\n",
                [[345.5, 903.25], [652.5, 401.5]],
            ),
            (
                "345,5\t903,25\n652,5\t401\n",
                [[345.5, 903.25], [652.5, 401.0]],
            ),
            (
                "345,5 903,25\n 652,5  401,5\n",
                [[345.5, 903.25], [652.5, 401.5]],
            ),
            (
                "345.5;903.25\n652.5;401.5\n",
                [[345.5, 903.25], [652.5, 401.5]],
            ),
            (
                "345.5,903.25\r\n\r\n652.5, 401.5\r\n",
                [[345.5, 903.25], [652.5, 401.5]],
            ),
            ("1, 2.0\n3,4\n", [[1.0, 2.0], [3.0, 4.0]]),
            ("1 , 2\n3 , 4\n", [[1.0, 2.0], [3.0, 4.0]]),
            ("1e3;-2,5e-6;;\n;;;\n3;4\n", [[1e3, -2.5e-6], [3.0, 4.0]]),
            // As thousands would be marked, but another number is plainly decimal.
            ("1,234;5,5\n0,25;100\n", [[1.234, 5.5], [0.25, 100.0]]),
            ("0,125;7\n1;2\n", [[0.125, 7.0], [1.0, 2.0]]),
            ("inf,-Inf\n+Infinity,1\n", [[inf, -inf], [inf, 1.0]]),
        ] {
            assert_eq!(numbers(text).unwrap(), wanted, "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for (text, words) in [
            (
                "1;2\n1,234;5,678\n",
                "line 2, column 1: `1,234` may be 1.234 or 1234; write one of these",
            ),
            (
                "1.5;2,5\n",
                "line 1, column 2: `2,5` has a comma, but `1.5` in line 1, column 1 has a point",
            ),
            (
                "1.234,5;2\n",
                "line 1, column 1: `1.234,5` has a comma, but `1.234,5` in line 1, column 1 has a point",
            ),
            (
                "7, 8\n345,5, 903,25\n",
                "line 2, column 1: the comma between `5` and `5` may be a decimal one",
            ),
            (
                "1;2\n\n3;4,5,6\n",
                "line 3, column 2: `4,5,6` has more than one comma",
            ),
            (
                "4,8,15\n6 9 12\n",
                "line 1, column 1: `4,8,15` has more than one comma",
            ),
            ("1;2 3\n", "line 1, column 2: `2 3` is not a number"),
            ("1,,3\n", "line 1, column 2: nothing stands there"),
            (
                "1,1e400\n",
                "line 1, column 2: `1e400` is beyond the largest number",
            ),
            ("1,nan\n", "line 1, column 2: `nan` is not a number"),
            ("1,2\n3\n", "line 2: 1 numbers, but the first row has 2"),
            (" ;\n", "there are no numbers in it"),
        ] {
            let told = numbers(text).unwrap_err().to_string();
            assert!(told.starts_with(words), "{text}: {told}");
        }
    }
}
