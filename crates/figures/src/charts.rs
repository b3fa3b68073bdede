//! One file a chart: its input, its marks, its table.

#[cfg(feature = "campaigns")]
mod along;
#[cfg(feature = "networks")]
mod boundary;
#[cfg(feature = "networks")]
mod checked;
#[cfg(feature = "devices")]
pub(crate) mod conductance;
#[cfg(feature = "crossbars")]
mod convergence;
#[cfg(feature = "devices")]
mod current;
#[cfg(feature = "devices")]
mod curve;
#[cfg(feature = "networks")]
mod draws;
#[cfg(feature = "devices")]
mod endurance;
#[cfg(feature = "crossbars")]
mod energy;
#[cfg(feature = "crossbars")]
mod errors;
#[cfg(feature = "devices")]
mod histogram;
#[cfg(feature = "campaigns")]
mod importance;
mod list;
#[cfg(feature = "campaigns")]
mod map;
#[cfg(feature = "devices")]
mod methods;
#[cfg(feature = "devices")]
mod overlay;
#[cfg(feature = "campaigns")]
mod prediction;
#[cfg(feature = "campaigns")]
mod progress;
#[cfg(feature = "devices")]
mod ranking;
#[cfg(feature = "networks")]
mod robustness;
#[cfg(feature = "networks")]
mod sensitivity;
#[cfg(feature = "campaigns")]
mod side;
#[cfg(feature = "networks")]
mod simplex;
#[cfg(feature = "campaigns")]
mod slice;
#[cfg(feature = "devices")]
pub(crate) mod spread;
#[cfg(feature = "networks")]
mod theory;
#[cfg(feature = "networks")]
mod training;
#[cfg(feature = "crossbars")]
mod waterfall;

#[cfg(feature = "campaigns")]
pub use along::{Along, AxisName};
#[cfg(feature = "networks")]
pub use boundary::{Boundary, BoundaryFigure, BoundaryPoint};
#[cfg(feature = "crossbars")]
pub use convergence::{Convergence, ConvergenceFigure, ConvergenceStep};
#[cfg(feature = "devices")]
pub use current::CurrentVoltage;
#[cfg(feature = "devices")]
pub use curve::{Abscissa, CurveFigure};
#[cfg(feature = "networks")]
pub use draws::{Draws, DrawsFigure, DrawsMethod};
#[cfg(feature = "devices")]
pub use endurance::Endurance;
#[cfg(feature = "crossbars")]
pub use energy::{Energy, EnergyBaseline, EnergyBits, EnergyFigure};
#[cfg(feature = "crossbars")]
pub use errors::{Errors, ErrorsFigure, ErrorsRow};
#[cfg(feature = "devices")]
pub use histogram::{Bin, Histogram};
#[cfg(feature = "campaigns")]
pub use importance::{Importances, VariableShare};
#[cfg(feature = "campaigns")]
pub use map::{MapFigure, MapOf, MapPoint};
#[cfg(feature = "devices")]
pub use methods::{MethodScores, Methods};
#[cfg(feature = "devices")]
pub use overlay::{Overlay, OverlayCurve};
#[cfg(feature = "campaigns")]
pub use prediction::{PredictionFigure, PredictionPoint};
#[cfg(feature = "campaigns")]
pub use progress::{CampaignGoal, PointState, ProgressFigure, ProgressOutlook, ProgressPoint};
#[cfg(feature = "devices")]
pub use ranking::{Ranking, Score};
#[cfg(feature = "networks")]
pub use robustness::{
    Robustness, RobustnessFigure, RobustnessLevel, RobustnessMark, RobustnessMethod,
};
#[cfg(feature = "networks")]
pub use sensitivity::{LayerSensitivity, Sensitivity, SensitivityFigure};
#[cfg(feature = "networks")]
pub use simplex::{Simplex, SimplexFigure, SimplexTrial};
#[cfg(feature = "campaigns")]
pub use slice::{SliceFigure, SlicePoint};
#[cfg(feature = "networks")]
pub use theory::{Theory, TheoryBound, TheoryFigure};
#[cfg(feature = "networks")]
pub use training::{Training, TrainingEpoch, TrainingFigure, TrainingRun};
#[cfg(feature = "crossbars")]
pub use waterfall::{Waterfall, WaterfallFigure, WaterfallStep};
