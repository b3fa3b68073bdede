//! Samples of one shape with a class each.

use super::digest::Fnv;
use super::error::at_most;
use super::{DataError, Shape};
use std::sync::Arc;

/// The numbers of all samples, one sample after another, each channel by channel and row by row.
#[derive(Debug, Clone, PartialEq)]
pub enum Features {
    /// Pixels: the value is the byte over 255.
    Bytes(Vec<u8>),
    /// Numbers, as they are.
    Numbers(Vec<f32>),
}

impl Features {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }
}

/// What is shared by a dataset and its subsets.
#[derive(Debug)]
struct Store {
    shape: Shape,
    features: Features,
    labels: Vec<u32>,
    classes: Vec<String>,
}

/// Samples of one shape with a class each. A copy or a subset shares the numbers.
///
/// ```
/// use memrilab_train::data::{Dataset, Features, Shape};
/// let classes = vec!["off".to_owned(), "on".to_owned()];
/// let data = Dataset::new(Shape::vector(2), Features::Bytes(vec![0, 51, 255, 0]), vec![0, 1], classes)?;
/// let mut sample = [0.0; 2];
/// data.features_into(0, &mut sample);
/// assert_eq!(sample, [0.0, 0.2]);
/// assert_eq!((data.len(), data.label(1)), (2, 1));
/// # Ok::<(), memrilab_train::data::DataError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Dataset {
    store: Arc<Store>,
    /// Which samples of the store; all of them if absent.
    rows: Option<Arc<[u32]>>,
}

impl Dataset {
    /// The most samples.
    pub const MOST_SAMPLES: usize = 1 << 26;
    /// The most numbers of all samples together.
    pub const MOST_NUMBERS: usize = 1 << 29;
    /// The most classes.
    pub const MOST_CLASSES: usize = 1000;

    /// Checks the parts and puts them together.
    ///
    /// # Errors
    /// No sample or feature, lengths that do not match, a label that is no class, one class
    /// only, two classes of one name or a name that cannot be printed, a number that is not finite, or more than is supported.
    pub fn new(
        shape: Shape,
        features: Features,
        labels: Vec<u32>,
        classes: Vec<String>,
    ) -> Result<Self, DataError> {
        let one = labels.windows(2).all(|two| two[0] == two[1]);
        let first = labels.first().map(|&label| label as usize);
        let whole = Self::part(shape, features, labels, classes)?;
        match first.and_then(|first| whole.classes().get(first)) {
            Some(class) if one => Err(DataError::OneClass {
                class: class.clone(),
            }),
            _ => Ok(whole),
        }
    }

    /// As [`Dataset::new`], for a part of something, which may hold one class only.
    fn part(
        shape: Shape,
        features: Features,
        labels: Vec<u32>,
        classes: Vec<String>,
    ) -> Result<Self, DataError> {
        if labels.is_empty() {
            return Err(DataError::Empty { what: "samples" });
        }
        if shape.features() == 0 {
            return Err(DataError::Empty { what: "features" });
        }
        at_most("samples", Self::MOST_SAMPLES, labels.len() as u64)?;
        at_most("classes", Self::MOST_CLASSES, classes.len() as u64)?;
        let expected = shape.features().saturating_mul(labels.len());
        at_most("numbers", Self::MOST_NUMBERS, expected as u64)?;
        if features.len() != expected {
            return Err(DataError::Length {
                what: "the numbers of all samples",
                expected,
                got: features.len(),
            });
        }
        check_labels(&labels, &classes)?;
        if let Features::Numbers(numbers) = &features
            && let Some(at) = numbers.iter().position(|x| !x.is_finite())
        {
            return Err(DataError::NotFinite {
                sample: at / shape.features() + 1,
                feature: at % shape.features() + 1,
                value: numbers[at],
            });
        }
        let store = Store {
            shape,
            features,
            labels,
            classes,
        };
        Ok(Self {
            store: Arc::new(store),
            rows: None,
        })
    }

    /// How many samples there are; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "none is ever empty")]
    pub fn len(&self) -> usize {
        self.rows
            .as_ref()
            .map_or(self.store.labels.len(), |rows| rows.len())
    }

    /// The shape of a sample.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.store.shape
    }

    /// The names of the classes; a label is a place in this list.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.store.classes
    }

    /// The class of sample `i`.
    ///
    /// # Panics
    /// Where there is no sample `i`, as a slice would.
    #[must_use]
    pub fn label(&self, i: usize) -> u32 {
        self.store.labels[self.row(i)]
    }

    /// Writes the numbers of sample `i` to `out`.
    ///
    /// # Panics
    /// Where there is no sample `i` or `out` is not as long as a sample, as a slice would.
    pub fn features_into(&self, i: usize, out: &mut [f32]) {
        let n = self.store.shape.features();
        let range = self.row(i) * n..(self.row(i) + 1) * n;
        match &self.store.features {
            Features::Numbers(numbers) => out.copy_from_slice(&numbers[range]),
            Features::Bytes(bytes) => {
                assert_eq!(out.len(), n, "the place for a sample has its length");
                for (value, &byte) in out.iter_mut().zip(&bytes[range]) {
                    *value = f32::from(byte) / 255.0;
                }
            }
        }
    }

    /// The pixels of sample `i`, if the samples are pixels.
    ///
    /// # Panics
    /// Where there is no sample `i`, as a slice would.
    #[must_use]
    pub fn pixels(&self, i: usize) -> Option<&[u8]> {
        let n = self.store.shape.features();
        match &self.store.features {
            Features::Bytes(bytes) => bytes.get(self.row(i) * n..(self.row(i) + 1) * n),
            Features::Numbers(_) => None,
        }
    }

    /// The samples at `indices`, in that order, without copying their numbers.
    ///
    /// # Errors
    /// No index, or one that there is not. A subset may hold one class only.
    pub fn subset(&self, indices: &[usize]) -> Result<Self, DataError> {
        if indices.is_empty() {
            return Err(DataError::Empty { what: "samples" });
        }
        at_most("samples", Self::MOST_SAMPLES, indices.len() as u64)?;
        let samples = self.len();
        if let Some(&index) = indices.iter().find(|i| **i >= samples) {
            return Err(DataError::NoSuchSample { index, samples });
        }
        Ok(Self {
            store: Arc::clone(&self.store),
            rows: Some(indices.iter().map(|&i| self.row(i) as u32).collect()),
        })
    }

    /// How many samples each class has.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.store.classes.len()];
        for i in 0..self.len() {
            counts[self.label(i) as usize] += 1;
        }
        counts
    }

    /// The smallest and the largest number.
    #[must_use]
    pub fn range(&self) -> (f32, f32) {
        let mut sample = vec![0.0; self.store.shape.features()];
        let mut range = (f32::INFINITY, f32::NEG_INFINITY);
        for i in 0..self.len() {
            self.features_into(i, &mut sample);
            range = sample
                .iter()
                .fold(range, |(low, high), &x| (low.min(x), high.max(x)));
        }
        range
    }

    /// FNV-1a, 64 bits, of shape, number of classes, labels and numbers, in the order of the
    /// samples. Pixels and the same values as numbers differ.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let Shape {
            channels,
            height,
            width,
        } = self.store.shape;
        let n = self.store.shape.features();
        let mut fnv = Fnv::new();
        for number in [channels, height, width, self.len(), self.classes().len()] {
            fnv.number(number as u64);
        }
        for i in 0..self.len() {
            fnv.bytes(&self.label(i).to_le_bytes());
        }
        for start in (0..self.len()).map(|i| self.row(i) * n) {
            match &self.store.features {
                Features::Bytes(bytes) => fnv.bytes(&bytes[start..start + n]),
                Features::Numbers(numbers) => {
                    for number in &numbers[start..start + n] {
                        fnv.bytes(&number.to_le_bytes());
                    }
                }
            }
        }
        fnv.finish()
    }

    /// Bytes of memory: the numbers and labels, shared with every subset, and this one's list.
    #[must_use]
    pub fn memory(&self) -> usize {
        let numbers = match &self.store.features {
            Features::Bytes(bytes) => bytes.len(),
            Features::Numbers(numbers) => size_of_val(numbers.as_slice()),
        };
        let rows = self.rows.as_ref().map_or(0, |rows| size_of_val(&**rows));
        numbers + size_of_val(self.store.labels.as_slice()) + rows
    }

    /// The same classes and labels with other numbers, of this dataset's samples in order.
    pub(super) fn with_numbers(&self, numbers: Vec<f32>) -> Result<Self, DataError> {
        let labels = (0..self.len()).map(|i| self.label(i)).collect();
        let features = Features::Numbers(numbers);
        Self::part(self.shape(), features, labels, self.classes().to_vec())
    }

    fn row(&self, i: usize) -> usize {
        self.rows.as_ref().map_or(i, |rows| rows[i] as usize)
    }
}

/// Each label is a class, and each class has a name of its own that can be printed.
fn check_labels(labels: &[u32], classes: &[String]) -> Result<(), DataError> {
    if let Some(at) = labels.iter().position(|l| *l as usize >= classes.len()) {
        return Err(DataError::Label {
            sample: at + 1,
            label: labels[at],
            classes: classes.len(),
        });
    }
    let strange = |name: &&String| name.trim().is_empty() || name.chars().any(char::is_control);
    if let Some(name) = classes.iter().find(strange) {
        return Err(DataError::ClassName {
            name: name.escape_debug().to_string(),
        });
    }
    let mut names: Vec<&String> = classes.iter().collect();
    names.sort_unstable();
    match names.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => Err(DataError::SameName {
            name: two[0].clone(),
        }),
        None => Ok(()),
    }
}
