//! Programming and samples on an array that is somewhere else.

use crate::{Bench, parsed, refused, written, wrong};
use memrilab_core::Progress;
use memrilab_crossbar::chip::{Chip, Inference};
use memrilab_crossbar::program::{ConvergencePoint, Writer, Written};
use memrilab_study::crossbar::Outcome;
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Write-verify whose pulses and reads somebody else does.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Pen(Writer);

/// How far a [`Pen`] is.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PenNow {
    /// Each device, word line by word line.
    pub devices: Vec<Written>,
    /// Errors after 0, 1, 2, .. pulses.
    pub convergence: Vec<ConvergencePoint>,
    /// How far it is.
    pub progress: Progress,
    /// Reads so far.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub reads: u64,
    /// Pulses so far, of all devices.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub pulses: u64,
    /// Share of the devices that count whose last read is within tolerance.
    pub yield_share: f64,
}

#[wasm_bindgen]
impl Pen {
    /// JSON of `Targets` and of `WriterOptions`.
    ///
    /// # Errors
    /// `{code, message}` for what is out of range.
    #[wasm_bindgen(constructor)]
    pub fn new(targets: &str, options: &str) -> Result<Self, JsValue> {
        let writer = Writer::new(parsed(targets)?, parsed(options)?);
        Ok(Self(writer.map_err(refused)?))
    }

    /// What to do next: JSON of an `Action`; nothing when all is done. A read is asked for until
    /// it is told.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    #[wasm_bindgen(js_name = next)]
    pub fn next_action(&mut self) -> Result<Option<String>, JsValue> {
        self.0.next().map(|action| written(&action)).transpose()
    }

    /// The conductance that was read, in siemens.
    ///
    /// # Errors
    /// `{code, message}` for one that is not finite: read again.
    pub fn told(&mut self, conductance: f64) -> Result<(), JsValue> {
        self.0.told(conductance).map_err(refused)
    }

    /// How far it is: JSON of `PenNow`.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn now(&self) -> Result<String, JsValue> {
        written(&PenNow {
            devices: self.0.devices().to_vec(),
            convergence: self.0.convergence(),
            progress: self.0.progress(),
            reads: self.0.reads(),
            pulses: self.0.given(),
            yield_share: self.0.yield_share(),
        })
    }
}

/// A test sample on its way through an array that is somewhere else.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sample(Inference<Arc<Chip>>);

#[wasm_bindgen]
impl Sample {
    /// The test sample of this number.
    ///
    /// # Errors
    /// `{code, message}` for one that is not there.
    #[wasm_bindgen(constructor)]
    pub fn new(bench: &Bench, number: usize) -> Result<Self, JsValue> {
        let chip = bench.0.chip().clone();
        let inputs = chip.network().inputs();
        let sample = bench.0.data().samples().chunks_exact(inputs).nth(number);
        let sample = sample.ok_or_else(|| wrong("crossbar", "there is no such sample"))?;
        Ok(Self(Inference::new(chip, sample).map_err(refused)?))
    }

    /// The voltages of the word lines for the next product; nothing when the outputs are there.
    #[must_use]
    pub fn wanted(&self) -> Option<Vec<f64>> {
        self.0.wanted().map(|(_, volts)| volts)
    }

    /// The currents of the bit lines, in amperes.
    ///
    /// # Errors
    /// `{code, message}` for too few, or one that is not finite.
    pub fn told(&mut self, amperes: &[f64]) -> Result<(), JsValue> {
        self.0.told(amperes).map_err(refused)
    }

    /// The outputs, once every product was told.
    #[must_use]
    pub fn outputs(&self) -> Option<Vec<f64>> {
        self.0.outputs().map(<[f64]>::to_vec)
    }
}

#[wasm_bindgen]
impl Bench {
    /// What the first test samples came to elsewhere, beside what they come to in floating point:
    /// JSON of an `Outcome`.
    ///
    /// # Errors
    /// `{code, message}` without a sample, or for more than there are.
    pub fn judged(&self, outputs: &[f64]) -> Result<String, JsValue> {
        let outcome = Outcome::of(self.0.chip().network(), self.0.data(), outputs);
        written(&outcome.map_err(refused)?)
    }
}
