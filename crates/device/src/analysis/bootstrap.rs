//! The interval of a usability, by drawing whole cycles with replacement (decision U18).
//!
//! A draw is a count per cycle, so a replicate is weighted sums over the matrix and
//! never a copy of it. Sums run cycle by cycle over contiguous rows, in the same order on
//! every platform.

use super::options::{Bound, Smoothing, Window};
use super::run::{length_factor, longest_increasing, sigma_window};
use super::smooth::smooth_into;
use super::spread::Scatter;
use memrilab_core::special::chi2_quantile;
use memrilab_core::stats::{accumulate, accumulate_squares, quantile, sort};
use memrilab_core::stream::index;
use ndarray::Array2;

/// What is drawn again and again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// `factor exp(-sigma_unbiased sqrt(K / (K - 1)))` about geometric means: a resample
    /// repeats cycles, which shrinks the variance by `(K - 1) / K`; this undoes it.
    Rescaled,
    /// `factor exp(-sigma95)` of the paper, as it stands. Its interval sits above the
    /// estimate.
    Naive(Bound),
}

/// The settings that a replicate shares with the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Points for a length factor of 1.
    pub required_length: usize,
    /// Smoothing of the mean curve.
    pub smoothing: Smoothing,
    /// Points that sigma is computed from.
    pub window: Window,
    /// What is computed.
    pub statistic: Statistic,
}

/// A bootstrap under way.
#[derive(Debug, Clone)]
pub struct Bootstrap {
    settings: Settings,
    /// Conductance, 0 where missing.
    g: Array2<f64>,
    /// Log conductance, 0 where there is none.
    log: Array2<f64>,
    /// `None` where every entry is present and positive.
    holes: Option<Holes>,
    quantile: Option<(usize, f64)>,
    work: Work,
    values: Vec<f64>,
}

#[derive(Debug, Clone)]
struct Holes {
    present: Array2<f64>,
    positive: Array2<f64>,
}

#[derive(Debug, Clone, Default)]
struct Work {
    counts: Vec<f64>,
    present: Vec<f64>,
    positive: Vec<f64>,
    sum: Vec<f64>,
    shift: Vec<f64>,
    squares: Vec<f64>,
    mean: Vec<f64>,
    kept: Vec<usize>,
    scratch: Vec<f64>,
    smoothed: Vec<f64>,
}

fn weighted(sum: &mut Vec<f64>, counts: &[f64], matrix: &Array2<f64>, from: usize, to: usize) {
    sum.clear();
    sum.resize(to - from, 0.0);
    for (row, &count) in matrix.rows().into_iter().zip(counts) {
        if count > 0.0
            && let Some(row) = row.to_slice()
        {
            accumulate(sum, count, &row[from..to]);
        }
    }
}

impl Bootstrap {
    /// Prepares to draw from a matrix of cycles x points with no empty cycle or point.
    #[must_use]
    pub fn new(g: &Array2<f64>, settings: Settings) -> Self {
        let complete = g.iter().all(|&v| v > 0.0 && v.is_finite());
        let flag = |test: fn(f64) -> bool| g.mapv(|v| f64::from(u8::from(test(v))));
        Self {
            settings,
            holes: (!complete).then(|| Holes {
                present: flag(f64::is_finite),
                positive: flag(|v| v > 0.0),
            }),
            g: g.mapv(|v| if v.is_finite() { v } else { 0.0 }),
            log: g.mapv(|v| if v > 0.0 { libm::log(v) } else { 0.0 }),
            quantile: None,
            work: Work::default(),
            values: Vec::new(),
        }
    }

    /// How many entries one draw reads, for a caller that measures out its steps.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.g.len()
    }

    /// The replicates so far, in the order drawn; `NaN` where one has no value.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Draws one replicate: `K` cycle numbers, in order, from `rng`.
    pub fn draw(&mut self, rng: &mut impl rand::Rng) {
        let cycles = self.g.nrows();
        self.work.counts.clear();
        self.work.counts.resize(cycles, 0.0);
        for _ in 0..cycles {
            self.work.counts[index(rng, cycles)] += 1.0;
        }
        let value = self.replicate().unwrap_or(f64::NAN);
        self.values.push(value);
    }

    fn replicate(&mut self) -> Option<f64> {
        let Settings {
            required_length,
            smoothing,
            window,
            statistic,
        } = self.settings;
        let (cycles, points) = self.g.dim();
        let w = &mut self.work;
        weighted(&mut w.sum, &w.counts, &self.g, 0, points);
        w.kept.clear();
        w.mean.clear();
        if let Some(holes) = &self.holes {
            weighted(&mut w.present, &w.counts, &holes.present, 0, points);
            w.kept.extend((0..points).filter(|&j| w.present[j] > 0.0));
            w.mean
                .extend(w.kept.iter().map(|&j| w.sum[j] / w.present[j]));
        } else {
            w.kept.extend(0..points);
            w.mean.extend(w.sum.iter().map(|s| s / cycles as f64));
        }
        smooth_into(&w.mean, smoothing, &mut w.scratch, &mut w.smoothed);
        let run = longest_increasing(&w.smoothed);
        let factor = length_factor(run.1 - run.0, required_length);
        let (first, last) = sigma_window(run, w.kept.len(), required_length, window);
        let (from, to) = (*w.kept.get(first)?, *w.kept.get(last.checked_sub(1)?)? + 1);
        let positive = self.holes.as_ref().map(|holes| &holes.positive);
        if let Some(positive) = positive {
            weighted(&mut w.positive, &w.counts, positive, from, to);
        } else {
            w.positive.clear();
            w.positive.resize(to - from, cycles as f64);
        }
        // What each point's log conductance is compared with.
        match statistic {
            Statistic::Rescaled => {
                weighted(&mut w.shift, &w.counts, &self.log, from, to);
                for (sum, count) in w.shift.iter_mut().zip(&w.positive) {
                    *sum = if *count > 0.0 { *sum / count } else { 0.0 };
                }
            }
            Statistic::Naive(_) => {
                w.shift.clear();
                w.shift.resize(to - from, 0.0);
                for at in first..last {
                    let j = w.kept[at];
                    w.shift[j - from] = if w.mean[at] > 0.0 {
                        libm::log(w.mean[at])
                    } else {
                        f64::NAN
                    };
                }
            }
        }
        w.squares.clear();
        w.squares.resize(to - from, 0.0);
        for (k, &count) in w.counts.iter().enumerate() {
            let Some(log) = self.log.row(k).to_slice().filter(|_| count > 0.0) else {
                continue;
            };
            let mask = positive.and_then(|p| p.row(k).to_slice());
            accumulate_squares(
                &mut w.squares,
                count,
                &log[from..to],
                &w.shift,
                mask.map(|m| &m[from..to]),
            );
        }
        let mut total = Scatter::default();
        for &j in &w.kept[first..last] {
            let (positive, squares) = (w.positive[j - from], w.squares[j - from]);
            if positive >= 2.0 && squares.is_finite() {
                total.entries += positive as usize;
                total.df += positive as usize - 1;
                total.squares += squares;
            }
        }
        let sigma = match statistic {
            Statistic::Rescaled => {
                let k = cycles as f64;
                total.sigma_unbiased()? * libm::sqrt(k / (k - 1.0))
            }
            Statistic::Naive(bound) => {
                let n = total.entries;
                if n < 2 {
                    return None;
                }
                let known = self.quantile.filter(|&(of, _)| of == n);
                let (_, q) = match known {
                    Some(pair) => pair,
                    None => (n, chi2_quantile(bound.tail(), (n - 1) as f64)?),
                };
                self.quantile = Some((n, q));
                total.bound_paper(q)
            }
        };
        Some(factor * libm::exp(-sigma))
    }

    /// The percentile interval that holds `level` of the finite replicates.
    ///
    /// ```
    /// use memrilab_core::Stream;
    /// use memrilab_device::analysis::{Smoothing, Window};
    /// use memrilab_device::analysis::bootstrap::{Bootstrap, Settings, Statistic};
    /// let g = ndarray::array![[1.0, 2.0, 3.0], [1.1, 2.1, 3.1], [0.9, 1.9, 2.9]];
    /// let settings = Settings {
    ///     required_length: 3,
    ///     smoothing: Smoothing::default(),
    ///     window: Window::Operative,
    ///     statistic: Statistic::Rescaled,
    /// };
    /// let mut bootstrap = Bootstrap::new(&g, settings);
    /// let mut stream = Stream::new(1, "bootstrap", 0, 0);
    /// (0..50).for_each(|_| bootstrap.draw(&mut stream));
    /// let (low, high) = bootstrap.interval(0.95).unwrap();
    /// assert!(0.85 < low && low < high && high <= 1.0);
    /// ```
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        let mut sorted: Vec<f64> = self
            .values
            .iter()
            .copied()
            .filter(|v| v.is_finite())
            .collect();
        sort(&mut sorted);
        let tail = 0.5 * (1.0 - level);
        Some((quantile(&sorted, tail)?, quantile(&sorted, 1.0 - tail)?))
    }
}
