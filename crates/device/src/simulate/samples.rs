//! The devices that ship with memrilab, and their file.

use super::{DeviceModel, Dip};
use crate::Sweep;
use memrilab_core::quantity::{Amperes, Volts};
use std::fmt::Write as _;

/// A device worth looking at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Conductance rises along the whole leg, cycles agree.
    Good,
    /// Conductance falls along a stretch, so the run is short.
    NonMonotonic,
    /// Cycles scatter widely, and compliance hides the end of the leg.
    Noisy,
}

impl Sample {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Good, Self::NonMonotonic, Self::Noisy];
    /// The seed of the files that ship.
    pub const SEED: u64 = 1;

    /// Its name on the command line and of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::NonMonotonic => "non-monotonic",
            Self::Noisy => "noisy",
        }
    }

    /// How it is made.
    #[must_use]
    pub fn model(self) -> DeviceModel {
        let base = DeviceModel {
            cycles: 12,
            point_noise: 0.02,
            cycle_noise: 0.08,
            ..DeviceModel::default()
        };
        match self {
            Self::Good => base,
            Self::NonMonotonic => DeviceModel {
                dips: vec![Dip {
                    from: Volts(2.0),
                    to: Volts(3.2),
                    depth: 0.5,
                }],
                ..base
            },
            Self::Noisy => DeviceModel {
                v_set: Some(Volts(2.2)),
                set_jump: 2.0,
                compliance: Some(Amperes(2.7e-5)),
                point_noise: 0.15,
                cycle_noise: 0.9,
                growth: 0.9,
                ..base
            },
        }
    }
}

/// The first line of the file of a simulated device, by which it is told from a
/// measured one whatever its name.
pub const SIMULATED: &str = "# simulated by memrilab";

/// A simulated sweep as a CSV file: a line that says that it is simulated, then the
/// paper's form, a voltage column and one current column a cycle, volts and amperes
/// with seven digits, as a source meter writes them.
///
/// ```
/// use memrilab_device::Dialect;
/// use memrilab_device::read::{ReadOptions, read};
/// use memrilab_device::simulate::{DeviceModel, to_csv};
/// let csv = to_csv(&DeviceModel::default().measure(1).unwrap());
/// let reading = read("a.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
/// assert_eq!(reading.measurements[0].dialect, Dialect::Simulated);
/// ```
#[must_use]
pub fn to_csv(sweep: &Sweep) -> String {
    let mut text = format!("{SIMULATED}\nVoltage (V)");
    for k in 1..=sweep.current.nrows() {
        let _ = write!(text, ",Current cycle {k} (A)");
    }
    text.push('\n');
    for (j, v) in sweep.voltage.iter().enumerate() {
        let _ = write!(text, "{}", libm::round(v * 1e6) / 1e6);
        for i in sweep.current.column(j) {
            if i.is_finite() {
                let _ = write!(text, ",{i:.6e}");
            } else {
                text.push(',');
            }
        }
        text.push('\n');
    }
    text
}
