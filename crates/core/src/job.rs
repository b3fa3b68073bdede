//! Long work as a value: the caller owns the loop.
//!
//! A command-line progress bar, a page that stays responsive, cancelling and
//! resuming are then one mechanism: whoever drives the job decides what happens
//! between two steps, and dropping the job cancels it.

use serde::{Deserialize, Serialize};

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Progress {
    /// Units of work done.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub done: u64,
    /// Units of work in all; it may grow while the job runs.
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub total: u64,
}

/// What one step came to.
#[derive(Debug)]
pub enum Step<T> {
    /// There is more to do.
    Running(Progress),
    /// The result; the job must not be stepped again.
    Done(T),
}

/// A computation in steps of at most about 50 ms.
pub trait Job {
    /// What the finished job gives.
    type Output;
    /// How it fails.
    type Error;

    /// Does one piece of the work.
    ///
    /// # Errors
    /// Whatever the work itself fails with; the job is then spent.
    fn step(&mut self) -> Result<Step<Self::Output>, Self::Error>;
}

/// Steps a job to its end, telling `watch` how far it is after each step.
///
/// # Errors
/// The job's own error.
pub fn run<J: Job>(mut job: J, mut watch: impl FnMut(Progress)) -> Result<J::Output, J::Error> {
    loop {
        match job.step()? {
            Step::Running(progress) => watch(progress),
            Step::Done(output) => return Ok(output),
        }
    }
}
