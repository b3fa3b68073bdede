//! The shape of one sample.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Channels, height and width of a sample; a vector of `n` numbers is `n` channels of one pixel.
///
/// ```
/// use memrilab_train::data::Shape;
/// assert_eq!(Shape::image(28, 28).features(), 784);
/// assert_eq!(Shape::vector(13).to_string(), "13 numbers");
/// assert_eq!("3x32x32".parse(), Ok(Shape { channels: 3, height: 32, width: 32 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Shape {
    /// Channels, or the length of a vector.
    pub channels: usize,
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
}

impl Shape {
    /// A vector of `n` numbers.
    #[must_use]
    pub const fn vector(n: usize) -> Self {
        Self {
            channels: n,
            height: 1,
            width: 1,
        }
    }

    /// A grayscale image.
    #[must_use]
    pub const fn image(height: usize, width: usize) -> Self {
        Self {
            channels: 1,
            height,
            width,
        }
    }

    /// Numbers a sample: `channels * height * width`, capped at `usize::MAX`.
    #[must_use]
    pub const fn features(&self) -> usize {
        self.channels
            .saturating_mul(self.height)
            .saturating_mul(self.width)
    }

    /// Whether a sample is a list of numbers without places.
    #[must_use]
    pub const fn is_vector(&self) -> bool {
        self.height == 1 && self.width == 1
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_vector() {
            let s = if self.channels == 1 { "" } else { "s" };
            write!(f, "{} number{s}", self.channels)
        } else {
            write!(f, "{}x{}x{}", self.channels, self.height, self.width)
        }
    }
}

impl std::str::FromStr for Shape {
    type Err = String;

    /// `13`, `28x28` or `3x32x32`.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Option<Vec<usize>> = text
            .split(['x', 'X'])
            .map(|part| part.trim().parse().ok().filter(|n| *n > 0))
            .collect();
        match numbers.as_deref() {
            Some(&[n]) => Ok(Self::vector(n)),
            Some(&[height, width]) => Ok(Self::image(height, width)),
            Some(&[channels, height, width]) => Ok(Self {
                channels,
                height,
                width,
            }),
            _ => Err("give a length, or channels, height and width such as 1x28x28".into()),
        }
    }
}
