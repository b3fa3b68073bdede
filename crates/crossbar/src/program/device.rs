//! What a pulse does to a device.

use super::error::parameter;
use super::{ProgramError, Response};
use memrilab_core::stream::normal;
use memrilab_device::drift::DriftModel;
use serde::{Deserialize, Serialize};

/// Largest sigma that is taken, as for drift.
const LARGEST_SIGMA: f64 = 10.0;

/// A device under pulses: `G = response(p) exp(sigma e)`.
///
/// A SET pulse moves the position `p` up by `step`, a RESET pulse down, never past the ends of
/// the response. Of a voltage `v` below that of a full pulse the move is the share
/// `(v/V)^k`, `k = log2(1/half_select)`, so that half of the voltage, which half-selected
/// devices see, moves by `half_select` of a step; above, it is one step. A full pulse also
/// redraws the deviation, `e <- memory e + sqrt(1 - memory^2) z`, `z` standard normal: the
/// spread of the drift model, which was measured from cycle to cycle, is thus drawn at each
/// programming, and stays until the next. A weaker pulse leaves `e` alone. The length of a
/// pulse does not matter, because the curve was measured at one rate.
///
/// `memory`, `half_select` and that the way down is the way up are assumptions: a sweep tells
/// nothing of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PulseModel {
    /// The median conductance at each position.
    pub response: Response,
    /// Standard deviation of the log conductance.
    pub sigma: f64,
    /// Correlation of the deviations before and after a full pulse, from 0 to 1.
    pub memory: f64,
    /// Positions that a full pulse moves by, above 0.
    pub step: f64,
    /// The share of a step that half of the voltage of a full pulse moves by, from 0 to 0.5.
    pub half_select: f64,
    /// Voltage of a full SET pulse; its sign is the polarity that SETs.
    pub v_set: f64,
    /// Voltage of a full RESET pulse, of the other sign.
    pub v_reset: f64,
}

/// The state of one device.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeviceState {
    /// Where on the response it stands.
    pub position: f64,
    /// Its deviation, in units of sigma.
    pub deviation: f64,
}

impl PulseModel {
    /// A response and its spread; the rest as assumed: no memory, one position a step, a
    /// hundredth of a step for half-selected devices, SET at 3 V as in the paper and RESET at
    /// -3 V.
    #[must_use]
    pub fn new(response: Response, sigma: f64) -> Self {
        Self {
            response,
            sigma,
            memory: 0.0,
            step: 1.0,
            half_select: 0.01,
            v_set: 3.0,
            v_reset: -3.0,
        }
    }

    /// The device that a drift model was measured of.
    ///
    /// # Errors
    /// As [`Response::of`].
    pub fn of(model: &DriftModel) -> Result<Self, ProgramError> {
        Ok(Self::new(Response::of(model)?, model.sigma))
    }

    /// Checks the numbers.
    ///
    /// # Errors
    /// [`ProgramError`] with the number and its range.
    pub fn check(&self) -> Result<(), ProgramError> {
        self.response.check()?;
        let test = (0.0..=LARGEST_SIGMA).contains(&self.sigma);
        parameter("sigma", self.sigma, test, "from 0 to 10")?;
        let test = (0.0..=1.0).contains(&self.memory);
        parameter(
            "the memory of a deviation",
            self.memory,
            test,
            "from 0 to 1",
        )?;
        parameter("the step of a pulse", self.step, self.step > 0.0, "above 0")?;
        let test = (0.0..=0.5).contains(&self.half_select);
        let expected = "from 0 to 0.5, a share of a step";
        parameter("half-select", self.half_select, test, expected)?;
        let test = self.v_set != 0.0;
        parameter("the SET voltage", self.v_set, test, "finite and not 0")?;
        let test = self.v_set * self.v_reset < 0.0;
        let expected = "finite and of the other sign than the SET voltage";
        parameter("the RESET voltage", self.v_reset, test, expected)
    }

    /// The conductance of a device, in siemens.
    #[must_use]
    pub fn conductance(&self, device: &DeviceState) -> f64 {
        self.response.conductance(device.position) * libm::exp(self.sigma * device.deviation)
    }

    /// A device after RESET: at position 0, its deviation drawn.
    pub fn fresh(&self, rng: &mut impl rand::Rng) -> DeviceState {
        DeviceState {
            position: 0.0,
            deviation: normal(rng),
        }
    }

    /// The share of a step that a voltage moves by: positive up, negative down.
    ///
    /// ```
    /// use memrilab_crossbar::program::{PulseModel, Response};
    /// let response = Response::Measured { conductance: vec![1e-6, 2e-6] };
    /// let model = PulseModel::new(response, 0.1);
    /// assert_eq!((model.share(3.0), model.share(-9.0), model.share(0.0)), (1.0, -1.0, 0.0));
    /// assert!((model.share(1.5) - 0.01).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn share(&self, volts: f64) -> f64 {
        let up = (volts > 0.0) == (self.v_set > 0.0);
        let (full, sign) = match up {
            true => (self.v_set, 1.0),
            false => (self.v_reset, -1.0),
        };
        let ratio = volts / full;
        if ratio >= 1.0 {
            return sign;
        }
        if ratio <= 0.0 || self.half_select == 0.0 {
            return 0.0;
        }
        sign * libm::pow(ratio, -libm::log2(self.half_select))
    }

    /// One pulse.
    pub fn pulse(&self, device: &mut DeviceState, volts: f64, rng: &mut impl rand::Rng) {
        let share = self.share(volts);
        let moved = device.position + self.step * share;
        device.position = moved.clamp(0.0, self.response.last());
        if libm::fabs(share) >= 1.0 {
            let rest = libm::sqrt(1.0 - self.memory * self.memory);
            device.deviation = self.memory * device.deviation + rest * normal(rng);
        }
    }
}
