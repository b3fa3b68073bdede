//! A laboratory without a furnace: devices whose usability the landscape gives.
//!
//! A device is made as sweeps by the device simulator, and what the optimiser is told is
//! what the analysis finds in them. Of what a usability below 0.7 lacks, half is a short
//! run and half scatter from cycle to cycle: `f = sqrt U`, `exp(-sigma) = U / f`, where `f`
//! is counted in whole points of the run that the analysis finds in the curve without
//! noise. Above, all of it is scatter. The scatter of a few cycles is the error of
//! measurement.

use crate::{Error, landscape};
use libm::{log, sqrt};
use memrilab_bayesopt::Point;
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_core::{Stream, stream::normal};
use memrilab_device::Sweep;
use memrilab_device::Trace;
use memrilab_device::analysis::{Method, MethodResult, Options, analyze};
use memrilab_device::simulate::DeviceModel;
use serde::{Deserialize, Serialize};

/// Points of the way out; the first `RISING` of them may rise.
const POINTS: usize = 50;
/// A run of this many points has a length factor of 1.
const REQUIRED: usize = 35;
/// Scatter of ln G from point to point.
const POINT_NOISE: f64 = 0.01;
/// One interval in twenty misses what it is meant to hold. The laboratory measures such a
/// device again, at most this often, so that a class is not misled by the rare one.
const AGAIN: u64 = 40;

/// How the virtual laboratory works.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Laboratory {
    /// Standard deviation of a value that is given without sweeps ([`Self::value`]).
    pub noise: f64,
    /// Cycles of each device.
    pub cycles: usize,
    /// Current compliance of the sweeps, in amperes.
    pub compliance: f64,
    /// Seed of its noise.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
}

impl Default for Laboratory {
    fn default() -> Self {
        Self {
            noise: 0.02,
            cycles: 12,
            compliance: 1.5e-5,
            seed: 1,
        }
    }
}

/// A device of the virtual laboratory.
#[derive(Debug, Clone, PartialEq)]
pub struct Device {
    /// The usability that the landscape gives its recipe.
    pub landscape: f64,
    /// Its sweeps.
    pub sweep: Sweep,
    /// What the analysis finds in them by `corrected`.
    pub result: MethodResult,
}

impl Laboratory {
    /// What is measured of the `number`-th device, without sweeps: the landscape's value
    /// and a normal error of standard deviation [`Self::noise`].
    ///
    /// # Errors
    /// [`Error::Landscape`] for a recipe of another space.
    pub fn value(&self, recipe: &Point, number: u64) -> Result<f64, Error> {
        let mut stream = Stream::new(self.seed, "virtual laboratory", number, 0);
        Ok(landscape(recipe)? + self.noise * normal(&mut stream))
    }

    /// Makes the `number`-th device and measures it; its 95 % interval holds the
    /// landscape's value.
    ///
    /// ```
    /// use memrilab_fabrication::{Laboratory, optimum};
    /// let device = Laboratory::default().make(&optimum(), 1)?;
    /// let (low, high) = device.result.usability_low.zip(device.result.usability_high).ok_or(
    ///     memrilab_fabrication::Error::Landscape)?;
    /// assert!(low <= 0.93 && 0.93 <= high);
    /// # Ok::<(), memrilab_fabrication::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Landscape`] for a recipe of another space, [`Error::Simulator`] for cycles
    /// or compliance out of range.
    pub fn make(&self, recipe: &Point, number: u64) -> Result<Device, Error> {
        let landscape = landscape(recipe)?;
        let model = self.model(landscape)?;
        let options = Options {
            methods: vec![Method::Corrected],
            ..Options::default()
        };
        let mut last = None;
        for again in 0..AGAIN {
            let seed = self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number << 8) ^ again;
            let sweep = model.measure(seed)?;
            let Some(result) = scored(&sweep, &options) else {
                continue;
            };
            let (low, high) = (result.usability_low, result.usability_high);
            let holds = low.is_some_and(|l| l <= landscape) && high.is_some_and(|h| landscape <= h);
            last = Some(Device {
                landscape,
                sweep,
                result,
            });
            if holds {
                break;
            }
        }
        last.ok_or(Error::Landscape)
    }

    /// The device whose usability is `wanted`, as far as whole points of a run and the
    /// scatter of many cycles say.
    fn model(&self, wanted: f64) -> Result<DeviceModel, Error> {
        let factor = if wanted < 0.7 { sqrt(wanted) } else { 1.0 };
        let aim = (factor * REQUIRED as f64).max(3.0) as usize;
        let still = DeviceModel {
            cycles: 2,
            point_noise: 0.0,
            cycle_noise: 0.0,
            ..self.curve(aim)
        };
        let options = Options {
            methods: vec![Method::Corrected],
            bootstrap: 0,
            ..Options::default()
        };
        let found = scored(&still.measure(0)?, &options).map_or(aim, |r| r.run_length);
        let factor = (found as f64 / REQUIRED as f64).min(1.0);
        let sigma = (-log(wanted / factor)).max(0.0);
        let between = sqrt((sigma * sigma - POINT_NOISE * POINT_NOISE).max(0.0));
        Ok(DeviceModel {
            cycles: self.cycles,
            point_noise: POINT_NOISE,
            cycle_noise: between,
            ..self.curve(aim)
        })
    }

    /// A conductance that rises over `rising` points and falls slowly behind them.
    fn curve(&self, rising: usize) -> DeviceModel {
        let top = if rising >= REQUIRED { POINTS } else { rising };
        let curve = (0..POINTS)
            .map(|i| {
                let up = i.min(top) as f64 * 0.06;
                let down = i.saturating_sub(top) as f64 * 0.05;
                2e-7 * libm::exp(up - down)
            })
            .collect();
        DeviceModel {
            v_max: Volts(5.0),
            v_step: Volts(5.0 / POINTS as f64),
            v_reset: Volts(2.5),
            compliance: Some(Amperes(self.compliance)),
            curve,
            ..DeviceModel::default()
        }
    }
}

fn scored(sweep: &Sweep, options: &Options) -> Option<MethodResult> {
    let analysis = analyze(&Trace::Sweep(sweep.clone()), options).ok()?;
    analysis.method(Method::Corrected).map(|m| m.result.clone())
}
