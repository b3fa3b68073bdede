//! Why a file cannot be read: one sentence with the place and what to try.

use thiserror::Error;

/// A file that cannot be read. The message names the file first.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{}: {problem}", place(*.line, *.column))]
pub struct ReadError {
    /// The file.
    pub file: String,
    /// The line (or sheet row), counted from 1, where the problem has one.
    pub line: Option<u32>,
    /// The column, counted from 1, where the problem has one.
    pub column: Option<u32>,
    /// What is wrong.
    pub problem: Problem,
}

fn place(line: Option<u32>, column: Option<u32>) -> String {
    let part = |name: &str, at: Option<u32>| at.map_or(String::new(), |n| format!(", {name} {n}"));
    part("line", line) + &part("column", column)
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// It has no bytes, or only blank ones.
    #[error("the file is empty; export the sweep again")]
    Empty,
    /// It is a picture, a document or a program.
    #[error("this is {what}, not a table of numbers; export the sweep as csv, txt or xlsx")]
    Binary {
        /// What it is.
        what: &'static str,
    },
    /// It is a workbook and came to the reader of text.
    #[error("this is a workbook; it is read by the part of memrilab for .xlsx and .xls files")]
    Workbook,
    /// Compressed bytes that do not unpack.
    #[error("the compressed file is damaged; copy or export it again")]
    Damaged,
    /// A limit was reached.
    #[error("{what} {found} and the limit is {limit}; split the file or export fewer points")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        found: usize,
        /// How large it may be.
        limit: usize,
    },
    /// The table of one measurement lacks a column.
    #[error("no column was recognised as {wanted}; name the column of it")]
    NoColumn {
        /// `voltage` or `current`.
        wanted: &'static str,
    },
    /// A column option names nothing.
    #[error("there is no column `{name}`; the columns are {columns}")]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        columns: String,
    },
    /// The voltage never changes.
    #[error("the voltage column holds {value} V throughout; choose another column")]
    ConstantVoltage {
        /// The value.
        value: String,
    },
    /// Numbers, but not enough of them.
    #[error("the sweep has {points} points with a voltage and a current; at least 3 are needed")]
    TooFewPoints {
        /// How many there are.
        points: usize,
    },
    /// The header of a known dialect without what must follow.
    #[error("the file begins like {dialect} but {missing}; it may be cut off")]
    Incomplete {
        /// The dialect.
        dialect: &'static str,
        /// What is missing.
        missing: &'static str,
    },
}

impl ReadError {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.problem {
            Problem::Empty => "empty",
            Problem::Binary { .. } => "binary",
            Problem::Workbook => "workbook-needed",
            Problem::Damaged => "damaged",
            Problem::TooLarge { .. } => "too-large",
            Problem::NoColumn { .. } => "no-column",
            Problem::UnknownColumn { .. } => "unknown-column",
            Problem::ConstantVoltage { .. } => "constant-voltage",
            Problem::TooFewPoints { .. } => "too-few-points",
            Problem::Incomplete { .. } => "incomplete",
        }
    }
}

impl Problem {
    pub(super) fn of(self, file: &str) -> ReadError {
        ReadError {
            file: file.to_owned(),
            line: None,
            column: None,
            problem: self,
        }
    }

    pub(super) fn at(self, file: &str, line: u32) -> ReadError {
        ReadError {
            line: Some(line),
            ..self.of(file)
        }
    }
}
