//! What a conversion costs by its bits.

use super::error::{parameter, positive};
use super::{Efficiency, EnergyError, EnergyInputs, energy_of};
use serde::{Deserialize, Serialize};

/// An analog-to-digital converter by its figure of merit.
///
/// `E = figure 2^bits` (Walden, IEEE J. Sel. Areas Commun. 17, 539, 1999): each further bit
/// doubles the energy of a conversion. It is a rule of thumb: where thermal noise rules, at many
/// bits, each further one takes four times the energy, and at few bits parts that do not halve
/// dominate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Converter {
    /// Joules per conversion step.
    pub figure: f64,
}

impl Converter {
    /// 10 fJ a step: an assumption, and a round one. Published converters reach from below 1 to
    /// above 1000 fJ a step (Murmann, ADC Performance Survey).
    pub const ASSUMED: Self = Self { figure: 1e-14 };

    /// Energy of one conversion, in joules.
    ///
    /// ```
    /// use memrilab_crossbar::energy::Converter;
    /// let joules = Converter::ASSUMED.joules(8)?;
    /// assert!((joules - 2.56e-12).abs() < 1e-24);
    /// # Ok::<(), memrilab_crossbar::energy::EnergyError>(())
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::Parameter`] unless the figure is above 0 and there are 1 to 24 bits.
    pub fn joules(&self, bits: u32) -> Result<f64, EnergyError> {
        positive("the figure of merit", self.figure)?;
        let test = (1..=24).contains(&bits);
        parameter("the number of bits", f64::from(bits), test, "from 1 to 24")?;
        Ok(self.figure * f64::from(1u32 << bits))
    }
}

/// What products cost with converters of so many bits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BitsPoint {
    /// Bits of each column's converter.
    pub bits: u32,
    /// Energy of one conversion, in joules.
    pub adc: f64,
    /// Array and converters.
    pub with_converters: Efficiency,
}

/// The same product with converters of `1..=most` bits; the inputs' own `adc` is left aside.
///
/// # Errors
/// As [`energy_of`] and [`Converter::joules`].
pub fn over_bits(
    inputs: &EnergyInputs,
    converter: Converter,
    most: u32,
) -> Result<Vec<BitsPoint>, EnergyError> {
    let point = |bits| {
        let adc = converter.joules(bits)?;
        let inputs = EnergyInputs {
            adc,
            ..inputs.clone()
        };
        let with_converters = energy_of(&inputs, None)?.with_converters;
        Ok(BitsPoint {
            bits,
            adc,
            with_converters,
        })
    };
    (1..=most.max(1)).map(point).collect()
}
