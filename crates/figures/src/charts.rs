//! One file a chart: its input, its marks, its table.

pub(crate) mod conductance;
mod current;
mod curve;
mod endurance;
mod histogram;
mod methods;
mod overlay;
mod ranking;
pub(crate) mod spread;

pub use current::CurrentVoltage;
pub use curve::{Abscissa, CurveFigure};
pub use endurance::Endurance;
pub use histogram::{Bin, Histogram};
pub use methods::{MethodScores, Methods};
pub use overlay::{Overlay, OverlayCurve};
pub use ranking::{Ranking, Score};
