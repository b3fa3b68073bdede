//! Pictures of one size, decoded elsewhere.

use super::error::at_most;
use super::{DataError, Dataset, Features, Shape};

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// What it is called in an error: the file.
    pub name: String,
    /// Columns of pixels.
    pub width: usize,
    /// Rows of pixels.
    pub height: usize,
    /// 1 for gray, 3 for red, green and blue.
    pub channels: usize,
    /// Row by row, the channels of a pixel beside each other.
    pub pixels: Vec<u8>,
}

impl Raster {
    fn size(&self) -> String {
        let kind = if self.channels == 1 { "gray" } else { "colour" };
        format!("{} x {} pixels, {kind}", self.width, self.height)
    }
}

/// Gathers pictures into a dataset.
///
/// ```
/// use memrilab_train::data::images::{Gather, Raster};
/// let dot = |name: &str, red: u8| Raster {
///     name: name.into(), width: 1, height: 1, channels: 3, pixels: vec![red, 0, 0],
/// };
/// let mut gather = Gather::new(true);
/// gather.add(&dot("dark.png", 0), 0)?;
/// gather.add(&dot("red.png", 255), 1)?;
/// let data = gather.finish(vec!["dark".into(), "red".into()])?;
/// // 0.299 * 255 = 76.2
/// assert_eq!(data.pixels(1), Some(&[76][..]));
/// # Ok::<(), memrilab_train::data::DataError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gather {
    grayscale: bool,
    first: Option<Raster>,
    pixels: Vec<u8>,
    labels: Vec<u32>,
}

impl Gather {
    /// None yet. With `grayscale` colours become their luminance,
    /// `0.299 R + 0.587 G + 0.114 B` (ITU-R BT.601), rounded.
    #[must_use]
    pub fn new(grayscale: bool) -> Self {
        Self {
            grayscale,
            ..Self::default()
        }
    }

    /// Adds a picture of a class.
    ///
    /// # Errors
    /// A picture without pixels, with other channels than 1 or 3, with another number of bytes
    /// than it says, of another size or kind than the first, or one too many.
    pub fn add(&mut self, raster: &Raster, label: u32) -> Result<(), DataError> {
        let area = raster.width.saturating_mul(raster.height);
        if area == 0 {
            return Err(DataError::Empty { what: "pixels" });
        }
        if raster.channels != 1 && raster.channels != 3 {
            return Err(DataError::Length {
                what: "the channels of a picture, if it is not gray",
                expected: 3,
                got: raster.channels,
            });
        }
        let expected = area.saturating_mul(raster.channels);
        if raster.pixels.len() != expected {
            return Err(DataError::Length {
                what: "the bytes of a picture",
                expected,
                got: raster.pixels.len(),
            });
        }
        let size = |r: &Raster| {
            (
                r.width,
                r.height,
                if self.grayscale { 1 } else { r.channels },
            )
        };
        if let Some(first) = &self.first
            && size(first) != size(raster)
        {
            return Err(DataError::Picture {
                file: raster.name.clone(),
                got: raster.size(),
                first: first.name.clone(),
                expected: first.size(),
            });
        }
        let all = self.pixels.len() as u64 + expected as u64;
        at_most("bytes of pixels", Dataset::MOST_NUMBERS, all)?;
        if self.first.is_none() {
            self.first = Some(Raster {
                pixels: Vec::new(),
                ..raster.clone()
            });
        }
        if self.grayscale && raster.channels == 3 {
            let gray = raster.pixels.chunks_exact(3).map(luminance);
            self.pixels.extend(gray);
        } else {
            for channel in 0..raster.channels {
                let plane = raster.pixels.iter().skip(channel);
                self.pixels.extend(plane.step_by(raster.channels));
            }
        }
        self.labels.push(label);
        Ok(())
    }

    /// The dataset.
    ///
    /// # Errors
    /// No picture, and what [`Dataset::new`] refuses.
    pub fn finish(self, classes: Vec<String>) -> Result<Dataset, DataError> {
        let first = self.first.ok_or(DataError::Empty { what: "pictures" })?;
        let shape = Shape {
            channels: if self.grayscale { 1 } else { first.channels },
            height: first.height,
            width: first.width,
        };
        Dataset::new(shape, Features::Bytes(self.pixels), self.labels, classes)
    }
}

fn luminance(rgb: &[u8]) -> u8 {
    let sum = 299 * u32::from(rgb[0]) + 587 * u32::from(rgb[1]) + 114 * u32::from(rgb[2]);
    ((sum + 500) / 1000) as u8
}
