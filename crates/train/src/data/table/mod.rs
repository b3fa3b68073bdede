//! Tables of numbers with a column of classes: text, separated by commas, semicolons or tabs.
//!
//! Nothing is guessed about what is missing: a cell without a number is an error with its place.

mod classes;
mod columns;
mod rows;
mod sniff;

use super::bytes::unpacked;
use super::error::at_most;
use super::{DataError, Dataset, Shape};
use columns::Columns;
use rows::{Rows, counts_rows};

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
