//! Log-normal drift: every stored weight times its own `exp(sigma z)`.
//!
//! Drawing and applying are two steps, because a robustness sweep applies the same
//! normals `z` at many sigmas (common random numbers), and because mapping is done once
//! while drift is drawn many times:
//!
//! ```
//! use memrilab_analog::{Drift, DriftOptions, drift::fill_normals};
//! use memrilab_core::Stream;
//! use memrilab_device::drift::DriftModel;
//!
//! let device = DriftModel::from_usability(0.5).unwrap();
//! let drift = Drift::of(&device, DriftOptions::default()).unwrap();
//! let mut stored = [0.0; 2];
//! drift.map(&[0.5, -1.0], &mut stored).unwrap();
//! let (mut z, mut drifted) = ([0.0; 2], [0.0; 2]);
//! fill_normals(&mut Stream::new(1, "drift", 0, 0), &mut z);
//! drift.apply(&stored, &z, &mut drifted).unwrap();
//! assert!(drifted[0] > 0.0 && drifted[1] < 0.0);
//! ```

pub use crate::bulk::fill_normals;

use crate::bulk::exp_f32;
use crate::error::{Error, parameter, same_length};
use crate::mapping::{Curve, Mapping, MappingChoice, Weight};
use memrilab_device::analysis::Method;
use memrilab_device::drift::{DriftModel, SigmaChoice};
use serde::{Deserialize, Serialize};

/// The largest sigma that is taken: a factor `exp(10)` is 22,000.
pub const LARGEST_SIGMA: f64 = 10.0;

/// What drift leaves unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Preserve {
    /// The median: `w exp(sigma z)`, whose mean is `w exp(sigma^2/2)`. The paper's.
    #[default]
    Median,
    /// The mean: `w exp(sigma z - sigma^2/2)`.
    Mean,
}

impl Preserve {
    /// What is added to `sigma z`.
    #[must_use]
    pub fn shift(self, sigma: f64) -> f64 {
        match self {
            Self::Median => 0.0,
            Self::Mean => -0.5 * sigma * sigma,
        }
    }
}

/// How weights are stored and drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DriftOptions {
    /// Which mapping weights go through.
    pub mapping: MappingChoice,
    /// What drift leaves unchanged.
    pub preserve: Preserve,
    /// How many points of the curve weights need.
    pub required_len: usize,
}

impl Default for DriftOptions {
    /// The corrected mapping on 35 points, the median preserved.
    fn default() -> Self {
        Self {
            mapping: MappingChoice::Corrected,
            preserve: Preserve::Median,
            required_len: 35,
        }
    }
}

/// Where curve and sigma of a drift come from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Provenance {
    /// A measured device.
    Device {
        /// The method that measured it.
        method: Option<Method>,
        /// Which sigma of that method it is.
        sigma_choice: SigmaChoice,
    },
    /// A usability alone: every weight is stored exactly and `sigma = -ln U`, so what a
    /// short run would do to the weights is not in it.
    Usability {
        /// The usability.
        usability: f64,
    },
}

/// Mapping and drift of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    mapping: Mapping,
    sigma: f64,
    options: DriftOptions,
    provenance: Provenance,
}

impl Drift {
    /// The drift of a device.
    ///
    /// A model made from a usability stores every weight exactly, whatever mapping is
    /// asked for, because it has no measured curve; [`Drift::provenance`] says so.
    ///
    /// ```
    /// use memrilab_analog::{Drift, DriftOptions, Mapping};
    /// use memrilab_device::drift::DriftModel;
    /// let model = DriftModel::from_usability(0.9).unwrap();
    /// let drift = Drift::of(&model, DriftOptions::default()).unwrap();
    /// assert_eq!(drift.mapping(), &Mapping::Ideal);
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`] unless sigma is in `[0, 10]`; as [`Curve::new`] and
    /// [`Mapping::new`] for the curve.
    pub fn of(model: &DriftModel, options: DriftOptions) -> Result<Self, Error> {
        check_sigma(model.sigma)?;
        let (mapping, provenance) = if model.sigma_choice == SigmaChoice::FromUsability {
            let usability = libm::exp(-model.sigma);
            (Mapping::Ideal, Provenance::Usability { usability })
        } else {
            let curve = Curve::of(model, options.required_len)?;
            (
                Mapping::new(options.mapping, &curve)?,
                Provenance::Device {
                    method: model.method,
                    sigma_choice: model.sigma_choice,
                },
            )
        };
        Ok(Self {
            mapping,
            sigma: model.sigma,
            options,
            provenance,
        })
    }

    /// The drift of a device of which only the usability is known: `sigma = -ln U`.
    ///
    /// ```
    /// use memrilab_analog::{Drift, Preserve};
    /// let drift = Drift::from_usability(0.5, Preserve::Median).unwrap();
    /// assert!((drift.sigma() - 0.693_147_180_559_945_3).abs() < 1e-15);
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`] unless `0 < usability <= 1`, and below `exp(-10)`.
    pub fn from_usability(usability: f64, preserve: Preserve) -> Result<Self, Error> {
        let test = usability > 0.0 && usability <= 1.0;
        parameter("the usability", usability, test, "above 0 and at most 1")?;
        // -ln 1 is -0.
        let sigma = check_sigma(libm::fabs(libm::log(usability)))?;
        Ok(Self {
            mapping: Mapping::Ideal,
            sigma,
            options: DriftOptions {
                preserve,
                ..DriftOptions::default()
            },
            provenance: Provenance::Usability { usability },
        })
    }

    /// Standard deviation of the log factor.
    #[must_use]
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// The mapping weights go through.
    #[must_use]
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The options it was made with.
    #[must_use]
    pub fn options(&self) -> DriftOptions {
        self.options
    }

    /// Where curve and sigma come from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// Maps one crossbar matrix; once per network, before any drift.
    ///
    /// # Errors
    /// As [`Mapping::map`].
    pub fn map<W: Weight>(&self, weights: &[W], out: &mut [W]) -> Result<(), Error> {
        self.mapping.map(weights, out)
    }

    /// Drifts mapped weights at the device's own sigma.
    ///
    /// # Errors
    /// As [`apply`].
    pub fn apply(&self, mapped: &[f32], z: &[f32], out: &mut [f32]) -> Result<(), Error> {
        apply(self.options.preserve, self.sigma, mapped, z, out)
    }
}

/// `out = mapped exp(sigma z + shift)`, entry by entry, with the shift of `preserve`.
///
/// The exponential is [`exp_f32`]: at most 2 units in the last place off, with its
/// argument held in `[-87, 88]`.
///
/// ```
/// use memrilab_analog::{Preserve, drift::apply};
/// let mut out = [0.0];
/// apply(Preserve::Mean, 2.0, &[3.0], &[1.0], &mut out).unwrap();
/// assert_eq!(out, [3.0]); // 2 z - 2^2/2 = 0
/// ```
///
/// # Errors
/// [`Error::Parameter`] unless sigma is in `[0, 10]`, [`Error::Length`] for slices of
/// different lengths, [`Error::Overflow`] where a product is not finite.
pub fn apply(
    preserve: Preserve,
    sigma: f64,
    mapped: &[f32],
    z: &[f32],
    out: &mut [f32],
) -> Result<(), Error> {
    check_sigma(sigma)?;
    same_length("the normals", mapped.len(), z.len())?;
    same_length("the drifted weights", mapped.len(), out.len())?;
    let (scale, shift) = (sigma as f32, preserve.shift(sigma) as f32);
    if multiply(scale, shift, mapped, z, out) {
        let index = out.iter().position(|w| !w.is_finite()).unwrap_or(0);
        return Err(Error::Overflow {
            what: "the drifted weight",
            index,
        });
    }
    Ok(())
}

/// Returns whether any product is infinite or undefined.
fn multiply(scale: f32, shift: f32, mapped: &[f32], z: &[f32], out: &mut [f32]) -> bool {
    const EXPONENT: u32 = 0x7f80_0000;
    let mut bad = 0;
    for ((o, w), z) in out.iter_mut().zip(mapped).zip(z) {
        let drifted = w * exp_f32(scale * z + shift);
        bad |= u32::from(drifted.to_bits() & EXPONENT == EXPONENT);
        *o = drifted;
    }
    bad != 0
}

fn check_sigma(sigma: f64) -> Result<f64, Error> {
    parameter(
        "sigma of the drift",
        sigma,
        (0.0..=LARGEST_SIGMA).contains(&sigma),
        "from 0 to 10; it is the standard deviation of the log conductance",
    )
}
