//! What to try next.
//!
//! ```text
//! Space -> Encoder -> gp::fit -> Gp -> acquisition -> campaign::suggest
//! ```
//! A [`Space`] says what may be tried, and a campaign what was. Nothing here
//! keeps state, reads a clock or asks the system for randomness: the same campaign and
//! seed give the same suggestion, bit for bit, natively and in a browser.
//!
//! ```
//! use memrilab_bayesopt::{Campaign, Goal, Observation, Settings, Space, Variable, suggest};
//!
//! let space = Space::new(
//!     vec![
//!         Variable::categories("salt", &["MAI", "FAI", "CsI"]),
//!         Variable::levels("minutes", &[5.0, 10.0, 20.0, 40.0]).logarithmic(),
//!     ],
//!     vec![],
//! )?;
//! let mut campaign = Campaign::new(space, Settings { goal: Goal::Minimise, ..Settings::default() })?;
//! // Told of five experiments, the model takes over from points spread over the space.
//! for value in [3.1, 2.4, 2.9, 1.8, 2.2] {
//!     let next = suggest(&campaign, 1, 7)?.suggestions.remove(0);
//!     campaign.observe(Observation::value(next.point, value))?;
//! }
//! let next = suggest(&campaign, 2, 7)?;
//! assert_eq!(next.suggestions.len(), 2);
//! assert!(next.suggestions[0].mean.is_some());
//! assert_eq!(next.model.ok_or("no model")?.points, 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Left out: several objectives, fidelities, approximate processes, gradients of the
//! acquisition. Candidates are scored, not climbed.

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
