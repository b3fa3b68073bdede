//! Conductance curves of several devices laid over each other.

use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use memrilab_device::analysis::{Curve, Method, MethodResult};

/// One device of an overlay.
#[derive(Debug, Clone, Copy)]
pub struct OverlayCurve<'a> {
    /// What the device is called.
    pub name: &'a str,
    /// Its curve by the method of the overlay.
    pub curve: &'a Curve,
    /// The numbers of that method.
    pub result: &'a MethodResult,
}

/// Input of the overlay: conductance in siemens along the way out, by one method.
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'a> {
    /// The method that the curves follow.
    pub method: Method,
    /// The devices, in the order of the legend.
    pub devices: &'a [OverlayCurve<'a>],
}

/// Colours and dashes in turn: twelve devices can be told apart.
const HUES: [Hue; 6] = [
    Hue::Blue,
    Hue::Vermilion,
    Hue::Green,
    Hue::Orange,
    Hue::Purple,
    Hue::Sky,
];

impl OverlayCurve<'_> {
    /// First and one past the last point of the run.
    fn run(&self, method: Method) -> std::ops::Range<usize> {
        let end = match method {
            Method::Table => self.result.run_end + 1,
            Method::Corrected | Method::Paper => self.result.run_end,
        };
        self.result.run_start..end.min(self.curve.voltage.len())
    }

    fn line(&self, points: impl Iterator<Item = usize>) -> Vec<[f64; 2]> {
        let at = |p: usize| {
            self.curve
                .smoothed
                .get(p)
                .copied()
                .flatten()
                .unwrap_or(f64::NAN)
        };
        points.map(|p| [self.curve.voltage[p], at(p)]).collect()
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
                points: device.line(0..device.curve.voltage.len()),
                width: 1.2,
                dash,
            };
            marks.push(Mark::new(device.name, hue, whole).keyed());
            let run = Kind::Line {
                points: device.line(device.run(self.method)),
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
            let run = device.run(self.method);
            for (point, [volts, siemens]) in device
                .line(0..device.curve.voltage.len())
                .into_iter()
                .enumerate()
            {
                let inside = if run.contains(&point) { "yes" } else { "no" };
                table.rows.push(vec![
                    Cell::Text(crate::text::clean(device.name)),
                    Cell::of(volts),
                    Cell::of(siemens),
                    Cell::Text(inside.to_owned()),
                ]);
            }
        }
        table
    }
}
