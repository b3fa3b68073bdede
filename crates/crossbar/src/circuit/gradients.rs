//! Conjugate gradients on factors of a matrix that is near.
//!
//! Where devices change a little and wires carry most of what a node sees, the factors of before
//! solve for the network of now in a few steps, each a triangular solve and a product, which
//! costs far less than factors of its own.

use super::matrix::Netlist;
use faer::Mat;
use faer::prelude::Solve as _;
use faer::sparse::linalg::solvers::Llt;

/// Steps before factors of the matrix itself cost less.
const MOST: usize = 6;

/// Solves `L x = right` for the Laplacian `L` of `siemens` on factors of another, until the error
/// in the norm of `L` is about `left` of the solution; none where these are not near enough.
pub(super) fn solve(
    net: &Netlist,
    siemens: &[f64],
    near: &Llt<usize, f64>,
    right: &Mat<f64>,
    left: f64,
) -> Option<Mat<f64>> {
    let mut rest = right.clone();
    let mut found = Mat::zeros(rest.nrows(), 1);
    let mut along = near.solve(&rest);
    let mut size = dot(&rest, &along);
    let enough = left * left * size;
    for _ in 0..MOST {
        if size <= enough {
            return Some(found);
        }
        let flow = net.laplacian(siemens, &along);
        let share = size / dot(&along, &flow);
        found += faer::Scale(share) * &along;
        rest -= faer::Scale(share) * &flow;
        let leads = near.solve(&rest);
        let before = std::mem::replace(&mut size, dot(&rest, &leads));
        along = leads + faer::Scale(size / before) * &along;
    }
    (size <= enough).then_some(found)
}

pub(super) fn dot(a: &Mat<f64>, b: &Mat<f64>) -> f64 {
    (0..a.nrows()).map(|n| a[(n, 0)] * b[(n, 0)]).sum()
}
