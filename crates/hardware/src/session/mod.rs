//! The host's side of a connection: what is asked, what is answered, and when to stop.
//!
//! ```text
//! Fresh -> Greeting -> ReadOnly <-> Armed
//!    \________\___________\__________\_____> Stopped(reason)
//! ```
//!
//! A session is told the time and given bytes; it says what to write and until when to wait. Every
//! wait ends. Whatever is not as it should be - a wrong checksum, a number that is none, a reply
//! that is late or unasked, silence, compliance three times in a row - queues the bytes that stop the
//! board and ends the session with one sentence; answers given before stay in the queue of events.

mod answers;
mod arc_one;
mod line;
mod reason;
mod request;
mod run;
mod wire;

pub use reason::Reason;
pub use request::{Answer, Dialect, Event, Request, Ticket};
pub use run::{Session, State};

/// Answers at compliance in a row that end a session.
pub const MOST_COMPLIANCE: u32 = 3;
