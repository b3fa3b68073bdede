//! Joint draws of the function at a few points.

use crate::error::Error;
use crate::gp::Gp;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::{add_row, dot};
use memrilab_core::stream::normal;

/// Mean and factored covariance of the function at a list of points.
pub(crate) struct Joint {
    mean: Vec<f64>,
    factor: Cholesky,
}

impl Joint {
    pub(crate) fn new(gp: &Gp, points: &[Vec<f64>]) -> Result<Self, Error> {
        let m = points.len();
        let (mut mean, mut solved) = (Vec::with_capacity(m), Vec::with_capacity(m));
        for point in points {
            let (mu, v) = gp.at(point);
            mean.push(mu);
            solved.push(v);
        }
        let n = gp.training().len();
        let mut covariance = vec![0.0; m * m];
        for i in 0..m {
            for j in i..m {
                let prior = gp.prior_covariance(&points[i], &points[j]);
                let left = prior - dot(&solved[i][..n], &solved[j][..n]);
                // What rounding leaves below zero of a variance is none.
                covariance[i * m + j] = if i == j { left.max(0.0) } else { left };
            }
        }
        // The function is smooth, so neighbours are all but one variable: a little is added
        // to the diagonal, less than any noise in it that could be seen.
        let shares = [1e-12, 1e-10, 1e-8, 1e-6, 1e-4];
        let signal = gp.hyper().signal;
        let (factor, _) = Cholesky::jittered(m, &covariance, signal, &shares).ok_or(
            Error::NotPositiveDefinite {
                observations: m,
                jitter: 1e-4,
            },
        )?;
        Ok(Self { mean, factor })
    }

    /// One draw.
    pub(crate) fn draw(&self, rng: &mut impl rand::Rng) -> Vec<f64> {
        let z: Vec<f64> = self.mean.iter().map(|_| normal(rng)).collect();
        let mut out = self.factor.correlate(&z);
        add_row(&mut out, 1.0, &self.mean);
        out
    }
}
