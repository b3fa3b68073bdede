//! A device made by arithmetic: sweeps with known conductance, noise and run.
//!
//! It stands in for a furnace and a probe station: the samples that ship, the property
//! tests and the virtual laboratory all draw from it. It is a phenomenological model,
//! not physics: what is simulated is always labelled so.

mod samples;

pub use samples::{SIMULATED, Sample, to_csv};

use crate::Sweep;
use memrilab_core::quantity::{Amperes, Volts};
use memrilab_core::{Stream, stream::normal};
use ndarray::Array2;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A stretch of the outward leg on which the conductance falls instead of rising.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Dip {
    /// Where it begins, in volts.
    pub from: Volts,
    /// Where it ends, in volts.
    pub to: Volts,
    /// How far ln G has fallen at its end.
    pub depth: f64,
}

/// A bipolar switching device and how it is swept: `0 -> V -> 0 -> -V -> 0`.
///
/// On the way out `ln G = ln g0 + growth V + set_jump s((V - v_set) / 0.05 V) - dips`,
/// `s` the logistic function; or, where a curve was drawn, ln G goes in straight lines
/// from one point of it to the next. On the way back G keeps the value it had at the top. On the other
/// polarity it stays there until `v_reset`, where it falls back to `g0`, or to the first value of
/// the curve, by the same logistic step. Each entry is multiplied by `exp(cycle_noise z_k + point_noise z_kj)`
/// and the current of the SET polarity is cut at the compliance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeviceModel {
    /// Sweeps, 1 to 10000.
    pub cycles: usize,
    /// Largest voltage.
    pub v_max: Volts,
    /// Voltage step; `v_max / v_step` is rounded to whole points.
    pub v_step: Volts,
    /// Conductance extrapolated to 0 V, in siemens.
    pub g0: f64,
    /// Growth of ln G per volt.
    pub growth: f64,
    /// SET voltage of a sudden jump, if there is one.
    pub v_set: Option<Volts>,
    /// How far ln G jumps there.
    pub set_jump: f64,
    /// RESET voltage, as a magnitude.
    pub v_reset: Volts,
    /// Compliance of the SET polarity.
    pub compliance: Option<Amperes>,
    /// Standard deviation of ln G from point to point.
    pub point_noise: f64,
    /// Standard deviation of ln G from cycle to cycle, common to its points.
    pub cycle_noise: f64,
    /// Stretches of falling conductance.
    pub dips: Vec<Dip>,
    /// Conductance along the way out as drawn by hand, in siemens: `n` values at the
    /// voltages `v_max / n, 2 v_max / n, .. v_max`, at most 10000. Unless it is empty,
    /// it stands in place of `g0`, `growth`, `set_jump` and `dips`.
    pub curve: Vec<f64>,
}

impl Default for DeviceModel {
    fn default() -> Self {
        Self {
            cycles: 10,
            v_max: Volts(6.0),
            v_step: Volts(0.1),
            g0: 2e-8,
            growth: 0.6,
            v_set: None,
            set_jump: 0.0,
            v_reset: Volts(3.0),
            compliance: None,
            point_noise: 0.05,
            cycle_noise: 0.05,
            dips: Vec::new(),
            curve: Vec::new(),
        }
    }
}

/// A setting of the simulator out of its range.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{what} is {value}; it must be {range}")]
pub struct ModelError {
    /// The setting.
    pub what: &'static str,
    /// Its value.
    pub value: f64,
    /// What is allowed.
    pub range: &'static str,
}

const LEGS: usize = 4;

/// Points of a drawn curve.
const MOST_DRAWN: usize = 10_000;

/// Currents of all cycles: as many as fit into a file that is read again.
const MOST_CURRENTS: f64 = 4e6;

impl DeviceModel {
    /// Checks every range.
    ///
    /// # Errors
    /// [`ModelError`] names the first setting out of range.
    pub fn check(&self) -> Result<(), ModelError> {
        let ranges = [
            ("cycles", self.cycles as f64, 1.0, 10_000.0, "1 to 10000"),
            (
                "largest voltage",
                self.v_max.0,
                1e-3,
                1e3,
                "0.001 to 1000 V",
            ),
            (
                "points of a leg",
                self.v_max.0 / self.v_step.0,
                2.0,
                1e5,
                "2 to 100000",
            ),
            (
                "cycles times points",
                self.cycles as f64 * (1.0 + LEGS as f64 * self.v_max.0 / self.v_step.0),
                1.0,
                MOST_CURRENTS,
                "at most 4000000",
            ),
            ("conductance at 0 V", self.g0, 1e-15, 1e3, "1e-15 to 1000 S"),
            (
                "growth",
                if self.curve.is_empty() {
                    self.growth * self.v_max.0
                } else {
                    0.0
                },
                -50.0,
                50.0,
                "at most 50 over the sweep",
            ),
            ("SET jump", self.set_jump, -50.0, 50.0, "-50 to 50"),
            ("RESET voltage", self.v_reset.0, 0.0, 1e3, "0 to 1000 V"),
            (
                "SET voltage",
                self.v_set.map_or(1.0, |v| v.0),
                0.0,
                1e3,
                "0 to 1000 V",
            ),
            (
                "compliance",
                self.compliance.map_or(1.0, |a| a.0),
                1e-15,
                1e3,
                "1e-15 to 1000 A",
            ),
            ("point noise", self.point_noise, 0.0, 5.0, "0 to 5"),
            ("cycle noise", self.cycle_noise, 0.0, 5.0, "0 to 5"),
            (
                "points of the drawn curve",
                self.curve.len() as f64,
                0.0,
                MOST_DRAWN as f64,
                "at most 10000",
            ),
        ];
        let dips = self.dips.iter().flat_map(|d| {
            [
                ("depth of a dip", d.depth, 0.0, 20.0, "0 to 20"),
                ("width of a dip", d.to.0 - d.from.0, 1e-6, 1e3, "above 0 V"),
            ]
        });
        let drawn = self.curve.iter().map(|&g| {
            let what = "conductance of the drawn curve";
            (what, g, 1e-15, 1e3, "1e-15 to 1000 S")
        });
        for (what, value, low, high, range) in ranges.into_iter().chain(dips).chain(drawn) {
            if !(low..=high).contains(&value) {
                return Err(ModelError { what, value, range });
            }
        }
        Ok(())
    }

    /// Points of one leg, without its start.
    #[must_use]
    pub fn leg_points(&self) -> usize {
        libm::round(self.v_max.0 / self.v_step.0) as usize
    }

    /// The noise-free conductance on the way out at a voltage of the SET polarity.
    ///
    /// ```
    /// use memrilab_device::simulate::DeviceModel;
    /// let model = DeviceModel { g0: 1e-6, growth: 0.5, ..DeviceModel::default() };
    /// assert!((model.outward(2.0) / 1e-6 - 1f64.exp()).abs() < 1e-12);
    /// // Drawn at 3 V and 6 V: halfway stands the geometric mean.
    /// let drawn = DeviceModel { curve: vec![1e-6, 4e-6], ..DeviceModel::default() };
    /// assert!((drawn.outward(4.5) - 2e-6).abs() < 1e-18);
    /// ```
    #[must_use]
    pub fn outward(&self, volts: f64) -> f64 {
        if !self.curve.is_empty() {
            return self.drawn(volts);
        }
        let jump = self
            .v_set
            .map_or(0.0, |v| self.set_jump * logistic((volts - v.0) / 0.05));
        let fallen: f64 = self
            .dips
            .iter()
            .map(|d| {
                let share = ((volts - d.from.0) / (d.to.0 - d.from.0)).clamp(0.0, 1.0);
                // Along the dip the growth is cancelled as well.
                share * (d.depth + self.growth * (d.to.0 - d.from.0))
            })
            .sum();
        self.g0 * libm::exp(self.growth * volts + jump - fallen)
    }

    /// The drawn curve at a voltage: ln G interpolated, held flat below the first point.
    fn drawn(&self, volts: f64) -> f64 {
        let at = (volts / self.v_max.0 * self.curve.len() as f64).max(1.0);
        let share = at - libm::floor(at);
        let point = |index: usize| self.curve.get(index.min(self.curve.len() - 1));
        match (point(at as usize - 1), point(at as usize)) {
            (Some(&low), Some(&high)) if share > 0.0 && low != high => {
                libm::exp((1.0 - share) * libm::log(low) + share * libm::log(high))
            }
            (Some(&exactly), _) => exactly,
            _ => self.g0,
        }
    }

    /// The conductance to which a RESET falls back, in siemens.
    fn base(&self) -> f64 {
        self.curve.first().copied().unwrap_or(self.g0)
    }

    /// Voltages and noise-free conductances of one cycle: 0 V, then four legs.
    #[must_use]
    pub fn cycle(&self) -> (Vec<f64>, Vec<f64>) {
        let n = self.leg_points();
        let step = self.v_max.0 / n as f64;
        let top = self.outward(self.v_max.0);
        let mut volts = vec![0.0];
        let mut conductance = vec![self.outward(0.0)];
        for leg in 0..LEGS {
            for i in 1..=n {
                let out = step * if leg % 2 == 0 { i } else { n - i } as f64;
                let sign = if leg < 2 { 1.0 } else { -1.0 };
                volts.push(if out == 0.0 { 0.0 } else { sign * out });
                conductance.push(match leg {
                    0 => self.outward(out),
                    1 => top,
                    _ => {
                        // Once RESET, a device stays so for the rest of the cycle.
                        let reached = if leg == 2 { out } else { self.v_max.0 };
                        let fallen = logistic((reached - self.v_reset.0) / 0.05);
                        libm::exp((1.0 - fallen) * libm::log(top) + fallen * libm::log(self.base()))
                    }
                });
            }
        }
        (volts, conductance)
    }

    /// Measures the device: the same model and seed give the same sweep everywhere.
    ///
    /// # Errors
    /// [`ModelError`] if a setting is out of range.
    pub fn measure(&self, seed: u64) -> Result<Sweep, ModelError> {
        self.check()?;
        let (voltage, conductance) = self.cycle();
        let mut current = Array2::zeros((self.cycles, voltage.len()));
        for (k, mut row) in current.rows_mut().into_iter().enumerate() {
            let mut rng = Stream::new(seed, "simulated sweep", k as u64, 0);
            let common = self.cycle_noise * normal(&mut rng);
            for (j, entry) in row.iter_mut().enumerate() {
                let noise = libm::exp(common + self.point_noise * normal(&mut rng));
                let limit = match self.compliance {
                    Some(a) if voltage[j] > 0.0 => a.0,
                    _ => f64::INFINITY,
                };
                *entry = (voltage[j] * conductance[j] * noise).min(limit);
            }
        }
        Ok(Sweep {
            lines: (0..voltage.len()).map(|i| i as u32 + 3).collect(),
            voltage,
            current,
            cycle_names: (1..=self.cycles).map(|k| format!("cycle {k}")).collect(),
            compliance_flags: None,
            stated_compliance: None,
            set_polarity: None,
            magnitude_only: false,
        })
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
