//! How a method is given its chance: so many trainings, the settings of each chosen by
//! Bayesian optimisation, the best by one objective.
//!
//! ```text
//! Search -> wave of Trials -> (each a TrialJob) -> Outcomes -> Search -> .. -> best
//! ```
//! Every method has the same number of trainings of the same length, its own one or few
//! settings, the same optimiser and the same objective; so no method is better for having
//! been tuned longer. The paper's BayesMulti is the method whose settings are (p1, p2) of
//! every layer.

mod contender;
mod objective;
mod search_loop;
mod trial;

pub use contender::Contender;
pub use objective::Objective;
pub use search_loop::{Search, SearchConfig};
pub use trial::{Outcome, Samples, Trial, TrialJob, Tried};
