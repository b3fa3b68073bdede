//! The posterior at many points, sixteen at a time.
//!
//! The triangular solve runs with the candidates as its inner axis, which a compiler turns
//! into vector instructions without reordering any sum.

use super::tables::{Tables, axis_distances};
use super::{Gp, distance, inverse_squares};
use crate::error::{Error, finite};
use std::ops::Range;

/// Candidates treated at once.
pub(super) const LANES: usize = 16;
pub(super) type Lanes = [f64; LANES];

/// A variable of a grid: which coordinates it fills, and with what at each level.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Its coordinates.
    pub span: Range<usize>,
    /// Row-major, levels x coordinates.
    pub levels: Vec<f64>,
}

impl Axis {
    pub(super) fn count(&self) -> usize {
        self.levels.len() / self.span.len()
    }
}

/// Points at which the posterior is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Queries(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Grid(Vec<Axis>, usize),
    List(usize, Vec<f64>),
}

/// Mean and variance of the function at each query.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// The means.
    pub mean: Vec<f64>,
    /// The variances, without noise, not below 0.
    pub variance: Vec<f64>,
}

impl Queries {
    /// Points one after another, row-major `m x dimension`.
    ///
    /// # Errors
    /// [`Error::Shape`] if the numbers are not a multiple of the dimension.
    pub fn list(dimension: usize, x: Vec<f64>) -> Result<Self, Error> {
        if dimension == 0 || !x.len().is_multiple_of(dimension) {
            return Err(Error::Shape {
                what: "coordinates of the candidates",
                expected: dimension,
                got: x.len(),
            });
        }
        for &v in &x {
            finite("a coordinate", v)?;
        }
        Ok(Self(Shape::List(dimension, x)))
    }

    /// Every combination of the axes' levels, row-major with the last fastest.
    ///
    /// # Errors
    /// [`Error::Shape`] unless the axes fill the coordinates one after another.
    pub fn grid(axes: Vec<Axis>) -> Result<Self, Error> {
        let (mut next, mut count) = (0, 1usize);
        for axis in &axes {
            let width = axis.span.len();
            let fits = axis.span.start == next
                && width > 0
                && !axis.levels.is_empty()
                && axis.levels.len().is_multiple_of(width);
            count = count.saturating_mul(axis.levels.len() / width.max(1));
            if !fits || count > u32::MAX as usize {
                return Err(Error::Shape {
                    what: "levels of an axis",
                    expected: width,
                    got: axis.levels.len(),
                });
            }
            for &v in &axis.levels {
                finite("a coordinate", v)?;
            }
            next = axis.span.end;
        }
        Ok(Self(Shape::Grid(axes, count)))
    }

    /// How many points.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Shape::Grid(_, count) => *count,
            Shape::List(dimension, x) => x.len() / dimension,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The coordinates of one point.
    ///
    /// # Panics
    /// Never for `index < len()`.
    #[must_use]
    pub fn coordinates(&self, index: usize) -> Vec<f64> {
        match &self.0 {
            Shape::List(dimension, x) => x[index * dimension..(index + 1) * dimension].to_vec(),
            Shape::Grid(axes, _) => {
                let mut left = index;
                let mut parts: Vec<&[f64]> = Vec::with_capacity(axes.len());
                for axis in axes.iter().rev() {
                    let (width, level) = (axis.span.len(), left % axis.count());
                    left /= axis.count();
                    parts.push(&axis.levels[level * width..(level + 1) * width]);
                }
                parts.reverse();
                parts.concat()
            }
        }
    }

    fn dimension(&self) -> usize {
        match &self.0 {
            Shape::Grid(axes, _) => axes.last().map_or(0, |a| a.span.end),
            Shape::List(dimension, _) => *dimension,
        }
    }
}

impl Gp {
    /// Mean and variance of the function at every query.
    ///
    /// # Errors
    /// [`Error::Shape`] for queries of another dimension, [`Error::NotFinite`] for extreme
    /// values.
    pub fn posterior(&self, queries: &Queries) -> Result<Posterior, Error> {
        let lower = self.factor.packed_lower();
        let (mut mean, mut variance) = (Vec::new(), Vec::new());
        mean.reserve(queries.len());
        variance.reserve(queries.len());
        self.tiles(queries, |width, tile| {
            mean.extend_from_slice(&combine(tile, &self.alpha, self.training.mean)[..width]);
            let explained = solve(tile, &lower);
            variance.extend(
                explained[..width]
                    .iter()
                    .map(|e| (self.hyper.signal - e).max(0.0)),
            );
        })?;
        for v in mean.iter().chain(&variance) {
            finite("the posterior", *v)?;
        }
        Ok(Posterior { mean, variance })
    }

    /// `sum over measured points of weights[i] k(x, x_i)` at every query.
    pub(crate) fn combination(
        &self,
        queries: &Queries,
        weights: &[f64],
    ) -> Result<Vec<f64>, Error> {
        let mut out = Vec::with_capacity(queries.len());
        self.tiles(queries, |width, tile| {
            out.extend_from_slice(&combine(tile, weights, 0.0)[..width]);
        })?;
        Ok(out)
    }

    /// `k(x, x')` of the prior, `x'` one point, at every query.
    pub(crate) fn prior_covariances(&self, queries: &Queries, x: &[f64]) -> Vec<f64> {
        let scales = inverse_squares(&self.training, &self.hyper);
        let value = |r2: f64| self.hyper.signal * self.kernel.correlation(r2);
        match &queries.0 {
            Shape::List(dimension, all) => all
                .chunks_exact(*dimension)
                .map(|row| value(distance(row, x, &scales)))
                .collect(),
            Shape::Grid(axes, _) => axes
                .iter()
                .fold(vec![0.0], |sums, axis| {
                    let steps = axis_distances(axis, x, &scales);
                    sums.iter()
                        .flat_map(|s| steps.iter().map(move |d| s + d))
                        .collect()
                })
                .into_iter()
                .map(value)
                .collect(),
        }
    }

    /// Calls `each` with the width of a tile and `k(x_i, .)` of the tile for every measured
    /// point `i`, tile after tile in the order of the queries.
    fn tiles(
        &self,
        queries: &Queries,
        mut each: impl FnMut(usize, &mut [Lanes]),
    ) -> Result<(), Error> {
        if queries.dimension() != self.training.dimension() {
            return Err(Error::Shape {
                what: "coordinates of a candidate",
                expected: self.training.dimension(),
                got: queries.dimension(),
            });
        }
        let n = self.training.len();
        let scales = inverse_squares(&self.training, &self.hyper);
        let signal = self.hyper.signal;
        let mut tile = vec![[0.0; LANES]; n];
        match &queries.0 {
            Shape::List(dimension, x) => {
                for part in x.chunks(LANES * dimension) {
                    let width = part.len() / dimension;
                    for (i, lanes) in tile.iter_mut().enumerate() {
                        *lanes = [0.0; LANES];
                        for (d, (centre, scale)) in
                            self.training.row(i).iter().zip(&scales).enumerate()
                        {
                            for (lane, point) in lanes.iter_mut().zip(part.chunks_exact(*dimension))
                            {
                                let step = point[d] - centre;
                                *lane += step * step * scale;
                            }
                        }
                        for lane in &mut lanes[..width] {
                            *lane = signal * self.kernel.correlation(*lane);
                        }
                    }
                    each(width, &mut tile);
                }
            }
            Shape::Grid(axes, _) => {
                let tables = Tables::new(self, axes, &scales);
                for a in 0..tables.lead_count {
                    for from in (0..tables.tail_count).step_by(LANES) {
                        let width = LANES.min(tables.tail_count - from);
                        for (i, lanes) in tile.iter_mut().enumerate() {
                            tables.fill(i, a, from, signal, lanes);
                        }
                        each(width, &mut tile);
                    }
                }
            }
        }
        Ok(())
    }
}

#[inline]
fn combine(tile: &[Lanes], weights: &[f64], start: f64) -> Lanes {
    let mut sum = [start; LANES];
    for (lanes, w) in tile.iter().zip(weights) {
        for (s, k) in sum.iter_mut().zip(lanes) {
            *s += w * k;
        }
    }
    sum
}

/// Solves `L v = k` for every lane in place and returns `v' v`.
#[inline]
fn solve(tile: &mut [Lanes], lower: &[f64]) -> Lanes {
    let mut sum = [0.0; LANES];
    let mut at = 0;
    for i in 0..tile.len() {
        let (done, rest) = tile.split_at_mut(i);
        let row = &lower[at..=at + i];
        let mut v = rest[0];
        for (other, l) in done.iter().zip(row) {
            for (v, o) in v.iter_mut().zip(other) {
                *v += l * o;
            }
        }
        for (v, s) in v.iter_mut().zip(&mut sum) {
            *v *= row[i];
            *s += *v * *v;
        }
        rest[0] = v;
        at += i + 1;
    }
    sum
}
