//! Figures of several devices, which may live in several workers: from their records and
//! curves alone.

use crate::convert::{error, from_js, to_js};
use crate::drawing::{Chart, FigureRequest, Make};
use memrilab_device::analysis::{Curve, Method, MethodResult};
use memrilab_figures::{
    Bin, Figure, Histogram, MethodScores, Methods, Overlay, OverlayCurve, Ranking, Score, svg,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// What is compared of a device.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Compared {
    /// What it is called.
    pub name: String,
    /// Its numbers by method.
    pub methods: BTreeMap<Method, MethodResult>,
    /// Its curve, for an overlay.
    pub curve: Option<Curve>,
}

fn with_figure<T>(
    devices: JsValue,
    request: JsValue,
    make: Box<Make<'_, T>>,
) -> Result<T, JsValue> {
    let devices: Vec<Compared> = from_js(devices)?;
    let request: FigureRequest = from_js(request)?;
    let method = request.method();
    match request.chart() {
        Chart::Methods => {
            let scores: Vec<_> = devices
                .iter()
                .map(|d| MethodScores::of(&d.name, |m| d.methods.get(&m)))
                .collect();
            request.finish(&Figure::Methods(Methods { devices: &scores }), make)
        }
        Chart::Ranking => {
            let scores: Vec<_> = devices
                .iter()
                .filter_map(|d| Some(Score::of(&d.name, d.methods.get(&method)?)))
                .collect();
            let ranking = Ranking {
                method,
                devices: &scores,
                by_length: true,
            };
            request.finish(&Figure::Ranking(ranking), make)
        }
        Chart::Histogram => {
            let usability: Vec<f64> = devices
                .iter()
                .filter_map(|d| d.methods.get(&method)?.usability)
                .collect();
            let histogram = Histogram {
                method,
                usability: &usability,
                bin: Bin::Tenth,
            };
            request.finish(&Figure::Histogram(histogram), make)
        }
        Chart::Overlay => {
            let curves: Vec<_> = devices
                .iter()
                .filter_map(|d| {
                    Some(OverlayCurve {
                        name: &d.name,
                        curve: d.curve.as_ref()?,
                        result: d.methods.get(&method)?,
                    })
                })
                .collect();
            request.finish(
                &Figure::Overlay(Overlay {
                    method,
                    devices: &curves,
                }),
                make,
            )
        }
        _ => Err(error(
            "no-figure",
            "this chart is of one device; ask its survey for it",
        )),
    }
}

/// A figure of several devices, as the bytes of a picture.
///
/// # Errors
/// `{code, message}`, if the chart is of one device only, or the size is wrong.
#[wasm_bindgen(js_name = comparePicture)]
pub fn compare_picture(devices: JsValue, request: JsValue) -> Result<Vec<u8>, JsValue> {
    with_figure(
        devices,
        request,
        Box::new(|figure, style| crate::picture::bytes(figure, style)),
    )
}

/// The same as SVG text.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareSvg)]
pub fn compare_svg(devices: JsValue, request: JsValue) -> Result<String, JsValue> {
    with_figure(
        devices,
        request,
        Box::new(|figure, style| svg(figure, style).map_err(|e| error("figure", &e.to_string()))),
    )
}

/// The data behind it: `{columns, rows}`.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareTable)]
pub fn compare_table(devices: JsValue, request: JsValue) -> Result<JsValue, JsValue> {
    with_figure(
        devices,
        request,
        Box::new(|figure, _| to_js(&figure.table())),
    )
}

/// The data behind it as CSV.
///
/// # Errors
/// As [`compare_picture`].
#[wasm_bindgen(js_name = compareTableCsv)]
pub fn compare_table_csv(devices: JsValue, request: JsValue) -> Result<String, JsValue> {
    with_figure(
        devices,
        request,
        Box::new(|figure, _| Ok(figure.table().csv())),
    )
}

/// Records of devices as CSV, a row for each device and method.
///
/// # Errors
/// `{code, message}`, if these are no records.
#[wasm_bindgen(js_name = recordsCsv)]
pub fn records_csv(records: JsValue) -> Result<String, JsValue> {
    let records: Vec<memrilab_study::DeviceRecord> = from_js(records)?;
    Ok(memrilab_study::to_csv(&records))
}
