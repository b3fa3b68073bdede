//! What to try next.
//!
//! ```text
//! Space -> Encoder -> gp::fit -> Gp -> acquisition -> campaign::suggest
//! ```
//! A [`Space`] says what may be tried, and a campaign what was. Nothing here
//! keeps state, reads a clock or asks the system for randomness: the same campaign and
//! seed give the same suggestion, bit for bit, natively and in a browser.

pub mod acquisition;
pub mod campaign;
mod encoding;
mod error;
pub mod gp;
mod numeric;
pub mod space;

pub use acquisition::Acquisition;
pub use campaign::{
    Campaign, Goal, Model, Observation, Outcome, Settings, Suggestion, Suggestions, outlook,
    suggest,
};
pub use encoding::{Encoder, Encoding};
pub use error::Error;
pub use gp::Kernel;
pub use space::{Constraint, Kind, Point, Space, Value, Variable};
