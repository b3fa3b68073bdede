//! A measurement in, its conductance curve and usability out, by three named methods.

mod options;
mod result;

pub use options::{Bound, Compliance, Method, Options, PolarityChoice, Smoothing, Window};
pub use result::{Analysis, Curve, CycleSwitching, DeviceAnalysis, MethodResult, Switching};
