//! Hyper-parameters of highest posterior density: likelihood times prior (METHOD B5).

use super::{Hyperparameters, JITTER, Kernel, Likelihood, Priors, Training};
use crate::error::{Error, at_most};
use crate::numeric::minimise::{Limits, Minimum, minimise};
use memrilab_core::Stream;
use memrilab_core::stream::normal;

/// Fits above this count of starting points are refused.
pub const MOST_STARTS: u64 = 100;

const LIMITS: Limits = Limits {
    iterations: 200,
    decrease: 1e-10,
    gradient: 1e-6,
};

/// The best of several descents.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The hyper-parameters.
    pub hyper: Hyperparameters,
    /// Log likelihood plus log prior but for its constant, `-sum of z^2 / 2`.
    pub objective: f64,
    /// The log marginal likelihood there.
    pub log_likelihood: f64,
    /// The objective each start reached, in order; absent where it found no positive
    /// definite covariance.
    pub starts: Vec<Option<f64>>,
    /// Evaluations of the likelihood in all.
    pub evaluations: usize,
}

/// Maximises the posterior density from `starts` points: the prior's median first, then
/// draws from the prior with 0.7 of its spread.
///
/// ```
/// use memrilab_bayesopt::gp::{Measured, Priors, Training, fit};
/// use memrilab_bayesopt::Kernel;
/// let x: Vec<f64> = (0..8).map(|i| f64::from(i) / 7.0).collect();
/// let y = x.iter().map(|x| Measured::once(x * x)).collect();
/// let training = Training::new(vec![0], x, y, 0.5)?;
/// let fit = fit(Kernel::default(), &training, &Priors::unit_interval(), 3, 0)?;
/// assert!(fit.hyper.noise < 4e-4 && fit.hyper.length_scales[0] > 0.4);
/// # Ok::<(), memrilab_bayesopt::Error>(())
/// ```
///
/// # Errors
/// A prior or a count of starts out of range; [`Error::NotPositiveDefinite`] if no start
/// led anywhere.
pub fn fit(
    kernel: Kernel,
    training: &Training,
    priors: &Priors,
    starts: usize,
    seed: u64,
) -> Result<Fit, Error> {
    priors.check()?;
    at_most("starts of a fit", MOST_STARTS, starts as u64)?;
    let likelihood = Likelihood::new(kernel, training);
    let all = priors.all(training.group_count);
    let bounds: Vec<(f64, f64)> = all
        .iter()
        .map(|p| (libm::log(p.low), libm::log(p.high)))
        .collect();
    let medians: Vec<f64> = all.iter().map(|p| libm::log(p.median)).collect();
    let objective = |logs: &[f64], gradient: &mut [f64]| {
        let hyper = Hyperparameters::of_logs(logs);
        let Some(value) = likelihood.evaluate(&hyper, gradient, &JITTER) else {
            return f64::INFINITY;
        };
        let mut prior = 0.0;
        for (i, p) in all.iter().enumerate() {
            let z = (logs[i] - medians[i]) / p.sd;
            prior -= 0.5 * z * z;
            gradient[i] = -(gradient[i] - z / p.sd);
        }
        -(value + prior)
    };
    let mut best: Option<Minimum> = None;
    let (mut reached, mut evaluations) = (Vec::new(), 0);
    for start in 0..starts.max(1) {
        let mut rng = Stream::new(seed, "bayesopt.fit", start as u64, 0);
        let from: Vec<f64> = all
            .iter()
            .zip(&medians)
            .map(|(p, m)| match start {
                0 => *m,
                _ => m + 0.7 * p.sd * normal(&mut rng),
            })
            .collect();
        let minimum = minimise(objective, &from, &bounds, LIMITS);
        evaluations += minimum.evaluations;
        let fine = minimum.value.is_finite();
        reached.push(fine.then_some(-minimum.value));
        if fine && best.as_ref().is_none_or(|b| minimum.value < b.value) {
            best = Some(minimum);
        }
    }
    let best = best.ok_or(Error::NotPositiveDefinite {
        observations: training.len(),
        jitter: JITTER[JITTER.len() - 1],
    })?;
    let hyper = Hyperparameters::of_logs(&best.at);
    Ok(Fit {
        log_likelihood: -best.value - priors.log_density(&hyper),
        objective: -best.value,
        hyper,
        starts: reached,
        evaluations,
    })
}
