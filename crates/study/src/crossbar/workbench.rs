//! A network on its arrays, to be looked at while effects are changed.

use super::{labelled, network_of, samples_of};
use crate::networks::{Boundary, Parts, Plane};
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::chip::{
    Chip, ChipOptions, Effects, FaultAt, Labelled, Network, Tally, Waterfall,
};
use memrilab_train::model::Weights;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is fixed while one looks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WorkbenchAbout {
    /// Inputs and outputs of each layer.
    pub layers: Vec<[usize; 2]>,
    /// Word lines and bit lines of an array.
    pub size: [usize; 2],
    /// How many arrays there are.
    pub arrays: usize,
    /// Devices that carry a weight or the reference of one, in all arrays.
    pub used: usize,
    /// For each layer and array that share devices: layer, array, first word line, one past the
    /// last, bit lines.
    pub blocks: Vec<[usize; 5]>,
    /// Accuracy in floating point on the test samples.
    pub software: f64,
    /// Samples of the test.
    pub samples: usize,
    /// Whether the samples are points of a plane, with a boundary.
    pub plane: bool,
}

/// What is wanted of a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Look {
    /// Which array is looked at, from 0.
    pub array: usize,
    /// Which layer it works on.
    pub layer: usize,
    /// The sample it works on: its number in the test part.
    pub sample: usize,
    /// Cells of the boundary along x and y; none for no boundary.
    pub cells: Option<[u32; 2]>,
    /// Seed of everything random.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// Which programming, from 0.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub draw: u64,
}

/// The devices of one array while it works on one sample.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Touched {
    /// Conductance that each device is to have, row by row, in siemens.
    pub target: Vec<f64>,
    /// The one it has.
    pub conductance: Vec<f64>,
    /// Voltage across each device, in volts.
    pub volts: Vec<f64>,
    /// Current through each device, in amperes.
    pub current: Vec<f64>,
    /// Which devices carry a weight or the reference of one.
    pub used: Vec<bool>,
    /// Those that are faulty.
    pub faults: Vec<FaultAt>,
    /// Voltages of the drivers.
    pub inputs: Vec<f64>,
    /// Currents of the bit lines.
    pub outputs: Vec<f64>,
    /// The largest voltage that a device of a driven word line misses for the wires, as a share of
    /// the largest voltage of a driver.
    pub lost: f64,
}

/// A moment of the chip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Frame {
    /// Accuracy of this programming on the test samples.
    pub accuracy: f64,
    /// The same in floating point.
    pub software: f64,
    /// Root mean square of outputs of the chip less those in floating point.
    pub error: f64,
    /// Conversions, and those that were clipped.
    pub tally: Tally,
    /// Power of the products of a sample, added up, in watts.
    pub watts: f64,
    /// The array that is looked at.
    pub touched: Touched,
    /// The plane as the chip sees it.
    #[cfg_attr(feature = "types", ts(type = "Boundary | null"))]
    pub boundary: Option<Boundary>,
}

/// A network, its arrays and its test.
#[derive(Debug)]
pub struct Workbench {
    chip: Arc<Chip>,
    data: Arc<Labelled>,
    /// The plane for a number of cells, and the logits in floating point there.
    plane: Option<(Parts, Option<Sight>)>,
}

/// A plane that is looked at.
#[derive(Debug)]
struct Sight {
    cells: [u32; 2],
    plane: Plane,
    places: Vec<f64>,
    logits: Vec<f32>,
}

impl Workbench {
    /// Maps trained weights; what was learned from sets the scales.
    ///
    /// # Errors
    /// [`CrossbarError`] for a network that no crossbar holds, options out of range, or data that
    /// do not fit.
    pub fn new(
        weights: &Weights,
        parts: Parts,
        options: ChipOptions,
    ) -> Result<Self, CrossbarError> {
        let network = network_of(weights)?;
        let chip = Chip::new(&network, options, &samples_of(&parts.train))?;
        let data = labelled(&network, &parts.test)?;
        let flat = network.inputs() == 2 && network.outputs() == 1;
        Ok(Self {
            chip: Arc::new(chip),
            data: Arc::new(data),
            plane: flat.then_some((parts, None)),
        })
    }

    /// What is fixed.
    #[must_use]
    pub fn about(&self) -> WorkbenchAbout {
        let (network, layout) = (self.chip.network(), self.chip.layout());
        let used = |array| self.chip.used(array).iter().filter(|u| **u).count();
        let block = |b: &memrilab_crossbar::chip::Block| {
            let width = self.chip.options().coding.columns(b.outputs.len());
            [b.layer, b.array, b.rows().start, b.rows().end, width]
        };
        WorkbenchAbout {
            layers: network
                .layers()
                .iter()
                .map(|l| [l.inputs, l.outputs])
                .collect(),
            size: [layout.rows, layout.columns],
            arrays: layout.arrays,
            used: (0..layout.arrays).map(used).sum(),
            blocks: layout.blocks.iter().map(block).collect(),
            software: self.data.accuracy(),
            samples: self.data.labels().len(),
            plane: self.plane.is_some(),
        }
    }

    /// The chip.
    #[must_use]
    pub fn chip(&self) -> &Arc<Chip> {
        &self.chip
    }

    /// The test samples.
    #[must_use]
    pub fn data(&self) -> &Arc<Labelled> {
        &self.data
    }

    /// Asks for other conductances of some devices: array, row, column, siemens.
    ///
    /// # Errors
    /// As [`Chip::set_target`]; nothing is changed then.
    pub fn set(&mut self, devices: &[(usize, usize, usize, f64)]) -> Result<(), CrossbarError> {
        let mut chip = Chip::clone(&self.chip);
        for &(array, row, column, siemens) in devices {
            chip.set_target((array, row, column), siemens)?;
        }
        self.chip = Arc::new(chip);
        Ok(())
    }

    /// Takes what programming made of one array.
    ///
    /// # Errors
    /// As [`Chip::set_programmed`]; nothing is changed then.
    pub fn set_programmed(&mut self, array: usize, siemens: Vec<f64>) -> Result<(), CrossbarError> {
        let mut chip = Chip::clone(&self.chip);
        chip.set_programmed(array, siemens)?;
        self.chip = Arc::new(chip);
        Ok(())
    }

    /// One programming as it is, with its test.
    ///
    /// # Errors
    /// [`CrossbarError`] for effects out of range, something that is not there to be looked at,
    /// or a network that cannot be solved.
    pub fn frame(&mut self, effects: &Effects, look: &Look) -> Result<Frame, CrossbarError> {
        let chip = self.chip.clone();
        let mut realised = chip.realise(effects, look.seed, look.draw)?;
        let samples = self.data.samples();
        let ran = realised.run(samples)?;
        let network = chip.network();
        let pairs = ran.outputs.iter().zip(self.data.outputs());
        let squares: f64 = pairs.map(|(chip, exact)| (chip - exact).powi(2)).sum();
        let sample = samples.chunks_exact(network.inputs()).nth(look.sample);
        let Some(sample) = sample else {
            return Err(CrossbarError::Parameter {
                what: "the number of the sample",
                value: look.sample as f64,
                must: "be that of a test sample",
            });
        };
        let (inputs, solution) = realised.solution(look.array, look.layer, sample)?;
        let volts: Vec<f64> = solution
            .word
            .iter()
            .zip(&solution.bit)
            .map(|(w, b)| w - b)
            .collect();
        let columns = chip.layout().columns;
        let lost = volts.chunks_exact(columns).zip(&inputs);
        let lost = lost.filter(|(_, v)| **v != 0.0).flat_map(|(row, v)| {
            let missing = move |across: &f64| (v - across) * v.signum();
            row.iter().map(missing)
        });
        let most = inputs.iter().fold(0.0f64, |most, v| most.max(v.abs()));
        let lost = lost.fold(0.0, f64::max) / if most > 0.0 { most } else { 1.0 };
        let here = realised.faults().iter().copied();
        let here = here.filter(|fault| fault.array == look.array);
        let touched = Touched {
            target: chip.targets(look.array).to_vec(),
            conductance: realised.conductance(look.array).to_vec(),
            lost,
            volts,
            current: solution.devices,
            used: chip.used(look.array),
            faults: { here }.collect(),
            inputs,
            outputs: solution.outputs,
        };
        let boundary = match (&mut self.plane, look.cells) {
            (Some((parts, sight)), Some(cells)) => {
                if sight.as_ref().is_none_or(|s| s.cells != cells) {
                    *sight = Some(Sight::new(network, parts, cells)?);
                }
                match sight {
                    Some(sight) => {
                        let said = realised.run(&sight.places)?.outputs;
                        Some(sight.boundary(&said))
                    }
                    None => None,
                }
            }
            _ => None,
        };
        Ok(Frame {
            accuracy: memrilab_crossbar::chip::accuracy(
                &ran.outputs,
                network.outputs(),
                self.data.labels(),
            ),
            software: self.data.accuracy(),
            error: libm::sqrt(squares / ran.outputs.len() as f64),
            tally: ran.tally,
            watts: ran.watts,
            touched,
            boundary,
        })
    }

    /// What each effect costs.
    ///
    /// # Errors
    /// As [`Waterfall::new`].
    pub fn waterfall(
        &self,
        effects: &Effects,
        draws: usize,
        seed: u64,
    ) -> Result<Waterfall, CrossbarError> {
        Waterfall::new(&self.chip, &self.data, effects, draws, seed)
    }
}

impl Sight {
    fn new(network: &Network, parts: &Parts, cells: [u32; 2]) -> Result<Self, CrossbarError> {
        if !cells.iter().all(|side| (2..=120).contains(side)) {
            return Err(CrossbarError::Parameter {
                what: "the cells of a side",
                value: f64::from(cells[0].max(cells[1])),
                must: "be from 2 to 120",
            });
        }
        let plane = Plane::around(&parts.test, cells);
        let places: Vec<f64> = plane
            .places()
            .concat()
            .iter()
            .map(|x| f64::from(*x))
            .collect();
        let logits = places.chunks_exact(2).map(|p| network.forward(p)[0] as f32);
        Ok(Self {
            cells,
            logits: logits.collect(),
            plane,
            places,
        })
    }

    fn boundary(&self, outputs: &[f64]) -> Boundary {
        let ones: Vec<u32> = outputs.iter().map(|z| u32::from(*z > 0.0)).collect();
        self.plane.boundary(&ones, 1, &self.logits)
    }
}
