//! The writer before a virtual array, with the energy that only a simulation knows.

use super::error::parameter;
use super::{
    Action, ArrayConfig, ConvergencePoint, Fault, ProgramError, PulseCount, Targets, VirtualArray,
    Writer, WriterOptions, Written,
};
use crate::Wires;
use memrilab_core::{Job, Step, finite};
use serde::{Deserialize, Serialize};

/// What is programmed, on what, and how; the targets give the size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProgramConfig {
    /// The devices.
    pub array: ArrayConfig,
    /// Conductances to reach.
    pub targets: Targets,
    /// How they are written.
    pub options: WriterOptions,
    /// Seed of faults, pulses and reads.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
}

/// Where the energy of writing went, in joules: `V^2 G t` of each device in its state before
/// each pulse or read. What wires take is left out.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WriteEnergy {
    /// In the devices that pulses were for.
    pub selected: f64,
    /// In the rest of their rows and columns, at half of the voltage.
    pub half_selected: f64,
    /// In all devices of the word lines that were read.
    pub reads: f64,
    /// All.
    pub total: f64,
}

/// A programmed array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Programmed {
    /// Word lines.
    pub rows: usize,
    /// Bit lines.
    pub columns: usize,
    /// How many devices yields, pulses and errors are of: those that carry weights, where it is
    /// said which, else all.
    pub counted: usize,
    /// Share of these within tolerance by their last read.
    pub yield_share: f64,
    /// Share of these within tolerance by the conductances they have, which only a
    /// simulation knows.
    pub yield_true: f64,
    /// Each device, word line by word line.
    pub devices: Vec<Written>,
    /// Conductance that each device has, in siemens.
    pub conductance: Vec<f64>,
    /// Fault of each device.
    pub faults: Vec<Option<Fault>>,
    /// Pulses of the devices that are counted.
    pub pulses: PulseCount,
    /// Reads.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub reads: u64,
    /// Energy, in joules, of writing every device.
    pub energy: WriteEnergy,
    /// Time, in seconds, of one pulse or read after the other.
    pub seconds: f64,
    /// Errors after 0, 1, 2, .. pulses.
    pub convergence: Vec<ConvergencePoint>,
}

/// The job: [`Writer`] on a [`VirtualArray`].
#[derive(Debug, Clone)]
pub struct Programming {
    array: VirtualArray,
    writer: Writer,
    energy: WriteEnergy,
}

/// Work of one step, in conductances touched: 5 to 10 ms, but for the factors of large networks.
const STEP: f64 = 100_000.0;

impl Programming {
    /// Checks all that can be checked before the first pulse.
    ///
    /// # Errors
    /// [`ProgramError`] with what is outside its range; targets that the response does not
    /// reach, and SET pulses of the polarity that RESETs, are.
    pub fn new(config: ProgramConfig) -> Result<Self, ProgramError> {
        let array = VirtualArray::new(config.array, config.seed)?;
        Self::on(array, config.targets, config.options)
    }

    /// The same on an array that is there already, such as one that is programmed again.
    ///
    /// # Errors
    /// As [`Programming::new`]; [`ProgramError::Length`] for targets of another size.
    pub fn on(
        array: VirtualArray,
        targets: Targets,
        options: WriterOptions,
    ) -> Result<Self, ProgramError> {
        let model = &array.config().model;
        let (rows, columns) = array.size();
        if (targets.rows, targets.columns) != (rows, columns) {
            return Err(ProgramError::Length {
                what: "targets",
                rows,
                columns,
                got: targets.conductance.len(),
            });
        }
        targets.within(model.response.reach())?;
        let writer = Writer::new(targets, options)?;
        let test = options.v_set * model.v_set > 0.0;
        let expected = "of the polarity that SETs the device";
        parameter("the writer's SET voltage", options.v_set, test, expected)?;
        Ok(Self {
            array,
            writer,
            energy: WriteEnergy::default(),
        })
    }

    /// The array as it is.
    #[must_use]
    pub fn array(&self) -> &VirtualArray {
        &self.array
    }

    /// The writer as far as it is.
    #[must_use]
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// What an action takes: a sum along two lines, or with wires factors of the network.
    fn work(&self) -> f64 {
        let (rows, columns) = self.array.size();
        let devices = (rows * columns) as f64;
        match self.array.config().wires == Wires::default() {
            true => (rows + columns) as f64,
            false => devices * libm::sqrt(devices),
        }
    }

    /// The next pulse or read, done; nothing when all is.
    ///
    /// # Errors
    /// [`ProgramError`] for wires that cannot be solved.
    pub fn act_once(&mut self) -> Result<Option<Action>, ProgramError> {
        let Some(action) = self.writer.next() else {
            return Ok(None);
        };
        self.act(action)?;
        Ok(Some(action))
    }

    fn act(&mut self, action: Action) -> Result<(), ProgramError> {
        let options = *self.writer.options();
        let (rows, columns) = self.array.size();
        let g = self.array.conductance();
        match action {
            Action::Read { row, column } => {
                let line: f64 = g[row * columns..][..columns].iter().sum();
                self.energy.reads += options.v_read * options.v_read * line * options.read_seconds;
                let amperes = self.array.measured(row, column, options.v_read)?;
                self.writer.told(amperes / options.v_read)
            }
            Action::Pulse {
                row,
                column,
                volts,
                seconds,
            } => {
                let own = g[row * columns + column];
                let in_row: f64 = g[row * columns..][..columns].iter().sum();
                let in_column: f64 = (0..rows).map(|i| g[i * columns + column]).sum();
                let half = in_row + in_column - 2.0 * own;
                self.energy.selected += volts * volts * own * seconds;
                self.energy.half_selected += 0.25 * volts * volts * half * seconds;
                self.array.pulse(row, column, volts, seconds);
                Ok(())
            }
        }
    }

    /// The array as far as it is programmed.
    ///
    /// # Errors
    /// [`ProgramError::Result`] for an energy or a time that overflows.
    pub fn programmed(&self) -> Result<Programmed, ProgramError> {
        let writer = &self.writer;
        let (rows, columns) = self.array.size();
        let conductance = self.array.conductance().to_vec();
        let targets = writer.targets();
        let there = conductance.iter().copied().map(Some);
        let yield_true = targets.yield_share(there, writer.options());
        let energy = self.energy;
        let total = energy.selected + energy.half_selected + energy.reads;
        Ok(Programmed {
            rows,
            columns,
            counted: targets.count(),
            yield_share: writer.yield_share(),
            yield_true,
            devices: writer.devices().to_vec(),
            conductance,
            faults: self.array.faults().to_vec(),
            pulses: writer.pulses(),
            reads: writer.reads(),
            energy: WriteEnergy {
                total: finite("the energy of writing", total)?,
                ..energy
            },
            seconds: finite("the time of writing", writer.seconds())?,
            convergence: writer.convergence(),
        })
    }
}

impl Job for Programming {
    type Output = Programmed;
    type Error = ProgramError;

    fn step(&mut self) -> Result<Step<Programmed>, ProgramError> {
        let (mut done, each) = (0.0, self.work());
        while done < STEP {
            if self.act_once()?.is_none() {
                return Ok(Step::Done(self.programmed()?));
            }
            done += each;
        }
        Ok(Step::Running(self.writer.progress()))
    }
}
