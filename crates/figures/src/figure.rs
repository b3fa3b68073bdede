//! Every chart by name.

#[cfg(feature = "networks")]
use crate::charts::{
    BoundaryFigure, DrawsFigure, RobustnessFigure, SensitivityFigure, SimplexFigure, TheoryFigure,
    TrainingFigure,
};
#[cfg(feature = "campaigns")]
use crate::charts::{
    CampaignGoal, Importances, MapFigure, PredictionFigure, ProgressFigure, SliceFigure,
};
#[cfg(feature = "crossbars")]
use crate::charts::{ConvergenceFigure, EnergyFigure, ErrorsFigure, WaterfallFigure};
#[cfg(feature = "devices")]
use crate::charts::{
    CurrentVoltage, CurveFigure, Endurance, Histogram, Methods, Overlay, Ranking, conductance,
    spread,
};
use crate::compose::{Arrangement, compose};
use crate::plot::Plot;
use crate::{Picture, Style, Table};

/// A chart and its data.
#[derive(Debug, Clone)]
pub enum Figure<'a> {
    #[cfg(feature = "devices")]
    /// Current against voltage, every cycle and their mean.
    CurrentVoltage(CurrentVoltage<'a>),
    #[cfg(feature = "devices")]
    /// Conductance along the forward sweep (or the pulses), with the compliance mask, the
    /// run and the window of sigma.
    Conductance(CurveFigure<'a>),
    #[cfg(feature = "devices")]
    /// Spread over cycles at each point, with sigma.
    Spread(CurveFigure<'a>),
    #[cfg(feature = "devices")]
    /// SET, RESET, on/off ratio and compliance, cycle by cycle.
    Endurance(Endurance<'a>),
    #[cfg(feature = "devices")]
    /// Devices by usability, with intervals.
    Ranking(Ranking<'a>),
    #[cfg(feature = "devices")]
    /// The three definitions of usability, device by device.
    Methods(Methods<'a>),
    #[cfg(feature = "devices")]
    /// How many devices have which usability.
    Histogram(Histogram<'a>),
    #[cfg(feature = "devices")]
    /// Conductance curves of several devices.
    Overlay(Overlay<'a>),
    #[cfg(feature = "campaigns")]
    /// A campaign, experiment by experiment, with the best so far.
    Progress(&'a ProgressFigure),
    #[cfg(feature = "campaigns")]
    /// What a model expects along one variable.
    Slice(&'a SliceFigure),
    #[cfg(feature = "campaigns")]
    /// What a model says over two variables.
    Map(&'a MapFigure),
    #[cfg(feature = "campaigns")]
    /// How much each variable matters to a model.
    Importance(Importances<'a>),
    #[cfg(feature = "campaigns")]
    /// What a model predicts of each measurement from the others.
    Prediction(&'a PredictionFigure),
    #[cfg(feature = "networks")]
    /// Accuracy against usability, method by method.
    Robustness(&'a RobustnessFigure),
    #[cfg(feature = "networks")]
    /// Loss and accuracy, epoch by epoch.
    Training(&'a TrainingFigure),
    #[cfg(feature = "networks")]
    /// What drift of each layer alone costs.
    Sensitivity(&'a SensitivityFigure),
    #[cfg(feature = "networks")]
    /// The probabilities that a search has tried, layer by layer.
    Simplex(&'a SimplexFigure),
    #[cfg(feature = "networks")]
    /// What a network of two inputs says over the plane under drift.
    Boundary(&'a BoundaryFigure),
    #[cfg(feature = "networks")]
    /// Every draw of the drift at one level, method by method.
    Draws(&'a DrawsFigure),
    #[cfg(feature = "networks")]
    /// What Theorem 1 promises, and what is true.
    Theory(&'a TheoryFigure),
    #[cfg(feature = "crossbars")]
    /// Errors of devices pulse by pulse, and how many are done.
    Convergence(&'a ConvergenceFigure),
    #[cfg(feature = "crossbars")]
    /// Operations per second and watt, array only and with converters of so many bits.
    Energy(&'a EnergyFigure),
    #[cfg(feature = "crossbars")]
    /// What each effect of a crossbar costs.
    Waterfall(&'a WaterfallFigure),
    #[cfg(feature = "crossbars")]
    /// How far outputs of a crossbar are off.
    Errors(&'a ErrorsFigure),
}

impl Figure<'_> {
    fn plot(&self) -> Plot {
        match self {
            #[cfg(feature = "devices")]
            Self::CurrentVoltage(chart) => chart.plot(),
            #[cfg(feature = "devices")]
            Self::Conductance(chart) => conductance::plot(chart),
            #[cfg(feature = "devices")]
            Self::Spread(chart) => spread::plot(chart),
            #[cfg(feature = "devices")]
            Self::Endurance(chart) => chart.plot(),
            #[cfg(feature = "devices")]
            Self::Ranking(chart) => chart.plot(),
            #[cfg(feature = "devices")]
            Self::Methods(chart) => chart.plot(),
            #[cfg(feature = "devices")]
            Self::Histogram(chart) => chart.plot(),
            #[cfg(feature = "devices")]
            Self::Overlay(chart) => chart.plot(),
            #[cfg(feature = "campaigns")]
            Self::Progress(chart) => chart.plot(),
            #[cfg(feature = "campaigns")]
            Self::Slice(chart) => chart.plot(),
            #[cfg(feature = "campaigns")]
            Self::Map(chart) => chart.plot(),
            #[cfg(feature = "campaigns")]
            Self::Importance(chart) => chart.plot(),
            #[cfg(feature = "campaigns")]
            Self::Prediction(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Robustness(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Training(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Sensitivity(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Simplex(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Boundary(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Draws(chart) => chart.plot(),
            #[cfg(feature = "networks")]
            Self::Theory(chart) => chart.plot(),
            #[cfg(feature = "crossbars")]
            Self::Convergence(chart) => chart.plot(),
            #[cfg(feature = "crossbars")]
            Self::Energy(chart) => chart.plot(),
            #[cfg(feature = "crossbars")]
            Self::Waterfall(chart) => chart.plot(),
            #[cfg(feature = "crossbars")]
            Self::Errors(chart) => chart.plot(),
        }
    }

    /// The figure composed for a size and a theme: its shapes and its layout.
    #[must_use]
    pub fn picture(&self, style: &Style) -> Picture {
        compose(&self.plot(), self.arrangement(), style)
    }

    /// How the panels stand.
    fn arrangement(&self) -> Arrangement {
        match self {
            #[cfg(feature = "networks")]
            Self::Simplex(_) => Arrangement::Grid,
            #[allow(unreachable_patterns)]
            _ => Arrangement::Stack,
        }
    }

    /// The data behind the figure.
    #[must_use]
    pub fn table(&self) -> Table {
        match self {
            #[cfg(feature = "devices")]
            Self::CurrentVoltage(chart) => chart.table(),
            #[cfg(feature = "devices")]
            Self::Conductance(chart) => conductance::table(chart),
            #[cfg(feature = "devices")]
            Self::Spread(chart) => spread::table(chart),
            #[cfg(feature = "devices")]
            Self::Endurance(chart) => chart.table(),
            #[cfg(feature = "devices")]
            Self::Ranking(chart) => chart.table(),
            #[cfg(feature = "devices")]
            Self::Methods(chart) => chart.table(),
            #[cfg(feature = "devices")]
            Self::Histogram(chart) => chart.table(),
            #[cfg(feature = "devices")]
            Self::Overlay(chart) => chart.table(),
            #[cfg(feature = "campaigns")]
            Self::Progress(chart) => chart.table(),
            #[cfg(feature = "campaigns")]
            Self::Slice(chart) => chart.table(),
            #[cfg(feature = "campaigns")]
            Self::Map(chart) => chart.table(),
            #[cfg(feature = "campaigns")]
            Self::Importance(chart) => chart.table(),
            #[cfg(feature = "campaigns")]
            Self::Prediction(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Robustness(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Training(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Sensitivity(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Simplex(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Boundary(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Draws(chart) => chart.table(),
            #[cfg(feature = "networks")]
            Self::Theory(chart) => chart.table(),
            #[cfg(feature = "crossbars")]
            Self::Convergence(chart) => chart.table(),
            #[cfg(feature = "crossbars")]
            Self::Energy(chart) => chart.table(),
            #[cfg(feature = "crossbars")]
            Self::Waterfall(chart) => chart.table(),
            #[cfg(feature = "crossbars")]
            Self::Errors(chart) => chart.table(),
        }
    }

    /// A height, in logical pixels, at which nothing is cramped: lists of devices need
    /// more the longer they are.
    #[must_use]
    pub fn natural_height(&self) -> u32 {
        #[cfg(feature = "devices")]
        let rows = |n: usize| (150 + 18 * n.min(400) as u32).max(240);
        match self {
            #[cfg(feature = "devices")]
            Self::Ranking(chart) => rows(chart.devices.len()),
            #[cfg(feature = "devices")]
            Self::Methods(chart) => rows(chart.devices.len()),
            #[cfg(feature = "devices")]
            Self::Endurance(_) => 560,
            #[cfg(feature = "devices")]
            Self::Spread(_) | Self::Histogram(_) => 340,
            #[cfg(feature = "campaigns")]
            Self::Importance(chart) => (120 + 26 * chart.variables.len().min(400) as u32).max(200),
            #[cfg(feature = "campaigns")]
            Self::Progress(chart) if matches!(chart.goal, CampaignGoal::Target { .. }) => 620,
            #[cfg(feature = "campaigns")]
            Self::Map(_) => 520,
            #[cfg(feature = "devices")]
            Self::Overlay(_) => 460,
            #[cfg(feature = "campaigns")]
            Self::Progress(_) | Self::Prediction(_) => 460,
            #[cfg(feature = "campaigns")]
            Self::Slice(_) => 420,
            #[cfg(feature = "networks")]
            Self::Robustness(_) => 460,
            #[cfg(feature = "networks")]
            Self::Training(_) => 560,
            #[cfg(feature = "networks")]
            Self::Sensitivity(chart) => (130 + 26 * chart.layers().min(400) as u32).max(200),
            #[cfg(feature = "networks")]
            Self::Simplex(chart) => 130 + 240 * chart.layers().div_ceil(3).clamp(1, 30) as u32,
            #[cfg(feature = "networks")]
            Self::Boundary(_) => 520,
            #[cfg(feature = "networks")]
            Self::Draws(chart) => 150 + 46 * chart.methods().clamp(2, 400) as u32,
            #[cfg(feature = "networks")]
            Self::Theory(_) => 620,
            #[cfg(feature = "crossbars")]
            Self::Convergence(_) => 560,
            #[cfg(feature = "crossbars")]
            Self::Energy(_) => 420,
            #[cfg(feature = "crossbars")]
            Self::Waterfall(chart) => 150 + 34 * chart.steps().clamp(2, 100) as u32,
            #[cfg(feature = "crossbars")]
            Self::Errors(chart) => 150 + 40 * chart.rows().clamp(2, 400) as u32,
            #[cfg(feature = "devices")]
            Self::CurrentVoltage(_) | Self::Conductance(_) => 420,
        }
    }
}
