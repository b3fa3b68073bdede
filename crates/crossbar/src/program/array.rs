//! Devices that pulses move, behind the wires of a crossbar.

use super::error::parameter;
use super::faults::drawn;
use super::{DeviceState, Fault, FaultyDevices, ProgramError, PulseModel};
use crate::{Array, CrossbarError, Solution, Solver, Wires};
use memrilab_core::Stream;
use memrilab_core::stream::normal;
use serde::{Deserialize, Serialize};

/// What a virtual array is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ArrayConfig {
    /// Word lines.
    pub rows: usize,
    /// Bit lines.
    pub columns: usize,
    /// What a pulse does.
    pub model: PulseModel,
    /// Wire resistances, which act on reads and products.
    pub wires: Wires,
    /// Standard deviation of a measured current, as a share of it; drawn at every read and,
    /// for each bit line, at every product.
    pub read_noise: f64,
    /// Shares of devices with faults, and those that are known, of array 0.
    pub faults: FaultyDevices,
}

/// An array of devices with a generator of its own: what it is told, it does.
///
/// All devices begin after RESET, at position 0. A device is read with its word line at the
/// read voltage and all other word lines at 0 V, so that nothing but its own device adds to
/// the current of a bit line save for what wires couple. A pulse is applied by the V/2 scheme:
/// the other devices of its row and of its column see half of the voltage.
#[derive(Debug, Clone)]
pub struct VirtualArray {
    config: ArrayConfig,
    devices: Vec<DeviceState>,
    faults: Vec<Option<Fault>>,
    /// Of the devices as they are.
    conductance: Vec<f64>,
    solver: Solver,
    /// Whether a conductance changed since the network was factorised.
    stale: bool,
    // Two, so that how often an array was read does not change what pulses do to it.
    writing: Stream,
    reading: Stream,
}

impl VirtualArray {
    /// Draws the faults and the deviations, and solves the network once.
    ///
    /// ```
    /// use memrilab_crossbar::Wires;
    /// use memrilab_crossbar::program::{
    ///     ArrayConfig, FaultyDevices, PulseModel, Response, VirtualArray,
    /// };
    /// let response = Response::Measured { conductance: vec![1e-6, 2e-6, 4e-6] };
    /// let mut array = VirtualArray::new(
    ///     ArrayConfig {
    ///         rows: 1, columns: 1, model: PulseModel::new(response, 0.0),
    ///         wires: Wires::default(), read_noise: 0.0, faults: FaultyDevices::default(),
    ///     },
    ///     7,
    /// )?;
    /// array.pulse(0, 0, 3.0, 1e-6);
    /// assert_eq!(array.read(0, 0, 0.5), 1e-6);
    /// # Ok::<(), memrilab_crossbar::program::ProgramError>(())
    /// ```
    ///
    /// # Errors
    /// [`ProgramError`] for a number outside its range, [`ProgramError::Network`] for a size or
    /// wires that cannot be solved.
    pub fn new(config: ArrayConfig, seed: u64) -> Result<Self, ProgramError> {
        config.model.check()?;
        let test = (0.0..=1.0).contains(&config.read_noise);
        parameter("the read noise", config.read_noise, test, "from 0 to 1")?;
        let (rows, columns) = (config.rows, config.columns);
        let side = 1..=Array::MOST;
        if !side.contains(&rows) || !side.contains(&columns) {
            return Err(ProgramError::Network(CrossbarError::Size {
                rows,
                columns,
                most: Array::MOST,
            }));
        }
        let count = rows * columns;
        let conductance = vec![0.0; count];
        let empty = Array::of_conductances(rows, columns, &conductance)?;
        let solver = Solver::new(&empty, &config.wires)?;
        let faults = drawn(&config.faults, (rows, columns), seed)?;
        let mut writing = Stream::new(seed, "crossbar pulses", 0, 0);
        let devices: Vec<DeviceState> = (0..count)
            .map(|_| config.model.fresh(&mut writing))
            .collect();
        let mut array = Self {
            devices,
            faults,
            conductance,
            solver,
            stale: true,
            writing,
            reading: Stream::new(seed, "crossbar reads", 0, 0),
            config,
        };
        array.settle(0..count);
        array.solution(&vec![0.0; array.config.rows])?;
        Ok(array)
    }

    /// What it was made of.
    #[must_use]
    pub fn config(&self) -> &ArrayConfig {
        &self.config
    }

    /// Word lines and bit lines.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.config.rows, self.config.columns)
    }

    /// The conductance of each device as it is, word line by word line, in siemens.
    #[must_use]
    pub fn conductance(&self) -> &[f64] {
        &self.conductance
    }

    /// The fault of each device, word line by word line.
    #[must_use]
    pub fn faults(&self) -> &[Option<Fault>] {
        &self.faults
    }

    /// Sets which device has which fault, word line by word line.
    ///
    /// # Errors
    /// [`ProgramError::Length`] unless there is one entry for each device.
    pub fn set_faults(&mut self, faults: Vec<Option<Fault>>) -> Result<(), ProgramError> {
        if faults.len() != self.devices.len() {
            return Err(ProgramError::Length {
                what: "faults",
                rows: self.config.rows,
                columns: self.config.columns,
                got: faults.len(),
            });
        }
        self.faults = faults;
        self.settle(0..self.devices.len());
        Ok(())
    }

    /// The current of one device's bit line, in amperes, with its word line at `volts` and all
    /// others at 0 V.
    ///
    /// # Panics
    /// If there is no such device, or the voltage is no finite number.
    pub fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
        self.measured(row, column, volts)
            .unwrap_or_else(|why| panic!("{why}"))
    }

    /// The current of every bit line, in amperes, for a voltage on each word line.
    ///
    /// # Panics
    /// If there is not one voltage for each word line, or one is no finite number.
    pub fn product(&mut self, volts: &[f64]) -> Vec<f64> {
        let solution = self.solution(volts).unwrap_or_else(|why| panic!("{why}"));
        let outputs = solution.outputs.into_iter();
        outputs.map(|amperes| self.noisy(amperes)).collect()
    }

    /// A pulse on one device, of which the rest of its row and of its column see half.
    ///
    /// The length of the pulse does not matter: see [`PulseModel`].
    ///
    /// # Panics
    /// If there is no such device.
    pub fn pulse(&mut self, row: usize, column: usize, volts: f64, _seconds: f64) {
        let selected = self.place(row, column);
        self.move_by(selected, volts);
        let (rows, columns) = self.size();
        if self.config.model.share(0.5 * volts) == 0.0 {
            return;
        }
        for other in (0..columns).filter(|&other| other != column) {
            self.move_by(row * columns + other, 0.5 * volts);
        }
        for other in (0..rows).filter(|&other| other != row) {
            self.move_by(other * columns + column, 0.5 * volts);
        }
    }

    /// As [`read`](Self::read), with the network's error.
    pub(super) fn measured(
        &mut self,
        row: usize,
        column: usize,
        volts: f64,
    ) -> Result<f64, CrossbarError> {
        let at = self.place(row, column);
        // Of ideal wires the solution is this product, to the last bit.
        if self.config.wires == Wires::default() && volts.is_finite() {
            return Ok(self.noisy(volts * self.conductance[at]));
        }
        let mut inputs = vec![0.0; self.config.rows];
        inputs[row] = volts;
        let amperes = self.solution(&inputs)?.outputs[column];
        Ok(self.noisy(amperes))
    }

    fn place(&self, row: usize, column: usize) -> usize {
        let (rows, columns) = self.size();
        assert!(
            row < rows && column < columns,
            "row {row}, column {column} (from 0) of an array of {rows} x {columns}"
        );
        row * columns + column
    }

    fn move_by(&mut self, at: usize, volts: f64) {
        if self.faults[at].is_none() {
            self.config
                .model
                .pulse(&mut self.devices[at], volts, &mut self.writing);
            self.settle(at..at + 1);
        }
    }

    /// Conductances after states or faults have changed.
    fn settle(&mut self, places: std::ops::Range<usize>) {
        let [least, most] = self.config.model.response.reach();
        for at in places {
            let siemens = match self.faults[at] {
                None => self.config.model.conductance(&self.devices[at]),
                Some(Fault::StuckOn) => most,
                Some(Fault::StuckOff) => least,
                Some(Fault::Dead) => 0.0,
            };
            if siemens != self.conductance[at] {
                self.conductance[at] = siemens;
                self.stale = true;
            }
        }
    }

    fn solution(&mut self, volts: &[f64]) -> Result<Solution, CrossbarError> {
        if self.stale {
            // A pulse changes a row and a column, and those little.
            if let Some(near) = self.solver.solve_near(&self.conductance, volts)? {
                return Ok(near);
            }
            self.solver.set(&self.conductance)?;
            self.stale = false;
        }
        self.solver.solve(volts)
    }

    fn noisy(&mut self, amperes: f64) -> f64 {
        if self.config.read_noise == 0.0 {
            return amperes;
        }
        amperes * (1.0 + self.config.read_noise * normal(&mut self.reading))
    }
}

/// An emulated board has these devices behind it.
impl memrilab_hardware::Board for VirtualArray {
    fn size(&self) -> (usize, usize) {
        VirtualArray::size(self)
    }

    fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
        VirtualArray::read(self, row, column, volts)
    }

    fn pulse(&mut self, row: usize, column: usize, volts: f64, seconds: f64) {
        VirtualArray::pulse(self, row, column, volts, seconds);
    }

    fn product(&mut self, volts: &[f64]) -> Vec<f64> {
        VirtualArray::product(self, volts)
    }
}
