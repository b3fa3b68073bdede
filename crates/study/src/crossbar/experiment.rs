//! The moons experiment (Figure 7): networks that were trained in different ways, each mapped,
//! programmed by write-verify, drifted and run, again and again.

use super::{labelled, network_of, samples_of};
use crate::networks::Parts;
use memrilab_analog::Preserve;
use memrilab_analog::paired::{Paired, Spread, compare};
use memrilab_core::{Job, Progress, Step, run};
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::Wires;
use memrilab_crossbar::chip::{
    Chip, ChipDrift, ChipOptions, DriftPer, Effects, Gathered, Labelled, Tried,
};
use memrilab_crossbar::program::{
    ArrayConfig, FaultyDevices, ProgramConfig, ProgramError, Programming, PulseModel, Targets,
    WriterOptions,
};
use memrilab_train::model::Weights;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thiserror::Error;

/// What is done to every network alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExperimentConfig {
    /// How networks are put on arrays.
    pub chip: ChipOptions,
    /// What pulses do to a device; its sigma is replaced by those below.
    pub pulses: PulseModel,
    /// How it is written.
    pub writer: WriterOptions,
    /// What happens besides programming and drift: wires, converters, read noise.
    pub effects: Effects,
    /// Spreads of devices: of each pulse, and of the drift after programming.
    pub sigmas: Vec<f64>,
    /// Programmings at each.
    pub draws: usize,
    /// Seed of pulses and drift.
    pub seed: u64,
}

/// Why an experiment cannot be done.
#[derive(Debug, Error)]
pub enum ExperimentError {
    /// The chip.
    #[error(transparent)]
    Crossbar(#[from] CrossbarError),
    /// Programming.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// Too little to compare.
    #[error(transparent)]
    Analog(#[from] memrilab_analog::Error),
}

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
    /// Mean share of devices within tolerance when programming ended.
    pub yield_share: f64,
    /// Mean pulses of a device.
    pub pulses: f64,
    /// Accuracies less those of the first network on the same draws.
    pub against_first: Option<Paired>,
}

/// One network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExperimentMethod {
    /// How it was trained, for people.
    pub name: String,
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
    gathered: Gathered,
    yields: f64,
    pulses: f64,
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
        config.pulses.check()?;
        config.writer.check()?;
        config.effects.check()?;
        if config.draws < 2 {
            return Err(CrossbarError::Parameter {
                what: "the number of draws",
                value: config.draws as f64,
                must: "be at least 2, to have an interval",
            }
            .into());
        }
        // The real conductances take the place of a stated programming error.
        config.effects.programming = Some(0.0);
        let map = |(name, weights): &(&str, &Weights)| {
            let network = network_of(weights)?;
            let chip = Chip::new(&network, config.chip, &samples_of(&parts.train))?;
            let data = labelled(&network, &parts.test)?;
            Ok(((*name).to_owned(), chip, data))
        };
        let networks: Result<Vec<_>, CrossbarError> = networks.iter().map(map).collect();
        Ok(Self {
            networks: networks?,
            config,
            gathered: Gathered::default(),
            yields: 0.0,
            pulses: 0.0,
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
            let wanted = chip.targets(array).iter();
            let targets = Targets {
                rows,
                columns,
                // The largest weight stands at the end of the window, to rounding.
                conductance: wanted.map(|g| g.clamp(reach[0], reach[1])).collect(),
            };
            let written = run(
                Programming::new(ProgramConfig {
                    array: ArrayConfig {
                        rows,
                        columns,
                        model: PulseModel {
                            sigma,
                            ..self.config.pulses.clone()
                        },
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
            let devices = (rows * columns * arrays) as f64;
            self.yields += written.yield_share / arrays as f64;
            self.pulses += written.pulses.total as f64 / devices;
            chip.set_programmed(array, written.conductance)?;
        }
        let effects = Effects {
            drift: Some(ChipDrift {
                sigma,
                preserve: Preserve::Median,
                per: DriftPer::Device,
            }),
            ..self.config.effects.clone()
        };
        let mut realised = Arc::new(chip).realise(&effects, self.config.seed, draw)?;
        let ran = realised.run(data.samples())?;
        self.gathered.add(&ran, data);
        Ok(())
    }

    fn row(&mut self) -> Result<(), ExperimentError> {
        let (_, _, data) = &self.networks[self.done.len()];
        let sigma = self.config.sigmas[self.rows.len()];
        let draws = self.config.draws as f64;
        let tried = std::mem::take(&mut self.gathered).tried(data)?;
        let first = self.done.first();
        let first = first.map(|m| &m.rows[self.rows.len()].tried.accuracy);
        let against_first = first.map(|first| compare(&tried.accuracy, first));
        self.rows.push(ExperimentRow {
            sigma,
            usability: libm::exp(-sigma),
            spread: Spread::of(&tried.accuracy)?,
            against_first: against_first.transpose()?,
            tried,
            yield_share: std::mem::take(&mut self.yields) / draws,
            pulses: std::mem::take(&mut self.pulses) / draws,
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
            let (name, _, data) = &self.networks[self.done.len()];
            self.done.push(ExperimentMethod {
                name: name.clone(),
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
