//! A campaign experiment by experiment: what was found, the best so far, what to expect.

mod marks;
mod table;

use super::along::AxisName;
use crate::axis::AxisSpec;
use crate::number::{counted, reading};
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::theme::Hue;
use marks::staircase;
use serde::{Deserialize, Serialize};

/// What became of an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum PointState {
    /// It gave a value.
    Measured,
    /// A simulation gave a value.
    Simulated,
    /// It gave none.
    Failed,
    /// It is not done: its value is what the model expects.
    Pending,
}

impl PointState {
    const ALL: [Self; 4] = [Self::Measured, Self::Simulated, Self::Failed, Self::Pending];

    fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Simulated => "simulated",
            Self::Failed => "failed",
            Self::Pending => "pending, expected",
        }
    }
}

/// One experiment of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProgressPoint {
    /// Its number, from 1.
    pub number: u32,
    /// What became of it.
    pub state: PointState,
    /// Its value; of a pending one the mean that the model expects.
    pub value: Option<f64>,
    /// The standard deviation of the value, where it is known.
    pub sd: Option<f64>,
}

/// What is wanted of the values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "aim", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum CampaignGoal {
    /// As large as can be.
    #[default]
    Maximise,
    /// As small as can be.
    Minimise,
    /// As close as can be to one value.
    Target {
        /// The value.
        value: f64,
    },
}

/// The best to be expected after 0, 1, 2, ... more experiments than the last; for a
/// target, the distance to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProgressOutlook {
    /// Its mean.
    pub expected: Vec<f64>,
    /// Its 10 % quantile.
    pub low: Vec<f64>,
    /// Its 90 % quantile.
    pub high: Vec<f64>,
}

/// Input of the progress chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProgressFigure {
    /// What the campaign is called.
    pub name: String,
    /// What is measured.
    pub value: AxisName,
    /// What is wanted of it.
    #[serde(default)]
    pub goal: CampaignGoal,
    /// The experiments, in any order.
    pub points: Vec<ProgressPoint>,
    /// The value that the campaign set out from, drawn as a level.
    pub start: Option<f64>,
    /// The first experiment that the model chose, marked before it.
    pub model_from: Option<u32>,
    /// What is still to be expected.
    pub outlook: Option<ProgressOutlook>,
}

impl ProgressFigure {
    /// The experiments in order; values that are not finite are none.
    fn ordered(&self) -> Vec<ProgressPoint> {
        let finite = |v: Option<f64>| v.filter(|v| v.is_finite());
        let checked = |point: &ProgressPoint| ProgressPoint {
            value: finite(point.value),
            sd: finite(point.sd).filter(|sd| *sd > 0.0),
            ..*point
        };
        let mut points: Vec<ProgressPoint> = self.points.iter().map(checked).collect();
        points.sort_by_key(|point| point.number);
        points
    }

    fn target(&self) -> Option<f64> {
        match self.goal {
            CampaignGoal::Target { value } => Some(value).filter(|v| v.is_finite()),
            _ => None,
        }
    }

    /// Whether `a` is better than `b`.
    fn better(&self, a: f64, b: f64) -> bool {
        match (self.goal, self.target()) {
            (CampaignGoal::Minimise, _) => a < b,
            (_, Some(target)) => (a - target).abs() < (b - target).abs(),
            _ => a > b,
        }
    }

    /// The best value up to each experiment, in their order.
    fn best(&self, points: &[ProgressPoint]) -> Vec<Option<f64>> {
        let known = |state| matches!(state, PointState::Measured | PointState::Simulated);
        let mut best: Option<f64> = None;
        let step = |point: &ProgressPoint| {
            if let Some(value) = point.value.filter(|_| known(point.state))
                && best.is_none_or(|best| self.better(value, best))
            {
                best = Some(value);
            }
            best
        };
        points.iter().map(step).collect()
    }

    fn last(points: &[ProgressPoint]) -> u32 {
        points.last().map_or(0, |point| point.number)
    }

    /// `[experiment, expected, low, high]`, from the last experiment on.
    fn ahead(&self, last: u32) -> Vec<[f64; 4]> {
        let Some(outlook) = &self.outlook else {
            return Vec::new();
        };
        let bounds = outlook.low.iter().zip(&outlook.high);
        let steps = outlook.expected.iter().zip(bounds).enumerate();
        steps
            .map(|(step, (mean, (low, high)))| [f64::from(last) + step as f64, *mean, *low, *high])
            .collect()
    }

    pub(crate) fn plot(&self) -> Plot {
        let points = self.ordered();
        let best = self.best(&points);
        let last = Self::last(&points);
        let ahead = self.ahead(last);
        let end = ahead.last().map_or(f64::from(last), |a| a[0]);
        let first = points.first().map_or(1, |point| point.number);
        let x = || {
            let from = f64::from(first) - 0.5;
            AxisSpec::new("Experiment", "")
                .whole()
                .fixed(from, (end + 0.5).max(from + 1.0))
        };
        let numbers = || points.iter().map(|point| f64::from(point.number));
        let mut marks = self.levels();
        if let Some(number) = self.model_from.filter(|n| *n > first && *n <= last) {
            let kind = Kind::Post {
                x: f64::from(number) - 0.5,
                dash: Dash::Long,
            };
            marks.push(Mark::new("chosen by the model from here", Hue::Frame, kind).keyed());
        }
        let target = self.target();
        if target.is_none() {
            marks.extend(Self::outlook_marks(&ahead));
        }
        marks.extend(staircase(numbers(), &best));
        marks.extend(Self::dots(&points));
        let mut facets = vec![Facet {
            x: x(),
            y: self.value.axis(),
            marks,
            empty: "No experiment has a value yet.".to_owned(),
        }];
        if let Some(target) = target {
            let off = |value: &Option<f64>| value.map(|v| (v - target).abs());
            let off: Vec<Option<f64>> = best.iter().map(off).collect();
            let mut marks = Self::outlook_marks(&ahead);
            marks.extend(staircase(numbers(), &off));
            facets.push(Facet {
                x: x(),
                y: AxisSpec::new("Distance of the best", &self.value.unit()).near_zero(),
                marks,
                empty: "No experiment has a value yet.".to_owned(),
            });
        }
        let summary = self.summary(&points, &best);
        Plot {
            title: self.name.clone(),
            subtitle: summary.clone(),
            description: format!(
                "{}, experiment by experiment: {summary}.",
                self.value.name()
            ),
            notes: Self::notes(&points),
            facets,
        }
    }

    fn notes(points: &[ProgressPoint]) -> Vec<String> {
        let without = |p: &&ProgressPoint| p.state != PointState::Failed && p.value.is_none();
        let without = points.iter().filter(without).count();
        if without == 0 {
            return Vec::new();
        }
        let experiments = counted(without, "experiment has", "experiments have");
        vec![format!("{experiments} no value and no marker.")]
    }

    /// The best and how many of each, in one line.
    fn summary(&self, points: &[ProgressPoint], best: &[Option<f64>]) -> String {
        let mut parts = vec![match best.last().copied().flatten() {
            Some(value) => {
                let at = best.iter().position(|known| *known == Some(value));
                let number = at.map_or(0, |at| points[at].number);
                let name = if self.target().is_some() {
                    "closest"
                } else {
                    "best"
                };
                let value = reading(value, &self.value.unit());
                format!("{name} {value} in experiment {number}")
            }
            None => "no value yet".to_owned(),
        }];
        for (state, name) in [
            (PointState::Measured, "measured"),
            (PointState::Simulated, "simulated"),
            (PointState::Failed, "failed"),
            (PointState::Pending, "pending"),
        ] {
            let count = points.iter().filter(|point| point.state == state).count();
            if count > 0 {
                parts.push(format!("{count} {name}"));
            }
        }
        parts.join(" · ")
    }
}
