//! What a network learns from, or is measured on.

use crate::{refused, wrong};
use js_sys::{Float32Array, Uint8Array};
use memrilab_train::data::{Dataset, Features, moons};
use wasm_bindgen::prelude::*;

/// Samples of one shape with a class each. Trainings and sweeps share them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Samples(pub(crate) Dataset);

#[wasm_bindgen]
impl Samples {
    /// Samples one after another, each channel by channel and row by row: numbers as a
    /// `Float32Array`, or pixels as a `Uint8Array` (their values are the bytes over 255).
    /// Each label is a place among the names of the classes; the shape is as in `2`,
    /// `28x28` or `3x32x32`.
    ///
    /// # Errors
    /// `{code, message}` with what does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(
        features: &JsValue,
        labels: Vec<u32>,
        classes: Vec<String>,
        shape: &str,
    ) -> Result<Self, JsValue> {
        let shape = shape.parse().map_err(|e: String| wrong("data", &e))?;
        let features = if let Some(pixels) = features.dyn_ref::<Uint8Array>() {
            Features::Bytes(pixels.to_vec())
        } else if let Some(numbers) = features.dyn_ref::<Float32Array>() {
            Features::Numbers(numbers.to_vec())
        } else {
            let what = "the features are a Float32Array, or a Uint8Array of pixels";
            return Err(wrong("data", what));
        };
        let data = Dataset::new(shape, features, labels, classes);
        data.map(Self).map_err(refused)
    }

    /// Two half circles of points with noise.
    ///
    /// # Errors
    /// `{code, message}` for fewer than two points or a noise that is none.
    pub fn moons(points: usize, noise: f64, seed: u32) -> Result<Self, JsValue> {
        let data = moons(points, noise, seed.into());
        data.map(Self).map_err(refused)
    }

    /// Those at some places, in that order; their numbers are shared.
    ///
    /// # Errors
    /// `{code, message}` for no place, or one that there is not.
    pub fn part(&self, places: &[u32]) -> Result<Self, JsValue> {
        let places: Vec<usize> = places.iter().map(|&p| p as usize).collect();
        self.0.subset(&places).map(Self).map_err(refused)
    }

    /// How many there are.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.len()
    }
}
