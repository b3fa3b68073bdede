//! What one input gives: every voltage and every current.

use crate::{Array, Law, Wires};

/// The state of a crossbar for one vector of input voltages.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Voltage of each crossing on its word line, word line by word line.
    pub word: Vec<f64>,
    /// Voltage of each crossing on its bit line.
    pub bit: Vec<f64>,
    /// Current through each device, from word line to bit line.
    pub devices: Vec<f64>,
    /// Current into each word line.
    pub inputs: Vec<f64>,
    /// Current out of each bit line.
    pub outputs: Vec<f64>,
    /// Current in the segment that reaches each crossing of a word line, from the left.
    pub along_word: Vec<f64>,
    /// Current in the segment that leaves each crossing of a bit line, downwards.
    pub along_bit: Vec<f64>,
}

impl Solution {
    /// From the voltages: currents of devices by their law, and those of wires by Kirchhoff's
    /// along each line, which holds for ideal wires too.
    pub(crate) fn of(array: &Array, law: &Law, word: Vec<f64>, bit: Vec<f64>) -> Self {
        let (rows, columns) = (array.rows(), array.columns());
        let pairs = word.iter().zip(&bit).zip(array.conductance());
        let devices: Vec<f64> = pairs.map(|((w, b), g)| law.current(*g, w - b)).collect();
        let (mut along_word, mut along_bit) = (devices.clone(), devices.clone());
        for i in 0..rows {
            for j in (0..columns.saturating_sub(1)).rev() {
                along_word[i * columns + j] += along_word[i * columns + j + 1];
            }
        }
        for i in 1..rows {
            for j in 0..columns {
                along_bit[i * columns + j] += along_bit[(i - 1) * columns + j];
            }
        }
        Self {
            inputs: (0..rows).map(|i| along_word[i * columns]).collect(),
            outputs: along_bit[(rows - 1) * columns..].to_vec(),
            word,
            bit,
            devices,
            along_word,
            along_bit,
        }
    }

    /// The largest difference, in amperes, between the current of a wire by Ohm's law and by
    /// Kirchhoff's: rounding, and nothing else, if the network was solved.
    ///
    /// # Panics
    /// If the solution is not of this array.
    #[must_use]
    pub fn residual(&self, array: &Array, wires: &Wires, inputs: &[f64]) -> f64 {
        let (rows, columns) = (array.rows(), array.columns());
        let mut worst = 0.0f64;
        let mut compare = |from: f64, to: f64, ohms: f64, current: f64| {
            if ohms > 0.0 {
                worst = worst.max(((from - to) / ohms - current).abs());
            }
        };
        for (i, input) in inputs.iter().enumerate() {
            for j in 0..columns {
                let at = i * columns + j;
                let (from, ohms) = match j {
                    0 => (*input, wires.input),
                    _ => (self.word[at - 1], wires.word),
                };
                compare(from, self.word[at], ohms, self.along_word[at]);
                let (to, ohms) = match i + 1 == rows {
                    true => (0.0, wires.output),
                    false => (self.bit[at + columns], wires.bit),
                };
                compare(self.bit[at], to, ohms, self.along_bit[at]);
            }
        }
        worst
    }
}
