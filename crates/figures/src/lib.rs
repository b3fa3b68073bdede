//! Every chart of memrilab once, on plotters' back ends: a canvas on the page, SVG and
//! PNG for export.
//!
//! ```text
//! data -> Figure -> Picture (shapes, Layout) -> canvas | SVG | PNG
//!                -> Table
//! ```
//!
//! A chart is a pure function of its data. It says which marks stand in which panels;
//! ranges, ticks, prefixes, legends, gaps and empty panels are settled in one place for
//! all of them. The [`Layout`] is the same on every back end, because text is measured
//! by a table and never by what draws it, and turns a pointer into values.
//!
//! Nothing here opens files or reads the browser; the one function that touches a canvas
//! is behind the feature `canvas`, and the bitmap back end with its font behind `png`.

// What only the other charts use is not dead.
#![cfg_attr(
    not(all(
        feature = "devices",
        feature = "campaigns",
        feature = "networks",
        feature = "crossbars"
    )),
    allow(dead_code)
)]

mod axis;
#[cfg(all(feature = "canvas", target_arch = "wasm32"))]
mod canvas;
mod charts;
mod compose;
mod error;
mod figure;
mod layout;
mod lettering;
mod number;
mod paint;
mod plot;
#[cfg(feature = "png")]
mod png;
mod ramp;
mod scene;
mod style;
mod svg;
mod table;
mod text;
mod theme;
mod ticks;

#[cfg(feature = "devices")]
pub use charts::{
    Abscissa, Bin, CurrentVoltage, CurveFigure, Endurance, Histogram, MethodScores, Methods,
    Overlay, OverlayCurve, Ranking, Score,
};
#[cfg(feature = "campaigns")]
pub use charts::{
    Along, AxisName, CampaignGoal, Importances, MapFigure, MapOf, MapPoint, PointState,
    PredictionFigure, PredictionPoint, ProgressFigure, ProgressOutlook, ProgressPoint, SliceFigure,
    SlicePoint, VariableShare,
};
#[cfg(feature = "networks")]
pub use charts::{
    Boundary, BoundaryFigure, BoundaryPoint, Draws, DrawsFigure, DrawsMethod, LayerSensitivity,
    Robustness, RobustnessFigure, RobustnessLevel, RobustnessMark, RobustnessMethod, Sensitivity,
    SensitivityFigure, Simplex, SimplexFigure, SimplexTrial, Theory, TheoryBound, TheoryFigure,
    Training, TrainingEpoch, TrainingFigure, TrainingRun,
};
#[cfg(feature = "crossbars")]
pub use charts::{
    Convergence, ConvergenceFigure, ConvergenceStep, Energy, EnergyBaseline, EnergyBits,
    EnergyFigure, Errors, ErrorsFigure, ErrorsRow, Waterfall, WaterfallFigure, WaterfallStep,
};
pub use error::FigureError;
pub use figure::Figure;
pub use layout::{
    Axis, AxisScale, Hover, Layout, MarkKind, Nearest, Panel, Rect, Second, Series, Tick,
};
pub use paint::{Medium, Picture};
#[cfg(feature = "png")]
pub use png::png;
pub use style::{FigureSize, Style};
pub use svg::svg;
pub use table::{Cell, Column, Table};
pub use theme::{Rgb, Theme};
