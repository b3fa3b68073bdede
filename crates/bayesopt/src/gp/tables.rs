//! Kernel rows over a grid, from parts that are looked up.
//!
//! The candidates of a grid differ in few levels, so distances to a measured point are
//! sums, and squared exponentials products, of a leading and a trailing part; an entry of
//! `k(x)` then costs one multiplication.

use super::queries::{Axis, LANES, Lanes};
use super::{Gp, Kernel, distance};

/// Squared scaled distances of a point to each level of an axis.
pub(super) fn axis_distances(axis: &Axis, x: &[f64], scales: &[f64]) -> Vec<f64> {
    axis.levels
        .chunks_exact(axis.span.len())
        .map(|level| distance(level, &x[axis.span.clone()], &scales[axis.span.clone()]))
        .collect()
}

/// The leading and the trailing part of every measured point's kernel row: factors of a
/// squared exponential, squared distances of any other kernel.
pub(super) struct Tables {
    kernel: Kernel,
    pub(super) lead_count: usize,
    pub(super) tail_count: usize,
    padded: usize,
    lead: Vec<f64>,
    tail: Vec<f64>,
}

impl Tables {
    pub(super) fn new(gp: &Gp, axes: &[Axis], scales: &[f64]) -> Self {
        // Tails long enough that few lanes stay empty, short enough to stay in the cache.
        let (mut split, mut tail_count) = (axes.len(), 1);
        while split > 0 && tail_count < 4 * LANES {
            split -= 1;
            tail_count *= axes[split].count();
        }
        let lead_count = axes[..split].iter().map(Axis::count).product();
        let padded = tail_count.next_multiple_of(LANES);
        let product = gp.kernel == Kernel::SquaredExponential;
        let part = |axes: &[Axis], x: &[f64], out: &mut Vec<f64>| {
            let mut row = vec![if product { 1.0 } else { 0.0 }];
            for axis in axes {
                let mut steps = axis_distances(axis, x, scales);
                if product {
                    for d in &mut steps {
                        *d = libm::exp(-0.5 * *d);
                    }
                }
                row = row
                    .iter()
                    .flat_map(|r| {
                        steps
                            .iter()
                            .map(move |s| if product { r * s } else { r + s })
                    })
                    .collect();
            }
            out.extend(row);
        };
        let n = gp.training.len();
        let mut lead = Vec::with_capacity(n * lead_count);
        let mut tail = Vec::with_capacity(n * padded);
        for i in 0..n {
            part(&axes[..split], gp.training.row(i), &mut lead);
            part(&axes[split..], gp.training.row(i), &mut tail);
            tail.resize((i + 1) * padded, 0.0);
        }
        Self {
            kernel: gp.kernel,
            lead_count,
            tail_count,
            padded,
            lead,
            tail,
        }
    }

    /// `k(x_i, .)` of the tile that begins at `from` of lead `a`.
    #[inline]
    pub(super) fn fill(&self, i: usize, a: usize, from: usize, signal: f64, out: &mut Lanes) {
        let lead = self.lead[i * self.lead_count + a];
        let tail = &self.tail[i * self.padded + from..i * self.padded + from + LANES];
        match self.kernel {
            Kernel::SquaredExponential => {
                let factor = signal * lead;
                for (o, t) in out.iter_mut().zip(tail) {
                    *o = factor * t;
                }
            }
            kernel @ Kernel::Matern52 => {
                for (o, t) in out.iter_mut().zip(tail) {
                    *o = signal * kernel.correlation(lead + t);
                }
            }
        }
    }
}
