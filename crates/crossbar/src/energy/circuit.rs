//! Power of one product as the network was solved, wires included.

use super::EnergyError;
use crate::Solution;
use memrilab_core::finite;
use serde::{Deserialize, Serialize};

/// Where the power goes, in watts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Power {
    /// What the drivers deliver: `sum V_i I_i`.
    pub total: f64,
    /// What heats the devices: `sum (V_word - V_bit) I`.
    pub devices: f64,
    /// What heats the wires: the rest.
    pub wires: f64,
}

/// The power of a solved product; times the length of its pulses it is the energy.
///
/// ```
/// use memrilab_crossbar::{Array, Solver, Wires, energy::power};
/// // 1 V over 990 ohm and two wires of 5 ohm.
/// let array = Array::of_resistances(1, 1, &[990.0])?;
/// let solution = Solver::new(&array, &Wires::uniform(5.0))?.solve(&[1.0])?;
/// let power = power(&solution, &[1.0]).unwrap();
/// assert!((power.total - 1e-3).abs() < 1e-15 && (power.wires - 1e-5).abs() < 1e-14);
/// # Ok::<(), memrilab_crossbar::CrossbarError>(())
/// ```
///
/// # Errors
/// [`EnergyError::Inputs`] for another number of voltages than word lines.
pub fn power(solution: &Solution, inputs: &[f64]) -> Result<Power, EnergyError> {
    if inputs.len() != solution.inputs.len() {
        return Err(EnergyError::Inputs {
            expected: solution.inputs.len(),
            got: inputs.len(),
        });
    }
    let total = inputs.iter().zip(&solution.inputs).map(|(v, i)| v * i);
    let total = finite("the power", total.sum())?;
    let across = solution.word.iter().zip(&solution.bit);
    let devices = across
        .zip(&solution.devices)
        .map(|((word, bit), current)| (word - bit) * current);
    let devices = finite("the power of the devices", devices.sum())?;
    Ok(Power {
        total,
        devices,
        wires: total - devices,
    })
}
