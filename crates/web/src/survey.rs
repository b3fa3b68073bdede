//! Files in, devices out: the job behind the Device station.

use crate::convert::{error, from_js, grids_from_js, to_js};
use crate::drawing::{FigureRequest, Make};
use js_sys::Array;
use memrilab_core::{Job as _, Step};
use memrilab_device::analysis::{Analysis, Method, Options};
use memrilab_device::drift::{DriftModel, SigmaChoice};
use memrilab_device::read::{self, Reading};
use memrilab_figures::{OverlayCurve, svg};
use memrilab_study::{DevicesJob, Document, Entry, FileSettings, Report, SCHEMA, to_csv};
use wasm_bindgen::prelude::*;

/// Reads files, analyses them step by step, and holds the result.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Survey {
    readings: Vec<(Reading, FileSettings)>,
    options: Options,
    job: Option<DevicesJob>,
    report: Option<Report>,
}

#[wasm_bindgen]
impl Survey {
    /// An empty survey.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a text file, with `FileSettings` of its own or none; gives
    /// `[kind, devices, report, sentences]`.
    ///
    /// # Errors
    /// `{code, message}`; the code `workbook-needed` asks for [`Self::add_sheets`].
    #[wasm_bindgen(js_name = addText)]
    pub fn add_text(
        &mut self,
        name: &str,
        bytes: &[u8],
        settings: JsValue,
    ) -> Result<JsValue, JsValue> {
        let settings: FileSettings = from_js(settings)?;
        self.add(read::read(name, bytes, &settings.read), settings)
    }

    /// Reads the sheets that the workbook module gave for a file, as [`Self::add_text`].
    ///
    /// # Errors
    /// `{code, message}`.
    #[wasm_bindgen(js_name = addSheets)]
    pub fn add_sheets(
        &mut self,
        name: &str,
        sheets: &Array,
        settings: JsValue,
    ) -> Result<JsValue, JsValue> {
        let settings: FileSettings = from_js(settings)?;
        let grids = grids_from_js(sheets)?;
        self.add(read::read_grids(name, grids, &settings.read), settings)
    }

    fn add(
        &mut self,
        reading: Result<Reading, read::ReadError>,
        settings: FileSettings,
    ) -> Result<JsValue, JsValue> {
        let reading = reading.map_err(|e| error(e.code(), &e.to_string()))?;
        let told = to_js(&(
            reading.kind.name(),
            reading.measurements.len(),
            &reading.report,
            reading.report.sentences(),
        ))?;
        self.readings.push((reading, settings));
        Ok(told)
    }

    /// Begins to analyse everything read so far; SET and RESET files are joined.
    ///
    /// # Errors
    /// `{code, message}`, if a setting is out of range.
    pub fn start(&mut self, options: JsValue) -> Result<(), JsValue> {
        self.options = from_js(options)?;
        let readings = read::join_with(self.readings.clone());
        let job = DevicesJob::with_settings(readings, &[], self.options.clone());
        self.job = Some(job.map_err(|e| error("options", &e.to_string()))?);
        self.report = None;
        Ok(())
    }

    /// Does one piece of work of at most about 50 ms; gives `{done, total}`, or nothing
    /// once the result is there.
    ///
    /// # Errors
    /// `{code, message}`, if nothing was started.
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        let Some(job) = &mut self.job else {
            return Err(error("not-started", "call start() first"));
        };
        match job.step() {
            Ok(Step::Running(progress)) => to_js(&progress),
            Ok(Step::Done(report)) => {
                self.report = Some(report);
                self.job = None;
                Ok(JsValue::UNDEFINED)
            }
            Err(never) => match never {},
        }
    }

    fn finished(&self) -> Result<&Report, JsValue> {
        self.report
            .as_ref()
            .ok_or_else(|| error("not-finished", "step() until it gives nothing"))
    }

    fn made(&self) -> Result<Document, JsValue> {
        let report = self.finished()?;
        Ok(Document {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION").into(),
            options: self.options.clone(),
            devices: report
                .devices
                .iter()
                .map(|entry| {
                    let mut record = entry.record.clone();
                    record.reading = Some((*entry.source.report).clone());
                    record
                })
                .collect(),
            skipped: report.skipped.clone(),
        })
    }

    /// The result, in the JSON form of the command line with reading reports.
    ///
    /// # Errors
    /// `{code, message}`, if there is none yet.
    pub fn document(&self) -> Result<JsValue, JsValue> {
        to_js(&self.made()?)
    }

    /// Devices as CSV, by their numbers from 0; all of them if none is named.
    ///
    /// # Errors
    /// `{code, message}`, if there is no result yet or no such device.
    pub fn csv(&self, devices: Option<Vec<usize>>) -> Result<String, JsValue> {
        let all = self.finished()?.devices.len();
        let chosen = devices.unwrap_or_else(|| (0..all).collect());
        let record = |n| Ok(self.entry(n)?.record.clone());
        let records: Result<Vec<_>, JsValue> = chosen.into_iter().map(record).collect();
        Ok(to_csv(&records?))
    }

    /// A figure of a device, as the bytes of a picture.
    ///
    /// # Errors
    /// As [`Self::svg`].
    pub fn picture(&self, request: JsValue) -> Result<Vec<u8>, JsValue> {
        self.drawn(request, Box::new(crate::picture::bytes))
    }

    /// The curve of a device by a method, to be compared with others.
    ///
    /// # Errors
    /// `{code, message}`, if there is no such device or method.
    pub fn curve(&self, device: usize, method: JsValue) -> Result<JsValue, JsValue> {
        let (entry, analysis) = self.analysis(device, method)?;
        to_js(&OverlayCurve::of(&entry.source.name(), analysis))
    }

    /// The drift model of a device by a method: what a network on it is trained for.
    ///
    /// # Errors
    /// `{code, message}`, if there is no such device or method, or nothing to store weights on.
    pub fn drift(&self, device: usize, method: JsValue) -> Result<JsValue, JsValue> {
        let (entry, analysis) = self.analysis(device, method)?;
        let model = DriftModel::to_store_on(analysis, SigmaChoice::Estimate);
        to_js(&model.map_err(|e| error("drift", &format!("{}: {e}", entry.source.name())))?)
    }

    /// A figure as SVG text.
    ///
    /// # Errors
    /// `{code, message}`, if there is no such device or method, or the size is wrong.
    pub fn svg(&self, request: JsValue) -> Result<String, JsValue> {
        self.drawn(
            request,
            Box::new(|figure, style| {
                svg(figure, style).map_err(|e| error("figure", &e.to_string()))
            }),
        )
    }

    /// The data behind a figure: `{columns, rows}`.
    ///
    /// # Errors
    /// As [`Self::svg`].
    pub fn table(&self, request: JsValue) -> Result<JsValue, JsValue> {
        self.drawn(request, Box::new(|figure, _| to_js(&figure.table())))
    }

    /// The data behind a figure as CSV.
    ///
    /// # Errors
    /// As [`Self::svg`].
    #[wasm_bindgen(js_name = tableCsv)]
    pub fn table_csv(&self, request: JsValue) -> Result<String, JsValue> {
        self.drawn(request, Box::new(|figure, _| Ok(figure.table().csv())))
    }

    fn entry(&self, device: usize) -> Result<&Entry, JsValue> {
        let devices = &self.finished()?.devices;
        let missing = || error("no-device", &format!("there is no device {device}"));
        devices.get(device).ok_or_else(missing)
    }

    fn analysis(&self, device: usize, method: JsValue) -> Result<(&Entry, &Analysis), JsValue> {
        let method: Method =
            serde_wasm_bindgen::from_value(method).map_err(|e| error("options", &e.to_string()))?;
        let entry = self.entry(device)?;
        let missing = || error("no-figure", "this method was not run");
        let analysis = entry.analysis.method(method).ok_or_else(missing)?;
        Ok((entry, analysis))
    }

    fn drawn<T>(&self, request: JsValue, make: Box<Make<'_, T>>) -> Result<T, JsValue> {
        let request: FigureRequest = from_js(request)?;
        request.of_device(self.entry(request.device.unwrap_or(0))?, make)
    }
}
