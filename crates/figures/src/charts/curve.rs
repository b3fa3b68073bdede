//! What the charts of one method's curve share: their input, the run, the window.

use crate::axis::AxisSpec;
use crate::number::{counted, short};
use crate::plot::{Dash, Kind, Mark};
use crate::theme::Hue;
use memrilab_device::analysis::{Analysis, DeviceAnalysis, Method};

/// What a curve is drawn along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abscissa {
    /// The swept voltage.
    Voltage,
    /// The number of the pulse.
    Pulse,
}

/// Input of the conductance and the spread chart: one device by one method.
#[derive(Debug, Clone, Copy)]
pub struct CurveFigure<'a> {
    /// What the device is called.
    pub name: &'a str,
    /// The method's numbers and its curve.
    pub analysis: &'a Analysis,
    /// What the curve is drawn along.
    pub abscissa: Abscissa,
    /// Whether conductances are siemens, rather than a unit the file does not name.
    pub in_siemens: bool,
}

impl<'a> CurveFigure<'a> {
    /// The chart of one method of a device; pulses are recognised by the absence of a
    /// voltage. `None` if the method was not run.
    #[must_use]
    pub fn of(
        name: &'a str,
        device: &'a DeviceAnalysis,
        method: Method,
        in_siemens: bool,
    ) -> Option<Self> {
        Some(Self {
            name,
            analysis: device.method(method)?,
            abscissa: match device.v_max {
                Some(_) => Abscissa::Voltage,
                None => Abscissa::Pulse,
            },
            in_siemens,
        })
    }

    pub(super) fn unit(&self) -> &'static str {
        if self.in_siemens { "S" } else { "arb. units" }
    }

    pub(super) fn x_axis(&self) -> AxisSpec {
        match self.abscissa {
            Abscissa::Voltage => AxisSpec::new("Voltage", "V"),
            Abscissa::Pulse => AxisSpec::new("Pulse", "").whole(),
        }
    }

    pub(super) fn x_column(&self) -> (&'static str, &'static str) {
        match self.abscissa {
            Abscissa::Voltage => ("voltage", "V"),
            Abscissa::Pulse => ("pulse", ""),
        }
    }

    /// The x of a kept point.
    pub(super) fn x(&self, point: usize) -> f64 {
        let known = self.analysis.curve.voltage.get(point);
        known.copied().unwrap_or(f64::NAN)
    }

    /// `[x, y]` at every kept point, a gap where `y` is missing.
    pub(super) fn line(&self, y: &[Option<f64>]) -> Vec<[f64; 2]> {
        y.iter()
            .enumerate()
            .map(|(point, y)| [self.x(point), y.unwrap_or(f64::NAN)])
            .collect()
    }

    /// First and last point of the run; the end of `table` is inclusive.
    pub(crate) fn run(&self) -> Option<(usize, usize)> {
        let result = &self.analysis.result;
        let last = match self.analysis.method {
            Method::Table => result.run_end,
            Method::Corrected | Method::Paper => result.run_end.checked_sub(1)?,
        };
        self.within(result.run_start, last)
    }

    fn within(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        (first <= last && last < self.analysis.curve.voltage.len()).then_some((first, last))
    }

    fn span(&self, (first, last): (usize, usize), name: String, hue: Hue, dash: Dash) -> Mark {
        let (from, to) = (self.x(first), self.x(last));
        Mark::new(name, hue, Kind::Span { from, to, dash })
    }

    /// The brackets over the run and over the window of sigma.
    pub(super) fn spans(&self) -> Vec<Mark> {
        let result = &self.analysis.result;
        let length = result.run_length;
        let mut marks = Vec::new();
        if let Some(run) = self.run() {
            let counted = match self.analysis.method {
                Method::Table => counted(length, "step", "steps"),
                Method::Corrected | Method::Paper => counted(length, "point", "points"),
            };
            let name = if result.degenerate {
                "no rising run".to_owned()
            } else {
                format!("run, {counted}")
            };
            marks.push(self.span(run, name, Hue::Green, Dash::Solid));
        }
        let (first, end) = result.window;
        let window = end.checked_sub(1).and_then(|last| self.within(first, last));
        if let Some(window) = window {
            let name = "σ window".to_owned();
            marks.push(self.span(window, name, Hue::Purple, Dash::Long));
        }
        marks
    }

    /// The numbers of the method in one line.
    pub(super) fn numbers(&self) -> String {
        let result = &self.analysis.result;
        let mut line = format!(
            "{} · length factor {}",
            self.analysis.method.name(),
            short(result.length_factor)
        );
        let mut add = |name: &str, value: Option<f64>| {
            if let Some(value) = value {
                line.push_str(&format!(" · {name} {}", short(value)));
            }
        };
        add("σ", result.sigma);
        if self.analysis.method == Method::Paper {
            add("σ95", result.sigma95);
        }
        add("usability", result.usability);
        if let (Some(low), Some(high)) = (result.usability_low, result.usability_high) {
            line.push_str(&format!(" ({} to {})", short(low), short(high)));
        }
        if result.usability.is_none() {
            line.push_str(" · no usability");
        }
        line
    }
}
