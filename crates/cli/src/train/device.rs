//! The device that is meant: a usability, a drift model in a file, or a sweep file.

use super::args::Devices;
use crate::files;
use anyhow::{Context as _, Result, bail};
use memrilab_analog::DriftOptions;
use memrilab_device::analysis::{Method, Options, analyze};
use memrilab_device::drift::{DriftModel, SigmaChoice};
use memrilab_device::read::{ReadOptions, read};
use memrilab_study::networks::Device;
use std::path::Path;

/// The device to train for.
pub(crate) fn target(said: &Devices) -> Result<Device> {
    match &said.device {
        Some(path) => measured(path),
        None => usability(said.usability.unwrap_or(0.5)),
    }
}

/// The devices to test on.
pub(crate) fn levels(said: &[String]) -> Result<Vec<Device>> {
    let one = |text: &String| match text.trim().parse() {
        Ok(number) => usability(number),
        Err(_) => measured(text.trim().as_ref()),
    };
    said.iter().map(one).collect()
}

fn usability(usability: f64) -> Result<Device> {
    let device = Device::Usability { usability };
    device.level()?;
    Ok(device)
}

/// A drift model, or the sweep it can be measured from.
fn measured(path: &Path) -> Result<Device> {
    let name = path.to_string_lossy().into_owned();
    let device = Device::Measured {
        name: name.clone(),
        model: model(path)?,
        options: DriftOptions::default(),
    };
    device.level().with_context(|| name)?;
    Ok(device)
}

/// The drift model in a file, or that of the device whose sweeps are in it.
pub(crate) fn model(path: &Path) -> Result<DriftModel> {
    let bytes = files::whole(path)?;
    let name = path.to_string_lossy().into_owned();
    if bytes.first() == Some(&b'{') {
        return serde_json::from_slice(&bytes).with_context(|| {
            format!(
                "{name} is no drift model; write one with `memrilab device drift SWEEP -o {name}`"
            )
        });
    }
    drift(
        &name,
        &bytes,
        Method::Corrected,
        SigmaChoice::Estimate,
        &Options::default(),
    )
}

/// The drift model of the one device in a sweep file.
pub(crate) fn drift(
    name: &str,
    bytes: &[u8],
    method: Method,
    sigma: SigmaChoice,
    options: &Options,
) -> Result<DriftModel> {
    let how = ReadOptions::default();
    let reading = if memrilab_workbook::is_workbook(bytes) {
        let grids = memrilab_workbook::grids(bytes, &how.caps)?;
        memrilab_device::read::read_grids(name, grids, &how)
    } else {
        read(name, bytes, &how)
    };
    let reading = reading.map_err(|e| anyhow::anyhow!("{e}"))?;
    let [measurement] = reading.measurements.as_slice() else {
        bail!(
            "{name} holds {} devices; give a file with one",
            reading.measurements.len()
        );
    };
    let options = Options {
        methods: vec![method],
        ..options.clone()
    };
    let found = analyze(&measurement.trace, &options).with_context(|| name.to_owned())?;
    let analysis = found.method(method).context("the method gave nothing")?;
    DriftModel::to_store_on(analysis, sigma).with_context(|| name.to_owned())
}
