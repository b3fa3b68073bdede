//! A signed weight as the difference of two conductances.

use crate::CrossbarError;
use memrilab_analog::pairs::{PairLayout, Pairs};
use serde::{Deserialize, Serialize};

/// Which two devices a weight is the difference of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Coding {
    /// A pair: one device carries the weight, the other rests at `Gmin`.
    #[default]
    OneSided,
    /// A pair: both move about the middle of the window.
    Centred,
    /// One device against a column that all weights of a block share, which rests at the middle:
    /// `G = (Gmin + Gmax)/2 + (Gmax - Gmin) w/(2 wmax)`. Half the devices, half the signal.
    Reference,
}

/// The conductances that devices are set to, in siemens.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConductanceWindow {
    /// The smallest.
    pub g_min: f64,
    /// The largest.
    pub g_max: f64,
}

/// Weights as conductances.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The device that the current of is added.
    pub plus: Vec<f64>,
    /// The one that the current of is taken away.
    pub minus: Vec<f64>,
    /// The largest absolute weight.
    pub w_max: f64,
}

impl Coding {
    /// Columns of devices for some outputs.
    #[must_use]
    pub fn columns(self, outputs: usize) -> usize {
        match self {
            Self::OneSided | Self::Centred => 2 * outputs,
            Self::Reference => outputs + 1,
        }
    }

    /// Outputs that so many columns have room for.
    #[must_use]
    pub fn most_outputs(self, columns: usize) -> usize {
        match self {
            Self::OneSided | Self::Centred => columns / 2,
            Self::Reference => columns.saturating_sub(1),
        }
    }

    /// Columns of output `k` of `outputs`: the one added and the one taken away.
    #[must_use]
    pub fn place(self, k: usize, outputs: usize) -> (usize, usize) {
        match self {
            Self::OneSided | Self::Centred => (2 * k, 2 * k + 1),
            Self::Reference => (k, outputs),
        }
    }

    /// The difference of conductances that stands for the largest weight.
    #[must_use]
    pub fn span(self, window: &ConductanceWindow) -> f64 {
        let span = window.g_max - window.g_min;
        match self {
            Self::OneSided | Self::Centred => span,
            Self::Reference => 0.5 * span,
        }
    }

    /// The conductances of weights.
    ///
    /// ```
    /// use memrilab_crossbar::chip::{Coding, ConductanceWindow};
    /// let window = ConductanceWindow { g_min: 1.0, g_max: 5.0 };
    /// let coded = Coding::Reference.set(&window, &[1.0, -2.0])?;
    /// assert_eq!((coded.plus, coded.minus), (vec![4.0, 1.0], vec![3.0, 3.0]));
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// [`CrossbarError::Network`] for a window that is none or weights that are not finite.
    pub fn set(self, window: &ConductanceWindow, weights: &[f64]) -> Result<Coded, CrossbarError> {
        let layout = match self {
            Self::OneSided => PairLayout::OneSided,
            Self::Centred | Self::Reference => PairLayout::Centred,
        };
        let pairs = Pairs {
            g_min: window.g_min,
            g_max: window.g_max,
            layout,
        };
        let (mut plus, mut minus) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
        let w_max = pairs
            .set(weights, &mut plus, &mut minus)
            .map_err(|e| CrossbarError::Network(e.to_string()))?;
        if self == Self::Reference {
            minus.fill(0.5 * (window.g_min + window.g_max));
        }
        Ok(Coded { plus, minus, w_max })
    }

    /// Weights back from conductances: `(G+ - G-) wmax/span`.
    ///
    /// ```
    /// use memrilab_crossbar::chip::{Coding, ConductanceWindow};
    /// let window = ConductanceWindow { g_min: 1.0, g_max: 5.0 };
    /// for coding in [Coding::OneSided, Coding::Centred, Coding::Reference] {
    ///     let coded = coding.set(&window, &[1.0, -2.0])?;
    ///     assert_eq!(coding.read(&window, &coded), [1.0, -2.0]);
    /// }
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    #[must_use]
    pub fn read(self, window: &ConductanceWindow, coded: &Coded) -> Vec<f64> {
        let scale = coded.w_max / self.span(window);
        let pairs = coded.plus.iter().zip(&coded.minus);
        pairs.map(|(p, m)| (p - m) * scale).collect()
    }
}
