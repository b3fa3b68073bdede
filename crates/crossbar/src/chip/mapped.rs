//! The conductances that a network asks for, and the scales of its signals.

use super::{Block, Coded, Coding, ConductanceWindow, Effects, Layout, Network, Realised};
use crate::CrossbarError;
use crate::program::Targets;
use memrilab_analog::moons::Bias;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How a network is put on arrays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ChipOptions {
    /// Word lines of an array.
    pub rows: usize,
    /// Bit lines of an array.
    pub columns: usize,
    /// How the sign of a weight is kept.
    pub coding: Coding,
    /// The conductances that devices are set to.
    pub window: ConductanceWindow,
    /// Where biases are kept.
    pub bias: Bias,
    /// The voltage of the largest input, in volts.
    pub v_read: f64,
}

impl ChipOptions {
    /// An array of the paper's size with pairs and a bias row; the window of METHOD 5, 0.2 to
    /// 6 uS, and 0.1 V are assumptions.
    #[must_use]
    pub fn square(side: usize) -> Self {
        Self {
            rows: side,
            columns: side,
            coding: Coding::OneSided,
            window: ConductanceWindow {
                g_min: 0.2e-6,
                g_max: 6e-6,
            },
            bias: Bias::Row,
            v_read: 0.1,
        }
    }
}

impl ChipOptions {
    /// Checks what does not depend on a network.
    ///
    /// # Errors
    /// [`CrossbarError`] for a read voltage or a window that is none.
    pub fn check(&self) -> Result<(), CrossbarError> {
        if !(self.v_read.is_finite() && self.v_read > 0.0) {
            return Err(CrossbarError::Parameter {
                what: "the read voltage",
                value: self.v_read,
                must: "be above 0",
            });
        }
        self.coding.set(&self.window, &[1.0]).map(|_| ())
    }
}

/// What the calibration samples reach in one layer, on ideal devices.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Scale {
    /// The largest absolute input, the bias row's 1 included.
    pub(crate) input: f64,
    /// The largest current of a bit line, in amperes.
    pub(crate) column: f64,
    /// The largest difference of the two of an output.
    pub(crate) difference: f64,
    /// The largest weight, which conductances are scaled by.
    pub(crate) w_max: f64,
}

/// A network mapped onto arrays, before anything went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    pub(crate) network: Network,
    pub(crate) options: ChipOptions,
    pub(crate) layout: Layout,
    /// For each array, row by row.
    pub(crate) targets: Vec<Vec<f64>>,
    /// What programming made of the targets, where it was done.
    pub(crate) programmed: Vec<Option<Vec<f64>>>,
    /// For each layer.
    pub(crate) scales: Vec<Scale>,
    pub(crate) coded: Vec<Coded>,
}

impl Chip {
    /// Maps a network. The samples, one after the other, set the full scale of inputs and
    /// converters; take those that were trained on.
    ///
    /// Devices without a weight rest at `Gmin`.
    ///
    /// # Errors
    /// [`CrossbarError`] for options out of range, an array without room for a weight, or
    /// samples of another size or that are not finite.
    pub fn new(
        network: &Network,
        options: ChipOptions,
        samples: &[f64],
    ) -> Result<Self, CrossbarError> {
        let layout = Layout::of(
            network,
            options.rows,
            options.columns,
            options.coding,
            options.bias,
        )?;
        options.check()?;
        check_samples(network, samples)?;
        let mut coded = Vec::new();
        for layer in network.layers() {
            let weights: &[f64] = &layer.weights;
            let all = match options.bias {
                Bias::Row => [weights, &layer.biases].concat(),
                Bias::Digital => weights.to_vec(),
            };
            coded.push(options.coding.set(&options.window, &all)?);
        }
        let devices = layout.rows * layout.columns;
        let mut chip = Self {
            network: network.clone(),
            options,
            targets: vec![vec![options.window.g_min; devices]; layout.arrays],
            programmed: vec![None; layout.arrays],
            layout,
            scales: Vec::new(),
            coded,
        };
        for block in chip.layout.blocks.clone() {
            chip.place(&block);
        }
        chip.calibrate(samples);
        Ok(chip)
    }

    /// The network it holds.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// How it was put on arrays.
    #[must_use]
    pub fn options(&self) -> &ChipOptions {
        &self.options
    }

    /// Where its layers stand.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The conductances that one array is to have, row by row, in siemens.
    #[must_use]
    pub fn targets(&self, array: usize) -> &[f64] {
        &self.targets[array]
    }

    /// Which devices of an array carry a weight, or the reference of one.
    #[must_use]
    pub fn used(&self, array: usize) -> Vec<bool> {
        let mut used = vec![false; self.layout.rows * self.layout.columns];
        for block in self.layout.blocks.iter().filter(|b| b.array == array) {
            let width = self.options.coding.columns(block.outputs.len());
            for row in block.rows() {
                let first = row * self.layout.columns;
                used[first..first + width].fill(true);
            }
        }
        used
    }

    /// What is to be written into one array, with the devices that are [`used`](Self::used).
    #[must_use]
    pub fn to_write(&self, array: usize) -> Targets {
        let (rows, columns) = (self.layout.rows, self.layout.columns);
        Targets {
            used: Some(self.used(array)),
            ..Targets::of(rows, columns, self.targets(array).to_vec())
        }
    }

    /// Asks for another conductance of one device, in siemens.
    ///
    /// # Errors
    /// [`CrossbarError::Device`] for one that is none, [`CrossbarError::Length`] for a device
    /// that is not there.
    pub fn set_target(
        &mut self,
        (array, row, column): (usize, usize, usize),
        siemens: f64,
    ) -> Result<(), CrossbarError> {
        let (rows, columns) = (self.layout.rows, self.layout.columns);
        if array >= self.layout.arrays || row >= rows || column >= columns {
            return Err(CrossbarError::Length {
                what: "devices",
                expected: rows * columns * self.layout.arrays,
                got: (array * rows + row) * columns + column + 1,
            });
        }
        if !(siemens.is_finite() && siemens >= 0.0) {
            return Err(CrossbarError::Device {
                row: row + 1,
                column: column + 1,
                what: "conductance",
                value: siemens,
                unit: "S",
            });
        }
        self.targets[array][row * columns + column] = siemens;
        Ok(())
    }

    /// Takes what programming made of one array, instead of a stated programming error.
    ///
    /// # Errors
    /// As [`crate::Array::of_conductances`].
    pub fn set_programmed(&mut self, array: usize, siemens: Vec<f64>) -> Result<(), CrossbarError> {
        crate::Array::of_conductances(self.layout.rows, self.layout.columns, &siemens)?;
        let arrays = self.layout.arrays;
        let Some(place) = self.programmed.get_mut(array) else {
            return Err(CrossbarError::Length {
                what: "arrays",
                expected: arrays,
                got: array + 1,
            });
        };
        *place = Some(siemens);
        Ok(())
    }

    /// The chip as one programming made it.
    ///
    /// # Errors
    /// As [`Realised::new`].
    pub fn realise(
        self: &Arc<Self>,
        effects: &Effects,
        seed: u64,
        draw: u64,
    ) -> Result<Realised, CrossbarError> {
        Realised::new(self, effects, seed, draw)
    }

    /// Numbers that are driven into a layer: its inputs, and 1 for a bias row.
    pub(crate) fn driven(&self, layer: usize, values: &[f64]) -> Vec<f64> {
        let mut driven = values.to_vec();
        if self.options.bias == Bias::Row {
            driven.push(1.0);
        }
        debug_assert!(driven.len() >= self.network.layers()[layer].inputs);
        driven
    }

    /// Voltages that a layer's inputs ask for.
    pub(crate) fn volts(&self, layer: usize, values: &[f64]) -> Vec<f64> {
        let unit = self.options.v_read / self.scales[layer].input;
        let driven = self.driven(layer, values);
        driven.into_iter().map(|value| value * unit).collect()
    }

    /// The voltages of all word lines of a block's array.
    pub(crate) fn word_lines(&self, block: &Block, volts: &[f64]) -> Vec<f64> {
        let mut lines = vec![0.0; self.layout.rows];
        lines[block.rows()].copy_from_slice(&volts[block.inputs.clone()]);
        lines
    }

    /// A layer's outputs, from the differences of currents of its outputs, added up.
    pub(crate) fn finished(&self, layer: usize, amperes: &[f64]) -> Vec<f64> {
        let (scale, layer) = (&self.scales[layer], &self.network.layers()[layer]);
        let unit = self.options.v_read / scale.input;
        let per_ampere = scale.w_max / (self.options.coding.span(&self.options.window) * unit);
        let finish = |(sum, bias): (&f64, &f64)| {
            let bias = match self.options.bias {
                Bias::Row => 0.0,
                Bias::Digital => *bias,
            };
            layer.activation.of(sum * per_ampere + bias)
        };
        amperes.iter().zip(&layer.biases).map(finish).collect()
    }

    fn place(&mut self, block: &Block) {
        let outputs = self.network.layers()[block.layer].outputs;
        let (coding, columns) = (self.options.coding, self.layout.columns);
        let coded = &self.coded[block.layer];
        for (row, input) in block.rows().zip(block.inputs.clone()) {
            for (k, output) in block.outputs.clone().enumerate() {
                let (plus, minus) = coding.place(k, block.outputs.len());
                let weight = input * outputs + output;
                self.targets[block.array][row * columns + plus] = coded.plus[weight];
                self.targets[block.array][row * columns + minus] = coded.minus[weight];
            }
        }
    }

    fn calibrate(&mut self, samples: &[f64]) {
        let mut scales = vec![Scale::default(); self.network.layers().len()];
        let inputs = self.network.inputs();
        let forward = |visit: &mut dyn FnMut(usize, &[f64])| {
            for sample in samples.chunks_exact(inputs) {
                let mut values = sample.to_vec();
                for (number, layer) in self.network.layers().iter().enumerate() {
                    visit(number, &self.driven(number, &values));
                    values = layer.after(&values);
                }
            }
        };
        forward(&mut |layer, driven| {
            let most = driven.iter().fold(0.0f64, |m, x| m.max(x.abs()));
            scales[layer].input = scales[layer].input.max(most);
        });
        for (scale, coded) in scales.iter_mut().zip(&self.coded) {
            // Inputs that are all 0 have no scale; any will do.
            scale.input = if scale.input > 0.0 { scale.input } else { 1.0 };
            scale.w_max = coded.w_max;
        }
        forward(&mut |layer, driven| {
            let unit = self.options.v_read / scales[layer].input;
            let blocks = self.layout.blocks.iter().filter(|b| b.layer == layer);
            for block in blocks {
                let currents = self.ideal(block, driven, unit);
                let scale = &mut scales[layer];
                for k in 0..block.outputs.len() {
                    let (plus, minus) = self.options.coding.place(k, block.outputs.len());
                    let (plus, minus) = (currents[plus], currents[minus]);
                    scale.column = scale.column.max(plus.abs()).max(minus.abs());
                    scale.difference = scale.difference.max((plus - minus).abs());
                }
            }
        });
        self.scales = scales;
    }

    /// Currents of a block's bit lines on ideal devices and wires.
    fn ideal(&self, block: &Block, driven: &[f64], unit: f64) -> Vec<f64> {
        let columns = self.layout.columns;
        let mut currents = vec![0.0; self.options.coding.columns(block.outputs.len())];
        for (row, input) in block.rows().zip(block.inputs.clone()) {
            let volts = driven[input] * unit;
            if volts == 0.0 {
                continue;
            }
            let devices = &self.targets[block.array][row * columns..];
            for (current, g) in currents.iter_mut().zip(devices) {
                *current += volts * g;
            }
        }
        currents
    }
}

/// Whole samples of finite numbers.
pub(crate) fn check_samples(network: &Network, samples: &[f64]) -> Result<(), CrossbarError> {
    let inputs = network.inputs();
    if samples.is_empty() || !samples.len().is_multiple_of(inputs) {
        return Err(CrossbarError::Network(format!(
            "it takes samples of {inputs} numbers, and {} numbers are not a whole number of them",
            samples.len()
        )));
    }
    match samples.iter().position(|x| !x.is_finite()) {
        None => Ok(()),
        Some(place) => Err(CrossbarError::Network(format!(
            "sample {} holds a number that is not finite",
            place / inputs + 1
        ))),
    }
}
