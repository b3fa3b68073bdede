//! Conductance curves of several devices laid over each other.

use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use memrilab_device::analysis::{Analysis, Method};
use serde::{Deserialize, Serialize};

/// One device of an overlay: its conductance along the way out by one method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OverlayCurve {
    /// What the device is called.
    pub name: String,
    /// Volts at each kept point.
    pub voltage: Vec<f64>,
    /// Smoothed conductance there, in siemens.
    pub conductance: Vec<Option<f64>>,
    /// First point of the run.
    pub run_start: usize,
    /// One past its last point.
    pub run_end: usize,
}

/// Input of the overlay: conductance in siemens along the way out, by one method.
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'a> {
    /// The method that the curves follow.
    pub method: Method,
    /// The devices, in the order of the legend.
    pub devices: &'a [OverlayCurve],
}

/// Colours and dashes in turn: twelve devices can be told apart.
const HUES: [Hue; 6] = Hue::SERIES;

impl OverlayCurve {
    /// The curve of an analysed device by one method.
    #[must_use]
    pub fn of(name: &str, analysis: &Analysis) -> Self {
        let end = match analysis.method {
            Method::Table => analysis.result.run_end + 1,
            Method::Corrected | Method::Paper => analysis.result.run_end,
        };
        Self {
            name: name.to_owned(),
            voltage: analysis.curve.voltage.clone(),
            conductance: analysis.curve.smoothed.clone(),
            run_start: analysis.result.run_start,
            run_end: end,
        }
    }

    fn run(&self) -> std::ops::Range<usize> {
        self.run_start..self.run_end.min(self.voltage.len())
    }

    fn line(&self, points: std::ops::Range<usize>) -> Vec<[f64; 2]> {
        let at = |p: usize| self.conductance.get(p).copied().flatten();
        points
            .map(|p| [self.voltage[p], at(p).unwrap_or(f64::NAN)])
            .collect()
    }

    fn whole(&self) -> Vec<[f64; 2]> {
        self.line(0..self.voltage.len())
    }
}

impl Overlay<'_> {
    pub(crate) fn plot(&self) -> Plot {
        let mut marks = Vec::new();
        for (number, device) in self.devices.iter().enumerate() {
            let hue = HUES[number % HUES.len()];
            let dash = if number < HUES.len() {
                Dash::Solid
            } else {
                Dash::Long
            };
            let whole = Kind::Line {
                points: device.whole(),
                width: 1.2,
                dash,
            };
            marks.push(Mark::new(device.name.as_str(), hue, whole).keyed());
            let run = Kind::Line {
                points: device.line(device.run()),
                width: 3.4,
                dash,
            };
            marks.push(Mark::new(format!("{}, run", device.name), hue, run));
        }
        let count = counted(self.devices.len(), "device", "devices");
        Plot {
            title: format!("Conductance of {count}"),
            subtitle: format!("{}, smoothed; thick: the run", self.method.name()),
            description: format!(
                "Smoothed conductance along the way out of {count} by the method {}, logarithmic.",
                self.method.name()
            ),
            notes: Vec::new(),
            facets: vec![Facet {
                x: AxisSpec::new("Voltage", "V"),
                y: AxisSpec::new("Conductance", "S").log(),
                marks,
                empty: "Mark devices to lay their conductance over each other.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("device", ""),
            ("voltage", "V"),
            ("smoothed conductance", "S"),
            ("in the run", ""),
        ]);
        for device in self.devices {
            let run = device.run();
            for (point, [volts, siemens]) in device.whole().into_iter().enumerate() {
                let inside = if run.contains(&point) { "yes" } else { "no" };
                table.rows.push(vec![
                    Cell::Text(crate::text::clean(&device.name)),
                    Cell::of(volts),
                    Cell::of(siemens),
                    Cell::Text(inside.to_owned()),
                ]);
            }
        }
        table
    }
}
