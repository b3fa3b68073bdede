//! What a network learns from: samples of one shape, a class each.
//!
//! Bytes come in, [`Dataset`]s go out. Which files those bytes come from, and how a picture is
//! decoded, is settled above: nothing here reads a file.
//!
//! | module | from |
//! |---|---|
//! | [`idx`] | the files of MNIST and its kin |
//! | [`table`] | numbers with a column of classes |
//! | [`images`] | decoded pictures |
//! | [`moons`] | two half circles, made here |

mod bytes;
mod dataset;
mod digest;
mod error;
pub mod idx;
pub mod images;
mod moons;
mod order;
mod scale;
mod shape;
mod split;
pub mod table;

pub(crate) use digest::Fnv;

pub use dataset::{Dataset, Features};
pub use error::DataError;
pub use moons::moons;
pub use order::sort_classes;
pub use scale::Scaling;
pub use shape::Shape;
pub use split::{Amount, Parts, Split, permutation};
