//! What samples came to on an array that is somewhere else.

use memrilab_analog::certify::binomial;
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::chip::{Labelled, Network};
use serde::Serialize;

/// An accuracy, and what it may be of all samples there are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "MeasuredAccuracy"))]
pub struct Accuracy {
    /// Share of samples told right.
    pub share: f64,
    /// Its 95 % interval, Clopper and Pearson's.
    pub interval: [f64; 2],
}

impl Accuracy {
    fn of(right: usize, all: usize) -> Result<Self, CrossbarError> {
        let end = |end: Result<f64, memrilab_analog::Error>| {
            end.map_err(|e| CrossbarError::Network(e.to_string()))
        };
        let (k, n) = (right as u64, all as u64);
        Ok(Self {
            share: right as f64 / all as f64,
            interval: [
                end(binomial::lower(k, n, 0.025))?,
                end(binomial::upper(k, n, 0.025))?,
            ],
        })
    }
}

/// An array beside the network in floating point, on the first samples of a test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "ArrayOutcome"))]
pub struct Outcome {
    /// Samples that went through the array.
    pub points: usize,
    /// Accuracy on the array.
    pub array: Accuracy,
    /// The same samples in floating point.
    pub software: Accuracy,
    /// Share of samples that both put in the same class.
    pub agreement: f64,
    /// Root mean square of the differences of outputs.
    pub rms_error: f64,
    /// Root mean square of the outputs in floating point.
    pub rms_software: f64,
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
        let exact = &data.outputs()[..outputs.len()];
        let classes = |outputs: &[f64]| -> Vec<usize> {
            outputs.chunks_exact(width).map(Network::class).collect()
        };
        let (here, there) = (classes(outputs), classes(exact));
        let right = |classes: &[usize]| {
            let pairs = classes.iter().zip(data.labels());
            pairs.filter(|(c, l)| **c == usize::from(**l)).count()
        };
        let alike = here.iter().zip(&there).filter(|(a, b)| a == b).count();
        let rms = |squares: f64| libm::sqrt(squares / outputs.len() as f64);
        let differences = outputs.iter().zip(exact).map(|(a, b)| (a - b) * (a - b));
        Ok(Self {
            points: samples,
            array: Accuracy::of(right(&here), samples)?,
            software: Accuracy::of(right(&there), samples)?,
            agreement: alike as f64 / samples as f64,
            rms_error: rms(differences.sum()),
            rms_software: rms(exact.iter().map(|z| z * z).sum()),
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
            (got.points, got.array.share, got.software.share),
            (3, 1.0 / 3.0, 2.0 / 3.0)
        );
        assert_eq!(got.agreement, 2.0 / 3.0);
        // 1 of 3: 1 - (1 - 0.025)^(1/3), and its other end from a table.
        let [low, high] = got.array.interval;
        assert!((low - (1.0 - 0.975f64.cbrt())).abs() < 1e-9, "{low}");
        assert!((high - 0.9057).abs() < 1e-4, "{high}");
        assert!((got.rms_error - (4.0f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((got.rms_software - 2.0f64.sqrt()).abs() < 1e-15);
        assert!(Outcome::of(&network, &data, &[]).is_err());
        assert!(Outcome::of(&network, &data, &[0.0; 5]).is_err());
    }
}
