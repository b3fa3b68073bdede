use thiserror::Error;

/// Why no picture came out. Data that is not there yet is never a reason: a figure of none
/// is a picture that says so. Data that contradicts itself is one where the input of a chart
/// has a checked constructor.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum FigureError {
    /// The picture would be too small to read or too large to hold.
    #[error("a figure of {width} x {height} pixels; at least 160 x 180, at most 8000 each")]
    Size {
        /// Logical pixels across.
        width: u32,
        /// Logical pixels down.
        height: u32,
    },
    /// The scale is outside its range or not a number.
    #[error("{scale} device pixels per pixel; it must be from 0.5 to 8")]
    Scale {
        /// What was asked for.
        scale: f64,
    },
    /// The device picture has more pixels than are worth drawing.
    #[error("a picture of {width} x {height} device pixels; at most 64 million in all")]
    TooManyPixels {
        /// Device pixels across.
        width: u32,
        /// Device pixels down.
        height: u32,
    },
    /// A chart was given none of what it is about.
    #[error("{chart} needs at least one {what}")]
    Nothing {
        /// The chart.
        chart: &'static str,
        /// What it lacks.
        what: &'static str,
    },
    /// A value is not a number or outside its range.
    #[error("{place}: {what} is {got}; it must be {expected}")]
    Value {
        /// Where it stands.
        place: String,
        /// What it is.
        what: &'static str,
        /// The value given.
        got: f64,
        /// The values that can be.
        expected: &'static str,
    },
    /// Two things of one name could not be told apart.
    #[error("{place}: {what} stands twice; give each once")]
    Twice {
        /// Where they stand.
        place: String,
        /// What there are two of.
        what: String,
    },
    /// Something has not as many parts as another.
    #[error("{place}: the number of {what} is {got}; it must be {expected}")]
    Count {
        /// Where they stand.
        place: String,
        /// What is counted.
        what: &'static str,
        /// How many were given.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// The bytes are not those of a picture.
    #[error("a picture could not cross: {0}")]
    Bytes(String),
    /// The surface that is drawn on failed.
    #[error("drawing failed: {0}")]
    Backend(String),
}
