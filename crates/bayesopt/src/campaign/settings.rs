//! What a campaign wants and how its model works: a value saved beside the observations.

use crate::acquisition::Acquisition;
use crate::encoding::Encoding;
use crate::error::{Error, at_most, finite};
use crate::gp::{Kernel, LogNormal, MOST_STARTS, Priors};
use serde::{Deserialize, Serialize};

/// What is wanted of the values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "aim", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Goal {
    /// As large as can be.
    #[default]
    Maximise,
    /// As small as can be.
    Minimise,
    /// As close as can be to one value (METHOD B7).
    Target {
        /// The value.
        value: f64,
    },
}

/// In which units the model sees the values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "scaling", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Scaling {
    /// Minus their mean, over their standard deviation (METHOD B5b).
    #[default]
    Standardised,
    /// As they are, about their mean (METHOD B4).
    AsIs {
        /// The mean while there is one value only.
        lone_mean: f64,
    },
}

/// The value that is to be improved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Incumbent {
    /// The best posterior mean over the measured points, which noise moves little.
    #[default]
    BestMean,
    /// The best measured value.
    BestValue,
}

/// Where the variance of the noise comes from.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "noise", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Noise {
    /// Fitted with the other hyper-parameters; what an observation says of its own
    /// uncertainty comes on top.
    #[default]
    Fitted,
    /// Known: the standard deviation of one measurement, in the units of the values.
    Given {
        /// It.
        sd: f64,
    },
}

/// Everything a suggestion depends on besides space and observations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Settings {
    /// What is wanted.
    pub goal: Goal,
    /// How categories become numbers.
    pub encoding: Encoding,
    /// The kernel.
    pub kernel: Kernel,
    /// A length scale per variable rather than one for all.
    pub ard: bool,
    /// The units the model works in; the priors are of these.
    pub scaling: Scaling,
    /// Priors of the hyper-parameters.
    pub priors: Priors,
    /// Noise of a measurement.
    pub noise: Noise,
    /// Starting points of the fit.
    pub starts: usize,
    /// How the next point is chosen.
    pub acquisition: Acquisition,
    /// What is to be improved on.
    pub incumbent: Incumbent,
    /// Whether a measured point may be suggested again.
    pub replicates: bool,
    /// Values that are measured at points spread over the space before the model chooses;
    /// at least 1.
    pub initial: usize,
    /// Candidates drawn in a round where they cannot be listed.
    pub drawn: usize,
    /// Seed of the fit's starting points.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
}

impl Default for Settings {
    /// Standardised values with the priors of METHOD B5b, one-hot categories (B3), the best
    /// posterior mean as incumbent (B4).
    fn default() -> Self {
        Self {
            goal: Goal::default(),
            encoding: Encoding::default(),
            kernel: Kernel::default(),
            ard: true,
            scaling: Scaling::default(),
            priors: Priors::standardised(),
            noise: Noise::default(),
            starts: 3,
            acquisition: Acquisition::default(),
            incumbent: Incumbent::default(),
            replicates: false,
            initial: 5,
            drawn: 4096,
            seed: 0,
        }
    }
}

impl Settings {
    /// For values in [0, 1] taken as they are, with the priors of METHOD B5 and a mean of
    /// 0.5 while there is one value; the model chooses from the first value on.
    #[must_use]
    pub fn unit_interval() -> Self {
        Self {
            scaling: Scaling::AsIs { lone_mean: 0.5 },
            priors: Priors::unit_interval(),
            initial: 1,
            ..Self::default()
        }
    }

    /// Checks every range.
    ///
    /// # Errors
    /// [`Error::Setting`], [`Error::NotFinite`] or [`Error::TooMany`].
    pub fn check(&self) -> Result<(), Error> {
        let target = match self.goal {
            Goal::Target { value } => Some(finite("the target", value)?),
            Goal::Maximise | Goal::Minimise => None,
        };
        if let Scaling::AsIs { lone_mean } = self.scaling {
            finite("the mean while there is one value", lone_mean)?;
        }
        if let Noise::Given { sd } = self.noise {
            finite("the noise", sd)?;
            if sd <= 0.0 {
                return Err(Error::Setting {
                    name: "noise",
                    expected: "above 0",
                    got: sd,
                });
            }
        }
        self.priors.check()?;
        self.acquisition.check(target.is_some())?;
        at_most("starts of a fit", MOST_STARTS, self.starts as u64)?;
        at_most("values before the model", 10_000, self.initial as u64)?;
        at_most("candidates to draw", 100_000, self.drawn as u64)?;
        for (name, count) in [
            ("starts", self.starts),
            ("initial", self.initial),
            ("drawn", self.drawn),
        ] {
            if count == 0 {
                return Err(Error::Setting {
                    name,
                    expected: "at least 1",
                    got: 0.0,
                });
            }
        }
        Ok(())
    }

    /// The priors in units of `scale`, a given noise replacing its own.
    pub(crate) fn priors(&self, scale: f64) -> Priors {
        match self.noise {
            Noise::Fitted => self.priors,
            Noise::Given { sd } => {
                let variance = (sd / scale) * (sd / scale);
                let noise = LogNormal {
                    median: variance,
                    sd: 1.0,
                    low: variance * (1.0 - 1e-9),
                    high: variance * (1.0 + 1e-9),
                };
                Priors {
                    noise,
                    ..self.priors
                }
            }
        }
    }
}
