//! The step and the pass forward that the benchmark times from outside.

use crate::refused;
use memrilab_train::bench::Bench;
use memrilab_train::model::Architecture;
use wasm_bindgen::prelude::*;

/// A network on one batch of noise.
#[wasm_bindgen]
#[derive(Debug)]
pub struct StepBench(Bench);

#[wasm_bindgen]
impl StepBench {
    /// Of a network by its name, such as `lenet5`.
    ///
    /// # Errors
    /// `{code, message}`, if there is no such network.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &str, batch: usize) -> Result<Self, JsValue> {
        let net = Architecture::named(model).map_err(refused)?;
        Bench::new(&net, batch).map(Self).map_err(refused)
    }

    /// One step of training; gives the loss.
    ///
    /// # Errors
    /// `{code, message}`.
    pub fn step(&mut self) -> Result<f32, JsValue> {
        self.0.step().map_err(refused)
    }

    /// One pass forward; gives the first logit.
    pub fn forward(&mut self) -> f32 {
        self.0.forward()
    }
}
