//! The passive network: devices, wires, and the voltages and currents in it.

mod array;
mod gradients;
mod law;
mod matrix;
mod newton;
mod nodes;
mod solution;
mod solver;
mod wires;

pub use array::Array;
pub use law::Law;
pub use solution::Solution;
pub use solver::Solver;
pub use wires::Wires;
