//! What every memrilab crate stands on: seeded random streams, statistics that
//! give the same bits natively and in a browser, finite numbers, physical
//! quantities, and the [`Job`] trait through which long work is driven.
//!
//! Nothing here does input or output, reads a clock, spawns a thread or asks the
//! system for randomness. Functions of real numbers come from `libm` and sums run
//! in a fixed order, because the standard library's differ between platforms.

pub mod csv;
mod finite;
mod job;
pub mod quantity;
pub mod special;
pub mod stats;
pub mod stream;

pub use finite::{NotFinite, finite};
pub use job::{Job, Progress, Step, run};
pub use stream::Stream;
