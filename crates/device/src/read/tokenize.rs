//! Text to a grid: comments, delimiter, decimal mark, cells.

use super::error::{Problem, ReadError};
use super::grid::{Grid, is_no_value};
use super::number::{Token, token};
use super::options::Caps;
use super::report::ReadingReport;
use std::collections::BTreeMap;

/// A text file as a grid, and what was seen on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens {
    pub(super) grid: Grid,
    /// Comment lines without their marker, with their line numbers.
    pub(super) comments: Vec<(u32, String)>,
    /// Cells that a status letter marks as in compliance: row and column.
    pub(super) in_compliance: Vec<(u32, u32)>,
}

const CANDIDATES: [(char, &str); 5] = [
    ('\t', "tabs"),
    (';', "semicolons"),
    (',', "commas"),
    ('|', "bars"),
    (' ', "blanks"),
];

/// Lines looked at to find the delimiter.
const SAMPLE: usize = 400;

/// Splits a text into cells.
pub(super) fn tokenize(
    file: &str,
    text: &str,
    caps: &Caps,
    report: &mut ReadingReport,
) -> Result<Tokens, ReadError> {
    let mut lines = text
        .split_inclusive('\n')
        .map(|l| l.trim_end_matches(['\n', '\r']))
        .peekable();
    let mut number = 0u32;
    let mut told = None;
    if let Some(rest) = lines.peek().and_then(|l| l.trim().strip_prefix("sep=")) {
        told = rest.chars().next();
        lines.next();
        number = 1;
    }
    let all = lines.clone();
    let sample: Vec<&str> = text
        .split_inclusive('\n')
        .map(|l| l.trim_end_matches(['\n', '\r']))
        .filter(|l| l.len() <= caps.line_bytes && comment(l).is_none() && !l.trim().is_empty())
        .take(SAMPLE)
        .collect();
    let delimiter = told.or_else(|| best(&sample));
    report.delimiter = Some(match delimiter {
        Some(d) => CANDIDATES
            .iter()
            .find(|(c, _)| *c == d)
            .map_or(format!("`{d}`"), |(_, n)| (*n).to_owned()),
        None => "nothing (one cell a line)".to_owned(),
    });
    let mut tokens = Tokens {
        grid: Grid::new(""),
        ..Tokens::default()
    };
    let width = width(&sample, delimiter);
    let mut begun = false;
    let mut comma = false;
    for line in all {
        number = number.saturating_add(1);
        if line.len() > caps.line_bytes {
            let problem = Problem::TooLarge {
                what: "the line's bytes are",
                found: line.len(),
                limit: caps.line_bytes,
            };
            return Err(problem.at(file, number));
        }
        if tokens.grid.rows() >= caps.rows {
            let problem = Problem::TooLarge {
                what: "rows: more than",
                found: caps.rows,
                limit: caps.rows,
            };
            return Err(problem.at(file, number));
        }
        if let Some(comment) = comment(line) {
            if tokens.comments.len() < 10_000 {
                tokens.comments.push((number, comment.to_owned()));
            }
            continue;
        }
        if tokens.grid.rows() == 0 && line.trim().is_empty() {
            continue;
        }
        // The heading may be parted otherwise than the data below it.
        begun = begun || cells(line, delimiter).any(|c| is_number(c, delimiter));
        let delimiter = if begun {
            delimiter
        } else {
            parted(line, delimiter, width)
        };
        let row = Row {
            file,
            line: number,
            delimiter,
            caps,
        };
        // A heading may stand in the last comment: `# voltage,current`.
        if tokens.grid.rows() == 0
            && let Some((at, text)) = tokens.comments.last().cloned()
            && !super::is_mark(&text)
            && cells(&text, delimiter).count() > 1
            && cells(&text, delimiter).count() == cells(line, delimiter).count()
        {
            Row { line: at, ..row }.push(&text, &mut tokens)?;
            tokens.grid.end_row(at);
        }
        comma |= row.push(line, &mut tokens)?;
        tokens.grid.end_row(number);
    }
    report.decimal_mark = Some(if comma { "comma" } else { "point" }.to_owned());
    Ok(tokens)
}

#[derive(Clone, Copy)]
struct Row<'a> {
    file: &'a str,
    line: u32,
    delimiter: Option<char>,
    caps: &'a Caps,
}

impl Row<'_> {
    /// Appends the cells of a line; tells whether one had a decimal comma.
    fn push(&self, line: &str, tokens: &mut Tokens) -> Result<bool, ReadError> {
        let mut comma = false;
        let may_comma = self.delimiter != Some(',');
        for (column, cell) in cells(line, self.delimiter).enumerate() {
            if column >= self.caps.columns {
                let problem = Problem::TooLarge {
                    what: "columns: more than",
                    found: column,
                    limit: self.caps.columns,
                };
                return Err(problem.at(self.file, self.line));
            }
            match token(cell, may_comma) {
                Token::Blank => tokens.grid.blank(),
                Token::Number(n) => {
                    comma |= n.comma;
                    if n.status == Some('C') {
                        tokens
                            .in_compliance
                            .push((tokens.grid.rows() as u32, column as u32));
                    }
                    tokens.grid.number(n.value);
                    if !n.unit.is_empty() {
                        tokens.grid.unit_behind(column, n.unit);
                    }
                }
                Token::Text(text) if text.len() > self.caps.cell_bytes => {
                    let problem = Problem::TooLarge {
                        what: "the cell's bytes are",
                        found: text.len(),
                        limit: self.caps.cell_bytes,
                    };
                    return Err(ReadError {
                        column: Some(column as u32 + 1),
                        ..problem.at(self.file, self.line)
                    });
                }
                Token::Text(text) => tokens.grid.text(text),
            }
        }
        Ok(comma)
    }
}

/// Splits a line. Quoted cells keep their delimiters; blanks count as one.
fn cells(line: &str, delimiter: Option<char>) -> Box<dyn Iterator<Item = &str> + '_> {
    match delimiter {
        None => Box::new(std::iter::once(line).filter(|l| !l.trim().is_empty())),
        Some(' ') => Box::new(line.split_ascii_whitespace()),
        Some(_) if line.trim().is_empty() => Box::new(std::iter::empty()),
        Some(d) if line.contains('"') => {
            let mut quoted = false;
            Box::new(line.split(move |c: char| {
                quoted ^= c == '"';
                c == d && !quoted
            }))
        }
        Some(d) => Box::new(line.split(d)),
    }
}

/// The delimiter under which most cells are numbers and fewest are text, if splitting
/// gives anything.
fn best(sample: &[&str]) -> Option<char> {
    let score = |delimiter: Option<char>| -> i64 {
        let (mut score, mut previous) = (0, None);
        for line in sample {
            let (mut numbers, mut texts) = (0, 0);
            for cell in cells(line, delimiter).take(2000) {
                match token(cell, delimiter != Some(',')) {
                    Token::Number(_) => numbers += 1,
                    Token::Text(text) if is_no_value(text) => numbers += 1,
                    Token::Text(_) => texts += 1,
                    Token::Blank => {}
                }
            }
            // A line of numbers alone says more than one with words in it.
            score += match texts {
                0 => 4 * numbers,
                _ => 2 * (numbers - texts.min(numbers + 1)),
            };
            let steady = i64::from(previous == Some(numbers + texts));
            previous = Some(numbers + texts);
            score += steady;
        }
        score
    };
    let mut chosen = (score(None), None);
    for (delimiter, _) in CANDIDATES {
        let s = score(Some(delimiter));
        if s > chosen.0 {
            chosen = (s, Some(delimiter));
        }
    }
    // Without numbers, what parts most of the lines.
    let parts = |d: &char| 2 * sample.iter().filter(|l| l.contains(*d)).count() > sample.len();
    chosen
        .1
        .or_else(|| ['\t', ';', ','].into_iter().find(parts))
}

fn is_number(cell: &str, delimiter: Option<char>) -> bool {
    matches!(token(cell, delimiter != Some(',')), Token::Number(_))
}

/// Cells of most of the lines of numbers.
fn width(sample: &[&str], delimiter: Option<char>) -> usize {
    let mut counts = BTreeMap::new();
    for line in sample {
        let mut numbers = cells(line, delimiter).map(|c| is_number(c, delimiter));
        if numbers.next() == Some(true) {
            *counts.entry(1 + numbers.count()).or_insert(0) += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, lines)| *lines);
    most.map_or(0, |(cells, _)| cells)
}

/// What parts a line into as many cells as the data have: the delimiter of the data, else
/// another.
fn parted(line: &str, delimiter: Option<char>, width: usize) -> Option<char> {
    let fits = |d: Option<char>| cells(line, d).count() == width;
    if width < 2 || fits(delimiter) {
        return delimiter;
    }
    let others = CANDIDATES.iter().map(|(d, _)| Some(*d));
    others.into_iter().find(|d| fits(*d)).unwrap_or(delimiter)
}

/// The text of a comment line.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["#", "%", "//", ";"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> (Grid, ReadingReport) {
        let mut report = ReadingReport::default();
        let tokens = tokenize("t", text, &Caps::default(), &mut report).unwrap();
        (tokens.grid, report)
    }

    #[test]
    fn delimiters_and_decimal_marks() {
        for (text, delimiter, mark) in [
            ("a,b\n1.5,2\n2.5,3\n", "commas", "point"),
            ("a\tb\n1,5\t2\n2,5\t3\n", "tabs", "comma"),
            ("a;b\n1,5;2\n2,5;3\n", "semicolons", "comma"),
            ("1.5 2\n2.5  3\n", "blanks", "point"),
            ("sep=;\na;b\n1.5;2\n2.5;3\n", "semicolons", "point"),
            ("V, I\n1.5, 2\n2.5, 3\n", "commas", "point"),
            ("V|I\n1,5|2\n2,5|3\n", "bars", "comma"),
        ] {
            let (grid, report) = grid(text);
            assert_eq!(report.delimiter.as_deref(), Some(delimiter), "{text}");
            assert_eq!(report.decimal_mark.as_deref(), Some(mark), "{text}");
            let last = grid.rows() - 1;
            assert_eq!(
                (grid.value(last, 0), grid.value(last, 1)),
                (2.5, 3.0),
                "{text}"
            );
        }
    }

    #[test]
    fn caps_are_told_with_their_place() {
        let caps = Caps {
            line_bytes: 10,
            ..Caps::default()
        };
        let mut report = ReadingReport::default();
        let error = tokenize("f.csv", "1,2\n1,23456789012\n", &caps, &mut report).unwrap_err();
        assert!(error.to_string().starts_with("f.csv, line 2: "), "{error}");
    }

    #[test]
    fn quotes_keep_their_delimiter() {
        let (grid, _) = grid("\"a,b\",c\n1,2\n3,4\n");
        assert_eq!(
            (grid.label(0, 0), grid.label(0, 1)),
            (Some("a,b"), Some("c"))
        );
    }
}
