//! What can be proved of a network whose weights are random.
//!
//! All of it is about the smoothed classifier: the vote over independent noise on every
//! weight. `c` is a lower bound of the vote's probability ([`binomial`], [`vote`]).
//!
//! | file | what it says |
//! |---|---|
//! | [`published`] | the paper's Theorem 1 as printed, and where that is unsafe |
//! | [`exact`] | the exact worst case under multinomial noise, and safe closed forms |
//! | [`counterexamples`] | networks for which the printed theorem claims too much |
//! | [`lognormal`] | certificates for the log-normal drift that devices have |
//!
//! Notation: noise is 0 with probability `p1`, 1/2 with `p2`, 1 with `p3`; `delta` is
//! what a weight is multiplied by against the certifier's will; `Theta` counts weights;
//! `B_r` is the set of all `delta` of which at most `r` entries are neither 1/2 nor 1.

pub mod binomial;
pub mod counterexamples;
pub mod exact;
mod law;
pub mod lognormal;
pub mod published;
pub mod vote;

pub use law::Law;
use law::check_probability;
