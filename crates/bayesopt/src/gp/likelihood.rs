//! The log marginal likelihood and its gradient, the inner loop of every fit.
//!
//! ```text
//! ln p(y) = -(y - m)' K^-1 (y - m) / 2 - ln det K / 2 - n ln(2 pi) / 2
//! d/dt    = tr((a a' - K^-1) dK/dt) / 2,   a = K^-1 (y - m)
//! ```
//! with `K = sf2 c(r^2) + diag((sn2 + known) / count)`. Squared distances are kept by
//! group of coordinates, so that an evaluation costs one exponential a pair, one
//! factorisation and one inverse.

use super::{Hyperparameters, Kernel, Training};
use crate::error::Error;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::{add_row, dot};

/// What of the likelihood does not depend on the hyper-parameters.
#[derive(Debug, Clone)]
pub struct Likelihood<'a> {
    kernel: Kernel,
    training: &'a Training,
    /// Squared distances of the pairs `i < j`, by group; pair `j (j - 1) / 2 + i`.
    distances: Vec<Vec<f64>>,
    residuals: Vec<f64>,
}

impl<'a> Likelihood<'a> {
    /// Prepares the distances of a training set.
    #[must_use]
    pub fn new(kernel: Kernel, training: &'a Training) -> Self {
        let n = training.len();
        let mut distances = vec![Vec::with_capacity(n * (n - 1) / 2); training.group_count];
        let mut here = vec![0.0; training.group_count];
        for j in 1..n {
            for i in 0..j {
                here.fill(0.0);
                let pair = training.row(i).iter().zip(training.row(j));
                for ((a, b), &g) in pair.zip(&training.groups) {
                    here[g] += (a - b) * (a - b);
                }
                for (all, d) in distances.iter_mut().zip(&here) {
                    all.push(*d);
                }
            }
        }
        Self {
            kernel,
            training,
            distances,
            residuals: training.residuals(),
        }
    }

    /// The log marginal likelihood, with its gradient with respect to the logarithms of
    /// the length scales (in group order), of `sf2` and of `sn2`.
    ///
    /// ```
    /// use memrilab_bayesopt::gp::{Hyperparameters, Likelihood, Measured, Training};
    /// use memrilab_bayesopt::Kernel;
    /// let y = vec![Measured::once(1.0)];
    /// let training = Training::new(vec![0], vec![0.0], y, 0.0)?;
    /// let hyper = Hyperparameters { length_scales: vec![1.0], signal: 0.5, noise: 0.5 };
    /// let (value, gradient) =
    ///     Likelihood::new(Kernel::default(), &training).gradient(&hyper)?;
    /// // One standard normal at 1: -1/2 - ln(2 pi) / 2.
    /// assert!((value + 1.418_938_533_204_673).abs() < 1e-15);
    /// assert_eq!(gradient, [0.0, 0.0, 0.0]);
    /// # Ok::<(), memrilab_bayesopt::Error>(())
    /// ```
    ///
    /// # Errors
    /// Hyper-parameters that are not positive or of the wrong number;
    /// [`Error::NotPositiveDefinite`]: no jitter is added here.
    pub fn gradient(&self, hyper: &Hyperparameters) -> Result<(f64, Vec<f64>), Error> {
        hyper.check(self.training.group_count)?;
        let mut gradient = vec![0.0; self.training.group_count + 2];
        self.evaluate(hyper, &mut gradient, &[0.0])
            .filter(|v| v.is_finite() && gradient.iter().all(|g| g.is_finite()))
            .map(|value| (value, gradient))
            .ok_or(Error::NotPositiveDefinite {
                observations: self.training.len(),
                jitter: 0.0,
            })
    }

    /// The same for checked hyper-parameters, with the first of `jitter`, shares of the
    /// signal variance, that makes the covariance positive definite; `None` if none does.
    pub(crate) fn evaluate(
        &self,
        hyper: &Hyperparameters,
        gradient: &mut [f64],
        jitter: &[f64],
    ) -> Option<f64> {
        let n = self.training.len();
        let pairs = n * (n - 1) / 2;
        let scales: Vec<f64> = hyper.length_scales.iter().map(|l| 1.0 / (l * l)).collect();
        let mut r2 = vec![0.0; pairs];
        for (d, scale) in self.distances.iter().zip(&scales) {
            add_row(&mut r2, *scale, d);
        }
        // Correlations take the place of the distances; slopes go beside them.
        let mut slopes = vec![0.0; pairs];
        let mut k = vec![0.0; n * n];
        for j in 0..n {
            for i in 0..j {
                let at = j * (j - 1) / 2 + i;
                let (c, s) = self.kernel.with_slope(r2[at]);
                r2[at] = c;
                slopes[at] = s;
                k[i * n + j] = hyper.signal * c;
            }
            k[j * n + j] = hyper.signal + self.training.measured[j].noise(hyper.noise);
        }
        let (factor, _) = Cholesky::jittered(n, &k, hyper.signal, jitter)?;
        let mut alpha = self.residuals.clone();
        factor.solve(&mut alpha);
        let mut value = -0.5 * dot(&self.residuals, &alpha)
            - 0.5 * factor.log_det()
            - 0.5 * n as f64 * libm::log(2.0 * std::f64::consts::PI);

        let inverse = factor.inverse();
        let (mut by_signal, mut by_noise) = (0.0, 0.0);
        for (j, measured) in self.training.measured.iter().enumerate() {
            let row = &inverse[j * n..=j * n + j];
            let from = j * j.saturating_sub(1) / 2;
            let mut sum = 0.0;
            for (i, inverse) in row[..j].iter().enumerate() {
                let w = alpha[i] * alpha[j] - inverse;
                sum += w * r2[from + i];
                slopes[from + i] *= w;
            }
            let w = alpha[j] * alpha[j] - row[j];
            by_signal += sum + 0.5 * w;
            let (more, slope) = measured.scatter_likelihood(hyper.noise);
            value += more;
            by_noise += 0.5 * w * hyper.noise / measured.count as f64 + slope;
        }
        let groups = self.distances.iter().zip(&scales);
        for (g, (d, scale)) in gradient.iter_mut().zip(groups) {
            *g = hyper.signal * scale * dot(&slopes, d);
        }
        let count = self.training.group_count;
        gradient[count] = hyper.signal * by_signal;
        gradient[count + 1] = by_noise;
        Some(value)
    }
}
