use thiserror::Error;

/// Why no picture came out. Data is never a reason: a figure of no data, or of data
/// that cannot be drawn, is a picture that says so.
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
    /// The bytes are not those of a picture.
    #[error("a picture could not cross: {0}")]
    Bytes(String),
    /// The surface that is drawn on failed.
    #[error("drawing failed: {0}")]
    Backend(String),
}
