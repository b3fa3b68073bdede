//! How write-verify converges: errors of devices pulse by pulse, and how many are done.

use super::checked::within;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, given, reading};
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Relative errors over devices after so many pulses each.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvergenceStep {
    /// Pulses of each device that still needed them.
    pub pulses: u32,
    /// The error that a tenth of the devices stay below, at least 0.
    pub low: f64,
    /// The median error.
    pub median: f64,
    /// The error that nine tenths stay below.
    pub high: f64,
    /// The share of devices within tolerance, from 0 to 1.
    pub within: f64,
}

/// Input of the convergence chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Convergence {
    /// What was programmed, such as `32 x 32 devices`.
    pub name: String,
    /// How many devices there are.
    pub devices: u32,
    /// The relative error that is near enough, above 0.
    pub tolerance: f64,
    /// By the number of pulses, from the smallest up, as read right after them; none while
    /// nothing is read yet.
    pub steps: Vec<ConvergenceStep>,
    /// The share of devices within tolerance when all is done, from 0 to 1: less than at the
    /// last step where later pulses have disturbed what was written.
    #[serde(default)]
    pub yield_share: Option<f64>,
}

/// The convergence chart: a checked [`Convergence`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Convergence")]
pub struct ConvergenceFigure(Convergence);

impl TryFrom<Convergence> for ConvergenceFigure {
    type Error = FigureError;

    fn try_from(data: Convergence) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

/// Errors below this share of the tolerance are drawn there: a logarithm has no 0.
const FLOOR: f64 = 0.01;

/// In percent, with one decimal at most.
fn percent(share: f64) -> String {
    given(libm::round(1000.0 * share) / 10.0)
}

/// Steps from which on a line alone shows them.
const MANY: usize = 25;

/// A line, and dots where the steps are few enough to be told apart.
fn traced(name: &str, hue: Hue, points: Vec<[f64; 2]>) -> (Mark, Option<Mark>) {
    let dots = (points.len() < MANY).then(|| Kind::Dots {
        points: points.clone(),
        glyph: Glyph::Disc,
        radius: 3.0,
    });
    let line = Kind::Line {
        points,
        width: 1.8,
        dash: Dash::Solid,
    };
    let dots = dots.map(|dots| Mark::new(name, hue, dots));
    (Mark::new(name, hue, line), dots)
}

impl ConvergenceFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Value`] for a tolerance that is not above 0, steps out of order, errors
    /// that are not `0 <= low <= median <= high`, and shares outside 0 to 1.
    pub fn new(data: Convergence) -> Result<Self, FigureError> {
        let place = || "convergence".to_owned();
        let above = (f64::MIN_POSITIVE, f64::MAX);
        within(&place, "the tolerance", data.tolerance, above, "above 0")?;
        let mut least = 0.0;
        for step in &data.steps {
            let place = || format!("after {} pulses", step.pulses);
            let pulses = f64::from(step.pulses);
            let what = "the number of pulses";
            let expected = "larger than the one before";
            within(&place, what, pulses, (least, f64::MAX), expected)?;
            least = pulses + 1.0;
            let mut below = 0.0;
            for (what, value, expected) in [
                ("the error of a tenth", step.low, "at least 0"),
                ("the median error", step.median, "at least that of a tenth"),
                ("the error of nine tenths", step.high, "at least the median"),
            ] {
                within(&place, what, value, (below, f64::MAX), expected)?;
                below = value;
            }
            let share = "the share within tolerance";
            within(&place, share, step.within, (0.0, 1.0), "from 0 to 1")?;
        }
        let share = |v| within(&place, "the yield", v, (0.0, 1.0), "from 0 to 1");
        data.yield_share.map_or(Ok(()), share)?;
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Convergence {
        &self.0
    }

    fn x(&self) -> AxisSpec {
        let last = self.0.steps.last().map_or(1, |step| step.pulses.max(1));
        AxisSpec::new("Pulses of a device", "")
            .whole()
            .fixed(-0.5, f64::from(last) + 0.5)
    }

    fn errors(&self) -> Facet {
        let steps = &self.0.steps;
        let floor = FLOOR * self.0.tolerance;
        let x = |step: &ConvergenceStep| f64::from(step.pulses);
        let band = steps
            .iter()
            .map(|s| [x(s), s.low.max(floor), s.high.max(floor)]);
        let line = steps.iter().map(|s| [x(s), s.median.max(floor)]);
        let mut marks = Vec::new();
        if !steps.is_empty() {
            let level = Kind::Level {
                y: self.0.tolerance,
                dash: Dash::Long,
            };
            let name = format!("tolerance, {} %", given(100.0 * self.0.tolerance));
            marks.push(Mark::new(name, Hue::Vermilion, level).keyed());
            let band = Kind::Band(band.collect());
            marks.push(Mark::new("10 % to 90 % of the devices", Hue::Blue, band).keyed());
            let (line, dots) = traced("median", Hue::Blue, line.collect());
            marks.push(line.keyed());
            marks.extend(dots);
        }
        Facet {
            x: self.x(),
            y: AxisSpec::new("Error |G/target − 1|", "").log(),
            marks,
            empty: "No device is read yet.".to_owned(),
        }
    }

    fn shares(&self) -> Facet {
        let steps = self.0.steps.iter();
        let points: Vec<[f64; 2]> = steps.map(|s| [f64::from(s.pulses), s.within]).collect();
        let mut marks = Vec::new();
        if !points.is_empty() {
            let (line, dots) = traced("within tolerance", Hue::Green, points);
            marks.push(line.keyed_as("when written".to_owned()));
            marks.extend(dots);
            if let Some(y) = self.0.yield_share {
                let dash = Dash::Long;
                let name = format!("at the end, {} %", percent(y));
                marks.push(Mark::new(name, Hue::Ink, Kind::Level { y, dash }).keyed());
            }
        }
        Facet {
            x: self.x(),
            y: AxisSpec::new("Share within tolerance", "").fixed(0.0, 1.0),
            marks,
            empty: "No device is read yet.".to_owned(),
        }
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let title = format!("Programming of {}", text::clean(&data.name));
        let below = FLOOR * data.tolerance;
        let values = data.steps.iter().flat_map(|s| [s.low, s.median, s.high]);
        let lowest = values.filter(|value| *value < below).count();
        let mut notes = Vec::new();
        if lowest > 0 {
            let values = counted(lowest, "error is below", "errors are below");
            let place = given(100.0 * below);
            notes.push(format!("{values} {place} % and drawn there."));
        }
        Plot {
            description: self.described(&title),
            title,
            subtitle: String::new(),
            notes,
            facets: vec![self.errors(), self.shares()],
        }
    }

    /// The figure in words: where it begins and where it ends.
    fn described(&self, title: &str) -> String {
        let data = &self.0;
        let devices = counted(data.devices as usize, "device", "devices");
        let (Some(first), Some(last)) = (data.steps.first(), data.steps.last()) else {
            return format!("{title}, {devices}, none read yet.");
        };
        let mut words = format!(
            "{title}: of {devices}, {} % within {} % before the first pulse, {} % after at most {}. \
             Median error {}, then {}.",
            percent(first.within),
            given(100.0 * data.tolerance),
            percent(last.within),
            counted(last.pulses as usize, "pulse", "pulses"),
            reading(first.median, ""),
            reading(last.median, ""),
        );
        if let Some(share) = data.yield_share {
            words.push_str(&format!(" At the end {} % are within.", percent(share)));
        }
        words
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("pulses", ""),
            ("error, 10 %", ""),
            ("error, median", ""),
            ("error, 90 %", ""),
            ("share within tolerance", ""),
        ]);
        for step in &self.0.steps {
            let cells = [
                f64::from(step.pulses),
                step.low,
                step.median,
                step.high,
                step.within,
            ];
            table.rows.push(cells.map(Cell::of).to_vec());
        }
        table
    }
}
