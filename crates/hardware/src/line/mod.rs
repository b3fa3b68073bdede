//! Our own line protocol: one line a command, with a sequence number and a checksum.
//!
//! ```text
//! >17 READ 0 3 100000*CRC    host to board
//! <17 OK 3333333 0*CRC       board to host
//! ```
//!
//! [`Frame`] is one such line, [`Decoder`] finds them in bytes that come in any pieces, and
//! [`Command`] and [`Reply`] are what stands in them. Numbers are whole: microvolts, microseconds,
//! picoamperes. `docs/HARDWARE.md` is the specification.

mod command;
mod crc;
mod decoder;
mod frame;
mod reply;
mod words;

pub use command::Command;
pub use crc::crc16;
pub use decoder::{BadLine, Decoder};
pub use frame::{Direction, Frame};
pub use reply::{HelloReply, Reply, currents};
pub use words::WholeLimits;

/// The version of the protocol.
pub const VERSION: u16 = 1;
/// The longest line in bytes, with its end.
pub const LONGEST_LINE: usize = 512;
/// A board that hears nothing for so long disarms itself, in milliseconds.
pub const DEAD_MAN_MS: u64 = 500;
/// An armed host is never silent for longer, in milliseconds.
pub const PING_MS: u64 = 200;
/// Speed of the port, 8 data bits, no parity, 1 stop bit.
pub const BAUD: u32 = 115_200;
/// What stops a board at once, whatever was sent before: the first byte ends a half-written line,
/// and sequence number 0 is always in order.
pub const STOP: &[u8] = b"\n>0 STOP*961D\n";
