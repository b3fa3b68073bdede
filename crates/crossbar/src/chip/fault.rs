//! Devices that cannot be set.

use super::ConductanceWindow;
use crate::program::Fault;

/// The conductance that a fault leaves, in siemens; it takes no programming and does not drift.
pub(crate) fn left(fault: Fault, window: &ConductanceWindow) -> f64 {
    match fault {
        Fault::StuckOn => window.g_max,
        Fault::StuckOff => window.g_min,
        Fault::Dead => 0.0,
    }
}
