//! A measurement in, its conductance curve and usability out, by three named methods.
//!
//! ```text
//! sweep -> branch -> conductance (minus compliance) -> smooth -> run -> spread -> usability
//!                                                                     bootstrap -> interval
//! ```

mod analyzer;
pub mod bootstrap;
pub mod branch;
pub mod conductance;
mod options;
mod result;
pub mod run;
mod score;
pub mod smooth;
pub mod spread;
pub mod switching;
pub mod table;
mod warnings;

pub use analyzer::{AnalysisError, Analyzer, analyze};
pub use options::{
    Bound, Compliance, Method, Options, OptionsError, PolarityChoice, Smoothing, Window,
};
pub use result::{Analysis, Curve, CycleSwitching, DeviceAnalysis, MethodResult, Switching};
pub use score::curve as score_curve;
