//! Tables of numbers with a column of classes: text, separated by commas, semicolons or tabs.
//!
//! Nothing is guessed about what is missing: a cell without a number is an error with its place.

mod classes;
mod sniff;

use super::bytes::unpacked;
use super::error::at_most;
use super::{DataError, Dataset, Features, Shape};
use classes::Names;
use csv::StringRecord;

/// Headings of the column of classes, where it is not said which one it is.
pub const LABEL_NAMES: [&str; 4] = ["label", "class", "target", "y"];

/// How a table is read; what is `None` is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The column of the classes: its heading, else its number from 1. If not given, the column
    /// called by one of [`LABEL_NAMES`], else the last one.
    pub label: Option<String>,
    /// Columns to leave out, each by its heading, else by its number.
    pub ignore: Vec<String>,
    /// Whether the first row is one of headings.
    pub header: Option<bool>,
    /// What stands between two cells.
    pub delimiter: Option<u8>,
    /// The features are pixels from 0 to 255, and are stored as bytes.
    pub pixels: bool,
    /// The shape of a sample; a vector if not given.
    pub shape: Option<Shape>,
    /// The classes, if they are known already, as they are of a test part.
    pub classes: Option<Vec<String>>,
}

/// A dataset and what its columns are called.
#[derive(Debug, Clone)]
pub struct Table {
    /// The samples, in the order of the rows.
    pub dataset: Dataset,
    /// The headings of the features; `column 3` where there are none.
    pub features: Vec<String>,
    /// The heading of the classes.
    pub label: String,
    /// The headings of the columns that were left out.
    pub ignored: Vec<String>,
}

/// The most rows.
pub const MOST_ROWS: usize = 5_000_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 65_537;
/// The most cells.
pub const MOST_CELLS: usize = 1 << 27;

/// Reads a table, packed with gzip or not.
///
/// A column without a heading that only counts the rows, as pandas writes it, is left out.
/// Classes are sorted: by value if all are whole numbers, else by name. Where the delimiter is
/// no comma, a comma in a number is a decimal comma.
///
/// # Errors
/// Text that is not UTF-8, a row of another length than the first, a cell that is no finite
/// number (or no pixel), an empty label, labels that are measured values, a column that there
/// is not, a shape that is not as long as a row, more than is supported; what
/// [`Dataset::new`] refuses.
///
/// ```
/// use memrilab_train::data::table::{Options, read};
/// let table = read(b"width;length;class\n0,5;1;b\n2;3;a\n", &Options::default())?;
/// assert_eq!(table.dataset.classes(), ["a", "b"]);
/// assert_eq!((table.dataset.label(0), table.features.join(" ")), (1, "width length".into()));
/// # Ok::<(), memrilab_train::data::DataError>(())
/// ```
pub fn read(bytes: &[u8], options: &Options) -> Result<Table, DataError> {
    let bytes = unpacked(bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| DataError::Text {
        line: 1 + bytes[..e.valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count() as u64,
    })?;
    let delimiter = options.delimiter.unwrap_or_else(|| sniff::delimiter(text));
    let mut rows = Rows::new(text, delimiter);
    let Some((first, _)) = rows.next(None)? else {
        return Err(DataError::Empty { what: "rows" });
    };
    at_most("columns", MOST_COLUMNS, first.len() as u64)?;
    let second = Rows::new(text, delimiter).nth(1)?;
    let comma = delimiter != b',';
    let headed = options
        .header
        .unwrap_or_else(|| sniff::headed(&first, second.as_ref(), options.label.as_deref(), comma));
    let columns = Columns::of(&first, headed, options)?;
    if !headed {
        rows = Rows::new(text, delimiter);
    }
    let counter = (headed && first.get(0).is_some_and(|name| name.trim().is_empty()))
        && counts_rows(text, delimiter)?;
    columns.without(counter).samples(rows, options, comma)
}

/// The rows that are not blank.
struct Rows<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader }
    }

    /// The next row and its line; it must have as many cells as said.
    fn next(&mut self, width: Option<usize>) -> Result<Option<(StringRecord, u64)>, DataError> {
        let mut row = StringRecord::new();
        loop {
            let more = self.reader.read_record(&mut row);
            // In memory, with rows of any length, only a delimiter inside a letter can fail.
            let more = more.map_err(|_| DataError::Text {
                line: self.reader.position().line(),
            })?;
            if !more {
                return Ok(None);
            }
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = row.position().map_or(0, |at| self.line(at));
            return match width {
                Some(expected) if row.len() != expected => Err(DataError::Ragged {
                    line,
                    expected,
                    got: row.len(),
                }),
                _ => Ok(Some((row, line))),
            };
        }
    }

    /// The line of a row: the reader's position lies before blank lines that it passes over.
    fn line(&self, at: &csv::Position) -> u64 {
        let rest = self.text.as_bytes().get(at.byte() as usize..);
        let blank = rest.unwrap_or(&[]).iter();
        let blank = blank.take_while(|b| matches!(b, b'\r' | b'\n'));
        at.line() + blank.filter(|b| **b == b'\n').count() as u64
    }

    fn nth(&mut self, n: usize) -> Result<Option<StringRecord>, DataError> {
        for _ in 0..n {
            self.next(None)?;
        }
        Ok(self.next(None)?.map(|(row, _)| row))
    }
}

/// Whether the first column below the headings counts from 0 or from 1.
fn counts_rows(text: &str, delimiter: u8) -> Result<bool, DataError> {
    let mut rows = Rows::new(text, delimiter);
    rows.next(None)?;
    let mut wanted = None;
    while let Some((row, _)) = rows.next(None)? {
        let Some(number) = row.get(0).and_then(|cell| cell.trim().parse::<u64>().ok()) else {
            return Ok(false);
        };
        if number != wanted.unwrap_or(number.min(1)) {
            return Ok(false);
        }
        wanted = number.checked_add(1);
    }
    Ok(wanted.is_some())
}

/// What each column is for.
struct Columns {
    names: Vec<String>,
    label: usize,
    used: Vec<bool>,
}

impl Columns {
    fn of(first: &StringRecord, headed: bool, options: &Options) -> Result<Self, DataError> {
        let names: Vec<String> = first
            .iter()
            .enumerate()
            .map(|(i, name)| match name.trim() {
                name if headed && !name.is_empty() => printable(name.chars()),
                _ => format!("column {}", i + 1),
            })
            .collect();
        let find = |name: &str| {
            let by_name = names.iter().position(|n| n == name.trim());
            let by_number = || {
                let number: usize = name.trim().parse().ok()?;
                (1..=names.len()).contains(&number).then(|| number - 1)
            };
            by_name
                .or_else(by_number)
                .ok_or_else(|| DataError::NoColumn {
                    name: short(name),
                    columns: list(&names),
                })
        };
        let usual = |wanted: &&str| names.iter().position(|n| n.eq_ignore_ascii_case(wanted));
        let label = match &options.label {
            Some(name) => find(name)?,
            None => LABEL_NAMES
                .iter()
                .find_map(usual)
                .unwrap_or(names.len() - 1),
        };
        let mut used = vec![true; names.len()];
        used[label] = false;
        for name in &options.ignore {
            used[find(name)?] = false;
        }
        Ok(Self { names, label, used })
    }

    /// Leaves the first column out if it only counts rows.
    fn without(mut self, counter: bool) -> Self {
        if counter && self.label != 0 {
            self.used[0] = false;
        }
        self
    }

    fn samples(
        self,
        mut rows: Rows<'_>,
        options: &Options,
        comma: bool,
    ) -> Result<Table, DataError> {
        let mut names = Names::new(options.classes.as_deref());
        let mut labels = Vec::new();
        let (mut numbers, mut pixels) = (Vec::new(), Vec::new());
        while let Some((row, line)) = rows.next(Some(self.names.len()))? {
            at_most("rows", MOST_ROWS, labels.len() as u64 + 1)?;
            let cells = (labels.len() as u64 + 1) * self.names.len() as u64;
            at_most("cells", MOST_CELLS, cells)?;
            for (column, cell) in row.iter().enumerate() {
                let wrong = |wanted, hint| self.cell(line, column, cell, wanted, hint);
                if column == self.label {
                    labels.push(names.add(cell.trim()).map_err(|problem| match problem {
                        classes::Problem::TooMany => DataError::NotClasses {
                            column: column + 1,
                            name: short(&self.names[column]),
                            limit: Dataset::MOST_CLASSES,
                        },
                        classes::Problem::Cell { wanted, hint } => wrong(wanted, hint),
                    })?);
                } else if self.used[column] && options.pixels {
                    pixels.push(sniff::pixel(cell).ok_or_else(|| {
                        wrong(
                            "a pixel",
                            "pixels are whole numbers from 0 to 255; read the table as numbers",
                        )
                    })?);
                } else if self.used[column] {
                    numbers.push(sniff::number(cell, comma).ok_or_else(|| {
                        wrong(
                            "a finite number",
                            "correct it, remove the row, or leave the column out",
                        )
                    })?);
                }
            }
        }
        self.table(labels, names, numbers, pixels, options)
    }

    fn table(
        self,
        mut labels: Vec<u32>,
        names: Names,
        numbers: Vec<f32>,
        pixels: Vec<u8>,
        options: &Options,
    ) -> Result<Table, DataError> {
        let classes = names.sorted(&mut labels);
        let width = self.used.iter().filter(|used| **used).count();
        let shape = options.shape.unwrap_or(Shape::vector(width));
        if shape.features() != width {
            return Err(DataError::Shape {
                expected: shape,
                got: Shape::vector(width),
            });
        }
        let features = if options.pixels {
            Features::Bytes(pixels)
        } else {
            Features::Numbers(numbers)
        };
        let dataset = Dataset::new(shape, features, labels, classes)?;
        let (mut used, mut ignored) = (Vec::with_capacity(width), Vec::new());
        for (column, name) in self.names.iter().enumerate() {
            if self.used[column] {
                used.push(name.clone());
            } else if column != self.label {
                ignored.push(name.clone());
            }
        }
        Ok(Table {
            dataset,
            features: used,
            label: self.names[self.label].clone(),
            ignored,
        })
    }

    fn cell(
        &self,
        line: u64,
        column: usize,
        cell: &str,
        wanted: &'static str,
        hint: &'static str,
    ) -> DataError {
        DataError::Cell {
            line,
            column: column + 1,
            name: short(&self.names[column]),
            cell: short(cell.trim()),
            wanted,
            hint,
        }
    }
}

/// The first few names of many.
fn list(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(12).map(|name| short(name)).collect();
    if names.len() > shown.len() {
        shown.push(format!("and {} more", names.len() - shown.len()));
    }
    shown.join(", ")
}

/// The beginning of a text, for a sentence.
fn short(text: &str) -> String {
    let mut shown = printable(text.chars().take(37));
    if text.chars().nth(37).is_some() {
        shown.push_str("...");
    }
    shown
}

/// A text without what would steer a terminal.
fn printable(text: impl Iterator<Item = char>) -> String {
    text.map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
