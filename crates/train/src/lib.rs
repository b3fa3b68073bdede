//! Networks that survive on the device.

pub mod data;
pub mod kernels;
pub mod ops;
