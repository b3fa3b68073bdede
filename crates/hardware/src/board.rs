//! What an emulated board has behind it.

use crate::HardwareError;

/// An array of devices as a board sees it: voltages go in, currents come out.
///
/// Rows and columns count from 0 and are inside [`Board::size`]; voltages and widths are finite.
/// Currents should be finite; the emulator measures one that is not as a current over compliance.
pub trait Board {
    /// Word lines and bit lines.
    fn size(&self) -> (usize, usize);

    /// The current through one device at a voltage, in amperes; the device is not changed.
    fn read(&mut self, row: usize, column: usize, volts: f64) -> f64;

    /// Applies a pulse of `seconds` to one device.
    fn pulse(&mut self, row: usize, column: usize, volts: f64, seconds: f64);

    /// The currents of the bit lines, held at 0 V, with one voltage on each word line.
    fn product(&mut self, volts: &[f64]) -> Vec<f64>;
}

/// An array of plain resistors, as one builds to test a board: `I = V / R`, no pulse changes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resistors {
    columns: usize,
    ohms: Vec<f64>,
}

impl Resistors {
    /// From resistances in ohms, word line by word line.
    ///
    /// ```
    /// use memrilab_hardware::{Board, Resistors};
    /// let mut array = Resistors::new(2, vec![1e3, 2e3, 1e3, 4e3])?;
    /// assert_eq!(array.product(&[0.1, 0.2]), [0.1 / 1e3 + 0.2 / 1e3, 0.1 / 2e3 + 0.2 / 4e3]);
    /// # Ok::<(), memrilab_hardware::HardwareError>(())
    /// ```
    ///
    /// # Errors
    /// [`HardwareError::Length`] unless the rows are full, [`HardwareError::Limit`] for a
    /// resistance that is not above 0 and finite.
    pub fn new(columns: usize, ohms: Vec<f64>) -> Result<Self, HardwareError> {
        if columns == 0 || ohms.is_empty() || !ohms.len().is_multiple_of(columns) {
            return Err(HardwareError::Length {
                expected: columns.max(1) * (ohms.len() / columns.max(1)).max(1),
                got: ohms.len(),
            });
        }
        match ohms.iter().find(|r| !(**r > 0.0 && r.is_finite())) {
            Some(&value) => Err(HardwareError::Limit {
                field: "ohms",
                value,
                range: "above 0 and finite",
            }),
            None => Ok(Self { columns, ohms }),
        }
    }
}

impl Board for Resistors {
    fn size(&self) -> (usize, usize) {
        (self.ohms.len() / self.columns, self.columns)
    }

    fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
        volts / self.ohms[row * self.columns + column]
    }

    fn pulse(&mut self, _row: usize, _column: usize, _volts: f64, _seconds: f64) {}

    fn product(&mut self, volts: &[f64]) -> Vec<f64> {
        let current = |column| {
            let row = |(row, volts): (usize, &f64)| volts / self.ohms[row * self.columns + column];
            volts.iter().enumerate().map(row).sum()
        };
        (0..self.columns).map(current).collect()
    }
}
