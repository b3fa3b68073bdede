//! The nodes of the network: those that an ideal wire joins are one.

use crate::{Array, Wires};

/// A node after ideal wires have been taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    /// Its voltage is unknown number `n`.
    Free(usize),
    /// Held at the voltage of a word line's driver.
    Driven(usize),
    /// Held at 0 V.
    Ground,
}

/// The node of each crossing, on the word line and on the bit line.
#[derive(Debug, Clone)]
pub(crate) struct Nodes {
    pub(crate) word: Vec<Node>,
    pub(crate) bit: Vec<Node>,
    /// How many are free.
    pub(crate) free: usize,
}

impl Nodes {
    pub(crate) fn of(array: &Array, wires: &Wires) -> Self {
        let (rows, columns) = (array.rows(), array.columns());
        let mut nodes = Self {
            word: vec![Node::Ground; rows * columns],
            bit: vec![Node::Ground; rows * columns],
            free: 0,
        };
        let mut free = 0;
        let mut next = || {
            free += 1;
            Node::Free(free - 1)
        };
        // Numbered crossing by crossing, so that neighbours have numbers near each other; a
        // word line goes on from the left, a bit line ends at the bottom.
        for i in 0..rows {
            for j in 0..columns {
                nodes.word[i * columns + j] = match (j, wires.input == 0.0, wires.word == 0.0) {
                    (0, true, _) => Node::Driven(i),
                    (0, false, _) => next(),
                    (_, _, true) => nodes.word[i * columns + j - 1],
                    (_, _, false) => next(),
                };
                // Known once the bottom is: filled from there below.
                let joined = if i + 1 == rows {
                    wires.output == 0.0
                } else {
                    wires.bit == 0.0
                };
                if !joined {
                    nodes.bit[i * columns + j] = next();
                }
            }
        }
        for i in (0..rows.saturating_sub(1)).rev() {
            for j in 0..columns {
                if wires.bit == 0.0 {
                    nodes.bit[i * columns + j] = nodes.bit[(i + 1) * columns + j];
                }
            }
        }
        nodes.free = free;
        nodes
    }
}
