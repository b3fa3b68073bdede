//! Figures of networks: which, how large, and as what.

use crate::{parsed, refused, written, wrong};
use memrilab_analog::paired::{Spread, compare_shares};
use memrilab_figures::{
    Boundary, BoundaryFigure, Draws, DrawsFigure, Figure, FigureError, FigureSize, Robustness,
    RobustnessFigure, Sensitivity, SensitivityFigure, Simplex, SimplexFigure, Style, Theory,
    TheoryFigure, Training, TrainingFigure, svg,
};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// A figure of networks with its data.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "chart", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum NetworkFigure {
    /// Loss and accuracy, epoch by epoch.
    Training(Training),
    /// The plane as drifting networks see it.
    Boundary(Boundary),
    /// The probabilities that a search has tried.
    Simplex(Simplex),
    /// Accuracy against usability.
    Robustness(Robustness),
    /// Every draw at one level.
    Draws(Draws),
    /// What drift of each layer alone costs.
    Sensitivity(Sensitivity),
    /// Theorem 1 as printed and as it is.
    Theory(Theory),
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
    match parsed::<NetworkFigure>(figure)? {
        NetworkFigure::Training(data) => {
            drawn(Figure::Training(&TrainingFigure::new(data).map_err(no)?))
        }
        NetworkFigure::Boundary(data) => {
            drawn(Figure::Boundary(&BoundaryFigure::new(data).map_err(no)?))
        }
        NetworkFigure::Simplex(data) => {
            drawn(Figure::Simplex(&SimplexFigure::new(data).map_err(no)?))
        }
        NetworkFigure::Robustness(data) => drawn(Figure::Robustness(
            &RobustnessFigure::new(data).map_err(no)?,
        )),
        NetworkFigure::Draws(data) => drawn(Figure::Draws(&DrawsFigure::new(data).map_err(no)?)),
        NetworkFigure::Sensitivity(data) => drawn(Figure::Sensitivity(
            &SensitivityFigure::new(data).map_err(no)?,
        )),
        NetworkFigure::Theory(data) => drawn(Figure::Theory(&TheoryFigure::new(data).map_err(no)?)),
    }
}

/// A figure as the bytes of a picture, which the light module paints.
///
/// # Errors
/// `{code, message}`: data that make no sense, or a size.
#[wasm_bindgen(js_name = networkPicture)]
pub fn network_picture(figure: &str, request: &str) -> Result<Vec<u8>, JsValue> {
    with_figure(figure, request, |figure, style| {
        let bytes = figure.picture(style).to_bytes();
        bytes.map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The same as SVG text.
///
/// # Errors
/// As [`network_picture`].
#[wasm_bindgen(js_name = networkSvg)]
pub fn network_svg(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, style| {
        svg(figure, style).map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The data behind it, as JSON of `{columns, rows}`.
///
/// # Errors
/// As [`network_picture`].
#[wasm_bindgen(js_name = networkTable)]
pub fn network_table(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, _| written(&figure.table()))
}

/// The data behind it as CSV.
///
/// # Errors
/// As [`network_picture`].
#[wasm_bindgen(js_name = networkTableCsv)]
pub fn network_table_csv(figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(figure, request, |figure, _| Ok(figure.table().csv()))
}

/// Mean, standard deviation, extremes and 95 % interval of some accuracies, as JSON of a
/// `Spread`; `null` for fewer than two.
///
/// # Errors
/// `{code, message}`, if it has no JSON form.
#[wasm_bindgen(js_name = spreadOf)]
pub fn spread_of(accuracies: &[f64]) -> Result<String, JsValue> {
    written(&Spread::of_shares(accuracies).ok())
}

/// The paired test of accuracies on the same draws of drift, as JSON of a `Paired`.
///
/// # Errors
/// `{code, message}` for lists of different lengths, or fewer than two draws.
#[wasm_bindgen(js_name = pairedTest)]
pub fn paired_test(a: &[f64], b: &[f64]) -> Result<String, JsValue> {
    let paired = compare_shares(a, b).map_err(refused)?;
    written(&paired)
}
