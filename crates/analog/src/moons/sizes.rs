//! How many hidden units an array has room for.

use serde::{Deserialize, Serialize};

/// How the sign of a weight is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Columns {
    /// Two columns for each output.
    Differential,
    /// One column for each output and one more that all share.
    Reference,
}

/// Where biases are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Bias {
    /// In one more row of each layer, driven with 1.
    Row,
    /// Outside the array.
    Digital,
}

/// The most hidden units of one way to lay a network out; 0 if there is room for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Size {
    /// How signs are kept.
    pub columns: Columns,
    /// Where biases are kept.
    pub bias: Bias,
    /// Both layers in the array at once: their rows add up, their columns are shared.
    pub resident: usize,
    /// The array reprogrammed between the layers.
    pub swap: usize,
}

/// The most hidden units of a network of one hidden layer on `rows` x `columns` devices,
/// for each way to lay it out.
///
/// ```
/// let sizes = memrilab_analog::moons::sizes(10, 10, 2, 1);
/// assert_eq!((sizes[0].resident, sizes[0].swap), (5, 5));
/// ```
#[must_use]
pub fn sizes(rows: usize, columns: usize, inputs: usize, outputs: usize) -> [Size; 4] {
    let most = |kind, bias| {
        let row = usize::from(bias == Bias::Row);
        let width = |n: usize| match kind {
            Columns::Differential => 2 * n,
            Columns::Reference => n + 1,
        };
        let first = inputs + row;
        let wide = |h: usize| width(h).max(width(outputs)) <= columns;
        let last = |fits: &dyn Fn(usize) -> bool| {
            (1..=rows).rev().find(|h| wide(*h) && fits(*h)).unwrap_or(0)
        };
        Size {
            columns: kind,
            bias,
            resident: last(&|h| first + h + row <= rows),
            swap: last(&|h| first <= rows && h + row <= rows),
        }
    };
    [
        most(Columns::Differential, Bias::Row),
        most(Columns::Reference, Bias::Row),
        most(Columns::Differential, Bias::Digital),
        most(Columns::Reference, Bias::Digital),
    ]
}
