//! The numbers of a network, in the order of its layers; as a safetensors file.

use super::{Architecture, ModelError, Size};
use memrilab_core::{Stream, stream::u53};
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use std::collections::HashMap;

/// Most bytes of a file of weights.
const MOST_BYTES: usize = 1 << 31;

/// Weights and biases of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    architecture: Architecture,
    /// The matrix of each layer, `[outputs, inputs]`, rows one after the other.
    pub matrices: Vec<Vec<f32>>,
    /// The bias of each layer.
    pub biases: Vec<Vec<f32>>,
}

impl Weights {
    /// Uniform on `+-1/sqrt(inputs of an output)`, weights and biases, as PyTorch begins.
    #[must_use]
    pub fn random(architecture: &Architecture, seed: u64) -> Self {
        let (mut matrices, mut biases) = (Vec::new(), Vec::new());
        for (layer, size) in architecture.sizes().iter().enumerate() {
            let (rows, columns) = size.matrix();
            let mut rng = Stream::new(seed, "initial weights", 0, layer as u64);
            let bound = 1.0 / libm::sqrt(columns as f64);
            let mut draw = |n| -> Vec<f32> {
                let one = |_| (bound * (2.0 * u53(&mut rng) - 1.0)) as f32;
                (0..n).map(one).collect()
            };
            matrices.push(draw(rows * columns));
            biases.push(draw(rows));
        }
        Self {
            architecture: architecture.clone(),
            matrices,
            biases,
        }
    }

    /// Weights from their numbers.
    ///
    /// # Errors
    /// [`ModelError::Weights`] if there are not as many as the network needs, or one is not
    /// finite.
    pub fn new(
        architecture: &Architecture,
        matrices: Vec<Vec<f32>>,
        biases: Vec<Vec<f32>>,
    ) -> Result<Self, ModelError> {
        let sizes = architecture.sizes();
        if matrices.len() != sizes.len() || biases.len() != sizes.len() {
            return Err(wrong(format!("{} layers are needed", sizes.len())));
        }
        for (layer, size) in sizes.iter().enumerate() {
            let (rows, columns) = size.matrix();
            let name = architecture.layer_name(layer);
            let (m, b) = (&matrices[layer], &biases[layer]);
            if m.len() != rows * columns || b.len() != rows {
                return Err(wrong(format!(
                    "{name} needs {rows} x {columns} weights and {rows} biases"
                )));
            }
            if !m.iter().chain(b).all(|w| w.is_finite()) {
                return Err(wrong(format!("{name} holds a number that is not finite")));
            }
        }
        Ok(Self {
            architecture: architecture.clone(),
            matrices,
            biases,
        })
    }

    /// The network they belong to.
    #[must_use]
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// A safetensors file: `conv1.weight`, `conv1.bias`, ..; the network itself is in its
    /// metadata, under `architecture`, as JSON.
    ///
    /// # Errors
    /// [`ModelError::Weights`] if the file cannot be made.
    pub fn to_safetensors(&self) -> Result<Vec<u8>, ModelError> {
        let net = &self.architecture;
        let mut tensors: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
        for (layer, size) in net.sizes().iter().enumerate() {
            let name = net.layer_name(layer);
            let (m, b) = (bytes(&self.matrices[layer]), bytes(&self.biases[layer]));
            tensors.push((format!("{name}.weight"), shape(size), m));
            tensors.push((format!("{name}.bias"), vec![size.matrix().0], b));
        }
        write(&tensors, &[("architecture", json(net)?)])
    }

    /// Reads what [`Weights::to_safetensors`] wrote.
    ///
    /// # Errors
    /// [`ModelError::Weights`] says what is missing or does not fit.
    pub fn from_safetensors(file: &[u8]) -> Result<Self, ModelError> {
        let (tensors, metadata) = read(file)?;
        let net = metadata.get("architecture").ok_or_else(|| {
            wrong(
                "the file does not say which network they are of; it was not written by memrilab"
                    .into(),
            )
        })?;
        let net: Architecture = serde_json::from_str(net)
            .map_err(|e| wrong(format!("the network in the file: {e}")))?;
        let (mut matrices, mut biases) = (Vec::new(), Vec::new());
        for (layer, size) in net.sizes().iter().enumerate() {
            let name = net.layer_name(layer);
            let (matrix, bias) = (format!("{name}.weight"), format!("{name}.bias"));
            matrices.push(numbers(&tensors, &matrix, &shape(size))?);
            biases.push(numbers(&tensors, &bias, &[size.matrix().0])?);
        }
        Self::new(&net, matrices, biases)
    }
}

/// The shape of a layer's weights in a file, and as a variable.
pub(super) fn shape(size: &Size) -> Vec<usize> {
    match *size {
        Size::Conv(c) => vec![c.outputs, c.inputs, c.kernel, c.kernel],
        Size::Dense(inputs, outputs) => vec![outputs, inputs],
    }
}

pub(crate) fn wrong(why: String) -> ModelError {
    ModelError::Weights(why)
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, ModelError> {
    serde_json::to_string(value).map_err(|e| wrong(e.to_string()))
}

pub(crate) fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// Tensors of 32-bit floats and texts as one file.
pub(crate) fn write(
    tensors: &[(String, Vec<usize>, Vec<u8>)],
    metadata: &[(&str, String)],
) -> Result<Vec<u8>, ModelError> {
    let mut views = Vec::new();
    for (name, shape, bytes) in tensors {
        let view =
            TensorView::new(Dtype::F32, shape.clone(), bytes).map_err(|e| wrong(e.to_string()))?;
        views.push((name.as_str(), view));
    }
    let texts: HashMap<String, String> = metadata
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect();
    serialize(views, Some(texts)).map_err(|e| wrong(e.to_string()))
}

/// The tensors and texts of a file.
pub(crate) fn read(file: &[u8]) -> Result<(SafeTensors<'_>, HashMap<String, String>), ModelError> {
    if file.len() > MOST_BYTES {
        return Err(wrong(format!(
            "the file is larger than {} MiB",
            MOST_BYTES >> 20
        )));
    }
    let not =
        |e: safetensors::SafeTensorError| wrong(format!("the file is no safetensors file ({e})"));
    let (_, header) = SafeTensors::read_metadata(file).map_err(not)?;
    let texts = header.metadata().clone().unwrap_or_default();
    Ok((SafeTensors::deserialize(file).map_err(not)?, texts))
}

/// One tensor's numbers, of the shape it must have.
pub(crate) fn numbers(
    tensors: &SafeTensors<'_>,
    name: &str,
    shape: &[usize],
) -> Result<Vec<f32>, ModelError> {
    let tensor = tensors
        .tensor(name)
        .map_err(|_| wrong(format!("`{name}` is missing")))?;
    if tensor.dtype() != Dtype::F32 {
        return Err(wrong(format!("`{name}` is not of 32-bit floats")));
    }
    if tensor.shape() != shape {
        let got = tensor.shape();
        return Err(wrong(format!("`{name}` is {got:?} large, not {shape:?}")));
    }
    let four = tensor.data().chunks_exact(4);
    Ok(four
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect())
}
