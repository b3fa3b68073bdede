//! Data in three parts.

use crate::{Samples, refused, written, wrong};
use js_sys::{Array, Uint8Array};
use memrilab_study::networks::{Form, Parts};
use memrilab_train::data::{Dataset, idx};
use memrilab_train::model::Batch;
use memrilab_train::search;
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Samples of a batch that is brought into the cache.
const BATCH: usize = 64;

/// What is learned: samples to learn from, to choose by, and of the test.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Data {
    pub(crate) parts: Parts,
    pub(crate) samples: search::Samples,
    pub(crate) test: Arc<Vec<Batch>>,
}

#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    form: Form,
    classes: &'a [String],
    samples: [usize; 3],
    pixels: bool,
}

#[wasm_bindgen]
impl Data {
    /// The two moons: 200 points to learn from, 400 to choose by, 400 of the test.
    ///
    /// # Errors
    /// `{code, message}` for a noise out of range.
    pub fn moons(noise: f64, seed: u32) -> Result<Self, JsValue> {
        Parts::moons(noise, 400, seed.into())
            .map(Self::new)
            .map_err(refused)
    }

    /// Two files in IDX form, packed or not, whose first images are learned from, the next ones
    /// chosen by and the rest tested on.
    ///
    /// # Errors
    /// `{code, message}` for files that are none, or too few images.
    pub fn ordered(
        name: &str,
        images: &[u8],
        labels: &[u8],
        train: usize,
        validation: usize,
    ) -> Result<Self, JsValue> {
        let data = idx::dataset(images, labels, &idx::Expect::default()).map_err(refused)?;
        Parts::in_order(name, &data, train, validation)
            .map(Self::new)
            .map_err(refused)
    }

    /// Files as pairs of a name and its bytes: IDX files, or tables with a column of classes.
    ///
    /// # Errors
    /// `{code, message}` with the file that cannot be read, or what is missing.
    pub fn files(files: &Array, seed: u32) -> Result<Self, JsValue> {
        let bad = || wrong("data", "each file is a pair of a name and a Uint8Array");
        let mut all = Vec::new();
        for file in files.iter() {
            let pair = file.dyn_into::<Array>().map_err(|_| bad())?;
            let name = pair.get(0).as_string().ok_or_else(bad)?;
            let bytes = pair.get(1).dyn_into::<Uint8Array>().map_err(|_| bad())?;
            all.push((name, bytes.to_vec()));
        }
        let named: Vec<_> = all
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        Parts::from_files(&named, seed.into())
            .map(Self::new)
            .map_err(refused)
    }

    /// Three parts as they are.
    #[must_use]
    pub fn of(train: &Samples, validation: &Samples, test: &Samples) -> Self {
        Self::new(Parts {
            name: "samples".into(),
            train: train.0.clone(),
            validation: validation.0.clone(),
            test: test.0.clone(),
        })
    }

    /// JSON of `{name, form, classes, samples, pixels}`: what a network must take, names of the classes, samples of the three parts, whether a feature is a pixel.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn about(&self) -> Result<String, JsValue> {
        let Parts {
            name,
            train,
            validation,
            test,
        } = &self.parts;
        written(&About {
            name,
            form: self.parts.form(),
            classes: train.classes(),
            samples: [train.len(), validation.len(), test.len()],
            pixels: train.pixels(0).is_some(),
        })
    }

    /// Pixels of a test sample; none, if they are numbers of a table.
    ///
    /// # Errors
    /// `{code, message}` for a sample that there is not.
    pub fn pixels(&self, sample: usize) -> Result<Vec<u8>, JsValue> {
        let one = self.parts.test.subset(&[sample]).map_err(refused)?;
        Ok(one.pixels(0).map(<[u8]>::to_vec).unwrap_or_default())
    }
}

impl Data {
    fn new(parts: Parts) -> Self {
        Self {
            samples: search::Samples::new(parts.train.clone(), parts.validation.clone()).watched(),
            test: Arc::new(Batch::all(&parts.test, BATCH)),
            parts,
        }
    }

    pub(crate) fn test(&self) -> &Dataset {
        &self.parts.test
    }
}
