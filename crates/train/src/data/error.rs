//! Why a dataset cannot be made, a variant per thing to change.

use super::Shape;
use thiserror::Error;

/// What went wrong, with what was expected, what came instead and where.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DataError {
    /// There is nothing.
    #[error("there are no {what}; give at least one")]
    Empty {
        /// What there is none of.
        what: &'static str,
    },
    /// Nothing to tell apart.
    #[error("all samples are of the class `{class}`; give samples of at least two classes")]
    OneClass {
        /// The class.
        class: String,
    },
    /// Two classes have one name.
    #[error("two classes are called `{name}`; their names must differ")]
    SameName {
        /// The name.
        name: String,
    },
    /// A class whose name is blank or has characters that steer a terminal.
    #[error("`{name}` is no name for a class; use characters that can be printed")]
    ClassName {
        /// The name, such characters escaped.
        name: String,
    },
    /// Arrays whose lengths do not belong together.
    #[error("{what}: expected {expected}, got {got}")]
    Length {
        /// Which array.
        what: &'static str,
        /// How long it should be.
        expected: usize,
        /// How long it is.
        got: usize,
    },
    /// A number that is not finite.
    #[error("sample {sample}, feature {feature} is {value}; it must be a finite number")]
    NotFinite {
        /// The sample, from 1.
        sample: usize,
        /// The feature, from 1.
        feature: usize,
        /// What it is.
        value: f32,
    },
    /// A class that there is not.
    #[error("sample {sample} has the label {label}, but there are {classes} classes, from 0 on")]
    Label {
        /// The sample, from 1.
        sample: usize,
        /// Its label.
        label: u32,
        /// How many classes there are.
        classes: usize,
    },
    /// A sample that there is not.
    #[error("there is no sample at {index}; there are {samples}, from 0 on")]
    NoSuchSample {
        /// The place asked for, from 0.
        index: usize,
        /// How many there are.
        samples: usize,
    },
    /// Samples of another shape than the one wanted.
    #[error("the samples are of {got}, but {expected} are expected; give data of that shape")]
    Shape {
        /// What is wanted.
        expected: Shape,
        /// What came.
        got: Shape,
    },
    /// More than is supported.
    #[error("{what}: {got} is too many; at most {limit} are supported")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// How many there are.
        got: u64,
    },
    /// Compressed bytes that do not unpack.
    #[error("the compressed file is damaged; download or copy it again")]
    Damaged,
    /// A file of another kind than IDX, or of another kind of IDX.
    #[error(
        "an IDX file of {what} begins with {expected:#010x}, but this one with {found}; {hint}"
    )]
    Magic {
        /// `images` or `labels`.
        what: &'static str,
        /// The first four bytes that it should have.
        expected: u32,
        /// Those that it has.
        found: String,
        /// What to try.
        hint: &'static str,
    },
    /// An IDX file with fewer or more bytes than its own header says.
    #[error(
        "by its header the file of {what} has {expected} bytes unpacked, but it has {got}; download or copy it again"
    )]
    Bytes {
        /// `images` or `labels`.
        what: &'static str,
        /// How many bytes the header announces, its own included.
        expected: u64,
        /// How many there are.
        got: usize,
    },
    /// Images and labels that do not belong together.
    #[error("there are {images} images but {labels} labels; give the two files of one set")]
    Counts {
        /// How many images.
        images: usize,
        /// How many labels.
        labels: usize,
    },
    /// Files that do not make one dataset.
    #[error("{0}")]
    Files(&'static str),
    /// Text that is not UTF-8.
    #[error("line {line} is not UTF-8 text; save the table as CSV (UTF-8)")]
    Text {
        /// The line, from 1.
        line: u64,
    },
    /// A cell that is not what its column needs.
    #[error("line {line}, column {column} (`{name}`): `{cell}` is not {wanted}; {hint}")]
    Cell {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
        /// The heading of the column.
        name: String,
        /// What stands there.
        cell: String,
        /// What should.
        wanted: &'static str,
        /// What to try.
        hint: &'static str,
    },
    /// A row with fewer or more cells than the first.
    #[error(
        "line {line}: expected {expected} cells as in the first row, got {got}; complete the row"
    )]
    Ragged {
        /// The line, from 1.
        line: u64,
        /// Cells of the first row.
        expected: usize,
        /// Cells of this one.
        got: usize,
    },
    /// A column that there is not.
    #[error("there is no column `{name}`; the columns are {columns}")]
    NoColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        columns: String,
    },
    /// A label column that holds measured values.
    #[error(
        "column {column} (`{name}`) has more than {limit} different values, so it is no class; name the column of the classes"
    )]
    NotClasses {
        /// The column, from 1.
        column: usize,
        /// Its heading.
        name: String,
        /// How many classes are supported.
        limit: usize,
    },
    /// A picture of another size than the first.
    #[error(
        "{file} is {got}, but {first} is {expected}; make all pictures one size and kind, or read them as grayscale if only that differs"
    )]
    Picture {
        /// The picture.
        file: String,
        /// Its size.
        got: String,
        /// The first picture.
        first: String,
        /// Its size.
        expected: String,
    },
    /// A part of a split that cannot be made.
    #[error("the {part} part would have {got} of {samples} samples; {hint}")]
    Part {
        /// Which part.
        part: &'static str,
        /// How many samples it would have.
        got: usize,
        /// How many there are in all.
        samples: usize,
        /// What to try.
        hint: &'static str,
    },
    /// A class of which nothing is left to learn from.
    #[error(
        "no sample of the class `{class}` fell into the training part; take less for the others, or another seed"
    )]
    ClassMissing {
        /// The class.
        class: String,
    },
    /// A setting outside its range.
    #[error("the setting `{name}` should be {expected}, but is {got}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        got: f64,
    },
}

/// Refuses what is more than a limit.
pub(super) fn at_most(what: &'static str, limit: usize, got: u64) -> Result<(), DataError> {
    if got <= limit as u64 {
        Ok(())
    } else {
        Err(DataError::TooMany { what, limit, got })
    }
}
