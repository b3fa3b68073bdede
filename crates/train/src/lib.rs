//! Networks that survive on the device.

pub mod data;
