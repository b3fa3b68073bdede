//! Where the layers of a network stand on arrays of one size.

use super::{Coding, Network};
use crate::{Array, CrossbarError};
use memrilab_analog::moons::Bias;
use std::ops::Range;

/// A part of one layer on one array: its rows are driven together, the array's others at 0 V.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which layer.
    pub layer: usize,
    /// Which array.
    pub array: usize,
    /// First word line; as many follow as there are inputs.
    pub row: usize,
    /// Inputs of the layer; the bias, where it has a row, is the one after the last.
    pub inputs: Range<usize>,
    /// Outputs of the layer; their devices begin at the first bit line.
    pub outputs: Range<usize>,
}

impl Block {
    /// Word lines.
    #[must_use]
    pub fn rows(&self) -> Range<usize> {
        self.row..self.row + self.inputs.len()
    }
}

/// All blocks, layer by layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Word lines of an array.
    pub rows: usize,
    /// Bit lines of an array.
    pub columns: usize,
    /// How many arrays there are.
    pub arrays: usize,
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Layout {
    /// Cuts each layer into blocks no larger than an array, and stacks each block below the one
    /// before where rows are left. So two small layers share an array, as on the paper's, and a
    /// large one takes many; the sums of its blocks are added after conversion.
    ///
    /// ```
    /// use memrilab_analog::moons::{Bias, MoonsNet};
    /// use memrilab_crossbar::chip::{Coding, Layout, Network};
    /// let net = MoonsNet { hidden: 5, w1: vec![1.0; 15], w2: vec![1.0; 6] };
    /// let network = Network::of_moons(&net)?;
    /// let layout = Layout::of(&network, 10, 10, Coding::OneSided, Bias::Row)?;
    /// assert_eq!((layout.arrays, layout.blocks[1].rows()), (1, 3..9));
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// [`CrossbarError::Size`] for an array that cannot be, [`CrossbarError::Network`] for one
    /// without room for a single weight.
    pub fn of(
        network: &Network,
        rows: usize,
        columns: usize,
        coding: Coding,
        bias: Bias,
    ) -> Result<Self, CrossbarError> {
        let side = 1..=Array::MOST;
        if !side.contains(&rows) || !side.contains(&columns) {
            return Err(CrossbarError::Size {
                rows,
                columns,
                most: Array::MOST,
            });
        }
        let width = coding.most_outputs(columns);
        if width == 0 {
            return Err(CrossbarError::Network(
                "a weight needs two columns; take an array with at least 2".into(),
            ));
        }
        let (mut blocks, mut array, mut next) = (Vec::new(), 0, 0);
        for (number, layer) in network.layers().iter().enumerate() {
            let inputs = layer.inputs + usize::from(bias == Bias::Row);
            for first in (0..inputs).step_by(rows) {
                for left in (0..layer.outputs).step_by(width) {
                    let inputs = first..(first + rows).min(inputs);
                    if next + inputs.len() > rows {
                        (array, next) = (array + 1, 0);
                    }
                    let row = next;
                    next += inputs.len();
                    blocks.push(Block {
                        layer: number,
                        array,
                        row,
                        inputs,
                        outputs: left..(left + width).min(layer.outputs),
                    });
                }
            }
        }
        Ok(Self {
            rows,
            columns,
            arrays: array + 1,
            blocks,
        })
    }
}
