//! A trained network: what it is made of, and what drift does to it.

use crate::{Data, parsed, refused, written};
use memrilab_study::networks::{Device, Probe};
use memrilab_train::model::Weights;
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Weights at work.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Network(pub(crate) Arc<Weights>);

#[derive(Serialize)]
struct About<'a> {
    model: &'a str,
    classes: usize,
    parameters: usize,
    layers: Vec<LayerAbout>,
}

#[derive(Serialize)]
struct LayerAbout {
    name: String,
    rows: usize,
    columns: usize,
    analog: bool,
}

#[wasm_bindgen]
impl Network {
    /// The weights of a safetensors file that was written here.
    ///
    /// # Errors
    /// `{code, message}` for another file.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8]) -> Result<Self, JsValue> {
        let weights = Weights::from_safetensors(weights).map_err(refused)?;
        Ok(Self(Arc::new(weights)))
    }

    /// JSON of `{model, classes, parameters, layers: [{name, rows, columns, analog}]}`.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    pub fn about(&self) -> Result<String, JsValue> {
        let net = self.0.architecture();
        let layers = net.sizes().iter().zip(net.layers()).enumerate();
        let layers = layers.map(|(i, (size, layer))| LayerAbout {
            name: net.layer_name(i),
            rows: size.matrix().0,
            columns: size.matrix().1,
            analog: layer.is_analog(),
        });
        written(&About {
            model: net.name(),
            classes: net.classes(),
            parameters: net.parameters(),
            layers: layers.collect(),
        })
    }

    /// What the network says over the plane around the test samples on a device: JSON of a
    /// `Boundary`.
    ///
    /// # Errors
    /// `{code, message}` for a network with other than two inputs and two classes.
    pub fn boundary(
        &self,
        data: &Data,
        device: &str,
        seed: u32,
        draws: u32,
        columns: u32,
        rows: u32,
    ) -> Result<String, JsValue> {
        let device: Device = parsed(device)?;
        let mut probe = Probe::new(&self.0, &device, seed.into()).map_err(refused)?;
        let seen = probe.boundary(data.test(), draws.into(), [columns, rows]);
        written(&seen.map_err(refused)?)
    }

    /// What draws of the drift say of test samples: JSON of a list of `Judged`.
    ///
    /// # Errors
    /// `{code, message}` for samples that do not fit, or are not there.
    pub fn judged(
        &self,
        data: &Data,
        device: &str,
        seed: u32,
        draws: u32,
        samples: &[u32],
    ) -> Result<String, JsValue> {
        let device: Device = parsed(device)?;
        let mut probe = Probe::new(&self.0, &device, seed.into()).map_err(refused)?;
        let places: Vec<usize> = samples.iter().map(|&s| s as usize).collect();
        let judged = probe.judged(data.test(), &places, draws.into());
        written(&judged.map_err(refused)?)
    }

    /// The weights of a layer: as trained, as the device stores them, and after a draw of drift,
    /// one after another.
    ///
    /// # Errors
    /// `{code, message}` for a layer that is none.
    pub fn layer(
        &self,
        layer: usize,
        device: &str,
        seed: u32,
        draw: u32,
    ) -> Result<Vec<f32>, JsValue> {
        let device: Device = parsed(device)?;
        let probe = Probe::new(&self.0, &device, seed.into()).map_err(refused)?;
        Ok(probe.layer(layer, draw.into()).map_err(refused)?.concat())
    }
}
