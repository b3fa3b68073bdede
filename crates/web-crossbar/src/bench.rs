//! A network on its arrays.

use crate::{parsed, refused, written, wrong};
use memrilab_core::{Job as _, Progress, Step};
use memrilab_crossbar::chip::{Effects, Waterfall, WaterfallResult};
use memrilab_study::crossbar::{Look, Workbench};
use memrilab_study::networks::Parts;
use memrilab_train::model::Weights;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A trained moons network on arrays, with its test samples.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Bench(pub(crate) Workbench);

#[wasm_bindgen]
impl Bench {
    /// The weights of a safetensors file that was written here, the noise and the seed of the
    /// moons they were trained on, and JSON of `ChipOptions`.
    ///
    /// # Errors
    /// `{code, message}` for another file, a network that no crossbar holds, or options out of
    /// range.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8], noise: f64, seed: f64, options: &str) -> Result<Self, JsValue> {
        let weights = Weights::from_safetensors(weights).map_err(refused)?;
        let parts = Parts::moons(noise, 200, seed as u64).map_err(refused)?;
        let bench = Workbench::new(&weights, parts, parsed(options)?).map_err(refused)?;
        Ok(Self(bench))
    }

    /// What is fixed: JSON of `WorkbenchAbout`.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn about(&self) -> Result<String, JsValue> {
        written(&self.0.about())
    }

    /// What is to be written into one array, as JSON of `Targets`.
    ///
    /// # Errors
    /// `{code, message}` for an array that is not there.
    pub fn targets(&self, array: usize) -> Result<String, JsValue> {
        if array >= self.0.chip().layout().arrays {
            return Err(wrong("crossbar", "there is no such array"));
        }
        written(&self.0.chip().to_write(array))
    }

    /// Asks for other conductances: JSON of `[array, row, column, siemens][]`.
    ///
    /// # Errors
    /// `{code, message}` for a device that is not there or a conductance that is none.
    pub fn set(&mut self, devices: &str) -> Result<(), JsValue> {
        let devices: Vec<(usize, usize, usize, f64)> = parsed(devices)?;
        self.0.set(&devices).map_err(refused)
    }

    /// Takes what programming made of one array, instead of a stated programming error.
    ///
    /// # Errors
    /// `{code, message}` for another number of devices.
    #[wasm_bindgen(js_name = setProgrammed)]
    pub fn set_programmed(&mut self, array: usize, siemens: Vec<f64>) -> Result<(), JsValue> {
        self.0.set_programmed(array, siemens).map_err(refused)
    }

    /// One programming as it is, with its test: JSON of a `Frame`, from that of `Effects` and of
    /// a `Look`.
    ///
    /// # Errors
    /// `{code, message}` for effects out of range, something that is not there to be looked at,
    /// or a network that cannot be solved.
    pub fn frame(&mut self, effects: &str, look: &str) -> Result<String, JsValue> {
        let look: Look = parsed(look)?;
        let frame = self.0.frame(&parsed::<Effects>(effects)?, &look);
        written(&frame.map_err(refused)?)
    }
}

/// A waterfall on its way.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Falling(Waterfall);

#[derive(Serialize)]
#[serde(untagged)]
enum Fallen {
    Running { progress: Progress },
    Done { result: WaterfallResult },
}

#[wasm_bindgen]
impl Falling {
    /// What each effect costs: from JSON of `Effects`, a number of draws and a seed.
    ///
    /// # Errors
    /// `{code, message}` for effects out of range.
    #[wasm_bindgen(constructor)]
    pub fn new(bench: &Bench, effects: &str, draws: usize, seed: f64) -> Result<Self, JsValue> {
        let fall = bench.0.waterfall(&parsed(effects)?, draws, seed as u64);
        Ok(Self(fall.map_err(refused)?))
    }

    /// A piece of the work: JSON of `{progress}`, at the end of `{result: WaterfallResult}`.
    ///
    /// # Errors
    /// `{code, message}` for a network that cannot be solved.
    pub fn step(&mut self) -> Result<String, JsValue> {
        written(&match self.0.step().map_err(refused)? {
            Step::Running(progress) => Fallen::Running { progress },
            Step::Done(result) => Fallen::Done { result },
        })
    }
}
