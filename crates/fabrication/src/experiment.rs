//! One experiment of a campaign: a recipe, and what came of it.

use crate::Error;
use memrilab_bayesopt::{Observation, Outcome, Point};
use memrilab_device::analysis::{Method, MethodResult};
use serde::{Deserialize, Serialize};

/// A 95 % interval of a normal distribution is this many standard deviations wide.
const WIDTH: f64 = 2.0 * 1.959_963_984_540_054;

/// How far an experiment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Status {
    /// To be made and measured.
    #[default]
    Pending,
    /// It has a value.
    Measured,
    /// It was made and gave none: shorted, cracked, open.
    Failed,
}

/// The value of a measured device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Measured {
    /// The value of the objective, such as usability.
    pub value: f64,
    /// Its standard deviation, where it is known; the optimiser adds its own noise.
    #[serde(default)]
    pub sd: Option<f64>,
    /// Lower end of its 95 % interval.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    pub high: Option<f64>,
    /// By which method it was measured; empty where it was typed in.
    #[serde(default)]
    pub method: String,
}

impl Measured {
    /// A number that was typed in, with or without its standard deviation.
    #[must_use]
    pub fn typed(value: f64, sd: Option<f64>) -> Self {
        Self {
            value,
            sd,
            low: None,
            high: None,
            method: String::new(),
        }
    }

    /// Usability of a device, with the standard deviation that its 95 % interval has.
    ///
    /// # Errors
    /// [`Error::NoUsability`] for a device of one cycle.
    pub fn of(device: &str, method: Method, result: &MethodResult) -> Result<Self, Error> {
        let value = result.usability.ok_or_else(|| Error::NoUsability {
            device: device.to_owned(),
            method: method.name(),
        })?;
        let interval = (result.usability_low, result.usability_high);
        Ok(Self::usability(value, interval, method))
    }

    /// A usability with its 95 % interval: `sd = (high - low) / 3.92` where both ends are known.
    ///
    /// ```
    /// # use memrilab_fabrication::Measured;
    /// # use memrilab_device::analysis::Method;
    /// let measured = Measured::usability(0.5, (Some(0.304), Some(0.696)), Method::Corrected);
    /// assert!((measured.sd.unwrap() - 0.1).abs() < 1e-5);
    /// assert_eq!(Measured::usability(0.5, (None, Some(0.7)), Method::Corrected).sd, None);
    /// ```
    #[must_use]
    pub fn usability(value: f64, (low, high): (Option<f64>, Option<f64>), method: Method) -> Self {
        let sd = |(low, high): (f64, f64)| (high - low).max(0.0) / WIDTH;
        Self {
            value,
            sd: low.zip(high).map(sd),
            low,
            high,
            method: method.name().to_owned(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        let numbers = [
            ("the value", Some(self.value), f64::MIN),
            ("the standard deviation", self.sd, 0.0),
            ("the lower end of the interval", self.low, f64::MIN),
            ("the upper end of the interval", self.high, f64::MIN),
        ];
        for (what, value, least) in numbers {
            if let Some(value) = value.filter(|v| !v.is_finite() || *v < least) {
                return Err(Error::Value {
                    what: what.to_owned(),
                    value,
                    range: if least == 0.0 {
                        "a finite number of 0 or more"
                    } else {
                        "a finite number"
                    },
                });
            }
        }
        Ok(())
    }
}

/// A recipe, where it came from, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Experiment {
    /// Its number in the campaign, from 1; it never changes.
    pub id: u32,
    /// A value for each variable of the space; it may lie off the grid.
    pub recipe: Point,
    /// How far it is.
    #[serde(default)]
    pub status: Status,
    /// Its value, once there is one.
    #[serde(default)]
    pub measured: Option<Measured>,
    /// Mean and standard deviation that the model expected when it was suggested.
    #[serde(default)]
    pub expected: Option<(f64, f64)>,
    /// Files of its sweeps, or what else the value came from.
    #[serde(default)]
    pub source: String,
    /// Whether no device was made: the virtual laboratory gave the value.
    #[serde(default)]
    pub simulated: bool,
    /// Anything worth remembering.
    #[serde(default)]
    pub note: String,
    /// Columns of a table that are no variables: name and cell, kept as they were.
    #[serde(default)]
    pub extra: Vec<(String, String)>,
}

impl Experiment {
    pub(crate) fn new(id: u32, recipe: Point) -> Self {
        Self {
            id,
            recipe,
            status: Status::Pending,
            measured: None,
            expected: None,
            source: String::new(),
            simulated: false,
            note: String::new(),
            extra: Vec::new(),
        }
    }

    /// What the optimiser is told; nothing of a pending one.
    pub(crate) fn observation(&self) -> Option<Observation> {
        let (outcome, sd) = match (self.status, &self.measured) {
            (Status::Measured, Some(measured)) => (Outcome::Value(measured.value), measured.sd),
            (Status::Failed, _) => (Outcome::Failed, None),
            _ => return None,
        };
        Some(Observation {
            point: self.recipe.clone(),
            outcome,
            sd,
            note: String::new(),
        })
    }
}
