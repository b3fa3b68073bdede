//! Every chart by name.

use crate::charts::{
    CampaignGoal, CurrentVoltage, CurveFigure, Endurance, Histogram, Importances, MapFigure,
    Methods, Overlay, PredictionFigure, ProgressFigure, Ranking, SliceFigure, conductance, spread,
};
use crate::compose::compose;
use crate::plot::Plot;
use crate::{Picture, Style, Table};

/// A chart and its data.
#[derive(Debug, Clone)]
pub enum Figure<'a> {
    /// Current against voltage, every cycle and their mean.
    CurrentVoltage(CurrentVoltage<'a>),
    /// Conductance along the forward sweep (or the pulses), with the compliance mask, the
    /// run and the window of sigma.
    Conductance(CurveFigure<'a>),
    /// Spread over cycles at each point, with sigma.
    Spread(CurveFigure<'a>),
    /// SET, RESET, on/off ratio and compliance, cycle by cycle.
    Endurance(Endurance<'a>),
    /// Devices by usability, with intervals.
    Ranking(Ranking<'a>),
    /// The three definitions of usability, device by device.
    Methods(Methods<'a>),
    /// How many devices have which usability.
    Histogram(Histogram<'a>),
    /// Conductance curves of several devices.
    Overlay(Overlay<'a>),
    /// A campaign, experiment by experiment, with the best so far.
    Progress(&'a ProgressFigure),
    /// What a model expects along one variable.
    Slice(&'a SliceFigure),
    /// What a model says over two variables.
    Map(&'a MapFigure),
    /// How much each variable matters to a model.
    Importance(Importances<'a>),
    /// What a model predicts of each measurement from the others.
    Prediction(&'a PredictionFigure),
}

impl Figure<'_> {
    fn plot(&self) -> Plot {
        match self {
            Self::CurrentVoltage(chart) => chart.plot(),
            Self::Conductance(chart) => conductance::plot(chart),
            Self::Spread(chart) => spread::plot(chart),
            Self::Endurance(chart) => chart.plot(),
            Self::Ranking(chart) => chart.plot(),
            Self::Methods(chart) => chart.plot(),
            Self::Histogram(chart) => chart.plot(),
            Self::Overlay(chart) => chart.plot(),
            Self::Progress(chart) => chart.plot(),
            Self::Slice(chart) => chart.plot(),
            Self::Map(chart) => chart.plot(),
            Self::Importance(chart) => chart.plot(),
            Self::Prediction(chart) => chart.plot(),
        }
    }

    /// The figure composed for a size and a theme: its shapes and its layout.
    #[must_use]
    pub fn picture(&self, style: &Style) -> Picture {
        compose(&self.plot(), style)
    }

    /// The data behind the figure.
    #[must_use]
    pub fn table(&self) -> Table {
        match self {
            Self::CurrentVoltage(chart) => chart.table(),
            Self::Conductance(chart) => conductance::table(chart),
            Self::Spread(chart) => spread::table(chart),
            Self::Endurance(chart) => chart.table(),
            Self::Ranking(chart) => chart.table(),
            Self::Methods(chart) => chart.table(),
            Self::Histogram(chart) => chart.table(),
            Self::Overlay(chart) => chart.table(),
            Self::Progress(chart) => chart.table(),
            Self::Slice(chart) => chart.table(),
            Self::Map(chart) => chart.table(),
            Self::Importance(chart) => chart.table(),
            Self::Prediction(chart) => chart.table(),
        }
    }

    /// A height, in logical pixels, at which nothing is cramped: lists of devices need
    /// more the longer they are.
    #[must_use]
    pub fn natural_height(&self) -> u32 {
        let rows = |n: usize| (150 + 18 * n.min(400) as u32).max(240);
        match self {
            Self::Ranking(chart) => rows(chart.devices.len()),
            Self::Methods(chart) => rows(chart.devices.len()),
            Self::Endurance(_) => 560,
            Self::Spread(_) | Self::Histogram(_) => 340,
            Self::Importance(chart) => (120 + 26 * chart.variables.len().min(400) as u32).max(200),
            Self::Progress(chart) if matches!(chart.goal, CampaignGoal::Target { .. }) => 620,
            Self::Map(_) => 520,
            Self::Overlay(_) | Self::Progress(_) | Self::Prediction(_) => 460,
            Self::Slice(_) => 420,
            Self::CurrentVoltage(_) | Self::Conductance(_) => 420,
        }
    }
}
