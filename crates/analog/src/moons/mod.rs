//! Two moons on a 10 x 10 crossbar: the smallest task that shows the whole chain.

mod crossbar;
mod data;
mod net;
mod sizes;

pub use crossbar::{Crossbar, SIDE};
pub use data::{Moons, make_moons};
pub use net::MoonsNet;
pub use sizes::{Bias, Columns, Size, sizes};
