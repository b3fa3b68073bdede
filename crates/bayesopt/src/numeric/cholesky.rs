//! `A = U' U`, with what is solved and inverted by it.
//!
//! `U` is kept upper and row-major, so that every inner loop runs along a row and no sum
//! has to be reordered to be fast.

use super::{add_row, add_rows, dot};

/// The upper triangular factor of a positive definite matrix, `n x n`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cholesky {
    n: usize,
    upper: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric row-major `n x n` matrix of which the upper half is read; `None`
    /// if it is not positive definite.
    pub(crate) fn new(n: usize, mut a: Vec<f64>) -> Option<Self> {
        for i in 0..n {
            let (done, rest) = a.split_at_mut(i * n);
            let row = &mut rest[i..n];
            let mut k = 0;
            while k + 4 <= i {
                let at = |k: usize| &done[k * n + i..(k + 1) * n];
                let rows = [at(k), at(k + 1), at(k + 2), at(k + 3)];
                add_rows(row, rows.map(|r| -r[0]), rows);
                k += 4;
            }
            while k < i {
                let other = &done[k * n + i..(k + 1) * n];
                add_row(row, -other[0], other);
                k += 1;
            }
            // `NaN` fails this too.
            if !(row[0] > 0.0 && row[0].is_finite()) {
                return None;
            }
            let scale = 1.0 / libm::sqrt(row[0]);
            row.iter_mut().for_each(|v| *v *= scale);
        }
        Some(Self { n, upper: a })
    }

    /// Factors `A` with the first of `shares` of `scale` added to the diagonal that makes it
    /// positive definite, and says what was added.
    pub(crate) fn jittered(n: usize, a: &[f64], scale: f64, shares: &[f64]) -> Option<(Self, f64)> {
        shares.iter().find_map(|share| {
            let jitter = share * scale;
            let mut with = a.to_vec();
            (0..n).for_each(|i| with[i * n + i] += jitter);
            Some((Self::new(n, with)?, jitter))
        })
    }

    /// Row `i` of `U` from its diagonal on.
    fn row(&self, i: usize) -> &[f64] {
        &self.upper[i * self.n + i..(i + 1) * self.n]
    }

    /// `ln det A`.
    pub(crate) fn log_det(&self) -> f64 {
        2.0 * (0..self.n).map(|i| libm::log(self.row(i)[0])).sum::<f64>()
    }

    /// Solves `U' z = b` in place.
    pub(crate) fn forward(&self, b: &mut [f64]) {
        for i in 0..self.n {
            let row = self.row(i);
            let (head, tail) = b[i..].split_at_mut(1);
            head[0] /= row[0];
            add_row(tail, -head[0], &row[1..]);
        }
    }

    /// Solves `U x = z` in place.
    pub(crate) fn backward(&self, z: &mut [f64]) {
        for i in (0..self.n).rev() {
            let row = self.row(i);
            let (head, tail) = z[i..].split_at_mut(1);
            head[0] = (head[0] - dot(&row[1..], tail)) / row[0];
        }
    }

    /// Solves `A x = b` in place.
    pub(crate) fn solve(&self, b: &mut [f64]) {
        self.forward(b);
        self.backward(b);
    }

    /// `L = U'` packed by rows, each row's off-diagonal entries negated and its diagonal
    /// replaced by its reciprocal: what a forward solve over many right sides reads.
    pub(crate) fn packed_lower(&self) -> Vec<f64> {
        let n = self.n;
        let mut out = Vec::with_capacity(n * (n + 1) / 2);
        for i in 0..n {
            out.extend((0..i).map(|j| -self.upper[j * n + i]));
            out.push(1.0 / self.row(i)[0]);
        }
        out
    }

    /// The factor with one more row and column: `column` holds the new covariances and
    /// `diagonal` the new variance. `None` if the result is not positive definite.
    pub(crate) fn extend(&self, mut column: Vec<f64>, diagonal: f64) -> Option<Self> {
        let n = self.n;
        self.forward(&mut column);
        let left = diagonal - dot(&column, &column);
        if !(left > 0.0 && left.is_finite()) {
            return None;
        }
        let mut upper = Vec::with_capacity((n + 1) * (n + 1));
        for (i, c) in column.iter().enumerate() {
            upper.extend_from_slice(&self.upper[i * n..(i + 1) * n]);
            upper.push(*c);
        }
        upper.extend(std::iter::repeat_n(0.0, n));
        upper.push(libm::sqrt(left));
        Some(Self { n: n + 1, upper })
    }

    /// The inverse of `L = U'`, lower, row-major `n x n`.
    fn inverse_lower(&self) -> Vec<f64> {
        let n = self.n;
        let mut inverse = vec![0.0; n * n];
        for i in 0..n {
            let (done, rest) = inverse.split_at_mut(i * n);
            let row = &mut rest[..=i];
            let factor = |k: usize| -self.upper[k * n + i];
            let mut k = 0;
            // Row k of the inverse ends at k; what lies beyond is zero.
            while k + 4 <= i {
                let at = |k: usize| &done[k * n..(k + 1) * n];
                add_rows(
                    &mut row[..k + 4],
                    [factor(k), factor(k + 1), factor(k + 2), factor(k + 3)],
                    [at(k), at(k + 1), at(k + 2), at(k + 3)],
                );
                k += 4;
            }
            while k < i {
                add_row(&mut row[..=k], factor(k), &done[k * n..]);
                k += 1;
            }
            row[i] = 1.0;
            let scale = 1.0 / self.row(i)[0];
            row.iter_mut().for_each(|v| *v *= scale);
        }
        inverse
    }

    /// The lower half of `A^-1`, row-major `n x n`; entries above the diagonal are partial.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let lower = self.inverse_lower();
        let mut out = vec![0.0; n * n];
        for i in 0..n {
            let row = &mut out[i * n..=i * n + i];
            let mut k = i;
            while k + 4 <= n {
                let at = |k: usize| &lower[k * n..(k + 1) * n];
                let rows = [at(k), at(k + 1), at(k + 2), at(k + 3)];
                add_rows(row, rows.map(|r| r[i]), rows);
                k += 4;
            }
            while k < n {
                let other = &lower[k * n..(k + 1) * n];
                add_row(row, other[i], other);
                k += 1;
            }
        }
        out
    }

    /// The diagonal of `A^-1`.
    pub(crate) fn inverse_diagonal(&self) -> Vec<f64> {
        let inverse = self.inverse();
        (0..self.n).map(|i| inverse[i * self.n + i]).collect()
    }

    /// `U' z`: turns independent normals into correlated ones.
    pub(crate) fn correlate(&self, z: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.n];
        for (i, factor) in z.iter().enumerate().take(self.n) {
            add_row(&mut out[i..], *factor, self.row(i));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(n: usize) -> Vec<f64> {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                let d = i.abs_diff(j) as f64;
                a[i * n + j] = libm::exp(-0.5 * d * d / 9.0) + if i == j { 0.1 } else { 0.0 };
            }
        }
        a
    }

    #[test]
    fn solves_inverts_and_extends() {
        for n in [1, 2, 3, 4, 5, 9, 23] {
            let a = matrix(n);
            let c = Cholesky::new(n, a.clone()).unwrap();
            let x: Vec<f64> = (0..n).map(|i| i as f64 - 1.5).collect();
            let mut b: Vec<f64> = (0..n).map(|i| dot(&a[i * n..(i + 1) * n], &x)).collect();
            c.solve(&mut b);
            // |error| <= n eps cond(A) |x|, cond at most 80 here.
            let tolerance = n as f64 * f64::EPSILON * 80.0 * n as f64 * 4.0;
            for (got, want) in b.iter().zip(&x) {
                assert!((got - want).abs() <= tolerance, "{got} {want}");
            }
            let inverse = c.inverse();
            for i in 0..n {
                for j in 0..=i {
                    let mut unit = vec![0.0; n];
                    unit[j] = 1.0;
                    c.solve(&mut unit);
                    assert!((inverse[i * n + j] - unit[i]).abs() <= 10.0 * tolerance);
                }
            }
            let big = matrix(n + 1);
            let column = (0..n).map(|i| big[i * (n + 1) + n]).collect();
            let grown = c.extend(column, 1.1).unwrap();
            let whole = Cholesky::new(n + 1, big).unwrap();
            assert!((grown.log_det() - whole.log_det()).abs() <= tolerance.max(1e-13));
        }
    }

    #[test]
    fn an_indefinite_matrix_is_refused() {
        assert_eq!(Cholesky::new(2, vec![1.0, 2.0, 2.0, 1.0]), None);
        assert_eq!(Cholesky::new(1, vec![f64::NAN]), None);
    }
}
