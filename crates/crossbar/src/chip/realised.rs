//! A chip as one programming made it, and what it answers.

use super::converter::{Converter, Tally};
use super::mapped::check_samples;
use super::{Block, Chip, ConvertedAt, DriftPer, Effects, FaultAt};
use crate::{Array, CrossbarError, Solution, Solver};
use memrilab_core::Stream;
use memrilab_core::stream::{normal, u53};
use std::ops::Range;
use std::sync::Arc;

/// The devices after every effect, ready to multiply.
#[derive(Debug, Clone)]
pub struct Realised {
    chip: Arc<Chip>,
    effects: Effects,
    faults: Vec<FaultAt>,
    solvers: Vec<Solver>,
    /// For each block, where devices are linear.
    blocks: Option<Vec<Linear>>,
    noise: Stream,
}

/// A block of linear devices, solved for all inputs.
#[derive(Debug, Clone)]
struct Linear {
    /// Current of each bit line for 1 V on one word line: word lines x bit lines, in siemens.
    transfer: Vec<f64>,
    /// Current into each word line for 1 V on one: word lines x word lines, in siemens.
    admittance: Vec<f64>,
}

/// What samples came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ran {
    /// Outputs, sample after sample.
    pub outputs: Vec<f64>,
    /// Conversions, and those that were clipped.
    pub tally: Tally,
    /// Power that the array takes in the products of one sample, added up, in watts; the
    /// mean over the samples. Times the length of a read pulse it is the energy of a sample.
    pub watts: f64,
}

/// Currents of one product.
struct Product {
    currents: Vec<f64>,
    /// Sum of the squares of what each bit line's current is made of.
    squares: Vec<f64>,
    watts: f64,
}

impl Realised {
    /// Draws every random effect, each from a stream of its own, so that switching one leaves
    /// the others' draws as they are.
    ///
    /// # Errors
    /// [`CrossbarError`] for effects out of range and networks that cannot be solved.
    pub fn new(
        chip: &Arc<Chip>,
        effects: &Effects,
        seed: u64,
        draw: u64,
    ) -> Result<Self, CrossbarError> {
        effects.check()?;
        let wires = effects.wires.unwrap_or_default();
        let law = effects.law.unwrap_or_default();
        let (rows, columns) = (chip.layout.rows, chip.layout.columns);
        let mut solvers = Vec::new();
        let (arrays, faults) = devices(chip, effects, seed, draw);
        for siemens in arrays {
            let array = Array::of_conductances(rows, columns, &siemens)?;
            solvers.push(Solver::with_law(&array, &wires, law)?);
        }
        let mut realised = Self {
            chip: chip.clone(),
            effects: effects.clone(),
            faults,
            solvers,
            blocks: None,
            noise: Stream::new(seed, "read noise", draw, 0),
        };
        if law.is_linear() {
            let blocks = &chip.layout.blocks;
            let linear: Result<_, _> = blocks.iter().map(|b| realised.linear(b)).collect();
            realised.blocks = Some(linear?);
        }
        Ok(realised)
    }

    /// The conductances of one array, row by row, in siemens.
    #[must_use]
    pub fn conductance(&self, array: usize) -> &[f64] {
        self.solvers[array].array().conductance()
    }

    /// The devices that are faulty, of all arrays.
    #[must_use]
    pub fn faults(&self) -> &[FaultAt] {
        &self.faults
    }

    /// The outputs of samples, one after the other; read noise goes on where it was.
    ///
    /// # Errors
    /// As [`Chip::new`] for the samples, [`Solver::solve`] for devices that are not linear.
    pub fn run(&mut self, samples: &[f64]) -> Result<Ran, CrossbarError> {
        check_samples(&self.chip.network, samples)?;
        let mut ran = Ran {
            outputs: Vec::new(),
            tally: Tally::default(),
            watts: 0.0,
        };
        let inputs = self.chip.network.inputs();
        for sample in samples.chunks_exact(inputs) {
            let (outputs, watts) = self.forward(sample, &mut ran.tally)?;
            ran.outputs.extend(outputs);
            ran.watts += watts;
        }
        ran.watts /= (samples.len() / inputs) as f64;
        Ok(ran)
    }

    /// Every voltage and current of one array while it works on one layer of a sample, without
    /// read noise.
    ///
    /// # Errors
    /// As [`Realised::run`]; [`CrossbarError::Length`] for a layer that the array does not hold.
    pub fn solution(
        &self,
        array: usize,
        layer: usize,
        sample: &[f64],
    ) -> Result<(Vec<f64>, Solution), CrossbarError> {
        check_samples(&self.chip.network, sample)?;
        let quiet = Effects {
            read_noise: None,
            ..self.effects.clone()
        };
        let mut quiet = Self {
            effects: quiet,
            ..self.clone()
        };
        let mut tally = Tally::default();
        let mut values = sample.to_vec();
        for number in 0..layer {
            values = quiet.layer(number, &values, &mut tally)?.0;
        }
        let volts = quiet.volts(layer, &values, &mut tally);
        let blocks = &self.chip.layout.blocks;
        let here = blocks.iter().find(|b| b.array == array && b.layer == layer);
        let Some(block) = here else {
            return Err(CrossbarError::Length {
                what: "layers of that array",
                expected: 0,
                got: layer + 1,
            });
        };
        let inputs = self.driven(block, &volts);
        let solution = self.solvers[array].solve(&inputs)?;
        Ok((inputs, solution))
    }

    fn forward(
        &mut self,
        sample: &[f64],
        tally: &mut Tally,
    ) -> Result<(Vec<f64>, f64), CrossbarError> {
        let (mut values, mut watts) = (sample.to_vec(), 0.0);
        for number in 0..self.chip.network.layers().len() {
            let (next, taken) = self.layer(number, &values, tally)?;
            (values, watts) = (next, watts + taken);
        }
        Ok((values, watts))
    }

    fn layer(
        &mut self,
        number: usize,
        values: &[f64],
        tally: &mut Tally,
    ) -> Result<(Vec<f64>, f64), CrossbarError> {
        let chip = self.chip.clone();
        let layer = &chip.network.layers()[number];
        let scale = &chip.scales[number];
        let volts = self.volts(number, values, tally);
        let adc = self.effects.adc.map(|adc| {
            let full = match adc.at {
                ConvertedAt::Column => scale.column,
                ConvertedAt::Difference => scale.difference,
            };
            (adc.at, Converter::new(adc.bits, full * adc.range))
        });
        let mut sums = vec![0.0; layer.outputs];
        let mut watts = 0.0;
        for (index, block) in chip.layout.blocks.iter().enumerate() {
            if block.layer != number {
                continue;
            }
            let mut product = self.product(index, block, &volts)?;
            watts += product.watts;
            if let Some(noise) = self.effects.read_noise {
                for (current, square) in product.currents.iter_mut().zip(&product.squares) {
                    *current += noise * libm::sqrt(*square) * normal(&mut self.noise);
                }
            }
            let mut convert = |value: f64, converter: &Converter| {
                let (value, clipped) = converter.convert(value);
                tally.adc += 1;
                tally.adc_clipped += u64::from(clipped);
                value
            };
            if let Some((ConvertedAt::Column, converter)) = &adc {
                for current in &mut product.currents {
                    *current = convert(*current, converter);
                }
            }
            for (k, output) in block.outputs.clone().enumerate() {
                let (plus, minus) = chip.options.coding.place(k, block.outputs.len());
                let mut difference = product.currents[plus] - product.currents[minus];
                if let Some((ConvertedAt::Difference, converter)) = &adc {
                    difference = convert(difference, converter);
                }
                sums[output] += difference;
            }
        }
        let outputs = chip.finished(number, &sums);
        Ok((outputs, watts))
    }

    /// Voltages of a layer's inputs.
    fn volts(&self, layer: usize, values: &[f64], tally: &mut Tally) -> Vec<f64> {
        let v_read = self.chip.options.v_read;
        let mut volts = self.chip.volts(layer, values);
        if let Some(dac) = self.effects.dac {
            let converter = Converter::new(dac.bits, v_read);
            for volt in &mut volts {
                let (value, clipped) = converter.convert(*volt);
                *volt = value;
                tally.dac += 1;
                tally.dac_clipped += u64::from(clipped);
            }
        }
        volts
    }

    /// The voltages of all word lines of a block's array.
    fn driven(&self, block: &Block, volts: &[f64]) -> Vec<f64> {
        self.chip.word_lines(block, volts)
    }

    fn product(
        &self,
        index: usize,
        block: &Block,
        volts: &[f64],
    ) -> Result<Product, CrossbarError> {
        let width = self.chip.options.coding.columns(block.outputs.len());
        let mut product = Product {
            currents: vec![0.0; width],
            squares: vec![0.0; width],
            watts: 0.0,
        };
        if let Some(linear) = self.blocks.as_ref().map(|blocks| &blocks[index]) {
            let volts = &volts[block.inputs.clone()];
            for (i, volt) in volts.iter().enumerate().filter(|(_, v)| **v != 0.0) {
                let row = &linear.transfer[i * width..(i + 1) * width];
                for (current, siemens) in product.currents.iter_mut().zip(row) {
                    *current += volt * siemens;
                }
                // Only noise asks what a current is made of.
                if self.effects.read_noise.is_some() {
                    for (square, siemens) in product.squares.iter_mut().zip(row) {
                        *square += (volt * siemens) * (volt * siemens);
                    }
                }
                let row = &linear.admittance[i * volts.len()..(i + 1) * volts.len()];
                let current: f64 = row.iter().zip(volts).map(|(y, v)| y * v).sum();
                product.watts += volt * current;
            }
            return Ok(product);
        }
        let inputs = self.driven(block, volts);
        let solution = self.solvers[block.array].solve(&inputs)?;
        product.currents.copy_from_slice(&solution.outputs[..width]);
        for row in solution.devices.chunks_exact(self.chip.layout.columns) {
            for (square, current) in product.squares.iter_mut().zip(row) {
                *square += current * current;
            }
        }
        let pairs = inputs.iter().zip(&solution.inputs);
        product.watts = pairs.map(|(v, i)| v * i).sum();
        Ok(product)
    }

    fn linear(&self, block: &Block) -> Result<Linear, CrossbarError> {
        let rows: Range<usize> = block.rows();
        let width = self.chip.options.coding.columns(block.outputs.len());
        let mut inputs = vec![0.0; self.chip.layout.rows];
        let (mut transfer, mut admittance) = (Vec::new(), Vec::new());
        for row in rows.clone() {
            inputs[row] = 1.0;
            let solution = self.solvers[block.array].solve(&inputs)?;
            transfer.extend_from_slice(&solution.outputs[..width]);
            admittance.extend_from_slice(&solution.inputs[rows.clone()]);
            inputs[row] = 0.0;
        }
        Ok(Linear {
            transfer,
            admittance,
        })
    }
}

/// The conductances of each array after everything that happens to devices, and the faults.
fn devices(chip: &Chip, effects: &Effects, seed: u64, draw: u64) -> (Vec<Vec<f64>>, Vec<FaultAt>) {
    let (rows, columns) = (chip.layout.rows, chip.layout.columns);
    let window = &chip.options.window;
    let mut arrays = chip.targets.clone();
    if let Some(levels) = effects.levels {
        let step = (window.g_max - window.g_min) / f64::from(levels - 1);
        for g in arrays.iter_mut().flatten() {
            *g = window.g_min + ((*g - window.g_min) / step).round() * step;
        }
    }
    if let Some(error) = effects.programming {
        for (number, array) in arrays.iter_mut().enumerate() {
            if let Some(real) = &chip.programmed[number] {
                array.clone_from(real);
                continue;
            }
            let mut rng = Stream::new(seed, "programming error", draw, number as u64);
            for g in array {
                *g *= 1.0 + error * (2.0 * u53(&mut rng) - 1.0);
            }
        }
    }
    if let Some(drift) = effects.drift.filter(|d| d.sigma > 0.0) {
        let shift = drift.preserve.shift(drift.sigma);
        let factor = |rng: &mut Stream| libm::exp(drift.sigma * normal(rng) + shift);
        match drift.per {
            DriftPer::Device => {
                for (number, array) in arrays.iter_mut().enumerate() {
                    let mut rng = Stream::new(seed, "drift of devices", draw, number as u64);
                    for g in array {
                        *g *= factor(&mut rng);
                    }
                }
            }
            DriftPer::Weight => drift_weights(chip, &mut arrays, (seed, draw), factor),
        }
    }
    let mut found = Vec::new();
    if let Some(faults) = &effects.faults {
        for (number, array) in arrays.iter_mut().enumerate() {
            let mut rng = Stream::new(seed, "faults", draw, number as u64);
            let all = faults.draw(number, (rows, columns), &mut rng);
            for (at, fault) in all.into_iter().enumerate() {
                let Some(fault) = fault else { continue };
                array[at] = super::fault::left(fault, window);
                found.push(FaultAt {
                    array: number,
                    row: at / columns,
                    column: at % columns,
                    fault,
                });
            }
        }
    }
    (arrays, found)
}

/// One factor for each weight of a layer, in the order of the layer.
fn drift_weights(
    chip: &Chip,
    arrays: &mut [Vec<f64>],
    (seed, draw): (u64, u64),
    factor: impl Fn(&mut Stream) -> f64,
) {
    let columns = chip.layout.columns;
    let coding = chip.options.coding;
    for (number, layer) in chip.network.layers().iter().enumerate() {
        let mut rng = Stream::new(seed, "drift of weights", draw, number as u64);
        let count = chip.coded[number].plus.len();
        let factors: Vec<f64> = (0..count).map(|_| factor(&mut rng)).collect();
        let blocks = chip.layout.blocks.iter().filter(|b| b.layer == number);
        for block in blocks {
            let array = &mut arrays[block.array];
            for (row, input) in block.rows().zip(block.inputs.clone()) {
                for (k, output) in block.outputs.clone().enumerate() {
                    let by = factors[input * layer.outputs + output];
                    let (plus, minus) = coding.place(k, block.outputs.len());
                    let (plus, minus) = (row * columns + plus, row * columns + minus);
                    match coding {
                        super::Coding::Reference => {
                            let rest = array[minus];
                            array[plus] = (rest + (array[plus] - rest) * by).max(0.0);
                        }
                        _ => {
                            array[plus] *= by;
                            array[minus] *= by;
                        }
                    }
                }
            }
        }
    }
}
