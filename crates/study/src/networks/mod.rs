//! Training networks for drift, comparing methods, sweeping and certifying.
//!
//! A [`Contest`] is a plan rather than a job: it hands out tasks that may run at once, each a
//! job of its own, and is told their answers in any order. The caller owns the threads (or
//! the workers of a page), keeps answers, and resumes by telling the kept ones again.

mod answer;
mod certify;
mod config;
mod contest;
mod parts;
mod probe;
mod result;
mod run;
mod sweep;
mod task;

pub use answer::{Answer, TestAnswer};
pub use certify::{Certified, Certify, CertifyConfig, Voter, theory};
pub use config::{ContestConfig, Device, Entry};
pub use contest::{Contest, Lab};
pub use parts::{Form, NamedFile, Parts};
pub(crate) use probe::Plane;
pub use probe::{Boundary, Judged, Probe};
pub use result::{Compared, MethodResult, PairedResult, Training};
pub use run::{Plan, RunConfig, Strength};
pub use sweep::{Layered, Summed, Swept, sensitivity, swept};
pub use task::{Task, TaskJob};

/// Version of what these give, as JSON.
pub const SCHEMA: u32 = 1;
