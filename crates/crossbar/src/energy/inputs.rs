//! What the energy of a product depends on.

use super::EnergyError;
use super::error::{not_negative, parameter, positive};
use serde::{Deserialize, Serialize};

/// Conductances of the devices, in siemens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Conductances {
    /// Their mean, all that an equal voltage on every word line asks for.
    Mean(f64),
    /// Each, word line by word line.
    Each(Vec<f64>),
}

/// All that the energy of one product depends on; nothing here has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EnergyInputs {
    /// Word lines.
    pub rows: usize,
    /// Bit lines.
    pub columns: usize,
    /// Voltage of every word line, in volts; of inputs that differ, their root mean square.
    pub v_read: f64,
    /// Length of a pulse, in seconds.
    pub seconds: f64,
    /// Pulses of a product: 1; the bits that are set of bit-serial inputs; their mean number
    /// where an input is a number of pulses.
    pub pulses: f64,
    /// Devices that make one weight: 1, or 2 for a differential pair.
    pub devices_per_weight: u32,
    /// Conductances.
    pub conductances: Conductances,
    /// Energy that driving a row takes, in joules per product.
    pub dac: f64,
    /// Energy that converting a column takes, in joules per product; where each pulse is
    /// converted, that of all.
    pub adc: f64,
    /// Products in all.
    pub samples: f64,
}

impl EnergyInputs {
    /// Checks the numbers.
    ///
    /// # Errors
    /// [`EnergyError`] with the number and its range.
    pub fn check(&self) -> Result<(), EnergyError> {
        for (what, lines) in [("word lines", self.rows), ("bit lines", self.columns)] {
            let test = (1..=65_536).contains(&lines);
            parameter(what, lines as f64, test, "from 1 to 65536")?;
        }
        parameter(
            "the read voltage",
            self.v_read,
            self.v_read != 0.0,
            "a finite number other than 0",
        )?;
        positive("the length of a pulse", self.seconds)?;
        positive("the number of pulses", self.pulses)?;
        parameter(
            "the number of devices of a weight",
            f64::from(self.devices_per_weight),
            (1..=64).contains(&self.devices_per_weight),
            "from 1 to 64",
        )?;
        not_negative("the energy of driving a row", self.dac)?;
        not_negative("the energy of converting a column", self.adc)?;
        positive("the number of products", self.samples)?;
        if let Conductances::Each(each) = &self.conductances {
            self.check_each(each)?;
        }
        positive("the mean conductance", self.mean_conductance()).map(|_| ())
    }

    fn check_each(&self, each: &[f64]) -> Result<(), EnergyError> {
        if each.len() != self.rows * self.columns {
            return Err(EnergyError::Length {
                rows: self.rows,
                columns: self.columns,
                got: each.len(),
            });
        }
        match each.iter().position(|g| !(*g >= 0.0 && g.is_finite())) {
            None => Ok(()),
            Some(at) => Err(EnergyError::Conductance {
                row: at / self.columns + 1,
                column: at % self.columns + 1,
                siemens: each[at],
            }),
        }
    }

    /// Mean conductance, in siemens.
    #[must_use]
    pub fn mean_conductance(&self) -> f64 {
        match &self.conductances {
            Conductances::Mean(mean) => *mean,
            Conductances::Each(each) => each.iter().sum::<f64>() / each.len().max(1) as f64,
        }
    }

    /// Operations of a product, a multiply-accumulate being two:
    /// `2 rows columns / devices per weight`.
    #[must_use]
    pub fn operations(&self) -> f64 {
        2.0 * self.rows as f64 * self.columns as f64 / f64::from(self.devices_per_weight)
    }
}
