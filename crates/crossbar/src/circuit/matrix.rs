//! The matrix of the network: which connections there are, and its factors for any values.

use super::nodes::{Node, Nodes};
use crate::error::Extreme;
use crate::{Array, CrossbarError, Wires};
use faer::sparse::linalg::solvers::{Llt, SymbolicLlt};
use faer::sparse::{Argsort, Pair, SparseColMat, SymbolicSparseColMat};
use faer::{Mat, Side};

/// Every connection of two nodes: the wires first, then the devices, word line by word line.
#[derive(Debug, Clone)]
pub(crate) struct Netlist {
    pub(crate) nodes: Nodes,
    pub(crate) connections: Vec<(Node, Node)>,
    /// Conductance of each wire.
    pub(crate) wires: Vec<f64>,
    /// Bit lines, for the places of devices.
    columns: usize,
}

impl Netlist {
    pub(crate) fn of(array: &Array, wires: &Wires) -> Self {
        let nodes = Nodes::of(array, wires);
        let (rows, columns) = (array.rows(), array.columns());
        let (mut connections, mut siemens) = (Vec::new(), Vec::new());
        let mut wire = |a: Node, b: Node, ohms: f64| {
            if ohms > 0.0 {
                connections.push((a, b));
                siemens.push(1.0 / ohms);
            }
        };
        for i in 0..rows {
            for j in 0..columns {
                let at = i * columns + j;
                match j {
                    0 => wire(Node::Driven(i), nodes.word[at], wires.input),
                    _ => wire(nodes.word[at - 1], nodes.word[at], wires.word),
                }
                match i + 1 == rows {
                    true => wire(nodes.bit[at], Node::Ground, wires.output),
                    false => wire(nodes.bit[at], nodes.bit[at + columns], wires.bit),
                }
            }
        }
        let devices = nodes.word.iter().copied().zip(nodes.bit.iter().copied());
        connections.extend(devices);
        Self {
            nodes,
            connections,
            wires: siemens,
            columns,
        }
    }

    /// That these conductances are too far apart: the extremes.
    fn apart(&self, siemens: &[f64]) -> CrossbarError {
        let extreme = |(at, g): (usize, &f64)| Extreme {
            ohms: 1.0 / g,
            device: (at.checked_sub(self.wires.len()))
                .map(|at| (at / self.columns + 1, at % self.columns + 1)),
        };
        let all = siemens.iter().enumerate().filter(|(_, g)| **g > 0.0);
        let order = |a: &Extreme, b: &Extreme| a.ohms.total_cmp(&b.ohms);
        let open = Extreme {
            ohms: f64::INFINITY,
            device: None,
        };
        CrossbarError::Singular {
            least: all.clone().map(extreme).min_by(order).unwrap_or(open),
            most: all.map(extreme).max_by(order).unwrap_or(open),
        }
    }

    /// The conductances of all connections, with these of the devices.
    pub(crate) fn siemens(&self, devices: impl Iterator<Item = f64>) -> Vec<f64> {
        self.wires.iter().copied().chain(devices).collect()
    }

    /// The Laplacian of these conductances times voltages of the free nodes, all others at 0 V:
    /// the current out of each.
    pub(crate) fn laplacian(&self, siemens: &[f64], volts: &Mat<f64>) -> Mat<f64> {
        let mut flow = Mat::zeros(self.nodes.free, 1);
        let at = |node: Node| match node {
            Node::Free(n) => volts[(n, 0)],
            Node::Driven(_) | Node::Ground => 0.0,
        };
        for (&(a, b), g) in self.connections.iter().zip(siemens) {
            let current = g * (at(a) - at(b));
            if let Node::Free(n) = a {
                flow[(n, 0)] += current;
            }
            if let Node::Free(n) = b {
                flow[(n, 0)] -= current;
            }
        }
        flow
    }
}

/// The Laplacian's pattern with the order its factors are sparse in; both stay when
/// conductances change.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    free: usize,
    /// Connections of two free nodes.
    inner: Vec<usize>,
    pattern: SymbolicSparseColMat<usize>,
    order: Argsort<usize>,
    factors: SymbolicLlt<usize>,
}

impl Matrix {
    /// Nothing where every node is held.
    pub(crate) fn of(net: &Netlist) -> Result<Option<Self>, CrossbarError> {
        let free = net.nodes.free;
        if free == 0 {
            return Ok(None);
        }
        let mut places: Vec<_> = (0..free).map(|n| Pair::new(n, n)).collect();
        let mut inner = Vec::new();
        for (number, connection) in net.connections.iter().enumerate() {
            if let (Node::Free(a), Node::Free(b)) = *connection {
                places.push(Pair::new(a.max(b), a.min(b)));
                inner.push(number);
            }
        }
        let made = SymbolicSparseColMat::try_new_from_indices(free, free, &places);
        let memory = || CrossbarError::Memory { nodes: free };
        let (pattern, order) = made.map_err(|_| memory())?;
        let factors = SymbolicLlt::try_new(pattern.as_ref(), Side::Lower);
        Ok(Some(Self {
            free,
            inner,
            pattern,
            order,
            factors: factors.map_err(|_| memory())?,
        }))
    }

    /// The factors for conductances of all connections.
    pub(crate) fn factorised(
        &self,
        net: &Netlist,
        siemens: &[f64],
    ) -> Result<Llt<usize, f64>, CrossbarError> {
        let mut values = vec![0.0; self.free];
        for ((a, b), g) in net.connections.iter().zip(siemens) {
            for node in [a, b] {
                if let Node::Free(n) = *node {
                    values[n] += g;
                }
            }
        }
        values.extend(self.inner.iter().map(|&number| -siemens[number]));
        let matrix = SparseColMat::new_from_argsort(self.pattern.clone(), &self.order, &values);
        let matrix = matrix.map_err(|_| net.apart(siemens))?;
        Llt::try_new_with_symbolic(self.factors.clone(), matrix.as_ref(), Side::Lower)
            .map_err(|_| net.apart(siemens))
    }
}
