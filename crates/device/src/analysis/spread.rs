//! Sigma: how far the cycles scatter about their centre, and upper bounds on it.
//!
//! The device model is log-normal: at each point the conductance of a cycle is the
//! centre times `exp(sigma z)`. Sigma is the standard deviation of the log ratio
//! everywhere (decision U12).

use super::run::Range;
use memrilab_core::special::chi2_quantile;
use ndarray::Array2;

/// The centre that a ratio is taken to (decision U10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// Arithmetic mean over the cycles present: the paper's; low by `sigma^2 / 2`.
    Arithmetic,
    /// Geometric mean: the maximum likelihood centre under the log-normal.
    Geometric,
}

/// Sums of squared log ratios over a window.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scatter {
    /// Sum of squares.
    pub squares: f64,
    /// How many ratios.
    pub entries: usize,
    /// `sum over points of (cycles present - 1)`.
    pub df: usize,
    /// Entries without a logarithm or without a second cycle.
    pub excluded: usize,
}

/// Scatter of `ln(G / centre)` over the points of `window`; points with fewer than two
/// positive values give none. Non-positive values stay in the arithmetic mean, have
/// no logarithm and are counted (decision U17).
#[must_use]
pub fn scatter(g: &Array2<f64>, window: Range, reference: Reference) -> Scatter {
    let mut total = Scatter::default();
    let mut logs = Vec::with_capacity(g.nrows());
    for j in window.0..window.1 {
        let present = || g.column(j).into_iter().copied().filter(|v| v.is_finite());
        let count = present().count();
        let mean = present().sum::<f64>() / count as f64;
        logs.clear();
        logs.extend(present().filter(|&v| v > 0.0).map(libm::log));
        let centre = match reference {
            Reference::Arithmetic if mean > 0.0 => libm::log(mean),
            Reference::Arithmetic => f64::NAN,
            Reference::Geometric => logs.iter().sum::<f64>() / logs.len() as f64,
        };
        if count < 2 || logs.len() < 2 || !centre.is_finite() {
            total.excluded += count;
            continue;
        }
        total.excluded += count - logs.len();
        total.entries += logs.len();
        total.df += logs.len() - 1;
        total.squares += logs
            .iter()
            .map(|l| (l - centre) * (l - centre))
            .sum::<f64>();
    }
    total
}

impl Scatter {
    /// `sqrt(SS / n)`, the maximum likelihood value of the paper's eq. 3.
    #[must_use]
    pub fn sigma_mle(&self) -> Option<f64> {
        (self.entries > 0).then(|| libm::sqrt(self.squares / self.entries as f64))
    }

    /// `sqrt(SS / df)` with one degree of freedom lost at each point.
    #[must_use]
    pub fn sigma_unbiased(&self) -> Option<f64> {
        (self.df > 0).then(|| libm::sqrt(self.squares / self.df as f64))
    }

    /// The paper's eq. 4, `sqrt((n - 1) sigma_mle^2 / q)`, `q` the lower-tail chi-square
    /// quantile of probability `tail` with `n - 1` degrees of freedom (decisions U13,
    /// U15). Its coverage is far below 95 % for few cycles.
    #[must_use]
    pub fn sigma95_paper(&self, tail: f64) -> Option<f64> {
        let quantile = chi2_quantile(tail, self.entries.checked_sub(1)? as f64)?;
        Some(self.bound_paper(quantile))
    }

    pub(super) fn bound_paper(&self, quantile: f64) -> f64 {
        let n = self.entries as f64;
        libm::sqrt((n - 1.0) * (self.squares / n) / quantile)
    }

    /// `sqrt(SS / chi2_{0.05, df})`: a one-sided 95 % bound, exact if the entries are
    /// independent (decision U14).
    #[must_use]
    pub fn sigma95_pooled(&self) -> Option<f64> {
        let quantile = chi2_quantile(0.05, self.df as f64)?;
        Some(libm::sqrt(self.squares / quantile))
    }

    /// `sqrt(K mean(log^2) / chi2_{0.05, K - 1})`: a one-sided 95 % bound, exact if the
    /// points of a cycle move together (decision U14).
    #[must_use]
    pub fn sigma95_cycle(&self, cycles: usize) -> Option<f64> {
        if self.entries < 2 || self.df == 0 {
            return None;
        }
        let quantile = chi2_quantile(0.05, cycles.checked_sub(1)? as f64)?;
        let mean_square = self.squares / self.entries as f64;
        Some(libm::sqrt(cycles as f64 * mean_square / quantile))
    }
}
