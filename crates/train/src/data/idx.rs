//! IDX files, the form in which MNIST and its kin are published.
//!
//! Big-endian: `00 00 08 03`, the number of images, rows, columns, then a byte a pixel; or
//! `00 00 08 01`, the number of labels, then a byte a label. Packed with gzip or not. Files of
//! other numbers of dimensions, or of other numbers than bytes, are not read.

use super::bytes::{MOST_BYTES, unpacked};
use super::error::at_most;
use super::{DataError, Dataset, Features, Shape};
use std::borrow::Cow;
use std::io::Read as _;

const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;

/// Grayscale images of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Images {
    /// The size of each.
    pub shape: Shape,
    /// The pixels, image by image and row by row.
    pub pixels: Vec<u8>,
}

impl Images {
    /// How many images there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pixels.len() / self.shape.features().max(1)
    }
}

/// What a pair of files must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expect {
    /// The size of the images, if only one will do.
    pub shape: Option<Shape>,
    /// How many classes there are; one more than the largest label if not given.
    pub classes: Option<usize>,
}

/// What an IDX file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Grayscale images.
    Images,
    /// Their classes.
    Labels,
}

impl Holds {
    /// What a file holds, packed or not, by its first bytes; nothing if it is no IDX file that
    /// is read here.
    ///
    /// ```
    /// use memrilab_train::data::idx::{Holds, write_labels};
    /// assert_eq!(Holds::of(&write_labels(&[3])?), Some(Holds::Labels));
    /// assert_eq!(Holds::of(b"V,I"), None);
    /// # Ok::<(), memrilab_train::data::DataError>(())
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let mut first = [0; 4];
        if bytes.starts_with(b"\x1f\x8b") {
            flate2::read::GzDecoder::new(bytes)
                .read_exact(&mut first)
                .ok()?;
        } else {
            first.copy_from_slice(bytes.get(..4)?);
        }
        match u32::from_be_bytes(first) {
            IMAGES => Some(Self::Images),
            LABELS => Some(Self::Labels),
            _ => None,
        }
    }
}

/// A dataset of a file of images and the file of their labels. The classes are called by their
/// numbers.
///
/// # Errors
/// Files that [`read_images`] or [`read_labels`] refuse, that do not belong together or hold
/// something else than is expected; what [`Dataset::new`] refuses.
pub fn dataset(images: &[u8], labels: &[u8], expect: &Expect) -> Result<Dataset, DataError> {
    let images = read_images(images)?;
    let labels = read_labels(labels)?;
    if let Some(expected) = expect.shape
        && expected != images.shape
    {
        return Err(DataError::Shape {
            expected,
            got: images.shape,
        });
    }
    if images.count() != labels.len() {
        return Err(DataError::Counts {
            images: images.count(),
            labels: labels.len(),
        });
    }
    let largest = labels.iter().max().map_or(0, |&label| usize::from(label));
    let classes = expect.classes.unwrap_or(largest + 1);
    Dataset::new(
        images.shape,
        Features::Bytes(images.pixels),
        labels.into_iter().map(u32::from).collect(),
        (0..classes).map(|class| class.to_string()).collect(),
    )
}

/// The images of a file.
///
/// # Errors
/// Another kind of file, no image, fewer or more bytes than the header says, or too many.
pub fn read_images(bytes: &[u8]) -> Result<Images, DataError> {
    let mut bytes = unpacked(bytes)?;
    let [count, height, width] = header(&bytes, "images", IMAGES)?;
    if count == 0 || height == 0 || width == 0 {
        return Err(DataError::Empty { what: "images" });
    }
    let pixels = u64::from(height)
        .checked_mul(u64::from(width))
        .and_then(|n| n.checked_mul(u64::from(count)))
        .unwrap_or(u64::MAX);
    at_most("pixels", MOST_BYTES, pixels)?;
    whole(&bytes, "images", 16 + pixels)?;
    let pixels = match &mut bytes {
        Cow::Owned(bytes) => {
            bytes.drain(..16);
            std::mem::take(bytes)
        }
        Cow::Borrowed(bytes) => bytes[16..].to_vec(),
    };
    Ok(Images {
        shape: Shape::image(height as usize, width as usize),
        pixels,
    })
}

/// The labels of a file.
///
/// # Errors
/// Another kind of file, no label, or fewer or more bytes than the header says.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    let bytes = unpacked(bytes)?;
    let [count] = header(&bytes, "labels", LABELS)?;
    if count == 0 {
        return Err(DataError::Empty { what: "labels" });
    }
    whole(&bytes, "labels", 8 + u64::from(count))?;
    Ok(bytes[8..].to_vec())
}

/// Writes images as an IDX file that is not packed.
///
/// # Errors
/// More than one channel, a size or a number of images beyond 32 bits, or pixels that are not
/// whole images.
pub fn write_images(images: &Images) -> Result<Vec<u8>, DataError> {
    let Shape {
        channels,
        height,
        width,
    } = images.shape;
    if channels != 1 {
        return Err(DataError::Shape {
            expected: Shape::image(height, width),
            got: images.shape,
        });
    }
    let count = images.count();
    let expected = count * images.shape.features();
    if expected != images.pixels.len() || count == 0 {
        return Err(DataError::Length {
            what: "the pixels of whole images",
            expected: expected.max(images.shape.features()),
            got: images.pixels.len(),
        });
    }
    let mut out = Vec::with_capacity(16 + images.pixels.len());
    out.extend_from_slice(&IMAGES.to_be_bytes());
    for number in [count, height, width] {
        out.extend_from_slice(&word(number)?);
    }
    out.extend_from_slice(&images.pixels);
    Ok(out)
}

/// Writes labels as an IDX file that is not packed.
///
/// # Errors
/// No label, or more than 32 bits can count.
pub fn write_labels(labels: &[u8]) -> Result<Vec<u8>, DataError> {
    if labels.is_empty() {
        return Err(DataError::Empty { what: "labels" });
    }
    let count = word(labels.len())?;
    Ok([&LABELS.to_be_bytes()[..], &count, labels].concat())
}

fn word(number: usize) -> Result<[u8; 4], DataError> {
    at_most(
        "images, rows, columns or labels",
        u32::MAX as usize,
        number as u64,
    )?;
    Ok((number as u32).to_be_bytes())
}

/// The dimensions behind the first four bytes.
fn header<const N: usize>(
    bytes: &[u8],
    what: &'static str,
    expected: u32,
) -> Result<[u32; N], DataError> {
    let at = |i: usize| {
        let word: Option<[u8; 4]> = bytes.get(4 * i..4 * i + 4)?.try_into().ok();
        word.map(u32::from_be_bytes)
    };
    if bytes.is_empty() {
        return Err(DataError::Empty { what: "bytes" });
    }
    let found = at(0);
    if found != Some(expected) {
        return Err(DataError::Magic {
            what,
            expected,
            found: found.map_or("fewer bytes".into(), |word| format!("{word:#010x}")),
            hint: match found {
                Some(IMAGES) => "these are images; give them in the place of the images",
                Some(LABELS) => "these are labels; give them in the place of the labels",
                Some(0x0800..=0x0eff) => "other numbers than bytes, or dimensions, are not read",
                _ => "check that it is the right file, and whole",
            },
        });
    }
    let mut dimensions = [0; N];
    for (i, dimension) in dimensions.iter_mut().enumerate() {
        *dimension = at(i + 1).ok_or(DataError::Bytes {
            what,
            expected: 4 + 4 * N as u64,
            got: bytes.len(),
        })?;
    }
    Ok(dimensions)
}

fn whole(bytes: &[u8], what: &'static str, expected: u64) -> Result<(), DataError> {
    if bytes.len() as u64 == expected {
        Ok(())
    } else {
        Err(DataError::Bytes {
            what,
            expected,
            got: bytes.len(),
        })
    }
}
