//! Figures of the crossbar: which, how large, and as what.

use crate::{parsed, written, wrong};
use memrilab_figures::{
    Boundary, BoundaryFigure, Convergence, ConvergenceFigure, Energy, EnergyFigure, Figure,
    FigureError, FigureSize, Style, Waterfall, WaterfallFigure, svg,
};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// A figure of the crossbar with its data.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "chart", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum CrossbarFigure {
    /// The plane as the chip sees it.
    Boundary(Boundary),
    /// What each effect costs.
    Waterfall(Waterfall),
    /// Errors of devices over the pulses they are given.
    Convergence(Convergence),
    /// Efficiency over the bits of converters.
    Energy(Energy),
}

/// Makes something of a figure, checked and at the size that was asked for.
fn with_figure<T>(
    figure: &str,
    request: &str,
    make: impl FnOnce(&Figure<'_>, &Style) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let no = |e: FigureError| wrong("figure", &e.to_string());
    let size: FigureSize = parsed(request)?;
    let drawn = |figure: Figure<'_>| make(&figure, &size.style(&figure).map_err(no)?);
    match parsed::<CrossbarFigure>(figure)? {
        CrossbarFigure::Boundary(data) => {
            drawn(Figure::Boundary(&BoundaryFigure::new(data).map_err(no)?))
        }
        CrossbarFigure::Waterfall(data) => {
            drawn(Figure::Waterfall(&WaterfallFigure::new(data).map_err(no)?))
        }
        CrossbarFigure::Convergence(data) => drawn(Figure::Convergence(
            &ConvergenceFigure::new(data).map_err(no)?,
        )),
        CrossbarFigure::Energy(data) => {
            drawn(Figure::Energy(&EnergyFigure::new(data).map_err(no)?))
        }
    }
}

/// A figure as the bytes of a picture, which the light module paints.
///
/// # Errors
/// `{code, message}`: data that make no sense, or a size.
#[wasm_bindgen(js_name = crossbarPicture)]
pub fn crossbar_picture(figure: &str, request: &str) -> Result<Vec<u8>, JsValue> {
    with_figure(figure, request, |figure, style| {
        let bytes = figure.picture(style).to_bytes();
        bytes.map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The same as SVG text.
///
/// # Errors
/// As [`crossbar_picture`].
#[wasm_bindgen(js_name = crossbarSvg)]
pub fn crossbar_svg(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, style| {
        svg(figure, style).map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The data behind it, as JSON of `{columns, rows}`.
///
/// # Errors
/// As [`crossbar_picture`].
#[wasm_bindgen(js_name = crossbarTable)]
pub fn crossbar_table(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, _| written(&figure.table()))
}

/// The data behind it as CSV.
///
/// # Errors
/// As [`crossbar_picture`].
#[wasm_bindgen(js_name = crossbarTableCsv)]
pub fn crossbar_table_csv(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, _| Ok(figure.table().csv()))
}
