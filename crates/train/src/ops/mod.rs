//! The kernels as operations of candle, each with its gradient.
//!
//! Arrays have the batch last (see [`crate::kernels`]). On the processor an operation is one
//! of ours; elsewhere it is made of candle's own, which [`stock`] spells out and the tests
//! compare with. Only what is asked for is computed: the gradient with respect to the images
//! of the first layer never is.

mod conv;
mod dense;
mod layer;
mod loss;
mod scale;
pub mod stock;
mod tape;

pub use conv::conv;
pub use dense::dense;
pub use layer::{How, Slot};
pub use loss::{loss, right};
pub use scale::scale;
pub use tape::Tape;

use crate::kernels::PANEL;
use candle_core::{CpuStorage, Error, Layout, Result, Storage, Tensor};

/// Refuses an argument of another shape than the operation needs.
fn expect(what: &str, got: &[usize], wanted: &[usize]) -> Result<()> {
    if got == wanted {
        return Ok(());
    }
    Err(Error::Msg(format!("{what}: {wanted:?} is needed, not {got:?}")).bt())
}

/// Refuses a batch that is not made of whole panels.
fn whole(batch: usize) -> Result<()> {
    if batch > 0 && batch.is_multiple_of(PANEL) {
        return Ok(());
    }
    Err(Error::Msg(format!(
        "a batch of {batch}; it must be a multiple of {PANEL}"
    ))
    .bt())
}

/// The numbers of an argument on the processor; they must lie in one piece.
fn numbers<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let CpuStorage::F32(values) = storage else {
        return Err(Error::Msg("the operation takes 32-bit floats".into()).bt());
    };
    match layout.contiguous_offsets() {
        Some((from, to)) => Ok(&values[from..to]),
        None => Err(Error::RequiresContiguous { op: "memrilab" }.bt()),
    }
}

/// Hands the numbers of a tensor on the processor to `then`.
fn with<T>(tensor: &Tensor, then: impl FnOnce(&[f32]) -> Result<T>) -> Result<T> {
    let (storage, layout) = tensor.storage_and_layout();
    match &*storage {
        Storage::Cpu(storage) => then(numbers(storage, layout)?),
        _ => Err(Error::Msg("the operation runs on the processor".into()).bt()),
    }
}
