//! Boards that drive a crossbar, spoken to safely.
//!
//! ```text
//! Request -> Session -> bytes -> port, socket or emulator -> bytes -> Session -> Event
//!              | checks against Limits     | Board: the physics behind an emulated one
//! ```
//!
//! Nothing here opens a port, reads a clock or waits: bytes and the time go in, bytes and events
//! come out, so that the command line, an emulated board and a page share every decision about
//! safety. Two dialects are spoken: [`mod@line`], our own protocol with a sequence number, a checksum
//! and a dead man's switch, and [`arc_one`], the commands of an ArC ONE. `docs/HARDWARE.md` has
//! both byte by byte. The only exception to "no input or output" is the module `native`, behind the
//! feature of that name: the loop that drives a serial port.

pub mod arc_one;
mod board;
mod capabilities;
pub mod emulator;
mod error;
mod limits;
pub mod line;
#[cfg(feature = "native")]
pub mod native;
pub mod session;
mod set_point;
mod waveform;

pub use board::{Board, Resistors};
pub use capabilities::Capabilities;
pub use emulator::{Emulator, FaultScript, Loopback};
pub use error::HardwareError;
pub use limits::{LONGEST_PULSE, Limits, MOST_LINES};
pub use session::{Answer, Dialect, Event, Reason, Request, Session, State, Ticket};
pub use set_point::{Place, PulseVolts, PulseWidth, ReadVolts};
pub use waveform::{READ_SECONDS, Waveform};
