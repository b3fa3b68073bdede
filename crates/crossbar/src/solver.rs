//! Node voltages by an exact sparse solve.
//!
//! Kirchhoff's law at every free node is `L v = b` with the Laplacian of the conductances, which
//! is symmetric and positive definite because every line reaches a driver or the ground. It is
//! factorised once, `P L P^T = C C^T` with an order `P` that keeps `C` sparse (minimum degree),
//! and each input vector costs two triangular solves.

use crate::nodes::{Node, Nodes};
use crate::{Array, CrossbarError, Solution, Wires};
use faer::prelude::Solve as _;
use faer::sparse::linalg::solvers::Llt;
use faer::sparse::{SparseColMat, Triplet};
use faer::{Mat, Side};

/// A network that is factorised, ready for any inputs.
#[derive(Debug, Clone)]
pub struct Solver {
    array: Array,
    nodes: Nodes,
    /// None where every node is held.
    factors: Option<Llt<usize, f64>>,
    /// Free node, driver, conductance between them.
    drives: Vec<(usize, usize, f64)>,
}

impl Solver {
    /// Factorises the network of an array and its wires.
    ///
    /// ```
    /// use memrilab_crossbar::{Array, Solver, Wires};
    /// // 1 kilohm behind two wires of 0.5 ohm.
    /// let array = Array::of_resistances(1, 1, &[999.0])?;
    /// let solver = Solver::new(&array, &Wires::uniform(0.5))?;
    /// assert!((solver.solve(&[1.0])?.outputs[0] - 1e-3).abs() < 1e-15);
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// [`CrossbarError`] for a wire resistance that is none, or so small beside the devices' that
    /// the matrix has no factors.
    pub fn new(array: &Array, wires: &Wires) -> Result<Self, CrossbarError> {
        wires.check()?;
        let nodes = Nodes::of(array, wires);
        let mut entries = Vec::with_capacity(4 * nodes.free);
        let mut diagonal = vec![0.0; nodes.free];
        let mut drives = Vec::new();
        let mut connect = |a: Node, b: Node, siemens: f64| {
            for node in [a, b] {
                if let Node::Free(n) = node {
                    diagonal[n] += siemens;
                }
            }
            match (a, b) {
                (Node::Free(a), Node::Free(b)) => {
                    entries.push(Triplet::new(a.max(b), a.min(b), -siemens));
                }
                (Node::Free(n), Node::Driven(i)) | (Node::Driven(i), Node::Free(n)) => {
                    drives.push((n, i, siemens));
                }
                _ => {}
            }
        };
        let (rows, columns) = (array.rows(), array.columns());
        for i in 0..rows {
            for j in 0..columns {
                let at = i * columns + j;
                let (word, bit) = (nodes.word[at], nodes.bit[at]);
                connect(word, bit, array.conductance()[at]);
                let (from, ohms) = match j {
                    0 => (Node::Driven(i), wires.input),
                    _ => (nodes.word[at - 1], wires.word),
                };
                if ohms > 0.0 {
                    connect(from, word, 1.0 / ohms);
                }
                let (to, ohms) = match i + 1 == rows {
                    true => (Node::Ground, wires.output),
                    false => (nodes.bit[at + columns], wires.bit),
                };
                if ohms > 0.0 {
                    connect(bit, to, 1.0 / ohms);
                }
            }
        }
        let own = diagonal.iter().enumerate();
        entries.extend(own.map(|(n, &siemens)| Triplet::new(n, n, siemens)));
        let factors = match nodes.free {
            0 => None,
            free => Some(factorised(free, &entries)?),
        };
        Ok(Self {
            array: array.clone(),
            nodes,
            factors,
            drives,
        })
    }

    /// All voltages and currents for one vector of input voltages.
    ///
    /// # Errors
    /// [`CrossbarError`] for another number of voltages than word lines, or one that is no number.
    pub fn solve(&self, inputs: &[f64]) -> Result<Solution, CrossbarError> {
        if inputs.len() != self.array.rows() {
            return Err(CrossbarError::Length {
                what: "voltages",
                expected: self.array.rows(),
                got: inputs.len(),
            });
        }
        if let Some(row) = inputs.iter().position(|v| !v.is_finite()) {
            return Err(CrossbarError::Voltage {
                row: row + 1,
                volts: inputs[row],
            });
        }
        let mut voltages = Mat::<f64>::zeros(self.nodes.free, 1);
        for &(node, driver, siemens) in &self.drives {
            voltages[(node, 0)] += siemens * inputs[driver];
        }
        if let Some(factors) = &self.factors {
            factors.solve_in_place(&mut voltages);
        }
        let voltage = |node: &Node| match *node {
            Node::Free(n) => voltages[(n, 0)],
            Node::Driven(i) => inputs[i],
            Node::Ground => 0.0,
        };
        let word = self.nodes.word.iter().map(voltage).collect();
        let bit = self.nodes.bit.iter().map(voltage).collect();
        Ok(Solution::of(&self.array, word, bit))
    }
}

/// The factors of a matrix whose lower triangle is given.
fn factorised(
    size: usize,
    entries: &[Triplet<usize, usize, f64>],
) -> Result<Llt<usize, f64>, CrossbarError> {
    let singular = || CrossbarError::Singular { least: 1e-9 };
    let matrix = SparseColMat::try_new_from_triplets(size, size, entries);
    let matrix: SparseColMat<usize, f64> = matrix.map_err(|_| singular())?;
    matrix.sp_cholesky(Side::Lower).map_err(|_| singular())
}
