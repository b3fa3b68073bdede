//! Node voltages by an exact sparse solve.
//!
//! Kirchhoff's law at every free node is `L v = b` with the Laplacian of the conductances, which
//! is symmetric and positive definite because every line reaches a driver or the ground. It is
//! factorised once, `P L P^T = C C^T` with an order `P` that keeps `C` sparse (minimum degree),
//! and each input vector costs two triangular solves. Devices that are not linear are solved by
//! Newton's method on the same pattern.

use super::matrix::{Matrix, Netlist};
use super::nodes::Node;
use super::{gradients, newton};
use crate::{Array, CrossbarError, Law, Solution, Wires};
use faer::Mat;
use faer::prelude::Solve as _;
use faer::sparse::linalg::solvers::Llt;

/// A network that is factorised, ready for any inputs.
#[derive(Debug, Clone)]
pub struct Solver {
    pub(super) array: Array,
    pub(super) law: Law,
    pub(super) net: Netlist,
    /// With the factors for linear devices; none where every node is held.
    pub(super) matrix: Option<(Matrix, Llt<usize, f64>)>,
}

impl Solver {
    /// Factorises the network of an array of linear devices and its wires.
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
        Self::with_law(array, wires, Law::Linear)
    }

    /// The same for devices of any law.
    ///
    /// # Errors
    /// As [`Solver::new`]; [`CrossbarError::Parameter`] for a law out of its range.
    pub fn with_law(array: &Array, wires: &Wires, law: Law) -> Result<Self, CrossbarError> {
        wires.check()?;
        law.check()?;
        let net = Netlist::of(array, wires);
        let siemens = net.siemens(array.conductance().iter().copied());
        let matrix = match Matrix::of(&net)? {
            None => None,
            Some(matrix) => {
                let factors = matrix.factorised(&net, &siemens)?;
                Some((matrix, factors))
            }
        };
        Ok(Self {
            array: array.clone(),
            law,
            net,
            matrix,
        })
    }

    /// The devices.
    #[must_use]
    pub fn array(&self) -> &Array {
        &self.array
    }

    /// The same network with other conductances: the pattern and its order stay.
    ///
    /// # Errors
    /// As [`Array::of_conductances`] and [`Solver::new`].
    pub fn set(&mut self, conductance: &[f64]) -> Result<(), CrossbarError> {
        let array = Array::of_conductances(self.array.rows(), self.array.columns(), conductance)?;
        let siemens = self.net.siemens(conductance.iter().copied());
        if let Some((matrix, factors)) = &mut self.matrix {
            *factors = matrix.factorised(&self.net, &siemens)?;
        }
        self.array = array;
        Ok(())
    }

    /// All voltages and currents for one vector of input voltages.
    ///
    /// # Errors
    /// [`CrossbarError`] for another number of voltages than word lines, one that is no number,
    /// devices so far from linear that Newton's method does not end, or a current beyond what a
    /// number holds.
    pub fn solve(&self, inputs: &[f64]) -> Result<Solution, CrossbarError> {
        self.check(inputs)?;
        let mut free = self.driven(self.array.conductance(), inputs);
        if let Some((_, factors)) = &self.matrix {
            factors.solve_in_place(&mut free);
        }
        if !self.law.is_linear() {
            newton::settle(self, inputs, &mut free)?;
        }
        self.solution(&self.array, inputs, &free)
    }

    /// What [`Solver::set`] and [`Solver::solve`] give with linear devices, to a share of 1e-13,
    /// on the factors that are there: much faster, but none where devices changed too much.
    ///
    /// # Errors
    /// As [`Solver::set`] and [`Solver::solve`].
    pub(crate) fn solve_near(
        &self,
        conductance: &[f64],
        inputs: &[f64],
    ) -> Result<Option<Solution>, CrossbarError> {
        self.check(inputs)?;
        let Some((_, factors)) = &self.matrix else {
            return Ok(None);
        };
        let array = Array::of_conductances(self.array.rows(), self.array.columns(), conductance)?;
        let siemens = self.net.siemens(conductance.iter().copied());
        let right = self.driven(conductance, inputs);
        let free = gradients::solve(&self.net, &siemens, factors, &right, 1e-13);
        let found = free.map(|free| self.solution(&array, inputs, &free));
        found.transpose()
    }

    fn check(&self, inputs: &[f64]) -> Result<(), CrossbarError> {
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
        Ok(())
    }

    fn solution(
        &self,
        array: &Array,
        inputs: &[f64],
        free: &Mat<f64>,
    ) -> Result<Solution, CrossbarError> {
        let volts = |node: &Node| voltage(*node, free, inputs);
        let word = self.net.nodes.word.iter().map(volts).collect();
        let bit = self.net.nodes.bit.iter().map(volts).collect();
        let solution = Solution::of(array, &self.law, word, bit);
        // Each device's current is part of one of each.
        let lines = [("bit", &solution.outputs), ("word", &solution.inputs)];
        for (line, currents) in lines {
            if let Some(at) = currents.iter().position(|i| !i.is_finite()) {
                return Err(CrossbarError::Current {
                    line,
                    number: at + 1,
                    amperes: currents[at],
                });
            }
        }
        Ok(solution)
    }

    /// Current out of each bit line for 1 V on one word line and 0 V on all others, in siemens:
    /// one row of them for each word line that is asked for. With linear devices the outputs are
    /// `sum over word lines of volts x row`.
    ///
    /// ```
    /// use memrilab_crossbar::{Array, Solver, Wires};
    /// let array = Array::of_conductances(2, 2, &[1e-5, 2e-5, 3e-5, 4e-5])?;
    /// let ideal = Solver::new(&array, &Wires::default())?;
    /// assert_eq!(ideal.transfer(1..2)?, [3e-5, 4e-5]);
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Solver::solve`].
    pub fn transfer(&self, rows: std::ops::Range<usize>) -> Result<Vec<f64>, CrossbarError> {
        let mut inputs = vec![0.0; self.array.rows()];
        let mut all = Vec::with_capacity(rows.len() * self.array.columns());
        for row in rows {
            inputs[row] = 1.0;
            all.extend(self.solve(&inputs)?.outputs);
            inputs[row] = 0.0;
        }
        Ok(all)
    }

    /// Current into each free node from the drivers it is connected with.
    fn driven(&self, devices: &[f64], inputs: &[f64]) -> Mat<f64> {
        let mut free = Mat::<f64>::zeros(self.net.nodes.free, 1);
        let siemens = self.net.wires.iter().chain(devices);
        for (connection, g) in self.net.connections.iter().zip(siemens) {
            if let (Node::Free(n), Node::Driven(i)) | (Node::Driven(i), Node::Free(n)) = *connection
            {
                free[(n, 0)] += g * inputs[i];
            }
        }
        free
    }
}

/// The voltage of a node.
pub(super) fn voltage(node: Node, free: &Mat<f64>, inputs: &[f64]) -> f64 {
    match node {
        Node::Free(n) => free[(n, 0)],
        Node::Driven(i) => inputs[i],
        Node::Ground => 0.0,
    }
}
