//! Programming, step by step.

use crate::{parsed, refused, written};
use memrilab_core::{Job as _, Progress, Step};
use memrilab_crossbar::program::{
    Action, ConvergencePoint, Programmed, Programming, PulseModel, Written,
};
use memrilab_device::drift::DriftModel;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// How pulses move a device: JSON of a `PulseModel`, from that of its `DriftModel`.
///
/// # Errors
/// `{code, message}` for a curve without a run.
#[wasm_bindgen(js_name = pulseModel)]
pub fn pulse_model(drift: &str) -> Result<String, JsValue> {
    let model: DriftModel = parsed(drift)?;
    written(&PulseModel::of(&model).map_err(refused)?)
}

/// An array that is being programmed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Writing(Programming);

/// How far programming is.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WritingNow {
    /// What was just done, where single actions were asked for.
    pub last: Vec<Action>,
    /// Each device, word line by word line.
    pub devices: Vec<Written>,
    /// The conductance that each has, in siemens.
    pub conductance: Vec<f64>,
    /// Errors after 0, 1, 2, .. pulses.
    pub convergence: Vec<ConvergencePoint>,
    /// How far it is.
    pub progress: Progress,
    /// Reads so far.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub reads: u64,
    /// Time so far, in seconds of the array's own.
    pub seconds: f64,
    /// At the end, what came of it.
    pub result: Option<Programmed>,
}

#[wasm_bindgen]
impl Writing {
    /// From JSON of a `ProgramConfig`.
    ///
    /// # Errors
    /// `{code, message}` for what is out of range.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str) -> Result<Self, JsValue> {
        Ok(Self(Programming::new(parsed(config)?).map_err(refused)?))
    }

    /// Does so many pulses and reads, or all that a step of the job takes where `actions` is 0:
    /// JSON of `WritingNow`.
    ///
    /// # Errors
    /// `{code, message}` for a network that cannot be solved.
    pub fn step(&mut self, actions: usize) -> Result<String, JsValue> {
        let (mut last, mut result) = (Vec::new(), None);
        if actions == 0 {
            if let Step::Done(programmed) = self.0.step().map_err(refused)? {
                result = Some(programmed);
            }
        } else {
            for _ in 0..actions {
                match self.0.act_once().map_err(refused)? {
                    Some(action) => last.push(action),
                    None => {
                        result = Some(self.0.programmed().map_err(refused)?);
                        break;
                    }
                }
            }
        }
        let writer = self.0.writer();
        written(&WritingNow {
            last,
            devices: writer.devices().to_vec(),
            conductance: self.0.array().conductance().to_vec(),
            convergence: writer.convergence(),
            progress: writer.progress(),
            reads: writer.reads(),
            seconds: writer.seconds(),
            result,
        })
    }
}
