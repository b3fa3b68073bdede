//! How many samples a network tells right, counted a few batches at a time.

use crate::model::{Batch, Inference, Weights};
use std::borrow::Cow;

/// Multiplications that take about 20 ms on a slow machine.
const STEP_PRODUCTS: usize = 100_000_000;

/// A count under way.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    next: usize,
    right: usize,
    inference: Inference,
}

impl Counting {
    /// Counts some of `batches` batches, each of which `batch` gives; the sum once all are.
    pub(crate) fn step<'a>(
        &mut self,
        weights: &Weights,
        batches: usize,
        batch: impl Fn(usize) -> Cow<'a, Batch>,
    ) -> Option<usize> {
        let (net, m, b) = (weights.architecture(), &weights.matrices, &weights.biases);
        let mut products = 0usize;
        while self.next < batches && products < STEP_PRODUCTS {
            let some = batch(self.next);
            products = products.saturating_add(net.products().saturating_mul(some.batch));
            self.right += self.inference.correct(net, m, b, &some);
            self.next += 1;
        }
        (self.next == batches).then_some(self.right)
    }
}
