//! Figures of several devices: the page holds their numbers, wherever they were analysed,
//! and hands over the part that the chart needs.

use crate::convert::{error, from_js, to_js};
use crate::drawing::{Chart, FigureRequest, Make};
use memrilab_figures::{
    Bin, Figure, Histogram, MethodScores, Methods, Overlay, OverlayCurve, Ranking, Score, svg,
};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// What is compared; a chart looks at its own part only.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct Comparison {
    /// For `ranking`.
    pub scores: Option<Vec<Score>>,
    /// For `methods`.
    pub methods: Option<Vec<MethodScores>>,
    /// For `histogram`.
    pub usability: Option<Vec<f64>>,
    /// For `overlay`.
    pub curves: Option<Vec<OverlayCurve>>,
}

fn with_figure<T>(of: JsValue, request: JsValue, make: Box<Make<'_, T>>) -> Result<T, JsValue> {
    let of: Comparison = from_js(of)?;
    let request: FigureRequest = from_js(request)?;
    let method = request.method();
    let (scores, methods) = (
        of.scores.unwrap_or_default(),
        of.methods.unwrap_or_default(),
    );
    let (usability, curves) = (
        of.usability.unwrap_or_default(),
        of.curves.unwrap_or_default(),
    );
    let figure = match request.chart() {
        Chart::Ranking => Figure::Ranking(Ranking {
            method,
            devices: &scores,
            by_length: true,
        }),
        Chart::Methods => Figure::Methods(Methods { devices: &methods }),
        Chart::Histogram => Figure::Histogram(Histogram {
            method,
            usability: &usability,
            bin: Bin::Tenth,
        }),
        Chart::Overlay => Figure::Overlay(Overlay {
            method,
            devices: &curves,
        }),
        _ => {
            let message = "this chart is of one device; ask its survey for it";
            return Err(error("no-figure", message));
        }
    };
    request.finish(&figure, make)
}

/// A figure of several devices, as the bytes of a picture.
///
/// # Errors
/// `{code, message}`, if the chart is of one device only, or the size is wrong.
#[wasm_bindgen(js_name = comparePicture)]
pub fn compare_picture(of: JsValue, request: JsValue) -> Result<Vec<u8>, JsValue> {
    with_figure(of, request, Box::new(crate::picture::bytes))
}

/// The same as SVG text.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareSvg)]
pub fn compare_svg(of: JsValue, request: JsValue) -> Result<String, JsValue> {
    with_figure(
        of,
        request,
        Box::new(|figure, style| svg(figure, style).map_err(|e| error("figure", &e.to_string()))),
    )
}

/// The data behind it: `{columns, rows}`.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareTable)]
pub fn compare_table(of: JsValue, request: JsValue) -> Result<JsValue, JsValue> {
    with_figure(of, request, Box::new(|figure, _| to_js(&figure.table())))
}

/// The data behind it as CSV.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareTableCsv)]
pub fn compare_table_csv(of: JsValue, request: JsValue) -> Result<String, JsValue> {
    with_figure(of, request, Box::new(|figure, _| Ok(figure.table().csv())))
}
