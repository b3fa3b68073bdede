//! What samples came to on an array that is somewhere else.

use memrilab_analog::certify::binomial;
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
    /// Its 95 % interval, Clopper and Pearson's.
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
        let hits = right(&here);
        let end = |end: Result<f64, memrilab_analog::Error>| {
            end.map_err(|e| CrossbarError::Network(e.to_string()))
        };
        let (k, all) = (hits as u64, samples as u64);
        let squares: f64 = outputs
            .iter()
            .zip(exact)
            .map(|(a, b)| (a - b) * (a - b))
            .sum();
        Ok(Self {
            samples,
            accuracy: share(hits),
            interval: [
                end(binomial::lower(k, all, 0.025))?,
                end(binomial::upper(k, all, 0.025))?,
            ],
            software: share(right(&there)),
            agreement: share(here.iter().zip(&there).filter(|(a, b)| a == b).count()),
            error: libm::sqrt(squares / outputs.len() as f64),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use memrilab_crossbar::chip::{Activation, Dense};

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
        // 1 of 3: 1 - (1 - 0.025)^(1/3), and its other end from a table.
        let [low, high] = got.interval;
        assert!((low - (1.0 - 0.975f64.cbrt())).abs() < 1e-9, "{low}");
        assert!((high - 0.9057).abs() < 1e-4, "{high}");
        assert!((got.error - (4.0f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!(Outcome::of(&network, &data, &[]).is_err());
        assert!(Outcome::of(&network, &data, &[0.0; 5]).is_err());
    }
}
