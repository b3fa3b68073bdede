//! Which figure, of which device, how large.

use crate::convert::error;
use memrilab_device::Trace;
use memrilab_device::analysis::Method;
use memrilab_figures::{
    Bin, CurrentVoltage, CurveFigure, Endurance, Figure, Histogram, MethodScores, Methods, Ranking,
    Score, Style, Theme,
};
use memrilab_study::{Entry, Report};
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// The charts by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Chart {
    /// Current against voltage.
    #[default]
    Current,
    /// Logarithmic |I| against voltage.
    CurrentLog,
    /// Conductance along the outward leg.
    Conductance,
    /// Spread per point.
    Spread,
    /// Switching over cycles.
    Endurance,
    /// Devices by usability.
    Ranking,
    /// The three methods compared.
    Methods,
    /// Histogram of usability.
    Histogram,
}

/// A figure asked for by the page.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct FigureRequest {
    chart: Chart,
    device: usize,
    method: Method,
    width: u32,
    height: Option<u32>,
    scale: f64,
    dark: bool,
}

impl Default for FigureRequest {
    fn default() -> Self {
        Self {
            chart: Chart::default(),
            device: 0,
            method: Method::Corrected,
            width: 720,
            height: None,
            scale: 1.0,
            dark: false,
        }
    }
}

type Drawn<'a, T> = dyn FnOnce(&Figure<'_>, &Style) -> Result<T, JsValue> + 'a;

impl FigureRequest {
    pub(crate) fn with_figure<T>(
        &self,
        report: &Report,
        with: impl FnOnce(&Figure<'_>, &Style) -> Result<T, JsValue>,
    ) -> Result<T, JsValue> {
        let with: Box<Drawn<'_, T>> = Box::new(|figure, style| with(figure, style));
        match self.chart {
            Chart::Ranking | Chart::Methods | Chart::Histogram => self.survey(report, with),
            _ => {
                let missing = || error("no-device", &format!("there is no device {}", self.device));
                self.device(report.devices.get(self.device).ok_or_else(missing)?, with)
            }
        }
    }

    fn style(&self, figure: &Figure<'_>) -> Result<Style, JsValue> {
        let theme = if self.dark { Theme::Dark } else { Theme::Light };
        let height = self.height.unwrap_or_else(|| figure.natural_height());
        Style::new(self.width, height, self.scale, theme)
            .map_err(|e| error("figure", &e.to_string()))
    }

    fn finish<T>(&self, figure: &Figure<'_>, with: Box<Drawn<'_, T>>) -> Result<T, JsValue> {
        let style = self.style(figure)?;
        with(figure, &style)
    }

    fn device<T>(&self, entry: &Entry, with: Box<Drawn<'_, T>>) -> Result<T, JsValue> {
        let name = entry.source.name();
        let none = |what: &str| Err(error("no-figure", &format!("{name} has no {what}")));
        match (self.chart, &entry.source.measurement.trace) {
            (Chart::Current | Chart::CurrentLog, Trace::Sweep(sweep)) => {
                let chart = CurrentVoltage {
                    compliance: entry.analysis.compliance_a,
                    ..CurrentVoltage::of(&name, sweep)
                };
                let log = self.chart == Chart::CurrentLog;
                self.finish(
                    &Figure::CurrentVoltage(if log { chart.logarithmic() } else { chart }),
                    with,
                )
            }
            (Chart::Endurance, Trace::Sweep(_)) => {
                let switching = &entry.analysis.switching;
                self.finish(
                    &Figure::Endurance(Endurance {
                        name: &name,
                        switching,
                    }),
                    with,
                )
            }
            (Chart::Conductance | Chart::Spread, trace) => {
                let in_siemens = !matches!(trace, Trace::Pulses(p) if !p.in_siemens);
                match CurveFigure::of(&name, &entry.analysis, self.method, in_siemens) {
                    Some(curve) if self.chart == Chart::Spread => {
                        self.finish(&Figure::Spread(curve), with)
                    }
                    Some(curve) => self.finish(&Figure::Conductance(curve), with),
                    None => none(&format!("result by `{}`", self.method.name())),
                }
            }
            _ => none("sweep"),
        }
    }

    fn survey<T>(&self, report: &Report, with: Box<Drawn<'_, T>>) -> Result<T, JsValue> {
        let devices = &report.devices;
        if self.chart == Chart::Methods {
            let scores: Vec<MethodScores> = devices
                .iter()
                .map(|e| MethodScores::of(&e.source.name(), &e.analysis))
                .collect();
            return self.finish(&Figure::Methods(Methods { devices: &scores }), with);
        }
        let scores: Vec<Score> = devices
            .iter()
            .filter_map(|e| Some(Score::of(&e.source.name(), e.analysis.method(self.method)?)))
            .collect();
        if self.chart == Chart::Ranking {
            let ranking = Ranking {
                method: self.method,
                devices: &scores,
                by_length: true,
            };
            return self.finish(&Figure::Ranking(ranking), with);
        }
        let usability: Vec<f64> = scores.iter().filter_map(|s| s.usability).collect();
        let histogram = Histogram {
            method: self.method,
            usability: &usability,
            bin: Bin::Tenth,
        };
        self.finish(&Figure::Histogram(histogram), with)
    }
}
