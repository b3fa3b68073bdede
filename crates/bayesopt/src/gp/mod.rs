//! An exact Gaussian process with a constant mean (METHOD B4).
//!
//! ```text
//! cov(y_i, y_j) = sf2 c(r_ij^2) + [i = j] (sn2 + known_i) / count_i
//! mean(x) = m + k(x)' K^-1 (y - m)        var(x) = sf2 - k(x)' K^-1 k(x)
//! ```
//! The variance is that of the function, without noise. Left out: mean functions,
//! approximations for many observations, derivatives of the posterior.

mod fit;
mod hyper;
mod kernel;
mod left_out;
mod likelihood;
mod prior;
mod queries;
mod tables;
mod training;

pub use fit::{Fit, MOST_STARTS, fit};
pub use hyper::Hyperparameters;
pub use kernel::Kernel;
pub use left_out::LeaveOneOut;
pub use likelihood::Likelihood;
pub use prior::{LogNormal, Priors};
pub use queries::{Axis, Posterior, Queries};
pub use training::{MOST_TRAINING, Measured, Training};

use crate::error::{Error, finite};
use crate::numeric::cholesky::Cholesky;

/// Shares of the signal variance added to the diagonal in turn until the covariance is positive definite.
pub(crate) const JITTER: [f64; 8] = [0.0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

/// A Gaussian process conditioned on measured values.
#[derive(Debug, Clone, PartialEq)]
pub struct Gp {
    kernel: Kernel,
    hyper: Hyperparameters,
    training: Training,
    factor: Cholesky,
    alpha: Vec<f64>,
    jitter: f64,
}

impl Gp {
    /// Conditions on a training set.
    ///
    /// ```
    /// use memrilab_bayesopt::gp::{Gp, Hyperparameters, Measured, Queries, Training};
    /// use memrilab_bayesopt::Kernel;
    /// let y = vec![Measured::once(1.0)];
    /// let training = Training::new(vec![0], vec![0.0], y, 0.0)?;
    /// let hyper = Hyperparameters { length_scales: vec![1.0], signal: 1.0, noise: 1.0 };
    /// let gp = Gp::new(Kernel::default(), training, hyper)?;
    /// let at = gp.posterior(&Queries::list(1, vec![0.0])?)?;
    /// assert!((at.mean[0] - 0.5).abs() < 1e-15 && (at.variance[0] - 0.5).abs() < 1e-15);
    /// # Ok::<(), memrilab_bayesopt::Error>(())
    /// ```
    ///
    /// # Errors
    /// Hyper-parameters out of range, or [`Error::NotPositiveDefinite`] after jitter of up
    /// to 1e-4 of the signal variance.
    pub fn new(kernel: Kernel, training: Training, hyper: Hyperparameters) -> Result<Self, Error> {
        hyper.check(training.group_count)?;
        let n = training.len();
        let scales = inverse_squares(&training, &hyper);
        let mut k = vec![0.0; n * n];
        for i in 0..n {
            for j in i + 1..n {
                let r2 = distance(training.row(i), training.row(j), &scales);
                k[i * n + j] = hyper.signal * kernel.correlation(r2);
            }
            k[i * n + i] = hyper.signal + training.measured[i].noise(hyper.noise);
        }
        let (factor, jitter) =
            Cholesky::jittered(n, &k, hyper.signal, &JITTER).ok_or(Error::NotPositiveDefinite {
                observations: n,
                jitter: JITTER[JITTER.len() - 1],
            })?;
        Self::assemble(kernel, hyper, training, factor, jitter)
    }

    fn assemble(
        kernel: Kernel,
        hyper: Hyperparameters,
        training: Training,
        factor: Cholesky,
        jitter: f64,
    ) -> Result<Self, Error> {
        let mut alpha = training.residuals();
        factor.solve(&mut alpha);
        for &a in &alpha {
            finite("a weight of the model", a)?;
        }
        Ok(Self {
            kernel,
            hyper,
            training,
            factor,
            alpha,
            jitter,
        })
    }

    /// The same process with one more measurement, in `O(n^2)`; the hyper-parameters stay.
    ///
    /// # Errors
    /// A point of the wrong dimension, numbers that are not finite, or
    /// [`Error::NotPositiveDefinite`].
    pub fn with(&self, x: &[f64], measured: Measured) -> Result<Self, Error> {
        let mut training = self.training.clone();
        training.x.extend_from_slice(x);
        training.measured.push(measured);
        let training = Training::new(
            training.groups,
            training.x,
            training.measured,
            training.mean,
        )?;
        let column = self.covariances(x);
        let diagonal = self.hyper.signal + measured.noise(self.hyper.noise) + self.jitter;
        let (factor, jitter) = JITTER
            .iter()
            .find_map(|share| {
                let more = share * self.hyper.signal;
                let grown = self.factor.extend(column.clone(), diagonal + more)?;
                Some((grown, self.jitter.max(more)))
            })
            .ok_or(Error::NotPositiveDefinite {
                observations: training.len(),
                jitter: JITTER[JITTER.len() - 1],
            })?;
        Self::assemble(self.kernel, self.hyper.clone(), training, factor, jitter)
    }

    /// `k(x, x_i)` of every measured point.
    pub(crate) fn covariances(&self, x: &[f64]) -> Vec<f64> {
        let scales = inverse_squares(&self.training, &self.hyper);
        (0..self.training.len())
            .map(|i| {
                let r2 = distance(x, self.training.row(i), &scales);
                self.hyper.signal * self.kernel.correlation(r2)
            })
            .collect()
    }

    /// `K^-1 k(x)`: the weights by which measured points speak for `x`.
    pub(crate) fn weights(&self, x: &[f64]) -> Vec<f64> {
        let mut k = self.covariances(x);
        self.factor.solve(&mut k);
        k
    }

    /// The mean at one point, and `U^-T k(x)`, whose squares sum to the variance explained.
    pub(crate) fn at(&self, x: &[f64]) -> (f64, Vec<f64>) {
        let mut k = self.covariances(x);
        let mean = self.training.mean + crate::numeric::dot(&k, &self.alpha);
        self.factor.forward(&mut k);
        (mean, k)
    }

    /// `k(x, x')` of the prior.
    pub(crate) fn prior_covariance(&self, a: &[f64], b: &[f64]) -> f64 {
        let scales = inverse_squares(&self.training, &self.hyper);
        self.hyper.signal * self.kernel.correlation(distance(a, b, &scales))
    }

    /// The kernel.
    #[must_use]
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// The hyper-parameters.
    #[must_use]
    pub fn hyper(&self) -> &Hyperparameters {
        &self.hyper
    }

    /// What it was conditioned on.
    #[must_use]
    pub fn training(&self) -> &Training {
        &self.training
    }

    /// What was added to the diagonal to make the covariance positive definite; 0 as a rule.
    #[must_use]
    pub fn jitter(&self) -> f64 {
        self.jitter
    }

    /// The log marginal likelihood of the measured values.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for extreme hyper-parameters.
    pub fn log_likelihood(&self) -> Result<f64, Error> {
        let fit = crate::numeric::dot(&self.training.residuals(), &self.alpha);
        let n = self.training.len() as f64;
        let scatter: f64 = self
            .training
            .measured
            .iter()
            .map(|m| m.scatter_likelihood(self.hyper.noise).0)
            .sum();
        let value = scatter
            - 0.5 * fit
            - 0.5 * self.factor.log_det()
            - 0.5 * n * libm::log(2.0 * std::f64::consts::PI);
        finite("the log likelihood", value)
    }
}

/// `1 / l^2` of each coordinate.
fn inverse_squares(training: &Training, hyper: &Hyperparameters) -> Vec<f64> {
    training
        .groups
        .iter()
        .map(|&g| {
            let l = hyper.length_scales[g];
            1.0 / (l * l)
        })
        .collect()
}

fn distance(a: &[f64], b: &[f64], scales: &[f64]) -> f64 {
    a.iter()
        .zip(b)
        .zip(scales)
        .map(|((a, b), s)| (a - b) * (a - b) * s)
        .sum()
}
