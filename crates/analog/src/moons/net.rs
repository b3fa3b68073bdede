//! The network.

use crate::error::{Error, all_finite, parameter, same_length};
use serde::{Deserialize, Serialize};

/// Two inputs, `hidden` tanh units and one logit; above 0 is class 1.
///
/// `h_j = tanh(x w1[0][j] + y w1[1][j] + w1[2][j])`, `logit = sum h_j w2[j] + w2[hidden]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MoonsNet {
    /// How many hidden units.
    pub hidden: usize,
    /// 3 x hidden, row after row: those of x, of y, the biases.
    pub w1: Vec<f64>,
    /// Those of the hidden units, then the bias.
    pub w2: Vec<f64>,
}

impl MoonsNet {
    /// Checks the shapes and that all weights are finite.
    ///
    /// # Errors
    /// [`Error::Parameter`] without hidden units or with over a million,
    /// [`Error::Length`], [`Error::NotFinite`].
    pub fn check(&self) -> Result<(), Error> {
        parameter(
            "the number of hidden units",
            self.hidden as f64,
            (1..=1_000_000).contains(&self.hidden),
            "from 1 to a million",
        )?;
        same_length(
            "w1 (x, y and bias of each unit)",
            3 * self.hidden,
            self.w1.len(),
        )?;
        same_length(
            "w2 (each unit and the bias)",
            self.hidden + 1,
            self.w2.len(),
        )?;
        all_finite("w1", &self.w1)?;
        all_finite("w2", &self.w2)
    }

    /// The hidden units' outputs at one point.
    pub(super) fn hidden_at(&self, [x, y]: [f64; 2]) -> impl Iterator<Item = f64> {
        let (wx, rest) = self.w1.split_at(self.hidden);
        let (wy, bias) = rest.split_at(self.hidden);
        let sums = wx.iter().zip(wy).zip(bias);
        sums.map(move |((wx, wy), b)| libm::tanh(x * wx + y * wy + b))
    }

    /// The logit of each point.
    ///
    /// ```
    /// use memrilab_analog::moons::MoonsNet;
    /// let net = MoonsNet { hidden: 1, w1: vec![0.0, 0.0, 0.0], w2: vec![5.0, -1.5] };
    /// assert_eq!(net.forward(&[[0.3, 0.4]]), Ok(vec![-1.5]));
    /// ```
    ///
    /// # Errors
    /// As [`check`](Self::check); [`Error::Overflow`] where a logit is not finite.
    pub fn forward(&self, points: &[[f64; 2]]) -> Result<Vec<f64>, Error> {
        self.check()?;
        let logit = |point: &[f64; 2]| {
            let units = self.hidden_at(*point).zip(&self.w2);
            units.map(|(h, w)| h * w).sum::<f64>() + self.w2[self.hidden]
        };
        finite_logits(points.iter().map(logit).collect())
    }

    /// Hidden outputs of each point, one row per point.
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    pub fn hidden(&self, points: &[[f64; 2]]) -> Result<Vec<f64>, Error> {
        self.check()?;
        finite_logits(points.iter().flat_map(|p| self.hidden_at(*p)).collect())
    }

    /// The share of points whose logit is on the side of their label.
    ///
    /// # Errors
    /// As [`forward`](Self::forward); [`Error::Length`] for labels, [`Error::TooFew`]
    /// without points.
    pub fn accuracy(&self, points: &[[f64; 2]], labels: &[u8]) -> Result<f64, Error> {
        accuracy(&self.forward(points)?, labels)
    }
}

pub(super) fn accuracy(logits: &[f64], labels: &[u8]) -> Result<f64, Error> {
    same_length("the labels", logits.len(), labels.len())?;
    if logits.is_empty() {
        let what = "points";
        return Err(Error::TooFew {
            what,
            least: 1,
            got: 0,
        });
    }
    let right = |(z, y): &(&f64, &u8)| u8::from(**z > 0.0) == **y;
    let hits = logits.iter().zip(labels).filter(right).count();
    Ok(hits as f64 / logits.len() as f64)
}

pub(super) fn finite_logits(logits: Vec<f64>) -> Result<Vec<f64>, Error> {
    match logits.iter().position(|z| !z.is_finite()) {
        None => Ok(logits),
        Some(index) => Err(Error::Overflow {
            what: "the output",
            index,
        }),
    }
}
