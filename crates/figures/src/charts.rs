//! One file a chart: its input, its marks, its table.

mod along;
pub(crate) mod conductance;
mod current;
mod curve;
mod endurance;
mod histogram;
mod importance;
mod map;
mod methods;
mod overlay;
mod prediction;
mod progress;
mod ranking;
mod side;
mod slice;
pub(crate) mod spread;

pub use along::{Along, AxisName};
pub use current::CurrentVoltage;
pub use curve::{Abscissa, CurveFigure};
pub use endurance::Endurance;
pub use histogram::{Bin, Histogram};
pub use importance::{Importances, VariableShare};
pub use map::{MapFigure, MapOf, MapPoint};
pub use methods::{MethodScores, Methods};
pub use overlay::{Overlay, OverlayCurve};
pub use prediction::{PredictionFigure, PredictionPoint};
pub use progress::{CampaignGoal, PointState, ProgressFigure, ProgressOutlook, ProgressPoint};
pub use ranking::{Ranking, Score};
pub use slice::{SliceFigure, SlicePoint};
