//! Votes on one sample, which several workers may share.

use crate::{Data, Network, parsed, refused, written};
use memrilab_study::networks::{CertifyConfig, Voter};
use memrilab_train::model::Batch;
use memrilab_train::training::fits;
use wasm_bindgen::prelude::*;

/// Votes of noisy weights on one test sample.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Votes(Voter);

#[wasm_bindgen]
impl Votes {
    /// Of a network on a test sample, with the JSON of a `CertifyConfig`.
    ///
    /// # Errors
    /// `{code, message}` for numbers out of range, a sample that there is not, and noise that
    /// changes nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(
        network: &Network,
        data: &Data,
        sample: usize,
        config: &str,
    ) -> Result<Self, JsValue> {
        let config: CertifyConfig = parsed(config)?;
        let one = data.test().subset(&[sample]).map_err(refused)?;
        fits(network.0.architecture(), &one).map_err(refused)?;
        let voter = Voter::new(config, (*network.0).clone(), Batch::of(&one, &[0]));
        voter.map(Self).map_err(refused)
    }

    /// The classes of draws `from` up to `to`: under multinomial noise and under drift, in turn.
    ///
    /// # Errors
    /// `{code, message}`, if a drifted weight is too large.
    pub fn cast(&mut self, from: u32, to: u32) -> Result<Vec<u32>, JsValue> {
        let mut all = Vec::new();
        for number in from..to {
            let classes = self.0.cast(number.into()).map_err(refused)?;
            all.extend(classes.map(|class| class as u32));
        }
        Ok(all)
    }

    /// The certificates as JSON of `Certified`, from the classes of all draws in their order.
    ///
    /// # Errors
    /// `{code, message}`, if draws are missing.
    pub fn certified(&self, casts: &[u32]) -> Result<String, JsValue> {
        let pairs = casts
            .chunks_exact(2)
            .map(|two| [two[0] as usize, two[1] as usize]);
        written(&self.0.certified(pairs).map_err(refused)?)
    }
}
