//! From inputs to joules per operation.

use super::error::positive;
use super::{Baseline, EnergyError, EnergyInputs};
use memrilab_core::finite;
use serde::{Deserialize, Serialize};

/// What a product costs, by one way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Efficiency {
    /// Energy of one product, in joules.
    pub joules_per_product: f64,
    /// Energy of all products, in joules.
    pub joules_in_all: f64,
    /// Energy of one operation, in joules.
    pub joules_per_operation: f64,
    /// Energy of one multiply-accumulate, in joules: two operations.
    pub joules_per_mac: f64,
    /// Billions of operations per second and watt, which is per nanojoule.
    pub gops_per_watt: f64,
    /// How many times that of the baseline, where one was named.
    pub times_baseline: Option<f64>,
    /// Power while products follow each other without a pause, in watts.
    pub watts: f64,
}

/// Both ways of counting, side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EnergyOutcome {
    /// What goes through the devices, and nothing else.
    pub array_only: Efficiency,
    /// That and the converters.
    pub with_converters: Efficiency,
    /// Operations of one product.
    pub operations: f64,
    /// Seconds of one product: its pulses; conversion is taken to go on meanwhile.
    pub seconds_per_product: f64,
    /// Billions of operations per second at that rate.
    pub gops: f64,
    /// What is compared with, where one was named.
    pub baseline: Option<Baseline>,
}

/// The energy of products: `E = sum_ij V^2 G_ij t pulses` through the devices, and
/// `rows dac + columns adc` for the converters (decision E2).
///
/// ```
/// use memrilab_crossbar::energy::{Conductances, EnergyInputs, energy_of};
/// // 0.1 V for 1 us on 7.26 uS is 72.6 fJ a device.
/// let inputs = EnergyInputs {
///     rows: 10, columns: 10, v_read: 0.1, seconds: 1e-6, pulses: 1.0, devices_per_weight: 1,
///     conductances: Conductances::Mean(7.26e-6), dac: 0.0, adc: 1e-12, samples: 1.0,
/// };
/// let energy = energy_of(&inputs, None)?;
/// assert_eq!(energy.array_only.gops_per_watt.round(), 27_548.0);
/// assert_eq!(energy.with_converters.gops_per_watt.round(), 11_587.0);
/// # Ok::<(), memrilab_crossbar::energy::EnergyError>(())
/// ```
///
/// # Errors
/// [`EnergyError`] for inputs outside their range, or results that are no numbers.
pub fn energy_of(
    inputs: &EnergyInputs,
    baseline: Option<Baseline>,
) -> Result<EnergyOutcome, EnergyError> {
    inputs.check()?;
    if let Some(baseline) = &baseline {
        baseline.check()?;
    }
    let operations = inputs.operations();
    let seconds = inputs.seconds * inputs.pulses;
    let (rows, columns) = (inputs.rows as f64, inputs.columns as f64);
    let array =
        inputs.v_read * inputs.v_read * inputs.mean_conductance() * rows * columns * seconds;
    let converters = rows * inputs.dac + columns * inputs.adc;
    let counted = |joules: f64| -> Result<Efficiency, EnergyError> {
        let gops_per_watt = finite("GOP/s/W", operations / joules * 1e-9)?;
        Ok(Efficiency {
            joules_per_product: finite("the energy of a product", joules)?,
            joules_in_all: finite("the energy of all products", joules * inputs.samples)?,
            joules_per_operation: joules / operations,
            joules_per_mac: 2.0 * joules / operations,
            gops_per_watt,
            times_baseline: match &baseline {
                None => None,
                Some(b) => Some(finite(
                    "times the baseline",
                    gops_per_watt / b.gops_per_watt,
                )?),
            },
            watts: finite("the power", joules / seconds)?,
        })
    };
    Ok(EnergyOutcome {
        array_only: counted(array)?,
        with_converters: counted(array + converters)?,
        operations,
        seconds_per_product: finite("the time of a product", seconds)?,
        gops: finite("GOP/s", operations / seconds * 1e-9)?,
        baseline,
    })
}

/// The mean conductance, in siemens, at which the array alone reaches so many GOP/s/W:
/// `G = 2 / (gops_per_watt 10^9 V^2 t pulses devices)`.
///
/// ```
/// use memrilab_crossbar::energy::required_conductance;
/// let siemens = required_conductance(27_548.0, 0.2, 50e-9, 1.0, 1)?;
/// assert!((siemens - 36.3003e-6).abs() < 1e-10);
/// # Ok::<(), memrilab_crossbar::energy::EnergyError>(())
/// ```
///
/// # Errors
/// [`EnergyError`] unless all numbers are above 0.
pub fn required_conductance(
    gops_per_watt: f64,
    v_read: f64,
    seconds: f64,
    pulses: f64,
    devices_per_weight: u32,
) -> Result<f64, EnergyError> {
    positive("GOP/s/W", gops_per_watt)?;
    let volts = positive("the read voltage", libm::fabs(v_read))?;
    positive("the length of a pulse", seconds)?;
    positive("the number of pulses", pulses)?;
    let devices = positive(
        "the number of devices of a weight",
        f64::from(devices_per_weight),
    )?;
    let siemens = 2.0 / (gops_per_watt * 1e9) / (volts * volts * seconds * pulses * devices);
    Ok(finite("the conductance", siemens)?)
}
