//! From what was trained to what a crossbar holds.

use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::chip::{Activation, Dense, Labelled, Network};
use memrilab_train::data::Dataset;
use memrilab_train::kernels::Activation as Trained;
use memrilab_train::model::{Size, Weights};

/// The network of some weights.
///
/// ```
/// use memrilab_study::crossbar::network_of;
/// use memrilab_train::model::{Architecture, Weights};
/// let weights = Weights::random(&Architecture::moons(5).unwrap(), 1);
/// assert_eq!(network_of(&weights)?.layers()[0].outputs, 5);
/// # Ok::<(), memrilab_crossbar::CrossbarError>(())
/// ```
///
/// # Errors
/// [`CrossbarError::Network`] for a convolution.
pub fn network_of(weights: &Weights) -> Result<Network, CrossbarError> {
    let net = weights.architecture();
    let mut layers = Vec::new();
    for (number, (size, layer)) in net.sizes().iter().zip(net.layers()).enumerate() {
        let Size::Dense(inputs, outputs) = *size else {
            return Err(CrossbarError::Network(format!(
                "{} is a convolution; take a network of dense layers, as `moons` or `mlp`",
                net.layer_name(number)
            )));
        };
        let matrix = &weights.matrices[number];
        let places = (0..inputs).flat_map(|i| (0..outputs).map(move |j| j * inputs + i));
        layers.push(Dense {
            inputs,
            outputs,
            weights: places.map(|place| f64::from(matrix[place])).collect(),
            biases: weights.biases[number]
                .iter()
                .map(|b| f64::from(*b))
                .collect(),
            activation: match layer.activation() {
                Trained::None => Activation::None,
                Trained::Relu => Activation::Relu,
                Trained::Tanh => Activation::Tanh,
            },
        });
    }
    Network::new(layers)
}

/// The numbers of all samples, one after the other.
#[must_use]
pub fn samples_of(data: &Dataset) -> Vec<f64> {
    let mut one = vec![0.0; data.shape().features()];
    let mut all = Vec::with_capacity(one.len() * data.len());
    for i in 0..data.len() {
        data.features_into(i, &mut one);
        all.extend(one.iter().map(|x| f64::from(*x)));
    }
    all
}

/// A dataset with its labels, as the network in floating point sees it.
///
/// # Errors
/// [`CrossbarError::Network`] for samples that do not fit, or more than 256 classes.
pub fn labelled(network: &Network, data: &Dataset) -> Result<Labelled, CrossbarError> {
    let label = |i: usize| u8::try_from(data.label(i));
    let labels: Result<Vec<u8>, _> = (0..data.len()).map(label).collect();
    let labels =
        labels.map_err(|_| CrossbarError::Network("it has more than 256 classes".into()))?;
    Labelled::new(network, samples_of(data), labels)
}
