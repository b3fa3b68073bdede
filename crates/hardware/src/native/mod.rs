//! A real port: the loop that blocks, and nothing else. Every decision is the session's.
//!
//! This is the only place below `study` that opens a port, waits and reads a clock. It is behind the
//! feature `native`; a page has port glue of its own around the same [`Session`](crate::Session).

mod port;
mod serve;
#[cfg(unix)]
mod terminal;

pub use port::{Port, PortError, Stopper, list};
pub use serve::serve;
#[cfg(unix)]
pub use terminal::Terminal;
