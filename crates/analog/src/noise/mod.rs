//! Noise injected while training, so that a network learns to do without exact weights.
//!
//! Every noise multiplies: a weight or an activation becomes `eta` times itself. What
//! multiplies what, and how the noise fares on a device, is for the caller.

mod law;
mod source;

pub use law::{LARGEST_SPREAD, Noise};
pub use source::NoiseSource;

use crate::error::Error;
use serde::{Deserialize, Serialize};
use source::{Law, threshold};

/// What the factors multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Site {
    /// Each weight, one factor per weight, as the paper's theorem has it.
    #[default]
    Weight,
    /// Each output of a layer, one factor per unit and sample, as the authors' code has it.
    Activation,
}

/// A noise, what it multiplies, and whether it is divided by its mean.
///
/// ```
/// use memrilab_analog::{Injection, Noise, Site};
/// use memrilab_core::Stream;
/// let injection = Injection {
///     noise: Noise::Multinomial { p1: 0.25, p2: 0.5 },
///     site: Site::Weight,
///     mean_preserving: true,
/// };
/// let mut eta = [0.0; 100];
/// injection.check().unwrap().factors(&mut Stream::new(1, "doc", 0, 0), &mut eta);
/// assert!(eta.iter().all(|e| [0.0, 1.0, 2.0].contains(e)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Injection {
    /// The law of the factors.
    pub noise: Noise,
    /// What they multiply.
    pub site: Site,
    /// Divides the factors by their mean, so that nothing grows or shrinks on average.
    pub mean_preserving: bool,
}

impl Injection {
    /// Makes the checked source of factors.
    ///
    /// # Errors
    /// [`Error::Parameter`] as [`Noise::check`] has it; [`Error::ZeroMean`] if the noise
    /// is always 0 and is to be divided by its mean.
    pub fn check(&self) -> Result<NoiseSource, Error> {
        let mean = self.noise.mean()?;
        let scale = if self.mean_preserving {
            1.0 / mean
        } else {
            1.0
        };
        if !(scale as f32).is_finite() {
            return Err(Error::ZeroMean);
        }
        let law = match self.noise {
            Noise::None => Law::One,
            Noise::Multinomial { p1, p2 } => Law::Steps {
                zero: threshold(p1),
                half: threshold(p1 + p2),
                step: (0.5 * scale) as f32,
            },
            Noise::Dropout { rate } => Law::Steps {
                zero: threshold(rate),
                half: threshold(rate),
                step: (0.5 * scale) as f32,
            },
            Noise::Gaussian { sigma } => Law::Normal(sigma as f32),
            Noise::Laplace { scale } => Law::Laplace(scale as f32),
            Noise::LogNormal { sigma } => Law::LogNormal {
                sigma: sigma as f32,
                shift: if self.mean_preserving {
                    (-0.5 * sigma * sigma) as f32
                } else {
                    0.0
                },
            },
        };
        Ok(NoiseSource {
            injection: *self,
            law,
        })
    }
}
