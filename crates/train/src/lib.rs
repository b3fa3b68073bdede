//! Networks that survive on the device.

pub mod bench;
pub mod data;
pub mod kernels;
pub mod model;
pub mod ops;
pub mod robustness;
pub mod search;
pub mod training;
