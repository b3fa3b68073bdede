//! Observations in the units the model works in.
//!
//! Measurements of one point with the same known uncertainty become their mean and
//! scatter, which is worth exactly as much (see [`Measured`]) and keeps the matrix small.

use super::settings::{Goal, Scaling};
use super::{Campaign, Outcome};
use crate::encoding::Encoder;
use crate::error::{Error, finite};
use crate::gp::{Measured, Training};
use crate::space::{Point, points_equal};

/// `model = (sign value - centre) / scale`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Units {
    pub(crate) sign: f64,
    pub(crate) centre: f64,
    pub(crate) scale: f64,
}

impl Units {
    pub(crate) fn to_model(self, value: f64) -> f64 {
        (self.sign * value - self.centre) / self.scale
    }

    pub(crate) fn to_value(self, model: f64) -> f64 {
        self.sign * (self.centre + self.scale * model)
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Data {
    pub(crate) encoder: Encoder,
    pub(crate) units: Units,
    /// Absent while there is no value.
    pub(crate) training: Option<Training>,
    /// The measured points, as the training set has them.
    pub(crate) points: Vec<Point>,
    /// Coordinates of the failed ones.
    pub(crate) failures: Vec<Vec<f64>>,
    pub(crate) values: usize,
    pub(crate) warnings: Vec<String>,
}

impl Data {
    pub(crate) fn of(campaign: &Campaign) -> Result<Self, Error> {
        let settings = campaign.settings();
        let encoder = Encoder::new(campaign.space(), settings.encoding, settings.ard);
        let mut groups: Vec<(&Point, f64, Vec<f64>)> = Vec::new();
        let (mut failures, mut all) = (Vec::new(), Vec::new());
        for observation in campaign.observations() {
            let Outcome::Value(value) = observation.outcome else {
                failures.push(encoder.encode(&observation.point)?);
                continue;
            };
            all.push(value);
            let sd = observation.sd.unwrap_or(0.0);
            match groups
                .iter_mut()
                .find(|(p, s, _)| *s == sd && points_equal(p, &observation.point))
            {
                Some((.., values)) => values.push(value),
                None => groups.push((&observation.point, sd, vec![value])),
            }
        }
        let mut warnings = Vec::new();
        let (units, mean) = units(campaign, &all, &mut warnings)?;
        let (mut x, mut measured) = (Vec::new(), Vec::new());
        for (point, sd, values) in &groups {
            x.extend(encoder.encode(point)?);
            let model: Vec<f64> = values.iter().map(|v| units.to_model(*v)).collect();
            let mean = model.iter().sum::<f64>() / model.len() as f64;
            measured.push(Measured {
                mean,
                count: model.len(),
                scatter: model.iter().map(|v| (v - mean) * (v - mean)).sum(),
                known: (sd / units.scale) * (sd / units.scale),
            });
        }
        let training = if measured.is_empty() {
            None
        } else {
            Some(Training::new(encoder.groups().to_vec(), x, measured, mean)?)
        };
        Ok(Self {
            training,
            points: groups.iter().map(|(p, ..)| (*p).clone()).collect(),
            encoder,
            units,
            failures,
            values: all.len(),
            warnings,
        })
    }
}

/// The units, and the process' mean in them.
fn units(
    campaign: &Campaign,
    values: &[f64],
    warnings: &mut Vec<String>,
) -> Result<(Units, f64), Error> {
    let sign = match campaign.settings().goal {
        Goal::Minimise => -1.0,
        Goal::Maximise | Goal::Target { .. } => 1.0,
    };
    let n = values.len() as f64;
    let mean = if values.is_empty() {
        0.0
    } else {
        finite("the mean of the values", values.iter().sum::<f64>() / n)?
    };
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    let spread = finite("the spread of the values", libm::sqrt(squares / n.max(1.0)))?;
    let size = values.iter().map(|v| v.abs()).fold(0.0, f64::max);
    let equal = spread <= 1e-12 * size || spread < 1e-150;
    if values.len() > 1 && equal {
        warnings.push(
            "All values are equal: nothing tells good points from bad ones yet, so the choice is by distance."
                .into(),
        );
    }
    match campaign.settings().scaling {
        Scaling::AsIs { lone_mean } => {
            let centre = sign * if values.len() > 1 { mean } else { lone_mean };
            let units = Units {
                sign,
                centre: 0.0,
                scale: 1.0,
            };
            Ok((units, centre))
        }
        Scaling::Standardised => {
            let scale = match (equal, size > 1e-150) {
                (false, _) => spread,
                // One value, or equal ones, tell no scale; their own size is all there is.
                (true, true) => size,
                (true, false) => 1.0,
            };
            let units = Units {
                sign,
                centre: sign * mean,
                scale,
            };
            Ok((units, 0.0))
        }
    }
}
