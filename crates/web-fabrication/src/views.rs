//! Figures of a campaign: which, how large, and as what.

mod data;

use crate::{opened, parsed, written, wrong};
use memrilab_figures::{Figure, FigureSize, Style, svg};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// What a map shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Quantity {
    /// The expected value.
    Mean,
    /// Its standard deviation.
    Sd,
    /// The logarithm of the expected improvement.
    #[default]
    Acquisition,
}

/// A figure of a campaign.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "chart", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum CampaignFigure {
    /// Experiments in order, the best so far, and the best to be expected.
    Progress,
    /// The posterior along one variable.
    Slice {
        /// Its place in the space.
        variable: usize,
    },
    /// Two variables.
    Map {
        /// Place of the variable along x.
        across: usize,
        /// Place of the variable along y.
        down: usize,
        /// What is shown.
        quantity: Quantity,
    },
    /// How much each variable matters.
    Importance,
    /// Each device predicted from the others.
    Prediction,
}

fn with_figure<T>(
    campaign: &str,
    figure: &str,
    request: &str,
    make: impl FnOnce(&Figure<'_>, &Style) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let campaign = opened(campaign)?;
    let size: FigureSize = parsed(request)?;
    let made = data::of(&campaign, &parsed::<CampaignFigure>(figure)?).map_err(crate::refused)?;
    let figure = made.figure();
    let style = size
        .style(&figure)
        .map_err(|e| wrong("figure", &e.to_string()))?;
    make(&figure, &style)
}

/// A figure as the bytes of a picture, which the light module paints.
///
/// # Errors
/// `{code, message}`: a campaign without a value, a variable that is not there, a size.
#[wasm_bindgen(js_name = campaignPicture)]
pub fn campaign_picture(campaign: &str, figure: &str, request: &str) -> Result<Vec<u8>, JsValue> {
    with_figure(campaign, figure, request, |figure, style| {
        let bytes = figure.picture(style).to_bytes();
        bytes.map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The same as SVG text.
///
/// # Errors
/// As [`campaign_picture`].
#[wasm_bindgen(js_name = campaignSvg)]
pub fn campaign_svg(campaign: &str, figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(campaign, figure, request, |figure, style| {
        svg(figure, style).map_err(|e| wrong("figure", &e.to_string()))
    })
}

/// The data behind it, as JSON of `{columns, rows}`.
///
/// # Errors
/// As [`campaign_picture`].
#[wasm_bindgen(js_name = campaignTable)]
pub fn campaign_table(campaign: &str, figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(campaign, figure, request, |figure, _| {
        written(&figure.table())
    })
}

/// The data behind it as CSV.
///
/// # Errors
/// As [`campaign_picture`].
#[wasm_bindgen(js_name = campaignTableCsv)]
pub fn campaign_table_csv(campaign: &str, figure: &str, request: &str) -> Result<String, JsValue> {
    with_figure(campaign, figure, request, |figure, _| {
        Ok(figure.table().csv())
    })
}
