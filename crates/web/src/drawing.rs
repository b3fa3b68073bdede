//! Which figure, of which device, how large.

use crate::convert::error;
use memrilab_device::Trace;
use memrilab_device::analysis::Method;
use memrilab_figures::{CurrentVoltage, CurveFigure, Endurance, Figure, FigureSize, Style};
use memrilab_study::Entry;
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// The charts by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Chart {
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
    /// Conductance curves laid over each other.
    Overlay,
}

/// A figure asked for by the page; what is absent has a default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct FigureRequest {
    /// Which chart.
    pub chart: Option<Chart>,
    /// Which device of a survey, from 0.
    pub device: Option<usize>,
    /// By which method.
    pub method: Option<Method>,
    /// CSS pixels across.
    pub width: Option<u32>,
    /// CSS pixels down; as the chart needs if absent.
    pub height: Option<u32>,
    /// Pixels of the document to the CSS pixel, for SVG.
    pub scale: Option<f64>,
    /// Dark instead of light.
    pub dark: Option<bool>,
}

/// What a figure is made into, such as a picture or SVG text.
pub(crate) type Make<'a, T> = dyn FnOnce(&Figure<'_>, &Style) -> Result<T, JsValue> + 'a;

impl FigureRequest {
    pub(crate) fn chart(&self) -> Chart {
        self.chart.unwrap_or_default()
    }

    pub(crate) fn method(&self) -> Method {
        self.method.unwrap_or(Method::Corrected)
    }

    /// Makes something of a figure at the size that was asked for.
    pub(crate) fn finish<T>(
        &self,
        figure: &Figure<'_>,
        make: Box<Make<'_, T>>,
    ) -> Result<T, JsValue> {
        let size = FigureSize {
            width: self.width,
            height: self.height,
            scale: self.scale,
            dark: self.dark,
        };
        let style = size
            .style(figure)
            .map_err(|e| error("figure", &e.to_string()))?;
        make(figure, &style)
    }

    /// A figure of one device.
    pub(crate) fn of_device<T>(&self, entry: &Entry, make: Box<Make<'_, T>>) -> Result<T, JsValue> {
        let name = entry.source.name();
        let none = |what: &str| Err(error("no-figure", &format!("{name} has no {what}")));
        let chart = self.chart();
        match (chart, &entry.source.measurement.trace) {
            (Chart::Current | Chart::CurrentLog, Trace::Sweep(sweep)) => {
                let linear = CurrentVoltage {
                    compliance: entry.analysis.compliance_a,
                    ..CurrentVoltage::of(&name, sweep)
                };
                let drawn = if chart == Chart::CurrentLog {
                    linear.logarithmic()
                } else {
                    linear
                };
                self.finish(&Figure::CurrentVoltage(drawn), make)
            }
            (Chart::Endurance, Trace::Sweep(_)) => {
                let switching = &entry.analysis.switching;
                let endurance = Endurance {
                    name: &name,
                    switching,
                };
                self.finish(&Figure::Endurance(endurance), make)
            }
            (Chart::Conductance | Chart::Spread, trace) => {
                let in_siemens = !matches!(trace, Trace::Pulses(p) if !p.in_siemens);
                match CurveFigure::of(&name, &entry.analysis, self.method(), in_siemens) {
                    Some(curve) if chart == Chart::Spread => {
                        self.finish(&Figure::Spread(curve), make)
                    }
                    Some(curve) => self.finish(&Figure::Conductance(curve), make),
                    None => none(&format!("result by `{}`", self.method().name())),
                }
            }
            (Chart::Current | Chart::CurrentLog | Chart::Endurance, Trace::Pulses(_)) => {
                none("sweep")
            }
            _ => Err(error(
                "no-figure",
                "this chart compares devices; ask compare() for it",
            )),
        }
    }
}
