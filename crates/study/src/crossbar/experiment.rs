//! The moons experiment (Figure 7): networks that were trained in different ways, each mapped,
//! programmed by write-verify, drifted and run, again and again.

use super::{ExperimentConfig, ExperimentError, labelled, network_of, samples_of};
use crate::networks::Parts;
use memrilab_analog::paired::{Paired, Spread, compare_shares};
use memrilab_core::{Job, Progress, Step, run};
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::Wires;
use memrilab_crossbar::chip::{Chip, Gathered, Labelled, Tried};
use memrilab_crossbar::program::{ArrayConfig, FaultyDevices, ProgramConfig, Programming};
use memrilab_train::model::Weights;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One network on devices of one spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentRow {
    /// The spread.
    pub sigma: f64,
    /// The usability that goes with it on a run long enough, `exp(-sigma)`.
    pub usability: f64,
    /// What the draws came to.
    pub tried: Tried,
    /// Mean accuracy with the 95 % interval of the mean.
    pub spread: Spread,
    /// Mean share of the devices with a weight that are within tolerance when programming ended.
    pub yield_share: f64,
    /// Mean pulses of a device with a weight.
    pub pulses: f64,
    /// Accuracies less those of the first network on the same draws.
    pub against_first: Option<Paired>,
}

/// One network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentMethod {
    /// How it was trained, for people.
    pub name: String,
    /// An earlier network with the same weights: the rows are then equal.
    pub same_as: Option<String>,
    /// Devices that carry its weights, or the reference of one: yields and pulses are of these.
    pub devices: usize,
    /// Accuracy in floating point.
    pub software: f64,
    /// Spread by spread.
    pub rows: Vec<ExperimentRow>,
}

/// The whole experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentResult {
    /// Version of this form.
    pub schema: u32,
    /// What was done.
    pub config: ExperimentConfig,
    /// Points of the test.
    pub samples: usize,
    /// The networks.
    pub methods: Vec<ExperimentMethod>,
}

/// The experiment, a programming at a time.
#[derive(Debug)]
pub struct Experiment {
    config: ExperimentConfig,
    networks: Vec<(String, Chip, Labelled)>,
    /// For each network an earlier one with the same weights.
    same: Vec<Option<String>>,
    gathered: Gathered,
    /// Devices with a weight, those of them within tolerance, and their pulses, over the draws.
    written: usize,
    within: f64,
    pulses: u64,
    done: Vec<ExperimentMethod>,
    rows: Vec<ExperimentRow>,
}

impl Experiment {
    /// Maps the networks, the first of which the others are compared with; the points that were learned from set the scales. The test part of the
    /// data is run.
    ///
    /// # Errors
    /// [`ExperimentError`] for networks that do not fit on the arrays, or fewer than 2 draws.
    pub fn new(
        mut config: ExperimentConfig,
        networks: &[(&str, &Weights)],
        parts: &Parts,
    ) -> Result<Self, ExperimentError> {
        config.check()?;
        // The real conductances take the place of a stated programming error.
        config.effects.programming = Some(0.0);
        let map = |(name, weights): &(&str, &Weights)| {
            let network = network_of(weights)?;
            let chip = Chip::new(&network, config.chip, &samples_of(&parts.train))?;
            let data = labelled(&network, &parts.test)?;
            Ok(((*name).to_owned(), chip, data))
        };
        let mapped: Result<Vec<_>, CrossbarError> = networks.iter().map(map).collect();
        let same = networks.iter().enumerate().map(|(at, (_, weights))| {
            let earlier = networks[..at].iter().find(|(_, other)| other == weights);
            earlier.map(|(name, _)| (*name).to_owned())
        });
        Ok(Self {
            networks: mapped?,
            same: same.collect(),
            config,
            gathered: Gathered::default(),
            written: 0,
            within: 0.0,
            pulses: 0,
            done: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (levels, draws) = (self.config.sigmas.len(), self.config.draws);
        let rows = self.done.len() * levels + self.rows.len();
        Progress {
            done: (rows * draws + self.gathered.draws()) as u64,
            total: (self.networks.len() * levels * draws) as u64,
        }
    }

    /// One programming: written, drifted, run.
    fn draw(&mut self) -> Result<(), ExperimentError> {
        let (_, chip, data) = &self.networks[self.done.len()];
        let sigma = self.config.sigmas[self.rows.len()];
        let draw = self.gathered.draws() as u64;
        let mut chip = chip.clone();
        let layout = chip.layout();
        let (rows, columns, arrays) = (layout.rows, layout.columns, layout.arrays);
        let reach = self.config.pulses.response.reach();
        for array in 0..arrays {
            let mut targets = chip.to_write(array);
            // The largest weight stands at the end of the window, to rounding.
            for g in &mut targets.conductance {
                *g = g.clamp(reach[0], reach[1]);
            }
            let written = run(
                Programming::new(ProgramConfig {
                    array: ArrayConfig {
                        rows,
                        columns,
                        model: self.config.pulses_at(sigma),
                        wires: Wires::default(),
                        read_noise: 0.0,
                        faults: FaultyDevices::default(),
                    },
                    targets,
                    options: self.config.writer,
                    seed: self
                        .config
                        .seed
                        .wrapping_mul(1_000_003)
                        .wrapping_add(draw * arrays as u64 + array as u64),
                })?,
                |_| (),
            )?;
            self.written += written.counted;
            self.within += written.yield_share * written.counted as f64;
            self.pulses += written.pulses.total;
            chip.set_programmed(array, written.conductance)?;
        }
        let effects = self.config.effects_at(sigma);
        let mut realised = Arc::new(chip).realise(&effects, self.config.seed, draw)?;
        let ran = realised.run(data.samples())?;
        self.gathered.add(&ran, data);
        Ok(())
    }

    fn row(&mut self) -> Result<(), ExperimentError> {
        let (_, _, data) = &self.networks[self.done.len()];
        let sigma = self.config.sigmas[self.rows.len()];
        let written = std::mem::take(&mut self.written) as f64;
        let tried = std::mem::take(&mut self.gathered).tried(data)?;
        let first = self.done.first();
        let first = first.map(|m| &m.rows[self.rows.len()].tried.accuracy);
        let against_first = first.map(|first| compare_shares(&tried.accuracy, first));
        self.rows.push(ExperimentRow {
            sigma,
            usability: libm::exp(-sigma),
            spread: Spread::of_shares(&tried.accuracy)?,
            against_first: against_first.transpose()?,
            tried,
            yield_share: std::mem::take(&mut self.within) / written,
            pulses: std::mem::take(&mut self.pulses) as f64 / written,
        });
        Ok(())
    }
}

impl Job for Experiment {
    type Output = ExperimentResult;
    type Error = ExperimentError;

    fn step(&mut self) -> Result<Step<ExperimentResult>, ExperimentError> {
        if self.done.len() < self.networks.len() && self.rows.len() < self.config.sigmas.len() {
            self.draw()?;
            if self.gathered.draws() == self.config.draws {
                self.row()?;
            }
        }
        if self.rows.len() == self.config.sigmas.len() && self.done.len() < self.networks.len() {
            let (name, chip, data) = &self.networks[self.done.len()];
            let arrays = 0..chip.layout().arrays;
            self.done.push(ExperimentMethod {
                name: name.clone(),
                same_as: self.same[self.done.len()].clone(),
                devices: arrays.map(|array| chip.to_write(array).count()).sum(),
                software: data.accuracy(),
                rows: std::mem::take(&mut self.rows),
            });
        }
        if self.done.len() < self.networks.len() {
            return Ok(Step::Running(self.progress()));
        }
        Ok(Step::Done(ExperimentResult {
            schema: super::SCHEMA,
            config: self.config.clone(),
            samples: self
                .networks
                .first()
                .map_or(0, |(_, _, data)| data.labels().len()),
            methods: std::mem::take(&mut self.done),
        }))
    }
}
