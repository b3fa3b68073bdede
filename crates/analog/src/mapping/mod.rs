//! Where a weight lands on a device's conductance curve, before drift.
//!
//! Two mappings: [`Corrected`], which is what the paper's text describes, and
//! [`Listing`], which is what its Listing 1 does. Both are deterministic, are prepared
//! once for a device and applied once to a network; drift multiplies the result as often
//! as one likes. `max |theta|` is that of the slice, so hand in one crossbar matrix at a
//! time; biases and normalisation that stay digital are not handed in at all.

mod corrected;
mod curve;
mod listing;
mod weight;

pub use corrected::Corrected;
pub use curve::Curve;
pub use listing::Listing;
pub use weight::Weight;

use crate::error::{Error, same_length};
use serde::{Deserialize, Serialize};

/// Which mapping a device's weights go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum MappingChoice {
    /// What the paper's text describes.
    #[default]
    Corrected,
    /// What its Listing 1 does, quirks included.
    Listing,
    /// Every weight is stored exactly.
    Ideal,
}

/// A mapping prepared for one device.
#[derive(Debug, Clone, PartialEq)]
pub enum Mapping {
    /// Every weight is stored exactly.
    Ideal,
    /// See [`Corrected`].
    Corrected(Corrected),
    /// See [`Listing`].
    Listing(Listing),
}

impl Mapping {
    /// Prepares the mapping of a device.
    ///
    /// ```
    /// use memrilab_analog::{Curve, Mapping, MappingChoice};
    /// // A run of 2 of 3 levels; the last conductance is back at the bottom.
    /// let curve = Curve::new(vec![1.0, 2.0, 1.0], 0, 2, 3).unwrap();
    /// let mapping = Mapping::new(MappingChoice::Corrected, &curve).unwrap();
    /// let mut stored = [0.0; 3];
    /// mapping.map(&[0.2, -0.5, 1.0], &mut stored).unwrap();
    /// assert_eq!(stored, [0.2, -0.5, 0.0]);
    /// ```
    ///
    /// # Errors
    /// [`Error::Index`] where the listing would raise `IndexError`.
    pub fn new(choice: MappingChoice, curve: &Curve) -> Result<Self, Error> {
        Ok(match choice {
            MappingChoice::Ideal => Self::Ideal,
            MappingChoice::Corrected => Self::Corrected(Corrected::new(curve)),
            MappingChoice::Listing => Self::Listing(Listing::new(curve)?),
        })
    }

    /// Maps one crossbar matrix.
    ///
    /// # Errors
    /// [`Error::Length`] if `out` is not as long as `weights`, [`Error::NotFinite`] for
    /// such a weight, [`Error::Undefined`] where the listing gives `NaN`.
    pub fn map<W: Weight>(&self, weights: &[W], out: &mut [W]) -> Result<(), Error> {
        match self {
            Self::Ideal => {
                same_length("the mapped weights", weights.len(), out.len())?;
                largest(weights)?;
                out.copy_from_slice(weights);
                Ok(())
            }
            Self::Corrected(mapping) => mapping.map(weights, out),
            Self::Listing(mapping) => mapping.map(weights, out),
        }
    }

    /// Maps one crossbar matrix and multiplies each weight by `exp(lambda)`, its own
    /// lambda: Listing 1 in one call, with the random numbers handed in.
    ///
    /// ```
    /// use memrilab_analog::Mapping;
    /// let mut out = [0.0];
    /// Mapping::Ideal.map_drifted(&[0.5], &[2f64.ln()], &mut out).unwrap();
    /// assert_eq!(out, [1.0]);
    /// ```
    ///
    /// # Errors
    /// As [`map`](Self::map); [`Error::Length`] for too few lambdas, [`Error::Overflow`]
    /// if a product is too large.
    pub fn map_drifted<W: Weight>(
        &self,
        weights: &[W],
        lambdas: &[f64],
        out: &mut [W],
    ) -> Result<(), Error> {
        same_length("the lambdas", weights.len(), lambdas.len())?;
        crate::error::all_finite("lambda", lambdas)?;
        self.map(weights, out)?;
        for (index, (w, lambda)) in out.iter_mut().zip(lambdas).enumerate() {
            let drifted = W::of(w.wide() * libm::exp(*lambda));
            // 0 times an overflowing exponential is 0 on a device.
            if w.wide() != 0.0 {
                if !drifted.wide().is_finite() {
                    return Err(Error::Overflow {
                        what: "the drifted weight",
                        index,
                    });
                }
                *w = drifted;
            }
        }
        Ok(())
    }
}

/// The largest absolute weight, if all are finite.
pub(crate) fn largest<W: Weight>(weights: &[W]) -> Result<W, Error> {
    let mut most = W::of(0.0);
    for (index, w) in weights.iter().enumerate() {
        if !w.wide().is_finite() {
            return Err(Error::NotFinite {
                what: "the weight",
                index,
                value: w.wide(),
            });
        }
        let size = w.size();
        if size > most {
            most = size;
        }
    }
    Ok(most)
}
