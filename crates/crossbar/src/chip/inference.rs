//! A sample on an array that is somewhere else: which voltages it wants, product by product.

use super::mapped::check_samples;
use super::{Block, Chip};
use crate::CrossbarError;
use memrilab_core::finite;
use std::borrow::Borrow;

/// One sample on its way through a chip (borrowed or shared) whose products are made by someone else: a board, or
/// an emulated one. The caller asks which product is [`wanted`](Self::wanted), makes it, and
/// [tells](Self::told) the currents.
///
/// ```
/// use memrilab_analog::moons::MoonsNet;
/// use memrilab_crossbar::chip::{Chip, ChipOptions, Inference, Network};
/// let net = MoonsNet { hidden: 1, w1: vec![2.0, -1.0, 0.5], w2: vec![3.0, -1.5] };
/// let network = Network::of_moons(&net)?;
/// let chip = Chip::new(&network, ChipOptions::square(10), &[0.3, 0.4])?;
/// let mut sample = Inference::new(&chip, &[0.3, 0.4])?;
/// while let Some((array, volts)) = sample.wanted() {
///     let g = chip.targets(array);
///     let column = |j: usize| volts.iter().enumerate().map(|(i, v)| v * g[10 * i + j]).sum();
///     let currents: Vec<f64> = (0..10).map(column).collect();
///     sample.told(&currents)?;
/// }
/// assert!((sample.outputs().unwrap()[0] - network.forward(&[0.3, 0.4])[0]).abs() < 1e-12);
/// # Ok::<(), memrilab_crossbar::CrossbarError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Inference<C> {
    chip: C,
    layer: usize,
    /// Which block of the chip comes next.
    block: usize,
    /// Voltages of the layer's inputs.
    volts: Vec<f64>,
    /// Differences of currents of the layer's outputs so far.
    sums: Vec<f64>,
    outputs: Option<Vec<f64>>,
}

impl<C: Borrow<Chip>> Inference<C> {
    /// A sample that waits for its first product.
    ///
    /// # Errors
    /// [`CrossbarError::Network`] for a sample of another size or that is not finite.
    pub fn new(chip: C, sample: &[f64]) -> Result<Self, CrossbarError> {
        let mapped = chip.borrow();
        check_samples(&mapped.network, sample)?;
        Ok(Self {
            layer: 0,
            block: 0,
            volts: mapped.volts(0, sample),
            sums: vec![0.0; mapped.network.layers()[0].outputs],
            outputs: None,
            chip,
        })
    }

    fn next(&self) -> Option<&Block> {
        let block = self.chip.borrow().layout.blocks.get(self.block)?;
        (block.layer == self.layer).then_some(block)
    }

    /// The array and the voltages of its word lines; nothing when the outputs are there.
    #[must_use]
    pub fn wanted(&self) -> Option<(usize, Vec<f64>)> {
        let block = self.next().filter(|_| self.outputs.is_none())?;
        Some((
            block.array,
            self.chip.borrow().word_lines(block, &self.volts),
        ))
    }

    /// Takes in the currents of the array's bit lines, in amperes.
    ///
    /// # Errors
    /// [`CrossbarError::Length`] for too few, [`CrossbarError::Network`] for one that is not
    /// finite; the product is wanted again then.
    pub fn told(&mut self, amperes: &[f64]) -> Result<(), CrossbarError> {
        let Some(block) = self.next() else {
            return Ok(());
        };
        let coding = self.chip.borrow().options.coding;
        let width = coding.columns(block.outputs.len());
        if amperes.len() < width {
            return Err(CrossbarError::Length {
                what: "currents",
                expected: width,
                got: amperes.len(),
            });
        }
        for current in &amperes[..width] {
            finite("a current", *current).map_err(|e| CrossbarError::Network(e.to_string()))?;
        }
        let outputs = block.outputs.clone();
        let width = outputs.len();
        for (k, output) in outputs.enumerate() {
            let (plus, minus) = coding.place(k, width);
            self.sums[output] += amperes[plus] - amperes[minus];
        }
        self.block += 1;
        if self.next().is_some() {
            return Ok(());
        }
        let chip = self.chip.borrow();
        let values = chip.finished(self.layer, &self.sums);
        self.layer += 1;
        match chip.network.layers().get(self.layer) {
            None => self.outputs = Some(values),
            Some(layer) => {
                self.volts = chip.volts(self.layer, &values);
                self.sums = vec![0.0; layer.outputs];
            }
        }
        Ok(())
    }

    /// The outputs, once every product was told.
    #[must_use]
    pub fn outputs(&self) -> Option<&[f64]> {
        self.outputs.as_deref()
    }
}
