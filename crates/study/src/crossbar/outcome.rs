//! What samples came to on an array that is somewhere else.

use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::chip::{Labelled, Network};
use serde::Serialize;

/// An array beside floating point, on the first samples of a test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "ArrayOutcome"))]
pub struct Outcome {
    /// How many samples.
    pub samples: usize,
    /// Accuracy on the array.
    pub accuracy: f64,
    /// Its 95 % interval, by Wilson's score.
    pub interval: [f64; 2],
    /// Accuracy of the same samples in floating point.
    pub software: f64,
    /// Share of samples that both put in the same class.
    pub agreement: f64,
    /// Root mean square of the differences of outputs.
    pub error: f64,
}

impl Outcome {
    /// From the outputs of the first samples.
    ///
    /// # Errors
    /// [`CrossbarError::Network`] without a whole sample, or for more than there are.
    pub fn of(network: &Network, data: &Labelled, outputs: &[f64]) -> Result<Self, CrossbarError> {
        let width = network.outputs();
        let samples = outputs.len() / width;
        if samples == 0 || !outputs.len().is_multiple_of(width) || samples > data.labels().len() {
            return Err(CrossbarError::Network(format!(
                "{} outputs are no whole number of samples from 1 to {}",
                outputs.len(),
                data.labels().len()
            )));
        }
        let n = samples as f64;
        let exact = &data.outputs()[..outputs.len()];
        let share = |hits: usize| hits as f64 / n;
        let classes = |outputs: &[f64]| -> Vec<usize> {
            outputs.chunks_exact(width).map(Network::class).collect()
        };
        let (here, there) = (classes(outputs), classes(exact));
        let right = |classes: &[usize]| {
            let pairs = classes.iter().zip(data.labels());
            pairs.filter(|(c, l)| **c == usize::from(**l)).count()
        };
        let accuracy = share(right(&here));
        let squares: f64 = outputs
            .iter()
            .zip(exact)
            .map(|(a, b)| (a - b) * (a - b))
            .sum();
        Ok(Self {
            samples,
            accuracy,
            interval: wilson(accuracy, n),
            software: share(right(&there)),
            agreement: share(here.iter().zip(&there).filter(|(a, b)| a == b).count()),
            error: libm::sqrt(squares / outputs.len() as f64),
        })
    }
}

/// `(p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2))/(1 + z^2/n)` with `z` the normal's 97.5 %
/// (Wilson 1927).
fn wilson(p: f64, n: f64) -> [f64; 2] {
    const Z: f64 = 1.959_963_984_540_054;
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * libm::sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
    let all = 1.0 + Z * Z / n;
    [
        ((middle - half) / all).max(0.0),
        ((middle + half) / all).min(1.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use memrilab_crossbar::chip::{Activation, Dense};

    #[test]
    fn an_interval_from_a_table() {
        // 9 of 20, by hand: middle .5460, half .2382, over 1.19207.
        let [low, high] = wilson(0.45, 20.0);
        assert!(
            (low - 0.2582).abs() < 1e-4 && (high - 0.6579).abs() < 1e-4,
            "{low} {high}"
        );
        assert!(wilson(0.0, 10.0)[0] < 1e-15 && wilson(1.0, 10.0)[1] > 1.0 - 1e-15);
    }

    #[test]
    fn what_differs_is_counted() {
        let layer = Dense {
            inputs: 1,
            outputs: 1,
            weights: vec![1.0],
            biases: vec![0.0],
            activation: Activation::None,
        };
        let network = Network::new(vec![layer]).unwrap();
        let data = Labelled::new(&network, vec![1.0, -1.0, 2.0, 3.0], vec![1, 0, 0, 1]).unwrap();
        let got = Outcome::of(&network, &data, &[1.0, 1.0, 2.0]).unwrap();
        assert_eq!(
            (got.samples, got.accuracy, got.software),
            (3, 1.0 / 3.0, 2.0 / 3.0)
        );
        assert_eq!(got.agreement, 2.0 / 3.0);
        assert!((got.error - (4.0f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!(Outcome::of(&network, &data, &[]).is_err());
        assert!(Outcome::of(&network, &data, &[0.0; 5]).is_err());
    }
}
