//! The device that is meant, as pulses see it.

use super::args::Pulsed;
use crate::train;
use anyhow::{Context as _, Result};
use memrilab_crossbar::program::PulseModel;
use memrilab_device::drift::DriftModel;

/// What the device is called, and what pulses do to it.
pub(crate) fn pulsed(said: &Pulsed) -> Result<(String, PulseModel)> {
    let (name, model) = match (&said.sweeps, said.usability, &said.potentiation) {
        (Some(path), ..) => {
            let name = path.display().to_string();
            let model = PulseModel::of(&train::device::model(path)?);
            (name.clone(), model.with_context(|| name)?)
        }
        (None, Some(usability), _) => {
            let model = PulseModel::of(&DriftModel::from_usability(usability)?)?;
            (format!("usability {usability}"), model)
        }
        (None, None, response) => {
            let response = response.clone().context("no device is given")?;
            ("potentiation".to_owned(), PulseModel::new(response, 0.0))
        }
    };
    let model = PulseModel {
        sigma: said.sigma.unwrap_or(model.sigma),
        memory: said.memory,
        step: said.step,
        half_select: said.half_select,
        v_set: said.v_set,
        v_reset: said.v_reset,
        ..model
    };
    Ok((name, model))
}
